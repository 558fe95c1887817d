"""pydeck: circles drawn by WebGL, without a basemap."""

from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.peers.contender import Contender

if TYPE_CHECKING:
    import geopandas as gpd


def build(sites: "gpd.GeoDataFrame", path: Path) -> None:
    """A circle for each site, in its colour; name and text show when one is pointed at."""
    import pydeck

    table = sites[["name", "text"]].assign(
        lon=sites.geometry.x,
        lat=sites.geometry.y,
        colour=[[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in sites["colour"]],
    )
    circles = pydeck.Layer(
        "ScatterplotLayer",
        table,
        get_position=["lon", "lat"],
        get_fill_color="colour",
        radius_min_pixels=3,
        pickable=True,
    )
    deck = pydeck.Deck(
        [circles],
        initial_view_state=pydeck.ViewState(latitude=10, longitude=0, zoom=1.5),
        map_provider=None,
        tooltip={"html": "<b>{name}</b><br>{text}"},
    )
    deck.to_html(str(path))


DECK = Contender(
    name="deck",
    title="pydeck",
    build=build,
    imports=("geopandas", "pydeck"),
    drawn="deckInstance.layerManager.getLayers().some((layer) => layer.isLoaded && layer.getNumInstances() > 0)"
    " && deckInstance.metrics.framesRedrawn > 0",
    drawn_says="its layer is loaded and its WebGL canvas was drawn",
    flags=("--enable-unsafe-swiftshader", "--use-angle=swiftshader"),
)
