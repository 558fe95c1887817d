"""axe finds nothing wrong in what we show: each panel, light and dark, wide and on a phone, and the snapshot.

What Streamlit makes by itself and lets nobody set is named below with the reason; all else is ours to mend.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import TODAY
from tests.browser.looking import PATIENCE, map_of, open_dashboard, open_tab, wait_until_open
from tests.browser.server import ROOT

expect.set_options(timeout=PATIENCE)

TABS = (
    "Talks",
    "Roles",
    "Installation",
    "Positions",
    "Contested",
    "Sources",
    "Counting",
    "Coverage",
    "Problems",
)
WIDE = {"width": 1440, "height": 900}
TABLET = {"width": 768, "height": 1024}
PHONE = {"width": 390, "height": 844}
STREAMLIT: Final = (
    # The link to skip to the content stands before the landmarks, for which axe has a rule; it has no setting.
    "[data-testid=stSkipToContent]",
)
"""Elements that Streamlit makes by itself."""


@pytest.mark.parametrize(
    ("scheme", "size", "tabs"),
    [("light", WIDE, TABS), ("dark", WIDE, TABS), ("light", PHONE, TABS[:3])],
    ids=["light", "dark", "phone"],
)
def test_no_panel_of_the_dashboard_has_a_fault(
    open_page: Callable[..., Page],
    server: Callable[..., str],
    only_syria: Path,
    scheme: str,
    size: dict[str, int],
    tabs: tuple[str, ...],
) -> None:
    page = open_page(color_scheme=scheme, viewport=size)
    open_dashboard(page, server(only_syria), "selected=tartus")
    found = {"the whole page": violations(page, *STREAMLIT)}
    for title in tabs:
        open_tab(page, title)
        found[title] = violations(page, within=".st-key-panels")
    assert {title: faults for title, faults in found.items() if faults} == {}


def test_an_open_source_and_an_open_list_of_sites_have_no_fault(
    page: Page, server: Callable[..., str], only_syria: Path
) -> None:
    open_dashboard(page, server(only_syria))
    frame = map_of(page).frame
    frame.locator("#sites summary").click()
    frame.locator("#sites-list button").first.click()
    expect(page.get_by_role("tab", name="Installation")).to_have_attribute("aria-selected", "true")
    open_tab(page, "Talks").locator("sup a").first.click()
    assert violations(page, *STREAMLIT) == []


def test_what_is_wrong_in_the_address_is_named_without_a_fault(
    page: Page, server: Callable[..., str], only_syria: Path
) -> None:
    open_dashboard(page, server(only_syria), "as_of=soon")
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page, *STREAMLIT) == []


@pytest.fixture(scope="module")
def document(only_syria: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("axe") / "basing.html"
    command = [sys.executable, "-m", "dashboard.cli", "snapshot", "--data", str(only_syria), "--today", TODAY]
    subprocess.run([*command, "-o", str(path)], cwd=ROOT, check=True, capture_output=True)
    return path


# Each size and each scheme, not each with each: colours do not depend on the size.
@pytest.mark.parametrize(
    ("scheme", "size"),
    [("light", WIDE), ("dark", WIDE), ("dark", TABLET), ("light", PHONE)],
    ids=["light-wide", "dark-wide", "dark-tablet", "light-phone"],
)
def test_the_snapshot_has_no_fault(
    open_page: Callable[..., Page], document: Path, scheme: str, size: dict[str, int]
) -> None:
    page = open_page(color_scheme=scheme, viewport=size)
    page.goto(document.as_uri())
    wait_until_open(page)
    assert violations(page) == []


@pytest.fixture(scope="module", params=["--static", "--embed"])
def other_document(
    request: pytest.FixtureRequest, only_syria: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The document without scripts, and the frame of one."""
    path = tmp_path_factory.mktemp("axe") / "basing.html"
    command = [sys.executable, "-m", "dashboard.cli", "snapshot", "--data", str(only_syria), "--today", TODAY]
    subprocess.run([*command, "-o", str(path), request.param], cwd=ROOT, check=True, capture_output=True)
    return path if request.param == "--static" else path.with_suffix(".embed.html")


@pytest.mark.parametrize(
    ("scheme", "size"),
    [("light", WIDE), ("dark", WIDE), ("dark", PHONE)],
    ids=["light-wide", "dark-wide", "dark-phone"],
)
def test_other_documents_have_no_fault(
    open_page: Callable[..., Page], other_document: Path, scheme: str, size: dict[str, int]
) -> None:
    page = open_page(color_scheme=scheme, viewport=size)
    page.goto(other_document.as_uri())
    page.wait_for_timeout(500)
    assert violations(page) == []
