"""geopandas' GeoDataFrame.explore: as it comes (SVG), and on a canvas, which its users can ask for."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.peers.contender import Contender, painted

if TYPE_CHECKING:
    import geopandas as gpd


def build(sites: "gpd.GeoDataFrame", path: Path, **options: Any) -> None:
    """A circle for each site.

    All of one colour: given a column of colours, folium writes a switch of as many cases as there are sites, which
    the browser goes through for each of them; 100,000 take it minutes.
    """
    sites.drop(columns="colour").explore(
        tooltip="name",
        popup="text",
        tooltip_kwds={"labels": False},
        popup_kwds={"labels": False},
        **options,
    ).save(path)


_IMPORTS = ("geopandas", "folium", "mapclassify", "matplotlib.pyplot", "xyzservices")

EXPLORE = Contender(
    name="explore",
    title="GeoDataFrame.explore",
    build=build,
    imports=_IMPORTS,
    drawn="document.querySelector('.leaflet-overlay-pane path') !== null",
    drawn_says="a circle stands in the pane of overlays",
)
EXPLORE_CANVAS = Contender(
    name="explore_canvas",
    title="GeoDataFrame.explore, `prefer_canvas`",
    build=partial(build, prefer_canvas=True),
    imports=_IMPORTS,
    drawn=painted(".leaflet-overlay-pane canvas"),
    drawn_says="the canvas in the pane of overlays holds a pixel",
)
