from collections.abc import Callable

import pytest

from layers.panels import counting
from layers.panels.counting import COUNTING
from tests.dossiers import ABSENT, minimal
from tests.page_text import Page

Shown = Callable[..., Page]
HOSTS = [
    {"party": "SY", "capacity": "sovereign"},
    {"party": "DJ", "capacity": "claims", "by": ["DJ"], "sources": "report"},
]


def numbers(page: Page) -> list[str]:
    """Each number with what it counts, as its list is headed."""
    return [line for line in page.text.split("\n") if line[:1].isdigit() and " · " in line]


def counted(page: Page, words: str) -> str:
    (line,) = [line for line in numbers(page) if words in line]
    return line


def two_entries(first: str, second: str) -> dict[str, object]:
    entries = [
        {"date": "2017-01-18", "status": "operating", "presence": first, "sources": "report"},
        {"date": "2025-08-01", "status": "operating", "presence": second, "sources": "report"},
    ]
    return {"harbour": {"status": entries}}


def test_a_number_stands_with_what_it_counts(shown: Shown) -> None:
    line = counted(shown(COUNTING), "Granted base")
    assert line == "1 · Granted base: The operator controls entry by a right of use without rent."


def test_the_list_behind_a_number_selects(shown: Shown) -> None:
    picks = [one.get("data-pick") for one in shown(COUNTING).with_class("pick")]
    assert set(picks) == {"harbour"}


def test_every_number_is_one_click_from_its_list(shown: Shown) -> None:
    page = shown(COUNTING)
    assert len(page.with_class("fold")) == len(numbers(page))


def test_presence_is_that_of_the_day(shown: Shown) -> None:
    entries = two_entries("leased_base", "former_base")
    assert counted(shown(COUNTING, "as_of=2025-07-31", installations=entries), "Leased base")
    assert counted(shown(COUNTING, installations=entries), "Former base")


def test_an_entry_that_gives_no_presence_leaves_the_one_before(shown: Shown) -> None:
    entries = two_entries("leased_base", "")
    entries["harbour"]["status"][1].pop("presence")  # type: ignore[index]
    assert counted(shown(COUNTING, installations=entries), "Leased base")


def test_a_site_without_a_presence_is_counted_and_listed(shown: Shown) -> None:
    status = [{"date": "2017-01-18", "status": "operating", "sources": "report"}]
    page = shown(COUNTING, installations={"harbour": {"status": status}})
    assert counted(page, "not said") == "1 · not said: no published entry gives it by this day."


def test_each_layer_of_hosts_is_counted_apart(shown: Shown) -> None:
    page = shown(COUNTING, installations={"harbour": {"host": ABSENT, "hosts": HOSTS}})
    assert counted(page, "sovereign") == "1 · Syria, sovereign"
    assert counted(page, "claims") == "1 · Djibouti, claims (says Djibouti)"


def test_an_operator_is_counted_in_its_capacity(shown: Shown) -> None:
    operators = [{"party": "RU", "capacity": "uses"}, {"party": "SY", "capacity": "runs"}]
    page = shown(COUNTING, installations={"harbour": {"operators": operators}})
    assert counted(page, "Russia, uses")
    assert counted(page, "Syria, runs")


def test_an_operator_that_has_left_is_not_counted(shown: Shown) -> None:
    operators = [{"party": "RU", "capacity": "runs", "to": "2025-01-01"}]
    page = shown(COUNTING, installations={"harbour": {"operators": operators}})
    assert not [line for line in numbers(page) if "Russia, runs" in line]


def test_that_rows_may_add_up_to_more_is_said(shown: Shown) -> None:
    assert "rows may add up to more than all installations" in shown(COUNTING).text


def test_a_name_is_text(shown: Shown) -> None:
    page = shown(COUNTING, installations={"harbour": {"name": "<script>alert(1)</script>"}})
    assert "<script>alert(1)</script>" in page.text
    assert "script" not in page.tags()


def test_where_no_site_is_shown_the_panel_says_so(shown: Shown) -> None:
    assert "No installation as of" in shown(COUNTING, "host=DJ").text


def test_the_small_dossier_has_a_presence() -> None:
    assert minimal()["installations"]["harbour"]["status"][0]["presence"] == "granted_base"


def test_very_many_are_counted_alike(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    sites = {
        f"site-{number}": {"name": f"Site {number}", "host": "SY", "operators": ["RU"]} for number in range(9)
    }
    few = numbers(shown(COUNTING, installations=sites))
    monkeypatch.setattr(counting, "_MOST_LISTED", 3)
    assert numbers(shown(COUNTING, installations=sites)) == few
