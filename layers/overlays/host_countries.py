"""The countries that host the sites, in any capacity, and the land that several of them say is theirs."""

from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Final

import numpy as np

from layers.basemap import disputed, disputed_land
from layers.courses import Course, Days, comings, days_up_to, endings, one_day, without_repeats
from layers.extend import Overlay
from layers.hosts import in_short_on, land_disputed
from layers.over_time import OverTime, Piece, Thread, rows_at, same_for_all
from layers.overlays.countries import Parties, Tint, countries_through, draw_countries

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.records import Installation
    from layers.scene import Scene

TINT: Final = Tint("#8a7a4f", "#cbb98a", hollow=False)
HOSTS: Final = Parties(attrgetter("hosts"), "hosts_like", "Host to", TINT)


def draw(scene: "Scene") -> "gpd.GeoDataFrame":
    """One row per host country, filled, and one per piece of disputed land that an installation stands on, hatched.

    Land that is disputed is left out of the outlines of countries; where no outline of it is known it stays blank.
    """
    import pandas as pd

    countries, lands = draw_countries(scene, HOSTS), _lands(scene, one_day(scene.day)).on(scene.day)
    return pd.concat([countries, lands]) if len(lands) else countries


def through(scene: "Scene") -> OverTime:
    """The host countries that are shown and the land that was ever in dispute, over time."""
    return countries_through(scene, HOSTS).beside(_lands(scene, days_up_to(scene.day)))


def _lands(scene: "Scene", days: Days) -> OverTime:
    """The pieces that installations with several hosts stand on: they stand while they are in dispute."""
    sites = _sites_by_dispute(scene)
    outlines = disputed_land() if sites else {}
    names = [name for name in sites if name in outlines]
    shown = {
        name: [site for site in sites[name] if site.id in scene.shown.installations.index] for name in names
    }
    rows = rows_at(
        [outlines[name] for name in names],
        {
            "id": [""] * len(names),
            "label": names,
            "about": [tuple(site.id for site in shown[name]) for name in names],
        },
    )
    courses = [_course(shown[name], scene, days) for name in names]
    hatched = same_for_all(TINT.piece("land"), len(names))
    return OverTime(rows.set_axis(names), (Thread(courses, np.arange(len(names))), hatched))


def _sites_by_dispute(scene: "Scene") -> dict[str, list["Installation"]]:
    """For each dispute the installations with several hosts, on whatever day, that stand where it has effect."""
    records, sites = list(scene.dataset.installations.values()), scene.frames.installations
    shared = [first for first in sites["hosts_like"].unique().tolist() if len(records[first].hosts) > 1]
    points = sites.geometry[sites["hosts_like"].isin(shared)].dropna()
    inside = {one["name"]: _inside(one["effect"], points) for one in disputed()} if len(points) else {}
    return {
        name: [scene.dataset.installations[id_] for id_ in points.index if id_ in ids]
        for name, ids in inside.items()
        if ids
    }


def _inside(boxes: Iterable[Sequence[float]], points: "gpd.GeoSeries") -> set[str]:
    return {id_ for west, south, east, north in boxes for id_ in points.cx[west:east, south:north].index}


def _course(sites: Sequence["Installation"], scene: "Scene", days: Days) -> Course[Piece | None]:
    """What is said of the land that some installations stand on; nothing while none of them is in dispute."""
    hosts = [host for site in sites for host in site.hosts]
    changes = {*comings(host.from_ for host in hosts), *endings(host.to for host in hosts)}
    return without_repeats(days(changes, lambda day: _said(sites, day, scene)))


def _said(sites: Sequence["Installation"], day: date, scene: "Scene") -> Piece | None:
    """Who is host of the installations on it that are in dispute on a day, each wording once."""
    in_dispute = [site for site in sites if land_disputed(site, day, scene.dataset)]
    if not in_dispute:
        return None
    said = dict.fromkeys(f"Host: {in_short_on(site, day, scene)}" for site in in_dispute)
    number = f"with {len(in_dispute)} of the installations in this view"
    return Piece(lines=(*said, f"Disputed: claimed or held by several, {number}"))


HOST_COUNTRIES = Overlay(
    name="host_countries",
    title="Host countries",
    description="Countries that are host to an installation in any capacity; disputed land is hatched.",
    draw=draw,
    through=through,
    on=False,
)
