"""Rings and lines as compact bytes, for the basemap data that stays on disk.

Little-endian 32-bit integers: how many lines; the number of points of each (negative: a hole of the ring
before it); then for each line its first point and the steps to the next ones, x and y in turn, in units of
1 / UNITS_PER_DEGREE.
"""

import functools
import io
import itertools
import math
import struct
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNITS_PER_DEGREE = 1000

Ring = tuple["NDArray[np.int32]", bool]


def to_bytes(rings: Sequence[Ring]) -> bytes:
    """The bytes of (points, is_hole) pairs; points are whole numbers of shape (n, 2)."""
    import numpy as np

    counts = [-len(points) if hole else len(points) for points, hole in rings]
    steps = [np.diff(points, axis=0, prepend=np.zeros((1, 2), dtype=np.int32)).ravel() for points, _ in rings]
    return np.concatenate([[len(rings)], counts, *steps]).astype("<i4").tobytes()


def polygons(data: bytes) -> "NDArray[np.object_]":
    """The rings that `to_bytes` wrote as polygons in degrees (EPSG:4326), each shell with the holes after it."""
    import numpy as np
    import shapely

    degrees, counts = _read(data)
    rings: Any = shapely.linearrings(degrees, indices=_numbers_of(counts))
    shapes: NDArray[np.object_] = shapely.polygons(rings, indices=np.cumsum(counts > 0) - 1)
    return shapes


def lines(data: bytes) -> "NDArray[np.object_]":
    """The lines that `to_bytes` wrote in degrees (EPSG:4326)."""
    import shapely

    degrees, counts = _read(data)
    drawn: Any = shapely.linestrings(degrees, indices=_numbers_of(counts))
    found: NDArray[np.object_] = drawn
    return found


def _read(data: bytes) -> "tuple[NDArray[np.float64], NDArray[np.int_]]":
    """The points of all lines in degrees, shape (n, 2), and the counts as they are written."""
    import numpy as np

    numbers = np.frombuffer(data, dtype="<i4")
    counts, steps = numbers[1 : 1 + numbers[0]].astype(int), numbers[1 + numbers[0] :].reshape(-1, 2)
    lengths = np.abs(counts)
    # summed up over all lines at once; each begins anew, without what the ones before it came to
    sums = np.cumsum(steps, axis=0, dtype=np.int64)
    firsts = np.cumsum(lengths) - lengths
    before = sums[firsts] - steps[firsts]
    return (sums - np.repeat(before, lengths, axis=0)) / UNITS_PER_DEGREE, counts


def _numbers_of(counts: "NDArray[np.int_]") -> "NDArray[np.int_]":
    """For each point the number of its line."""
    import numpy as np

    return np.repeat(np.arange(len(counts)), np.abs(counts))


def box(data: bytes) -> tuple[float, float, float, float]:
    """West, south, east and north (degrees) of the points of the rings; without numpy, as `encloses`."""
    numbers = struct.unpack(f"<{len(data) // 4}i", data)
    xs: list[int] = []
    ys: list[int] = []
    at = 1 + numbers[0]
    for count in numbers[1 : 1 + numbers[0]]:
        end = at + 2 * abs(count)
        xs += itertools.accumulate(numbers[at:end:2])
        ys += itertools.accumulate(numbers[at + 1 : end : 2])
        at = end
    unit = UNITS_PER_DEGREE
    return min(xs) / unit, min(ys) / unit, max(xs) / unit, max(ys) / unit


def encloses(data: bytes, lon: float, lat: float) -> bool:
    """Whether a point (degrees) lies within the rings that `to_bytes` wrote, and in none of their holes.

    Without numpy and shapely, whose import takes longer than all of `basing check` besides.
    """
    numbers = struct.unpack(f"<{len(data) // 4}i", data)
    east, north, inside, at = lon * UNITS_PER_DEGREE, lat * UNITS_PER_DEGREE, False, 1 + numbers[0]
    for count in numbers[1 : 1 + numbers[0]]:
        x, y = numbers[at], numbers[at + 1]
        for place in range(at + 2, at + 2 * abs(count), 2):
            step_x, step_y = numbers[place], numbers[place + 1]
            if (y > north) != (y + step_y > north) and east < x + (north - y) * step_x / step_y:
                inside = not inside
            x, y = x + step_x, y + step_y
        at += 2 * abs(count)
    return inside


def has_point_within(data: bytes, lon: float, lat: float, degrees: float) -> bool:
    """Whether a point of the rings lies no further than some degrees of latitude from a place; without numpy too.

    False says nothing: the nearest land may lie between two points of a ring.
    """
    numbers = struct.unpack(f"<{len(data) // 4}i", data)
    east, north, reach = lon * UNITS_PER_DEGREE, lat * UNITS_PER_DEGREE, degrees * UNITS_PER_DEGREE
    shrink, at = math.cos(math.radians(lat)), 1 + numbers[0]
    for count in numbers[1 : 1 + numbers[0]]:
        x = y = 0
        for place in range(at, at + 2 * abs(count), 2):
            x, y = x + numbers[place], y + numbers[place + 1]
            if abs(y - north) <= reach and math.hypot((x - east) * shrink, y - north) <= reach:
                return True
        at += 2 * abs(count)
    return False


@functools.cache
def asset(name: str) -> bytes:
    """The bytes of a file of the basemap; FileNotFoundError if it was not made."""
    import importlib.resources  # 13 ms, which `basing check` need not wait for

    return importlib.resources.files("layers").joinpath("assets", "basemap", name).read_bytes()


def member(archive: str, name: str) -> bytes | None:
    """The bytes of one member of a zip file of the basemap, None if it has no such member."""
    opened = _opened(archive)
    return opened.read(name) if name in opened.NameToInfo else None


@functools.cache
def _opened(archive: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(asset(archive)))
