"""What a reader has on the map beside the sites: tips, the place under the pointer, the scale, full screen, tiles."""

import base64
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.guard import is_foreign
from tests.browser.looking import PATIENCE, MapFrame, open_dashboard

expect.set_options(timeout=PATIENCE)

COAST: Final = "lat=35.16&lon=35.9&zoom=10"
TARTUS: Final = (34.914, 35.874)
INLAND: Final = (35.1, 36.2)
TILE: Final = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""One pixel as a PNG, which stands in for a tile."""


@pytest.fixture
def coast(page: Page, server: Callable[..., str], only_syria: Path) -> MapFrame:
    """The map at the Syrian coast."""
    return open_dashboard(page, server(only_syria), COAST)


def point_at(page: Page, coast: MapFrame, place: tuple[float, float]) -> None:
    x, y = coast.at(*place)
    box = coast.frame.frame_element().bounding_box()
    assert box
    page.mouse.move(box["x"] + x, box["y"] + y)


def test_the_place_under_the_pointer_is_told(page: Page, coast: MapFrame) -> None:
    point_at(page, coast, INLAND)
    expect(coast.frame.locator(".coordinates")).to_have_text(re.compile(r"^35\.1\d° N, 36\.\d\d° E$"))


def test_a_site_that_is_pointed_at_says_its_name_and_its_status(page: Page, coast: MapFrame) -> None:
    point_at(page, coast, TARTUS)
    tip = coast.frame.locator("#tip")
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("Tartus naval facility")
    expect(tip).to_contain_text("Operating")


def test_there_is_a_scale(coast: MapFrame) -> None:
    expect(coast.frame.locator(".leaflet-control-scale-line")).to_have_text(re.compile(r"^\d+ km$"))


def test_the_map_fills_the_screen_and_leaves_it(coast: MapFrame) -> None:
    button = coast.frame.get_by_role("button", name="Full screen")
    for filled in (True, False):
        button.click()
        expect(coast.frame.locator(":fullscreen")).to_have_count(int(filled))


# --- online tiles ---


def turn_on_tiles(coast: MapFrame) -> None:
    coast.frame.locator("#layers summary").click()
    coast.frame.get_by_role("checkbox", name=re.compile("OpenStreetMap")).check()


def answered_by(context: BrowserContext, answer: Callable[[Route], None]) -> None:
    context.route(is_foreign, answer)


def test_no_tile_is_asked_for_until_it_is_wanted(coast: MapFrame) -> None:
    coast.frame.locator("#layers summary").click()
    expect(coast.frame.get_by_role("checkbox", name=re.compile("OpenStreetMap"))).not_to_be_checked()


@pytest.mark.foreign_requests
@pytest.mark.console_errors
def test_where_no_tile_comes_the_offline_map_stays_and_nothing_is_said(page: Page, coast: MapFrame) -> None:
    answered_by(page.context, lambda route: route.abort())
    land = coast.colour(*INLAND)
    with page.expect_event("requestfailed"):
        turn_on_tiles(coast)
    page.wait_for_timeout(300)
    assert coast.colour(*INLAND) == land
    assert coast.frame.locator(".leaflet-tile-loaded").count() == 0
    assert page.get_by_role("alert").count() == 0


@pytest.mark.foreign_requests
def test_tiles_that_come_lie_over_the_offline_map(page: Page, coast: MapFrame) -> None:
    answered_by(page.context, lambda route: route.fulfill(content_type="image/png", body=TILE))
    turn_on_tiles(coast)
    expect(coast.frame.locator(".leaflet-tile-loaded").first).to_be_visible()
    assert coast.frame.locator(".leaflet-basing-base-pane canvas").count() == 1
