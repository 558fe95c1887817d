"""The map of a document on other days and with filters: marks, groups with their counts, list, card and register."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.bench.making import make_folder
from tests.browser.conftest import TODAY
from tests.browser.looking import PATIENCE, words
from tests.browser.server import ROOT

expect.set_options(timeout=PATIENCE)

BEFORE, SINCE, LAST = 13_665, 20_100, 20_513
"""Days: before anything made up began, after the last of it changed, and the document's own, 1 March 2026."""
# Every group and mark: how many stand there, and how many of them in which talks.
_MARKS = """() => map_1.basing.hits.marks.map(({ number, tallies, layer, row, groups, group }) => ({ number,
  rows: group === undefined ? [row] : groups.standingRows(group), said: map_1.basing.inTalks(tallies || []) }))"""
# How many pixels differ by more than smoothed edges do once all is drawn anew.
_DIFFERING = """() => {
  const canvases = [...document.querySelectorAll(".leaflet-basing-overlays-pane canvas")];
  const pictures = () => canvases.map((one) => one.getContext("2d").getImageData(0, 0, one.width, one.height).data);
  const touched = pictures();
  map_1.basing.redrawMarks();
  const differs = (data, at) => data.filter((value, i) => Math.abs(value - touched[at][i]) > 60).length;
  return pictures().map(differs).reduce((sum, number) => sum + number, 0);
}"""


