"""A status in words: whose word it is, since when or seen when, and how fresh the report is."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from layers.dates import day_label
from layers.extend import Line, Status, Text
from layers.panels.wording import ago, attribution, backing, day_of, marked, muted, voices
from layers.parts import StatusEntry
from layers.standing import Standing

if TYPE_CHECKING:
    from layers.scene import Scene


def standing_lines(standing: Standing | None, vocabulary: str, scene: "Scene") -> tuple[Line, ...]:
    """What stands on the day: each voice with its date and sources, then how fresh the report is."""
    if standing is None or not standing.entries:
        return ((muted("No status was reported by this day."),),)
    fresh: Line = (muted(freshness(standing, scene)),)
    if len(standing.entries) == 1:
        # the card's title has the status beside it already
        entry = standing.newest
        return (marked((muted(manner(entry, scene)),), entry.sources), fresh)
    first = ((Text(disagreement(standing, vocabulary, scene), tone="strong"),),) if standing.disputed else ()
    return (*first, *(entry_line(entry, vocabulary, scene) for entry in standing.entries), fresh)


def disagreement(standing: Standing, vocabulary: str, scene: "Scene") -> str:
    """Who says what: "Syria says suspended, Russia says in force"."""
    said = [
        f"{voices(entry.by, scene) or 'another report'} says {scene.label(vocabulary, entry.status).lower()}"
        for entry in standing.entries
    ]
    return ", ".join(said)


def entry_line(entry: StatusEntry, vocabulary: str, scene: "Scene") -> Line:
    """One entry of a history: status, day, kind of presence, who says so, marks."""
    line = (Status(vocabulary, entry.status), muted(f"· {manner(entry, scene)}"))
    return marked(line, entry.sources)


def history_lines(history: Iterable[StatusEntry], vocabulary: str, scene: "Scene") -> tuple[Line, ...]:
    """The entries that had come and had been published by the day, the newest first."""
    known = [entry for entry in history if entry.day.begins <= scene.day and scene.is_known(entry.sources)]
    known.sort(key=lambda entry: entry.day.begins, reverse=True)
    return tuple(entry_line(entry, vocabulary, scene) for entry in known)


def manner(entry: StatusEntry, scene: "Scene") -> str:
    """All of an entry but its status: day, kind of presence, how it is known, note."""
    presence = scene.label("presence", entry.presence).lower() if entry.presence else ""
    how = attribution(entry.by, entry.level, entry.via, entry.sources, scene)
    return " · ".join(filter(None, (day_of(entry), presence, how, entry.note)))


def freshness(standing: Standing, scene: "Scene") -> str:
    """How old the report is and what it rests on: "last reported 3 May 2025 (90 days ago) · 2 sources, 1 origin"."""
    reported = standing.last_reported
    when = (
        f"last reported {day_label(reported)} ({ago(standing.age_days)})"
        if reported
        else "its report has no date"
    )
    return f"{when} · {backing(standing.sources, scene)}"


def short_status(standing: Standing | None, vocabulary: str) -> Line:
    """The status with its mark alone, for a table's cell."""
    if standing is None or not standing.entries:
        return (muted("not reported"),)
    return (Status(vocabulary, standing.status, standing.disputed),)
