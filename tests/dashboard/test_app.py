"""The page opens, each control changes what is asked, and the address says it."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

Opened = Callable[..., AppTest]


def said(app: AppTest, key: str) -> str:
    """The HTML that a mounted panel was given."""
    found = [json.loads(proto.json) for proto in mounted(app) if key in proto.id]
    return str(found[0]["html"])


def mounted(app: AppTest) -> list[Any]:
    return [element.proto for element in app.get("bidi_component")]


def state(app: AppTest) -> dict[str, Any]:
    """What the map was told."""
    halves = {
        proto.component_name: json.loads(proto.json)["state"]
        for proto in mounted(app)
        if proto.component_name in ("basing_map_shown", "basing_map_pointed")
    }
    return {**halves["basing_map_shown"], **halves["basing_map_pointed"]}


def test_the_page_opens_without_an_exception(opened: Opened) -> None:
    assert not opened().exception


def test_a_good_address_raises_no_warning(opened: Opened) -> None:
    assert not opened("host=SY&as_of=2025-07-31").warning


def test_the_first_line_says_how_much_as_of_when(opened: Opened) -> None:
    line = said(opened("as_of=2025-07-31"), "identity_line")
    assert "3 installations" in line
    assert "as of 31 July 2025" in line


def test_the_first_line_says_how_old_the_newest_report_is(opened: Opened) -> None:
    assert "newest report in the data 21 February 2026, 8 days before today" in said(
        opened(), "identity_line"
    )


def test_the_link_to_copy_has_its_days_written_out(opened: Opened) -> None:
    assert "as_of=2026-03-01&amp;known_by=2026-03-01" in said(opened(), "identity_line")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("dossier", "russia-syria"),
        ("host", "SY"),
        ("operator", "RU"),
        ("kind", "airfield"),
        ("status", "active"),
        ("role", "humanitarian"),
        ("party", "IL"),
    ],
)
def test_a_filter_goes_to_the_address(opened: Opened, field: str, value: str) -> None:
    app = opened()
    app.multiselect(key=field).select(value).run()
    assert app.query_params[field] == value


def test_a_filter_leaves_out_what_does_not_match(opened: Opened) -> None:
    app = opened()
    app.multiselect(key="kind").select("airfield").run()
    assert "1 installation<" in said(app, "identity_line")


def test_several_values_of_a_filter_are_kept(opened: Opened) -> None:
    app = opened("role=stabilizing&role=humanitarian")
    assert app.multiselect(key="role").value == ["stabilizing", "humanitarian"]


def test_values_with_commas_open_too(opened: Opened) -> None:
    assert opened("role=stabilizing,humanitarian").multiselect(key="role").value == [
        "stabilizing",
        "humanitarian",
    ]


def test_an_option_says_how_many_installations_it_leaves(opened: Opened) -> None:
    assert "Syria · 3" in opened().multiselect(key="host").options


def test_a_day_goes_to_the_address(opened: Opened) -> None:
    app = opened()
    app.date_input(key="as_of").set_value(date(2025, 7, 31)).run()
    assert app.query_params["as_of"] == "2025-07-31"


def test_the_slider_moves_the_day(opened: Opened) -> None:
    app = opened()
    app.slider(key="as_of_slider").set_value(date(2025, 7, 31)).run()
    assert app.query_params["as_of"] == "2025-07-31"


def test_today_is_left_out_of_the_address(opened: Opened) -> None:
    app = opened("as_of=2025-07-31")
    app.date_input(key="as_of").set_value(date(2026, 3, 1)).run()
    assert "as_of" not in app.query_params


def test_words_searched_for_go_to_the_address(opened: Opened) -> None:
    app = opened()
    app.text_input(key="q").input("حميميم").run()
    assert app.query_params["q"] == "حميميم"


def test_a_record_selected_goes_to_the_address(opened: Opened) -> None:
    app = opened()
    app.selectbox(key="selected").select("tartus").run()
    assert app.query_params["selected"] == "tartus"


def test_an_overlay_that_is_turned_on_is_on_the_map(opened: Opened) -> None:
    app = opened()
    app.checkbox(key="overlay_events").check().run()
    assert "events" in state(app)["on"]


def test_a_language_changes_the_names(opened: Opened) -> None:
    app = opened()
    app.selectbox(key="lang").select("ru").run()
    assert app.query_params["lang"] == "ru"


def test_reset_empties_the_address(opened: Opened) -> None:
    app = opened("host=SY&as_of=2025-07-31&selected=tartus")
    app.button(key="reset").click().run()
    assert dict(app.query_params) == {}


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("as_of=yesterday", "as\\_of=yesterday"),
        ("host=XX", "host=XX"),
        ("colour=red", "colour"),
        ("selected=nowhere", "selected=nowhere"),
        ("lang=xx", "lang=xx"),
        ("overlays=rivers", "overlays=rivers"),
        ("lat=95", "lat=95"),
    ],
)
def test_a_bad_value_in_the_address_is_named(opened: Opened, query: str, named: str) -> None:
    assert [warning for warning in opened(query).warning if named in warning.value]


def test_an_attack_in_the_address_is_shown_as_text(opened: Opened) -> None:
    (warning, *_) = opened("as_of=<b>[x](javascript:1)").warning
    assert "\\<b\\>\\[x\\]\\(" in warning.value


def test_an_empty_result_says_which_filter_hides(opened: Opened) -> None:
    page = said(opened("q=nothing-is-called-this"), "talks_0")
    assert 'class="empty"' in page
    assert "data-reset" in page


def test_the_table_of_a_chart_is_read_once_it_is_opened(opened: Opened) -> None:
    app = opened("selected=tartus")
    app.session_state["timeline_0_more_0"] = True
    assert "<table>" in said(app.run(), "timeline_0_table_0")
