"""A document is played: the slider, the filters and its address move map, panels and numbers together."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import TODAY
from tests.browser.looking import PATIENCE, said, wait_until_open, words
from tests.browser.server import ROOT

expect.set_options(timeout=PATIENCE)

DAYS = ("2024-11-30", "2025-02-01", "2025-07-31", "2025-11-15")
PANELS = ("talks", "positions", "contested", "counting")
_WITHOUT_MARKS = "(root) => root.querySelectorAll('sup, .empty').forEach((one) => one.remove())"


@pytest.fixture
def page(emptied_page: Page) -> Page:
    """One page for all tests of this file: each opens anew what it looks at."""
    return emptied_page


def snapshot(folder: Path, output: Path, view: str = "") -> Path:
    command = [sys.executable, "-m", "dashboard.cli", "snapshot", "--data", str(folder), "--today", TODAY]
    subprocess.run([*command, "--view", view, "-o", str(output)], cwd=ROOT, check=True, capture_output=True)
    return output


@pytest.fixture(scope="module")
def syria(only_syria: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return snapshot(only_syria, tmp_path_factory.mktemp("player") / "syria.html")


@pytest.fixture(scope="module")
def world(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return snapshot(seeds, tmp_path_factory.mktemp("player") / "world.html")


def opened(page: Page, document: Path, **asked: str) -> Page:
    page.goto("about:blank")
    page.goto(f"{document.as_uri()}#{urlencode(asked)}")
    expect(page.locator("#loading")).to_be_hidden()
    return page


def claims(page: Page) -> set[str]:
    """The sentences of claims that are shown, without the marks of their sources."""
    page.locator(".panels").evaluate(_WITHOUT_MARKS)
    return {words(line) for line in page.locator("#panel-roles [data-of]:visible").all_inner_texts()}


def day(page: Page) -> str:
    return page.locator("#day-words").inner_text()


def open_filter(page: Page, label: str) -> Locator:
    if not page.locator("#filters").evaluate("(one) => one.open"):
        page.locator("#filters > summary").click()
    choice = page.locator(".choice").filter(has=page.locator("summary", has_text=label))
    choice.locator("summary").click()
    return choice


# --- what it shows on another day ---


@pytest.mark.parametrize("as_of", DAYS)
def test_on_an_earlier_day_it_says_what_a_document_of_that_day_says(
    page: Page, syria: Path, only_syria: Path, tmp_path: Path, as_of: str
) -> None:
    """Its panels, and sentence by sentence its claims: the columns of their matrix stay those of its own day."""
    then = snapshot(only_syria, tmp_path / "then.html", f"as_of={as_of}&known_by={TODAY}")
    told = {}
    for document, asked in ((syria, {"as_of": as_of}), (then, {})):
        opened(page, document, **asked)
        sentences = claims(page)
        told[document] = {name: said(page.locator(f"#panel-{name}")) for name in PANELS}, sentences
    assert told[syria] == told[then]


@pytest.mark.parametrize("role", ["humanitarian", "stabilizing"])
def test_a_filter_of_roles_leaves_the_claims_that_a_document_of_these_roles_has(
    page: Page, syria: Path, only_syria: Path, tmp_path: Path, role: str
) -> None:
    other = snapshot(only_syria, tmp_path / "role.html", f"role={role}")
    told = claims(opened(page, syria, role=role))
    assert told
    assert told == claims(opened(page, other))


def test_the_line_at_the_top_follows(page: Page, syria: Path) -> None:
    opened(page, syria, as_of="2025-07-31")
    assert "3 installations, 1 negotiation as of 31 July 2025" in words(
        page.locator(".identity").inner_text()
    )


def test_the_rule_of_the_timeline_follows(page: Page, syria: Path) -> None:
    opened(page, syria, as_of="2025-07-31")
    rule = page.locator(".drawing svg .day")
    assert rule.locator("text").text_content() == "31 July 2025"
    opened(page, syria)
    end = page.locator(".drawing svg .day").get_attribute("transform")
    page.locator("#step-back").click()
    assert page.locator(".drawing svg .day").get_attribute("transform") != end


def test_only_sources_of_what_is_shown_are_listed(page: Page, syria: Path) -> None:
    opened(page, syria)
    rows = page.locator("#panel-sources tbody tr:visible")
    number = rows.count()
    opened(page, syria, as_of="2024-12-01")
    assert 0 < rows.count() < number


# --- moving ---


def test_steps_go_from_change_to_change(page: Page, syria: Path) -> None:
    opened(page, syria, as_of="2025-07-31")
    page.get_by_role("button", name="To the change before").click()
    before = day(page)
    assert before != "31 July 2025"
    page.get_by_role("button", name="To the next change").click()
    assert day(page) == "31 July 2025"
    expect(page.locator("#changed")).to_contain_text("on this day")


def test_the_keyboard_moves_by_changes_years_and_ends(page: Page, syria: Path) -> None:
    opened(page, syria)
    slider = page.get_by_role("slider", name="As of")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    assert day(page) != "1 March 2026"
    page.keyboard.press("End")
    assert day(page) == "1 March 2026"
    page.keyboard.press("PageDown")
    assert day(page) == "1 March 2025"
    page.keyboard.press("PageUp")
    assert day(page) == "1 March 2026"
    page.keyboard.press("Home")
    first = day(page)
    page.keyboard.press("ArrowLeft")
    assert day(page) == first
    expect(slider).to_have_attribute("aria-valuetext", first)


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_it_plays_to_its_own_day_and_stops(open_page: Callable[..., Page], syria: Path, motion: str) -> None:
    page = opened(open_page(reduced_motion=motion), syria, as_of="2026-01-20")
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.locator("#day-words")).to_have_text("1 March 2026")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_a_touch_of_the_slider_pauses(page: Page, syria: Path) -> None:
    opened(page, syria, as_of="2025-01-20")
    page.get_by_role("button", name="Play").click()
    page.get_by_role("slider", name="As of").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_a_slider_that_is_dragged_goes_where_it_is_dragged(page: Page, world: Path) -> None:
    opened(page, world)
    slider = page.get_by_role("slider", name="As of")
    box = slider.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] - 8, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    assert abs(float(slider.input_value()) - 1000) < 60
    assert day(page) != "1 March 2026"


def test_recent_years_have_room_on_the_slider(page: Page, world: Path) -> None:
    wait_until_open(opened(page, world))
    place = "map_1.basing.moment.player.scale.placeOf(Date.UTC(2015, 0, 1) / 864e5)"
    assert page.evaluate(place) < 0.6


# --- filters ---


def test_a_filter_narrows_map_panels_and_numbers(page: Page, world: Path) -> None:
    opened(page, world)
    host = open_filter(page, "Host")
    host.get_by_label("Syria").check()
    assert "3 installations, 1 negotiation" in words(page.locator(".identity").inner_text())
    expect(page.locator("#panel-talks .record-card:visible")).to_have_count(1)
    assert set(page.locator("#sites-list button bdi").all_text_contents()) <= {
        "Tartus naval facility", "Hmeimim air base", "Qamishli airport (former Russian position)",
    }  # fmt: skip
    assert "Djibouti, sovereign" not in said(page.locator("#panel-counting"))


def test_options_say_how_many_installations_they_leave(page: Page, world: Path) -> None:
    opened(page, world)
    open_filter(page, "Host").get_by_label("Syria").check()
    russia = open_filter(page, "Operator").locator("li").filter(has_text="Russia")
    assert words(russia.inner_text()) == "Russia 3"


def test_a_search_finds_names_in_any_language(page: Page, world: Path) -> None:
    opened(page, world)
    page.locator("#filters > summary").click()
    page.get_by_role("searchbox", name="Search names and summaries").fill("حميميم")
    assert "1 installation" in words(page.locator(".identity").inner_text())


def test_what_matches_nothing_says_what_hides_it_and_shows_it_again(page: Page, world: Path) -> None:
    opened(page, world, host="SY", kind="training_area", q="nothing has this")
    talks = page.locator("#panel-talks")
    assert "No negotiation as of 1 March 2026" in said(talks)
    talks.get_by_role("button", name="Show them").click()
    expect(page.locator("#panel-talks .record-card:visible").first).to_be_visible()


def test_an_empty_map_says_that_it_is_empty(page: Page, world: Path) -> None:
    opened(page, world, q="nothing has this")
    empty = page.locator("#map").get_by_text("No installation matches the filters.")
    expect(empty).to_be_visible()
    assert page.locator("#sites-list button").count() == 0
    page.locator("#panel-talks").get_by_role("button", name="Show them").click()
    expect(empty).to_be_hidden()


def test_reset_brings_everything_back(page: Page, world: Path) -> None:
    opened(page, world, host="SY")
    page.locator("#filters > summary").click()
    page.get_by_role("button", name="Reset").click()
    assert "29 installations, 18 negotiations" in words(page.locator(".identity").inner_text())


# --- its address ---


def test_the_address_holds_the_moment_and_the_choice(page: Page, world: Path) -> None:
    opened(page, world, as_of="2025-07-31", host="SY", q="base")
    page.get_by_role("button", name="To the change before").click()
    asked = page.evaluate(
        "[...new URLSearchParams(location.hash.slice(1))].map(([name, value]) => `${name}=${value}`)"
    )
    assert {"host=SY", "q=base"} <= set(asked)
    told = words(page.locator(".identity").inner_text())
    again = page.context.new_page()
    again.goto(page.url)
    expect(again.locator("#day-words")).to_have_text(day(page))
    assert words(again.locator(".identity").inner_text()) == told


@pytest.mark.parametrize(
    "asked", [{"host": "XX"}, {"as_of": "2025-02-30"}, {"as_of": "2099-01-01"}, {"status": "no<b>ne"}]
)
def test_what_the_document_does_not_know_is_named(page: Page, world: Path, asked: dict[str, str]) -> None:
    ((name, value),) = asked.items()
    opened(page, world, **asked)
    expect(page.get_by_role("alert")).to_contain_text(f"{name}={value}")
    assert "29 installations" in words(page.locator(".identity").inner_text())


def test_an_attack_in_the_address_is_text(page: Page, world: Path) -> None:
    attack = "<img src=x onerror=window.hacked=1>${window.hacked=1}"
    opened(page, world, **dict.fromkeys(("q", "host", "as_of", "dossier", "selected", "overlays"), attack))
    expect(page.get_by_role("alert")).to_contain_text("<img src=x")
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ("as_of=soon", "is not a day"),
        ("as_of=2099-01-01", "is after the day of this document, 1 March 2026"),
        ("as_of=1800-01-01", "is before the first change in this document"),
        ("known_by=2020-01-01", "this document knows what was published by 1 March 2026"),
        ("lat=north&lon=1&zoom=2", "lat=north is not a number"),
        ("selected=nobody", "names no record"),
        ("lang=ar", "is not the language of this document"),
        ("colour=red", "is not a part of a view"),
        ("host=SY,XX", "host=XX is not known"),
    ],
)
def test_it_is_told_what_is_wrong(page: Page, world: Path, asked: str, fault: str) -> None:
    page.goto(f"{world.as_uri()}#{asked}")
    expect(page.get_by_role("alert")).to_contain_text(fault)


def test_a_view_of_the_dashboard_is_understood(page: Page, world: Path) -> None:
    page.goto(f"{world.as_uri()}#host=SY,CY&operator=GB&operator=RU&known_by={TODAY}&selected=tartus&lang=en")
    expect(page.locator("#filters-set")).to_have_text("(2 set)")
    expect(page.locator("#strange")).to_be_hidden()


def test_a_place_in_the_document_is_no_view(page: Page, world: Path) -> None:
    opened(page, world, as_of="2025-07-31", host="SY")
    page.evaluate("location.hash = 'panel-roles'")
    expect(page.locator("#day-words")).to_have_text("31 July 2025")
    expect(page.locator("#filters-set")).to_have_text("(1 set)")


def test_a_slider_that_is_dragged_far_writes_few_addresses(page: Page, world: Path) -> None:
    opened(page, world)
    page.evaluate("""() => {
      window.written = 0;
      const write = history.replaceState.bind(history);
      history.replaceState = (...all) => { window.written += 1; write(...all); };
      const slider = document.getElementById("day");
      const began = performance.now();
      for (let at = 0; at < 100; at += 1) { slider.value = at; slider.dispatchEvent(new Event("input")); }
      window.dragged = performance.now() - began;
    }""")
    expect(page).to_have_url(re.compile("as_of=19"))
    # three a second at most, however long the machine took, and the last one afterwards
    assert page.evaluate("window.written <= window.dragged / 300 + 2")


# --- for everyone ---


def test_what_changed_is_read_out_but_not_while_it_plays(page: Page, syria: Path) -> None:
    opened(page, syria, as_of="2025-07-31")
    said_aloud = page.locator("#now")
    expect(said_aloud).to_have_attribute("aria-live", "polite")
    page.get_by_role("button", name="Play").click()
    expect(said_aloud).to_have_attribute("aria-live", "off")
    page.get_by_role("button", name="Pause").click()
    expect(said_aloud).to_have_attribute("aria-live", "polite")


def test_what_changed_is_told_of_the_day_that_is_shown(page: Page, syria: Path) -> None:
    opened(page, syria, as_of="2025-07-31")
    expect(page.locator("#changed")).to_contain_text("on this day")
    page.get_by_role("slider", name="As of").press("PageDown")
    expect(page.locator("#changed")).to_have_text("")


def test_a_year_from_a_leap_day_is_a_year(page: Page, syria: Path) -> None:
    opened(page, syria, as_of="2025-03-01")
    page.get_by_role("slider", name="As of").press("PageDown")
    assert day(page) == "1 March 2024"
    page.get_by_role("slider", name="As of").press("PageUp")
    assert day(page) == "1 March 2025"


def test_who_asks_for_what_is_hidden_stays_in_the_panel(page: Page, world: Path) -> None:
    opened(page, world, q="nothing has this")
    page.locator("#panel-roles").get_by_role("button", name="Show them").press("Enter")
    expect(page.locator("#panel-roles h2")).to_be_focused()


def test_options_stand_in_a_group_with_the_name_of_their_filter(page: Page, world: Path) -> None:
    opened(page, world)
    open_filter(page, "Host")
    host = page.locator("#filters").get_by_role("group", name="Host", exact=True)
    assert host.get_by_role("checkbox").count() > 20


def test_of_very_many_options_some_are_listed_and_all_are_found(page: Page, root: Path) -> None:
    page.set_content('<details open><div id="holder"></div></details>')
    scripts = ("card.js", "timed.js", "filters.js")
    texts = [(root / "layers" / "assets" / name).read_text(encoding="utf-8") for name in scripts]
    page.add_script_tag(content="\n".join(texts) + "window.Filters = Filters;")
    page.evaluate("""() => {
      const values = Array.from({ length: 5000 }, (_, at) => `d-${at}`), names = values.map((id) => `Dossier ${id}`);
      const counts = () => ({ dossier: new Uint32Array(5000).fill(1) });
      const choices = { filters: [{ field: "dossier", label: "Dossier", values, names }], counts };
      const filters = new Filters(document.getElementById("holder"), choices, (wanted) => filters.show(wanted, 0));
      filters.show({ dossier: ["d-4000"] }, 0);
    }""")
    page.locator(".choice summary").click()
    expect(page.get_by_role("checkbox")).to_have_count(200)
    expect(page.get_by_role("checkbox").first).to_have_value("d-4000")
    expect(page.locator(".choice p")).to_have_text("and 4,800 more: find them by name")
    page.get_by_role("searchbox", name="Find in dossier").fill("D-4321")
    expect(page.get_by_role("checkbox", name="Dossier d-4321")).to_be_visible()


# Each size and each scheme, not each with each: colours do not depend on the size.
@pytest.mark.parametrize(
    ("width", "scheme"), [(390, "dark"), (768, "light"), (1280, "dark"), (1280, "light")]
)
def test_opened_filters_have_no_fault(
    open_page: Callable[..., Page], world: Path, width: int, scheme: str
) -> None:
    page = opened(open_page(viewport={"width": width, "height": 900}, color_scheme=scheme), world, host="XX")
    open_filter(page, "Host")
    open_filter(page, "Dossier")
    assert violations(page, within="#player") == []


def test_at_twice_the_size_nothing_is_cut(open_page: Callable[..., Page], world: Path) -> None:
    page = opened(open_page(viewport={"width": 640, "height": 450}, device_scale_factor=2), world)
    open_filter(page, "Dossier")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_the_keyboard_alone_plays_filters_and_reads_a_source(page: Page, syria: Path) -> None:
    opened(page, syria)
    until_focused(page, "#step-back")
    page.keyboard.press("Enter")
    assert day(page) != "1 March 2026"
    until_focused(page, "#filters > summary")
    page.keyboard.press("Enter")
    until_focused(page, ".choice summary")
    page.keyboard.press("Enter")
    expect(page.locator(".choice input").first).to_be_visible()  # they are listed when it opens
    until_focused(page, ".choice input")
    page.keyboard.press("Space")
    until_focused(page, "#panel-talks sup a")
    page.keyboard.press("Enter")
    expect(page.locator(".source-card.open")).to_contain_text("Publisher")


def until_focused(page: Page, selector: str) -> None:
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"the keyboard does not reach {selector}")


def test_on_paper_it_is_not_printed(page: Page, syria: Path) -> None:
    opened(page, syria, as_of="2025-07-31")
    page.emulate_media(media="print")
    expect(page.locator("#player")).to_be_hidden()
    assert "as of 31 July 2025" in words(page.locator(".identity").inner_text())
