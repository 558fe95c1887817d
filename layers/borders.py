"""Which country a point is in, as Natural Earth draws it, and where states dispute that.

Natural Earth draws who holds a place: it puts Sevastopol in Russia and the Golan in Israel. Ask
`near_disputed` before drawing a conclusion from `country_at`.
"""

import functools
import gzip
import json
import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from layers import ringfile

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

KM_PER_DEGREE = 111.2
CELL = 10
DISPUTED_MARGIN_KM = 10.0


def country_at(lon: float, lat: float) -> str | None:
    """The ISO 3166-1 alpha-2 code of the land at a point (degrees, EPSG:4326), None at sea or without a code.

    Kosovo goes by XK. Where one country lies within another's outline, the smaller one is meant.
    """
    import shapely

    point = shapely.Point(lon, lat)
    for code in _cells().get(f"{int(lon // CELL)},{int(lat // CELL)}", []):
        shape = _country(code)
        if shape is not None and shapely.intersects(shape, point):
            return code
    return None


def distance_to_country_km(lon: float, lat: float, code: str) -> float | None:
    """Kilometres from a point to a country's nearest land, 0 inside, None for a code without land here.

    Right to about one per cent up to a few hundred kilometres; only a rough figure beyond, and none on the other side
    of the globe: ask `clearly_beyond_km` first.
    """
    import shapely

    shape = _country(code)
    if shape is None:
        return None
    if shapely.intersects(shape, shapely.Point(lon, lat)):
        return 0.0
    flat = shapely.transform(shape, lambda degrees: _kilometres_from(lon, lat, degrees))
    return float(shapely.distance(flat, shapely.Point(0, 0)))


def clearly_within_km(lon: float, lat: float, code: str, km: float) -> bool:
    """Whether a point lies in a country or near a point of its border; where this is False, measure the distance.

    It tells most places without shapely, whose import takes longer than all of `basing check` besides.
    """
    data = _rings(code)
    if data is None or not _near_box(lon, lat, code, km):
        return False
    # one per cent nearer than asked for: what is close to the limit is measured
    near = ringfile.has_point_within(data, lon, lat, 0.99 * km / KM_PER_DEGREE)
    return near or ringfile.encloses(data, lon, lat)


def clearly_beyond_km(lon: float, lat: float, code: str, km: float) -> bool:
    """Whether a point lies farther than that from a country, told at once; where this is False, measure it."""
    import shapely

    shape = _country(code)
    if shape is None:
        return False
    # in degrees of longitude, which are the shorter ones; what lies across the line at 180 degrees is near it too
    farthest = min(abs(lat) + km / KM_PER_DEGREE, 89.0)
    reach = 1.02 * km / KM_PER_DEGREE / math.cos(math.radians(farthest))
    points = shapely.points([lon - 360, lon, lon + 360], [lat] * 3)
    return not shapely.dwithin(shape, points, reach).any()


def near_disputed(lon: float, lat: float) -> bool:
    """True where a dispute of our list may decide whose land it is, with a margin of 10 km."""
    tall = DISPUTED_MARGIN_KM / KM_PER_DEGREE
    wide = tall / max(math.cos(math.radians(lat)), 0.1)
    return any(
        west - wide <= lon <= east + wide and south - tall <= lat <= north + tall
        for dispute in _disputes()
        for west, south, east, north in dispute["effect"]
    )


def disputed() -> list[dict[str, Any]]:
    """The disputes of our list, each {"name", "says", "parties", "lines", "effect"}.

    Lines are [[lon, lat], ...]: they follow Natural Earth where it draws one, and are approximate (written by
    hand) elsewhere; a dispute over islands has none. The effect is a list of [west, south, east, north].
    """
    return [
        {key: dispute[key] for key in ("name", "says", "parties", "effect")}
        | {"lines": [*_drawn_by_natural_earth().get(dispute["name"], []), *dispute.get("lines", [])]}
        for dispute in _disputes()
    ]


def country_outlines(codes: Iterable[str]) -> "dict[str, BaseGeometry]":
    """Simplified polygons (EPSG:4326) of the codes that have land.

    What our list leaves unfilled (Crimea for Russia, the Golan for Israel, Western Sahara for Morocco) is cut
    out.
    """
    import shapely

    outlines = {code: shape for code in codes if (shape := _polygons(f"outline/{code}")) is not None}
    for unfilled in (dispute["unfilled"] for dispute in _disputes() if "unfilled" in dispute):
        if (code := unfilled["of"]) in outlines:
            outlines[code] = shapely.difference(outlines[code], shapely.Polygon(unfilled["ring"]))
    return outlines


def disputed_land() -> "dict[str, BaseGeometry]":
    """The land in question (EPSG:4326) of each dispute of our list that has an outline, by the dispute's name."""
    import shapely

    found = {}
    for dispute in _disputes():
        pieces = [_polygons(f"outline/{code}") for code in dispute.get("land", [])]
        if unfilled := dispute.get("unfilled"):
            whole = _polygons(f"outline/{unfilled['of']}")
            pieces.append(shapely.intersection(whole, shapely.Polygon(unfilled["ring"])))
        land = shapely.union_all([piece for piece in pieces if piece is not None])
        if not land.is_empty:
            found[dispute["name"]] = land
    return found


def _kilometres_from(lon: float, lat: float, degrees: Any) -> Any:
    """Degrees of shape (n, 2) as kilometres east and north of a point, the short way round."""
    import numpy as np

    east = (degrees[:, 0] - lon + 180) % 360 - 180
    # The cosine halfway keeps points far to the north or south from looking too near.
    shrink = np.cos(np.radians((degrees[:, 1] + lat) / 2))
    return np.column_stack([east * shrink, degrees[:, 1] - lat]) * KM_PER_DEGREE


def _near_box(lon: float, lat: float, code: str, km: float) -> bool:
    """Whether a point lies in the box of a country or near it: most of what is far away is told by that alone."""
    west, south, east, north = _box(code)
    tall = km / KM_PER_DEGREE
    wide = tall / max(math.cos(math.radians(lat)), 0.01)
    return south - tall <= lat <= north + tall and west - wide <= lon <= east + wide


@functools.cache
def _box(code: str) -> tuple[float, float, float, float]:
    return ringfile.box(_rings(code) or b"")


@functools.cache
def _rings(code: str) -> bytes | None:
    return ringfile.member("countries.zip", code)


@functools.cache
def _country(code: str) -> "BaseGeometry | None":
    import shapely

    shape = _polygons(code)
    if shape is not None:
        shapely.prepare(shape)
    return shape


def _polygons(member: str) -> "BaseGeometry | None":
    import shapely

    data = ringfile.member("countries.zip", member)
    return None if data is None else shapely.MultiPolygon(ringfile.polygons(data).tolist())


@functools.cache
def _cells() -> dict[str, list[str]]:
    """The codes that have land in each cell of ten degrees, so that a point loads few countries."""
    cells: dict[str, list[str]] = json.loads(ringfile.member("countries.zip", "cells.json") or b"{}")
    return cells


@functools.cache
def _disputes() -> list[dict[str, Any]]:
    import yaml

    disputes: list[dict[str, Any]] = yaml.load(ringfile.asset("disputed.yaml"), Loader=yaml.CSafeLoader)
    return disputes


@functools.cache
def _drawn_by_natural_earth() -> dict[str, list[list[list[float]]]]:
    lines = json.loads(gzip.decompress(ringfile.asset("dashed.json.gz")))
    unit = ringfile.UNITS_PER_DEGREE
    return {
        name: [[[x / unit, y / unit] for x, y in line] for line in found] for name, found in lines.items()
    }
