"""A Comparison as lines for a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from layers.comparing.changes import Cited, Comparison, FieldChange, RecordChange
from layers.comparing.values import told
from layers.comparing.wording import headline, notices, record_words, side_line, source_words
from layers.terminal import printable

_Numbers = Mapping[Cited, int]


def plain_text(comparison: Comparison) -> str:
    """Changes of status, all other changes, and the sources by the numbers that stand behind the values."""
    return "\n".join(printable(line) for line in _lines(comparison))


def _lines(comparison: Comparison) -> Iterator[str]:
    numbers = {source: number for number, source in enumerate(comparison.sources, start=1)}
    yield f"--- {side_line(comparison.old)}"
    yield f"+++ {side_line(comparison.new)}"
    yield headline(comparison)
    yield from notices(comparison)
    yield from _part("Changes of status", comparison.statuses, numbers)
    yield from _part("Records", comparison.others, numbers)
    if numbers:
        yield from ("", "Sources")
    for source, number in numbers.items():
        yield f"  [{number}] {source_words(source)} {source.url}".rstrip()


def _part(title: str, records: Sequence[RecordChange], numbers: _Numbers) -> Iterator[str]:
    if records:
        yield from ("", title)
    for record in records:
        yield f"  {record.section} {record.id}: {record_words(record)}"
        for field in record.fields:
            yield from _field(field, numbers)


def _field(field: FieldChange, numbers: _Numbers) -> Iterator[str]:
    yield f"      {field.label}"
    yield from _value("-", field.old, field.old_sources, numbers)
    yield from _value("+", field.new, field.new_sources, numbers)


def _value(sign: str, value: Any, sources: Sequence[Cited], numbers: _Numbers) -> Iterator[str]:
    if value is not None:
        yield " ".join((f"        {sign} {told(value)}", *(f"[{numbers[source]}]" for source in sources)))
