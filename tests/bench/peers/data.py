"""The sites as the peers get them: with the name and the text that Basing's own map shows of each."""

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.scene import Scene


def write_sites(scene: "Scene", path: Path) -> None:
    """A JSON table: `name` and `text` (HTML), `colour` (#rrggbb), `lon` and `lat` (degrees, WGS 84)."""
    from layers.overlays.installations import draw

    drawn = draw(scene)
    columns = {
        "name": [escape(label) for label in drawn["label"]],
        "text": ["<br>".join(map(escape, lines)) for lines in drawn["lines"]],
        "colour": drawn["colour"].tolist(),
        "lon": drawn.geometry.x.tolist(),
        "lat": drawn.geometry.y.tolist(),
    }
    path.write_text(json.dumps(columns), encoding="utf-8")


def read_sites(path: Path) -> "gpd.GeoDataFrame":
    """One row for each site: `name`, `text`, `colour`, and its point in EPSG:4326."""
    import geopandas as gpd

    columns = json.loads(path.read_text(encoding="utf-8"))
    points = gpd.points_from_xy(columns.pop("lon"), columns.pop("lat"), crs="EPSG:4326")
    return gpd.GeoDataFrame(columns, geometry=points)
