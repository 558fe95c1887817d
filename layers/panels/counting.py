"""Counting: how many installations there are, by what is counted, with the list behind each number."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from layers.citing import counted
from layers.extend import Block, Heading, Line, More, Panel, Paragraph, Pick
from layers.hosts import hosts_on
from layers.panels.wording import muted, nothing, plain, voices
from layers.records import Installation
from layers.standing import come_by

if TYPE_CHECKING:
    from layers.scene import Scene

_WHAT_A_COUNT_IS: Final = (
    "A count of bases must say which it counts: a base on rented land, a right of use and a few trainers on the host's "
    "own base are not the same. Each number opens its list. A site may stand in several rows, so that rows may add up "
    "to more than all installations."
)
_NOT_SAID: Final = "not said: no published entry gives it by this day."

_Groups = Mapping[str, Sequence[Installation]]


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
    total = counted(len(scene.installations), "installation")
    parts = (
        ("By kind of presence", _by_presence(scene)),
        ("By status of the foreign use", _by_status(scene)),
        ("By host, in each capacity", _by_host(scene)),
        ("By operator, in each capacity", _by_operator(scene)),
    )
    blocks: list[Block] = [Paragraph(plain(f"{total} in all.")), Paragraph((muted(_WHAT_A_COUNT_IS),))]
    for title, groups in parts:
        blocks += [Heading(title), *_lists(groups, scene)]
    return tuple(blocks)


def _lists(groups: _Groups, scene: "Scene") -> Iterator[More]:
    """For each group its number with what that counts, which opens the sites behind it."""
    for what, sites in groups.items():
        picks: Line = tuple(Pick(site.id, scene.name(site)) for site in sites)
        yield More(f"{len(sites)} · {what}", (Paragraph(picks),))


def presence_on(site: Installation, scene: "Scene") -> str:
    """The kind of presence in the latest entry, published by the day, that gives one; empty if none does."""
    entries = [one for one in site.status if one.day.begins <= scene.day and scene.is_known(one.sources)]
    entries.sort(key=lambda one: (one.day.begins, one.day.latest))
    return next((one.presence for one in reversed(entries) if one.presence), "")


def _by_presence(scene: "Scene") -> _Groups:
    return _by_word("presence", ((presence_on(site, scene), site) for site in scene.installations), scene)


def _by_status(scene: "Scene") -> _Groups:
    standings = ((scene.standing(site), site) for site in scene.installations)
    words = ((standing.status if standing else "", site) for standing, site in standings)
    return _by_word("installation_status", words, scene)


def _by_word(vocabulary: str, found: Iterable[tuple[str, Installation]], scene: "Scene") -> _Groups:
    """Groups by a word of a vocabulary, in its order, each with the word's definition; at last those without one."""
    groups: dict[str, list[Installation]] = {}
    for word, site in found:
        groups.setdefault(word, []).append(site)
    order = [*scene.config.vocabularies[vocabulary], ""]
    return {_meaning(vocabulary, word, scene): groups[word] for word in order if word in groups}


def _meaning(vocabulary: str, word: str, scene: "Scene") -> str:
    term = scene.term(vocabulary, word)
    return f"{scene.label(vocabulary, word)}: {term.definition}" if term else _NOT_SAID


def _by_host(scene: "Scene") -> _Groups:
    found = (
        (_Role(host.capacity, host.party, host.by), site)
        for site in scene.installations
        for host in hosts_on(site, scene.day)
    )
    return _by_party("host_capacity", found, scene)


def _by_operator(scene: "Scene") -> _Groups:
    found = (
        (_Role(operator.capacity, operator.party), site)
        for site in scene.installations
        for operator in come_by(site.operators, scene.day)
        if operator.to is None or operator.to.latest >= scene.day
    )
    return _by_party("operator_capacity", found, scene)


def _by_party(vocabulary: str, found: Iterable[tuple[_Role, Installation]], scene: "Scene") -> _Groups:
    """Groups by party and capacity: the capacities in their order, in each the longest list first, then by name."""
    order = list(scene.config.vocabularies[vocabulary])
    groups: dict[_Role, dict[str, Installation]] = {}
    for role, site in found:
        groups.setdefault(role, {})[site.id] = site

    def rank(role: _Role) -> tuple[int, int, str]:
        return order.index(role.capacity), -len(groups[role]), role.words(vocabulary, scene)

    return {role.words(vocabulary, scene): tuple(groups[role].values()) for role in sorted(groups, key=rank)}


COUNTING = Panel(
    "counting",
    "Counting",
    "How many installations there are, by what is counted; each number opens its list.",
    read,
)
