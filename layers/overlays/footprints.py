"""The outlines of sites, where somebody has published one."""

from typing import TYPE_CHECKING

from layers.extend import Overlay
from layers.overlays.looks import talks_look, talks_of

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.scene import Scene


def draw(scene: "Scene") -> "gpd.GeoDataFrame":
    """One row per installation with a footprint, in the colour of its talks."""
    import geopandas as gpd

    sites = scene.frames.installations
    sites = sites[sites["footprint"].notna()]
    looks = [talks_look(scene, talks_of(scene, ids)) for ids in sites["negotiations"]]
    columns = {
        "id": list(sites.index),
        "label": list(sites["name"]),
        "lines": [["Footprint: as published"] for _ in looks],
        "colour": [look.colour for look in looks],
        "colour_dark": [look.colour_dark for look in looks],
        "mark": "filled",
        "shape": "area",
        "size": 1.5,
        "opacity": 0.35,
        "hatched": "",
        "hollow": list(sites["planned"]),
        "count": 0,
        "shown": sites.index.isin(scene.shown.installations.index),
        "valid_from": "",
        "valid_to": "",
    }
    return gpd.GeoDataFrame(columns, geometry=list(sites["footprint"]), crs="EPSG:4326")


FOOTPRINTS = Overlay(
    name="footprints",
    title="Footprints",
    description="The outlines of sites, where published.",
    draw=draw,
)
