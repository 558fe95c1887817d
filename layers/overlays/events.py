"""The places that events are about: never finer than the place of the installation itself."""

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from layers.dates import EdtfDate
from layers.extend import Overlay
from layers.over_time import OverTime, Piece, Thread, objects, rows_at, same_for_all

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from numpy.typing import NDArray

    from layers.scene import Scene

DOT = Piece(
    colour="#4b5563", colour_dark="#c3c9d2", mark="filled", shape="circle", size=4.0, opacity=1.0, count=0,
)  # fmt: skip


def draw(scene: "Scene") -> "gpd.GeoDataFrame":
    """One row per event and installation that it names, at the installation's displayed place."""
    frame = _told(scene, scene.frames.events).on(date.max)
    return frame.assign(shown=frame["id"].isin(scene.shown.events.index))


def through(scene: "Scene") -> OverTime:
    """The events that are shown: each stands from its day on."""
    events = scene.frames.events
    return _told(scene, events[events.index.isin(scene.shown.events.index)])


def _told(scene: "Scene", events: "pd.DataFrame") -> OverTime:
    about = events["installations"].tolist()
    of = np.repeat(np.arange(len(events)), [len(sites) for sites in about])
    columns = {
        "id": events.index.to_numpy()[of],
        "label": _labels(scene, events)[of],
        "about": objects(about)[of],
    }
    sites = scene.frames.installations
    places = sites.index.get_indexer([id_ for ids in about for id_ in ids])
    points = sites.geometry.array.take(places, allow_fill=True)
    rows = rows_at(points, columns)
    courses = [((day, Piece(lines=lines)),) for day, lines in zip(_days(events), _lines(events), strict=True)]
    return OverTime(rows, (Thread(courses, of), same_for_all(DOT, len(of))))


def _labels(scene: "Scene", events: "pd.DataFrame") -> "NDArray[np.object_]":
    import pandas as pd

    places, kinds = pd.factorize(events["type"])
    return objects(scene.label("event_type", kind) for kind in kinds)[places]


def _lines(events: "pd.DataFrame") -> list[tuple[str, str]]:
    dates = {text: f"Date: {EdtfDate.parse(text).label()}" for text in events["date"].unique()}
    return [(dates[text], summary) for text, summary in zip(events["date"], events["summary"], strict=True)]


def _days(events: "pd.DataFrame") -> list[date]:
    """The days from which they count as having come; without a date one is never shown."""
    import pandas as pd

    places, days = pd.factorize(events["earliest"])
    known = [*(day.date() for day in days), date.max]
    return [known[place] for place in places]


EVENTS = Overlay(
    name="events",
    title="Places of events",
    description="Events, at the installations that they are about.",
    draw=draw,
    through=through,
    on=False,
)
