"""What an editor did on the map of a place -> the fields of the site that change, or why nothing does.

It comes from a browser, so nothing in it is trusted; and nothing that leaves here is finer than the place's precision.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from layers.footprints import read_footprint
from layers.precision import rounded

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from layers.placing import Place

MOST_CORNERS: Final = 1000
LEAST_POSITIONS: Final = 4
"""Of a closed ring: three corners, and the first again."""
_FARTHEST: Final = 540.0
"""Degrees east: the map shows the world three times, and an outline may be drawn across 180 degrees."""

_MOST_TOLD: Final = 60
"""Letters of what was found that a message gives."""

Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Change:
    """New values by name (`lat` and `lon`, `footprint`, or all three), or None; `message` says why nothing changes."""

    values: Mapping[str, Any] | None
    message: str = ""


class _RefusedError(Exception):
    """Why an outline is not taken."""


def read_change(told: Mapping[str, Any], place: "Place") -> Change:
    """The change that the page of `layers.placing` tells.

    It tells one of: `lat` and `lon` in degrees; `footprint`, a GeoJSON Polygon or MultiPolygon whose longitudes may
    go on beyond 180, or None; `as_saved`, which is the place as the file has it, to the last digit.
    """
    if told.get("as_saved"):
        saved = place.saved
        return Change({"lat": saved.lat, "lon": saved.lon, "footprint": saved.footprint})
    if "footprint" in told:
        return _footprint(told["footprint"], place)
    return _point(told.get("lat"), told.get("lon"), place)


def _point(lat: object, lon: object, place: "Place") -> Change:
    step = place.point_step
    if step is None:
        return Change(
            None, f"no point is placed at the precision `{place.precision}`: change the precision first"
        )
    for name, value, most in (("latitude", lat, 90), ("longitude", lon, 180)):
        if not _is_within(value, most):
            return Change(
                None, f"{name}: a number from -{most} to {most} is expected, found `{_found(value)}`"
            )
    return Change({"lat": rounded(_number(lat), step), "lon": rounded(_number(lon), step)})


def _footprint(raw: object, place: "Place") -> Change:
    if raw is None:
        return Change({"footprint": None})
    step = place.corner_step
    if step is None:
        return Change(
            None, f"no footprint is drawn at the precision `{place.precision}`: it would be finer than that"
        )
    try:
        polygons = [[_kept(ring, step) for ring in rings] for rings in _polygons(raw)]
        return Change({"footprint": _checked(_within_the_world(polygons, step))})
    except _RefusedError as refused:
        return Change(None, str(refused))


def _polygons(raw: object) -> list[list[Ring]]:
    """The rings of each polygon, as they were told: numbers within bounds, closed, not too many."""
    kind = raw.get("type") if isinstance(raw, Mapping) else raw
    if not isinstance(raw, Mapping) or kind not in ("Polygon", "MultiPolygon"):
        raise _RefusedError(f"a footprint is a Polygon or MultiPolygon, found `{_found(kind)}`")
    told = raw.get("coordinates")
    polygons = [
        [_ring(ring) for ring in _listed(polygon)]
        for polygon in ([told] if kind == "Polygon" else _listed(told))
    ]
    number = sum(len(ring) - 1 for rings in polygons for ring in rings)
    if number > MOST_CORNERS:
        raise _RefusedError(f"a footprint has at most {MOST_CORNERS:,} corners, found {number:,}")
    return polygons


def _ring(raw: object) -> Ring:
    positions = [_position(one) for one in _listed(raw)]
    if len(positions) < LEAST_POSITIONS:
        raise _RefusedError(
            f"a ring has at least three corners and ends where it begins, found {len(positions)} positions"
        )
    if positions[0] != positions[-1]:
        raise _RefusedError("a ring does not end where it begins")
    return positions


def _position(raw: object) -> tuple[float, float]:
    pair = _listed(raw)
    if len(pair) != 2 or not _is_within(pair[0], _FARTHEST) or not _is_within(pair[1], 90):
        raise _RefusedError(f"a corner is a longitude and a latitude in degrees, found `{_found(raw)}`")
    return _number(pair[0]), _number(pair[1])


def _listed(raw: object) -> Sequence[Any]:
    if not isinstance(raw, list | tuple) or not raw:
        raise _RefusedError(f"a footprint is a list of rings of [longitude, latitude], found `{_found(raw)}`")
    return raw


def _kept(ring: Ring, step: float) -> Ring:
    """The ring to the steps of the precision, without corners that fall on the one before."""
    corners = [(rounded(lon, step), rounded(lat, step)) for lon, lat in ring]
    apart = [corners[0], *(one for before, one in pairwise(corners) if one != before)]
    if len(apart) < LEAST_POSITIONS:
        raise _RefusedError(f"fewer than three corners are left when they are kept to {step} degrees")
    return apart


def _within_the_world(polygons: list[list[Ring]], step: float) -> Mapping[str, Any]:
    """GeoJSON with longitudes up to 180: an outline across the antimeridian is cut there, as RFC 7946 has it."""
    from shapely.geometry import Polygon

    outlines = [Polygon(rings[0], rings[1:]) for rings in polygons]
    crossing = [one for one in outlines if not one.is_valid]
    if crossing:
        raise _RefusedError(_reason(crossing[0]))
    parts = [ring for outline in outlines for ring in _cut(outline, step)]
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def _cut(outline: "BaseGeometry", step: float) -> list[list[list[list[float]]]]:
    """The coordinates of the parts of an outline in each copy of the world, moved into the one."""
    from shapely import clip_by_rect, get_parts
    from shapely.affinity import translate

    west, _, east, _ = outline.bounds
    if east - west > 180:
        raise _RefusedError("the footprint is wider than half the world")
    copies = [copy for copy in (-1, 0, 1) if west < 180 + 360 * copy and east > -180 + 360 * copy]
    found = []
    for copy in copies:
        inside = (
            outline
            if len(copies) == 1
            else clip_by_rect(outline, 360 * copy - 180, -90, 360 * copy + 180, 90)
        )
        moved = translate(inside, xoff=-360.0 * copy)
        found += [_coordinates(part, step) for part in get_parts(moved) if part.geom_type == "Polygon"]
    return found


def _coordinates(polygon: Any, step: float) -> list[list[list[float]]]:
    rings = [polygon.exterior, *polygon.interiors]
    return [[[rounded(lon, step), rounded(lat, step)] for lon, lat in ring.coords] for ring in rings]


def _checked(footprint: Mapping[str, Any]) -> Mapping[str, Any]:
    """The footprint, if `layers.footprints` reads it as it is."""
    outcome = read_footprint(footprint)
    if outcome.message:
        raise _RefusedError(f"{outcome.message}; {outcome.hint}" if outcome.hint else outcome.message)
    return footprint


def _reason(outline: "BaseGeometry") -> str:
    """Why an outline is none, in shapely's words, which name the place."""
    from shapely import is_valid_reason

    fault = is_valid_reason(outline)
    return f"the outline is not simple: {fault}; draw the ring so that it does not cross itself"


def _is_within(value: Any, most: float) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and -most <= value <= most  # no bound holds for what is not a number


def _number(value: Any) -> float:
    return float(value)


def _found(raw: object) -> str:
    text = str(raw)
    return text if len(text) <= _MOST_TOLD else f"{text[:_MOST_TOLD]}…"
