"""The picture of a Scene: ground, the areas and sites of the layers that are on, and names where there is room."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from layers import basemap
from layers.markup import escape
from layers.overlays.installations import INSTALLATIONS
from layers.picture.frame import HEIGHT, WIDTH, Frame, frame_of
from layers.picture.ground import area_svg, ground_svg
from layers.picture.marks import group_svg, mark_svg, patterns_svg

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.scene import Scene

TOGETHER: Final = 20
"""Sites nearer to one another than so many pixels become one disc with their number."""
_LETTER: Final = 6.6
_GAP: Final = 18
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A site: its number in the picture and in the list below, its row, and its pixel if it has one."""

    number: int
    row: Any
    at: tuple[float, float] | None


def map_svg(scene: "Scene", marks: Sequence[Mark], frame: Frame) -> str:
    """The picture, WIDTH by HEIGHT pixels; hidden from assistive technology, for a list of the same stands below."""
    places = [(mark.row.geometry.x, mark.row.geometry.y) for mark in marks if mark.at]
    groups = _grouped([mark for mark in marks if mark.at])
    drawn = "".join(_group(group) for group in groups)
    return (
        f'<svg class="picture-of-map" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">{patterns_svg()}'
        f"{ground_svg(frame, places)}{_areas(scene, frame)}{drawn}{_names(groups, frame, places)}</svg>"
    )


def marks_of(scene: "Scene") -> tuple[tuple[Mark, ...], Frame]:
    """The sites that are shown, numbered from north to south, those without a place last; and the Frame of them all."""
    drawn = INSTALLATIONS.draw(scene)
    rows = list(drawn[drawn["shown"].astype(bool)].itertuples())
    rows.sort(key=lambda row: (row.geometry is None, -row.geometry.y if row.geometry else 0, row.label))
    frame = frame_of([(row.geometry.x, row.geometry.y) for row in rows if row.geometry])
    return tuple(
        Mark(number, row, frame.place(row.geometry.x, row.geometry.y) if row.geometry else None)
        for number, row in enumerate(rows, start=1)
    ), frame


def _areas(scene: "Scene", frame: Frame) -> str:
    from layers.overlays import OVERLAYS

    wanted = scene.view.overlays
    on = (one for one in OVERLAYS if (one.on if wanted is None else one.name in wanted))
    frames = (one.draw(scene) for one in on if one.name != INSTALLATIONS.name)
    return "".join(_areas_of(drawn, frame) for drawn in frames)


def _areas_of(drawn: "gpd.GeoDataFrame", frame: Frame) -> str:
    shown = drawn[drawn["shown"].astype(bool) & (drawn["shape"] == "area")]
    looks = shown.drop(columns=shown.geometry.name).to_dict("records")
    return "".join(area_svg(shape, look, frame) for shape, look in zip(shown.geometry, looks, strict=True))


def _grouped(marks: Sequence[Mark]) -> list[list[Mark]]:
    groups: list[list[Mark]] = []
    for mark in marks:
        near = next((group for group in groups if _distance(group[0], mark) < TOGETHER), None)
        if near is None:
            groups.append([mark])
        else:
            near.append(mark)
    return groups


def _distance(one: Mark, other: Mark) -> float:
    return math.dist(one.at or (0, 0), other.at or (0, 0))


def _group(group: Sequence[Mark]) -> str:
    x, y = group[0].at or (0.0, 0.0)
    if len(group) == 1:
        return mark_svg(group[0].row._asdict(), x, y)
    looks = Counter((mark.row.colour, mark.row.colour_dark, mark.row.mark) for mark in group)
    talks = [
        (dict(zip(("colour", "colour_dark", "mark"), look, strict=True)), number)
        for look, number in looks.most_common()
    ]
    return group_svg(len(group), talks, x, y)


def _names(groups: Sequence[Sequence[Mark]], frame: Frame, places: Sequence[tuple[float, float]]) -> str:
    """Beside each mark its number, and its name where that covers nothing; then countries and towns in what is free."""
    taken = [(x - 15, y - 15, x + 15, y + 15) for group in groups for x, y in [group[0].at or (0.0, 0.0)]]
    return "".join([_name(group, taken) for group in groups]) + _around(frame, places, taken)


def _name(group: Sequence[Mark], taken: list[_Box]) -> str:
    """The words beside a mark, right of it or left; their place is taken then."""
    x, y = group[0].at or (0.0, 0.0)
    numbers = _numbers([mark.number for mark in group])
    whole = f"{numbers} {group[0].row.label}" if len(group) == 1 else numbers
    tries = [(whole, "start"), (whole, "end"), (numbers, "start")]
    words, side = next((one for one in tries if _is_free(_box(*one, x, y), taken)), tries[-1])
    taken.append(_box(words, side, x, y))
    at = x + _GAP if side == "start" else x - _GAP
    return f'<text class="name" x="{at:.1f}" y="{y + 4:.1f}" text-anchor="{side}">{escape(words)}</text>'


def _around(frame: Frame, places: Sequence[tuple[float, float]], taken: list[_Box]) -> str:
    """Names of countries and towns, the most important first, as many as fit."""
    zoom = math.log2(frame.scale * 360 / 256)
    texts = []
    for label in sorted(basemap.labels(places), key=lambda one: one["rank"]):
        x, y = frame.place(label["lon"], label["lat"])
        words = label["name"]["en"]
        half = _LETTER * len(words) / 2
        box = (x - half, y - 9, x + half, y + 5)
        if label["kind"] == "sea" or label["rank"] > zoom or not _is_free(box, taken):
            continue
        taken.append(box)
        texts.append(f'<text class="around" x="{x:.1f}" y="{y:.1f}">{escape(words)}</text>')
    return "".join(texts)


def _numbers(numbers: Sequence[int]) -> str:
    """The numbers of a few, the first and the last of many."""
    return ", ".join(map(str, numbers)) if len(numbers) < 4 else f"{min(numbers)} … {max(numbers)}"


def _box(words: str, side: str, x: float, y: float) -> _Box:
    wide = _LETTER * len(words) + 4
    left = x + _GAP if side == "start" else x - _GAP - wide
    return left, y - 8, left + wide, y + 8


def _is_free(box: _Box, taken: Sequence[_Box]) -> bool:
    inside = box[0] > 0 and box[1] > 0 and box[2] < WIDTH and box[3] < HEIGHT
    return inside and not any(_overlap(box, other) for other in taken)


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
