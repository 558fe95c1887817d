"""The first thing a reader sees: every site of the shipped dossiers, and names that do not cover one another."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page

from tests.browser import labels
from tests.browser.conftest import TODAY
from tests.browser.guard import Watch
from tests.browser.looking import PATIENCE, open_dashboard
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
