"""Timeline: installation, agreement and talks, each in a lane of its own, with a table that says the same."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from layers.extend import Block, Chart, Line, Panel, Paragraph, Part, Row, Table, Text
from layers.panels.corrections import correction_lines
from layers.panels.drawing import draw
from layers.panels.grouping import day_for_order, has_come, starts
from layers.panels.lanes import Lane, choose
from layers.panels.roles import claim_line
from layers.panels.status import entry_line
from layers.panels.wording import attribution, further, marked, muted, nothing, plain, said_on
from layers.parts import StatusEntry
from layers.statements import Claim, Event

if TYPE_CHECKING:
    from layers.scene import Scene

_MOST_ROWS = 200
_COLUMNS = ("Date", "Lane", "What")
_KEY = (
    "Bars: what stood, dashed where voices differ, pale where it was only seen and nobody said since when. "
    "Discs: events; diamonds: claims; hollow discs: the date is not one day."
)

_One = StatusEntry | Event | Claim


def read(scene: "Scene") -> tuple[Block, ...]:
    """A chart and its table: of the selected record, else of the dossier, else of the talks last reported."""
    lanes = choose(scene)
    rows = sorted((row for lane in lanes.lanes for row in _rows(lane)), key=lambda row: row[0], reverse=True)
    if not rows:
        return nothing("dated statement", scene)
    cells = tuple(_part(lane, one) for _, lane, one in rows[:_MOST_ROWS])
    title = f"{lanes.title} since {lanes.start:%B %Y}"
    table = Table(f"Timeline of {lanes.title}, newest first", _COLUMNS, cells)
    left = further(len(rows) - len(cells), "earlier entry", "earlier entries")
    return (Chart(title, draw(lanes, scene), table), Paragraph((muted(_KEY),)), *left)


def _rows(lane: Lane) -> Iterator[tuple[date, Lane, _One]]:
    for entry in lane.entries:
        yield day_for_order(entry.day), lane, entry
    for said in lane.statements:
        yield starts(said), lane, said


def _part(lane: Lane, one: _One) -> Part[Row]:
    about = lane.record if isinstance(one, StatusEntry) else (one.SECTION, one.id)
    return Part(partial(_row, lane, one), (one,), (about,))


def _row(lane: Lane, one: _One, scene: "Scene") -> Row | None:
    if not _has_come(one, scene):
        return None
    if isinstance(one, StatusEntry):
        return _row_of(one.day.label(), lane, (entry_line(one, lane.vocabulary, scene),))
    line = event_line(one, scene) if isinstance(one, Event) else claim_line(one, scene)
    return _row_of(said_on(one), lane, (line, *correction_lines(one.id, scene)))


def _has_come(one: _One, scene: "Scene") -> bool:
    return one.day.begins <= scene.day if isinstance(one, StatusEntry) else has_come(one, scene)


def _row_of(day: str, lane: Lane, said: tuple[Line, ...]) -> Row:
    return ((plain(day),), ((Text(lane.name), muted(lane.kind)),), said)


def event_line(event: Event, scene: "Scene") -> Line:
    """What happened, of what type, how it is known, what to know of it, marks."""
    how = attribution(event.actors, event.level, event.via, event.sources, scene)
    kind = scene.label("event_type", event.type).lower()
    words = " · ".join(filter(None, (kind, how, event.note)))
    return marked((Text(event.summary), muted(f"· {words}")), event.sources)


TIMELINE = Panel(
    "timeline", "Timeline", "Installation, agreement and talks by date, each in a lane of its own.", read
)
