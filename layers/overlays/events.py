"""The places that events are about: never finer than the place of the installation itself."""

from typing import TYPE_CHECKING

from layers.dates import EdtfDate
from layers.extend import Overlay

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.scene import Scene


def draw(scene: "Scene") -> "gpd.GeoDataFrame":
    """One row per event and installation that it names, at the installation's displayed place."""
    import geopandas as gpd

    pairs = scene.frames.events.explode("installations").dropna(subset=["installations"])
    places = scene.frames.installations.geometry.reindex(pairs["installations"])
    columns = {
        "id": list(pairs.index),
        "label": [scene.label("event_type", kind) for kind in pairs["type"]],
        "lines": [
            [f"Date: {EdtfDate.parse(day).label()}", summary]
            for day, summary in zip(pairs["date"], pairs["summary"], strict=True)
        ],
        "colour": "#4b5563",
        "colour_dark": "#c3c9d2",
        "mark": "filled",
        "shape": "circle",
        "size": 4.0,
        "opacity": 1.0,
        "hatched": "",
        "hollow": False,
        "count": 0,
        "shown": pairs.index.isin([event.id for event in scene.events]),
        "valid_from": list(pairs["date"]),
        "valid_to": "",
    }
    return gpd.GeoDataFrame(columns, geometry=list(places), crs="EPSG:4326")


EVENTS = Overlay(
    name="events",
    title="Places of events",
    description="Events, at the installations that they are about.",
    draw=draw,
    on=False,
)
