"""folium with its MarkerCluster: one marker after the other, as its documentation shows."""

from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.peers.contender import Contender

if TYPE_CHECKING:
    import geopandas as gpd


def build(sites: "gpd.GeoDataFrame", path: Path) -> None:
    """A marker in a cluster for each site."""
    import folium
    from folium.plugins import MarkerCluster

    world = folium.Map()
    cluster = MarkerCluster().add_to(world)
    for place, name, text in zip(sites.geometry, sites["name"], sites["text"], strict=True):
        folium.Marker([place.y, place.x], tooltip=name, popup=text).add_to(cluster)
    west, south, east, north = sites.total_bounds
    world.fit_bounds([[south, west], [north, east]])
    world.save(path)


MARKERCLUSTER = Contender(
    name="markercluster",
    title="folium MarkerCluster",
    build=build,
    imports=("folium", "folium.plugins"),
    drawn="document.querySelector('.leaflet-marker-pane > *') !== null",
    drawn_says="a cluster or a marker stands in the pane of markers",
)
