"""Map files that GDAL reads (by pyogrio), spreadsheets among them -> Tables.

GDAL tells a format by what is in the file, and some of its formats lead elsewhere. So each file must begin as files
of its ending do.
"""

import json
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from layers.errors import ImportedFileError, did_you_mean
from layers.importing.archives import UNPACKED, opened_archive, unpacked
from layers.importing.projecting import in_degrees
from layers.importing.table import Asked, Refusal, Row, Table, text_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_PLACEMARK: Final = re.compile(rb"<(?:\w+:)?Placemark\b")
_NETWORK_LINK: Final = re.compile(rb"<(?:\w+:)?NetworkLink\b")
_SHAPEFILE: Final = ("shp", "shx", "dbf", "prj", "cpg")
_OSM_MILITARY: Final = "military IS NOT NULL OR landuse = 'military' OR other_tags LIKE '%\"military\"%'"
# What GDAL adds to every placemark of a KML.
_KML_OWN: Final = frozenset({
    "id", "description", "timestamp", "begin", "end", "altitudeMode", "tessellate", "extrude", "visibility",
    "drawOrder", "icon",
})  # fmt: skip
_MOST_ROWS: Final = 1_000_000
_MOST_WARNINGS: Final = 5
_GPX_LAYERS: Final = ("waypoints",)


@dataclass(frozen=True, slots=True)
class _Form:
    """A format: in words, how a file of it begins, and what GDAL is told."""

    name: str
    begins: re.Pattern[bytes]
    options: Mapping[str, Any] = field(default_factory=dict)
    passed_over: frozenset[str] = frozenset()


def _xml(root: str) -> re.Pattern[bytes]:
    """How an XML file with a root element begins: after a declaration, comments and processing instructions."""
    # atomic: many comments before another root could otherwise be parted in endlessly many ways
    preamble = rb"(?:\xef\xbb\xbf)?\s*(?>(?:<\?.*?\?>\s*|<!--.*?-->\s*)*)"
    return re.compile(preamble + rb"<(?:\w+:)?" + root.encode() + rb"[\s>]", re.DOTALL)


_ZIP: Final = re.compile(rb"PK\x03\x04")
_KML: Final = _Form("KML", _xml("kml"), {}, _KML_OWN)
_SHP: Final = _Form("Shapefile", re.compile(rb"\x00\x00\x27\x0a"))
_FORMS: Final[Mapping[str, _Form]] = {
    ".gpkg": _Form("GeoPackage", re.compile(rb"SQLite format 3\x00")),
    ".gpx": _Form("GPX", _xml("gpx")),
    ".kml": _KML,
    ".kmz": _Form("KMZ", _ZIP),
    ".osm": _Form("OSM", _xml("osm"), {"TAGS_FORMAT": "JSON", "USE_CUSTOM_INDEXING": "NO"}),
    ".pbf": _Form("OSM", re.compile(rb"....\x0a\x09OSMHeader", re.DOTALL), {"TAGS_FORMAT": "JSON"}),
    ".xlsx": _Form("XLSX", _ZIP, {"HEADERS": "FORCE"}),
    ".zip": _Form("Shapefile", _ZIP),
}


def read_map_file(path: Path, suffix: str, asked: Asked, limit: int) -> Table:
    """The features or rows of a file; ImportedFileError where it is not what it should be. `limit`: bytes of a file."""
    form = _FORMS[suffix]
    _refuse_stranger(path, form, path.name)
    match suffix:
        case ".kml":
            _refuse_links_alone(path, path.name)
            return _read(path, form, asked, path.name)
        case ".kmz":
            return _read_kmz(path, asked, limit)
        case ".zip":
            return _read_shapefile(path, asked, limit)
        case ".xlsx":
            with opened_archive(path, limit):
                return _read(path, form, asked, path.name)
    return _read(path, form, asked, path.name)


def _refuse_stranger(path: Path, form: _Form, file: str) -> None:
    with path.open("rb") as opened:
        head = opened.read(20_000)
    if not form.begins.match(head):
        raise ImportedFileError(f"{file}: does not begin as a file of {form.name} does")


def _refuse_links_alone(path: Path, file: str) -> None:
    """A KML of links is a list of other files on the network, and none of these is asked for."""
    data = path.read_bytes()
    if _NETWORK_LINK.search(data) and not _PLACEMARK.search(data):
        raise ImportedFileError(
            f"{file}: holds only links to other files (NetworkLink), which are not followed; save the places themselves"
        )


