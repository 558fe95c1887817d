"""Every shipped dossier opens by its own address, with its sites in view and nothing wrong in it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.browser.looking import PATIENCE, identity, open_dashboard
from tests.browser.server import ROOT

expect.set_options(timeout=PATIENCE)


def sites_by_dossier() -> dict[str, dict[str, Any]]:
    """The installations of each dossier that has any, as a person reads them in the file."""
    read = {
        path.stem: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for path in sorted((ROOT / "seeds").rglob("*.yaml"))
    }
    return {stem: dossier["installations"] for stem, dossier in read.items() if "installations" in dossier}


SITES: Final = sites_by_dossier()


@pytest.mark.parametrize("dossier", SITES)
def test_a_dossier_opens_with_its_sites_in_view_and_no_problem(
    shared_page: Page, server: Callable[..., str], seeds: Path, dossier: str
) -> None:
    shown = open_dashboard(shared_page, server(seeds), f"dossier={dossier}")
    expect(identity(shared_page)).to_contain_text(re.compile(r"(?<!\d)0 problems"))
    expect(identity(shared_page)).to_contain_text(re.compile(rf"(?<!\d){len(SITES[dossier])} installation"))
    placed = [site["location"] for site in SITES[dossier].values() if "lat" in site.get("location", {})]
    assert placed
    assert [place for place in placed if not shown.sees(place["lat"], place["lon"])] == []


def test_the_first_look_shows_the_sites_of_every_dossier(
    shared_page: Page, server: Callable[..., str], seeds: Path
) -> None:
    world = open_dashboard(shared_page, server(seeds))
    places = [site["location"] for sites in SITES.values() for site in sites.values() if "location" in site]
    assert [place for place in places if "lat" in place and not world.sees(place["lat"], place["lon"])] == []
