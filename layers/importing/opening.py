"""A file that is to be imported -> a Table, by the ending of its name."""

from pathlib import Path
from typing import Final

from layers.errors import ImportedFileError
from layers.importing.delimited import read_delimited
from layers.importing.geojson import read_geojson
from layers.importing.table import Asked, Table

_DELIMITED: Final = (".csv", ".tsv", ".txt")
_GEOJSON: Final = (".geojson", ".json")
_PARQUET: Final = (".parquet", ".geoparquet")
_MAP_FILES: Final = (".gpkg", ".gpx", ".kml", ".kmz", ".osm", ".pbf", ".xlsx", ".zip")
ENDINGS: Final = (*_DELIMITED, *_GEOJSON, *_PARQUET, *_MAP_FILES)


def read_file(path: Path, asked: Asked, limit: int) -> Table:
    """The rows of a file; ImportedFileError, with the reason, if it cannot be read. `limit`: bytes of the file."""
    suffix = path.suffix.casefold()
    if suffix == ".shp":
        raise ImportedFileError(
            f"{path.name}: a shapefile has several parts: pack them (.shp, .shx, .dbf, .prj) into one zip"
        )
    if suffix not in ENDINGS:
        raise ImportedFileError(
            f"{path.name}: `{path.suffix}` is no format that can be imported; expected {', '.join(ENDINGS)}"
        )
    try:
        size = path.stat().st_size
        if size > limit:
            raise ImportedFileError(
                f"{path.name}: has {size:,} bytes; `imports.file_bytes` in config.yaml is {limit:,}: "
                "split the file, or take what you need out of it"
            )
        if not size:
            raise ImportedFileError(f"{path.name}: is empty")
        return _read(path, suffix, asked, limit)
    except OSError as fault:
        raise ImportedFileError(f"{path.name}: cannot be read: {fault.strerror or fault}") from None


def _read(path: Path, suffix: str, asked: Asked, limit: int) -> Table:
    if suffix in _DELIMITED:
        return read_delimited(path.read_bytes(), path.name, asked)
    if suffix in _GEOJSON:
        return read_geojson(path.read_bytes(), path.name, asked)
    from layers.importing.mapfiles import read_geoparquet, read_map_file  # GDAL takes its time to load

    if suffix in _PARQUET:
        return read_geoparquet(path, asked)
    return read_map_file(path, suffix, asked, limit)
