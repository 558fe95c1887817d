"""The basemap that works without a network: land, borders, names and disputed borders.

Everything is EPSG:4326. A *part* of the map is one JSON-ready dict:

    units    whole units per degree (100 for the world, 1000 for a detail patch)
    box      [west, south, east, north] in degrees; the part tells about this box and nothing else
    land     polygons, each a list of rings (shell, then holes), each a text of `layers.linecode`; rings are
             not closed (the first point is not repeated)
    borders  lines between states, each a text of `layers.linecode`; disputed ones are left out

The coast is every side of a land ring that does not run along the part's box. To show the world with patches,
paint in this order: the world's land and borders; then for each patch its box in the colour of the sea, its
land and its borders; then the disputed borders, dashed. `unpack.js` in the assets reads the texts in a
browser.
"""

import functools
import gzip
import json
import math
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from layers import linecode, ringfile
from layers.borders import (
    clearly_within_km,
    country_at,
    country_outlines,
    disputed,
    disputed_land,
    distance_to_country_km,
    near_disputed,
)

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "CREDIT",
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

MOST_DETAIL = 240_000
KM_PER_DEGREE = 111.2
HIGHEST_LATITUDE = 85.0
TOWNS_PER_SITE = 20
TOWN_REACH_KM = 250.0


@functools.cache
def world() -> dict[str, Any]:
    """The coarse world as one part (Natural Earth 1:50m, 0.01 degree, about 0.2 MB of JSON)."""
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
        parts = [_part(box) for box in _merged([_box(site, reach_km) for site in sites])]
        if len(json.dumps(parts)) <= MOST_DETAIL:
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


def _around(boxes: list[Box]) -> Box:
    west, south, east, north = zip(*boxes, strict=True)
    return (min(west), min(south), max(east), max(north))


@functools.lru_cache(maxsize=256)
def _part(box: Box) -> dict[str, Any]:
    import shapely

    frame = shapely.box(*box)
    near_land = (shapely.intersection(polygon, frame) for polygon in _fine_land(box))
    near_lines = (shapely.intersection(line, frame) for line in _fine_borders(box))
    land = [_rings(polygon) for shape in near_land for polygon in _parts(shape, "Polygon")]
    borders = [_text(line) for shape in near_lines for line in _parts(shape, "LineString")]
    return {
        "units": ringfile.UNITS_PER_DEGREE,
        "box": list(box),
        "land": [rings for rings in land if rings],
        "borders": [text for text in borders if text],
    }


def _parts(shape: "BaseGeometry", kind: str) -> "Iterator[BaseGeometry]":
    import shapely

    return (part for part in shapely.get_parts(shape) if part.geom_type == kind and not part.is_empty)


def _rings(polygon: Any) -> list[str]:
    """The texts of the rings; empty when the shell is too small to show."""
    texts = [_text(ring) for ring in (polygon.exterior, *polygon.interiors)]
    return [text for text in texts if text] if texts[0] else []


def _text(line: "BaseGeometry") -> str:
    """The packed line, empty when rounding leaves nothing of it."""
    import numpy as np
    import shapely

    points = np.rint(shapely.get_coordinates(line) * ringfile.UNITS_PER_DEGREE).astype(int)
    kept = points[np.r_[True, np.any(np.diff(points, axis=0) != 0, axis=1)]]
    closed = line.geom_type == "LinearRing"
    kept = kept[:-1] if closed else kept
    return linecode.pack(map(tuple, kept.tolist())) if len(kept) >= (3 if closed else 2) else ""


def _fine_land(box: Box) -> "list[BaseGeometry]":
    return _crossing(_land_tree(), box)


def _fine_borders(box: Box) -> "list[BaseGeometry]":
    return _crossing(_border_tree(), box)


def _crossing(tree: Any, box: Box) -> "list[BaseGeometry]":
    import shapely

    return [tree.geometries[index] for index in sorted(tree.query(shapely.box(*box)))]


@functools.cache
def _land_tree() -> Any:
    import shapely

    return shapely.STRtree(shapely.get_parts(ringfile.polygons(_fine("land"))))


@functools.cache
def _border_tree() -> Any:
    import shapely

    lines = [shapely.LineString(points / ringfile.UNITS_PER_DEGREE) for points, _ in _fine("borders")]
    return shapely.STRtree(lines)


def _fine(name: str) -> list[ringfile.Ring]:
    return ringfile.from_bytes(ringfile.member("fine.zip", name) or b"\0\0\0\0")


@functools.cache
def _places() -> dict[str, list[list[Any]]]:
    places: dict[str, list[list[Any]]] = json.loads(gzip.decompress(ringfile.asset("places.json.gz")))
    return places


def _towns_near(sites: Sequence[Site], towns: list[list[Any]]) -> list[list[Any]]:
    """The towns in the order of the data (by size), each once."""
    chosen: set[int] = set()
    for lon, lat in sites:
        west, south, east, north = _box((lon, lat), TOWN_REACH_KM)
        near = (n for n, (*_, x, y, _zoom) in enumerate(towns) if west <= x <= east and south <= y <= north)
        chosen.update(islice(near, TOWNS_PER_SITE))
    return [towns[index] for index in sorted(chosen)]


def _label(kind: str, row: list[Any]) -> dict[str, Any]:
    english, arabic, russian, lon, lat, zoom = row
    name = {"en": english, "ar": arabic or english, "ru": russian or english}
    return {"kind": kind, "name": name, "lat": lat, "lon": lon, "rank": zoom}
