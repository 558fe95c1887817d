"""The chart of a timeline as SVG: shapes and text, which need no style, script or address.

The lengths are those of the drawing itself, which is scaled to the width it is given.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from layers.bidi import isolate
from layers.charts import Bar, Drawing, Point, Row
from layers.dates import day_label
from layers.markup.escaping import escape
from layers.ticks import ticks

_WIDTH: Final = 960
_LEFT: Final = 208
_RIGHT: Final = 932
_TOP: Final = 26
_GAP: Final = 12
_NAME: Final = 16
"""From one line of a name to the next."""
_LEAST: Final = 50
"""The height of a row with a name of one line."""
_WORDS, _BAR, _POINTS = 19, 26, 38
"""From the top of a row to the words above a bar, to the bar, and to the points."""

_GREY: Final = "#808790"
_MUTED: Final = "light-dark(#58616b,#a9b1ba)"
_PAPER: Final = "light-dark(#fff,#181d22)"
_EPOCH: Final = date(1970, 1, 1).toordinal()


def chart_svg(drawing: Drawing) -> str:
    """The drawing as an SVG element, hidden from assistive technology: a label and a table stand around it.

    `data-start` and `data-end` are the drawn time in days since 1970-01-01, `data-left` and `data-right` where they
    lie. The rule of the day (`.day`) is moved by its `transform`; `.later` covers what lies right of it once it has
    a width. Equal drawings give equal bytes.
    """
    scale = _Scale.of(drawing)
    tops = _tops(drawing.rows)
    bottom = tops[-1]
    rows = "".join(_row(row, top, scale) for row, top in zip(drawing.rows, tops, strict=False))
    return (
        f'<svg viewBox="0 0 {_WIDTH} {bottom + 24}" aria-hidden="true" font-size="12.5" fill="currentColor" '
        f'data-start="{scale.start - _EPOCH}" data-end="{scale.end - _EPOCH}" '
        f'data-left="{_LEFT}" data-right="{_RIGHT}">'
        f"{_axis(drawing, scale, bottom)}{_between(tops)}{rows}{_day(drawing, bottom)}</svg>"
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """The first and the last day that is drawn, as ordinals; the first is earlier."""

    start: int
    end: int

    @classmethod
    def of(cls, drawing: Drawing) -> "_Scale":
        end = drawing.end.toordinal()
        return cls(min(drawing.start.toordinal(), end - 1), end)

    @property
    def first(self) -> date:
        """The first day that is drawn."""
        return date.fromordinal(max(self.start, 1))

    def x(self, day: date) -> str:
        """Where the day lies; one outside the drawn time, at its edge."""
        inside = min(max(day.toordinal(), self.start), self.end)
        return _number(_LEFT + (inside - self.start) / (self.end - self.start) * (_RIGHT - _LEFT))


def _tops(rows: Iterable[Row]) -> list[int]:
    """Where each row begins, and where the last one ends."""
    tops = [_TOP]
    for row in rows:
        tops.append(tops[-1] + _LEAST + _NAME * (max(len(row.name), 1) - 1))
    return tops


def _axis(drawing: Drawing, scale: _Scale, bottom: int) -> str:
    places = [(scale.x(day), name) for day, name in ticks(scale.first, drawing.end)]
    lines = "".join(f"M{x} {_TOP}V{bottom + 5}" for x, _ in places)
    names = "".join(f'<text x="{x}" y="{bottom + 19}">{name}</text>' for x, name in places)
    return (
        f'<path d="{lines}" stroke="{_GREY}" stroke-opacity=".3"/>'
        f'<path d="M{_LEFT} {bottom}H{_RIGHT}" stroke="{_GREY}"/><g text-anchor="middle">{names}</g>'
    )


def _between(tops: Iterable[int]) -> str:
    """A line above each row."""
    lines = "".join(f"M0 {top}H{_RIGHT}" for top in list(tops)[:-1])
    return f'<path d="{lines}" stroke="{_GREY}" stroke-opacity=".3"/>'


def _row(row: Row, top: int, scale: _Scale) -> str:
    bars = "".join(_bar(bar, scale) for bar in row.bars)
    points = "".join(_point(point, scale) for point in row.points)
    return (
        f'<g transform="translate(0 {top})">{_name(row)}'
        f'<g stroke-width="5">{bars}</g>{_words(row, scale)}'
        f'<g stroke="currentColor" stroke-width="1.3">{points}</g></g>'
    )


def _name(row: Row) -> str:
    """The name, in as many lines as it has, above the kind of record."""
    lines = "".join(
        f'<text y="{_NAME * number}">{escape(line)}</text>' for number, line in enumerate(row.name, 1)
    )
    kind = f'<text y="{_NAME * (len(row.name) + 1) - 1}" font-size="12.5" fill="{_MUTED}">{escape(row.kind)}</text>'
    return f'<g transform="translate({_LEFT - _GAP} 3)" text-anchor="end" font-size="13.5">{lines}{kind}</g>'


def _bar(bar: Bar, scale: _Scale) -> str:
    dashed = ' stroke-dasharray="7 4"' if bar.dashed else ""
    pale = ' stroke-opacity=".55"' if bar.pale else ""
    line = f"M{scale.x(bar.start)} {_BAR}H{scale.x(bar.end)}"
    return f'<path d="{line}" stroke="{escape(bar.colour)}"{dashed}{pale}/>'


def _words(row: Row, scale: _Scale) -> str:
    return "".join(
        f'<text x="{scale.x(bar.start)}" y="{_WORDS}">{escape(isolate(bar.words) + bar.words)}</text>'
        for bar in row.bars
        if bar.words
    )


def _point(point: Point, scale: _Scale) -> str:
    """Hollow or filled, with a fine edge against those that it covers."""
    x = scale.x(point.day)
    look = f'fill="{_PAPER}"' if point.hollow else f'stroke="{_PAPER}" stroke-width=".6"'
    if point.kind == "claim":
        return f'<path d="M{x} {_POINTS - 5}l5 5-5 5-5-5z" {look}/>'
    return f'<circle cx="{x}" cy="{_POINTS}" r="{4 if point.hollow else 4.5}" {look}/>'


def _day(drawing: Drawing, bottom: int) -> str:
    """What covers the time after the day, and the rule of the day with its label."""
    later = f'<rect class="later" x="{_RIGHT}" y="{_TOP}" width="0" height="{bottom - _TOP}"'
    return (
        f'{later} fill="{_PAPER}" fill-opacity=".8"/><g class="day" transform="translate({_RIGHT})">'
        f'<path d="M0 {_TOP - 4}V{bottom}" stroke="currentColor"/>'
        f'<text y="{_TOP - 9}" text-anchor="end">{day_label(drawing.end)}</text></g>'
    )


def _number(value: float) -> str:
    """With one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")
