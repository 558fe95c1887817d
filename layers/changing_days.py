"""On which days anything that a Scene shows becomes another, and how much does."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from layers.markup.timing import day_number
from layers.moments import days_of_layers

if TYPE_CHECKING:
    import pandas as pd

    from layers.records import Installation
    from layers.scene import Scene


class Kinds(NamedTuple):
    """Installations whose records say the same of hosts and operators: one of each kind, and of which kind each is."""

    sites: "Sequence[Installation]"
    of: "NDArray[np.intp]"


def kinds_of(scene: "Scene") -> Kinds:
    """The kinds of the installations that are shown."""
    _, rows, of = np.unique(scene.shown.installations["alike"], return_index=True, return_inverse=True)
    return Kinds([scene.installations[row] for row in rows], of)


def changes_by_day(scene: "Scene", kinds: Kinds) -> tuple[list[int], list[int]]:
    """The days on which anything that is shown changes, and how much does on each."""
    shown = scene.shown
    stated = [
        day_numbers(frame["earliest"])
        for frame in (shown.events, shown.claims, shown.positions, shown.statuses)
    ]
    others = [day_number(day) for day in (*_days_of_layers(kinds), *_days_within(scene))]
    days, changes = np.unique(np.concatenate([*stated, np.array(others, dtype=np.int64)]), return_counts=True)
    kept = days <= day_number(scene.day)
    return days[kept].tolist(), changes[kept].tolist()


def _days_of_layers(kinds: Kinds) -> Iterator[date]:
    """The days on which hosts and operators come and go, of each installation."""
    for site, times in zip(kinds.sites, np.bincount(kinds.of), strict=True):
        for day in (*days_of_layers(site.hosts), *days_of_layers(site.operators)):
            yield from repeat(day, int(times))


def _days_within(scene: "Scene") -> Iterator[date]:
    """The days of what has no row of its own in the frames."""
    for topic in scene.contested:
        yield from (version.date.begins for version in topic.versions if version.date)
    for position in scene.positions:
        if position.withdrawn:
            yield position.withdrawn.begins
    for talk in scene.negotiations:
        yield from (entry.day.begins for strand in talk.strands for entry in strand.status)


def day_numbers(days: "pd.Series") -> NDArray[np.int64]:
    """Day numbers of the rows that have a day."""
    return days.dropna().to_numpy("datetime64[D]").astype(np.int64)
