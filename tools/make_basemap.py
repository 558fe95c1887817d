"""Makes the basemap data from Natural Earth, GeoNames and CLDR (see tools/README.md).

Run it as `make basemap`. The same packages give the same bytes.
"""

import gzip
import io
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import places
import pycountry
import shapely
import topology
import yaml
from shapely.geometry.base import BaseGeometry

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))
from layers import linecode, ringfile  # noqa: E402  (the repository need not be installed to make its data)

ASSETS = REPOSITORY / "layers" / "assets" / "basemap"
ATLAS = "world-atlas@2.0.2"
WORLD_BOX = (-180, -90, 180, 90)
WORLD_UNITS, WORLD_TOLERANCE = 100, 0.02
FINE_TOLERANCE = 0.0008
COUNTRY_TOLERANCE = 0.004
OUTLINE_TOLERANCE = 0.01
CELL = 10

# Pieces of Natural Earth that have no code of their own, or that are leased and not another state's land.
CODES = {
    "Kosovo": "XK",
    "USNB Guantanamo Bay": "CU",
    "Baikonur": "KZ",
    "Coral Sea Is.": "AU",
    "Ashmore and Cartier Is.": "AU",
    "Clipperton I.": "FR",
}
# The code that a piece counts as when a point is looked up; its borders are still its own.
COUNTS_AS = {"Somaliland": "SO", "N. Cyprus": "CY", "Cyprus U.N. Buffer Zone": "CY"}
CHRISTMAS_AND_COCOS = "Indian Ocean Ter."


def main(atlas: Path) -> None:
    """Writes every basemap file below layers/assets/basemap."""
    coarse = json.loads((atlas / "countries-50m.json").read_text())
    fine = json.loads((atlas / "countries-10m.json").read_text())
    disputes = yaml.safe_load((ASSETS / "disputed.yaml").read_text())
    _write_world(topology.read(coarse, WORLD_TOLERANCE), disputes)
    _write_fine(topology.read(fine, FINE_TOLERANCE), disputes)
    from_fine = _countries(topology.read(fine, COUNTRY_TOLERANCE))
    from_coarse = _countries(topology.read(coarse, OUTLINE_TOLERANCE))
    # Each lacks some of the smallest: the fine one draws the Vatican as a line, the coarse one no Gibraltar.
    shapes, outlines = from_coarse | from_fine, from_fine | from_coarse
    _write_countries(shapes, outlines)
    _write_gzip("places.json.gz", places.gather(shapes))


def _write_world(world: topology.Topology, disputes: list[dict[str, Any]]) -> None:
    land = shapely.union_all([topology.polygons(world, shape) for shape in world.land])
    solid, _ = _borders(world, disputes)
    rings = [
        (points, index > 0)
        for polygon in _polygons(land)
        for index, ring in enumerate(_rings(polygon))
        if len(points := _world_points(ring)) > 2
    ]
    page = {
        "units": WORLD_UNITS,
        "box": WORLD_BOX,
        "land": linecode.pack_lines(points for points, _ in rings),
        "holes": [number for number, (_, hole) in enumerate(rings) if hole],
        "borders": linecode.pack_lines(map(_world_points, solid)),
    }
    _write_gzip("world.json.gz", page)


def _world_points(line: BaseGeometry) -> list[linecode.Point]:
    """The points in whole units, none of them twice in turn; a ring without its last one."""
    points = np.rint(shapely.get_coordinates(line) * WORLD_UNITS).astype(int)
    kept = points[np.r_[True, np.any(np.diff(points, axis=0) != 0, axis=1)]]
    return [(x, y) for x, y in (kept[:-1] if line.geom_type == "LinearRing" else kept).tolist()]


def _write_fine(fine: topology.Topology, disputes: list[dict[str, Any]]) -> None:
    land = shapely.union_all([topology.polygons(fine, shape) for shape in fine.land])
    solid, dashed = _borders(fine, disputes)
    lines = [(_units(line), False) for line in solid]
    _write_zip("fine.zip", {"land": _bytes(land), "borders": ringfile.to_bytes(lines)})
    taken = {name: [_units(line).tolist() for line in found] for name, found in sorted(dashed.items())}
    _write_gzip("dashed.json.gz", taken)


def _borders(
    world: topology.Topology, disputes: list[dict[str, Any]]
) -> tuple[list[BaseGeometry], dict[str, list[BaseGeometry]]]:
    """The borders that nobody in our list disputes, and the others under the name of their dispute."""
    users = topology.users_of_arcs(world, [_piece_key(piece) for piece in world.pieces])
    solid: list[BaseGeometry] = []
    dashed: dict[str, list[BaseGeometry]] = defaultdict(list)
    for arc, found in sorted(users.items()):
        if len(found) < 2:
            continue
        rest = topology.line(world, arc)
        for name, box in _disputes_of(found, disputes):
            dashed[name] += _lines(shapely.intersection(rest, box))
            rest = shapely.difference(rest, box)
        solid += _lines(rest)
    return _joined(solid), {name: _joined(lines) for name, lines in dashed.items()}


