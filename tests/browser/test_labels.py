"""The first thing a reader sees: every site of the shipped dossiers, and names that do not cover one another."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page

from tests.browser import labels
from tests.browser.conftest import TODAY
from tests.browser.guard import Watch
from tests.browser.looking import PATIENCE, open_dashboard, wait_until_open
from tests.browser.test_snapshot import snapshot

SIZES = ((1280, 800), (390, 844))


@pytest.fixture(scope="module")
def document(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("world") / "basing.html"
    snapshot(seeds, path)
    return path


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """One page of each size, for all tests of this file only read from it."""
    width, height = request.param
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    seen = Watch()
    seen.follow(context)
    yield context.new_page()
    context.close()
    assert seen.errors == [], "the console holds errors"


@pytest.fixture(scope="module", params=["dashboard", "snapshot"])
def world(
    request: pytest.FixtureRequest, page: Page, server: Callable[..., str], seeds: Path, document: Path
) -> Frame:
    """The whole world with all sites, as it opens."""
    if request.param == "dashboard":
        frame = open_dashboard(page, server(seeds, today=TODAY)).frame
    else:
        page.goto(document.as_uri())
        frame = page.main_frame
    frame.locator("#loading").wait_for(state="hidden", timeout=PATIENCE)
    page.wait_for_timeout(500)  # the map is drawn again once its frame has its size
    return frame


def placed(frame: Frame) -> set[str]:
    """The names of all sites of the data that have a point."""
    names: Any = frame.evaluate(
        "() => { const { siteLayer } = map_1.basing;"
        " return siteLayer.labels.filter((_, row) => siteLayer.stands(row) && siteLayer.isPoint(row)); }"
    )
    return set(names)


def test_the_world_shows_every_site_and_no_label_covers_another(world: Frame) -> None:
    written, marks = labels.written(world), labels.marks(world)
    assert labels.overlapping(written) == []
    assert labels.cut(written, *labels.size(world)) == []
    assert {name for mark in marks for name in mark.names} == placed(world)
    assert hidden(marks, labels.over_the_map(world)) == []


def test_a_group_says_how_many_it_stands_for(world: Frame) -> None:
    counts = sorted(str(len(mark.names)) for mark in labels.marks(world) if len(mark.names) > 1)
    said = [box.words for box in labels.written(world)]
    assert [count for count in set(counts) if said.count(count) < counts.count(count)] == []


def test_the_list_of_sites_names_all_in_view(world: Frame) -> None:
    listed = world.locator("#sites-list button bdi").all_text_contents()
    assert set(listed) == placed(world)


def test_names_of_countries_and_seas_are_on_the_map(world: Frame) -> None:
    said = {box.words for box in labels.written(world)}
    assert said & {"RUSSIA", "CANADA", "AUSTRALIA", "BRAZIL"}
    assert said & {"Atlantic Ocean", "South Atlantic", "Indian Ocean"}


def hidden(marks: list[labels.Mark], parts: list[labels.Box]) -> list[tuple[str, ...]]:
    """The markers that something of the page lies over."""
    return [
        mark.names
        for mark in marks
        if any(part.left < mark.x < part.right and part.top < mark.y < part.bottom for part in parts)
    ]


@pytest.fixture
def resized(chromium: Browser) -> Iterator[Callable[..., Frame]]:
    """A function that opens an address in a window, gives the window another size, and waits until the map knows."""
    context = chromium.new_context()
    page = context.new_page()

    def opened(address: str, before: tuple[int, int], after: tuple[int, int]) -> Frame:
        page.set_viewport_size({"width": before[0], "height": before[1]})
        page.goto(address)
        wait_until_open(page)
        page.set_viewport_size({"width": after[0], "height": after[1]})
        page.main_frame.evaluate(KNOWN, after[0])
        return page.main_frame

    yield opened
    context.close()


# Until the window is so wide and the map knows what that leaves it.
KNOWN = """width => new Promise(done => {
  const look = () => innerWidth === width && map_1.getContainer().clientWidth === map_1.getSize().x
    ? done() : requestAnimationFrame(look);
  look();
})"""


@pytest.mark.parametrize(("before", "after"), [((1700, 900), (640, 700)), ((1280, 800), (390, 844))])
def test_the_whole_world_stays_whole_when_its_room_changes(
    resized: Callable[..., Frame], document: Path, before: tuple[int, int], after: tuple[int, int]
) -> None:
    world = resized(document.as_uri(), before, after)
    assert {name for mark in labels.marks(world) for name in mark.names} == placed(world)


def test_a_place_that_was_asked_for_stays_when_its_room_changes(
    resized: Callable[..., Frame], document: Path
) -> None:
    asked = resized(f"{document.as_uri()}#lat=40&lon=30&zoom=5", (1280, 800), (900, 700))
    assert asked.evaluate("() => [map_1.getZoom(), map_1.getCenter().lat]") == [5, pytest.approx(40, abs=0.1)]
