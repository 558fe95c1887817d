"""Contested: topics on which sources differ, every version kept. Nothing here says who is right."""

from functools import partial
from typing import TYPE_CHECKING

from layers.extend import Block, Line, Panel, Paragraph, Part, Row, Table, Text
from layers.gathered import known_versions, statements_about
from layers.panels.corrections import correction_lines
from layers.panels.grouping import day_for_order
from layers.panels.wording import carried, further, listed, marked, muted, nothing, plain
from layers.parts import Version
from layers.records import Contested

if TYPE_CHECKING:
    from layers.scene import Scene

_MOST_TOPICS = 40
_COLUMNS = ("Version", "By", "Date")


def read(scene: "Scene") -> tuple[Block, ...]:
    """A table for each topic: what is said, by whom, when."""
    if not scene.contested:
        return nothing("contested topic", scene)
    shown = scene.contested[:_MOST_TOPICS]
    return (*(_part(topic, scene) for topic in shown), *further(len(scene.contested) - len(shown), "topic"))


def _part(topic: Contested, scene: "Scene") -> Part[tuple[Block, ...]]:
    tells = (topic, *statements_about(topic, scene.dataset))
    return Part(partial(_topic, topic), tells, ((topic.SECTION, topic.id),))


def _topic(whole: Contested, scene: "Scene") -> tuple[Block, ...] | None:
    topic = known_versions(whole, scene)
    if not topic.versions:
        return None
    state = scene.label("contested_state", topic.state).lower()
    kind = scene.label("contested_kind", topic.kind).lower()
    versions = sorted(topic.versions, key=lambda version: day_for_order(version.date))
    rows = tuple(_row(version, scene) for version in versions)
    table = Table(f"{topic.topic} ({kind}, {state})", _COLUMNS, rows)
    notes = ((muted(topic.note),),) if topic.note else ()
    return (table, *(Paragraph(line) for line in (*notes, *correction_lines(topic.id, scene))))


def _row(version: Version, scene: "Scene") -> Row:
    words: Line = (Text(version.says),)
    if version.note:
        words = (*words, muted(f"· {version.note}"))
    how = carried(version.level, (), version.sources, scene)
    return (
        (marked(words, version.sources),),
        (plain(_by(version, scene)), (muted(how),)),
        (plain(version.date.label() if version.date else "no date"),),
    )


def _by(version: Version, scene: "Scene") -> str:
    if version.by == ("none",):
        return "the source, in its own voice"
    return listed([scene.actor_name(id) for id in version.by]) or "not said"


CONTESTED = Panel(
    "contested", "Contested", "Where sources differ: every version, with who says it and when.", read
)
