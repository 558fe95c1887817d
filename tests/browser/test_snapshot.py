"""The snapshot is a document: it opens anywhere, asks for nothing, and says what the dashboard says."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from tests.bench.making import make_folder
from tests.browser.conftest import TODAY
from tests.browser.looking import PATIENCE, MapFrame, open_dashboard, open_tab, said, wait_until_open, words
from tests.browser.server import ROOT

expect.set_options(timeout=PATIENCE)

PANELS = ("talks", "roles", "installation", "positions", "contested", "sources", "counting", "coverage")


def snapshot(folder: Path, output: Path) -> subprocess.CompletedProcess[str]:
    """What the command said; the file stands at `output`."""
    command = [sys.executable, "-m", "dashboard.cli", "snapshot", "--data", str(folder), "--today", TODAY]
    return subprocess.run(
        [*command, "-o", str(output)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )


@pytest.fixture(scope="module")
def document(only_syria: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("snapshot") / "basing.html"
    snapshot(only_syria, path)
    return path


@dataclass
class Traffic:
    """Everything that pages asked for, and every word in their consoles."""

    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("console", lambda message: self.console.append(message.text))
        context.on("weberror", lambda error: self.console.append(str(error.error)))


def drawn(page: Page, map_frame: MapFrame) -> list[str]:
    """The sites in view, once the map is drawn and all that comes after it is there."""
    loading = map_frame.frame.locator("#loading")
    expect(loading).to_be_attached()  # a frame that is still empty hides everything
    expect(loading).to_be_hidden()
    wait_until_open(map_frame.frame)
    return map_frame.sites()


# --- where it opens ---


def test_it_opens_from_a_disk_with_no_request_and_an_empty_console(page: Page, document: Path) -> None:
    traffic = Traffic()
    traffic.follow(page.context)
    page.goto(document.as_uri())
    assert len(drawn(page, MapFrame(page.main_frame))) == 3
    assert traffic.console == []
    assert traffic.requests == [document.as_uri()]


@pytest.mark.parametrize("way", ["src", "srcdoc"])
def test_it_opens_in_a_sandbox_with_no_request_and_an_empty_console(
    page: Page, document: Path, tmp_path: Path, way: str
) -> None:
    inner = document.as_uri() if way == "src" else escape(document.read_text(encoding="utf-8"))
    frame = f'<iframe sandbox="allow-scripts" width="1200" height="800" {way}="{inner}"></iframe>'
    outer = tmp_path / "outer.html"
    outer.write_text(f"<!doctype html><title>outer</title>{frame}", encoding="utf-8")
    traffic = Traffic()
    traffic.follow(page.context)
    page.goto(outer.as_uri())
    assert len(drawn(page, MapFrame(page.frames[1]))) == 3
    assert traffic.console == []
    assert set(traffic.requests) <= {outer.as_uri(), document.as_uri()}


def test_it_fits_a_phone(open_page: Callable[..., Page], document: Path) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto(document.as_uri())
    drawn(page, MapFrame(page.main_frame))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_its_panels_are_readable_without_scripts(open_page: Callable[..., Page], document: Path) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(document.as_uri())
    expect(page.locator("#panel-talks")).to_contain_text("Russian bases in Syria")
    for name in PANELS:
        expect(page.locator(f"#panel-{name} .blocks").first).to_be_visible()


# --- what it says ---


@pytest.fixture(scope="module")
def dashboard(shared_page: Page, server: Callable[..., str], only_syria: Path) -> Page:
    open_dashboard(shared_page, server(only_syria))
    return shared_page


@pytest.mark.parametrize("name", PANELS)
def test_each_panel_says_what_the_dashboard_says(
    page: Page, document: Path, dashboard: Page, name: str
) -> None:
    page.goto(document.as_uri())
    wait_until_open(page)
    section = page.locator(f"#panel-{name}")
    title = section.get_by_role("heading", level=2).inner_text()
    assert said(section) == said(open_tab(dashboard, title))


def test_a_source_mark_opens_the_source(page: Page, document: Path) -> None:
    page.goto(document.as_uri())
    page.locator("#panel-talks sup a").first.click()
    card = page.locator(".source-card:visible")
    expect(card).to_contain_text("Publisher")
    expect(card.get_by_role("link").first).to_be_visible()


def test_a_source_mark_is_named_after_its_source(page: Page, document: Path) -> None:
    page.goto(document.as_uri())
    wait_until_open(page)
    name = page.locator("#panel-talks sup a").first.get_attribute("aria-label")
    assert name is not None
    assert name.startswith("Source ")


def test_without_scripts_marks_lead_to_the_sources(open_page: Callable[..., Page], document: Path) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(document.as_uri())
    expect(page.get_by_text("Scripts do not run here")).to_be_visible()
    expect(page.locator("#map")).to_be_hidden()
    mark = page.locator("#panel-talks sup a").first
    number = mark.inner_text().strip("[]")
    mark.click()
    expect(page.locator("#panel-sources tr:target th")).to_have_text(number)
    expect(page.locator("#panel-sources tr:target")).to_be_in_viewport()


def test_with_scripts_nothing_is_said_of_their_lack(page: Page, document: Path) -> None:
    page.goto(document.as_uri())
    expect(page.locator(".no-scripts")).to_be_hidden()


def test_a_click_on_its_map_selects_and_stays(page: Page, document: Path) -> None:
    page.goto(document.as_uri())
    map_frame = MapFrame(page.main_frame)
    drawn(page, map_frame)
    before = map_frame.look()
    map_frame.click(34.914, 35.874)
    expect(page.locator("#card-title")).to_have_text("Tartus naval facility")
    assert map_frame.look() == before


# --- how it is made ---


def test_two_runs_give_identical_bytes(only_syria: Path, document: Path, tmp_path: Path) -> None:
    snapshot(only_syria, tmp_path / "again.html")
    assert (tmp_path / "again.html").read_bytes() == document.read_bytes()


def test_a_faulty_record_is_counted_by_the_command_and_in_the_document(
    page: Page, dossier: Callable[..., Path], tmp_path: Path
) -> None:
    folder = dossier(claims=[{"in": "no-such-event", "roles": ["stabilizing"], "stance": "asserts"}])
    output = tmp_path / "faulty.html"
    ran = snapshot(folder, output)
    assert "records left out for faults in the data: 1" in ran.stderr
    page.goto(output.as_uri())
    assert "1 record left out for faults in the data" in words(page.locator(".identity").inner_text())
    expect(page.locator("#panel-cite")).to_contain_text("Records left out1")


# --- its address, and frames ---


def test_its_address_says_where_the_map_is_and_what_is_selected(page: Page, document: Path) -> None:
    page.goto(f"{document.as_uri()}#lat=35.2&lon=36&zoom=9")
    map_frame = MapFrame(page.main_frame)
    drawn(page, map_frame)
    map_frame.click(34.914, 35.874)
    assert "selected=tartus" in page.evaluate("location.hash")
    again = page.context.new_page()
    again.goto(page.url)
    drawn(again, MapFrame(again.main_frame))
    assert MapFrame(again.main_frame).look() == map_frame.look()


@pytest.fixture(scope="module")
def embedded(only_syria: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frame of a snapshot, which lies beside it."""
    path = tmp_path_factory.mktemp("embed") / "basing.html"
    command = [sys.executable, "-m", "dashboard.cli", "snapshot", "--data", str(only_syria), "--today", TODAY]
    subprocess.run([*command, "-o", str(path), "--embed"], cwd=ROOT, check=True, capture_output=True)
    return path.with_suffix(".embed.html")


