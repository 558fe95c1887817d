"""The file formats, the document first: each writes what the View shows."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from layers.exports.csv_tables import CSV
from layers.exports.geojson import GEOJSON
from layers.exports.geopackage import GPKG
from layers.exports.geoparquet import GEOPARQUET
from layers.exports.kml import KML
from layers.exports.snapshot import EMBED, SNAPSHOT
from layers.exports.static import STATIC
from layers.extend import Export
from layers.files import replacing

if TYPE_CHECKING:
    from layers.scene import Scene

EXPORTS: tuple[Export, ...] = (SNAPSHOT, GEOJSON, CSV, GEOPARQUET, GPKG, KML, EMBED, STATIC)


def write_file(export: Export, scene: "Scene", path: Path) -> Iterator[tuple[int, int]]:
    """Put the Scene at a path in a format, whole or not at all, yielding (done, of) on the way.

    ExportError where the path cannot be written.
    """
    with replacing(path, export.suffix) as draft:
        yield from export.write(scene, draft)
