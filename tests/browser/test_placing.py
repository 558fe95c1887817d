"""The map on which a place is edited: what an editor does by mouse, finger, keyboard and numbers, and what it tells.

Most tests open the page as the dashboard does, in a sandboxed frame, and speak with it in the dashboard's stead.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, FrameLocator, Locator, Page, expect

from layers.config import Config
from layers.markup import framed
from layers.placed import read_change
from layers.placing import Neighbour, Place, Placed, placing_ground, placing_page, placing_state
from tests.browser.axe import violations
from tests.browser.looking import PATIENCE, MapFrame
from tests.browser.server import serving_script

expect.set_options(timeout=PATIENCE)

SQUARE: Mapping[str, Any] = {
    "type": "Polygon",
    "coordinates": [[[35.86, 34.90], [35.89, 34.90], [35.89, 34.92], [35.86, 34.92], [35.86, 34.90]]],
}
SAVED = Placed(34.914, 35.874)
OUTLINED = replace(SAVED, footprint=SQUARE)
TARTUS = Place(
    "tartus",
    "Tartus naval facility",
    "facility",
    SAVED,
    SAVED,
    (Neighbour("hmeimim", "Hmeimim air base", 35.401, 35.949),),
)
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
TRIANGLE = ((34.93, 35.88), (34.93, 35.92), (34.90, 35.91))

# What the dashboard's own script does: it hands on messages, and keeps those of the page.
AROUND = """<!doctype html><html lang="en"><head><title>Edit</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body { margin: 0 } iframe { border: 0; width: 100%; height: 800px }</style></head><body><main><h1>Edit</h1>
<iframe title="Place" sandbox="allow-scripts" srcdoc="HOLE"></iframe></main>
<script>
  window.told = [];
  const frame = document.querySelector("iframe");
  window.addEventListener("message", ({ source, data }) => source === frame.contentWindow && told.push(data));
  window.say = (message) => frame.contentWindow.postMessage(message, "*");
</script></body></html>"""


@dataclass(frozen=True)
class Editor(MapFrame):
    """The page in its frame, and what it has told."""

    page: Page
    config: Config

    def part(self, id_: str) -> Locator:
        return self.frame.locator(f"#{id_}")

    def tell(self, place: Place, answer: Mapping[str, Any] | None = None) -> None:
        """Tell a place as the dashboard does."""
        self.page.evaluate("(ground) => say({ basing: 'ground', ground })", placing_ground(place))
        state = {"basing": "place", "place": placing_state(place, self.config), "answer": answer}
        self.page.evaluate("(state) => say(state)", state)
        expect(self.part("name")).to_have_text(place.name)

    def told(self) -> list[dict[str, Any]]:
        """The changes told so far, without their times."""
        self.frame.evaluate("new Promise((done) => setTimeout(done, 30))")
        said = self.page.evaluate("told.filter(({ basing }) => basing === 'placed').map(({ said }) => said)")
        return [{name: value for name, value in one.items() if name != "at"} for one in said]

    def last(self) -> float:
        """When the last change was told."""
        at: float = self.page.evaluate("told.at(-1).said.at")
        return at

    def pixel(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a place is on the whole page."""
        x, y = self.at(lat, lon)
        box = self.page.locator("iframe").bounding_box()
        assert box is not None
        return box["x"] + x, box["y"] + y

    def press(self, lat: float, lon: float) -> None:
        self.page.mouse.click(*self.pixel(lat, lon))

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        self.page.mouse.move(*self.pixel(*start))
        self.page.mouse.down()
        self.page.mouse.move(*self.pixel(*end), steps=5)
        self.page.mouse.up()

    def keys(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)


Opened = Callable[..., Editor]


@pytest.fixture(scope="module")
def text(config: Config) -> str:
    return AROUND.replace("HOLE", framed(placing_page(config)))


@pytest.fixture
def editor(open_page: Callable[..., Page], text: str, config: Config) -> Opened:
    """A function that opens the page with a place on it."""

    def opened(place: Place = TARTUS, **options: Any) -> Editor:
        page = (
            open_page(viewport={"width": 1000, "height": 860}, **options)
            if "viewport" not in options
            else open_page(**options)
        )
        page.set_content(text)
        page.wait_for_function("told.some(({ basing }) => basing === 'ready')")
        frame = page.locator("iframe").element_handle().content_frame()
        assert isinstance(frame, Frame)
        found = Editor(frame, page, config)
        found.tell(place)
        expect(found.part("loading")).to_be_hidden()
        return found

    return opened