def _read_kmz(path: Path, asked: Asked, limit: int) -> Table:
    with opened_archive(path, limit) as archive:
        inside = [name for name in archive.namelist() if name.casefold().endswith(".kml")]
        if not inside:
            raise ImportedFileError(f"{path.name}: holds no KML")
        first = "doc.kml" if "doc.kml" in inside else inside[0]
        with unpacked(archive, {"doc.kml": first}) as folder:
            _refuse_stranger(folder / "doc.kml", _KML, f"{path.name}: {first}")
            _refuse_links_alone(folder / "doc.kml", path.name)
            return _read(folder / "doc.kml", _KML, asked, path.name)


def _read_shapefile(path: Path, asked: Asked, limit: int) -> Table:
    with opened_archive(path, limit) as archive:
        names = {name.casefold(): name for name in archive.namelist()}
        shapes = [name.removesuffix(".shp") for name in names if name.endswith(".shp")]
        if len(shapes) != 1:
            found = f"{len(shapes)} of them" if shapes else "none"
            raise ImportedFileError(f"{path.name}: expected one shapefile (.shp) in it, found {found}")
        parts = {
            f"layer.{end}": names[f"{shapes[0]}.{end}"] for end in _SHAPEFILE if f"{shapes[0]}.{end}" in names
        }
        missing = [end for end in ("shx", "dbf") if f"layer.{end}" not in parts]
        if missing:
            raise ImportedFileError(f"{path.name}: its shapefile lacks the part .{missing[0]}")
        with unpacked(archive, parts) as folder:
            _refuse_stranger(folder / "layer.shp", _SHP, path.name)
            table = _read(folder / "layer.shp", _SHP, asked, path.name)
    return table if asked.encoding or "layer.cpg" in parts else _with_doubt(table)


def _with_doubt(table: Table) -> Table:
    """A shapefile that does not say how its letters are written; an example where that matters."""
    texts = (text for row in table.rows for text in row.cells.values())
    example = next((text for text in texts if not text.isascii()), "")
    note = f"does not say how its letters are written (`{example[:40]}`): --encoding says it"
    return replace(table, notes=(*table.notes, note)) if example else table


# --- reading by GDAL ---


def _read(path: Path, form: _Form, asked: Asked, file: str) -> Table:
    """All layers of a file, or the one that was asked for, one after the other."""
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

    rows: list[Row] = []
    lost: list[Refusal] = []
    notes: dict[str, None] = {}
    is_map = False
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            for layer in _layers(path, form, asked, file, notes):
                read, crs, has_geometry = _read_layer(path, layer, form, asked, len(rows) + len(lost))
                made, outside, said = in_degrees(read, asked.crs or crs, file)
                rows += made
                lost += outside
                is_map |= has_geometry
                notes |= dict.fromkeys(said)
        notes |= {f"GDAL warns: {_said(warning.message, path)}": None for warning in warned[:_MOST_WARNINGS]}
    except (DataLayerError, DataSourceError, FeatureError, UnicodeDecodeError) as fault:
        raise ImportedFileError(f"{file}: cannot be read as {form.name}: {_said(fault, path)}") from None
    columns = tuple(dict.fromkeys(name for row in rows for name in row.cells))
    counts = "feature" if is_map else "row"
    return Table(file, form.name, counts, columns, tuple(rows), tuple(lost), tuple(notes), is_map)


def _said(fault: Exception | str, path: Path) -> str:
    """What a library says, without the name of a file that only we know, nor advice for programmers."""
    said = " ".join(
        str(fault).replace(f"'{path}'", "").replace(str(path), "").partition("; It might")[0].split()
    )
    return "it is damaged" if "not recognized" in said else said[:200]


def _layers(path: Path, form: _Form, asked: Asked, file: str, notes: dict[str, None]) -> Sequence[str]:
    """The names of the layers to read: of a spreadsheet the first, of others those that can hold sites."""
    import pyogrio

    found = {str(name): str(kind or "") for name, kind in pyogrio.list_layers(path)}
    if asked.layer:
        if asked.layer not in found:
            hint = did_you_mean(asked.layer, tuple(found)) or f"there are {', '.join(found)}"
            raise ImportedFileError(f"{file}: has no layer `{asked.layer}` ({hint})")
        return (asked.layer,)
    wanted = [name for name, kind in found.items() if "Line" not in kind and kind != "GeometryCollection"]
    if form.name == "GPX":
        wanted = [name for name in wanted if name in _GPX_LAYERS]
    elif form.name == "XLSX":
        wanted = wanted[:1]
    over = [name for name in found if name not in wanted]
    if over and form.name not in ("GPX", "OSM"):  # these have the same layers always, empty ones too
        notes[f"passed over: {', '.join(f'`{name}`' for name in over)}; --layer reads another one"] = None
    return wanted


