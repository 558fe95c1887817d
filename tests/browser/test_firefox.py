"""The document in Firefox too, where one is installed: it opens, asks for nothing, and is drawn."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import TODAY
from tests.browser.firefox import Firefox, find_firefox, running
from tests.browser.server import ROOT

FIREFOX = find_firefox()
pytestmark = pytest.mark.skipif(FIREFOX is None, reason="no Firefox is installed")


@pytest.fixture(scope="module")
def document(only_syria: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("firefox") / "basing.html"
    command = [sys.executable, "-m", "dashboard.cli", "snapshot", "--data", str(only_syria), "--today", TODAY]
    subprocess.run([*command, "-o", str(path)], cwd=ROOT, check=True, capture_output=True)
    return path


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with running(FIREFOX or "", tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture
def opened(firefox: Firefox, document: Path) -> Firefox:
    firefox.open("about:blank")
    firefox.logged.clear()
    firefox.asked.clear()
    firefox.open(document.as_uri())
    firefox.wait_for("document.documentElement.classList.contains('open')")
    return firefox


def test_it_opens_with_no_request_and_an_empty_console(opened: Firefox, document: Path) -> None:
    assert opened.evaluate("document.querySelectorAll('#sites-list button').length") == 3
    assert opened.logged == []
    assert set(opened.asked) <= {document.as_uri()}


def test_its_map_is_painted(opened: Firefox) -> None:
    colours = """(() => {
      const canvas = document.querySelectorAll("canvas.leaflet-zoom-animated")[0];
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const seen = new Set();
      for (let at = 0; at < data.length; at += 4000) seen.add(data.slice(at, at + 3).join());
      return seen.size;
    })()"""
    assert opened.evaluate(colours) > 2


def test_a_source_mark_opens_the_source(opened: Firefox) -> None:
    opened.evaluate("document.querySelector('#panel-talks sup a').click()")
    assert "Publisher" in opened.evaluate("document.querySelector('.source-card.open').textContent")
