"""The countries whose forces use the sites."""

from typing import TYPE_CHECKING

from layers.extend import Overlay
from layers.overlays.countries import Tint, draw_countries

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.scene import Scene


def draw(scene: "Scene") -> "gpd.GeoDataFrame":
    """One row per operating country, as a dashed outline, so that it differs from a host without colour."""
    return draw_countries(scene, "operators", "Operates", Tint("#4a5f80", "#93abd0", hollow=True))


OPERATOR_COUNTRIES = Overlay(
    name="operator_countries",
    title="Operator countries",
    description="Countries whose forces use an installation.",
    draw=draw,
    on=False,
)
