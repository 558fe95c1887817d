"""A document draws its map first; its panels, slider and filters come after it, and nobody misses anything by that."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import TODAY
from tests.browser.looking import PATIENCE, wait_until_open
from tests.browser.server import ROOT

expect.set_options(timeout=PATIENCE)

# What panels hold folded away, which is unpacked second, comes when the test says so.
HELD_BACK = """
const unpacked = Response.prototype.json;
let number = 0;
Response.prototype.json = async function () {
  number += 1;
  if (number === 2) await new Promise((done) => {
    window.goOn = done;
    document.documentElement.dataset.held = "";
  });
  return unpacked.call(this);
};
"""
# No step is taken after the first one.
STOPPED = """
const wait = window.setTimeout;
window.setTimeout = (done, time) => (!time && new Error().stack.includes("openPanels") ? 0 : wait(done, time));
"""
# What is said of the day when the map is first shown.
AT_FIRST = """
document.addEventListener("DOMContentLoaded", () => {
  const loading = document.getElementById("loading"), note = () => {
    if (loading.hidden) window.first ??= document.getElementById("day-words").textContent;
  };
  new MutationObserver(note).observe(loading, { attributes: true });
  note();
});
"""


@pytest.fixture(scope="module")
def syria(only_syria: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("opening") / "syria.html"
    command = [sys.executable, "-m", "dashboard.cli", "snapshot", "--data", str(only_syria), "--today", TODAY]
    subprocess.run([*command, "-o", str(output)], cwd=ROOT, check=True, capture_output=True)
    return output


def held_back(page: Page, document: Path) -> Page:
    """A document whose map is drawn, and whose panels wait."""
    page.add_init_script(HELD_BACK)
    page.goto(document.as_uri())
    expect(page.locator("#loading")).to_be_hidden()
    page.locator("html[data-held]").wait_for(state="attached")
    return page


def test_the_map_answers_before_the_panels_are_filled(page: Page, syria: Path) -> None:
    held_back(page, syria)
    assert page.evaluate("() => map_1.basing.hits.marks.length") > 0
    assert page.locator("details.fold > :not(summary)").count() == 0
    page.locator("#search").fill("Tartus")
    expect(page.locator("#found button").first).to_be_visible()


def test_a_click_that_comes_too_early_is_answered(page: Page, syria: Path) -> None:
    held_back(page, syria)
    page.locator("#step-back").click()
    page.evaluate("() => window.goOn()")
    wait_until_open(page)
    last = page.evaluate("() => map_1.basing.moment.last")
    assert page.evaluate("() => map_1.basing.moment.day") < last


def test_a_mark_of_a_source_that_is_clicked_too_early_opens_its_card(page: Page, syria: Path) -> None:
    held_back(page, syria)
    page.locator(".panels sup a").first.click()
    page.evaluate("() => window.goOn()")
    expect(page.locator(".source-card.open")).to_be_visible()
    assert page.evaluate("() => location.hash") in ("", "#")


def test_whoever_goes_for_the_slider_has_it_before_its_turn(page: Page, syria: Path) -> None:
    page.add_init_script(STOPPED)
    page.goto(syria.as_uri())
    page.locator("details.fold > :not(summary)").first.wait_for(state="attached")
    assert page.locator("#day-words").inner_text() == ""
    page.locator("#step-back").click()
    assert page.locator("#day-words").inner_text() != ""


def test_a_document_that_is_printed_at_once_has_all_of_its_folds_open(page: Page, syria: Path) -> None:
    page.add_init_script(STOPPED)
    page.goto(syria.as_uri())
    page.locator("details.fold > :not(summary)").first.wait_for(state="attached")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    assert page.locator(".source-card").count() > 0


def test_who_asks_for_a_day_sees_no_other_before(page: Page, syria: Path) -> None:
    page.add_init_script(AT_FIRST)
    page.goto(f"{syria.as_uri()}#as_of=2025-07-31")
    wait_until_open(page)
    assert page.evaluate("() => window.first") == "31 July 2025"


def test_a_place_in_the_document_is_gone_to(page: Page, syria: Path) -> None:
    page.goto(f"{syria.as_uri()}#panel-sources")
    wait_until_open(page)
    assert abs(page.locator("#panel-sources").evaluate("(one) => one.getBoundingClientRect().top")) < 40


def test_once_it_is_open_every_panel_is_laid_out(page: Page, syria: Path) -> None:
    page.goto(syria.as_uri())
    wait_until_open(page)
    kinds = "(all) => all.map((one) => getComputedStyle(one).contentVisibility)"
    assert set(page.locator(".panels > .panel, .blocks > *").evaluate_all(kinds)) == {"visible"}
    assert page.locator("details.fold:not(:has(> :not(summary)))").count() == 0
