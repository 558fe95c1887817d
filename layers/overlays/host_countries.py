"""The countries that host the sites, in any capacity, and the land that several of them say is theirs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from layers.basemap import disputed, disputed_land
from layers.extend import Overlay
from layers.hosts import in_short_on, land_disputed
from layers.overlays.countries import Tint, countries_through, draw_countries
from layers.overlays.courses import Course, Days, comings, days_up_to, endings, one_day
from layers.overlays.rows import rows_of

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.records import Installation
    from layers.scene import Scene

TINT = Tint("#8a7a4f", "#cbb98a", hollow=False)


def draw(scene: "Scene") -> "gpd.GeoDataFrame":
    """One row per host country, filled, and one per piece of disputed land that an installation stands on, hatched.

    Land that is disputed is left out of the outlines of countries; where no outline of it is known it stays blank.
    """
    countries = draw_countries(scene, attrgetter("hosts"), "Host to", TINT)
    return _both(countries, _lands(scene, one_day(scene.day)))


def through(scene: "Scene") -> "gpd.GeoDataFrame":
    """The host countries that are shown and the land that is in dispute, over time."""
    countries = countries_through(scene, attrgetter("hosts"), "Host to", TINT)
    lands = _lands(scene, days_up_to(scene.day))
    return _both(countries, lands[lands["shown"]])


def _both(countries: "gpd.GeoDataFrame", lands: "gpd.GeoDataFrame") -> "gpd.GeoDataFrame":
    import pandas as pd

    return pd.concat([countries, lands[countries.columns]]) if len(lands) else countries


def _lands(scene: "Scene", days: Days) -> "gpd.GeoDataFrame":
    """The pieces that installations with several hosts stand on: the same on every day, shown while in dispute."""
    import geopandas as gpd

    sites = _sites_by_dispute(scene)
    outlines = disputed_land() if sites else {}
    names = [name for name in sites if name in outlines]
    shown = {
        name: [site for site in sites[name] if site.id in scene.shown.installations.index] for name in names
    }
    rows = rows_of([_course(shown[name], scene, days) for name in names], range(len(names)))
    columns: Mapping[str, Any] = {
        "id": "",
        "label": rows.each(names),
        "lines": rows.column(tuple),
        "about": rows.each(tuple(site.id for site in shown[name]) for name in names),
        "colour": TINT.colour,
        "colour_dark": TINT.colour_dark,
        "mark": "filled",
        "shape": "area",
        "size": 1.5,
        "opacity": 0.22,
        "hatched": "land",
        "hollow": False,
        "count": 0,
        "shown": rows.column(bool).astype(bool),
        "valid_from": rows.valid_from,
        "valid_to": rows.valid_to,
    }
    places = list(rows.each(outlines[name] for name in names))
    codes = rows.each(names).to_numpy()
    return gpd.GeoDataFrame(columns, geometry=places, crs="EPSG:4326").set_axis(codes)


def _sites_by_dispute(scene: "Scene") -> dict[str, list["Installation"]]:
    """For each dispute the installations with several hosts, on whatever day, that stand where it has effect."""
    records, sites = list(scene.dataset.installations.values()), scene.frames.installations
    shared = [first for first in sites["alike"].unique().tolist() if len(records[first].hosts) > 1]
    points = sites.geometry[sites["alike"].isin(shared)].dropna()
    inside = {one["name"]: _inside(one["effect"], points) for one in disputed()} if len(points) else {}
    return {
        name: [scene.dataset.installations[id_] for id_ in points.index if id_ in ids]
        for name, ids in inside.items()
        if ids
    }


def _inside(boxes: Iterable[Sequence[float]], points: "gpd.GeoSeries") -> set[str]:
    return {id_ for west, south, east, north in boxes for id_ in points.cx[west:east, south:north].index}


def _course(sites: Sequence["Installation"], scene: "Scene", days: Days) -> Course[tuple[str, ...]]:
    """What is said of the land that some installations stand on; nothing while none of them is in dispute."""
    hosts = [host for site in sites for host in site.hosts]
    changes = {*comings(host.from_ for host in hosts), *endings(host.to for host in hosts)}
    return days(changes, lambda day: _lines(sites, day, scene))


def _lines(sites: Sequence["Installation"], day: date, scene: "Scene") -> tuple[str, ...]:
    """Who is host of the installations on it that are in dispute on a day, each wording once."""
    disputed = [site for site in sites if land_disputed(site, day, scene.dataset)]
    if not disputed:
        return ()
    said = dict.fromkeys(in_short_on(site, day, scene) for site in disputed)
    number = f"with {len(disputed)} of the installations in this view"
    return (*(f"Host: {words}" for words in said), f"Disputed: claimed or held by several, {number}")


HOST_COUNTRIES = Overlay(
    name="host_countries",
    title="Host countries",
    description="Countries that are host to an installation in any capacity; disputed land is hatched.",
    draw=draw,
    through=through,
    on=False,
)
