"""The timeline as a Vega-Lite specification: bars for what stood, points for what was said, a rule for the day."""

from collections.abc import Iterator
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from layers.bidi import closed
from layers.config import Term
from layers.dates import day_label
from layers.panels.lanes import Lane, Lanes, Segment, segments
from layers.panels.wording import said_on
from layers.statements import Claim, Event

if TYPE_CHECKING:
    from layers.scene import Scene

_GREY: Final = "#808790"
_LINE: Final = 15
_WIDEST_NAME: Final = 25
# A letter of the words above a bar, as a part of the width: they must not run into each other.
_LETTER: Final = 0.0115
_FONT: Final = "system-ui, sans-serif"
# Black becomes the page's own text colour, so that one drawing serves light and dark pages.
_INK: Final = "#000000"


def draw(lanes: Lanes, scene: "Scene") -> dict[str, Any]:
    """The specification with its data: a row for each lane, disputed stretches dashed, the day as a rule."""
    names = [_label(lane) for lane in lanes.lanes]
    lines = max((name.count("\n") + 1 for name in names), default=1)
    bars = [bar for lane in lanes.lanes for bar in _bars(lane, lanes, scene)]
    points = [point for lane in lanes.lanes for point in _points(lane, lanes, scene)]
    layers = (
        _bar_layer(bars),
        _words_layer(bars),
        _point_layer(points),
        _day_layer(lanes.end),
        _day_words(lanes.end),
    )
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": "container",
        "height": _LINE * (lines + 1) * max(len(names), 1),
        "background": None,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "encoding": {"y": _rows(names), "x": _time(lanes)},
        "layer": [layer for layer in layers if layer["data"]["values"]],
        "config": _config(),
    }


def _label(lane: Lane) -> str:
    """The lane's name, in as many lines as it needs, above its kind."""
    return "\n".join([*map(closed, wrap(lane.name, _WIDEST_NAME)), lane.kind])


def _bars(lane: Lane, lanes: Lanes, scene: "Scene") -> list[dict[str, Any]]:
    """The stretches inside the drawn time; one that began before is cut at its left edge."""
    whole = max((lanes.end - lanes.start).days, 1)
    shown = [segment for segment in segments(lane, scene) if segment.end > lanes.start]
    bars = []
    before = ""
    for number, segment in enumerate(shown):
        start = max(segment.start, lanes.start)
        said = _words(lane, segment, scene)
        until = next((one.start for one in shown[number:] if one.statuses != segment.statuses), lanes.end)
        words = _that_fits(said, segment, (until - start).days / whole) if said != before else ""
        before = said
        bars.append(_bar(lane, segment, start, words, scene))
    return bars


def _that_fits(words: str, segment: Segment, room: float) -> str:
    """The words, or "disputed" alone, that fit above the stretch they are about; empty if neither does."""
    tries = (words, "disputed") if segment.disputed else (words,)
    return next((one for one in tries if len(one) * _LETTER <= room), "")


def _bar(lane: Lane, segment: Segment, start: date, words: str, scene: "Scene") -> dict[str, Any]:
    term = scene.term(lane.vocabulary, segment.statuses[-1])
    return {
        "lane": _label(lane),
        "start": start.isoformat(),
        "end": segment.end.isoformat(),
        "words": words,
        "says": f"{closed(lane.name)}: {_words(lane, segment, scene)}",
        "colour": _shade(term),
        "disputed": segment.disputed,
        "seen": segment.seen,
    }


def _shade(term: Term | None) -> str:
    """The status's colour on a light page and on a dark one: the page that shows the drawing chooses."""
    if term is None or term.colour is None:
        return _GREY
    return f"light-dark({term.colour}, {term.colour_dark or term.colour})"


def _words(lane: Lane, segment: Segment, scene: "Scene") -> str:
    labels = [scene.label(lane.vocabulary, status).lower() for status in segment.statuses]
    return f"disputed: {' / '.join(labels)}" if segment.disputed else labels[0]


