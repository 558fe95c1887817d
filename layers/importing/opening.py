"""A file that is to be imported -> a Table, by the ending of its name."""

from collections.abc import Mapping
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
# What may be said of the files of each ending; where something else is said, it would be passed over without a word.
_TAKES: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(_DELIMITED, ("encoding",)),
    **dict.fromkeys((*_GEOJSON, *_PARQUET), ("crs",)),
    **dict.fromkeys((".gpx", ".kml", ".kmz", ".osm", ".pbf"), ("layer",)),
    ".gpkg": ("layer", "crs"),
    ".xlsx": ("layer",),
    ".zip": ("encoding", "crs"),
}
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
    _refuse_needless(path.name, suffix, asked)
    if suffix in _DELIMITED:
        return read_delimited(path.read_bytes(), path.name, asked)
    if suffix in _GEOJSON:
        return read_geojson(path.read_bytes(), path.name, asked)
    from layers.importing.mapfiles import read_geoparquet, read_map_file  # GDAL takes its time to load

    if suffix in _PARQUET:
        return read_geoparquet(path, asked, limit)
    return read_map_file(path, suffix, asked, limit)


def _refuse_needless(file: str, suffix: str, asked: Asked) -> None:
    for name in ("encoding", "layer", "crs"):
        if getattr(asked, name) and name not in _TAKES[suffix]:
            raise ImportedFileError(f"{file}: --{name} says nothing of a {suffix} file")
