"""The register: every installation that the map of a document shows, as a table of the same content."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from layers.extend import Block, Line, More, Part, Row, Table, Text
from layers.markup import block_html
from layers.overlays.installations import through

if TYPE_CHECKING:
    from layers.scene import Scene

MOST_ROWS: Final = 2000
"""Beyond so many, a script pages through the columns that the map is drawn from."""
COLUMNS: Final = ("Installation", "Place", "What the map says")
_PAGES: Final = '<div class="pages"></div>'

_Course = Sequence[tuple[date, tuple[Line, ...]]]
"""What the map says of a site, and from which day on."""


def register_html(scene: "Scene", blocks_of: Callable[[tuple[Block, ...]], tuple[Block, ...]]) -> str:
    """A section with the table, folded; empty for a document without installations.

    `blocks_of` makes of what is told on each day what the document shows.
    """
    number = len(scene.installations)
    if not number:
        return ""
    title = f"Every installation on the map ({number:,})"
    if number <= MOST_ROWS:
        folded = "".join(block_html(block, scene) for block in blocks_of((More(title, (_table(scene),)),)))
    else:
        folded = f'<details class="fold"><summary>{title}</summary>{_PAGES}</details>'
    return (
        '<section class="panel panel-register" id="panel-register" aria-labelledby="title-register">'
        '<h2 id="title-register">Register</h2><p class="description">The map as a table.</p>'
        f'<div class="blocks">{folded}</div></section>'
    )


def _table(scene: "Scene") -> Table:
    courses: dict[str, list[Any]] = {}
    frame = through(scene).sort_values("label", kind="stable")
    for row in frame.itertuples():
        courses.setdefault(str(row.id), []).append(row)
    rows = tuple(_part(id, stretches, scene) for id, stretches in courses.items())
    return Table("Installations on the map", COLUMNS, rows, tuple(courses))


def _part(id: str, stretches: Sequence[Any], scene: "Scene") -> Part[Row]:
    course = [(_day(one.valid_from), tuple((Text(line),) for line in one.lines)) for one in stretches]
    label, place = str(stretches[0].label), _place(stretches[0].geometry)
    tells = (scene.dataset.installations[id], *scene.gathered.talks.get(id, ()))
    return Part(partial(_row, label, place, course), tells, (("installations", id),))


def _row(label: str, place: str, course: _Course, scene: "Scene") -> Row:
    said = [lines for day, lines in course if day <= scene.day]
    return (((Text(label),),), ((Text(place),),), said[-1] if said else ())


def _day(text: str) -> date:
    return date.fromisoformat(text) if text else date.min


def _place(point: object) -> str:
    """Latitude and longitude as they are drawn, in degrees."""
    from shapely import Point

    if not isinstance(point, Point) or point.is_empty:
        return "not published"
    return f"{round(point.y, 4)}, {round(point.x, 4)}"
