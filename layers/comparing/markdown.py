"""A Comparison as Markdown, for a pull request or a page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from layers.comparing.changes import Cited, Comparison, FieldChange, RecordChange
from layers.comparing.values import told
from layers.comparing.wording import headline, notices, record_words, side_line, source_words
from layers.terminal import printable

_Numbers = Mapping[Cited, int]
# What opens something inside a line, and what would make a link of a bare address. Lines of our own begin each
# text, so that what is special at the start of a line alone may stay.
_SPECIAL: Final = re.compile(r"[\\`*_{}\[\]()#!|~$^@+=]|:(?=\S)|(?<=www)\.", re.IGNORECASE)
_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def markdown_text(comparison: Comparison) -> str:
    """Changes of status, all other changes, a table for each record, and the sources by number."""
    return "\n".join([*_lines(comparison), ""])


def as_text(text: str) -> str:
    """The text with everything escaped that Markdown or HTML would take for markup, in one line."""
    return _SPECIAL.sub(r"\\\g<0>", printable(text)).translate(_ENTITIES)


def _lines(comparison: Comparison) -> Iterator[str]:
    numbers = {source: number for number, source in enumerate(comparison.sources, start=1)}
    yield f"# From {as_text(comparison.old.named)} to {as_text(comparison.new.named)}"
    yield from ("", as_text(headline(comparison)))
    for line in notices(comparison):
        yield from ("", as_text(line))
    yield from (
        "",
        f"- Old: {as_text(side_line(comparison.old))}",
        f"- New: {as_text(side_line(comparison.new))}",
    )
    yield from _part("Changes of status", comparison.statuses, numbers)
    yield from _part("Records", comparison.others, numbers)
    if numbers:
        yield from ("", "## Sources", "")
    for source, number in numbers.items():
        yield f"{number}. {as_text(source_words(source))} {_link(source.url)}".rstrip()


def _part(title: str, records: Sequence[RecordChange], numbers: _Numbers) -> Iterator[str]:
    if records:
        yield from ("", f"## {title}")
    for record in records:
        yield from ("", f"### {as_text(record_words(record))}")
        yield from ("", f"In {as_text(record.section)}: {as_text(record.id)}")
        if record.fields:
            yield from ("", "| Field | Old | New |", "|---|---|---|")
        for field in record.fields:
            yield _row(field, numbers)


def _row(field: FieldChange, numbers: _Numbers) -> str:
    old = _cell(field.old, field.old_sources, numbers)
    new = _cell(field.new, field.new_sources, numbers)
    return f"| {as_text(field.label)} | {old} | {new} |"


def _cell(value: Any, sources: Sequence[Cited], numbers: _Numbers) -> str:
    """The value and the numbers of its sources; empty for nothing."""
    if value is None:
        return ""
    return " ".join((as_text(told(value)), *(rf"\[{numbers[source]}\]" for source in sources)))


def _link(url: str) -> str:
    """The address as a link; what could end the link stands in it as %XX."""
    return f"<{quote(url, safe=_IN_ADDRESSES)}>" if url.startswith(("https://", "http://")) else ""


_IN_ADDRESSES: Final = "%/:=&?~#+!,;@'()*[]$"
