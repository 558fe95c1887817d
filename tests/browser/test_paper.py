"""The document on paper: nothing is cut, nothing stays folded, sources are printed with their addresses."""

import os
import re
import struct
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import TODAY
from tests.browser.looking import MapFrame, wait_until_open
from tests.browser.server import ROOT

A4, LETTER = (595, 842), (612, 792)
WIDTH = 670
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def run(only_syria: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A function that writes a snapshot of the dossier on Syria under a name."""

    def snapshot(
        output: Path, *options: str, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        command = [
            sys.executable,
            "-m",
            "dashboard.cli",
            "snapshot",
            "--data",
            str(only_syria),
            "--today",
            TODAY,
        ]
        return subprocess.run(
            [*command, "-o", str(output), *options], cwd=ROOT, env={**os.environ, **(environment or {})},
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    return snapshot


@pytest.fixture(scope="module")
def document(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("paper") / "basing.html"
    assert run(path).returncode == 0
    return path


@pytest.fixture
def sheet(open_page: Callable[..., Page], document: Path) -> Page:
    """The document as it is laid out for a sheet, on a machine that prefers the dark."""
    page = open_page(viewport={"width": WIDTH, "height": 980}, color_scheme="dark")
    page.goto(document.as_uri())
    wait_until_open(page)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    return page


def test_nothing_is_wider_than_the_sheet(sheet: Page) -> None:
    wide = sheet.evaluate(
        "(width) => [...document.querySelectorAll('.panels *, .identity *, .legend *')]"
        ".filter(one => one.getBoundingClientRect().right > width + 1).map(one => one.outerHTML.slice(0, 80))",
        WIDTH,
    )
    assert wide == []


def test_a_sheet_need_not_be_shrunk(sheet: Page) -> None:
    # What is too wide in one place makes a browser print everything smaller.
    assert sheet.evaluate("document.documentElement.scrollWidth") <= WIDTH


def test_no_fold_is_closed(sheet: Page) -> None:
    assert sheet.locator("details:not([open])").count() == 0


def test_folds_are_closed_again(sheet: Page) -> None:
    sheet.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert sheet.locator(".panels details[open]").count() == 0


def test_the_map_stays_where_it_was(page: Page, document: Path) -> None:
    page.goto(document.as_uri())
    wait_until_open(page)
    before = MapFrame(page.main_frame).look()
    for event in ("beforeprint", "afterprint"):
        page.evaluate("(name) => window.dispatchEvent(new Event(name))", event)
    assert MapFrame(page.main_frame).look() == before


def test_the_sheet_is_light(sheet: Page) -> None:
    assert sheet.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_what_is_clicked_is_not_printed(sheet: Page) -> None:
    for name in (".tools", ".leaflet-control-zoom", "#card"):
        expect(sheet.locator(name).first).to_be_hidden()


def test_the_map_shows_its_sites(sheet: Page) -> None:
    assert len(MapFrame(sheet.main_frame).sites()) == 3


def test_the_address_of_a_source_is_printed(sheet: Page) -> None:
    words = sheet.evaluate(
        "getComputedStyle(document.querySelector('#panel-sources a[href^=http]'), '::after').content"
    )
    assert "http" in words


@pytest.mark.parametrize(("paper", "size"), [("a4", A4), ("letter", LETTER)])
def test_a_pdf_has_the_size_of_its_paper(run: Run, tmp_path: Path, paper: str, size: tuple[int, int]) -> None:
    done = run(tmp_path / "basing.pdf", "--paper", paper)
    assert (done.returncode, done.stderr) == (0, "")
    data = (tmp_path / "basing.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    boxes = {
        tuple(round(float(side)) for side in box.split()[2:])
        for box in re.findall(rb"/MediaBox ?\[([^\]]*)\]", data)
    }
    assert boxes == {size}
    assert len(re.findall(rb"/Type ?/Page\b", data)) > 5


def test_a_picture_has_its_size_and_shows_a_map(run: Run, tmp_path: Path) -> None:
    done = run(tmp_path / "basing.png")
    assert (done.returncode, done.stderr) == (0, "")
    data = (tmp_path / "basing.png").read_bytes()
    assert struct.unpack(">II", data[16:24]) == (2400, 1600)
    assert len(data) > 60_000  # an empty map packs to less


def test_without_chromium_it_says_what_to_install(run: Run, tmp_path: Path) -> None:
    done = run(tmp_path / "basing.pdf", environment={"PATH": str(tmp_path), "BASING_CHROMIUM": ""})
    assert done.returncode == 2
    assert "drawn by Chromium, and none was found: install it" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("named", "message"),
    [("/nowhere/chromium", "BASING_CHROMIUM names `/nowhere/chromium`, which is no program"),
     ("false", "drew nothing")],
)  # fmt: skip
def test_a_chromium_that_does_not_draw_is_named(run: Run, tmp_path: Path, named: str, message: str) -> None:
    done = run(tmp_path / "basing.png", environment={"BASING_CHROMIUM": named})
    assert done.returncode == 2
    assert message in done.stderr
    assert list(tmp_path.iterdir()) == []
