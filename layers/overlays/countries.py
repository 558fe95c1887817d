"""Countries as areas: what the host and the operator overlays share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate, chain
from operator import attrgetter
from typing import TYPE_CHECKING

from layers.basemap import country_outlines
from layers.dates import EdtfDate
from layers.overlays.courses import EVER, Course
from layers.overlays.rows import objects, rows_of

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from layers.parts import Host, Operator
    from layers.records import Installation
    from layers.scene import Scene

LayersOf = Callable[["Installation"], Sequence["Host | Operator"]]
"""The hosts or the operators of an installation."""
_COMING = attrgetter("party", "from_")


@dataclass(frozen=True, slots=True)
class Tint:
    """How one overlay's countries look: two colours, and a dashed outline alone where `hollow`."""

    colour: str
    colour_dark: str
    hollow: bool


def draw_countries(scene: "Scene", layers_of: LayersOf, said: str, tint: Tint) -> "gpd.GeoDataFrame":
    """One row per country that is host or operator of an installation on whatever day, shown where it is by then."""
    named = {layer.party for site in scene.dataset.installations.values() for layer in layers_of(site)}
    shown = _comings(scene, layers_of)
    numbers = {code: sum(map(len, shown.get(code, {}).values())) for code in sorted(named)}
    return _frame(scene, {code: ((EVER, number),) for code, number in numbers.items()}, said, tint)


def countries_through(scene: "Scene", layers_of: LayersOf, said: str, tint: Tint) -> "gpd.GeoDataFrame":
    """The countries that are shown, with a row for each stretch of days on which they have equally many sites."""
    shown = _comings(scene, layers_of)
    frame = _frame(scene, {code: _numbers(sites) for code, sites in sorted(shown.items())}, said, tint)
    about = {code: tuple(chain(*sites.values())) for code, sites in shown.items()}
    return frame.assign(about=objects(about[code] for code in frame.index).to_numpy()).query("shown")


def _comings(scene: "Scene", layers_of: LayersOf) -> dict[str, dict[date, list[str]]]:
    """For each party, the installations that are shown and have it by the day, by the day from which they do."""
    alike: dict[tuple[tuple[str, EdtfDate | None], ...], list[str]] = {}
    for site in scene.installations:
        alike.setdefault(tuple(map(_COMING, layers_of(site))), []).append(site.id)
    found: dict[str, dict[date, list[str]]] = {}
    for layers, sites in alike.items():
        for party in dict.fromkeys(party for party, _ in layers):
            begins = min(since.begins if since else EVER for other, since in layers if other == party)
            if begins <= scene.day:
                found.setdefault(party, {}).setdefault(begins, []).extend(sites)
    return found


def _numbers(sites: Mapping[date, Sequence[str]]) -> Course[int]:
    """How many of the installations there are, from each day on which more of them came."""
    days = sorted({EVER, *sites})
    return tuple(zip(days, accumulate(len(sites.get(day, ())) for day in days), strict=True))


def _frame(scene: "Scene", courses: Mapping[str, Course[int]], said: str, tint: Tint) -> "gpd.GeoDataFrame":
    import geopandas as gpd

    outlined = [code for code in courses if _outline(code)]
    rows = rows_of([courses[code] for code in outlined], range(len(outlined)))
    columns = {
        "id": "",
        "label": rows.each(scene.actor_name(code) for code in outlined),
        "lines": rows.column(
            (f"{said}: {number} of the installations in this view",) for number in rows.values
        ),
        "colour": tint.colour,
        "colour_dark": tint.colour_dark,
        "mark": "filled",
        "shape": "area",
        "size": 1.5,
        "opacity": 0.22,
        "hatched": "",
        "hollow": tint.hollow,
        "count": 0,
        "shown": rows.column(rows.values).astype(bool),
        "valid_from": objects(rows.valid_from),
        "valid_to": objects(rows.valid_to),
    }
    places = list(rows.each(_outline(code) for code in outlined))
    codes = rows.each(outlined).to_numpy()
    return gpd.GeoDataFrame(columns, geometry=places, crs="EPSG:4326").set_axis(codes)


@cache
def _outline(code: str) -> "BaseGeometry | None":
    return country_outlines([code]).get(code)
