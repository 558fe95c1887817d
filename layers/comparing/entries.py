"""Entries of a list, such as the hosts of an installation: which of the old is which of the new."""

from collections.abc import Mapping, Sequence
from typing import Final

from layers.comparing.values import plain, told
from layers.fields import Part
from layers.parts import Host, Link, Office, Operator, Party, StatusEntry, Strand, Version
from layers.terms import Payment, Ratification, Relation

# By these fields an entry is known again when others have changed. What was said by whom on a day is another
# entry once any of the three is another: a history is corrected, not rewritten.
KNOWN_BY: Final[Mapping[type[Part], tuple[str, ...]]] = {
    StatusEntry: ("date", "seen", "by", "status"),
    Host: ("party", "capacity"),
    Operator: ("party", "capacity"),
    Office: ("office", "speaks_for"),
    Party: ("party",),
    Strand: ("title",),
    Link: ("to", "kind"),
    Version: ("by", "date"),
    Ratification: ("party",),
    Payment: ("payer", "payee", "basis"),
    Relation: ("to", "kind"),
}
Pair = tuple[Part | None, Part | None]


def entry_label(entry: Part) -> str:
    """The fields by which the entry is known: `date: 2017-01-18; status: operating`."""
    named = next(names for kind, names in KNOWN_BY.items() if isinstance(entry, kind))
    return told({name: value for name in named if (value := plain(getattr(entry, name))) is not None})


def pairs(old: Sequence[Part], new: Sequence[Part]) -> list[Pair]:
    """The entries that differ, each beside what it was; None where it is new or gone.

    Their order in the list says nothing: an entry that has only moved is no difference.
    """
    waiting: dict[str, list[Part]] = {}
    for entry in _less(new, old):
        waiting.setdefault(entry_label(entry), []).append(entry)
    found: list[Pair] = []
    for entry in _less(old, new):
        same = waiting.get(entry_label(entry))
        found.append((entry, same.pop(0) if same else None))
    found += [(None, entry) for left in waiting.values() for entry in left]
    return sorted(found, key=lambda pair: entry_label(next(entry for entry in pair if entry is not None)))


def _less(entries: Sequence[Part], others: Sequence[Part]) -> list[Part]:
    """The entries less those that the others hold too, as often as they do."""
    rest, left = list(others), []
    for entry in entries:
        if entry in rest:
            rest.remove(entry)
        else:
            left.append(entry)
    return left