def _points(lane: Lane, lanes: Lanes, scene: "Scene") -> Iterator[dict[str, Any]]:
    for said in lane.statements:
        if said.date is None or said.date.begins < lanes.start:
            continue
        yield {
            "lane": _label(lane),
            "start": said.date.begins.isoformat(),
            "says": f"{said_on(said)}: {_what(said, scene)}",
            "kind": "event" if isinstance(said, Event) else "claim",
            "exact": said.date.exact,
        }


def _what(said: Event | Claim, scene: "Scene") -> str:
    if isinstance(said, Event):
        return said.summary
    return ", ".join(scene.label("role", role) for role in said.roles)


def _rows(names: list[str]) -> dict[str, Any]:
    axis: dict[str, Any] = {
        "title": None,
        "labelLimit": 170,
        "domain": False,
        "ticks": False,
        "labelPadding": 8,
    }
    axis["labelExpr"] = "split(datum.value, '\\n')"
    return {"field": "lane", "type": "nominal", "scale": {"domain": names}, "sort": None, "axis": axis}


def _time(lanes: Lanes) -> dict[str, Any]:
    # calendar days have no time zone: a machine's own would move them
    scale = {"type": "utc", "domain": [lanes.start.isoformat(), lanes.end.isoformat()], "clamp": True}
    axis = {"title": None, "tickCount": 6, "gridOpacity": 0.25, "labelOverlap": True}
    return {"field": "start", "type": "temporal", "scale": scale, "axis": axis}


def _bar_layer(bars: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "data": {"values": bars},
        "mark": {"type": "rule", "strokeWidth": 5},
        "encoding": {
            # without its type the end would read the axis otherwise than the start, of which the renderer warns
            "x2": {"field": "end", "type": "temporal"},
            "color": {"field": "colour", "type": "nominal", "scale": None},
            "strokeDash": {"condition": {"test": "datum.disputed", "value": [7, 4]}, "value": [1, 0]},
            "strokeOpacity": {"condition": {"test": "datum.seen", "value": 0.55}, "value": 1},
            "tooltip": {"field": "says", "type": "nominal"},
        },
    }


def _words_layer(bars: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "data": {"values": [bar for bar in bars if bar["words"]]},
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "bottom",
            "dy": -6,
            "fontSize": 11,
            "color": _INK,
        },
        "encoding": {"text": {"field": "words", "type": "nominal"}},
    }


def _point_layer(points: list[dict[str, Any]]) -> dict[str, Any]:
    """Events as discs, claims as diamonds; hollow where the date is not one day."""
    return {
        "data": {"values": points},
        "mark": {"type": "point", "size": 55, "strokeWidth": 1.3, "stroke": _INK, "yOffset": 9},
        "encoding": {
            "shape": {"condition": {"test": "datum.kind === 'claim'", "value": "diamond"}, "value": "circle"},
            "fill": {
                "condition": {"test": "datum.exact && datum.kind === 'event'", "value": _INK},
                "value": None,
            },
            "tooltip": {"field": "says", "type": "nominal"},
        },
    }


def _day_layer(day: date) -> dict[str, Any]:
    return {
        "data": {"values": [{"start": day.isoformat()}]},
        "mark": {"type": "rule", "strokeWidth": 1, "color": _INK},
        "encoding": {"y": None},
    }


def _day_words(day: date) -> dict[str, Any]:
    return {
        "data": {"values": [{"start": day.isoformat(), "words": day_label(day)}]},
        "mark": {
            "type": "text",
            "align": "right",
            "baseline": "bottom",
            "fontSize": 12,
            "color": _INK,
            "dy": -4,
        },
        "encoding": {"y": {"value": 0}, "text": {"field": "words", "type": "nominal"}},
    }


def _config() -> dict[str, Any]:
    axis = {
        "labelFont": _FONT,
        "labelFontSize": 12,
        "labelColor": _INK,
        "gridColor": _GREY,
        "tickColor": _GREY,
    }
    return {"view": {"stroke": None, "continuousWidth": 720}, "axis": axis, "text": {"font": _FONT}}
