"""How near two sites are, and what is said of two that may be one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from layers.footprints import read_footprint
from layers.records import Installation

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

NEAR_M: Final = 1000
"""Sites that are less than so many metres apart may be one."""


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate that may be a known site: that one's id and name, and how far apart they are (metres) if known.

    The id is empty for a row of the same file.
    """

    number: int
    name: str
    id: str
    known: str
    metres: float | None


def shapes_of(site: Installation) -> Iterator["BaseGeometry"]:
    """The point and the outline of a site, as far as it has them."""
    import shapely

    place = site.location
    if place is not None and place.lat is not None and place.lon is not None:
        yield shapely.Point(place.lon, place.lat)
    if site.footprint is not None:
        outline = read_footprint(site.footprint).geometry
        if outline is not None and not outline.is_empty:
            yield outline


def metres_between(ours: "NDArray[Any]", theirs: "NDArray[Any]") -> "NDArray[Any]":
    """Metres on the WGS 84 ellipsoid between shapes (degrees), pair by pair; 0 where one lies in the other."""
    import numpy as np
    import shapely
    from pyproj import Geod

    if not len(ours):
        return np.array([])
    ends = shapely.get_coordinates(shapely.shortest_line(ours, theirs)).reshape(-1, 4)
    return np.asarray(Geod(ellps="WGS84").inv(ends[:, 0], ends[:, 1], ends[:, 2], ends[:, 3])[2])
