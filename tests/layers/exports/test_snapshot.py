"""The snapshot as a file; tests/browser opens it."""

import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

from layers.panels import PANELS
from layers.scene import Scene
from tests.layers.exports.conftest import HOSTILE

Written = Callable[[str, Scene], Path]


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text outside of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._hidden = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._hidden = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self._hidden else data


@pytest.fixture
def page(small: Scene, written: Written) -> Elements:
    return Elements(written("snapshot", small).read_text(encoding="utf-8"))


@pytest.fixture
def hostile_page(hostile: Scene, written: Written) -> Elements:
    return Elements(written("snapshot", hostile).read_text(encoding="utf-8"))


def test_every_panel_but_the_problems_is_in_reading_order(page: Elements) -> None:
    ids = [attributes["id"] or "" for _tag, attributes in page.found if "id" in attributes]
    panels = [id for id in ids if id.startswith("panel-")]
    assert panels == [
        *(f"panel-{panel.name}" for panel in PANELS if panel.name != "problems"),
        "panel-register",
        "panel-cite",
    ]


def test_the_top_says_what_and_when(page: Elements) -> None:
    assert "1 installation, 1 negotiation as of 31 August 2025, known by 31 August 2025" in page.text


def test_the_end_says_how_to_cite(page: Elements, small: Scene) -> None:
    end = page.text.partition("How to cite")[2]
    assert all(
        part in end for part in ("as_of=2025-08-31&known_by=2025-08-31", small.dataset.hash, "CC BY 4.0")
    )


def test_records_left_out_are_counted(
    dossier: Callable[..., Path], scene_of: Callable[..., Scene], written: Written
) -> None:
    scene = scene_of(dossier(agreements={"lease": {"type": "no_such_type"}}))
    assert "1 record left out for faults in the data" in written("snapshot", scene).read_text(
        encoding="utf-8"
    )


def _addresses(attributes: Mapping[str, str | None]) -> set[str]:
    """The first letters of what an element would load: `#` is in the page itself."""
    named = (attributes.get(name) for name in ("src", "srcset", "href"))
    return {address[:1] for address in named if address is not None}


def test_nothing_is_loaded_from_elsewhere(page: Elements) -> None:
    loading = [
        attributes for tag, attributes in page.found if tag != "a" and not _addresses(attributes) <= {"#"}
    ]
    assert loading == []


def test_no_element_has_a_style_of_its_own(page: Elements) -> None:
    assert [tag for tag, attributes in page.found if "style" in attributes] == []


def test_hostile_text_makes_no_element(page: Elements, hostile_page: Elements) -> None:
    def scripts(elements: Elements) -> int:
        return sum(tag in ("script", "img") for tag, _attributes in elements.found)

    assert scripts(hostile_page) == scripts(page)
    assert not [
        name for _tag, attributes in hostile_page.found for name in attributes if name.startswith("on")
    ]


def test_hostile_text_is_shown_as_it_was_typed(hostile_page: Elements) -> None:
    assert HOSTILE in hostile_page.text


def test_no_path_of_this_machine_is_in_it(small: Scene, written: Written, tmp_path: Path) -> None:
    assert re.search(re.escape(str(tmp_path)), written("snapshot", small).read_text(encoding="utf-8")) is None
