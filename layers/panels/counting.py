"""Counting: how many installations there are, by what is counted, with the list behind each number."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

import numpy as np

from layers.alike import kinds_of
from layers.extend import Block, Heading, Line, More, Panel, Paragraph, Part, Pick, Picks, Text, Total
from layers.hosts import hosts_on
from layers.panels.wording import further, muted, nothing, voices
from layers.records import Installation
from layers.standing import come_by

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from layers.scene import Scene

_WHAT_A_COUNT_IS: Final = (
    "A count of bases must say which it counts: a base on rented land, a right of use and a few trainers on the host's "
    "own base are not the same. Each number opens its list. A site may stand in several rows, so that rows may add up "
    "to more than all installations."
)
_NOT_SAID: Final = "not said: no published entry gives it by this day."

_MOST_LISTED: Final = 2000
"""Of more installations a count is told as of one day, and names the first of each list only."""
_MOST_NAMED: Final = 100

_Word = TypeVar("_Word", bound=Hashable)


class _List(NamedTuple):
    """How many installations count as something on the Scene's day, and those to choose from."""

    number: int
    picks: Sequence[Pick | Part[Pick]]


class _Counted(NamedTuple, Generic[_Word]):
    """What is counted: as what a site ever counted, and counts on the day of a Scene."""

    ever: Callable[[Installation], Iterable[_Word]]
    on: Callable[[Installation, "Scene"], Iterable[_Word]]
    alike: str
    """By which of `layers.alike.COLUMNS` installations count as the same."""


_Groups = Mapping[str, _List]


class _Role(NamedTuple):
    """A party in a capacity, by whose word where that is said."""

    capacity: str
    party: str
    by: tuple[str, ...] = ()

    def words(self, vocabulary: str, scene: "Scene") -> str:
        by = f" (says {voices(self.by, scene)})" if self.by else ""
        return f"{scene.actor_name(self.party)}, {scene.label(vocabulary, self.capacity).lower()}{by}"


def read(scene: "Scene") -> tuple[Block, ...]:
    """Four counts of the installations that are shown: by presence, by status, by host, by operator."""
    if not scene.installations:
        return nothing("installation", scene)
    total: Line = (Total(len(scene.installations), "installation"), Text("in all."))
    parts = (
        ("By kind of presence", _by_word("presence", _PRESENCE, scene)),
        ("By status of the foreign use", _by_word("installation_status", _STATUS, scene)),
        ("By host, in each capacity", _by_party("host_capacity", _HOSTS, scene)),
        ("By operator, in each capacity", _by_party("operator_capacity", _OPERATORS, scene)),
    )
    blocks: list[Block] = [Paragraph(total), Paragraph((muted(_WHAT_A_COUNT_IS),))]
    for title, groups in parts:
        blocks += [Heading(title), *_lists(groups, scene)]
    return tuple(blocks)


def _lists(groups: _Groups, scene: "Scene") -> Iterator[Block]:
    """For each group its number with what that counts, which opens the sites behind it."""
    for what, (number, picks) in groups.items():
        left = number - len(picks) if len(scene.installations) > _MOST_LISTED else 0
        yield More(what, (Picks(tuple(picks)), *further(left, "installation")), number)


def _grouped(counted: _Counted[_Word], scene: "Scene") -> dict[_Word, _List]:
    """For each word that any installation ever had, those that had it, each on the days on which it did."""
    if len(scene.installations) > _MOST_LISTED:
        return _grouped_on_the_day(counted, scene)
    groups: dict[_Word, list[Part[Pick]]] = {}
    for site in scene.installations:
        for word in dict.fromkeys(counted.ever(site)):
            write = partial(_pick, site, word, counted)
            groups.setdefault(word, []).append(Part(write, (site,), ((site.SECTION, site.id),)))
    return {
        word: _List(sum(one.write(scene) is not None for one in parts), parts)
        for word, parts in groups.items()
    }