def _disputes_of(pair: list[str], disputes: list[dict[str, Any]]) -> Iterator[tuple[str, BaseGeometry]]:
    for dispute in disputes:
        for border in dispute.get("dashed", []):
            if sorted(border["between"]) == pair:
                yield dispute["name"], shapely.box(*border.get("within", WORLD_BOX))


def _joined(lines: list[BaseGeometry]) -> list[BaseGeometry]:
    return _lines(shapely.line_merge(shapely.union_all(lines)))


def _lines(shape: BaseGeometry) -> list[BaseGeometry]:
    parts = shapely.get_parts(shape)
    return [part for part in parts if part.geom_type == "LineString" and not part.is_empty]


def _polygons(shape: BaseGeometry) -> list[BaseGeometry]:
    return [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]


def _piece_key(piece: dict[str, Any]) -> str:
    name = str(piece["properties"]["name"])
    if name in CODES:
        return CODES[name]
    found = pycountry.countries.get(numeric=piece.get("id") or "none")
    return str(found.alpha_2) if found else name


def _countries(world: topology.Topology) -> dict[str, BaseGeometry]:
    """The polygons of each ISO code, from the pieces that count as it."""
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for piece in world.pieces:
        key, shape = _piece_key(piece), topology.polygons(world, piece)
        if key == CHRISTMAS_AND_COCOS:
            parts["CX"].append(shapely.intersection(shape, shapely.box(100, -15, 110, -5)))
            parts["CC"].append(shapely.intersection(shape, shapely.box(90, -15, 100, -5)))
        elif len(code := COUNTS_AS.get(key, key)) == 2:
            parts[code].append(shape)
    whole = {code: shapely.union_all(found) for code, found in sorted(parts.items())}
    return {code: shape for code, shape in whole.items() if not shape.is_empty}


def _write_countries(shapes: dict[str, BaseGeometry], outlines: dict[str, BaseGeometry]) -> None:
    cells: dict[str, list[str]] = defaultdict(list)
    # The smallest first: the Vatican is looked up before the Italy that it has no hole in.
    for code, shape in sorted(shapes.items(), key=lambda item: item[1].area):
        for cell in sorted({cell for part in _polygons(shape) for cell in _cells(part)}):
            cells[cell].append(code)
    members = {code: _bytes(shape) for code, shape in shapes.items()}
    members |= {f"outline/{code}": _bytes(shape) for code, shape in outlines.items()}
    members["cells.json"] = json.dumps(cells, sort_keys=True, separators=(",", ":")).encode()
    _write_zip("countries.zip", members)


def _cells(part: BaseGeometry) -> Iterator[str]:
    west, south, east, north = (int(edge // CELL) for edge in part.bounds)
    for column in range(west, east + 1):
        for row in range(south, north + 1):
            if part.intersects(shapely.box(column * CELL, row * CELL, (column + 1) * CELL, (row + 1) * CELL)):
                yield f"{column},{row}"


def _rings(polygon: BaseGeometry) -> list[BaseGeometry]:
    return [polygon.exterior, *polygon.interiors]


def _units(line: BaseGeometry) -> Any:
    return np.rint(shapely.get_coordinates(line) * ringfile.UNITS_PER_DEGREE).astype(np.int32)


def _bytes(shape: BaseGeometry) -> bytes:
    whole = shapely.set_precision(shape, 1 / ringfile.UNITS_PER_DEGREE)
    rings = [
        (_units(ring), index > 0) for part in _polygons(whole) for index, ring in enumerate(_rings(part))
    ]
    return ringfile.to_bytes(rings)


def _write_zip(name: str, members: dict[str, bytes]) -> None:
    def fill(target: io.BytesIO) -> None:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for member, data in members.items():
                archive.writestr(zipfile.ZipInfo(member), data, zipfile.ZIP_DEFLATED, 9)

    _write(name, fill)


def _write_gzip(name: str, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    _write(name, lambda target: target.write(gzip.compress(text, 9, mtime=0)))


def _write(name: str, fill: Callable[[io.BytesIO], object]) -> None:
    target = io.BytesIO()
    fill(target)
    beside = ASSETS / f"{name}.new"
    beside.write_bytes(target.getvalue())
    beside.replace(ASSETS / name)
    print(f"{name}: {len(target.getvalue()) / 1000:.0f} kB")


def _fetch_atlas(folder: Path) -> Path:
    """The unpacked npm package that holds Natural Earth as TopoJSON."""
    subprocess.run(["npm", "pack", "--silent", ATLAS], cwd=folder, check=True)
    (packed,) = folder.glob("*.tgz")
    shutil.unpack_archive(packed, folder, filter="data")
    return folder / "package"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        main(_fetch_atlas(Path(scratch)))
