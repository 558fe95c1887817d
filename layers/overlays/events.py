"""The places that events are about: never finer than the place of the installation itself."""

from typing import TYPE_CHECKING

import numpy as np

from layers.dates import EdtfDate
from layers.extend import Overlay
from layers.overlays.rows import objects

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

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

    about = events["installations"].tolist()
    of = np.repeat(np.arange(len(events)), [len(sites) for sites in about])
    columns = {
        "id": objects(events.index.to_numpy()[of]),
        "label": objects(_labels(scene, events)[of]),
        "lines": objects(_lines(events)).take(of).reset_index(drop=True),
        "about": objects(about).take(of).reset_index(drop=True),
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
        "valid_from": objects(_days(events)[of]),
        "valid_to": "",
    }
    sites = scene.frames.installations
    places = sites.index.get_indexer([id_ for ids in about for id_ in ids])
    points = sites.geometry.array.take(places, allow_fill=True)
    return gpd.GeoDataFrame(columns, geometry=points, crs="EPSG:4326")


def _labels(scene: "Scene", events: "pd.DataFrame") -> "NDArray[np.object_]":
    import pandas as pd

    places, kinds = pd.factorize(events["type"])
    return np.array([scene.label("event_type", kind) for kind in kinds], dtype=object)[places]


def _lines(events: "pd.DataFrame") -> list[tuple[str, str]]:
    dates = {text: f"Date: {EdtfDate.parse(text).label()}" for text in events["date"].unique()}
    return [(dates[text], summary) for text, summary in zip(events["date"], events["summary"], strict=True)]


def _days(events: "pd.DataFrame") -> "NDArray[np.object_]":
    """The days from which they count as having come, as ISO text."""
    import pandas as pd

    places, days = pd.factorize(events["earliest"])
    # without a date (place -1) an event is never shown
    return np.array([*(day.date().isoformat() for day in days), ""], dtype=object)[places]


EVENTS = Overlay(
    name="events",
    title="Places of events",
    description="Events, at the installations that they are about.",
    draw=draw,
    through=through,
    on=False,
)
