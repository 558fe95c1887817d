"""GeoJSON -> a Table. A feature that cannot be read costs that feature alone."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from layers.errors import ImportedFileError
from layers.importing.projecting import in_degrees
from layers.importing.table import Asked, Refusal, Row, Table, text_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_GEOMETRIES: Final = (
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection",
)  # fmt: skip


def read_geojson(data: bytes, file: str, asked: Asked) -> Table:
    """The features of a GeoJSON text, in degrees; ImportedFileError where it is none.

    A coordinate system that is not WGS 84 is named in `crs`, as GeoJSON had it before RFC 7946.
    """
    whole = _parsed(data, file)
    read: list[Row] = []
    refused: list[Refusal] = []
    for number, feature in enumerate(_features(whole, file), start=1):
        try:
            read.append(_row(number, feature))
        except ValueError as fault:
            refused.append(Refusal(number, str(fault)))
    rows, lost, notes = in_degrees(read, asked.crs or _system(whole), file)
    columns = tuple(dict.fromkeys(name for row in rows for name in row.cells))
    return Table(file, "GeoJSON", "feature", columns, rows, (*refused, *lost), notes, is_map=True)


def _parsed(data: bytes, file: str) -> Any:
    try:
        return json.loads(data)
    except json.JSONDecodeError as fault:
        raise ImportedFileError(
            f"{file}:{fault.lineno}:{fault.colno}: is no JSON: {fault.msg[:1].lower()}{fault.msg[1:]}"
        ) from None
    except UnicodeDecodeError as fault:
        raise ImportedFileError(
            f"{file}: byte 0x{fault.object[fault.start]:02x} is not UTF-8, which GeoJSON is always in"
        ) from None
    except RecursionError:
        raise ImportedFileError(f"{file}: is nested too deeply to be GeoJSON") from None


def _features(whole: Any, file: str) -> list[Any]:
    kind = whole.get("type") if isinstance(whole, dict) else None
    if kind == "FeatureCollection" and isinstance(whole.get("features"), list):
        return list(whole["features"])
    if kind == "Feature":
        return [whole]
    if kind in _GEOMETRIES:
        return [{"geometry": whole}]
    raise ImportedFileError(f"{file}: is no GeoJSON; expected a FeatureCollection, found `{str(kind)[:40]}`")


def _system(whole: Mapping[str, Any]) -> str:
    """The coordinate system that is named; an empty text where none is."""
    crs = whole.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    return str(properties.get("name") or "") if isinstance(properties, dict) else ""


def _row(number: int, feature: Any) -> Row:
    """One feature; ValueError, with the reason, if it cannot be read."""
    if not isinstance(feature, dict):
        raise ValueError("it is no feature")
    properties = feature.get("properties")
    cells = dict(_cells(properties if isinstance(properties, dict) else {}))
    return Row(number, cells, _geometry(feature.get("geometry")))


def _geometry(said: Any) -> "BaseGeometry | None":
    """The geometry that a feature gives; None where it gives none."""
    import shapely

    if said is None:
        return None
    try:
        return shapely.force_2d(shapely.from_geojson(json.dumps(said)))
    except (shapely.errors.ShapelyError, RecursionError, TypeError, ValueError):
        raise ValueError("its geometry cannot be read") from None


def _cells(properties: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What the properties say, as texts; lists and mappings within them as JSON."""
    for name, value in properties.items():
        text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else text_of(value)
        if text:
            yield str(name), text
