"""The picture of a map: what it shows lies where it should, and looks as on the map that scripts draw."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.exports.static import static_page
from layers.picture import map_svg, mark_svg, marks_of
from layers.picture.frame import HEIGHT, WIDTH, frame_of
from layers.scene import Scene
from tests.page_text import Page

LOOK = {
    "colour": "#0072B2", "colour_dark": "#56B4E9", "mark": "filled", "shape": "diamond", "size": 9.0, "opacity": 1.0,
    "hatched": "", "hollow": False, "count": 0,
}  # fmt: skip
PLACES = st.tuples(st.floats(-179, 179), st.floats(-75, 75))


@given(st.lists(PLACES, min_size=1, max_size=9))
def test_every_place_lies_in_its_frame(places: list[tuple[float, float]]) -> None:
    frame = frame_of(places)
    for lon, lat in places:
        x, y = frame.place(lon, lat)
        assert 0 < x < WIDTH
        assert 0 < y < HEIGHT


def test_north_is_up_and_east_is_right() -> None:
    frame = frame_of([(35.0, 34.0), (36.0, 36.0)])
    (west, south), (east, north) = frame.place(35, 34), frame.place(36, 36)
    assert west < east
    assert north < south


def test_a_picture_of_nothing_shows_the_world() -> None:
    west, south, east, north = frame_of([]).box()
    assert west < -165
    assert east > 175
    assert south < -50
    assert north > 75


@pytest.mark.parametrize("shape", ["diamond", "triangle", "square", "star", "circle"])
def test_no_two_marks_look_alike(shape: str) -> None:
    kinds = [
        {"mark": mark, "hollow": hollow, "hatched": hatched}
        for mark in ("filled", "half", "ring", "cross", "dash")
        for hollow in (False, True)
        for hatched in ("", "status", "land", "status land")
    ]
    drawn = {mark_svg({**LOOK, "shape": shape, **kind}, 0, 0) for kind in kinds}
    assert len(drawn) == len(kinds)


def test_no_two_shapes_look_alike() -> None:
    shapes = ("diamond", "triangle", "square", "star", "circle")
    assert len({mark_svg({**LOOK, "shape": shape}, 0, 0) for shape in shapes}) == len(shapes)


def test_every_site_has_a_number_in_the_picture_and_below(syria: Callable[..., Scene]) -> None:
    scene = syria()
    page = static_page(scene, "", "")
    marks, frame = marks_of(scene)
    drawn = re.findall(r'<text class="name"[^>]*>([^<]*)</text>', map_svg(scene, marks, frame))
    assert [mark.number for mark in marks] == [1, 2, 3]
    assert len(drawn) == 3
    assert all(f'<li value="{mark.number}"><bdi>' in page for mark in marks)


def test_sites_that_lie_on_one_another_become_one_disc(seeds_scene: Callable[..., Scene]) -> None:
    scene = seeds_scene("")
    marks, frame = marks_of(scene)
    svg = map_svg(scene, marks, frame)
    discs = sum(int(number) for number in re.findall(r'class="number" y="4">(\d+)<', svg))
    alone = svg.count('class="halo"')
    assert discs + alone == sum(mark.at is not None for mark in marks)


def test_the_page_runs_and_asks_for_nothing(syria: Callable[..., Scene]) -> None:
    page = static_page(syria(), "", "")
    assert "script-src 'none'" in page
    assert "img-src 'none'" in page
    assert "<script" not in page


def test_a_name_in_the_picture_is_text(
    staged_from: Callable[..., Scene], dossier: Callable[..., object]
) -> None:
    name = "</text><script>alert(1)</script>"
    scene = staged_from(dossier(installations={"harbour": {"name": name}}))
    assert "script" not in Page(static_page(scene, "", "")).tags()


def test_the_page_says_whose_land_and_names_it_shows(syria: Callable[..., Scene]) -> None:
    text = Page(static_page(syria(), "", "")).text
    assert "Natural Earth" in text
    assert "GeoNames (CC BY 4.0)" in text
    assert "Golan Heights: Administered by Israel since 1967" in text
