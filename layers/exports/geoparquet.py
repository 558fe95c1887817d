"""GeoParquet 1.1: the installations in columns, with their points."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layers.extend import Export

if TYPE_CHECKING:
    from layers.exports.columns import Column
    from layers.exports.tables import PlainTable
    from layers.scene import Scene


def write(scene: "Scene", path: Path) -> Iterator[tuple[int, int]]:
    """One row per installation; `basing` in the file's metadata says of which day and data it is (JSON)."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from layers.exports.about import about
    from layers.exports.tables import plain_table

    yield 0, 1
    table = plain_table(scene, "installations")
    columns = {column.name: _array(table, column) for column in table.columns}
    points = scene.shown.installations.geometry
    columns["geometry"] = pa.array(list(points.to_wkb()), pa.binary())
    about_file = {"geo": json.dumps(_geo(points)), "basing": json.dumps(about(scene), ensure_ascii=False)}
    pq.write_table(pa.table(columns).replace_schema_metadata(about_file), path, compression="zstd")
    yield 1, 1


def _array(table: "PlainTable", column: "Column") -> Any:
    import pyarrow as pa

    number = pa.int64() if column.name == "age_days" else pa.float64()
    types = {"text": pa.string(), "texts": pa.list_(pa.string()), "number": number, "flag": pa.bool_()}
    return pa.array([row[column.name] for row in table.rows], types[column.kind])


def _geo(points: Any) -> dict[str, Any]:
    """The metadata that makes it GeoParquet; without `crs` the points are longitude and latitude on WGS 84."""
    placed = points[points.notna()]
    column = {"encoding": "WKB", "geometry_types": ["Point"] if len(placed) else []}
    bounds = {"bbox": [float(edge) for edge in placed.total_bounds]} if len(placed) else {}
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column | bounds}}


GEOPARQUET = Export(
    name="geoparquet",
    title="GeoParquet",
    description="The installations with their status on the day, for data frames and databases.",
    suffix=".parquet",
    mime="application/vnd.apache.parquet",
    write=write,
    notes=(
        "Identical bytes for identical input and the same version of Arrow, which writes its name and version into the "
        "file. The file's metadata hold `basing` (JSON), which says of which day and data it is."
    ),
)