def test_a_frame_tells_the_page_around_it_its_height(page: Page, embedded: Path, tmp_path: Path) -> None:
    outer = tmp_path / "outer.html"
    frame = f'<iframe sandbox="allow-scripts" width="800" height="100" src="{embedded.as_uri()}"></iframe>'
    listen = "<script>onmessage = ({ data }) => { window.told = data; };</script>"
    outer.write_text(f"<!doctype html><title>outer</title>{listen}{frame}", encoding="utf-8")
    page.goto(outer.as_uri())
    page.wait_for_function("window.told && window.told.basing === 'height' && window.told.height > 300")
    assert 400 < page.evaluate("window.told.height") < 700


def test_a_frame_shows_the_map_and_where_the_rest_is(page: Page, embedded: Path) -> None:
    page.goto(embedded.as_uri())
    assert len(drawn(page, MapFrame(page.main_frame))) == 3
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="The whole document").click()
    expect(opened.value.locator("#panel-talks")).to_be_attached()


# Until the map knows that it is wider than so many pixels.
RESIZED = """width => new Promise(done => {
  const known = () => map_1.getSize().x > width && done();
  map_1.on("resize", known);
  known();
})"""


@pytest.fixture
def given_room(page: Page, embedded: Path, tmp_path: Path) -> Callable[..., Frame]:
    """A function that opens the map in a frame of a style, gives the frame room, and waits until the map knows."""

    def framed(style: str, address: str = "") -> Frame:
        outer = tmp_path / "outer.html"
        frame = f'<iframe style="{style}" src="{embedded.as_uri()}{address}"></iframe>'
        outer.write_text(f"<!doctype html><title>outer</title>{frame}", encoding="utf-8")
        page.goto(outer.as_uri())
        inner = page.frames[1]
        inner.locator("html.open").wait_for(state="attached", timeout=PATIENCE)
        page.eval_on_selector("iframe", "frame => { frame.style = 'width: 900px; height: 600px'; }")
        inner.evaluate(RESIZED, 800)
        return inner

    return framed


