"""The chart of a timeline as SVG, in a page whose policy allows no style, script or address."""

import time
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from layers.charts import Bar, Drawing, Point, Row
from layers.markup import chart_svg

HOSTILE = "</svg><script>alert(1)</script>${alert(2)}"
START, END = date(2024, 3, 1), date(2026, 3, 1)
BAR = Bar(START, END, "in force", "Lease: in force", "light-dark(#123456, #abcdef)", dashed=False, pale=False)
EVENT = Point(date(2025, 3, 1), "event", hollow=False, tip="Signed")
ROW = Row(("The lease", "of the harbour"), "agreement", (BAR,), (EVENT,))


def drawn(*rows: Row, start: date = START, end: date = END) -> ET.Element:
    return ET.fromstring(chart_svg(Drawing(start, end, rows)))  # noqa: S314 our own drawing


def row(bar: Bar = BAR, *points: Point) -> Row:
    return replace(ROW, bars=(bar,), points=points)


def texts(drawing: ET.Element) -> list[str]:
    return [text.text or "" for text in drawing.iter("text")]


def bars(drawing: ET.Element) -> list[ET.Element]:
    return [path for path in drawing.iter("path") if path.get("stroke") == BAR.colour]


def test_a_drawing_holds_its_words() -> None:
    assert {"The lease", "of the harbour", "agreement", "in force", "1 March 2026"} <= set(texts(drawn(ROW)))


def test_hostile_text_stays_text() -> None:
    hostile = Row((HOSTILE,), HOSTILE, (replace(BAR, words=HOSTILE, colour=f'"{HOSTILE}'),), ())
    drawing = drawn(hostile)
    assert texts(drawing).count(HOSTILE) == 3
    assert "<script" not in chart_svg(Drawing(START, END, (hostile,)))
    assert {element.tag for element in drawing.iter()} <= {"svg", "g", "path", "text", "rect", "circle"}


def test_a_drawing_has_no_style_link_or_handler() -> None:
    names = {name for element in drawn(ROW).iter() for name in element.attrib}
    assert not [name for name in names if name in ("style", "id") or "href" in name or name.startswith("on")]


def test_a_drawing_is_one_picture_to_a_screen_reader() -> None:
    assert drawn(ROW).get("aria-hidden") == "true"
    assert not list(drawn(ROW).iter("title"))


def test_every_colour_serves_light_and_dark_pages() -> None:
    paints = {element.get(name) for element in drawn(ROW).iter() for name in ("fill", "stroke")}
    grey_on_both = "#808790"
    assert all(
        paint in ("currentColor", grey_on_both) or paint.startswith("light-dark(")
        for paint in paints
        if paint
    )


def test_a_bar_runs_from_its_first_day_to_its_last() -> None:
    half = replace(BAR, end=date(2025, 3, 1))
    assert [bar.get("d") for bar in bars(drawn(row(half)))] == ["M208 26H570"]


def test_a_bar_that_began_before_is_cut() -> None:
    long = replace(BAR, start=date(1950, 1, 1))
    assert [bar.get("d") for bar in bars(drawn(row(long)))] == ["M208 26H932"]


def test_what_is_disputed_is_dashed_and_what_was_only_seen_is_pale() -> None:
    (plain,) = bars(drawn(row()))
    (marked,) = bars(drawn(row(replace(BAR, dashed=True, pale=True))))
    assert marked.attrib.items() - plain.attrib.items() == {
        ("stroke-dasharray", "7 4"),
        ("stroke-opacity", ".55"),
    }


def test_every_statement_is_a_point_of_its_kind() -> None:
    claim = replace(EVENT, kind="claim", hollow=True)
    drawing = drawn(row(BAR, EVENT, EVENT, replace(EVENT, hollow=True), claim))
    assert [disc.get("fill", "").partition("(")[0] for disc in drawing.iter("circle")] == [
        "",
        "",
        "light-dark",
    ]
    assert [path.get("d") for path in drawing.iter("path") if path.get("d", "").endswith("z")] == [
        "M570 33l5 5-5 5-5-5z"
    ]


def test_rows_lie_below_one_another_with_room_for_their_names() -> None:
    short, long = replace(ROW, name=("A",)), replace(ROW, name=("A", "b", "c"))
    drawing = drawn(long, short, short)
    moves = [
        group.get("transform") for group in drawing if group.get("class") is None and group.get("transform")
    ]
    assert moves == ["translate(0 26)", "translate(0 108)", "translate(0 158)"]
    assert drawing.get("viewBox") == "0 0 960 232"


def test_a_name_that_runs_from_the_right_is_set_apart() -> None:
    words = "إيقاف / in force"
    assert f"\u2067{words}\u2069" in texts(drawn(row(replace(BAR, words=words))))


def test_a_script_finds_the_time_and_the_day() -> None:
    drawing = drawn(ROW)
    days = (date(1970, 1, 1) + timedelta(int(drawing.get(name, ""))) for name in ("data-start", "data-end"))
    assert tuple(days) == (START, END)
    assert (drawing.get("data-left"), drawing.get("data-right")) == ("208", "932")
    *_, later, day = drawing
    assert (later.get("class"), later.get("x"), later.get("width")) == ("later", "932", "0")
    assert (day.get("class"), day.get("transform")) == ("day", "translate(932)")
    assert [text.text for text in day.iter("text")] == ["1 March 2026"]


@pytest.mark.parametrize("end", [START, date(1, 1, 1), date(9999, 12, 31)])
def test_any_stretch_of_time_can_be_drawn(end: date) -> None:
    drawing = drawn(ROW, start=min(START, end), end=end)
    assert int(drawing.get("data-start", "")) < int(drawing.get("data-end", ""))


def test_a_drawing_without_rows_has_its_axis() -> None:
    assert "2025" in texts(drawn())


def test_equal_drawings_give_equal_bytes() -> None:
    assert chart_svg(Drawing(START, END, (ROW,))) == chart_svg(Drawing(START, END, (replace(ROW),)))


def test_a_large_chart_is_drawn_in_five_milliseconds() -> None:
    points = tuple(replace(EVENT, day=START + timedelta(days)) for days in range(17))
    drawing = Drawing(START, END, (row(BAR, *points),) * 12)

    def milliseconds() -> float:
        started = time.process_time()
        chart_svg(drawing)
        return (time.process_time() - started) * 1000

    assert min(milliseconds() for _ in range(9)) < 5
