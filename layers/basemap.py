"""The basemap that works without a network: land, borders, names and disputed borders.

Everything is EPSG:4326. A *part* of the map is one JSON-ready dict:

    units    whole units per degree (100 for the world, 1000 for a detail patch)
    box      [west, south, east, north] in degrees; the part tells about this box and nothing else
    land     rings of polygons as one text of `layers.linecode`: each shell, then its holes; rings are not
             closed (the first point is not repeated)
    holes    which of these rings are holes, by their places
    borders  lines between states as one text of `layers.linecode`; disputed ones are left out

The coast is every side of a land ring that does not run along the part's box. To show the world with patches,
paint in this order: the world's land and borders; then for each patch its box in the colour of the sea, its
land and its borders; then the disputed borders, dashed. `unpack.js` in the assets reads the texts in a
browser.
"""

import functools
import gzip
import json
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from layers import linecode, ringfile
from layers.borders import (
    clearly_beyond_km,
    clearly_within_km,
    country_at,
    country_outlines,
    disputed,
    disputed_land,
    distance_to_country_km,
    near_disputed,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "CREDIT",
    "clearly_beyond_km",
    "clearly_within_km",
    "country_at",
    "country_outlines",
    "detail",
    "disputed",
    "disputed_land",
    "distance_to_country_km",
    "labels",
    "near_disputed",
    "world",
]

CREDIT = (
    "Land and borders: Natural Earth (public domain), which draws who holds a place, not who owns it. "
    "Disputed borders: a list of ours, dashed, partly approximate and not complete. "
    "Names of countries: Unicode CLDR. Towns: GeoNames (CC BY 4.0)."
)

Site = tuple[float, float]
Box = tuple[float, float, float, float]
Shapes: TypeAlias = "NDArray[np.object_]"

MOST_DETAIL = 240_000
KM_PER_DEGREE = 111.2
HIGHEST_LATITUDE = 85.0
TOWNS_PER_SITE = 20
TOWN_REACH_KM = 250.0
LINE, RING, POLYGON = 1, 2, 3
"""Kinds of shapes, as shapely numbers them."""
NEIGHBOURS = 40.0
"""Boxes that begin in the same square of so many degrees are neighbours."""


@functools.cache
def world() -> dict[str, Any]:
    """The coarse world as one part (Natural Earth 1:50m, 0.01 degree, about 0.1 MB of JSON)."""
    part: dict[str, Any] = json.loads(gzip.decompress(ringfile.asset("world.json.gz")))
    return part


def detail(sites: Sequence[Site], reach_km: float = 150) -> dict[str, Any]:
    """{"parts": [...]}: fine parts around (lon, lat) sites (Natural Earth 1:10m, 0.001 degree).

    Sites near one another share a part. When all parts together would pass MOST_DETAIL letters, the reach
    shrinks until they fit.
    """
    if not sites:
        return {"parts": []}
    while True:
        parts = _parts(tuple(_merged([_box(site, reach_km) for site in sites])))
        if sum(len(part["land"]) + len(part["borders"]) for part in parts) <= MOST_DETAIL:
            return {"parts": parts}
        reach_km *= 0.8


def labels(sites: Sequence[Site]) -> list[dict[str, Any]]:
    """Names of all countries and seas, and of the largest towns near the (lon, lat) sites.

    Each is {"kind": "country" | "sea" | "town", "name": {"en", "ar", "ru"}, "lat", "lon", "rank"}, where rank
    is the lowest zoom to show it at. A town without a known Arabic or Russian name has the English one there.
    """
    places = _places()
    rows = [(kind, row) for kind in ("country", "sea") for row in places[kind]]
    rows += [("town", row) for row in _towns_near(sites, places["town"])]
    return [_label(kind, row) for kind, row in rows]


def _box(site: Site, reach_km: float) -> Box:
    lon, lat = site
    tall = reach_km / KM_PER_DEGREE
    wide = tall / max(math.cos(math.radians(lat)), 0.15)
    west, east = max(-180.0, lon - wide), min(180.0, lon + wide)
    south, north = max(-HIGHEST_LATITUDE, lat - tall), min(HIGHEST_LATITUDE, lat + tall)
    return (round(west, 2), round(south, 2), round(east, 2), round(north, 2))


def _merged(boxes: list[Box]) -> list[Box]:
    """Boxes that do not overlap: each group of overlapping ones becomes the box around them."""
    apart: list[Box] = []
    for box in boxes:
        while touching := [other for other in apart if _overlap(box, other)]:
            apart = [other for other in apart if other not in touching]
            box = _around([box, *touching])
        apart.append(box)
    return sorted(apart)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _around(boxes: Sequence[Box]) -> Box:
    west, south, east, north = zip(*boxes, strict=True)
    return (min(west), min(south), max(east), max(north))


