"""The chart of a timeline as the dashboard's renderer is told to draw it."""

from datetime import date

from dashboard.vega import specification
from layers.charts import Bar, Drawing, Point, Row

START, END = date(2024, 3, 1), date(2026, 3, 1)
BAR = Bar(START, END, "", "Lease: in force", "light-dark(#123456, #abcdef)", dashed=True, pale=False)
EVENT = Point(date(2025, 3, 1), "event", hollow=False, tip="1 March 2025: signed")
DRAWING = Drawing(START, END, (Row(("The lease", "of the harbour"), "agreement", (BAR,), (EVENT,)),))


def test_a_row_has_its_name_above_its_kind() -> None:
    rows = specification(DRAWING)["encoding"]["y"]
    assert rows["scale"]["domain"] == ["The lease\nof the harbour\nagreement"]


def test_bars_and_points_carry_what_is_said_of_them() -> None:
    bars, points, *_ = (layer["data"]["values"] for layer in specification(DRAWING)["layer"])
    assert [(bar["says"], bar["disputed"], bar["seen"]) for bar in bars] == [("Lease: in force", True, False)]
    assert [(point["says"], point["start"], point["hollow"]) for point in points] == [
        ("1 March 2025: signed", "2025-03-01", False)
    ]


def test_what_has_no_data_is_no_layer() -> None:
    marks = [layer["mark"]["type"] for layer in specification(Drawing(START, END, ()))["layer"]]
    assert marks == ["rule", "text"]
