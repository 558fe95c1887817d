"""Dossiers edited in a browser: typed, moved on the map, saved by two at once, kept through a reload."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, expect

from layers.journal import read_journal
from tests.browser.axe import violations
from tests.browser.conftest import TODAY
from tests.browser.looking import PATIENCE, open_dashboard
from tests.browser.server import serving

expect.set_options(timeout=PATIENCE)

PHONE = {"width": 390, "height": 844}
STREAMLIT: Final = (
    # The link to skip to the content, and what a help button says, stand outside of the landmarks; neither can be set.
    "[data-testid=stSkipToContent]",
    "#stFloatingOverlayPortal",
)
"""Elements that Streamlit makes by itself."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("editing") / "data"


@pytest.fixture(scope="module")
def address(folder: Path, only_syria: Path) -> Iterator[str]:
    shutil.copytree(only_syria, folder)
    with serving(folder, today=TODAY, options=["--edit"]) as address:
        yield address


@pytest.fixture
def dossier(address: str, folder: Path, only_syria: Path) -> Path:
    """The dossier as shipped, whatever the test before has made of it."""
    shutil.copy(only_syria / "russia-syria.yaml", folder)
    return folder / "russia-syria.yaml"


@pytest.fixture
def edit(open_page: Callable[..., Page], address: str, dossier: Path) -> Callable[..., Page]:
    """A function that opens a record."""

    def opened(record: str = "hmeimim", **options: object) -> Page:
        page = open_page(**options)
        page.goto(f"{address}/edit?record={record}")
        expect(page.get_by_text("Nothing is changed yet.")).to_be_visible()
        return page

    return opened


def name_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Name *")


def rename(page: Page, name: str) -> None:
    name_of(page).fill(name)
    name_of(page).press("Tab")
    expect(page.locator(".diff ins")).to_contain_text([name])


def save(page: Page, reason: str) -> None:
    page.get_by_role("textbox", name="Reason for the change").fill(reason)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved russia-syria.yaml.")).to_be_visible()


def as_text(page: Page) -> Locator:
    """The text of the dossier, opened."""
    page.get_by_role("radiogroup").get_by_text("Text", exact=True).click()
    area = page.get_by_role("textbox", name="The dossier as text")
    expect(area).not_to_have_value("")
    return area


def wrong(page: Page) -> Locator:
    """What is wrong with the text, beside it."""
    return page.get_by_role("list", name="What is wrong in the text").get_by_role("listitem")


def line_at(area: Locator) -> str:
    """The line in which one types."""
    return str(
        area.evaluate("""({ value, selectionStart: at }) =>
      value.slice(value.lastIndexOf("\\n", at - 1) + 1, (value.indexOf("\\n", at) + 1 || value.length + 1) - 1)""")
    )


def test_the_map_leads_to_a_record_and_back(page: Page, address: str, dossier: Path) -> None:
    open_dashboard(page, address, "selected=hmeimim")
    page.get_by_role("link", name="Edit").click()
    expect(name_of(page)).to_have_value("Hmeimim air base")
    expect(page).to_have_url(re.compile("record=installations%2Fhmeimim"))
    page.get_by_role("link", name="Back to the map").click()
    expect(page.locator(".map.drawn")).to_be_visible()
    expect(page).to_have_url(re.compile("selected=hmeimim"))


def test_what_is_typed_is_checked_and_stays_under_the_hand(edit: Callable[..., Page], dossier: Path) -> None:
    page = edit()
    area = as_text(page)
    assert line_at(area) == "  hmeimim:"
    area.press("ArrowDown")
    area.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("knd: airfield")
    assert line_at(area) == "    knd: airfield", "a new line begins where the one above did"
    expect(wrong(page)).to_contain_text(["unknown key `knd`"])
    page.keyboard.type("s")
    assert line_at(area) == "    knd: airfields", "an answer leaves the text and the place in it alone"
    area.press("Control+Home")
    wrong(page).get_by_role("button").first.click()
    assert line_at(area) == "    knd: airfields", "a fault leads to its line"
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    assert "knd" not in dossier.read_text(encoding="utf-8")


