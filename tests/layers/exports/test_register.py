"""The register says of every installation what the map says."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from layers.exports import register
from layers.exports.register import register_html
from layers.overlays.installations import INSTALLATIONS
from layers.scene import Scene
from layers.through_time import on_the_day
from tests.page_text import Page


def test_it_says_of_each_site_what_its_popup_says(small: Scene) -> None:
    text = Page(register_html(small, partial(on_the_day, scene=small))).text
    frame = INSTALLATIONS.draw(small)
    assert all(line in text for lines in frame["lines"] for line in lines)
    assert all(str(label) in text for label in frame["label"])


def test_it_gives_the_place_that_the_map_draws(small: Scene) -> None:
    assert "34.914, 35.874" in Page(register_html(small, partial(on_the_day, scene=small))).text


def test_a_site_without_a_place_says_so(dossier: Callable[..., Path], scene_of: Callable[..., Scene]) -> None:
    scene = scene_of(dossier(installations={"harbour": {"location": None}}))
    page = Page(register_html(scene, partial(on_the_day, scene=scene)))
    assert "not published" in page.text


def test_a_row_selects_its_site(small: Scene) -> None:
    assert [
        one["data-pick"]
        for one in Page(register_html(small, partial(on_the_day, scene=small))).with_class("pick")
    ] == ["harbour"]


def test_attacks_in_it_stay_text(hostile: Scene) -> None:
    assert not Page(register_html(hostile, partial(on_the_day, scene=hostile))).tags() & {"script", "img"}


def test_very_many_rows_are_left_to_the_page(small: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "MOST_ROWS", 0)
    page = Page(register_html(small, partial(on_the_day, scene=small)))
    assert len(page.with_class("pages")) == 1
    assert "table" not in page.tags()
