"""The places that events are about: never finer than the place of the installation itself."""

from typing import TYPE_CHECKING, Any

import numpy as np

from layers.dates import EdtfDate
from layers.extend import Overlay
from layers.overlays.rows import objects

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from layers.scene import Scene


def draw(scene: "Scene") -> "gpd.GeoDataFrame":
    """One row per event and installation that it names, at the installation's displayed place."""
    frame = _frame(scene, scene.frames.events)
    return frame.assign(shown=frame["id"].isin(scene.shown.events.index))


def through(scene: "Scene") -> "gpd.GeoDataFrame":
    """The events that are shown: each stands from its day on."""
    events = scene.frames.events
    return _frame(scene, events[events.index.isin(scene.shown.events.index)])


def _frame(scene: "Scene", events: "pd.DataFrame") -> "gpd.GeoDataFrame":
    import geopandas as gpd

    about = list(events["installations"])
    of = np.repeat(np.arange(len(events)), [len(sites) for sites in about])
    columns = {
        "id": objects(events.index)[of],
        "label": objects(_labels(scene, events))[of],
        "lines": objects(_lines(events))[of],
        "about": objects(about)[of],
        "colour": "#4b5563",
        "colour_dark": "#c3c9d2",
        "mark": "filled",
        "shape": "circle",
        "size": 4.0,
        "opacity": 1.0,
        "hatched": "",
        "hollow": False,
        "count": 0,
        "shown": True,
        "valid_from": objects(_days(events["earliest"]))[of],
        "valid_to": "",
    }
    sites = scene.frames.installations
    places = sites.index.get_indexer([id_ for ids in about for id_ in ids])
    return gpd.GeoDataFrame(
        columns, geometry=sites.geometry.array.take(places, allow_fill=True), crs="EPSG:4326"
    )


def _labels(scene: "Scene", events: "pd.DataFrame") -> list[str]:
    labels = {kind: scene.label("event_type", kind) for kind in set(events["type"])}
    return [labels[kind] for kind in events["type"]]


def _lines(events: "pd.DataFrame") -> list[tuple[str, str]]:
    dates = {text: f"Date: {EdtfDate.parse(text).label()}" for text in set(events["date"])}
    said = zip(events["date"], events["summary"], strict=True)
    return [(dates[text], summary) for text, summary in said]


def _days(column: "pd.Series[Any]") -> list[str]:
    """Days as ISO text, empty where there is none."""
    days = column.astype(object).where(column.notna(), None)
    texts = {day: day.date().isoformat() if day else "" for day in set(days)}
    return [texts[day] for day in days]


EVENTS = Overlay(
    name="events",
    title="Places of events",
    description="Events, at the installations that they are about.",
    draw=draw,
    through=through,
    on=False,
)