def test_form_and_text_are_two_sides_of_one_draft(edit: Callable[..., Page]) -> None:
    page = edit()
    rename(page, "Hmeimim airfield")
    area = as_text(page)
    assert "name: Hmeimim airfield" in area.input_value()
    area.press("ArrowDown")
    area.press("End")
    page.keyboard.type(" in Syria")
    expect(page.locator(".diff ins")).to_contain_text(["Hmeimim airfield in Syria"])
    page.get_by_role("radiogroup").get_by_text("Form", exact=True).click()
    expect(name_of(page)).to_have_value("Hmeimim airfield in Syria")


def test_a_site_is_moved_seen_on_the_map_and_saved(edit: Callable[..., Page], dossier: Path) -> None:
    page = edit()
    page.get_by_role("radiogroup").get_by_text("Map", exact=True).click()
    place: FrameLocator = page.frame_locator("iframe[title=Place]")
    place.get_by_label("Latitude").fill("35.42")
    place.get_by_role("button", name="Set the point").click()
    expect(page.locator(".diff ins")).to_contain_text(["lat: 35.42"])
    page.get_by_text("Show it on the map").click()
    both = page.frame_locator("iframe[title='Before and after on the map']")
    expect(both.get_by_role("heading", name="Maps")).to_be_visible()
    expect(both.get_by_text("35.42")).to_be_visible()
    before = dossier.read_text(encoding="utf-8")
    save(page, "The published place")
    assert dossier.read_text(encoding="utf-8") == before.replace("lat: 35.412", "lat: 35.42", 1)


def test_two_save_against_each_other(edit: Callable[..., Page], dossier: Path) -> None:
    ann, bob = edit(), edit()
    rename(ann, "Ann's base")
    rename(bob, "Bob's base")
    save(bob, "Bob's name")
    expect(ann.get_by_text("Somebody else has saved russia-syria.yaml")).to_be_visible()
    assert violations(ann, *STREAMLIT) == []
    ann.get_by_role("radiogroup", name="What is to stand").get_by_text("Mine", exact=True).click()
    ann.get_by_role("button", name="Put both together", exact=True).click()
    save(ann, "Ann's name")
    assert "name: Ann's base" in dossier.read_text(encoding="utf-8")
    ann.get_by_role("button", name="Undo").click()
    expect(ann.get_by_text("Saved russia-syria.yaml.")).to_be_visible()
    expect(name_of(ann)).to_have_value("Bob's base")
    assert [line.reason for line in read_journal(dossier.parent).lines][-1] == "Undo: Ann's name"


def test_what_was_not_saved_is_kept_through_a_reload(
    edit: Callable[..., Page], open_page: Callable[..., Page]
) -> None:
    page = edit()
    area = as_text(page)
    area.press("ArrowDown")
    area.press("End")
    page.keyboard.type(", kept")  # and the connection is lost before anything of it is answered
    page.reload()
    page.get_by_role("button", name="Take them up").click()
    expect(page.locator(".diff ins")).to_contain_text([", kept"])
    expect(page.get_by_role("button", name="Take them up")).to_have_count(0)
    page.get_by_role("button", name="Drop my changes").click()
    expect(page.get_by_text("Nothing is changed yet.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Nothing is changed yet.")).to_be_visible()
    expect(page.get_by_role("button", name="Take them up")).to_have_count(0)


@pytest.mark.parametrize(
    "options",
    [{}, {"color_scheme": "dark"}, {"viewport": PHONE}],
    ids=["light", "dark", "phone"],
)
def test_form_and_text_have_no_fault(edit: Callable[..., Page], options: dict[str, object]) -> None:
    page = edit(**options)
    rename(page, "Another name")
    found = {"form": violations(page, *STREAMLIT)}
    area = as_text(page)
    area.press("ArrowDown")
    area.press("End")
    page.keyboard.type("\n    knd: x")
    expect(wrong(page)).to_have_count(1)
    found["text"] = violations(page, *STREAMLIT)
    assert {where: faults for where, faults in found.items() if faults} == {}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