def corners(told: Mapping[str, Any]) -> list[list[float]]:
    """The corners of a footprint that is one ring; it closes."""
    (ring,) = told["footprint"]["coordinates"]
    assert ring[0] == ring[-1]
    return list(ring[:-1])


# --- the site ---


def test_a_click_moves_the_site_and_the_distance_is_said(editor: Opened) -> None:
    map_ = editor()
    map_.part("move").click()
    map_.press(34.9301, 35.8901)
    assert map_.told() == [{"lat": 34.93, "lon": 35.89}]
    expect(map_.part("now")).to_have_text("34.930, 35.890; no footprint; moved 2.3 km to the north-east")
    expect(map_.part("said")).to_have_text("The site is at 34.930, 35.890: moved 2.3 km to the north-east.")
    expect(map_.frame.locator(".way-words")).to_have_text(["now, moved 2.3 km to the north-east", "as saved"])
    expect(map_.part("saved")).to_have_text("34.914, 35.874; no footprint")
    map_.press(34.90, 35.90)
    assert len(map_.told()) == 1, "the tool has done its work"


def test_the_mark_is_dragged_and_lies_where_it_is_kept(editor: Opened) -> None:
    map_ = editor()
    map_.part("move").click()
    map_.drag((34.914, 35.874), (34.8904, 35.9104))
    (told,) = map_.told()
    assert told == pytest.approx({"lat": 34.89, "lon": 35.91}, abs=0.0011)  # a pixel is a third of a step
    expect(map_.part("lat")).to_have_value(f"{told['lat']:.3f}")


def test_the_keyboard_moves_the_site(editor: Opened) -> None:
    map_ = editor()
    map_.part("move").press("Enter")
    map_.keys("Shift+ArrowRight", "Shift+ArrowRight", "ArrowRight", "ArrowUp")
    expect(map_.part("said")).to_have_text(re.compile(r"^At 34\.914, 35\.881\.$"))
    assert map_.told() == []
    map_.keys("Enter")
    assert map_.told() == [{"lat": 34.914, "lon": 35.881}]
    expect(map_.part("move")).to_be_focused()


def test_escape_leaves_the_site_where_it_was(editor: Opened) -> None:
    map_ = editor()
    map_.part("move").press("Enter")
    map_.keys("Shift+ArrowRight", "Escape")
    assert map_.told() == []
    expect(map_.part("now")).to_have_text("the same")
    expect(map_.part("move")).to_have_attribute("aria-pressed", "false")


def test_numbers_are_typed(editor: Opened) -> None:
    map_ = editor()
    map_.part("lat").fill("34,9316")
    map_.part("lon").fill("−35.5")
    map_.part("set").click()
    map_.part("lat").fill("1.5, 2.5")
    expect(map_.part("lon")).to_have_value("2.5")
    map_.part("lon").press("Enter")
    assert map_.told() == [{"lat": 34.932, "lon": -35.5}, {"lat": 1.5, "lon": 2.5}]
    assert map_.sees(1.5, 2.5)


def test_a_number_that_is_none_is_told_and_changes_nothing(editor: Opened) -> None:
    map_ = editor()
    map_.part("lat").fill("91")
    map_.part("set").click()
    told = "Latitude: a number from -90 to 90 is expected, found “91”."
    expect(map_.part("wrong")).to_have_text(told)
    expect(map_.part("lat")).to_have_attribute("aria-invalid", "true")
    assert map_.told() == []


# --- the footprint ---


def test_a_footprint_is_drawn_by_mouse(editor: Opened) -> None:
    map_ = editor()
    map_.part("draw").click()
    for place in (*TRIANGLE, TRIANGLE[0]):
        map_.press(*place)
    (told,) = map_.told()
    assert corners(told) == [[lon, lat] for lat, lon in TRIANGLE]
    expect(map_.part("now")).to_contain_text("footprint of 3 corners")
    expect(map_.part("said")).to_have_text("The outline is closed: 3 corners.")


