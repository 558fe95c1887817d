"""The sites themselves: shape by service, colour and mark by the talks, hatched where parties or sources differ."""

from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from layers.bidi import all_closed
from layers.extend import Overlay
from layers.overlays.courses import Days, days_up_to, one_day
from layers.overlays.faces import Faces
from layers.overlays.looks import service_shape
from layers.overlays.rows import Rows, objects, rows_of

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from layers.scene import Scene

SIZE = 9.0


def draw(scene: "Scene") -> "gpd.GeoDataFrame":
    """One row per installation of every dossier, at its displayed precision; no geometry where none is published.

    Beside the columns of an Overlay, `names` holds every name a search may find, of sites that have several.
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
    columns = {
        "id": rows.each(sites.index.to_numpy()),
        "label": rows.each(_labels(scene, sites)),
        "names": rows.each(_names(sites)),
        "lines": rows.column(attrgetter("lines")),
        "colour": rows.column(attrgetter("colour")),
        "colour_dark": rows.column(attrgetter("colour_dark")),
        "mark": rows.column(attrgetter("mark")),
        "shape": rows.each(_shapes(scene, sites)),
        "size": SIZE,
        "opacity": rows.column(attrgetter("opacity")).astype(float),
        "hatched": rows.column(attrgetter("hatched")),
        "hollow": rows.column(attrgetter("hollow")).astype(bool),
        "count": rows.column(attrgetter("number")).astype(int),
        "talks": rows.column(attrgetter("talks")),
        "shown": True,
        "valid_from": rows.valid_from,
        "valid_to": rows.valid_to,
    }
    places = sites.geometry.array.take(rows.of)
    return gpd.GeoDataFrame(columns, geometry=places, crs="EPSG:4326").set_axis(rows.of)


def _rows(scene: "Scene", sites: "gpd.GeoDataFrame", days: Days) -> Rows:
    """The rows of the sites, whose values are faces: sites that are alike have theirs from the first of them."""
    faces = Faces(scene, days)
    names = ("alike", "negotiations", "precision", "place_of", "planned")
    numbers: dict[tuple[Any, ...], int] = {}
    number_of = [
        numbers.setdefault(one, len(numbers)) for one in zip(*(sites[name] for name in names), strict=True)
    ]
    records = scene.frames.installations.index.tolist()
    courses = [
        faces.course(scene.dataset.installations[records[first]], *others) for first, *others in numbers
    ]
    return rows_of(courses, number_of)


def _labels(scene: "Scene", sites: "gpd.GeoDataFrame") -> Sequence[str]:
    """The names in the reader's language, else as in the dossier."""
    lang, said = scene.view.lang, zip(sites["name"], sites["names"], strict=True)
    return all_closed([(names and names.get(lang)) or name for name, names in said])


def _names(sites: "gpd.GeoDataFrame") -> list[tuple[str, ...]]:
    """Every name of each site, in whatever language, of those that have several."""
    said = zip(sites["name"], sites["names"], sites["aliases"], strict=True)
    return [
        tuple(sorted({name, *filter(None, names.values()), *aliases})) if names or aliases else ()
        for name, names, aliases in said
    ]


def _shapes(scene: "Scene", sites: "gpd.GeoDataFrame") -> "NDArray[np.object_]":
    import pandas as pd

    places, services = pd.factorize(sites["service"])
    return np.array([service_shape(scene, some) for some in services], dtype=object)[places]


INSTALLATIONS = Overlay(
    name="installations",
    title="Installations",
    description="Every site, with the status of the talks about it.",
    draw=draw,
    through=through,
)
