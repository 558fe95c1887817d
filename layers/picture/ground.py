"""Land, borders and disputed borders of a picture, from the offline basemap."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from layers import basemap, linecode

if TYPE_CHECKING:
    from layers.picture.frame import Frame

_FINE_BELOW: Final = 40.0
"""Degrees that a picture is wide: a wider one shows nothing of what the fine parts add."""


def ground_svg(frame: "Frame", places: Sequence[tuple[float, float]]) -> str:
    """The sea, the land with its borders, finer around the places, and what is disputed, dashed."""
    west, _, east, _ = frame.box()
    fine = basemap.detail(places)["parts"] if east - west < _FINE_BELOW else []
    parts = "".join(_part(part, frame) for part in (basemap.world(), *fine))
    return f'<rect class="sea" width="100%" height="100%"/>{parts}{_disputed(frame)}'


def _part(part: Mapping[str, Any], frame: "Frame") -> str:
    import shapely

    units = part["units"]
    rings = _lines(part["land"], units)
    shells = [number for number in range(len(rings)) if number not in part["holes"]]
    land = [
        shapely.Polygon(rings[shell], rings[shell + 1 : following])
        for shell, following in pairwise([*shells, len(rings)])
    ]
    lines = [shapely.LineString(line) for line in _lines(part["borders"], units)]
    box = shapely.box(*part["box"])
    # what runs along the part's own box was only cut there
    cut = shapely.buffer(box.boundary, 1.5 / units)
    coast = shapely.difference([shape.boundary for shape in land], cut)
    drawn = (("sea", [box]), ("land", land), ("coast", list(coast)), ("border", lines))
    return "".join(_path(kind, shapes, frame) for kind, shapes in drawn)


def _lines(text: str, units: int) -> list[list[tuple[float, float]]]:
    return [[(x / units, y / units) for x, y in line] for line in linecode.unpack_lines(text)]


def _disputed(frame: "Frame") -> str:
    import shapely

    lines = [shapely.LineString(line) for dispute in basemap.disputed() for line in dispute["lines"]]
    return _path("disputed", lines, frame)


def area_svg(shape: Any, look: Mapping[str, Any], frame: "Frame") -> str:
    """An area of an overlay: tinted, or dashed where it is hollow."""
    colour = f'color="light-dark({look["colour"]}, {look["colour_dark"]})"'
    kind = "hollow" if look["hollow"] else "tinted"
    return f"<g {colour}>{_path(kind, [shape], frame)}</g>"


def _path(kind: str, shapes: Sequence[Any], frame: "Frame") -> str:
    import shapely

    drawn = shapely.get_parts([frame.pixels(shape) for shape in shapes])
    text = "".join(_line(line) for shape in drawn for line in _outlines(shape))
    return f'<path class="{kind}" d="{text}"/>' if text else ""


def _outlines(shape: Any) -> Iterator[Any]:
    if shape.geom_type == "Polygon":
        yield from (shape.exterior, *shape.interiors)
    elif shape.geom_type == "LineString":
        yield shape


def _line(line: Any) -> str:
    points = [f"{x:.1f},{y:.1f}" for x, y in line.coords]
    return f"M{'L'.join(points)}" if len(points) > 1 else ""
