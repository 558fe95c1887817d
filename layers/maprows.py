"""What the map page is told: rows once per dataset and language, then a state for each View."""

import functools
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from layers import basemap, linecode
from layers.extend import Overlay
from layers.legend import SITES, legend
from layers.overlays import OVERLAYS

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.scene import Scene

FINE, COARSE = 1000, 100
"""Whole units per degree of an area smaller and larger than a degree: each finer than its outline is known."""
WIDE = 10
"""An area wider than so many degrees is seen from afar: it is drawn to two hundredths."""
MOST_PLACES = 200
"""Fine land and towns are cut around this many places at most; elsewhere the coarse world is shown."""
LOOK = ("colour", "colour_dark", "mark", "shape", "size", "opacity", "hatched", "hollow", "count")


def rows_hash(scene: "Scene") -> str:
    """Equal for two scenes whose `map_rows` are equal: the same data, read in the same language."""
    text = json.dumps([scene.dataset.hash, scene.view.lang, [overlay.name for overlay in OVERLAYS]])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def known_language(scene: "Scene") -> str:
    """The language asked for if the configuration knows it, else the first that it knows."""
    languages = scene.config.languages
    return scene.view.lang if scene.view.lang in languages else languages[0]


def map_rows(scene: "Scene") -> dict[str, Any]:
    """Everything that no filter changes: id, label and geometry of every row, and the basemap around the sites.

    `hash` names this content; a state fits the rows of the same hash.
    """
    return _rows(scene, {overlay.name: overlay.draw(scene) for overlay in OVERLAYS})


def _rows(scene: "Scene", frames: Mapping[str, "gpd.GeoDataFrame"]) -> dict[str, Any]:
    sites = _places(frames[SITES])
    return {
        "hash": rows_hash(scene),
        # The page asks the browser to write in this language, which fails for what is no language.
        "lang": known_language(scene),
        "overlays": [
            {"name": overlay.name, "title": overlay.title, "sites": overlay.name == SITES}
            | _columns(frames[overlay.name])
            for overlay in OVERLAYS
        ],
        "detail": basemap.detail(sites)["parts"],
        "labels": _labels(sites, scene.view.lang),
    }


def map_state(scene: "Scene") -> dict[str, Any]:
    """What the View makes of the rows: `shown_state` and `pointed_state` together."""
    return shown_state(scene) | pointed_state(scene)


def shown_state(scene: "Scene") -> dict[str, Any]:
    """Which rows are shown and how they look, for the overlays that are on; no selection changes it."""
    on = (overlay for overlay in OVERLAYS if _is_on(scene, overlay))
    return _drawn(scene, {overlay.name: _drawing(scene, overlay) for overlay in on})


def pointed_state(scene: "Scene") -> dict[str, Any]:
    """Which record is selected, the installations that stand for it, and where to look."""
    selected = scene.find(scene.selected_id) if scene.selected_id else None
    sites = list(getattr(selected, "installations", None) or ())
    return {
        "selected": scene.selected_id,
        "members": {scene.selected_id: sites} if sites else {},
        "look": _where(scene),
    }


def document_parts(scene: "Scene") -> dict[str, Any]:
    """The rows and the state of a page without a dashboard: what the View leaves, in every overlay.

    No filter can bring back what a document leaves out, so it does not carry it.
    """
    drawings = {overlay.name: _drawing(scene, overlay) for overlay in OVERLAYS}
    frames = {name: frame[frame["shown"]] for name, frame in drawings.items()}
    state = _drawn(scene, frames) | pointed_state(scene) | {"members": _members(scene)}
    return {"rows": _rows(scene, frames), "state": state}


def _drawing(scene: "Scene", overlay: Overlay) -> "gpd.GeoDataFrame":
    # A frame without a row does not know that `shown` would be true or false: it is told.
    return overlay.draw(scene).astype({"shown": bool})


def _drawn(scene: "Scene", frames: Mapping[str, "gpd.GeoDataFrame"]) -> dict[str, Any]:
    return {
        "hash": rows_hash(scene),
        "on": [overlay.name for overlay in OVERLAYS if overlay.name in frames and _is_on(scene, overlay)],
        "overlays": {name: _shown(frame) for name, frame in frames.items()},
        "legend": legend(scene, frames),
    }


def _is_on(scene: "Scene", overlay: Overlay) -> bool:
    return overlay.on if scene.view.overlays is None else overlay.name in scene.view.overlays


