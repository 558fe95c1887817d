"""Where a row says that a site is: a point, and its outline where it gives one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from layers.footprints import read_footprint
from layers.importing.columns import Columns
from layers.importing.degrees import ROUNDED, decimals_of, degrees, precision_for
from layers.importing.table import Row

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_AREAS: Final = ("Polygon", "MultiPolygon")
_GRID: Final = 0.001
_SWAP: Final = "lat and lon swapped? --swap reads them so"


class NoPlaceError(ValueError):
    """A row has no place that can be taken; `swapped`: it would have one, were lat taken for lon."""

    def __init__(self, why: str, swapped: bool = False) -> None:
        super().__init__(f"{why}: {_SWAP}" if swapped else why)
        self.swapped = swapped


@dataclass(frozen=True, slots=True)
class Place:
    """A point in degrees, how precise it is, and its outline as a GeoJSON geometry; `shape`: all of it."""

    lat: float
    lon: float
    precision: str
    shape: "BaseGeometry"
    footprint: Mapping[str, Any] | None = None

    def location(self) -> dict[str, Any]:
        """The place as a dossier gives it."""
        to = ROUNDED.get(self.precision, 3)
        return {
            "lat": round(self.lat, to) + 0.0,
            "lon": round(self.lon, to) + 0.0,
            "precision": self.precision,
        }


def place_of(row: Row, columns: Columns) -> Place:
    """The place of a row; NoPlaceError, with the reason, if it has none."""
    import shapely

    precision = columns.text(row, "precision")
    shape = _shape_of(row, columns)
    if shape is None:
        north, east = ("lon", "lat") if columns.swap else ("lat", "lon")
        return _written(columns.text(row, north), columns.text(row, east), precision)
    if shape.is_empty:
        raise NoPlaceError("its geometry is empty")
    if columns.swap:
        shape = shapely.transform(shape, lambda points: points[:, ::-1])
    shape = _alone(shape)
    kind = shape.geom_type
    if kind == "Point":
        decimals = max(decimals_of(shape.x), decimals_of(shape.y))
        return _point(shape.y, shape.x, precision or precision_for(decimals))
    if kind == "GeometryCollection":
        shape, kind = _areas_in(shape)
    if kind not in _AREAS:
        raise NoPlaceError(f"its geometry is a {kind}, which is neither a point nor an area")
    return _area(shape, precision or "facility")


def _shape_of(row: Row, columns: Columns) -> "BaseGeometry | None":
    """The geometry of a row, or the one that a cell gives as WKT; None where its place is in two cells."""
    import shapely

    if row.geometry is not None:
        return row.geometry
    text = columns.text(row, "geometry")
    if not text:
        if {"lat", "lon"} <= set(columns.of):
            return None
        raise NoPlaceError("it has no geometry")
    try:
        return shapely.force_2d(shapely.from_wkt(text))
    except shapely.errors.ShapelyError:
        raise NoPlaceError(
            f"`{text[:40]}` is no geometry; expected WKT such as POINT (35.874 34.914)"
        ) from None


def _areas_in(shape: Any) -> tuple[Any, str]:
    import shapely

    areas = [part for part in shapely.get_parts(shape) if part.geom_type in _AREAS]
    return (shapely.union_all(areas), "MultiPolygon") if areas else (shape, "GeometryCollection")


def _written(lat: str, lon: str, precision: str) -> Place:
    """A place that is written as two numbers."""
    if not lat or not lon:
        raise NoPlaceError("it has no place")
    numbers = []
    decimals = 0
    for name, text in (("lat", lat), ("lon", lon)):
        try:
            number, fine = degrees(text)
        except ValueError:
            raise NoPlaceError(f"`{name}: {text[:40]}` is no number of degrees such as 34.914") from None
        numbers.append(number)
        decimals = max(decimals, fine)
    return _point(numbers[0], numbers[1], precision or precision_for(decimals))


def _point(lat: float, lon: float, precision: str) -> Place:
    import shapely

    lon = _wrapped(lat, lon)
    return Place(lat, lon, precision, shapely.Point(lon, lat))


def _wrapped(lat: float, lon: float) -> float:
    """The longitude from -180 to 180; NoPlaceError where the two are no place."""
    if not -90 <= lat <= 90:
        raise NoPlaceError(
            f"`lat: {lat:g}` is out of range; expected a number from -90 to 90",
            -90 <= lon <= 90 and -180 <= lat <= 180,
        )
    if not -180 <= lon <= 360:
        raise NoPlaceError(f"`lon: {lon:g}` is out of range; expected a number from -180 to 180")
    if abs(lat) < _GRID and abs(lon) < _GRID:
        raise NoPlaceError("its place is 0, 0, which stands for none")
    return lon - 360 if lon > 180 else lon


def _area(shape: "BaseGeometry", precision: str) -> Place:
    """An area with a point inside it, also where it crosses the line at 180 degrees."""
    import shapely

    west, south, east, north = shape.bounds
    _wrapped(north, east)
    _wrapped(south, west)
    if east - west > 180:  # drawn the long way round
        shape = shapely.transform(shape, _all_east)
    mended = read_footprint(shapely.geometry.mapping(_cut_at_180(shape)))
    if mended.geometry is None or mended.geometry.is_empty:
        raise NoPlaceError(mended.message or "its outline encloses nothing")
    point = max(shapely.get_parts(mended.geometry), key=lambda part: float(part.area)).representative_point()
    rounded = shapely.set_precision(mended.geometry, _GRID)
    footprint = None if rounded.is_empty else _as_geojson(_alone(rounded))
    return Place(point.y, point.x, precision, mended.geometry, footprint)


def _all_east(points: Any) -> Any:
    import numpy as np

    return np.column_stack([points[:, 0] % 360, points[:, 1]])


def _cut_at_180(shape: "BaseGeometry") -> "BaseGeometry":
    """An area that goes on beyond 180 degrees east, in two: what lies beyond stands at its place in the west."""
    import shapely

    if shape.bounds[2] <= 180:
        return shape
    shape = shapely.make_valid(shape)
    here = shapely.intersection(shape, shapely.box(-180, -90, 180, 90))
    beyond = shapely.intersection(shape, shapely.box(180, -90, 540, 90))
    there = shapely.transform(beyond, lambda points: points - [360, 0])
    parts = [part for part in shapely.get_parts([here, there]) if part.geom_type in _AREAS]
    areas = [area for part in parts for area in shapely.get_parts(part)]
    return shapely.MultiPolygon(areas)


def _alone(shape: Any) -> Any:
    """The only part of a shape, or the shape where it has several."""
    import shapely

    return shape.geoms[0] if shapely.get_num_geometries(shape) == 1 and hasattr(shape, "geoms") else shape


def _as_geojson(shape: "BaseGeometry") -> dict[str, Any]:
    """A geometry as a dossier gives it: plain lists, to the precision of a facility."""
    import shapely

    said = shapely.geometry.mapping(shape)
    return {"type": said["type"], "coordinates": _lists(said["coordinates"])}


def _lists(coordinates: Any) -> Any:
    if isinstance(coordinates, tuple | list):
        return [_lists(one) for one in coordinates]
    return round(float(coordinates), 3) + 0.0
