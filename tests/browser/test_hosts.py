"""A site whose land parties differ on, as a reader meets it on the map."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import labels
from tests.browser.conftest import TODAY
from tests.browser.looking import PATIENCE, MapFrame
from tests.browser.server import ROOT

expect.set_options(timeout=PATIENCE)

PLACE = (-7.313, 72.411)
LAYERS = [
    {"party": "MU", "capacity": "claims", "from": "1980", "by": ["MU"], "sources": "report"},
    {"party": "GB", "capacity": "administers", "from": "1965", "sources": "report"},
]


@pytest.fixture
def page(emptied_page: Page) -> Page:
    """One page for all tests of this file: each opens anew what it looks at."""
    return emptied_page


@pytest.fixture
def filtered(page: Page, dossier: Callable[..., Path], tmp_path: Path) -> MapFrame:
    """The map of a document that asks for one of the hosts."""
    location = {"lat": PLACE[0], "lon": PLACE[1]}
    folder = dossier(installations={"harbour": {"host": LAYERS, "location": location}})
    command = [sys.executable, "-m", "dashboard.cli", "snapshot", "--data", str(folder), "--today", TODAY]
    output = tmp_path / "basing.html"
    subprocess.run([*command, "--view", "host=MU", "-o", str(output)], cwd=ROOT, check=True)
    page.goto(output.as_uri())
    expect(page.locator("#loading")).to_be_hidden()
    return MapFrame(page.main_frame)


def test_the_list_of_sites_says_which_layer_the_filter_matches(filtered: MapFrame) -> None:
    row = filtered.frame.locator("#sites-list button")
    expect(row).to_contain_text("Matches: Mauritius: claims, since 1980, by Mauritius")


def test_the_popup_names_the_hosts_and_why_the_mark_is_hatched(filtered: MapFrame) -> None:
    filtered.click(*PLACE)
    facts = filtered.frame.locator("#card-facts")
    expect(facts).to_contain_text("United Kingdom administers; Mauritius claims")
    expect(facts).to_contain_text("claimed or held by several")


def test_the_legend_says_what_the_hatching_means(filtered: MapFrame) -> None:
    expect(filtered.frame.locator("#legend-body")).to_contain_text("Land claimed or held by several")


def test_a_hatched_mark_has_its_name_beside_it(filtered: MapFrame) -> None:
    assert "Harbour facility" in {box.words for box in labels.written(filtered.frame)}
