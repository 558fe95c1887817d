"""The page of `basing diff` in a browser: readable in any light and width, and nothing in it runs."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from layers.comparing import WRITERS, compare
from layers.config import Config
from layers.dataset import Dataset, read_dataset
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
