"""The outlines of sites, where somebody has published one."""

from operator import attrgetter
from typing import TYPE_CHECKING

from layers.extend import Overlay
from layers.overlays.courses import Days, changed, days_up_to, one_day
from layers.overlays.rows import rows_of
from layers.overlays.talks import TalksOverTime, talks_look

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.scene import Scene


def draw(scene: "Scene") -> "gpd.GeoDataFrame":
    """One row per installation with a footprint, in the colour of its talks."""
    frame = _frame(scene, scene.frames.installations, one_day(scene.day))
    return frame.assign(shown=frame["id"].isin(scene.shown.installations.index))


def through(scene: "Scene") -> "gpd.GeoDataFrame":
    """The footprints of the installations that are shown, with a row for each stretch of days in one colour."""
    return _frame(scene, scene.shown.installations, days_up_to(scene.day))


def _frame(scene: "Scene", sites: "gpd.GeoDataFrame", days: Days) -> "gpd.GeoDataFrame":
    import geopandas as gpd

    outlined = sites[sites["footprint"].notna()]
    talks = TalksOverTime(scene, days)
    courses = [changed(talks.course(ids), talks_look) for ids in outlined["negotiations"]]
    rows = rows_of(courses, range(len(courses)))
    columns = {
        "id": rows.each(outlined.index),
        "label": rows.each(outlined["name"]),
        "lines": [("Footprint: as published",)] * len(rows.of),
        "colour": rows.column(attrgetter("colour")),
        "colour_dark": rows.column(attrgetter("colour_dark")),
        "mark": "filled",
        "shape": "area",
        "size": 1.5,
        "opacity": 0.35,
        "hatched": "",
        "hollow": rows.each(outlined["planned"]).astype(bool),
        "count": 0,
        "shown": True,
        "valid_from": rows.valid_from,
        "valid_to": rows.valid_to,
    }
    places = rows.each(outlined["footprint"])
    return gpd.GeoDataFrame(columns, geometry=list(places), crs="EPSG:4326").set_axis(rows.of)


FOOTPRINTS = Overlay(
    name="footprints",
    title="Footprints",
    description="The outlines of sites, where published.",
    draw=draw,
    through=through,
)
