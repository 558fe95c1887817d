"""The countries that host the sites, in any capacity, and the land that several of them say is theirs."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from layers.basemap import disputed, disputed_land
from layers.extend import Overlay
from layers.hosts import in_short, land_disputed
from layers.overlays.countries import Tint, draw_countries

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.scene import Scene

TINT = Tint("#8a7a4f", "#cbb98a", hollow=False)


def draw(scene: "Scene") -> "gpd.GeoDataFrame":
    """One row per host country, filled, and one per piece of disputed land that an installation stands on, hatched.

    Land that is disputed is left out of the outlines of countries; where no outline of it is known it stays blank.
    """
    import pandas as pd

    countries = draw_countries(scene, "hosts", "Host to", TINT)
    lands = _lands(scene, countries)
    return pd.concat([countries, lands]) if len(lands) else countries


def _lands(scene: "Scene", like: "gpd.GeoDataFrame") -> "gpd.GeoDataFrame":
    """The pieces, with the columns of another frame: the same pieces on every day, shown while they are in dispute."""
    import geopandas as gpd

    outlines = disputed_land()
    effects = {one["name"]: one["effect"] for one in disputed() if one["name"] in outlines}
    sites = {name: _inside(boxes, scene) for name, boxes in effects.items()}
    names = [name for name, inside in sites.items() if inside]
    lines = [_lines([id_ for id_ in sites[name] if _in_dispute(id_, scene)], scene) for name in names]
    columns: Mapping[str, Any] = {
        "id": "",
        "label": names,
        "lines": lines,
        "colour": TINT.colour,
        "colour_dark": TINT.colour_dark,
        "mark": "filled",
        "shape": "area",
        "size": 1.5,
        "opacity": 0.22,
        "hatched": "land",
        "hollow": False,
        "count": 0,
        "shown": [bool(said) for said in lines],
        "valid_from": "",
        "valid_to": "",
    }
    shapes = [outlines[name] for name in names]
    return gpd.GeoDataFrame(columns, geometry=shapes, index=names, crs=like.crs)


def _inside(boxes: Iterable[Sequence[float]], scene: "Scene") -> list[str]:
    """The installations with several hosts, on whatever day, that stand in one of some boxes."""
    records = scene.dataset.installations
    points = scene.frames.installations.geometry.dropna()
    found = {id_ for west, south, east, north in boxes for id_ in points.cx[west:east, south:north].index}
    return [id_ for id_ in points.index if id_ in found and len(records[id_].hosts) > 1]


def _in_dispute(id_: str, scene: "Scene") -> bool:
    shown = id_ in scene.shown.installations.index
    return shown and land_disputed(scene.dataset.installations[id_], scene.day, scene.dataset)


def _lines(ids: Sequence[str], scene: "Scene") -> list[str]:
    """Who is host of the installations on it, each wording once."""
    if not ids:
        return []
    said = dict.fromkeys(in_short(scene.dataset.installations[id_], scene) for id_ in ids)
    lines = [f"Host: {words}" for words in said]
    return [*lines, f"Disputed: claimed or held by several, with {len(ids)} of the installations shown"]


HOST_COUNTRIES = Overlay(
    name="host_countries",
    title="Host countries",
    description="Countries that are host to an installation in any capacity; disputed land is hatched.",
    draw=draw,
    on=False,
)
