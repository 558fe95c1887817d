"""Countries as areas: what the host and the operator overlays share."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers.basemap import country_outlines

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from layers.scene import Scene


@dataclass(frozen=True, slots=True)
class Tint:
    """How one overlay's countries look: two colours, and a dashed outline alone where `hollow`."""

    colour: str
    colour_dark: str
    hollow: bool


def draw_countries(scene: "Scene", column: str, said: str, tint: Tint) -> "gpd.GeoDataFrame":
    """One row per country named in a column (`hosts` or `operators`) of the installations."""
    import geopandas as gpd

    named = _sites_by_country(scene.frames.installations[column])
    shown = _sites_by_country(scene.shown.installations[column])
    outlines = country_outlines(sorted(named))
    codes = list(outlines)
    columns = {
        "id": "",
        "label": [scene.actor_name(code) for code in codes],
        "lines": [[f"{said}: {shown.get(code, 0)} of the installations shown"] for code in codes],
        "colour": tint.colour,
        "colour_dark": tint.colour_dark,
        "mark": "filled",
        "shape": "area",
        "size": 1.5,
        "opacity": 0.22,
        "hatched": "",
        "hollow": tint.hollow,
        "count": 0,
        "shown": [code in shown for code in codes],
        "valid_from": "",
        "valid_to": "",
    }
    return gpd.GeoDataFrame(columns, geometry=list(outlines.values()), index=codes, crs="EPSG:4326")


def _sites_by_country(column: "pd.Series[Any]") -> dict[str, int]:
    return {str(code): int(number) for code, number in column.explode().dropna().value_counts().items()}
