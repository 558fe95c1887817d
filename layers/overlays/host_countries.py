"""The countries that host the sites."""

from typing import TYPE_CHECKING

from layers.extend import Overlay
from layers.overlays.countries import Tint, draw_countries

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.scene import Scene


def draw(scene: "Scene") -> "gpd.GeoDataFrame":
    """One row per host country, filled; disputed land is left unfilled."""
    return draw_countries(scene, "hosts", "Hosts", Tint("#8a7a4f", "#cbb98a", hollow=False))


HOST_COUNTRIES = Overlay(
    name="host_countries",
    title="Host countries",
    description="Countries on whose soil an installation stands.",
    draw=draw,
    on=False,
)
