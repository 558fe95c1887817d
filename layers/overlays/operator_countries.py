"""The countries whose forces use the sites."""

from operator import attrgetter
from typing import TYPE_CHECKING, Final

from layers.extend import Overlay
from layers.overlays.countries import Parties, Tint, countries_through, draw_countries

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.over_time import OverTime
    from layers.scene import Scene

OPERATORS: Final = Parties(
    attrgetter("operators"), "operators_like", "Operates", Tint("#4a5f80", "#93abd0", hollow=True)
)


def draw(scene: "Scene") -> "gpd.GeoDataFrame":
    """One row per operating country, as a dashed outline, so that it differs from a host without colour."""
    return draw_countries(scene, OPERATORS)


def through(scene: "Scene") -> "OverTime":
    """The operating countries that are shown, over time."""
    return countries_through(scene, OPERATORS)


OPERATOR_COUNTRIES = Overlay(
    name="operator_countries",
    title="Operator countries",
    description="Countries whose forces use an installation.",
    draw=draw,
    through=through,
    on=False,
)
