"""Text that attacks, in every field, in the configuration and in the address: shown as text, run nowhere.

That no address off this machine is asked for and that the console holds no error is checked by the fixtures.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.browser.conftest import TODAY
from tests.browser.looking import (
    PATIENCE,
    MapFrame,
    identity,
    open_dashboard,
    open_tab,
    said,
    wait_until_open,
    words,
)
from tests.browser.server import ROOT, serving
from tests.hostile import (
    ATTACK,
    ID,
    STEM,
    hostile_config,
    hostile_dossier,
    texts,
    write_hostile_dossier,
    write_hostile_faults,
)

expect.set_options(timeout=PATIENCE)

TABS = ("Talks", "Roles", "Installation", "Positions", "Contested", "Sources", "Problems")
SITE = f"{ID}installations"


@pytest.fixture
def page(emptied_page: Page) -> Page:
    """One page for all tests of this file: each opens anew what it looks at."""
    return emptied_page


@dataclass
class Hostile:
    """The attacked data, its configuration, and the dashboard on both."""

    data: Path
    config: Path
    fields: list[str]
    address: str


@pytest.fixture(scope="module")
def hostile(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    folder = tmp_path_factory.mktemp("hostile")
    shipped: dict[str, Any] = yaml.safe_load((root / "config.yaml").read_text(encoding="utf-8"))
    config = folder / "config.yaml"
    config.write_text(yaml.safe_dump(hostile_config(shipped), allow_unicode=True, sort_keys=False), "utf-8")
    data = write_hostile_faults(write_hostile_dossier(folder / "data", shipped["vocabularies"]))
    fields = [words(text) for text in texts(hostile_dossier(shipped["vocabularies"]))]
    with serving(data, today=TODAY, config=config, options=["--edit"]) as address:
        yield Hostile(data, config, fields, address)


@pytest.fixture
def wary(page: Page) -> Page:
    """A page on which a dialog is a fault."""
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    return page


def hacked(page: Page) -> list[Any]:
    """What the attacks left in any frame; nothing if none ran."""
    left = (frame.evaluate("window.hacked") for frame in page.frames)
    return [value for value in left if value is not None]


# --- the dashboard ---


def test_nothing_runs_in_any_tab_and_all_of_it_is_text(wary: Page, hostile: Hostile) -> None:
    open_dashboard(wary, hostile.address, urlencode({"selected": SITE}))
    for title in TABS:
        assert words(ATTACK) in said(open_tab(wary, title)), title
    assert hacked(wary) == []


def test_nothing_runs_when_the_map_tells_about_a_site(wary: Page, hostile: Hostile) -> None:
    coast = open_dashboard(wary, hostile.address)
    coast.frame.get_by_role("searchbox").fill("installations.name")
    expect(coast.frame.locator("#found button").first).to_contain_text("<script>window.hacked=1</script>")
    coast.click(34.914, 35.874)
    card = coast.frame.locator("#card")
    expect(card).to_contain_text("<script>window.hacked=1</script>")
    expect(coast.frame.locator("#legend")).to_contain_text("${window.hacked=1}")
    assert hacked(wary) == []


def test_nothing_runs_in_the_sidebar(wary: Page, hostile: Hostile) -> None:
    open_dashboard(wary, hostile.address, urlencode({"dossier": STEM, "selected": SITE}))
    sidebar = wary.get_by_test_id("stSidebar")
    expect(sidebar.get_by_role("heading", level=1)).to_contain_text("<script>window.hacked=1</script>")
    assert words(f"config.summary {ATTACK}") in words(sidebar.locator(".summary").first.inner_text())
    sidebar.get_by_text("More filters").click()
    sidebar.get_by_label("Role claimed").click()
    expect(wary.get_by_role("option").first).to_contain_text("<img src=x onerror=window.hacked=1>")
    assert hacked(wary) == []


def test_nothing_runs_from_the_address(wary: Page, hostile: Hostile) -> None:
    query = dict.fromkeys(("q", "selected", "host", "as_of", "lang", "overlays", ATTACK), ATTACK)
    open_dashboard(wary, hostile.address, urlencode(query))
    alerts = wary.get_by_role("alert")
    expect(alerts.first).to_be_visible()
    assert "<script>window.hacked=1</script>" in words(" ".join(alerts.all_inner_texts()))
    expect(wary.get_by_label("Search", exact=True)).to_have_value(ATTACK)
    assert hacked(wary) == []


def test_a_fault_is_quoted_as_text(wary: Page, hostile: Hostile) -> None:
    open_dashboard(wary, hostile.address)
    expect(identity(wary)).to_contain_text("problems")
    text = said(open_tab(wary, "Problems"))
    assert words(f"{ATTACK} key") in text
    assert "javascript:window.hacked=1" in text
    assert hacked(wary) == []


# --- the snapshot ---


@pytest.fixture(scope="module", params=["", SITE, f"{ID}negotiations"], ids=["all", "site", "talks"])
def document(
    request: pytest.FixtureRequest, hostile: Hostile, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("snapshot") / "hostile.html"
    view = urlencode({"selected": request.param}) if request.param else ""
    command = [sys.executable, "-m", "dashboard.cli", "snapshot", "--data", str(hostile.data), "--view", view]
    options = ["--config", str(hostile.config), "--today", TODAY, "-o", str(path)]
    subprocess.run([*command, *options], cwd=ROOT, check=True, capture_output=True)
    return path


def test_nothing_runs_in_the_snapshot(wary: Page, document: Path) -> None:
    wary.goto(document.as_uri())
    page_map = MapFrame(wary.main_frame)
    wait_until_open(wary)
    page_map.click(34.914, 35.874)
    wary.locator("sup a").first.click()
    wary.evaluate("document.querySelectorAll('details').forEach(folded => { folded.open = true; })")
    assert words(ATTACK) in said(wary.locator(".panels"))
    assert hacked(wary) == []


def test_nothing_runs_from_the_view_of_a_snapshot(wary: Page, hostile: Hostile, tmp_path: Path) -> None:
    """It matches nothing either: the map is empty, and says so."""
    path = tmp_path / "view.html"
    view = urlencode(dict.fromkeys(("q", "selected", "host", "dossier", "role", "lang", "overlays"), ATTACK))
    command = [sys.executable, "-m", "dashboard.cli", "snapshot", "--data", str(hostile.data), "--view", view]
    options = ["--config", str(hostile.config), "--today", TODAY, "-o", str(path)]
    ran = subprocess.run([*command, *options], cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    assert "is asked for and nothing in the data has it" in ran.stderr
    wary.goto(path.as_uri())
    wait_until_open(wary)
    assert "0 installations, 0 negotiations" in words(wary.locator(".identity").inner_text())
    assert "No negotiation as of" in words(wary.locator("#panel-talks").inner_text())
    assert urlencode({"q": ATTACK}).partition("=")[2][:40] in wary.locator("#panel-cite").inner_text()
    assert hacked(wary) == []


def test_no_link_in_the_snapshot_leads_anywhere_but_to_the_web(page: Page, document: Path) -> None:
    page.goto(document.as_uri())
    wait_until_open(page)
    links = page.evaluate("[...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))")
    assert [link for link in links if not link.startswith(("https://", "http://", "#"))] == []


def test_every_attack_that_is_shown_is_shown_whole(page: Page, document: Path, hostile: Hostile) -> None:
    page.goto(document.as_uri())
    wait_until_open(page)
    text = words(page.locator(".panels").text_content() or "")
    names = {field.split()[0] for field in hostile.fields}
    shown = {name for name in names if f"{name} <" in text}
    assert len(shown) > 15
    assert {field for field in hostile.fields if field.split()[0] in shown and field not in text} == set()


def test_nothing_runs_where_dossiers_are_edited(hostile: Hostile, wary: Page) -> None:
    open_dashboard(wary, hostile.address, urlencode({"selected": SITE}))
    wary.get_by_role("link", name="Edit").click()
    expect(wary.get_by_text("Nothing is changed yet.")).to_be_visible()
    for kind in ("Installation", "Event", "Source"):
        wary.get_by_role("combobox", name="Record").click()
        wary.get_by_role("option").filter(has_text=re.compile(f"^{kind}")).click()
        expect(wary.get_by_role("heading", level=2).first).to_contain_text(kind)
        expect(wary.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        note = (
            wary.get_by_role("textbox", name="Note").or_(wary.get_by_role("textbox", name="Summary *")).first
        )
        note.fill(f"changed {kind} {ATTACK}")
        note.press("Tab")
        expect(wary.locator(".diff")).to_contain_text(f"changed {kind}")
        assert hacked(wary) == []
    wary.get_by_role("radiogroup").get_by_text("Text", exact=True).click()
    expect(wary.get_by_role("textbox", name="The dossier as text")).to_have_value(
        re.compile("changed Source")
    )
    assert hacked(wary) == []