def _read_layer(
    path: Path, layer: str, form: _Form, asked: Asked, before: int
) -> tuple[list[Row], str, bool]:
    """The rows of a layer, its coordinate system and whether it has geometries; numbers go on from `before`."""
    import shapely
    from pyogrio import raw

    where = {"where": _military_of(path, layer)} if form.name == "OSM" else {}
    meta, _, wkb, data = raw.read(
        path, layer=layer, encoding=asked.encoding or None, max_features=_MOST_ROWS + 1, force_2d=True,
        datetime_as_string=True, **where, **form.options,
    )  # fmt: skip
    names = [str(name) for name in meta["fields"]]
    kept = [(name, column) for name, column in zip(names, data, strict=True) if name not in form.passed_over]
    count = len(wkb) if wkb is not None else len(data[0]) if len(data) else 0
    if count > _MOST_ROWS:
        raise ImportedFileError(
            f"layer `{layer}` has more than {_MOST_ROWS:,} rows: take what you need out of it"
        )
    shapes: Iterable[BaseGeometry | None] = (
        [None] * count if wkb is None else shapely.from_wkb(wkb, on_invalid="ignore")
    )
    first = before + 1 + (form.name == "XLSX")  # in a spreadsheet the names of the columns are the first row
    rows = [Row(first + at, dict(_cells(kept, at)), shape) for at, shape in enumerate(shapes)]
    return rows, str(meta["crs"] or ""), wkb is not None


def _military_of(path: Path, layer: str) -> str:
    """What picks the military features of an OSM layer, by the fields that it has."""
    import pyogrio

    fields = set(pyogrio.read_info(path, layer=layer)["fields"])
    tests = [test for test in _OSM_MILITARY.split(" OR ") if test.split()[0] in fields]
    return " OR ".join(tests)


def _cells(columns: Sequence[tuple[str, Any]], at: int) -> Iterator[tuple[str, str]]:
    for name, column in columns:
        text = text_of(column[at].item() if hasattr(column[at], "item") else column[at])
        if name == "other_tags" and text.startswith("{"):
            yield from ((tag, str(value).strip()) for tag, value in json.loads(text).items())
        elif text:
            yield name, text


# --- GeoParquet ---


def read_geoparquet(path: Path, asked: Asked, limit: int) -> Table:
    """The features of a GeoParquet file; ImportedFileError where it is none. `limit`: bytes of the packed file."""
    import geopandas as gpd
    import pyarrow as pa
    import shapely

    try:
        _refuse_swelling(path, limit)
        frame = gpd.read_parquet(path)
    except (pa.ArrowException, OSError, ValueError, KeyError, TypeError) as fault:
        raise ImportedFileError(f"{path.name}: cannot be read as GeoParquet: {_said(fault, path)}") from None
    shapes = shapely.force_2d(frame.geometry.to_numpy())
    kept = [
        (str(name), frame[name].astype(object).to_numpy()) for name in frame.columns.drop(frame.geometry.name)
    ]
    read = [Row(at + 1, dict(_cells(kept, at)), shape) for at, shape in enumerate(shapes)]
    rows, lost, notes = in_degrees(read, asked.crs or (frame.crs.to_wkt() if frame.crs else ""), path.name)
    columns = tuple(dict.fromkeys(name for row in rows for name in row.cells))
    return Table(path.name, "GeoParquet", "feature", columns, rows, lost, notes, is_map=True)


def _refuse_swelling(path: Path, limit: int) -> None:
    """ImportedFileError for a file that would fill the memory once it is unpacked."""
    from pyarrow import parquet

    meta = parquet.read_metadata(path)
    size = sum(meta.row_group(group).total_byte_size for group in range(meta.num_row_groups))
    if size > UNPACKED * limit or meta.num_rows > _MOST_ROWS:
        raise ImportedFileError(
            f"{path.name}: unpacks to {size:,} bytes in {meta.num_rows:,} rows, which is too much"
        )
