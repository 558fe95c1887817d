"""The chart of a timeline as a Vega-Lite specification, which the browser draws."""

from datetime import date
from typing import Any, Final

from layers.charts import Bar, Drawing, Point, Row
from layers.dates import day_label

_GREY: Final = "#808790"
_LINE: Final = 15
_FONT: Final = "system-ui, sans-serif"
# Black becomes the page's own text colour, so that one drawing serves light and dark pages.
_INK: Final = "#000000"


def specification(drawing: Drawing) -> dict[str, Any]:
    """The specification with its data: a line for each row, disputed stretches dashed, the day as a rule."""
    names = [_name(row) for row in drawing.rows]
    lines = max((name.count("\n") + 1 for name in names), default=1)
    bars = [_bar(row, bar) for row in drawing.rows for bar in row.bars]
    points = [_point(row, point) for row in drawing.rows for point in row.points]
    layers = (
        _bar_layer(bars),
        _words_layer(bars),
        _point_layer(points),
        _day_layer(drawing.end),
        _day_words(drawing.end),
    )
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": "container",
        "height": _LINE * (lines + 1) * max(len(names), 1),
        "background": None,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "encoding": {"y": _rows(names), "x": _time(drawing)},
        "layer": [layer for layer in layers if layer["data"]["values"]],
        "config": _config(),
    }


def _name(row: Row) -> str:
    """The row's name, in as many lines as it has, above its kind."""
    return "\n".join([*row.name, row.kind])


def _bar(row: Row, bar: Bar) -> dict[str, Any]:
    return {
        "lane": _name(row),
        "start": bar.start.isoformat(),
        "end": bar.end.isoformat(),
        "words": bar.words,
        "says": bar.tip,
        "colour": bar.colour,
        "disputed": bar.dashed,
        "seen": bar.pale,
    }


def _point(row: Row, point: Point) -> dict[str, Any]:
    return {
        "lane": _name(row),
        "start": point.day.isoformat(),
        "says": point.tip,
        "kind": point.kind,
        "hollow": point.hollow,
    }


def _rows(names: list[str]) -> dict[str, Any]:
    axis: dict[str, Any] = {
        "title": None,
        "labelLimit": 180,
        "domain": False,
        "ticks": False,
        "labelPadding": 8,
    }
    axis["labelExpr"] = "split(datum.value, '\\n')"
    return {"field": "lane", "type": "nominal", "scale": {"domain": names}, "sort": None, "axis": axis}


def _time(drawing: Drawing) -> dict[str, Any]:
    # calendar days have no time zone: a machine's own would move them
    scale = {"type": "utc", "domain": [drawing.start.isoformat(), drawing.end.isoformat()], "clamp": True}
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
                "condition": {"test": "!datum.hollow", "value": _INK},
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
