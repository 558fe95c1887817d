"""The page on which a place is edited, and what it is told."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from layers.config import Config
from layers.dataset import read_dataset
from layers.placing import Place, Placed, neighbours, placing_ground, placing_page, placing_state
from tests.layers.test_map import ATTACK, hashed, policy
from tests.packed import unpacked

SQUARE = {
    "type": "Polygon",
    "coordinates": [[["35.86", "34.9"], ["35.89", "34.9"], ["35.89", "34.92"], ["35.86", "34.9"]]],
}
SAVED = Placed(34.914, 35.874, SQUARE)
PLACE = Place("harbour", "Harbour", "facility", SAVED, SAVED)


def test_only_the_scripts_of_the_page_may_run(config: Config) -> None:
    page = placing_page(config)
    scripts = [*re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL), *unpacked(page)["scripts"]]
    assert len(scripts) == 4
    assert all(hashed(script) in policy(page) for script in scripts)
    assert policy(page).startswith("default-src 'none'; script-src 'sha256-")


def test_the_page_is_the_same_for_every_place(config: Config) -> None:
    assert placing_page(config) == placing_page(config)


def test_a_hostile_title_is_text(config: Config) -> None:
    page = placing_page(config.model_copy(update={"title": ATTACK}))
    assert "<img" not in page
    assert page.count("<script>") == placing_page(config).count("<script>")


def test_numbers_that_the_file_has_as_text_are_numbers_on_the_map(config: Config) -> None:
    ring = [(35.86, 34.9), (35.89, 34.9), (35.89, 34.92), (35.86, 34.9)]
    told = placing_state(PLACE, config)
    assert told["saved"] == {
        "lat": 34.914,
        "lon": 35.874,
        "footprint": {"type": "Polygon", "coordinates": (tuple(ring),)},
    }


@pytest.mark.parametrize(
    ("coordinates", "says"),
    [
        ("here", "As it is shown here, the footprint cannot be read: "),
        (
            [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]],
            "As it is shown here, the footprint was repaired: Self-intersection",
        ),
    ],
)
def test_a_faulty_footprint_is_told_beside_the_map(config: Config, coordinates: Any, says: str) -> None:
    faulty = replace(SAVED, footprint={"type": "Polygon", "coordinates": coordinates})
    told = placing_state(replace(PLACE, saved=faulty), config)
    assert told["note"].startswith(says)
    assert "Precision “Facility”: the point is kept to 0.001 degrees (about 100 m)" in told["note"]


def test_a_small_move_needs_no_other_land() -> None:
    moved = replace(PLACE, draft=replace(SAVED, lat=34.99, lon=35.6))
    assert placing_ground(moved) == placing_ground(PLACE)
    assert placing_ground(moved)["detail"]


def test_neighbours_are_the_nearest_and_no_finer_than_published(
    dossier: Callable[..., Path], config: Config
) -> None:
    def site(lat: float, lon: float, precision: str) -> dict[str, Any]:
        return {"name": precision, "host": "NO", "location": {"lat": lat, "lon": lon, "precision": precision}}

    folder = dossier(
        installations={
            "far": site(-16.5, 179.4321, "vicinity"),
            "near": site(-16.5, -179.9876, "facility"),
            "nowhere": site(-16.5, 179.9, "region"),
        }
    )
    sites = read_dataset(folder, config).installations.values()
    found = [one for one in neighbours(sites, Placed(-16.5, 179.99)) if one.id in ("far", "near", "nowhere")]
    assert [(one.id, one.lat, one.lon) for one in found] == [
        ("near", -16.5, -179.988),
        ("far", -16.5, 179.43),
    ]
    assert neighbours(sites, Placed()) == ()
