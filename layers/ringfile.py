"""Rings and lines as compact bytes, for the basemap data that stays on disk.

Little-endian 32-bit integers: how many lines; the number of points of each (negative: a hole of the ring
before it); then for each line its first point and the steps to the next ones, x and y in turn, in units of
1 / UNITS_PER_DEGREE.
"""

import functools
import io
import math
import struct
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely import MultiPolygon

UNITS_PER_DEGREE = 1000

Ring = tuple["NDArray[np.int32]", bool]


def to_bytes(rings: Sequence[Ring]) -> bytes:
    """The bytes of (points, is_hole) pairs; points are whole numbers of shape (n, 2)."""
    import numpy as np

    counts = [-len(points) if hole else len(points) for points, hole in rings]
    steps = [np.diff(points, axis=0, prepend=np.zeros((1, 2), dtype=np.int32)).ravel() for points, _ in rings]
    return np.concatenate([[len(rings)], counts, *steps]).astype("<i4").tobytes()


def from_bytes(data: bytes) -> list[Ring]:
    """The (points, is_hole) pairs that `to_bytes` wrote."""
    import numpy as np

    numbers = np.frombuffer(data, dtype="<i4")
    counts, steps = numbers[1 : 1 + numbers[0]], numbers[1 + numbers[0] :].reshape(-1, 2)
    ends = np.cumsum(np.abs(counts))
    # summed up over all rings at once; each begins anew, without what the ones before it came to
    sums = np.concatenate([np.zeros((1, 2), dtype=np.int64), np.cumsum(steps, axis=0, dtype=np.int64)])
    before = np.repeat(sums[ends - np.abs(counts)], np.abs(counts), axis=0)
    points = (sums[1:] - before).astype(np.int32)
    return [
        (points[end - abs(count) : end], count < 0)
        for count, end in zip(counts.tolist(), ends.tolist(), strict=True)
    ]


def polygons(rings: Sequence[Ring]) -> "MultiPolygon":
    """The rings as polygons in degrees (EPSG:4326)."""
    import numpy as np
    import shapely

    if not rings:
        return shapely.MultiPolygon()
    points, of = _degrees(rings)
    drawn: Any = shapely.linearrings(points, indices=of)
    # of the rings of one number, the first is the shell and the others are its holes
    numbers = np.cumsum([not is_hole for _, is_hole in rings]) - 1
    parts: Any = shapely.polygons(drawn, indices=numbers)
    whole: MultiPolygon = shapely.multipolygons(parts)
    return whole


def lines(rings: Sequence[Ring]) -> "NDArray[np.object_]":
    """The same as lines in degrees (EPSG:4326), which do not close."""
    import shapely

    points, of = _degrees(rings)
    drawn: Any = shapely.linestrings(points, indices=of)
    found: NDArray[np.object_] = drawn
    return found


def _degrees(rings: Sequence[Ring]) -> "tuple[NDArray[np.float64], NDArray[np.int_]]":
    """The points of all rings, shape (n, 2), and the number of the ring of each."""
    import numpy as np

    lengths = [len(points) for points, _ in rings]
    points = np.concatenate([points for points, _ in rings]) / UNITS_PER_DEGREE
    return points, np.repeat(np.arange(len(rings)), lengths)


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
