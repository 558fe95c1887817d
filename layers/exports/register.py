"""The register: every installation that the map of a document shows, as a table of the same content."""

from typing import TYPE_CHECKING, Final

from layers.extend import Table, Text
from layers.markup import block_html
from layers.overlays.installations import INSTALLATIONS

if TYPE_CHECKING:
    from layers.scene import Scene

MOST_ROWS: Final = 2000
"""Beyond so many, a script pages through the columns that the map is drawn from."""
COLUMNS: Final = ("Installation", "Place", "What the map says")


def register_html(scene: "Scene") -> str:
    """A section with the table, folded; empty for a document without installations."""
    number = len(scene.installations)
    if not number:
        return ""
    inside = _table(scene) if number <= MOST_ROWS else '<div class="pages"></div>'
    return (
        '<section class="panel panel-register" id="panel-register" aria-labelledby="title-register">'
        '<h2 id="title-register">Register</h2><p class="description">The map as a table.</p><div class="blocks">'
        f'<details class="fold"><summary>Every installation on the map ({number:,})</summary>{inside}</details>'
        "</div></section>"
    )


def _table(scene: "Scene") -> str:
    frame = INSTALLATIONS.draw(scene)
    shown = frame[frame["shown"].astype(bool)].sort_values("label", kind="stable")
    points = (_place(point) for point in shown.geometry)
    rows = tuple(
        (((Text(str(label)),),), ((Text(place),),), tuple((Text(line),) for line in lines))
        for label, place, lines in zip(shown["label"], points, shown["lines"], strict=True)
    )
    return block_html(Table("Installations on the map", COLUMNS, rows, tuple(map(str, shown["id"]))), scene)


def _place(point: object) -> str:
    """Latitude and longitude as they are drawn, in degrees."""
    from shapely import Point

    if not isinstance(point, Point) or point.is_empty:
        return "not published"
    return f"{round(point.y, 4)}, {round(point.x, 4)}"