def _grouped_on_the_day(counted: _Counted[_Word], scene: "Scene") -> dict[_Word, _List]:
    """The same of very many: those that are alike (`layers.alike`) count as the same."""
    sites, of = kinds_of(scene, counted.alike)
    kinds: dict[_Word, list[int]] = {}
    for kind, site in enumerate(sites):
        for word in dict.fromkeys(counted.on(site, scene)):
            kinds.setdefault(word, []).append(kind)
    return {word: _named(np.flatnonzero(np.isin(of, some)), scene) for word, some in kinds.items()}


def _named(rows: "NDArray[np.intp]", scene: "Scene") -> _List:
    """Some of the installations that are shown, by their places, the first ones by name."""
    first = (scene.installations[row] for row in rows[:_MOST_NAMED])
    return _List(len(rows), [Pick(site.id, scene.name(site)) for site in first])


def _pick(site: Installation, word: _Word, counted: _Counted[_Word], scene: "Scene") -> Pick | None:
    return Pick(site.id, scene.name(site)) if word in counted.on(site, scene) else None


# --- by a word of a vocabulary ---


def _by_word(vocabulary: str, counted: _Counted[str], scene: "Scene") -> _Groups:
    """Groups by a word of a vocabulary, in its order, each with the word's definition; at last those without one."""
    groups = _grouped(counted, scene)
    order = [*scene.config.vocabularies[vocabulary], ""]
    return {_meaning(vocabulary, word, scene): groups[word] for word in order if word in groups}


def _presence_on(site: Installation, scene: "Scene") -> tuple[str]:
    """The kind of presence in the latest entry, published by the day, that gives one; empty if none does."""
    entries = [
        one
        for one in site.status
        if one.presence and one.day.begins <= scene.day and scene.is_known(one.sources)
    ]
    latest = max(entries, key=lambda one: (one.day.begins, one.day.latest), default=None)
    return ((latest and latest.presence) or "",)


def _presences(site: Installation) -> list[str]:
    return [*(entry.presence for entry in site.status if entry.presence), ""]


def _status_on(site: Installation, scene: "Scene") -> tuple[str]:
    standing = scene.standing(site)
    return (standing.status if standing else "",)


def _statuses(site: Installation) -> list[str]:
    return [*(entry.status for entry in site.status), ""]


def _meaning(vocabulary: str, word: str, scene: "Scene") -> str:
    term = scene.term(vocabulary, word)
    return f"{scene.label(vocabulary, word)}: {term.definition}" if term else _NOT_SAID


# --- by a party in a capacity ---


def _by_party(vocabulary: str, counted: _Counted[_Role], scene: "Scene") -> _Groups:
    """Groups by party and capacity: the capacities in their order, in each the longest list first, then by name."""
    order = list(scene.config.vocabularies[vocabulary])
    groups = _grouped(counted, scene)

    def rank(role: _Role) -> tuple[int, int, str]:
        return order.index(role.capacity), -groups[role].number, role.words(vocabulary, scene)

    return {role.words(vocabulary, scene): groups[role] for role in sorted(groups, key=rank)}


def _hosts(site: Installation) -> list[_Role]:
    return [_Role(host.capacity, host.party, host.by) for host in site.hosts]


def _hosts_on(site: Installation, scene: "Scene") -> list[_Role]:
    return [_Role(host.capacity, host.party, host.by) for host in hosts_on(site, scene.day)]


def _operators(site: Installation) -> list[_Role]:
    return [_Role(operator.capacity, operator.party) for operator in site.operators]


def _operators_on(site: Installation, scene: "Scene") -> list[_Role]:
    return [
        _Role(operator.capacity, operator.party)
        for operator in come_by(site.operators, scene.day)
        if operator.to is None or operator.to.latest >= scene.day
    ]


_PRESENCE: Final = _Counted(_presences, _presence_on, "status_like")
_STATUS: Final = _Counted(_statuses, _status_on, "status_like")
_HOSTS: Final = _Counted(_hosts, _hosts_on, "hosts_like")
_OPERATORS: Final = _Counted(_operators, _operators_on, "operators_like")

COUNTING = Panel(
    "counting",
    "Counting",
    "How many installations there are, by what is counted; each number opens its list.",
    read,
)
