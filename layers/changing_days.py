"""On which days anything that a Scene shows becomes another, and how much does."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from layers.alike import Kinds, kinds_of
from layers.markup.timing import day_number
from layers.moments import days_of_layers

if TYPE_CHECKING:
    import pandas as pd

    from layers.parts import Host, Operator
    from layers.scene import Scene


def changes_by_day(scene: "Scene") -> tuple[list[int], list[int]]:
    """The days on which anything that is shown changes, and how much does on each."""
    shown = scene.shown
    stated = [
        day_numbers(frame["earliest"])
        for frame in (shown.events, shown.claims, shown.positions, shown.statuses)
    ]
    others = [day_number(day) for day in (*_days_of_layers(scene), *_days_within(scene))]
    days, changes = np.unique(np.concatenate([*stated, np.array(others, dtype=np.int64)]), return_counts=True)
    kept = days <= day_number(scene.day)
    return days[kept].tolist(), changes[kept].tolist()


def _days_of_layers(scene: "Scene") -> Iterator[date]:
    """The days on which hosts and operators come and go, of each installation."""
    hosts, operators = kinds_of(scene, "hosts_like"), kinds_of(scene, "operators_like")
    yield from _often(hosts, (site.hosts for site in hosts.sites))
    yield from _often(operators, (site.operators for site in operators.sites))


def _often(kinds: Kinds, layers: "Iterable[Iterable[Host | Operator]]") -> Iterator[date]:
    """The days of the layers of each kind, as often as there are installations of it."""
    for some, times in zip(layers, np.bincount(kinds.of).tolist(), strict=True):
        for day in days_of_layers(some):
            yield from repeat(day, times)


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
