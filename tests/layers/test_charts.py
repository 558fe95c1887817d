"""Drawings that stand in a page whose policy allows no style, script or address."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from layers.charts import svg
from layers.errors import ExportError

HOSTILE = "</svg><script>alert(1)</script>${alert(2)}"


def points(**encoding: Any) -> dict[str, Any]:
    return {
        "data": {"values": [{"day": "2025-01-01", "who": HOSTILE}]},
        "mark": {"type": "point", "filled": True},
        "encoding": {
            "x": {"field": "day", "type": "temporal"},
            "y": {"field": "who", "type": "nominal"},
            **encoding,
        },
    }


def elements(drawing: str) -> list[ET.Element]:
    return list(ET.fromstring(drawing).iter())  # noqa: S314 our own drawing


def test_a_drawing_holds_the_text_of_its_data() -> None:
    assert HOSTILE in "".join(element.text or "" for element in elements(svg(points())))


def test_a_drawing_has_shapes_and_text_alone() -> None:
    drawn = {element.tag.rpartition("}")[2] for element in elements(svg(points(href={"field": "who"})))}
    assert drawn <= {"svg", "g", "path", "line", "text", "rect", "circle"}


def test_a_drawing_has_no_style_link_or_handler() -> None:
    names = {name for element in elements(svg(points(href={"field": "who"}))) for name in element.attrib}
    assert not [
        name for name in names if name in ("style", "class") or "href" in name or name.startswith("on")
    ]


def test_a_drawing_is_one_picture_to_a_screen_reader() -> None:
    hidden = [element.get("aria-hidden") for element in elements(svg(points()))]
    assert hidden[0] == "true"
    assert set(hidden[1:]) == {None}


def test_text_takes_the_colour_of_the_page() -> None:
    texts = [element for element in elements(svg(points())) if element.tag.endswith("text")]
    assert {text.get("fill") for text in texts} == {"currentColor"}


def test_a_page_shows_through_a_drawing() -> None:
    assert 'fill="white"' not in svg(points())


def test_equal_specifications_give_equal_drawings() -> None:
    assert svg(points()) == svg(points())


def test_data_from_elsewhere_are_refused() -> None:
    with pytest.raises(ExportError, match="a chart cannot be drawn"):
        svg({**points(), "data": {"url": "https://data.example/points.csv"}})
