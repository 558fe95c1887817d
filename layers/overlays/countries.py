"""Countries as areas: what the host and the operator overlays share."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from layers.basemap import country_outlines
from layers.courses import EVER, Course, Days, days_up_to, one_day, without_repeats
from layers.over_time import OverTime, Piece, Thread, rows_at, same_for_all

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

    def piece(self, hatched: str = "") -> Piece:
        """The look of an area in this tint."""
        return Piece(
            colour=self.colour, colour_dark=self.colour_dark, mark="filled", shape="area", size=1.5, opacity=0.22,
            hatched=hatched, hollow=self.hollow, count=0,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parties:
    """Hosts or operators: where they stand in a record, which sites have the same, and what is said of a country."""

    layers_of: LayersOf
    like: str
    said: str
    tint: Tint


def draw_countries(scene: "Scene", parties: Parties) -> "gpd.GeoDataFrame":
    """One row per country that is host or operator of an installation on whatever day, shown where it is by then."""
    return _told(scene, parties, _comings(scene, parties), one_day(scene.day)).on(scene.day)


def countries_through(scene: "Scene", parties: Parties) -> OverTime:
    """The countries that are host or operator of an installation that is shown, with how many there are of these."""
    shown = set(scene.shown.installations[parties.like])
    found = {
        code: comings for code, comings in _comings(scene, parties).items() if not shown.isdisjoint(comings)
    }
    return _told(scene, parties, found, days_up_to(scene.day))


def _comings(scene: "Scene", parties: Parties) -> dict[str, dict[int, date]]:
    """For each party, from which day on which installations have it: of those that are alike the first."""
    records, sites = list(scene.dataset.installations.values()), scene.frames.installations
    found: dict[str, dict[int, date]] = {}
    for first in sites[parties.like].unique().tolist():
        for layer in parties.layers_of(records[first]):
            begins, comings = layer.from_.begins if layer.from_ else EVER, found.setdefault(layer.party, {})
            comings[first] = min(begins, comings.get(first, begins))
    return dict(sorted(found.items()))


def _told(
    scene: "Scene", parties: Parties, comings: Mapping[str, Mapping[int, date]], days: Days
) -> OverTime:
    outlined = [code for code in comings if _outline(code)]
    alike = scene.shown.installations[parties.like]
    shown = alike.value_counts().to_dict()
    rows = rows_at(
        [_outline(code) for code in outlined],
        {
            "id": [""] * len(outlined),
            "label": [scene.actor_name(code) for code in outlined],
            "about": [tuple(alike.index[alike.isin(comings[code])]) for code in outlined],
        },
    )
    courses = [
        _numbers([(day, shown.get(first, 0)) for first, day in comings[code].items()], parties.said, days)
        for code in outlined
    ]
    threads = (Thread(courses, np.arange(len(outlined))), same_for_all(parties.tint.piece(), len(outlined)))
    return OverTime(rows.set_axis(outlined), threads)


def _numbers(comings: Iterable[tuple[date, int]], said: str, days: Days) -> Course[Piece | None]:
    """How many installations there are, from each day on which some of them came; nothing while there is none."""
    counts: Counter[date] = Counter()
    for day, number in comings:
        counts[day] += number
    begins = sorted(counts)
    numbers = [0, *accumulate(counts[day] for day in begins)]

    def on(day: date) -> Piece | None:
        number = numbers[bisect_right(begins, day)]
        return Piece(lines=(f"{said}: {number} of the installations in this view",)) if number else None

    return without_repeats(days(begins, on))


@cache
def _outline(code: str) -> "BaseGeometry | None":
    return country_outlines([code]).get(code)
