"""What a statement rests on: its sources, and what their days and titles say against it."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from layers.facts import Known, Rest, Review
from layers.fields import Record
from layers.findings import Finding, finding, key_of
from layers.nested import parts_in
from layers.parts import StatusEntry, Version
from layers.records import Source
from layers.statements import Claim, Event, Position

_NOT_WORDS: Final = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """The words of a text without case, signs and doubled spaces."""
    return _NOT_WORDS.sub(" ", text.casefold()).strip()


def known_of(source: Source) -> Known:
    """What is asked of a source."""
    day = source.known_from
    return Known(day.latest.isoformat() if day else "", folded(source.title or ""))


def rests_in(record: Record) -> Iterator[Rest]:
    """The statements in a record that name sources."""
    for at, part in parts_in(record):
        if not (isinstance(part, StatusEntry | Event | Claim | Position | Version) and part.sources):
            continue
        day = part.date if isinstance(part, Event) else part.day if isinstance(part, StatusEntry) else None
        yield Rest(
            key_of(record), at, part.sources,
            day=str(day) if day else "",
            begins=day.begins.isoformat() if day else "",
            day_field="date" if part.date else "seen",
            summary=folded(part.summary) if isinstance(part, Event) else "",
        )  # fmt: skip


def newer_than_sources(rest: Rest, sources: Mapping[str, Known], review: Review) -> Iterator[Finding]:
    """No status and no event is later than every source of it."""
    days = [sources[id].latest for id in rest.sources if id in sources]
    if rest.day and days and all(days) and rest.begins > max(days):
        message, hint = (
            f"`{rest.day}` is later than every source of it",
            "a status is never newer than its source",
        )
        yield finding(rest.key, (*rest.at, rest.day_field), message, hint, "warning")
