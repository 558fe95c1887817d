"""While the dashboard runs, a saved file shows, and a broken one costs nothing that was good."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard import stamps
from tests.browser.looking import PATIENCE, identity, map_of, open_dashboard, open_tab, panel, said

expect.set_options(timeout=PATIENCE)

LIMIT = 6_000
"""Milliseconds: two seconds are promised; the rest is for a machine that runs other tests meanwhile."""
NAME = "Tartus naval facility"


@pytest.fixture
def page(emptied_page: Page) -> Page:
    """One page for all tests of this file: each opens anew what it looks at."""
    return emptied_page


@pytest.fixture(scope="module")
def folder(only_syria: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("live") / "data"
    shutil.copytree(only_syria, copy)
    return copy


@pytest.fixture
def dossier(folder: Path, only_syria: Path) -> Path:
    """The dossier as shipped, whatever the test before has made of it."""
    shutil.copy(only_syria / "russia-syria.yaml", folder)
    return folder / "russia-syria.yaml"


@pytest.fixture
def live(page: Page, server: Callable[..., str], dossier: Path) -> Page:
    """A dashboard that shows the shipped dossier, marked so that a reload would be noticed."""
    open_dashboard(page, server(dossier.parent))
    open_tab(page, "Installation")
    expect(panel(page).get_by_role("button", name=NAME)).to_be_visible()
    expect(identity(page)).to_contain_text("0 problems")
    page.evaluate("window.stayed = true")
    return page


def change(dossier: Path, old: str, new: str) -> None:
    text = dossier.read_text(encoding="utf-8")
    assert old in text
    dossier.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_saved_change_shows_without_a_reload(live: Page, dossier: Path) -> None:
    change(dossier, NAME, "Tartus, renamed")
    expect(panel(live).get_by_role("button", name="Tartus, renamed")).to_be_visible(timeout=LIMIT)
    assert live.evaluate("window.stayed") is True


def test_a_saved_change_shows_on_the_map(live: Page, dossier: Path) -> None:
    change(dossier, NAME, "Tartus, renamed")
    renamed = map_of(live).frame.locator("#sites-list bdi", has_text="Tartus, renamed")
    expect(renamed).to_have_count(1, timeout=LIMIT)


def test_the_folder_is_looked_at_and_asked_about_at_least_once_a_second(root: Path) -> None:
    app = (root / "dashboard" / "app.py").read_text(encoding="utf-8")
    every = re.search(r"@st\.fragment\(run_every=([\d.]+)\)", app)
    assert every is not None
    assert stamps.PAUSE + float(every[1]) < 2


def test_a_broken_change_is_reported_by_file_line_and_column(live: Page, dossier: Path) -> None:
    change(dossier, f"name: {NAME}", "name: [Tartus")
    expect(identity(live)).to_contain_text(re.compile("[1-9]\\d* problem"), timeout=LIMIT)
    table = open_tab(live, "Problems").get_by_role("table")
    row = table.get_by_role("row").nth(1)
    line = dossier.read_text(encoding="utf-8").partition("name: [Tartus")[0].count("\n") + 1
    expect(row).to_contain_text("russia-syria.yaml")
    reported = int(row.get_by_role("cell").first.inner_text())
    assert line <= reported <= line + 1  # the bracket is missed where the next key stands
    expect(row.get_by_role("cell").nth(1)).to_have_text(re.compile(r"^\d+$"))


def test_a_broken_change_leaves_the_last_good_version_on_the_map(live: Page, dossier: Path) -> None:
    before = map_of(live).sites()
    change(dossier, f"name: {NAME}", "name: [Tartus")
    expect(identity(live)).to_contain_text(re.compile("[1-9]\\d* problem"), timeout=LIMIT)
    assert map_of(live).sites() == before
    assert NAME in said(panel(live))


def test_a_mended_file_takes_the_problem_away(live: Page, dossier: Path) -> None:
    change(dossier, f"name: {NAME}", "name: [Tartus")
    expect(identity(live)).to_contain_text(re.compile("[1-9]\\d* problem"), timeout=LIMIT)
    change(dossier, "name: [Tartus", f"name: {NAME}")
    expect(identity(live)).to_contain_text("0 problems", timeout=LIMIT)
