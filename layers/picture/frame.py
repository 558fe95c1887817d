"""The piece of the world that a picture shows, and where a place lies in it (Web Mercator)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

WIDTH: Final = 1040
HEIGHT: Final = 560
_LEAST_DEGREES: Final = 4.0
_HIGHEST: Final = 80.0
_WORLD: Final = (-170.0, -56.0, 179.9, 78.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """A box of the map: its west and north in Mercator degrees, and pixels per degree."""

    west: float
    north: float
    scale: float

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """The pixel of a place, from the upper left corner."""
        return (lon - self.west) * self.scale, (self.north - _mercator(lat)) * self.scale

    def box(self) -> tuple[float, float, float, float]:
        """[west, south, east, north] in degrees."""
        south = _latitude(self.north - HEIGHT / self.scale)
        return self.west, south, self.west + WIDTH / self.scale, _latitude(self.north)

    def pixels(self, shape: "BaseGeometry") -> Any:
        """A shape in degrees as one in pixels, cut to the picture, without what is finer than half a pixel."""
        import numpy as np
        import shapely

        def project(points: Any) -> Any:
            across = (points[:, 0] - self.west) * self.scale
            down = (self.north - np.degrees(np.arcsinh(np.tan(np.radians(points[:, 1]))))) * self.scale
            return np.column_stack([across, down])

        cut = shapely.clip_by_rect(shape, *self.box())
        return shapely.simplify(shapely.transform(cut, project), 0.5)


def frame_of(places: Sequence[tuple[float, float]]) -> Frame:
    """The Frame that shows all (lon, lat) places with room around them; of the world where there are none."""
    west, south, east, north = _around(places) if places else _WORLD
    low, high = _mercator(south), _mercator(north)
    scale = min(WIDTH / (east - west), HEIGHT / (high - low))
    middle = ((west + east) / 2, (low + high) / 2)
    return Frame(middle[0] - WIDTH / scale / 2, middle[1] + HEIGHT / scale / 2, scale)


def _around(places: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    lons, lats = [lon for lon, _ in places], [lat for _, lat in places]
    room = max(max(lons) - min(lons), max(lats) - min(lats), _LEAST_DEGREES) * 0.2
    return (
        min(lons) - room,
        max(min(lats) - room, -_HIGHEST),
        max(lons) + room,
        min(max(lats) + room, _HIGHEST),
    )


def _mercator(lat: float) -> float:
    return math.degrees(math.asinh(math.tan(math.radians(lat))))


def _latitude(mercator: float) -> float:
    return math.degrees(math.atan(math.sinh(math.radians(mercator))))
