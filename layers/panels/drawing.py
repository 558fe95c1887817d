"""The timeline as a drawing: bars for what stood, points for what was said."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Final

from layers.bidi import closed
from layers.charts import Bar, Drawing, Point, Row
from layers.config import Term
from layers.panels.lanes import Lane, Lanes, Segment, segments
from layers.panels.wording import said_on
from layers.statements import Claim, Event
from layers.wrapping import width, wrapped

if TYPE_CHECKING:
    from layers.scene import Scene

_GREY: Final = "#808790"
_WIDEST_NAME: Final = 25
# A letter of the words above a bar, as a part of the width: they must not run into each other.
_LETTER: Final = 0.0115


def draw(lanes: Lanes, scene: "Scene") -> Drawing:
    """A row for each lane, up to the day."""
    return Drawing(lanes.start, lanes.end, tuple(_row(lane, lanes, scene) for lane in lanes.lanes))


def _row(lane: Lane, lanes: Lanes, scene: "Scene") -> Row:
    return Row(
        wrapped(lane.name, _WIDEST_NAME),
        lane.kind,
        tuple(_bars(lane, lanes, scene)),
        tuple(_points(lane, lanes, scene)),
    )


def _bars(lane: Lane, lanes: Lanes, scene: "Scene") -> Iterator[Bar]:
    """The stretches inside the drawn time; one that began before is cut at its left edge."""
    whole = max((lanes.end - lanes.start).days, 1)
    shown = _joined(segment for segment in segments(lane, scene) if segment.end > lanes.start)
    before = ""
    for number, segment in enumerate(shown):
        start = max(segment.start, lanes.start)
        said = _words(lane, segment, scene)
        until = next((one.start for one in shown[number:] if one.statuses != segment.statuses), lanes.end)
        words = _that_fits(said, segment, (until - start).days / whole) if said != before else ""
        before = said
        yield _bar(lane, segment, start, words, scene)


def _joined(shown: Iterable[Segment]) -> list[Segment]:
    """Stretches that look alike and follow one another, as one: no seam shows then."""
    runs = (list(run) for _, run in groupby(shown, key=lambda one: (one.statuses, one.seen)))
    return [replace(run[0], end=run[-1].end) for run in runs]


def _that_fits(words: str, segment: Segment, room: float) -> str:
    """The words, or "disputed" alone, that fit above the stretch they are about; empty if neither does."""
    tries = (words, "disputed") if segment.disputed else (words,)
    return next((one for one in tries if width(one) * _LETTER <= room), "")


def _bar(lane: Lane, segment: Segment, start: date, words: str, scene: "Scene") -> Bar:
    return Bar(
        start=start,
        end=segment.end,
        words=words,
        tip=f"{closed(lane.name)}: {_words(lane, segment, scene)}",
        colour=_shade(scene.term(lane.vocabulary, segment.statuses[-1])),
        dashed=segment.disputed,
        pale=segment.seen,
    )


def _shade(term: Term | None) -> str:
    """The status's colour on a light page and on a dark one: the page that shows the drawing chooses."""
    if term is None or term.colour is None:
        return _GREY
    return f"light-dark({term.colour}, {term.colour_dark or term.colour})"


def _words(lane: Lane, segment: Segment, scene: "Scene") -> str:
    labels = [scene.label(lane.vocabulary, status).lower() for status in segment.statuses]
    return f"disputed: {' / '.join(labels)}" if segment.disputed else labels[0]


def _points(lane: Lane, lanes: Lanes, scene: "Scene") -> Iterator[Point]:
    """What was said inside the drawn time; a claim and whatever has no one day are hollow."""
    for said in lane.statements:
        if said.date is None or said.date.begins < lanes.start:
            continue
        is_event = isinstance(said, Event)
        yield Point(
            day=said.date.begins,
            kind="event" if is_event else "claim",
            hollow=not (is_event and said.date.exact),
            tip=f"{said_on(said)}: {_what(said, scene)}",
        )


def _what(said: Event | Claim, scene: "Scene") -> str:
    if isinstance(said, Event):
        return said.summary
    return ", ".join(scene.label("role", role) for role in said.roles)
