"""GeoJSON (RFC 7946): the installations as features, and what the file says of itself."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layers.extend import Export

if TYPE_CHECKING:
    from layers.exports.tables import Row
    from layers.scene import Scene


def write(scene: "Scene", path: Path) -> Iterator[tuple[int, int]]:
    """One feature per installation, with geometry null where no point may be drawn; `basing` describes the file."""
    from layers.exports.about import about
    from layers.exports.tables import plain_table

    yield 0, 1
    features = [_feature(row) for row in plain_table(scene, "installations").rows]
    collection = {"type": "FeatureCollection", "basing": about(scene), "features": features}
    path.write_text(
        json.dumps(collection, ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8"
    )
    yield 1, 1


def _feature(row: "Row") -> dict[str, Any]:
    place = {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}
    properties = {name: value for name, value in row.items() if name not in ("longitude", "latitude")}
    geometry = None if row["longitude"] is None else place
    return {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": properties}


GEOJSON = Export(
    name="geojson",
    title="GeoJSON",
    description="The installations as features with their status on the day.",
    suffix=".geojson",
    mime="application/geo+json",
    write=write,
    notes="Identical bytes for identical input. The member `basing` says of which day and data it is.",
)
