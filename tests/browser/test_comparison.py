"""The page of `basing diff` in a browser: readable in any light and width, and nothing in it runs."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from layers.comparing import WRITERS, compare, html_page
from layers.comparing.maps import map_of
from layers.config import Config
from layers.dataset import Dataset, read_dataset
from layers.view import View
from tests.browser.axe import violations
from tests.dossiers import write_dossier
from tests.hostile import write_hostile_dossier

Opened = Callable[..., Page]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def opened(open_page: Opened, tmp_path: Path) -> Callable[..., Page]:
    """A function that shows what differs between two Datasets; it takes the options of a browser context."""

    def shown(old: Dataset, new: Dataset, **options: Any) -> Page:
        path = tmp_path / "comparison.html"
        path.write_text(WRITERS["html"](compare(old, new)), encoding="utf-8")
        page = open_page(**options)
        page.goto(path.as_uri())
        return page

    return shown


@pytest.fixture
def states(tmp_path: Path, config: Config) -> tuple[Dataset, Dataset]:
    """The small dossier before and after somebody renamed the harbour."""
    old = write_dossier(tmp_path / "old")
    new = write_dossier(tmp_path / "new", installations={"harbour": {"name": "Port"}})
    return read_dataset(old, config), read_dataset(new, config)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(opened: Opened, states: tuple[Dataset, Dataset], scheme: str) -> None:
    assert violations(opened(*states, color_scheme=scheme)) == []


@pytest.mark.parametrize("hostile", [False, True])
def test_it_fits_on_a_phone(
    opened: Opened, states: tuple[Dataset, Dataset], tmp_path: Path, config: Config, hostile: bool
) -> None:
    attacks = read_dataset(write_hostile_dossier(tmp_path / "hostile", config.vocabularies), config)
    page = opened(states[0], attacks if hostile else states[1], viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_no_text_in_it_runs(opened: Opened, tmp_path: Path, config: Config) -> None:
    attacks = read_dataset(write_hostile_dossier(tmp_path / "hostile", config.vocabularies), config)
    assert opened(Dataset(), attacks).evaluate("window.hacked") is None


# --- the maps ---


@pytest.fixture
def beside(open_page: Opened, tmp_path: Path, config: Config, states: tuple[Dataset, Dataset]) -> Opened:
    """A function that shows both maps of the small dossier; it takes the options of a browser context."""

    def shown(*compared: Dataset, **options: Any) -> Page:
        old, new = compared or states
        maps = [map_of(state, config, date(2026, 3, 1), View()) for state in (old, new)]
        path = tmp_path / "comparison.html"
        path.write_text(html_page(compare(old, new), maps), encoding="utf-8")
        page = open_page(**options)
        page.goto(path.as_uri())
        for frame in page.frames[1:]:
            expect(frame.locator("#loading")).to_be_hidden()
        return page

    return shown


def test_both_maps_are_drawn(beside: Opened) -> None:
    page = beside()
    for frame, name in zip(page.frames[1:], ("Harbour facility", "Port"), strict=True):
        frame.locator("#sites summary").click()
        expect(frame.locator("#sites-list")).to_contain_text(name)


def test_a_map_that_is_moved_moves_the_other(beside: Opened) -> None:
    _, old, new = beside().frames
    before = scale_of(new)
    old.locator(".leaflet-control-zoom-out").click()
    old.locator(".leaflet-control-zoom-out").click()
    expect(new.locator(".leaflet-control-scale-line")).not_to_have_text(before)
    expect(new.locator(".leaflet-control-scale-line")).to_have_text(scale_of(old))


def scale_of(frame: Any) -> str:
    return str(frame.locator(".leaflet-control-scale-line").inner_text())


def test_the_maps_stand_below_one_another_on_a_phone(beside: Opened) -> None:
    page = beside(viewport=PHONE)
    first, second = (frame.bounding_box() for frame in page.locator("iframe").all())
    assert first is not None
    assert second is not None
    assert first["y"] + first["height"] <= second["y"]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_no_text_in_the_maps_runs(beside: Opened, tmp_path: Path, config: Config) -> None:
    attacks = read_dataset(write_hostile_dossier(tmp_path / "hostile", config.vocabularies), config)
    page = beside(attacks, attacks)
    assert [frame.evaluate("window.hacked") for frame in page.frames] == [None] * 3
