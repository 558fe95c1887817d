"""Which installations are alike: their records say the same of status, hosts and operators, whoever they are."""

from collections.abc import Iterable
from operator import attrgetter

from layers.records import Installation

_ENTRY = attrgetter("status", "date", "seen", "by", "presence", "sources")
_HOST = attrgetter("party", "capacity", "from_", "to", "by")
_OPERATOR = attrgetter("party", "capacity", "from_", "to")


def alike(sites: Iterable[Installation]) -> list[int]:
    """For each installation the place of the first one that is alike: what is told of that one is told of it too."""
    firsts: dict[tuple[object, ...], int] = {}
    return [firsts.setdefault(_said(site), place) for place, site in enumerate(sites)]


def _said(site: Installation) -> tuple[object, ...]:
    return (
        tuple(map(_ENTRY, site.status)),
        tuple(map(_HOST, site.hosts)),
        tuple(map(_OPERATOR, site.operators)),
    )