def test_a_corner_is_dragged_and_the_last_one_taken_away(editor: Opened) -> None:
    map_ = editor()
    map_.part("draw").click()
    for place in (*TRIANGLE, (34.92, 35.87)):
        map_.press(*place)
    map_.part("undo").click()
    map_.drag(TRIANGLE[2], (34.895, 35.895))
    map_.part("close").click()
    (told,) = map_.told()
    assert corners(told) == [[35.88, 34.93], [35.92, 34.93], [35.895, 34.895]]


def test_a_footprint_is_drawn_by_keyboard(editor: Opened) -> None:
    map_ = editor()
    map_.part("draw").press("Enter")
    map_.keys("Enter")
    map_.keys("Enter", *["Shift+ArrowRight"] * 4, "Enter", *["Shift+ArrowDown"] * 3, "Enter")
    map_.keys("ArrowLeft", "Shift+ArrowLeft", "Enter", "Backspace", "Shift+ArrowRight", "ArrowRight", "Enter")
    (told,) = map_.told()
    (west, north), (east, same), (below, south) = corners(told)
    assert west < east == below
    assert south < north == same


def test_two_corners_are_no_outline(editor: Opened) -> None:
    map_ = editor()
    map_.part("draw").click()
    for place in TRIANGLE[:2]:
        map_.press(*place)
    map_.press(*TRIANGLE[0])
    expect(map_.part("said")).to_have_text("An outline has at least three corners; there are 2 corners.")
    map_.keys("Escape")
    assert map_.told() == []


def test_an_outline_goes_on_across_180_degrees(editor: Opened) -> None:
    saved = Placed(52.0, 179.99)
    place = replace(TARTUS, saved=saved, draft=saved)
    map_ = editor(place)
    map_.part("draw").click()
    for spot in ((52.02, 179.96), (52.02, 180.03), (51.98, 180.02), (52.02, 179.96)):
        map_.press(*spot)
    (told,) = map_.told()
    assert [lon for lon, _ in corners(told)] == [179.96, 180.03, 180.02]
    values = read_change(told, place).values
    assert values is not None
    assert values["footprint"]["type"] == "MultiPolygon"
    map_.tell(replace(place, draft=replace(saved, **values)), {"to": map_.last(), "refused": ""})
    expect(map_.frame.locator("path.outline.now")).to_have_count(2)


def test_a_footprint_is_removed_and_comes_back_as_saved(editor: Opened) -> None:
    map_ = editor(replace(TARTUS, saved=OUTLINED, draft=OUTLINED))
    expect(map_.part("back")).to_have_attribute("aria-disabled", "true")
    map_.part("remove").click()
    expect(map_.frame.locator("path.outline.saved")).to_have_count(1)
    expect(map_.frame.locator("path.outline.now")).to_have_count(0)
    map_.part("back").click()
    assert map_.told() == [{"footprint": None}, {"as_saved": True}]
    expect(map_.frame.locator("path.outline.now")).to_have_count(1)


# --- what may be done, and what is told ---


@pytest.mark.parametrize(
    ("precision", "disabled", "says"),
    [
        (
            "vicinity",
            ["draw"],
            "the point is kept to 0.01 degrees (about 1 km), as it was published. A footprint",
        ),
        (
            "region",
            ["move", "set", "draw"],
            "no point is published, so none is placed, and no footprint is drawn",
        ),
        ("", ["move", "set"], "This site has no location in its file: choose its precision first."),
    ],
)
def test_nothing_is_made_finer_than_it_was_published(
    editor: Opened, precision: str, disabled: list[str], says: str
) -> None:
    map_ = editor(replace(TARTUS, precision=precision))
    found = [
        id_ for id_ in ("move", "set", "draw") if map_.part(id_).get_attribute("aria-disabled") == "true"
    ]
    assert found == disabled
    expect(map_.part("note")).to_contain_text(says)
    map_.part(disabled[0]).dispatch_event("click")
    expect(map_.part("leave")).to_be_hidden()


def test_a_refusal_is_said_and_the_place_is_what_the_dashboard_says(editor: Opened) -> None:
    map_ = editor()
    map_.part("move").click()
    map_.press(34.93, 35.89)
    map_.told()
    to = map_.last()
    map_.tell(TARTUS, {"to": to - 1, "refused": ""})
    expect(map_.part("now")).to_contain_text("34.930, 35.890")
    map_.tell(TARTUS, {"to": to, "refused": "latitude: no"})
    expect(map_.part("wrong")).to_have_text("Not taken: latitude: no.")
    expect(map_.part("now")).to_have_text("the same")


