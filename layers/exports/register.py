"""The register: every installation that the map of a document shows, as a table of the same content."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from layers.courses import value_on
from layers.extend import Block, Line, More, Part, Row, Table, Text
from layers.markup import block_html
from layers.overlays.installations import through

if TYPE_CHECKING:
    from layers.over_time import OverTime
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
    told = through(scene)
    order = told.rows["label"].astype(object).sort_values(kind="stable").index
    rows = tuple(_part(told, row, scene) for row in order)
    return Table("Installations on the map", COLUMNS, rows, tuple(told.rows["id"][order]))


def _part(told: "OverTime", row: int, scene: "Scene") -> Part[Row]:
    id, label, place = told.rows["id"][row], str(told.rows["label"][row]), _place(told.rows.geometry[row])
    course = [(day, tuple((Text(line),) for line in lines)) for day, lines in told.lines_of(row)]
    tells = (scene.dataset.installations[id], *scene.gathered.talks.get(id, ()))
    return Part(partial(_row, label, place, course), tells, (("installations", id),))


def _row(label: str, place: str, course: _Course, scene: "Scene") -> Row:
    return (((Text(label),),), ((Text(place),),), value_on(course, scene.day) or ())


def _place(point: object) -> str:
    """Latitude and longitude as they are drawn, in degrees."""
    from shapely import Point

    if not isinstance(point, Point) or point.is_empty:
        return "not published"
    return f"{round(point.y, 4)}, {round(point.x, 4)}"
