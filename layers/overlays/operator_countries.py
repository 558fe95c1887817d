"""The countries whose forces use the sites."""

from operator import attrgetter
from typing import TYPE_CHECKING

from layers.extend import Overlay
from layers.overlays.countries import Tint, countries_through, draw_countries

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.scene import Scene

TINT = Tint("#4a5f80", "#93abd0", hollow=True)


def draw(scene: "Scene") -> "gpd.GeoDataFrame":
    """One row per operating country, as a dashed outline, so that it differs from a host without colour."""
    return draw_countries(scene, attrgetter("operators"), "Operates", TINT)


def through(scene: "Scene") -> "gpd.GeoDataFrame":
    """The operating countries that are shown, over time."""
    return countries_through(scene, attrgetter("operators"), "Operates", TINT)


OPERATOR_COUNTRIES = Overlay(
    name="operator_countries",
    title="Operator countries",
    description="Countries whose forces use an installation.",
    draw=draw,
    through=through,
    on=False,
)
