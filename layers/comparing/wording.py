"""The sentences that every form of a Comparison tells."""

from collections.abc import Mapping
from typing import Final

from layers.comparing.changes import KINDS, Cited, Comparison, Kind, RecordChange, Side

WORDS: Final[Mapping[Kind, str]] = {
    "added": "added",
    "removed": "removed",
    "changed": "changed",
    "broken": "left out by now for a fault",
    "mended": "no longer left out for a fault",
}


def headline(comparison: Comparison) -> str:
    """How many records differ in what way: "Records: 2 added, 1 changed."."""
    told = [f"{count:,} {WORDS[kind]}" for kind in KINDS if (count := comparison.count(kind))]
    return f"Records: {', '.join(told)}." if told else "No record differs."


def notices(comparison: Comparison) -> list[str]:
    """What a reader must know beside the changes: how many records each side lacks for its faults."""
    return [
        f"{_count(side.left_out, 'record')} left out of {side.named} for faults; `basing check` lists them."
        for side in (comparison.old, comparison.new)
        if side.left_out
    ]


def side_line(side: Side) -> str:
    """A side with the hash of its data, which tells one state of a folder from another."""
    return f"{side.named} (data {side.data_hash[:12]})"


def record_words(record: RecordChange) -> str:
    """What the record is called, and what has become of it."""
    return f"{record.name or record.id}: {WORDS[record.kind]}"


def source_words(source: Cited) -> str:
    """Publisher and date of a source."""
    return f"{source.publisher}, {source.date}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
