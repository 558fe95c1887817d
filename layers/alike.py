"""Which installations are alike: their records say the same of status, hosts or operators, whoever they are."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from layers.records import Installation, Source
from layers.standing import known_from

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from layers.scene import Scene

COLUMNS: Final = ("status_like", "hosts_like", "operators_like", "alike")
_ENTRY = attrgetter("status", "date", "seen", "by", "presence")
_HOST = attrgetter("party", "capacity", "from_", "to", "by")
_OPERATOR = attrgetter("party", "capacity", "from_", "to")


def alike(sites: Sequence[Installation], sources: Mapping[str, Source]) -> dict[str, list[int]]:
    """For each installation the place of the first one that is alike: what is told of that one is told of it too.

    A list for each of COLUMNS: alike in the history of statuses, in the hosts, in the operators, and in all of them.
    Sources are alike that were published on the same days.
    """
    dates = cache(lambda ids: _dates(ids, sources))
    histories = (tuple([(_ENTRY(entry), dates(entry.sources)) for entry in site.status]) for site in sites)
    parts = (
        _firsts(histories),
        _firsts(tuple(map(_HOST, site.hosts)) for site in sites),
        _firsts(tuple(map(_OPERATOR, site.operators)) for site in sites),
    )
    return dict(zip(COLUMNS, (*parts, _firsts(zip(*parts, strict=True))), strict=True))


class Kinds(NamedTuple):
    """Installations of which the same is told: one of each kind, and of which kind each installation is."""

    sites: Sequence[Installation]
    of: "NDArray[np.intp]"


def kinds_of(scene: "Scene", column: str) -> Kinds:
    """The kinds of the installations that are shown, by one of COLUMNS."""
    _, rows, of = np.unique(scene.shown.installations[column], return_index=True, return_inverse=True)
    return Kinds([scene.installations[row] for row in rows], of)


def _firsts(keys: Iterable[Hashable]) -> list[int]:
    firsts: dict[Hashable, int] = {}
    return [firsts.setdefault(key, place) for place, key in enumerate(keys)]


def _dates(ids: Iterable[str], sources: Mapping[str, Source]) -> Hashable:
    """What of some sources decides from when a status is known, and when it was last reported."""
    printed = (sources[id].printed for id in ids if id in sources)
    return known_from(ids, sources), frozenset(day.latest for day in printed if day)
