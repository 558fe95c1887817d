"""The sites themselves: shape by service, colour and mark by the talks, hatched where parties or sources differ."""

from typing import TYPE_CHECKING, Any

from layers.bidi import closed
from layers.extend import Overlay
from layers.overlays.courses import Days, days_up_to, one_day
from layers.overlays.faces import Alike, Face, Faces
from layers.overlays.looks import service_shape
from layers.overlays.rows import Rows, objects, rows_of

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.scene import Scene

SIZE = 9.0


def draw(scene: "Scene") -> "gpd.GeoDataFrame":
    """One row per installation of every dossier, at its displayed precision; no geometry where none is published.

    Beside the columns of an Overlay, `names` holds every name a search may find.
    """
    sites = scene.frames.installations
    frame = _frame(scene, sites, one_day(scene.day))
    shown = sites.index.isin(scene.shown.installations.index)
    said = {name: zip(frame[name], shown, strict=True) for name in ("lines", "hatched")}
    return frame.assign(
        shown=shown,
        lines=objects(lines if is_shown else () for lines, is_shown in said["lines"]),
        hatched=objects(hatched if is_shown else "" for hatched, is_shown in said["hatched"]),
    )


def through(scene: "Scene") -> "gpd.GeoDataFrame":
    """The installations that are shown, with a row for each stretch of days on which one says and looks the same."""
    sites = scene.frames.installations
    return _frame(scene, sites.loc[scene.shown.installations.index], days_up_to(scene.day))


def _frame(scene: "Scene", sites: "gpd.GeoDataFrame", days: Days) -> "gpd.GeoDataFrame":
    import geopandas as gpd

    rows = _rows(scene, sites, days)
    faces = Face(*(zip(*rows.values, strict=True) if rows.values else ((),) * len(Face._fields)))
    columns = {
        "id": rows.each(sites.index),
        "label": rows.each(_labels(scene, sites)),
        "names": rows.each(_names(sites)),
        "lines": rows.column(faces.lines),
        "colour": rows.column(faces.colour),
        "colour_dark": rows.column(faces.colour_dark),
        "mark": rows.column(faces.mark),
        "shape": rows.each(_shapes(scene, sites)),
        "size": SIZE,
        "opacity": rows.column(faces.opacity).astype(float),
        "hatched": rows.column(faces.hatched),
        "hollow": rows.column(faces.hollow).astype(bool),
        "count": rows.column(faces.number).astype(int),
        "talks": rows.column(faces.talks),
        "shown": True,
        "valid_from": objects(rows.valid_from),
        "valid_to": objects(rows.valid_to),
    }
    places = sites.geometry.array.take(rows.of)
    return gpd.GeoDataFrame(columns, geometry=places, crs="EPSG:4326").set_axis(rows.of)


def _rows(scene: "Scene", sites: "gpd.GeoDataFrame", days: Days) -> Rows:
    """The rows of the sites, whose values are faces: sites that are alike have theirs from the first of them."""
    faces = Faces(scene, days)
    records = [scene.dataset.installations[id_] for id_ in sites.index]
    columns = [sites[name] for name in ("negotiations", "precision", "place_of", "planned")]
    alike = list(zip(map(faces.record, records), *columns, strict=True))
    numbers: dict[tuple[Any, ...], int] = {}
    number_of = [numbers.setdefault(one, len(numbers)) for one in alike]
    firsts = dict(zip(reversed(number_of), reversed(records), strict=True))
    courses = [faces.course(firsts[number], Alike(*one)) for one, number in numbers.items()]
    return rows_of(courses, number_of)


def _labels(scene: "Scene", sites: "gpd.GeoDataFrame") -> list[str]:
    """The names in the reader's language, else as in the dossier."""
    names = zip(sites["name"], sites["names"], strict=True)
    return [closed(translations.get(scene.view.lang) or name) for name, translations in names]


def _names(sites: "gpd.GeoDataFrame") -> list[tuple[str, ...]]:
    """Every name of each site, in whatever language."""
    said = zip(sites["name"], sites["names"], sites["aliases"], strict=True)
    return [
        tuple(sorted({name, *filter(None, translations.values()), *aliases}))
        if translations or aliases
        else (name,)
        for name, translations, aliases in said
    ]


def _shapes(scene: "Scene", sites: "gpd.GeoDataFrame") -> list[str]:
    shapes = {services: service_shape(scene, services) for services in set(sites["service"])}
    return [shapes[services] for services in sites["service"]]


INSTALLATIONS = Overlay(
    name="installations",
    title="Installations",
    description="Every site, with the status of the talks about it.",
    draw=draw,
    through=through,
)
