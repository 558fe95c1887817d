"""What differs between two Datasets, as values: a Comparison holds records, a record its fields."""

from dataclasses import dataclass, replace
from typing import Any, Final, Literal

Kind = Literal["added", "removed", "changed", "broken", "mended"]
"""A broken record is still in the new dossiers, but a fault keeps it out; a mended one was so in the old."""
KINDS: Final[tuple[Kind, ...]] = ("added", "removed", "changed", "broken", "mended")


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as one of the two sides knows it; `published` is a date as written, `date` the same in words."""

    id: str
    publisher: str
    published: str
    date: str
    url: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field with what it said and what it says, as JSON has it; None stands for nothing.

    `field` is its path in the dossier (`location.lat`) and `title` the same in words. `entry` tells which entry
    of a list is meant, where only a part of one has changed.
    """

    field: str
    title: str
    entry: str
    old: Any
    new: Any
    old_sources: tuple[Cited, ...] = ()
    new_sources: tuple[Cited, ...] = ()

    @property
    def of_status(self) -> bool:
        """Whether it belongs to a history: that of the record, or that of a strand of talks."""
        first, _, rest = self.field.partition(".")
        return first == "status" or (first == "strands" and rest.partition(".")[0] == "status")

    @property
    def label(self) -> str:
        """The title, and the entry that is meant."""
        return f"{self.title} ({self.entry})" if self.entry else self.title


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record that differs, with the fields that do: those of its history first."""

    section: str
    id: str
    name: str
    kind: Kind
    fields: tuple[FieldChange, ...]

    @property
    def status_fields(self) -> tuple[FieldChange, ...]:
        """What has changed in the history of a record that stands on both sides."""
        return tuple(field for field in self.fields if field.of_status) if self.kind == "changed" else ()

    @property
    def other_fields(self) -> tuple[FieldChange, ...]:
        """All other fields that differ."""
        return self.fields[len(self.status_fields) :]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what the person called it, the hash of its data, and how many records its faults cost."""

    named: str
    data_hash: str
    left_out: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every record that differs, in the order of sections and ids."""

    old: Side
    new: Side
    records: tuple[RecordChange, ...]

    @property
    def equal(self) -> bool:
        """Whether no record differs."""
        return not self.records

    @property
    def statuses(self) -> tuple[RecordChange, ...]:
        """The records on both sides whose history differs, with that part of their fields alone."""
        return tuple(
            replace(record, fields=histories)
            for record in self.records
            if (histories := record.status_fields)
        )

    @property
    def others(self) -> tuple[RecordChange, ...]:
        """What is not among `statuses`: records on one side alone whole, the others without their history."""
        return tuple(
            replace(record, fields=rest)
            for record in self.records
            if (rest := record.other_fields) or record.kind != "changed"
        )

    @property
    def sources(self) -> tuple[Cited, ...]:
        """Every source that a change rests on, each once, in the order of the changes."""
        fields = (field for record in (*self.statuses, *self.others) for field in record.fields)
        return tuple(
            dict.fromkeys(one for field in fields for one in (*field.old_sources, *field.new_sources))
        )

    def count(self, kind: Kind) -> int:
        """How many records differ in this way."""
        return sum(record.kind == kind for record in self.records)