@functools.lru_cache(maxsize=8)
def _parts(boxes: tuple[Box, ...]) -> list[dict[str, Any]]:
    """The fine part of each box."""
    import numpy as np
    import shapely

    land = [
        shapely.get_rings(shapes[shapely.get_type_id(shapes) == POLYGON], return_index=True)
        for shapes in _within(_fine_land(), boxes)
    ]
    borders = [shapes[shapely.get_type_id(shapes) == LINE] for shapes in _within(_fine_borders(), boxes)]
    rings = _texts([found for found, _ in land], least=3)
    # the first ring of a polygon is its shell
    holes = [
        np.flatnonzero((np.diff(of, prepend=-1) == 0)[kept])
        for (_, of), (_, kept) in zip(land, rings, strict=True)
    ]
    lines = _texts(borders, least=2)
    return [
        {
            "units": ringfile.UNITS_PER_DEGREE,
            "box": list(box),
            "land": rings[number][0],
            "holes": holes[number].tolist(),
            "borders": lines[number][0],
        }
        for number, box in enumerate(boxes)
    ]


def _within(shapes: "Shapes", boxes: Sequence[Box]) -> "list[Shapes]":
    """What lies of some shapes within each of some boxes.

    They are cut to the box around neighbours first, so that a continent is gone through a few times only, and not for
    each site on it.
    """
    import shapely

    neighbours: dict[tuple[float, float], list[Box]] = {}
    for box in boxes:
        neighbours.setdefault((box[0] // NEIGHBOURS, box[1] // NEIGHBOURS), []).append(box)
    found: dict[Box, Shapes] = {}
    for group in neighbours.values():
        near = _cut(shapes, _around(group))
        found |= {box: shapely.get_parts(_cut(near, box)) for box in group}
    return [found[box] for box in boxes]


def _cut(shapes: "Shapes", box: Box) -> "Shapes":
    import shapely

    west, south, east, north = box
    bounds = shapely.bounds(shapes)
    near = (bounds[:, 0] <= east) & (bounds[:, 1] <= north) & (bounds[:, 2] >= west) & (bounds[:, 3] >= south)
    cut: Shapes = shapely.clip_by_rect(shapes[near], *box)
    return cut


def _texts(groups: "Sequence[Shapes]", least: int) -> "list[tuple[str, NDArray[np.bool_]]]":
    """For each group of lines its text, and which of them keep so many points when rounded; rings do not close."""
    import numpy as np
    import shapely

    lines = np.concatenate(groups)
    degrees, of = shapely.get_coordinates(lines, return_index=True)
    points = np.rint(degrees * ringfile.UNITS_PER_DEGREE).astype(int)
    is_first, is_last = np.diff(of, prepend=-1) != 0, np.diff(of, append=-1) != 0
    moves = np.diff(points, axis=0, prepend=0).any(axis=1)
    wanted = (moves | is_first) & ~(is_last & (shapely.get_type_id(lines) == RING)[of])
    counts = np.bincount(of[wanted], minlength=len(lines))
    kept = counts >= least
    sizes = [len(group) for group in groups]
    texts = _packed(points[wanted & kept[of]], counts[kept], np.repeat(np.arange(len(groups)), sizes)[kept])
    return [
        (texts.get(number, ""), some) for number, some in enumerate(np.split(kept, np.cumsum(sizes)[:-1]))
    ]


def _packed(
    points: "NDArray[np.int_]", counts: "NDArray[np.int_]", groups: "NDArray[np.int_]"
) -> dict[int, str]:
    """What `linecode.pack_lines` gives for the lines of each group that has any, by the group's number."""
    import numpy as np

    if not len(counts):
        return {}
    starts = np.cumsum(counts) - counts
    steps = np.diff(points, axis=0, prepend=0)
    # a line goes on from where the one before it began, and the first of a group from 0
    goes_on = np.diff(groups, prepend=-1) == 0
    steps[starts] = points[starts] - np.roll(points[starts], 1, axis=0) * goes_on[:, None]
    numbers = np.insert(steps.ravel(), 2 * starts, counts)
    ends = np.cumsum(1 + 2 * counts)
    begins = np.flatnonzero(~goes_on)
    return {
        int(groups[line]): linecode.pack_numbers(some.tolist())
        for line, some in zip(begins, np.split(numbers, ends[begins[1:] - 1]), strict=True)
    }


@functools.cache
def _fine_land() -> "Shapes":
    return ringfile.polygons(_fine("land"))


@functools.cache
def _fine_borders() -> "Shapes":
    return ringfile.lines(_fine("borders"))


def _fine(name: str) -> bytes:
    return ringfile.member("fine.zip", name) or bytes(4)


@functools.cache
def _places() -> dict[str, list[list[Any]]]:
    places: dict[str, list[list[Any]]] = json.loads(gzip.decompress(ringfile.asset("places.json.gz")))
    return places


def _towns_near(sites: Sequence[Site], towns: list[list[Any]]) -> list[list[Any]]:
    """The towns in the order of the data (by size), each once."""
    import numpy as np

    if not sites:
        return []
    x, y = np.array([town[3:5] for town in towns]).T
    chosen: set[int] = set()
    for site in sites:
        west, south, east, north = _box(site, TOWN_REACH_KM)
        near = np.flatnonzero((west <= x) & (x <= east) & (south <= y) & (y <= north))
        chosen.update(near[:TOWNS_PER_SITE].tolist())
    return [towns[index] for index in sorted(chosen)]


def _label(kind: str, row: list[Any]) -> dict[str, Any]:
    english, arabic, russian, lon, lat, zoom = row
    name = {"en": english, "ar": arabic or english, "ru": russian or english}
    return {"kind": kind, "name": name, "lat": lat, "lon": lon, "rank": zoom}
