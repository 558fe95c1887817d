"""What stands on a day: of each status history the latest word of each side, known by then."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from layers.config import Freshness
from layers.parts import Host, Operator, StatusEntry
from layers.records import Source

Subject = tuple[str, str]
"""Section and id of a record that has a status."""

_Layer = TypeVar("_Layer", Host, Operator)

Age = Literal["fresh", "ageing", "stale", "unknown"]


@dataclass(frozen=True, slots=True)
class Standing:
    """The latest entry of each side on a day; disputed where their statuses differ."""

    entries: tuple[StatusEntry, ...]
    last_reported: date | None
    age_days: int | None
    """Days from the last report to today."""
    age: Age
    """Measured against the newest report in the data: against today everything would be stale."""

    @property
    def newest(self) -> StatusEntry:
        """The entry that counts where one status must be drawn."""
        return self.entries[-1]

    @property
    def status(self) -> str:
        """The status of the newest entry."""
        return self.newest.status

    @property
    def disputed(self) -> bool:
        """Whether sides differ: computed, never typed."""
        return len({entry.status for entry in self.entries}) > 1

    @property
    def presence(self) -> str | None:
        """The kind of presence that the newest entry with one names."""
        return next((entry.presence for entry in reversed(self.entries) if entry.presence), None)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of these entries only: what says how fresh they are."""
        return tuple(dict.fromkeys(id for entry in self.entries for id in entry.sources))


def known_from(sources: Iterable[str], by_id: Mapping[str, Source]) -> date | None:
    """The first day by which one of the sources had certainly been published; None if none has a date."""
    first: date | None = None
    for id in sources:
        source = by_id.get(id)
        known = source.known_from if source else None
        if known is not None and (first is None or known.latest < first):
            first = known.latest
    return first


def entries_on(
    entries: Sequence[StatusEntry], by_id: Mapping[str, Source], day: date, known_by: date
) -> tuple[StatusEntry, ...]:
    """The latest entry of each side on a day, of those known by a day, oldest first."""
    return latest_of_sides(known_entries(entries, by_id, known_by), day)


def known_entries(
    entries: Iterable[StatusEntry], by_id: Mapping[str, Source], known_by: date
) -> tuple[StatusEntry, ...]:
    """The entries of which a source had been published by a day."""
    published = ((entry, known_from(entry.sources, by_id)) for entry in entries)
    return tuple([entry for entry, known in published if known is not None and known <= known_by])


def latest_of_sides(entries: Iterable[StatusEntry], day: date) -> tuple[StatusEntry, ...]:
    """The latest entry of each side on a day, oldest first.

    An undisputed entry (no `by`) ends what the sides said before it; a side's word afterwards takes its place.
    """
    said = [entry for entry in entries if entry.day.begins <= day]
    if len(said) < 2:  # most histories are short, and every day of every record comes by here
        return tuple(said)
    sides: dict[str, StatusEntry] = {}
    for entry in sorted(said, key=lambda entry: (entry.day.begins, entry.day.latest)):
        if not entry.by:
            sides = {"": entry}
        else:
            sides.pop("", None)
            for party in entry.by:
                sides.pop(party, None)
                sides[party] = entry
    return tuple({id(entry): entry for entry in sides.values()}.values())


def parties_by(layers: Iterable[_Layer], day: date) -> tuple[str, ...]:
    """The parties that had come by a day, each once; those that have left since stay: the place keeps its history."""
    return tuple(dict.fromkeys(one.party for one in come_by(layers, day)))


def come_by(layers: Iterable[_Layer], day: date) -> tuple[_Layer, ...]:
    """The hosts or operators that had come by a day, in their order."""
    return tuple(one for one in layers if one.from_ is None or one.from_.begins <= day)


def last_report(entries: Iterable[StatusEntry], by_id: Mapping[str, Source], known_by: date) -> date | None:
    """The day of the newest source of some entries that had been published by a day."""
    newest: date | None = None
    for entry in entries:
        for id in entry.sources:
            source = by_id.get(id)
            printed = source.printed if source else None
            if printed is not None and printed.latest <= known_by:
                newest = printed.latest if newest is None else max(newest, printed.latest)
    return newest


def latest_first(standing: Standing | None) -> int:
    """A key by which what was reported last comes first, and what was never reported last."""
    reported = standing.last_reported if standing else None
    return -reported.toordinal() if reported else 0


def make_standing(
    entries: tuple[StatusEntry, ...],
    reported: date | None,
    today: date,
    newest: date | None,
    limits: Freshness,
) -> Standing:
    """The Standing of some entries, with their age."""
    if reported is None:
        return Standing(entries, None, None, "unknown")
    behind = ((newest or reported) - reported).days
    return Standing(entries, reported, (today - reported).days, _age(behind, limits))


def _age(days: int, limits: Freshness) -> Age:
    if days >= limits.stale_days:
        return "stale"
    return "ageing" if days >= limits.ageing_days else "fresh"