def _columns(frame: "gpd.GeoDataFrame") -> dict[str, Any]:
    columns = {
        "ids": [str(id_) for id_ in frame["id"]],
        "labels": [str(label) for label in frame["label"]],
        "places": [_packed(shape) for shape in frame.geometry],
    }
    return columns | ({"names": list(frame["names"])} if "names" in frame else {})


def _packed(shape: Any) -> Any:
    """A point as [lon, lat], an area as its units and its rings in text, None where there is no place."""
    if shape is None or shape.is_empty:
        return None
    if shape.geom_type == "Point":
        return [round(shape.x, 4), round(shape.y, 4)]
    west, south, east, north = shape.bounds
    if max(east - west, north - south) > WIDE:
        shape = shape.simplify(2 / COARSE)
    polygons = shape.geoms if shape.geom_type == "MultiPolygon" else [shape]
    units = FINE if max(east - west, north - south) < 1 else COARSE
    rings = ((polygon.exterior, *polygon.interiors) for polygon in polygons)
    return {"units": units, "polygons": [[_line(ring.coords[:-1], units) for ring in some] for some in rings]}


def _shown(frame: "gpd.GeoDataFrame") -> dict[str, Any]:
    """The shown rows as [row, look, [texts]], and the tables of looks and texts that they point into."""
    frame = frame.assign(row=range(len(frame)))[frame["shown"]]
    looks: dict[tuple[Any, ...], int] = {}
    texts: dict[str, int] = {}
    rows = [
        [row, looks.setdefault(look, len(looks)), [texts.setdefault(line, len(texts)) for line in lines]]
        for row, look, lines in zip(frame["row"], _looks(frame), frame["lines"], strict=True)
    ]
    return {
        "rows": rows,
        "looks": [dict(zip(LOOK, look, strict=True)) for look in looks],
        "texts": list(texts),
    }


def _looks(frame: "gpd.GeoDataFrame") -> list[tuple[Any, ...]]:
    return list(zip(*(frame[name].tolist() for name in LOOK), strict=True))


def _places(frame: "gpd.GeoDataFrame") -> list[tuple[float, float]]:
    """One (lon, lat) site for each square degree that has any: its neighbours share the same fine land and towns."""
    points = frame.geometry.dropna()
    squares = {
        (round(x), round(y)): (x, y) for x, y in zip(points.x.tolist(), points.y.tolist(), strict=True)
    }
    return list(squares.values())[:MOST_PLACES]


def _labels(sites: Sequence[tuple[float, float]], lang: str) -> list[list[Any]]:
    """Rows of [kind, name, lat, lon, lowest zoom], the most important first."""
    found = sorted(basemap.labels(sites), key=lambda label: label["rank"])
    names = (label["name"].get(lang) or label["name"]["en"] for label in found)
    return [
        [label["kind"], name, label["lat"], label["lon"], label["rank"]]
        for label, name in zip(found, names, strict=True)
    ]


def _members(scene: "Scene") -> dict[str, list[str]]:
    """The installations that stand for a record that has no place of its own."""
    frames = (scene.shown.negotiations, scene.shown.agreements, scene.shown.events)
    named = (pair for frame in frames for pair in zip(frame.index, frame["installations"], strict=True))
    return {str(id_): list(installations) for id_, installations in named if installations}


def _where(scene: "Scene") -> dict[str, Any]:
    """Where to look: at the place in the View, else at the sites shown; they are shown anew when `key` changes."""
    view = scene.view
    given = view.lat is not None and view.lon is not None and view.zoom is not None
    return {
        "start": {"lat": view.lat, "lon": view.lon, "zoom": view.zoom} if given else None,
        "key": ",".join(view.dossier),
        "bounds": _bounds(scene),
    }


def _bounds(scene: "Scene") -> list[list[float]] | None:
    """[[south, west], [north, east]] of the shown sites, None where none has a place."""
    points = scene.shown.installations.geometry.dropna()
    if points.empty:
        return None
    west, south, east, north = (round(float(bound), 4) for bound in points.total_bounds)
    return [[south, west], [north, east]]


@functools.cache
def base() -> dict[str, Any]:
    """The part of the basemap that every page carries: the coarse world and the disputed borders."""
    disputes = [
        {
            "name": dispute["name"],
            "says": dispute["says"],
            "lines": [_line(line, FINE) for line in dispute["lines"]],
        }
        for dispute in basemap.disputed()
    ]
    return {"world": basemap.world(), "disputed": disputes, "credit": basemap.CREDIT}


def _line(points: Sequence[Sequence[float]], units: int) -> str:
    return linecode.pack((round(lon * units), round(lat * units)) for lon, lat in points)