@pytest.mark.parametrize("hidden", ["display: none", "width: 0; height: 0", "width: 60px; height: 60px"])
def test_a_frame_that_is_given_its_room_later_shows_every_site(
    given_room: Callable[..., Frame], hidden: str
) -> None:
    expect(given_room(hidden).locator("#sites-list button")).to_have_count(3)


def test_a_frame_that_is_given_its_room_later_keeps_the_view_its_address_asks_for(
    given_room: Callable[..., Frame],
) -> None:
    look = MapFrame(given_room("display: none", "#lat=40&lon=30&zoom=5")).look()
    assert look == (pytest.approx(40, abs=0.1), pytest.approx(30, abs=0.1), 5)


# --- the register ---


def test_the_register_holds_every_site_of_the_map(page: Page, document: Path) -> None:
    page.goto(document.as_uri())
    names = drawn(page, MapFrame(page.main_frame))
    page.get_by_text("Every installation on the map (3)").click()
    rows = page.locator("#panel-register tbody th")
    expect(rows).to_have_count(3)
    assert set(names) <= set(rows.all_inner_texts())


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The snapshot of more installations than one table holds."""
    folder = tmp_path_factory.mktemp("crowded")
    make_folder(folder / "data", 2100)
    snapshot(folder / "data", folder / "basing.html")
    return folder / "basing.html"


def test_a_long_register_is_paged(page: Page, crowded: Path) -> None:
    page.goto(crowded.as_uri())
    page.get_by_text("Every installation on the map (2,100)").click()
    expect(page.locator("#panel-register tbody tr")).to_have_count(100)
    first = page.locator("#panel-register tbody th").first.inner_text()
    page.get_by_role("button", name="Later page").click()
    expect(page.get_by_text("Page 2 of 21")).to_be_visible()
    assert page.locator("#panel-register tbody th").first.inner_text() != first
    page.locator("#panel-register .pick").first.click()
    expect(page.locator("#map")).to_be_in_viewport()


# --- without scripts ---


@pytest.fixture(scope="module")
def static(only_syria: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("static") / "basing.html"
    command = [sys.executable, "-m", "dashboard.cli", "snapshot", "--data", str(only_syria), "--today", TODAY]
    subprocess.run([*command, "-o", str(path), "--static"], cwd=ROOT, check=True, capture_output=True)
    return path


def test_a_static_document_is_whole_without_scripts(
    open_page: Callable[..., Page], static: Path, dashboard: Page
) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(static.as_uri())
    expect(page.locator(".picture-of-map")).to_be_visible()
    expect(page.locator(".sites-drawn li")).to_have_count(3)
    expect(page.locator("#panel-timeline .drawing svg")).to_be_visible()
    expect(page.locator(".no-scripts")).to_have_count(0)
    page.locator("#panel-register summary").click()
    expect(page.locator("#panel-register tbody tr")).to_have_count(3)
    assert said(page.locator("#panel-talks")) == said(open_tab(dashboard, "Talks"))


def test_a_static_document_fits_a_phone(open_page: Callable[..., Page], static: Path) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto(static.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_no_word_of_the_timeline_is_cut_or_covered(page: Page, static: Path) -> None:
    page.goto(static.as_uri())
    faults = page.locator(".drawing svg").evaluate("""svg => {
      const edge = svg.getBoundingClientRect();
      const boxes = [...svg.querySelectorAll("text")].map(one => [one.textContent, one.getBoundingClientRect()]);
      const outside = boxes.filter(([, box]) => box.left < edge.left || box.right > edge.right
        || box.top < edge.top || box.bottom > edge.bottom);
      // lines of one name may touch
      const over = (a, b) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom;
      const covered = boxes.filter(([, a], at) => boxes.slice(0, at).some(([, b]) => over(a, b)));
      return [...outside, ...covered].map(([words]) => words);
    }""")
    assert faults == []


def test_a_static_document_asks_for_nothing(page: Page, static: Path) -> None:
    traffic = Traffic()
    traffic.follow(page.context)
    page.goto(static.as_uri())
    assert traffic.console == []
    assert traffic.requests == [static.as_uri()]


# --- by keyboard ---


def test_a_claim_leads_to_its_source_by_keyboard_alone(page: Page, document: Path) -> None:
    page.goto(document.as_uri())
    drawn(page, MapFrame(page.main_frame))
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('#panel-roles sup')"):
            break
    focused = page.locator("#panel-roles sup a:focus")
    expect(focused).to_be_visible()
    page.keyboard.press("Enter")
    expect(focused).to_have_attribute("aria-expanded", "true")
    card = page.locator(".source-card:visible")
    expect(card).to_contain_text("Publisher")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('.source-card')")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)


def test_a_link_to_a_source_opens_beside_the_document(page: Page, document: Path) -> None:
    page.goto(document.as_uri())
    wait_until_open(page)
    links = page.locator("#panel-sources .blocks a[href^='http']")
    kept = links.evaluate_all("links => links.map(({ target, rel }) => `${target} ${rel}`)")
    assert set(kept) == {"_blank noreferrer"}