def test_another_site_is_shown_where_it_is_and_no_tool_goes_on(editor: Opened) -> None:
    map_ = editor()
    map_.part("draw").click()
    map_.press(34.93, 35.88)
    other = Placed(-7.3, 72.4)
    map_.tell(Place("diego-garcia", "Diego Garcia", "vicinity", other, other))
    expect(map_.part("saved")).to_have_text("-7.3, 72.4; no footprint")
    assert map_.sees(-7.3, 72.4)
    expect(map_.part("draw")).to_have_attribute("aria-pressed", "false")
    assert map_.told() == []


def test_a_site_without_a_place_gets_one(editor: Opened) -> None:
    map_ = editor(replace(TARTUS, saved=Placed(), draft=Placed()))
    map_.part("move").filter(has_text="Place the site").click()
    map_.press(35.4, 35.95)
    assert map_.told() == [{"lat": 35.4, "lon": 35.95}]
    expect(map_.part("saved")).to_have_text("no point; no footprint")


def test_a_hostile_name_is_text(editor: Opened) -> None:
    name = "</script><img src=x onerror=window.hacked=1><script>window.hacked=1</script>"
    map_ = editor(replace(TARTUS, name=name, nearby=(Neighbour("x", name, 34.93, 35.9),)))
    expect(map_.part("name")).to_have_text(name)
    assert map_.frame.evaluate("window.hacked") is None
    assert map_.frame.locator("img").count() == 0


# --- how it looks to everybody ---


@pytest.mark.parametrize(
    "options", [{"color_scheme": "light"}, {"color_scheme": "dark"}, PHONE], ids=["light", "dark", "phone"]
)
def test_axe_finds_nothing(editor: Opened, options: dict[str, Any]) -> None:
    moved = Placed(34.93, 35.89, SQUARE)
    map_ = editor(replace(TARTUS, saved=OUTLINED, draft=moved), **options)
    found = {"at rest": violations(map_.page)}
    map_.part("draw").press("Enter")
    map_.keys("Enter", "Enter", "Shift+ArrowDown", "Enter")
    map_.part("lat").fill("x")
    map_.part("set").click()
    found["at work"] = violations(map_.page)
    assert found == {"at rest": [], "at work": []}


def test_fingers_move_the_site_on_a_phone(editor: Opened) -> None:
    map_ = editor(**PHONE)
    map_.part("move").tap()
    map_.page.touchscreen.tap(*map_.pixel(34.93, 35.89))
    assert map_.told() == [{"lat": 34.93, "lon": 35.89}]
    wide = map_.frame.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0, "nothing is wider than the phone"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving_script(Path(__file__).with_name("placing_app.py")) as found:
        yield found


def test_the_dashboard_is_told_and_tells_back(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".placing.drawn").wait_for(timeout=PATIENCE)
    frame, told = page.frame_locator("iframe[title=Place]"), page.get_by_text("told:")
    frame.locator("#lat").fill("34.9304")
    frame.locator("#set").click()
    expect(told).to_have_text('told: [{"lat": 34.93, "lon": 35.874}]')
    draw(page, frame, RIGHT, DOWN)
    expect(told).to_contain_text('"footprint": {"type": "Polygon", "coordinates": [[[')
    before = told.inner_text()
    draw(page, frame, (*RIGHT, *DOWN), UP, (*LEFT, *DOWN))
    expect(frame.locator("#wrong")).to_contain_text(
        "Not taken: the outline is not simple: Self-intersection["
    )
    expect(frame.locator("#now")).to_have_text(
        re.compile(r"^34\.930, 35\.874; footprint of 3 corners; moved 1\.8 km to the north$")
    )
    assert told.inner_text() == before


RIGHT, LEFT, UP, DOWN = (("Shift+Arrow" + side,) * 3 for side in ("Right", "Left", "Up", "Down"))


def draw(page: Page, frame: FrameLocator, *ways: Sequence[str]) -> None:
    """Draw an outline by keyboard that begins in the middle of the map and goes these ways from corner to corner."""
    frame.locator("#draw").press("Enter")
    for key in ("Enter", "Enter", *(key for way in ways for key in (*way, "Enter")), "Enter"):
        page.keyboard.press(key)
