import base64
import hashlib
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from layers.config import Config
from layers.dataset import read_dataset
from layers.frames import build_frames
from layers.map import document_page, live_page, map_rows, map_state, rows_hash
from layers.mapcolumns import GONE
from layers.overlays import OVERLAYS
from layers.scene import Scene, stage
from layers.view import parse_view
from tests.packed import unpacked

Staged = Callable[..., Scene]
ATTACK = "</script><script>alert(1)</script><img src=x onerror=alert(2)>${alert(3)}`'\"\\"


@pytest.fixture
def staged(dossier: Callable[..., Path], config: Config) -> Staged:
    def make(view: str = "", **overrides: Any) -> Scene:
        dataset = read_dataset(dossier(**overrides), config)
        return stage(config, dataset, build_frames(dataset, config), parse_view(view), date(2025, 9, 1))

    return make


def policy(page: str) -> str:
    return re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)[0]


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_equal_scenes_give_equal_pages(staged: Staged) -> None:
    assert document_page(staged(), "", "") == document_page(staged(), "", "")


def test_the_live_page_is_the_same_each_time(config: Config) -> None:
    assert live_page(config) == live_page(config)


def test_every_script_is_named_in_the_policy(config: Config) -> None:
    page = live_page(config)
    scripts = [
        *re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL),
        *unpacked(page)["scripts"],
    ]
    assert len(scripts) == 5
    assert all(hashed(script) in policy(page) for script in scripts)


def test_every_style_sheet_is_named_in_the_policy(staged: Staged) -> None:
    page = document_page(staged(), "", "p { color: red }")
    sheets = [*re.findall(r"<style>(.*?)</style>", page, flags=re.DOTALL), *unpacked(page)["sheets"]]
    assert len(sheets) == 4
    assert all(hashed(sheet) in policy(page) for sheet in sheets)


def test_style_sheets_of_the_map_alone_travel_packed(staged: Staged) -> None:
    page = document_page(staged(), "", "p { color: red }")
    assert "p { color: red }" in page
    assert ".leaflet-pane" not in page
    assert ".leaflet-pane" in "".join(unpacked(page)["sheets"])


def test_no_style_sheet_asks_for_an_image(config: Config) -> None:
    sheets = "".join(unpacked(live_page(config))["sheets"])
    assert re.findall(r"url\([^#)][^)]*\)", sheets) == []


def test_the_policy_allows_nothing_inline(config: Config) -> None:
    assert "unsafe" not in policy(live_page(config))


def test_a_document_may_ask_no_host_for_images(staged: Staged) -> None:
    assert "img-src data:;" in policy(document_page(staged(), "", ""))


def test_a_live_page_may_ask_the_tile_host_alone(config: Config) -> None:
    assert "img-src data: https://tile.openstreetmap.org;" in policy(live_page(config))


def test_no_element_has_a_style_of_its_own(staged: Staged) -> None:
    page = re.sub(r"<(script|style).*?</\1>", "", document_page(staged(), "", ""), flags=re.DOTALL)
    assert "style=" not in page


def test_a_page_lets_its_reader_zoom(config: Config) -> None:
    page = live_page(config)
    assert "user-scalable" not in page
    assert "maximum-scale" not in page


def test_leaflets_own_attribution_with_its_flag_is_off(config: Config) -> None:
    script = unpacked(live_page(config))["scripts"][-1]
    assert '"attributionControl": false' in script
    assert '"prefix": false' in script


def test_text_from_a_dossier_ends_no_script(staged: Staged) -> None:
    page = document_page(staged(installations={"harbour": {"name": ATTACK}}), "", "")
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_text_from_a_dossier_opens_no_template(staged: Staged) -> None:
    assert "${alert" not in document_page(staged(installations={"harbour": {"name": ATTACK}}), "", "")


def test_text_from_a_dossier_comes_through_whole(staged: Staged) -> None:
    page = document_page(staged(installations={"harbour": {"name": ATTACK}}), "", "")
    assert ATTACK in unpacked(page)["data"]["rows"]["overlays"][-1]["labels"]


def test_rows_are_the_same_for_every_filter(staged: Staged) -> None:
    assert map_rows(staged("host=DJ&as_of=2020-01-01")) == map_rows(staged())


def test_rows_of_another_language_have_another_hash(staged: Staged) -> None:
    assert rows_hash(staged("lang=ar")) != rows_hash(staged())


def test_a_state_names_the_rows_that_it_fits(staged: Staged) -> None:
    assert map_state(staged())["hash"] == map_rows(staged())["hash"]


def test_a_state_shows_what_the_view_leaves(staged: Staged) -> None:
    shown = map_state(staged())["overlays"]["installations"]
    hidden = map_state(staged("host=DJ"))["overlays"]["installations"]
    assert (len(shown["sets"]), GONE in shown["look"]) == (1, False)
    assert (len(hidden["sets"]), GONE in hidden["look"]) == (0, True)


def test_a_state_leaves_out_overlays_that_are_off(staged: Staged) -> None:
    assert list(map_state(staged("overlays=events"))["overlays"]) == ["events"]


def test_a_document_carries_every_overlay(staged: Staged) -> None:
    data = unpacked(document_page(staged(), "", ""))["data"]
    assert sorted(data["state"]["overlays"]) == sorted(overlay.name for overlay in OVERLAYS)


def test_a_document_carries_no_row_that_its_view_leaves_out(staged: Staged) -> None:
    data = unpacked(document_page(staged("host=DJ"), "", ""))["data"]
    assert [overlay["ids"] for overlay in data["rows"]["overlays"]] == [[]] * len(OVERLAYS)


def test_the_map_looks_again_only_when_the_dossier_changes(staged: Staged) -> None:
    keys = [
        map_state(staged(view))["look"]["key"]
        for view in ("", "lat=1&lon=2&zoom=3&selected=harbour", "dossier=small")
    ]
    assert keys[0] == keys[1] != keys[2]


def test_a_place_in_the_view_is_where_the_map_starts(staged: Staged) -> None:
    assert map_state(staged("lat=1&lon=2&zoom=3"))["look"]["start"] == {"lat": 1.0, "lon": 2.0, "zoom": 3.0}


def test_a_view_without_sites_has_nowhere_to_look(staged: Staged) -> None:
    assert map_state(staged("host=DJ"))["look"]["bounds"] is None


def test_a_negotiation_is_shown_by_its_installations(staged: Staged) -> None:
    assert map_state(staged("selected=guest-host"))["members"] == {"guest-host": ["harbour"]}


def test_the_legend_says_nothing_of_roles(staged: Staged) -> None:
    assert "tabiliz" not in json.dumps(map_state(staged())["legend"])


def test_the_legend_names_the_talks_on_the_map(staged: Staged) -> None:
    labels = [entry["label"] for group in map_state(staged())["legend"] for entry in group["entries"]]
    assert {"Active", "Navy"} <= set(labels)


def test_the_page_of_one_dossier_is_small(staged: Staged) -> None:
    assert len(document_page(staged(), "", "")) < 500_000
