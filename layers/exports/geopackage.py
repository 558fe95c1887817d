"""GeoPackage: every table as a layer or a table of one file, for desktop GIS."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from layers.extend import Export

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from layers.exports.tables import PlainTable
    from layers.scene import Scene

_DTYPES: Final[Mapping[str, str]] = {
    "text": "string",
    "texts": "string",
    "number": "Float64",
    "flag": "boolean",
}


def write(scene: "Scene", path: Path) -> Iterator[tuple[int, int]]:
    """Layers `installations` (points) and `footprints` (areas), and a table for each of the others and `about`."""
    import pandas as pd

    from layers.exports.about import about
    from layers.exports.columns import COLUMNS
    from layers.exports.tables import plain_tables

    with _day_of_writing(scene):
        for number, table in enumerate(plain_tables(scene), start=1):
            frame = _frame(table)
            if table.name == "installations":
                _write_sites(frame, scene, path)
            else:
                _write(frame, path, table.name)
            yield number, len(COLUMNS)
        _write(
            pd.DataFrame(list(about(scene).items()), columns=["name", "value"], dtype="string"), path, "about"
        )


def _write_sites(frame: "pd.DataFrame", scene: "Scene", path: Path) -> None:
    import geopandas as gpd

    sites = scene.shown.installations
    points = gpd.GeoDataFrame(frame, geometry=list(sites.geometry), crs=sites.crs)
    _write(points, path, "installations", geometry_type="Point")
    areas = gpd.GeoDataFrame(frame[["id", "name"]], geometry=list(sites["footprint"]), crs=sites.crs)
    areas = areas[areas.geometry.notna()]
    _write(areas, path, "footprints", geometry_type="MultiPolygon", promote_to_multi=True)


def _write(frame: "gpd.GeoDataFrame | pd.DataFrame", path: Path, layer: str, **options: Any) -> None:
    import pyogrio

    pyogrio.write_dataframe(frame, path, layer=layer, driver="GPKG", append=False, **options)


def _frame(table: "PlainTable") -> "pd.DataFrame":
    """The table with one value a cell, each column of its own kind even where it is empty."""
    import pandas as pd

    names = [column.name for column in table.columns]
    rows = [[_cell(row[name]) for name in names] for row in table.rows]
    kinds = {column.name: _DTYPES[column.kind] for column in table.columns}
    return pd.DataFrame(rows, columns=names, dtype=object).astype(kinds)


def _cell(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, tuple) else value


@contextmanager
def _day_of_writing(scene: "Scene") -> Iterator[None]:
    """Let the file carry the Scene's day as the time of its last change: the clock's would differ each time."""
    import pyogrio

    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{scene.today.isoformat()}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


GPKG = Export(
    name="gpkg",
    title="GeoPackage",
    description="Every table in one file for desktop GIS, the installations and footprints as layers.",
    suffix=".gpkg",
    mime="application/geopackage+sqlite3",
    write=write,
    notes=(
        "Identical bytes for identical input and the same versions of GDAL and SQLite, which leave theirs in the file. "
        'Several values in a cell are joined with "; ". The table `about` says of which day and data it is.'
    ),
)
