"""The outlines of sites, where somebody has published one."""

from typing import TYPE_CHECKING

from layers.courses import Course, Days, always, changed, days_up_to, one_day
from layers.extend import Overlay
from layers.over_time import OverTime, Piece, Thread, rows_at, same_for_all, thread
from layers.overlays.talks import talks_thread

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.scene import Scene

AREA = Piece(
    lines=("Footprint: as published",), mark="filled", shape="area", size=1.5, opacity=0.35, count=0,
)  # fmt: skip


def draw(scene: "Scene") -> "gpd.GeoDataFrame":
    """One row per installation with a footprint, in the colour of its talks."""
    frame = _told(scene, scene.frames.installations, one_day(scene.day)).on(scene.day)
    return frame.assign(shown=frame["id"].isin(scene.shown.installations.index))


def through(scene: "Scene") -> OverTime:
    """The footprints of the installations that are shown."""
    return _told(scene, scene.shown.installations, days_up_to(scene.day))


def _told(scene: "Scene", sites: "gpd.GeoDataFrame", days: Days) -> OverTime:
    outlined = sites[sites["footprint"].notna()]
    columns = {"id": outlined.index.to_numpy(), "label": outlined["name"]}
    talks = talks_thread(outlined["negotiations"], scene, days)
    threads = (
        Thread([changed(course, _colour) for course in talks.courses], talks.of),
        thread(outlined["planned"], _outline),
        same_for_all(AREA, len(outlined)),
    )
    return OverTime(rows_at(outlined["footprint"], columns), threads)


def _colour(piece: Piece) -> Piece:
    return Piece(colour=piece.colour, colour_dark=piece.colour_dark)


def _outline(planned: bool) -> Course[Piece]:
    return always(Piece(hollow=planned))


FOOTPRINTS = Overlay(
    name="footprints",
    title="Footprints",
    description="The outlines of sites, where published.",
    draw=draw,
    through=through,
)
