"""TopoJSON read into unwrapped, simplified, shapely geometry: what make_basemap.py needs of the format."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Polygon
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

Points = list[tuple[float, float]]


@dataclass(frozen=True)
class Topology:
    """Arcs in degrees and the pieces that use them; an arc that two pieces share is a border."""

    arcs: list[Points]
    pieces: list[dict[str, Any]]
    land: list[dict[str, Any]]


def read(document: dict[str, Any], tolerance: float) -> Topology:
    """The topology with every arc simplified to `tolerance` degrees, so that neighbours still share it."""
    scale, origin = document["transform"]["scale"], document["transform"]["translate"]
    objects = document["objects"]
    arcs = [_simplified(_degrees(arc, scale, origin), tolerance) for arc in document["arcs"]]
    return Topology(arcs, objects["countries"]["geometries"], objects["land"]["geometries"])


def polygons(topology: Topology, shape: dict[str, Any]) -> BaseGeometry:
    """One TopoJSON polygon object as valid polygons between -180 and 180 degrees."""
    groups = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    if shape["type"] == "GeometryCollection":
        return shapely.union_all([polygons(topology, member) for member in shape["geometries"]])
    parts = [part for group in groups for part in _polygon(topology, group)]
    return shapely.union_all(parts) if parts else MultiPolygon()


def users_of_arcs(topology: Topology, names: list[str]) -> dict[int, list[str]]:
    """For each arc, the sorted different names of the pieces that use it; `names` runs beside the pieces."""
    users: dict[int, set[str]] = {}
    for piece, name in zip(topology.pieces, names, strict=True):
        for arc in _numbers(piece["arcs"]):
            users.setdefault(arc if arc >= 0 else ~arc, set()).add(name)
    return {arc: sorted(found) for arc, found in users.items()}


def line(topology: Topology, arc: int) -> BaseGeometry:
    """One arc as a line, cut where it crosses 180 degrees."""
    return _cut(LineString(_unwrapped(topology.arcs[arc])))


def _degrees(arc: list[list[int]], scale: list[float], origin: list[float]) -> Points:
    steps = np.cumsum(np.array(arc, dtype=float), axis=0) * scale + origin
    return [(float(x), float(y)) for x, y in steps]


def _simplified(points: Points, tolerance: float) -> Points:
    unwrapped = _unwrapped(points)
    if len(points) < 5:
        return unwrapped
    kept = shapely.simplify(LineString(unwrapped), tolerance, preserve_topology=True)
    closed = unwrapped[0] == unwrapped[-1]
    if closed and len(kept.coords) < 5:
        return unwrapped
    return [(x, y) for x, y in kept.coords]


def _unwrapped(points: Points) -> Points:
    """The same points with no step longer than half the world: a ring that crosses 180 goes on beyond it."""
    shift, last, result = 0.0, points[0][0], []
    for x, y in points:
        if x - last > 180:
            shift -= 360
        elif last - x > 180:
            shift += 360
        last = x
        result.append((x + shift, y))
    return result


def _ring(topology: Topology, arcs: list[int]) -> Points:
    points: Points = []
    for arc in arcs:
        run = topology.arcs[arc] if arc >= 0 else topology.arcs[~arc][::-1]
        points.extend(run[1:] if points else run)
    return _closed_at_the_pole(_unwrapped(points))


def _closed_at_the_pole(ring: Points) -> Points:
    """A ring that goes once round the world (Antarctica) is led along its pole back to where it began."""
    if abs(ring[-1][0] - ring[0][0]) < 180:
        return ring
    return [*ring, (ring[-1][0], -90.0), (ring[0][0], -90.0), ring[0]]


def _polygon(topology: Topology, rings: list[list[int]]) -> Iterator[BaseGeometry]:
    found = [ring for ring in (_ring(topology, arcs) for arcs in rings) if len(ring) > 3]
    if not found:
        return
    # The 1:50m file has Antarctica as a "hole" of an islet, so the largest ring is taken for the shell.
    shell, *holes = sorted(found, key=lambda ring: Polygon(ring).area, reverse=True)
    beside = [_beside(shell, hole) for hole in holes]
    cut = _cut(Polygon(shell, beside))
    yield from (part for part in shapely.get_parts(cut) if part.geom_type == "Polygon" and part.area > 0)


def _beside(shell: Points, hole: Points) -> Points:
    """The hole moved by whole turns until it lies among the shell's longitudes."""
    west, east = min(x for x, _ in shell), max(x for x, _ in shell)
    middle = sum(x for x, _ in hole) / len(hole)
    turns = -360 if middle > east else 360 if middle < west else 0
    return [(x + turns, y) for x, y in hole]


def _cut(shape: BaseGeometry) -> BaseGeometry:
    """The shape cut at each odd multiple of 180 degrees, every part moved back into -180..180."""
    if not shape.is_valid:
        shape = shapely.make_valid(shape)
    turns = (-360, 0, 360)
    bands = [
        translate(shapely.intersection(shape, shapely.box(turn - 180, -91, turn + 180, 91)), -turn)
        for turn in turns
    ]
    # Repairing may nest: a collection of multipolygons and lines.
    kept = [part for part in shapely.get_parts(shapely.get_parts(bands)) if not part.is_empty]
    return shapely.GeometryCollection(kept)


def _numbers(nested: Any) -> Iterator[int]:
    if isinstance(nested, int):
        yield nested
    else:
        for member in nested:
            yield from _numbers(member)
