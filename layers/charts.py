"""What the chart of a timeline shows, as plain data, which documents and the dashboard draw each in their way."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time in a status, whose `words` stand above it if there is room; `tip` is said when pointed at.

    `colour` is a colour of CSS; dashed where voices differ, pale where nobody said since when.
    """

    start: date
    end: date
    words: str
    tip: str
    colour: str
    dashed: bool
    pale: bool


@dataclass(frozen=True, slots=True)
class Point:
    """A statement on its day: an event is a disc, a claim a diamond; hollow where its shape is only outlined."""

    day: date
    kind: Literal["event", "claim"]
    hollow: bool
    tip: str


@dataclass(frozen=True, slots=True)
class Row:
    """One record: the lines of its name, what kind of record it is, its bars and points in order of time."""

    name: tuple[str, ...]
    kind: str
    bars: tuple[Bar, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The rows from top to bottom, and the time that is drawn; it ends with the day, which has a rule."""

    start: date
    end: date
    rows: tuple[Row, ...]
