"""What a reader of the shipped dossier sees, clicks and sends to somebody else."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import (
    PATIENCE,
    MapFrame,
    asked,
    identity,
    map_of,
    open_dashboard,
    open_tab,
    panel,
    said,
    wait_until_drawn,
    words,
)

expect.set_options(timeout=PATIENCE)

Place = tuple[float, float]
COAST = "lat=35.16&lon=35.9&zoom=10"
SEA: Place = (35.16, 35.6)
INLAND: Place = (35.1, 36.2)
BASES = ("tartus", "hmeimim")
ALL_KNOWN = "known_by=2027-01-01"


@pytest.fixture
def page(emptied_page: Page) -> Page:
    """One page for all tests of this file: each opens anew what it looks at."""
    return emptied_page


@pytest.fixture(scope="module")
def told(only_syria: Path) -> dict[str, Any]:
    """The dossier as a person reads it in the file."""
    loaded: dict[str, Any] = yaml.safe_load((only_syria / "russia-syria.yaml").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def vocabularies(root: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((root / "config.yaml").read_text(encoding="utf-8"))
    return loaded["vocabularies"]


@pytest.fixture(scope="module")
def address(server: Callable[..., str], only_syria: Path) -> str:
    return server(only_syria)


@pytest.fixture(scope="module")
def reader(shared_page: Page, address: str) -> Page:
    """A page on everything that is known, for tests that only read; each opens the tab it reads."""
    open_dashboard(shared_page, address, f"{COAST}&{ALL_KNOWN}")
    return shared_page


@pytest.fixture(scope="module")
def coast(reader: Page) -> MapFrame:
    """The map at the Syrian coast."""
    return map_of(reader)


@pytest.fixture(params=BASES)
def base(request: pytest.FixtureRequest, told: dict[str, Any]) -> Place:
    return place(told, request.param)


def place(told: dict[str, Any], site: str) -> Place:
    location = told["installations"][site]["location"]
    return location["lat"], location["lon"]


# --- the map ---


def test_the_map_draws_land_and_sea_apart(coast: MapFrame) -> None:
    assert coast.colour(*SEA) != coast.colour(*INLAND)


def test_west_of_each_base_is_the_sea(coast: MapFrame, base: Place) -> None:
    assert coast.colour(base[0], base[1] - 0.1) == coast.colour(*SEA)


def test_east_of_each_base_is_land(coast: MapFrame, base: Place) -> None:
    assert coast.colour(base[0], base[1] + 0.12) == coast.colour(*INLAND)


def test_a_marker_in_the_colour_of_the_talks_stands_on_each_base(
    coast: MapFrame, base: Place, told: dict[str, Any], vocabularies: dict[str, Any]
) -> None:
    newest = told["negotiations"]["russia-syria"]["status"][-1]["status"]
    colour = bytes.fromhex(vocabularies["negotiation_status"][newest]["colour"].removeprefix("#"))
    assert coast.colour(*base, pane="basing-overlays", reach=4) == ",".join(map(str, (*colour, 255)))


def test_both_bases_are_in_the_list_of_sites_in_view(coast: MapFrame, told: dict[str, Any]) -> None:
    assert sorted(coast.sites()) == sorted(told["installations"][site]["name"] for site in BASES)


# --- the panels say what the file says ---


def test_the_first_line_counts_what_is_in_the_file(reader: Page, told: dict[str, Any]) -> None:
    expect(identity(reader)).to_contain_text(f"{len(told['installations'])} installations")


def test_the_installation_panel_names_every_installation(reader: Page, told: dict[str, Any]) -> None:
    text = said(open_tab(reader, "Installation"))
    assert [site["name"] for site in told["installations"].values() if site["name"] not in text] == []


def test_the_talks_panel_names_the_talks_with_their_status(
    reader: Page, told: dict[str, Any], vocabularies: dict[str, Any]
) -> None:
    text = said(open_tab(reader, "Talks"))
    for talks in told["negotiations"].values():
        newest = talks["status"][-1]["status"]
        assert f"{talks['title']}{vocabularies['negotiation_status'][newest]['label']['en']}" in text


def test_the_roles_panel_names_every_speaker(reader: Page, told: dict[str, Any]) -> None:
    text = said(open_tab(reader, "Roles"))
    speakers = {told["actors"][id_]["name"] for claim in told["claims"] for id_ in speakers_of(claim, told)}
    assert {name for name in speakers if name not in text} == set()


def test_the_roles_panel_quotes_every_phrase(reader: Page, told: dict[str, Any]) -> None:
    text = said(open_tab(reader, "Roles"))
    assert [phrase for phrase in phrases(told["claims"]) if phrase not in text] == []


def test_the_positions_panel_says_every_position(reader: Page, told: dict[str, Any]) -> None:
    text = said(open_tab(reader, "Positions"))
    assert [one["says"] for one in told["positions"] if words(one["says"]) not in text] == []


def test_the_contested_panel_says_every_version(reader: Page, told: dict[str, Any]) -> None:
    text = said(open_tab(reader, "Contested"))
    versions = [version["says"] for topic in told["contested"] for version in topic["versions"]]
    assert [version for version in versions if words(version) not in text] == []


def test_the_sources_panel_names_every_publisher_cited(reader: Page, told: dict[str, Any]) -> None:
    text = said(open_tab(reader, "Sources"))
    cited = {id_ for event in told["events"] for id_ in as_list(event["sources"])}
    assert {
        told["sources"][id_]["publisher"] for id_ in cited if told["sources"][id_]["publisher"] not in text
    } == set()


def test_the_timeline_tells_every_event(reader: Page, told: dict[str, Any]) -> None:
    reader.get_by_text("The same as a table").click()
    expect(reader.locator(".st-key-below table")).to_be_visible()
    text = said(reader.locator(".st-key-below"))
    assert [one["summary"] for one in told["events"] if words(one["summary"]) not in text] == []


def speakers_of(claim: dict[str, Any], told: dict[str, Any]) -> list[str]:
    """The persons and bodies who speak: a bare country code and an agreement have no entry among the actors."""
    events = {event["id"]: event for event in told["events"] if "id" in event}
    named = as_list(claim.get("speaker") or events.get(claim.get("in"), {}).get("actors", []))
    return [id_ for id_ in named if id_ in told["actors"]]


def phrases(claims: list[dict[str, Any]]) -> Iterator[str]:
    for claim in claims:
        phrase = claim.get("phrase")
        if phrase:
            yield words(phrase["text"] if isinstance(phrase, dict) else phrase)


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


# --- a source mark ---


def test_a_source_mark_opens_the_source_without_leaving_the_view(page: Page, address: str) -> None:
    open_dashboard(page, address, COAST)
    before = page.url
    panel(page).locator("sup a").first.click()
    card = panel(page).locator(".source-card:visible")
    for label in ("Publisher", "Published", "Language", "Kind", "Tier"):
        expect(card).to_contain_text(label)
    expect(card.get_by_role("link").first).to_have_attribute("href", re.compile("^https?://"))
    assert page.url == before


# --- picking ---


def test_a_click_on_a_marker_opens_its_record_and_leaves_the_map(
    page: Page, address: str, told: dict[str, Any]
) -> None:
    coast = open_dashboard(page, address, COAST)
    before = coast.look()
    coast.click(*place(told, "tartus"))
    expect(page.get_by_role("tab", name="Installation")).to_have_attribute("aria-selected", "true")
    expect(card_title(page)).to_have_text(told["installations"]["tartus"]["name"])
    assert asked(page)["selected"] == ["tartus"]
    assert coast.look() == before


def test_a_row_of_a_table_moves_the_map_to_its_site(page: Page, address: str, told: dict[str, Any]) -> None:
    world = open_dashboard(page, address, "lat=-20&lon=-100&zoom=4")
    name = told["installations"]["hmeimim"]["name"]
    open_tab(page, "Installation").get_by_role("button", name=name).click()
    expect(card_title(page)).to_have_text(name)
    assert world.sees(*place(told, "hmeimim"))


def test_a_number_opens_the_list_behind_it(page: Page, address: str, told: dict[str, Any]) -> None:
    open_dashboard(page, address, COAST)
    counting = open_tab(page, "Counting")
    name = told["installations"]["qamishli"]["name"]
    counting.get_by_text("Handed over:").click()
    counting.get_by_role("button", name=name).first.click()
    expect(page).to_have_url(re.compile(r"\bselected=qamishli\b"))


def test_a_card_moves_the_map_to_its_sites(page: Page, address: str, told: dict[str, Any]) -> None:
    world = open_dashboard(page, address, "lat=-20&lon=-100&zoom=4")
    card_title(page).get_by_role("button").click()
    expect(panel(page).locator(".record-card.selected")).to_be_visible()
    assert [site for site in told["installations"] if not world.sees(*place(told, site))] == []


def test_the_list_of_sites_selects_by_keyboard_alone(page: Page, address: str, told: dict[str, Any]) -> None:
    coast = open_dashboard(page, address, COAST)
    name = coast.sites()[-1]
    coast.frame.locator("#sites summary").focus()
    page.keyboard.press("Enter")
    for _ in coast.sites():
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(card_title(page)).to_have_text(name)


def card_title(page: Page) -> Locator:
    """The title of the first card in the open panel."""
    return panel(page).locator(".record-card h3").first


# --- the address ---


def test_the_address_reproduces_the_view(page: Page, address: str) -> None:
    query = "as_of=2025-10-15&host=SY&kind=airfield&selected=hmeimim&lang=ar"
    first = open_dashboard(page, address, query)
    open_tab(page, "Installation")
    first.frame.locator(".leaflet-container").press("ArrowRight")
    first.frame.locator(".leaflet-container").press("+")
    page.wait_for_url(re.compile("zoom="))
    page.wait_for_timeout(600)  # Leaflet's own glide
    other = page.context.new_page()
    other.goto(page.url)
    wait_until_drawn(other)
    open_tab(other, "Installation")
    assert seen(other) == seen(page)
    assert map_of(other).look() == pytest.approx(first.look(), abs=0.002)


def seen(page: Page) -> dict[str, Any]:
    """What tells one view from another."""
    sidebar = page.get_by_test_id("stSidebar")
    return {
        "first line": words(identity(page).inner_text()),
        "panel": said(panel(page)),
        "sites": map_of(page).sites(),
        "day": words(sidebar.get_by_test_id("stDateInput").first.inner_text()),
        "chosen": sidebar.locator('[data-baseweb="tag"]').all_inner_texts(),
    }


def test_what_is_wrong_in_the_address_is_named(page: Page, address: str) -> None:
    open_dashboard(page, address, "as_of=soon&hots=SY&kind=airfeild")
    alerts = page.get_by_role("alert")
    expect(alerts).to_have_count(3)
    text = words(" ".join(alerts.all_inner_texts()))
    assert [part for part in ("as_of=soon", "hots", "host", "airfeild", "airfield") if part not in text] == []


def test_copy_link_pins_the_day(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    open_dashboard(page, address, COAST)
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(address)
    assert {"as_of=2026-03-01", "known_by=2026-03-01", "zoom=10"} <= set(link.partition("?")[2].split("&"))


def test_what_opens_the_sidebar_on_a_phone_is_whole_and_free(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    open_dashboard(page, address)
    opener = page.get_by_test_id("stExpandSidebarButton").bounding_box()
    words_beside = page.locator(".st-key-top .identity").bounding_box()
    assert opener is not None
    assert words_beside is not None
    assert min(opener["x"], opener["y"]) >= 0
    assert opener["x"] + opener["width"] <= words_beside["x"]
