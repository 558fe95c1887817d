"""What is done on the map of a place becomes values that are no finer than its precision, or says why not."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from layers.footprints import read_footprint
from layers.placed import read_change
from layers.placing import Place, Placed

SQUARE: Mapping[str, Any] = {
    "type": "Polygon",
    "coordinates": [[[35.86, 34.90], [35.89, 34.90], [35.89, 34.92], [35.86, 34.92], [35.86, 34.90]]],
}
SAVED = Placed(34.9137, 35.87412, SQUARE)
PLACE = Place("tartus", "Tartus", "facility", SAVED, SAVED)


def ring(*corners: tuple[float, float]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[list(corner) for corner in (*corners, corners[0])]]}


def change(told: Mapping[str, Any], precision: str = "facility") -> Mapping[str, Any] | None:
    read = read_change(told, replace(PLACE, precision=precision))
    assert read.message == ""
    return read.values


def refusal(told: Mapping[str, Any], precision: str = "facility") -> str:
    read = read_change(told, replace(PLACE, precision=precision))
    assert read.values is None
    return read.message


@pytest.mark.parametrize(
    ("precision", "lat", "lon"),
    [("facility", 34.915, 35.874), ("vicinity", 34.92, 35.87), ("locality", 34.9, 35.85)],
)
def test_a_point_is_kept_to_its_precision(precision: str, lat: float, lon: float) -> None:
    assert change({"lat": 34.91537, "lon": 35.87410}, precision) == {"lat": lat, "lon": lon}


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"lat": 91, "lon": 0}, "latitude: a number from -90 to 90 is expected, found `91`"),
        ({"lat": math.nan, "lon": 0}, "latitude: a number from -90 to 90 is expected, found `nan`"),
        ({"lat": 0, "lon": -180.5}, "longitude: a number from -180 to 180 is expected, found `-180.5`"),
        ({"lat": 0, "lon": math.inf}, "longitude: a number from -180 to 180 is expected, found `inf`"),
        ({"lat": True, "lon": 0}, "latitude: a number from -90 to 90 is expected, found `True`"),
        ({"lat": "34.9", "lon": 0}, "latitude: a number from -90 to 90 is expected, found `34.9`"),
        (
            {"lat": 10**400, "lon": 0},
            "latitude: a number from -90 to 90 is expected, found `1" + "0" * 59 + "…`",
        ),
        ({"lon": 0}, "latitude: a number from -90 to 90 is expected, found `None`"),
        ({}, "latitude: a number from -90 to 90 is expected, found `None`"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_no_point_is_refused(told: Mapping[str, Any], message: str) -> None:
    assert refusal(told) == message


@pytest.mark.parametrize("precision", ["region", "", "street"])
def test_no_point_where_the_precision_keeps_none(precision: str) -> None:
    told = f"no point is placed at the precision `{precision}`: change the precision first"
    assert refusal({"lat": 1, "lon": 2}, precision) == told


def test_corners_are_kept_to_a_hundred_metres_and_once() -> None:
    drawn = ring((35.86049, 34.90001), (35.89, 34.9), (35.8902, 34.9003), (35.87, 34.9204))
    kept = [[35.86, 34.9], [35.89, 34.9], [35.87, 34.92], [35.86, 34.9]]
    assert change({"footprint": drawn}) == {"footprint": {"type": "Polygon", "coordinates": [kept]}}


def test_a_footprint_is_taken_away() -> None:
    assert change({"footprint": None}, "region") == {"footprint": None}


def test_as_saved_is_to_the_last_digit() -> None:
    saved = {"lat": 34.9137, "lon": 35.87412, "footprint": SQUARE}
    assert change({"as_saved": True}, "region") == saved


@pytest.mark.parametrize("precision", ["vicinity", "locality", "region"])
def test_no_footprint_finer_than_the_precision(precision: str) -> None:
    told = f"no footprint is drawn at the precision `{precision}`: it would be finer than that"
    assert refusal({"footprint": SQUARE}, precision) == told


@pytest.mark.parametrize(
    ("footprint", "message"),
    [
        ("here", "a footprint is a Polygon or MultiPolygon, found `here`"),
        ({"type": "Point", "coordinates": [1, 2]}, "a footprint is a Polygon or MultiPolygon, found `Point`"),
        ({"type": "Polygon"}, "a footprint is a list of rings of [longitude, latitude], found `None`"),
        (
            {"type": "Polygon", "coordinates": [[]]},
            "a footprint is a list of rings of [longitude, latitude], found `[]`",
        ),
        (
            {"type": "MultiPolygon", "coordinates": {}},
            "a footprint is a list of rings of [longitude, latitude], found `{}`",
        ),
        (
            {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 0]]]},
            "a ring has at least three corners and ends where it begins, found 3 positions",
        ),
        (
            {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]},
            "a ring does not end where it begins",
        ),
        (
            ring((0, 0), (1, math.nan), (1, 1)),
            "a corner is a longitude and a latitude in degrees, found `[1, nan]`",
        ),
        (
            ring((0, 0), (541, 0), (1, 1)),
            "a corner is a longitude and a latitude in degrees, found `[541, 0]`",
        ),
        (ring((0, 0), (1, 91), (1, 1)), "a corner is a longitude and a latitude in degrees, found `[1, 91]`"),
        (
            {"type": "Polygon", "coordinates": [[[0, 0, 5], [1, 0], [1, 1], [0, 0, 5]]]},
            "a corner is a longitude and a latitude in degrees, found `[0, 0, 5]`",
        ),
        (
            ring((0, 0), (0.0004, 0), (0, 0.0004)),
            "fewer than three corners are left when they are kept to 0.001 degrees",
        ),
        (
            ring((0, 0), (1, 1), (1, 0), (0, 1)),
            "the outline is not simple: Self-intersection[0.5 0.5]; draw the ring so that it does not cross itself",
        ),
        (ring((-100, 0), (100, 0), (0, 1)), "the footprint is wider than half the world"),
        (
            ring(*((math.cos(turn / 200), math.sin(turn / 200)) for turn in range(1001))),
            "a footprint has at most 1,000 corners, found 1,001",
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_no_outline_is_refused(footprint: Any, message: str) -> None:
    assert refusal({"footprint": footprint}) == message


@pytest.mark.parametrize("west", [-181, 179])
def test_an_outline_across_180_degrees_is_cut_there(west: int) -> None:
    drawn = ring((west, 10), (west + 2, 10), (west + 2, 12), (west, 12))
    values = change({"footprint": drawn})
    assert values is not None
    assert values["footprint"]["type"] == "MultiPolygon"
    assert sorted(shape(part).bounds for part in parts(values["footprint"])) == [
        (-180.0, 10.0, -179.0, 12.0),
        (179.0, 10.0, 180.0, 12.0),
    ]


def parts(footprint: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "Polygon", "coordinates": rings} for rings in footprint["coordinates"]]


def test_an_outline_in_another_copy_of_the_world_is_moved_into_this_one() -> None:
    drawn = ring((395.86, 34.9), (395.89, 34.9), (395.89, 34.92))
    assert change({"footprint": drawn}) == {
        "footprint": ring((35.86, 34.9), (35.89, 34.9), (35.89, 34.92)),
    }


corner = st.tuples(st.floats(-540, 540), st.floats(-90, 90))
near = st.tuples(st.floats(179.9, 180.1), st.floats(-0.1, 0.1))


@given(st.lists(corner, min_size=3, max_size=6) | st.lists(near, min_size=3, max_size=6))
def test_whatever_is_drawn_is_read_as_it_is_or_refused_in_words(corners: list[tuple[float, float]]) -> None:
    read = read_change({"footprint": ring(*corners)}, PLACE)
    if read.values is None:
        assert read.message
    else:
        assert read_footprint(read.values["footprint"]).message == ""
