"""Countries as areas: what the host and the operator overlays share."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from layers.basemap import country_outlines
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


@dataclass(frozen=True, slots=True)
class Tint:
    """How one overlay's countries look: two colours, and a dashed outline alone where `hollow`."""

    colour: str
    colour_dark: str
    hollow: bool


def draw_countries(scene: "Scene", layers_of: LayersOf, said: str, tint: Tint) -> "gpd.GeoDataFrame":
    """One row per country that is host or operator of an installation on whatever day, shown where it is by then."""
    shown = scene.shown.installations["alike"].value_counts().to_dict()
    numbers = {
        code: sum(shown.get(first, 0) for first, day in comings.items() if day <= scene.day)
        for code, comings in sorted(_comings(scene, layers_of).items())
    }
    return _frame(scene, {code: ((EVER, number),) for code, number in numbers.items()}, said, tint)


def countries_through(scene: "Scene", layers_of: LayersOf, said: str, tint: Tint) -> "gpd.GeoDataFrame":
    """The countries that are shown, with a row for each stretch of days on which they have equally many sites."""
    alike = scene.shown.installations["alike"]
    shown = alike.value_counts().to_dict()
    courses, about = {}, {}
    for code, comings in sorted(_comings(scene, layers_of).items()):
        by_then = {first: day for first, day in comings.items() if first in shown and day <= scene.day}
        courses[code] = _numbers((day, shown[first]) for first, day in by_then.items())
        about[code] = tuple(alike.index[alike.isin(by_then)])
    frame = _frame(scene, courses, said, tint)
    return frame.assign(about=objects(about[code] for code in frame.index).to_numpy()).query("shown")


def _comings(scene: "Scene", layers_of: LayersOf) -> dict[str, dict[int, date]]:
    """For each party, from which day on which installations have it: of those that are alike the first."""
    records, sites = list(scene.dataset.installations.values()), scene.frames.installations
    found: dict[str, dict[int, date]] = {}
    for first in sites["alike"].unique().tolist():
        for layer in layers_of(records[first]):
            begins, comings = layer.from_.begins if layer.from_ else EVER, found.setdefault(layer.party, {})
            comings[first] = min(begins, comings.get(first, begins))
    return found


def _numbers(comings: Iterable[tuple[date, int]]) -> Course[int]:
    """How many installations there are, from each day on which some of them came."""
    counts = Counter({EVER: 0})
    for day, number in comings:
        counts[day] += number
    return tuple(zip(sorted(counts), accumulate(counts[day] for day in sorted(counts)), strict=True))


def _frame(scene: "Scene", courses: Mapping[str, Course[int]], said: str, tint: Tint) -> "gpd.GeoDataFrame":
    import geopandas as gpd

    outlined = [code for code in courses if _outline(code)]
    rows = rows_of([courses[code] for code in outlined], range(len(outlined)))
    columns = {
        "id": "",
        "label": rows.each(scene.actor_name(code) for code in outlined),
        "lines": rows.column(lambda number: (f"{said}: {number} of the installations in this view",)),
        "colour": tint.colour,
        "colour_dark": tint.colour_dark,
        "mark": "filled",
        "shape": "area",
        "size": 1.5,
        "opacity": 0.22,
        "hatched": "",
        "hollow": tint.hollow,
        "count": 0,
        "shown": rows.column(bool).astype(bool),
        "valid_from": rows.valid_from,
        "valid_to": rows.valid_to,
    }
    places = list(rows.each(_outline(code) for code in outlined))
    codes = rows.each(outlined).to_numpy()
    return gpd.GeoDataFrame(columns, geometry=places, crs="EPSG:4326").set_axis(codes)


@cache
def _outline(code: str) -> "BaseGeometry | None":
    return country_outlines([code]).get(code)
