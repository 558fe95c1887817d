"""What the map page is told: rows once per dataset and language, then a state for each View."""

import functools
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from layers import basemap
from layers.extend import Overlay
from layers.legend import SITES, legend, talks_key
from layers.mapcolumns import (
    FINE,
    Areas,
    from_frame,
    numbers_of,
    packed_line,
    row_columns,
    steps,
    thread_columns,
)
from layers.over_time import OverTime
from layers.overlays import OVERLAYS

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.scene import Scene

MOST_PLACES = 200
"""Fine land and towns are cut around this many places at most; elsewhere the coarse world is shown."""


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
    return _rows(scene, {overlay.name: overlay.draw(scene) for overlay in OVERLAYS}, pd.Index([]))


def _rows(scene: "Scene", frames: Mapping[str, "gpd.GeoDataFrame"], sites: pd.Index) -> dict[str, Any]:
    places, areas = _places(frames[SITES]), Areas()
    return {
        "hash": rows_hash(scene),
        # The page asks the browser to write in this language, which fails for what is no language.
        "lang": known_language(scene),
        "overlays": [
            {"name": overlay.name, "title": overlay.title, "sites": overlay.name == SITES}
            | row_columns(frames[overlay.name], areas, sites)
            for overlay in OVERLAYS
        ],
        "areas": areas.packed,
        "detail": basemap.detail(places)["parts"],
        "labels": names_near(places, scene.view.lang),
    }


def map_state(scene: "Scene") -> dict[str, Any]:
    """What the View makes of the rows: `shown_state` and `pointed_state` together."""
    return shown_state(scene) | pointed_state(scene)


def shown_state(scene: "Scene") -> dict[str, Any]:
    """Which rows are shown and how they look, for the overlays that are on; no selection changes it."""
    told = {one.name: from_frame(one.draw(scene)) for one in OVERLAYS if _is_on(scene, one)}
    return _drawn(scene, told)


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
    """The rows and the state of a page without a dashboard: what the View leaves, in every overlay, at all times.

    No filter can bring back what a document leaves out, so it does not carry it.
    """
    told = {overlay.name: _through(scene, overlay) for overlay in OVERLAYS}
    rows = _rows(scene, {name: one.rows for name, one in told.items()}, scene.shown.installations.index)
    state = _drawn(scene, told) | pointed_state(scene) | {"members": {}}
    return {"rows": rows | {"members": _members(scene)}, "state": state}


def _through(scene: "Scene", overlay: Overlay) -> OverTime:
    """What an overlay shows over time; one that does not tell stands as on the day at all times."""
    if overlay.through:
        return overlay.through(scene)
    frame = overlay.draw(scene)
    return from_frame(frame[frame["shown"].to_numpy(dtype=bool)])


def _drawn(scene: "Scene", told: Mapping[str, OverTime]) -> dict[str, Any]:
    present = {status for one in told.values() for status in one.values("talks")}
    return {
        "hash": rows_hash(scene),
        "on": [one.name for one in OVERLAYS if one.name in told and _is_on(scene, one)],
        "overlays": {name: thread_columns(one) for name, one in told.items()},
        "talks": {status: entry for status, entry in talks_key(scene).items() if status in present},
        "legend": legend(scene, told),
    }


def _is_on(scene: "Scene", overlay: Overlay) -> bool:
    return overlay.on if scene.view.overlays is None else overlay.name in scene.view.overlays


def _places(frame: "gpd.GeoDataFrame") -> list[tuple[float, float]]:
    """One (lon, lat) site for each square degree that has any: its neighbours share the same fine land and towns."""
    import shapely

    points = shapely.get_coordinates(np.asarray(frame.geometry.array))
    squares = np.rint(points) @ (1000, 1)
    firsts = np.sort(np.unique(squares, return_index=True)[1])
    return [(lon, lat) for lon, lat in points[firsts[:MOST_PLACES]].tolist()]


def names_near(sites: Sequence[tuple[float, float]], lang: str) -> list[list[Any]]:
    """Rows of [kind, name, lat, lon, lowest zoom], the most important first."""
    found = sorted(basemap.labels(sites), key=lambda label: label["rank"])
    names = (label["name"].get(lang) or label["name"]["en"] for label in found)
    return [
        [label["kind"], name, label["lat"], label["lon"], label["rank"]]
        for label, name in zip(found, names, strict=True)
    ]


def _members(scene: "Scene") -> dict[str, list[int]]:
    """The installations that stand for talks and agreements, which have no place of their own, as differences."""
    frames = (scene.shown.negotiations["installations"], scene.shown.agreements["installations"])
    ids = [str(id_) for frame in frames for id_ in frame.index]
    named = [installations for frame in frames for installations in frame]
    found = zip(ids, numbers_of(named, scene.shown.installations.index), strict=True)
    return {id_: steps(numbers) for id_, numbers in found if numbers}


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
            "lines": [packed_line(line, FINE) for line in dispute["lines"]],
        }
        for dispute in basemap.disputed()
    ]
    return {"world": basemap.world(), "disputed": disputes, "credit": basemap.CREDIT}
