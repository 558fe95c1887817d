"""Where things stand on the page: the map in its frame, the panels, the address."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Frame, Locator, Page, expect

PATIENCE = 20_000
"""Milliseconds; two cores shared with other tests are slow now and then."""

# Leaflet's map is the one global of its kind in the frame: folium names it map_1.
_AT = """([lat, lon]) => {
  const at = map_1.latLngToContainerPoint([lat, lon]), frame = map_1.getContainer().getBoundingClientRect();
  return { x: at.x + frame.left, y: at.y + frame.top };
}"""
# The commonest colour around a point: a thin line or a name may run through the point itself.
_COLOUR = """([pane, x, y, reach]) => {
  const canvas = document.querySelector(`.leaflet-${pane}-pane canvas`), box = canvas.getBoundingClientRect();
  const ratio = canvas.width / box.width, side = 2 * reach + 1, seen = new Map();
  const [left, top] = [(x - box.left) * ratio - reach, (y - box.top) * ratio - reach].map(Math.round);
  const { data } = canvas.getContext("2d").getImageData(left, top, side, side);
  for (let at = 0; at < data.length; at += 4) {
    const colour = data.slice(at, at + 4).join();
    seen.set(colour, (seen.get(colour) || 0) + 1);
  }
  return [...seen].sort((a, b) => b[1] - a[1])[0][0];
}"""


@dataclass(frozen=True)
class MapFrame:
    """The map page, in its frame or by itself."""

    frame: Frame

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a place is drawn, in pixels of the frame, by the map's own projection."""
        point = self.frame.evaluate(_AT, [lat, lon])
        return point["x"], point["y"]

    def colour(self, lat: float, lon: float, pane: str = "basing-base", reach: int = 3) -> str:
        """The commonest colour, as "red,green,blue,alpha", of a pane around a place."""
        x, y = self.at(lat, lon)
        return str(self.frame.evaluate(_COLOUR, [pane, x, y, reach]))

    def look(self) -> tuple[float, float, float]:
        """Latitude and longitude of the centre, and the zoom, as a person would tell them apart."""
        centre = self.frame.evaluate("[map_1.getCenter().lat, map_1.getCenter().lng, map_1.getZoom()]")
        return round(centre[0], 3), round(centre[1], 3), centre[2]

    def sees(self, lat: float, lon: float) -> bool:
        """Whether a place is inside the frame."""
        return bool(self.frame.evaluate("place => map_1.getBounds().contains(place)", [lat, lon]))

    def click(self, lat: float, lon: float) -> None:
        """Click where a place is drawn."""
        at = self.frame.evaluate("place => map_1.latLngToContainerPoint(place)", [lat, lon])
        self.frame.locator(".leaflet-container").click(position={"x": at["x"], "y": at["y"]})

    def sites(self) -> list[str]:
        """The names in the list of sites in view."""
        return self.frame.locator("#sites-list button bdi").all_text_contents()


def open_dashboard(page: Page, address: str, query: str = "") -> MapFrame:
    """The map of a dashboard whose map and first panel are drawn."""
    page.goto(f"{address}/?{query}")
    wait_until_drawn(page)
    return map_of(page)


def wait_until_drawn(page: Page) -> None:
    """Wait for the map and for a panel beside it."""
    page.locator(".map.drawn").wait_for(timeout=PATIENCE)
    panel(page).locator(".blocks").first.wait_for(timeout=PATIENCE)


def wait_until_open(page: Page | Frame) -> None:
    """Wait for the panels, the slider and the filters of a document: they come after its map."""
    page.locator("html.open").wait_for(state="attached", timeout=PATIENCE)


def map_of(page: Page) -> MapFrame:
    """The map in its frame."""
    handle = page.locator("iframe[title=Map]").element_handle()
    frame = handle.content_frame()
    assert frame is not None
    return MapFrame(frame)


def panel(page: Page) -> Locator:
    """What the open tab shows: what another tab showed before may still stand on the page, hidden."""
    return page.get_by_role("tabpanel").locator(".st-key-panel_body")


def open_tab(page: Page, title: str) -> Locator:
    """What the tab's panel says, block by block, once it says it."""
    tab = page.get_by_role("tab", name=title, exact=True)
    tab.click()
    expect(tab).to_have_attribute("aria-selected", "true", timeout=PATIENCE)
    opened = page.get_by_role("tabpanel", name=title, exact=True)
    opened.locator(".blocks").first.wait_for(timeout=PATIENCE)
    return opened


_SHOWN_WORDS = """(blocks) => blocks.map((block) => {
  const copy = block.cloneNode(true);
  copy.querySelectorAll("[hidden]").forEach((one) => one.remove());
  return copy.textContent;
})"""


def said(part: Locator) -> str:
    """All words of the blocks in a part of the page, folded ones too; not the hidden ones, of other days."""
    return words(" ".join(part.locator(".blocks:not(.source-card)").evaluate_all(_SHOWN_WORDS)))


def identity(page: Page) -> Locator:
    """The line at the top."""
    return page.locator(".identity")


def asked(page: Page) -> dict[str, list[str]]:
    """The address's query, a list for each name."""
    return parse_qs(urlsplit(page.url).query)


def words(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())
