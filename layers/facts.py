"""What checks between dossiers ask of each: plain values, which can be kept while a file stays as it is.

A record is named by its key, `section id`. Days are ISO 8601. Texts that are only compared are short digests.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from layers.findings import At


class Rest(NamedTuple):
    """A statement in a record and the sources that it names."""

    key: str
    at: At
    sources: Sequence[str]
    day: str = ""
    """As it is written; empty where it is no status and no event."""
    begins: str = ""
    day_field: str = ""
    summary: str = ""
    """The words of an event."""


class Known(NamedTuple):
    """What is asked of a source: its latest day, empty if it has none, and the words of its title."""

    latest: str
    title: str


class Review(NamedTuple):
    """When a dossier was last gone through: as it is written, and the latest day that this can mean."""

    text: str = ""
    latest: str = ""


class Ending(NamedTuple):
    """An official event that ends something: the key of what it is about, its first day, its id and type."""

    about: str
    begins: str
    id: str
    type: str


class Latest(NamedTuple):
    """The last entry of a history: its place in it, its status and its first day."""

    place: int
    status: str
    begins: str


class Reference(NamedTuple):
    """An id that a record refers to: the sections that it may stand in (none: any), and the path of the field."""

    target: str
    sections: Sequence[str]
    key: str
    at: At


class Facts(NamedTuple):
    """What every check asks of every file."""

    problems: Sequence[Sequence[Any]]
    """Faults that can be told without another file: the fields of a Problem after its path."""
    left_out: Sequence[str]
    """The records that these faults keep out, of those in `keys`."""
    keys: Sequence[str]
    """Of the records that have their ids."""
    faulty: Sequence[str]
    """Keys of records that could not be read or whose id was taken already: others may refer to them all the same."""
    counts: Sequence[int]
    """How many installations, negotiations and sources it gives."""
    repeated: Sequence[tuple[str, int, int]]
    """Keys that were taken already, with line and column."""
    events: Sequence[str]
    """Keys of events of other files that something in this one was said in."""
    references: Sequence[tuple[str, Sequence[str]]]
    """References to other files: the id, and the sections that it may stand in."""
    rests: int
    """How many statements rest on sources of other files."""
    titles: Sequence[str]
    summaries: Sequence[str]
    happenings: Sequence[str]
    addresses: Sequence[str]
    endings: Sequence[Sequence[str]]
    latest: Mapping[str, Sequence[Any]]
    """Of the histories that an event of the same file ends; of others it stands with the particulars."""
    reaches: Sequence[str]
    """Keys of installations of other files that talks lead to."""
    agreements: Sequence[str]
    """Keys of agreements of other files that talks list."""
    unreached: Sequence[str]
    """Keys of installations that no talks of the same file lead to."""


class Particulars(NamedTuple):
    """What is asked of a file once something between it and another is to be told."""

    places: Mapping[str, tuple[int, int]]
    """Line and column by `place_name`."""
    review: Sequence[str]
    references: Sequence[Sequence[Any]]
    rests: Sequence[Sequence[Any]]
    summaries: Mapping[str, Sequence[str]]
    happenings: Mapping[str, Sequence[str]]
    addresses: Mapping[str, Sequence[str]]
    latest: Mapping[str, Sequence[Any]]
    sources: Mapping[str, Sequence[str]]
    agreements: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Outline:
    """What a file says to checks between files: the facts at hand, the particulars when they are asked for."""

    facts: Facts
    find_particulars: Callable[[], Particulars]

    @cached_property
    def particulars(self) -> Particulars:
        """Found once."""
        return self.find_particulars()


def place_name(key: str, at: At) -> str:
    """The name of a field of a record in `Particulars.places`."""
    return "\t".join((key, *map(str, at)))
