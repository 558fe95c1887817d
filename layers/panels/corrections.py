"""What was shown of a record before and is told otherwise now: beside the record itself."""

from typing import TYPE_CHECKING

from layers.extend import Line, Text
from layers.panels.wording import marked, muted
from layers.records import Correction

if TYPE_CHECKING:
    from layers.scene import Scene


def correction_lines(id: str, scene: "Scene") -> tuple[Line, ...]:
    """A line for each correction of a record that had been made by the day, the newest first."""
    made = [one for one in scene.corrections if one.record == id]
    return tuple(_line(one) for one in sorted(made, key=lambda one: one.date.begins, reverse=True))


def _line(one: Correction) -> Line:
    was, now = (words.rstrip(". ") for words in (one.was, one.now))
    told = f"{one.field or 'the record'}, was “{was}”, now “{now}”"
    line = (muted(f"Corrected on {one.date.label()}:"), Text(told), muted(f"· why: {one.why}"))
    return marked(line, one.sources) if one.sources else line