@pytest.fixture
def page(emptied_page: Page) -> Page:
    """One page for all tests of this file: each opens anew what it looks at."""
    return emptied_page


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The document of 2,100 made-up installations, too many for one table."""
    folder = tmp_path_factory.mktemp("made")
    return snapshot(make_folder(folder / "data", 2100), folder / "made.html")


@pytest.fixture(scope="module")
def world(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return snapshot(seeds, tmp_path_factory.mktemp("world") / "world.html")


def snapshot(data: Path, output: Path) -> Path:
    command = [sys.executable, "-m", "dashboard.cli", "snapshot", "--data", str(data), "--today", TODAY]
    subprocess.run([*command, "-o", str(output)], cwd=ROOT, check=True, capture_output=True)
    return output


def opened(page: Page, document: Path, address: str = "lat=20&lon=20&zoom=3") -> Page:
    page.goto(f"{document.as_uri()}#{address}")
    expect(page.locator("#loading")).to_be_hidden()
    page.wait_for_timeout(300)  # the map is drawn again once its frame has its size
    return page


def set_moment(page: Page, day: int, passing: str = "null") -> None:
    page.evaluate(f"map_1.basing.setMoment({day}, {passing})")


def marks(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(_MARKS)
    return found


def passing(question: str) -> str:
    """The installations of the document whose id answers a question in JavaScript, as a mask."""
    return f"Uint8Array.from(basingData.sites, (id) => ({question}) ? 1 : 0)"


# --- groups ---


def test_a_group_counts_its_sites_by_their_talks(page: Page, made: Path) -> None:
    groups = [mark for mark in marks(opened(page, made)) if mark["number"] > 1]
    assert groups
    for group in groups:
        counted = [int(part.split(" ", 1)[0]) for part in group["said"].split(", ")]
        assert sum(counted) == group["number"] == len(group["rows"])


def test_before_any_talks_all_are_in_none(page: Page, made: Path) -> None:
    set_moment(opened(page, made), BEFORE)
    groups = [mark for mark in marks(page) if mark["number"] > 1]
    assert {group["said"] for group in groups} == {f"{group['number']} in no talks" for group in groups}


def test_another_day_moves_no_group(page: Page, made: Path) -> None:
    opened(page, made)
    after = [(mark["number"], mark["rows"]) for mark in marks(page)]
    set_moment(page, BEFORE)
    assert [(mark["number"], mark["rows"]) for mark in marks(page)] == after


def test_a_click_on_a_group_that_cannot_be_spread_says_the_counts(page: Page, world: Path) -> None:
    opened(page, world, "lat=34&lon=30&zoom=3")
    page.evaluate("map_1.setMaxZoom(3)")
    at = page.evaluate("""() => {
      const page = map_1.basing, mark = page.hits.marks.find(({ number }) => number > 2);
      const point = L.point(mark.x + page.view.left, mark.y + page.view.top).subtract(map_1.getPixelOrigin());
      const { left, top } = map_1.getContainer().getBoundingClientRect();
      const { x, y } = map_1.layerPointToContainerPoint(point);
      return { x: left + x, y: top + y, said: `${mark.number} here: ${page.inTalks(mark.tallies)}` };
    }""")
    page.mouse.move(at["x"], at["y"])
    tip = words(" ".join(page.locator("#tip > *").all_inner_texts()))
    assert tip.startswith(at["said"].replace(" here: ", " here "))
    page.mouse.click(at["x"], at["y"])
    expect(page.locator("#card-title")).to_have_text(at["said"])
    expect(page.locator("#card-list canvas")).to_have_count(int(at["said"].split()[0]))


def test_the_legend_names_the_ring_and_does_not_change_with_the_day(page: Page, made: Path) -> None:
    opened(page, made)
    legend = page.locator("#legend-body")
    expect(legend).to_contain_text("their talks in the ring")
    before = legend.inner_text()
    set_moment(page, BEFORE)
    assert legend.inner_text() == before


# --- another day, and filters ---


def test_a_map_that_was_touched_up_is_the_map_drawn_anew(page: Page, world: Path) -> None:
    opened(page, world, "lat=30&lon=30&zoom=3&overlays=footprints+events+installations")
    for day in (20_500, 20_300, 20_301, 16_000):
        set_moment(page, day)
        assert page.evaluate(_DIFFERING) == 0, day


def test_a_day_on_which_nothing_changes_paints_nothing(page: Page, made: Path) -> None:
    opened(page, made)
    painted = page.evaluate(
        """([since, before]) => {
          const { basing } = map_1, found = [];
          for (const day of [since, since + 100, before]) {
            let painted = false;
            CanvasRenderingContext2D.prototype.drawImage = () => { painted = true; };
            basing.setMoment(day, null);
            found.push(painted);
          }
          return found.slice(1);
        }""",
        [SINCE, BEFORE],
    )
    assert painted == [False, True]


def test_what_does_not_pass_is_neither_drawn_nor_listed_nor_found(page: Page, made: Path) -> None:
    opened(page, made)
    set_moment(page, SINCE, passing("id.endsWith('7')"))
    ids = page.evaluate("() => basingData.sites")
    drawn = {ids[row] for mark in marks(page) for row in mark["rows"]}
    assert drawn
    assert all(id_.endswith("7") for id_ in drawn)
    listed = page.locator("#sites-list button bdi").all_text_contents()
    assert listed
    assert all(name.endswith("7") for name in listed)
    page.locator("#search").fill("Site 12")
    found = page.locator("#found button bdi").all_text_contents()
    assert found
    assert all(name.endswith("7") for name in found)


def test_a_filter_that_is_taken_back_leaves_the_map_as_it_was(page: Page, made: Path) -> None:
    opened(page, made)
    before = marks(page)
    set_moment(page, SINCE, passing("id.endsWith('7')"))
    set_moment(page, LAST)
    assert marks(page) == before


def test_the_open_card_follows_the_day(page: Page, world: Path) -> None:
    opened(page, world, "lat=35.16&lon=35.9&zoom=10")
    page.locator("#search").fill("Tartus")
    page.locator("#found button").first.click()
    facts = page.locator("#card-facts")
    expect(facts).to_contain_text("says Russia")
    set_moment(page, 0)
    expect(facts).to_contain_text("nothing published by this day")
    set_moment(page, LAST, passing("id !== 'tartus'"))
    expect(page.locator("#card")).to_be_hidden()


def test_the_paged_register_follows_the_day_and_the_filters(page: Page, made: Path) -> None:
    opened(page, made)
    page.get_by_text("Every installation on the map").click()
    first = page.locator("#panel-register tbody tr").first
    expect(first).to_contain_text("Talks: Talks 0")
    set_moment(page, BEFORE)
    expect(first).not_to_contain_text("Talks:")
    set_moment(page, BEFORE, passing("id === 'site-77'"))
    expect(page.locator("#panel-register tbody th")).to_have_text(["Site 77"])


# --- the columns, read in the browser ---


def test_every_row_is_where_and_what_the_overlay_says(
    page: Page, world: Path, staged_world: Callable[[], Any]
) -> None:
    from layers.overlays.installations import INSTALLATIONS

    frame = INSTALLATIONS.draw(staged_world())
    told = {
        id_: [label, list(lines), look, None if point is None else [round(point.y, 4), round(point.x, 4)]]
        for id_, label, lines, look, point in zip(
            frame["id"], frame["label"], frame["lines"], frame["colour"], frame.geometry, strict=True
        )
    }
    opened(page, world)
    read = page.evaluate("""() => {
      const layer = map_1.basing.siteLayer;
      return Object.fromEntries(layer.ids.map((id, row) => {
        const { label, lines, look, point, lat, lon } = layer.item(row);
        return [id, [label, lines, look.colour, point ? [lat, lon] : null]];
      }));
    }""")
    assert read == told


@pytest.fixture
def staged_world(seeds: Path, root: Path) -> Callable[[], Any]:
    """The Scene that the document of the world is of."""
    from datetime import date

    from layers.config import read_config
    from layers.dataset import read_dataset
    from layers.frames import build_frames
    from layers.scene import stage
    from layers.view import parse_view

    def staged() -> Any:
        config = read_config(root / "config.yaml")
        dataset = read_dataset(seeds, config)
        return stage(
            config, dataset, build_frames(dataset, config), parse_view(""), date.fromisoformat(TODAY)
        )

    return staged
