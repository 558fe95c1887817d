"""The shapes one may add: an Overlay, a Panel, an Export, and the Blocks that a panel returns.

Each is data beside one pure function, declared in a file of its own in `overlays/`, `panels/` or `exports/`
and listed by hand in that folder's `__init__`: the list is the order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from layers.charts import Drawing

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.scene import Scene

# --- inline text: what a line of a panel is made of ---


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words; `lang` (BCP 47) where not in the reader's language; `tone` for weight, `struck` for what is over."""

    text: str
    lang: str = ""
    tone: Literal["plain", "strong", "muted", "struck"] = "plain"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Somebody's own words, shown in quotation marks."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """The source marks [1][2] that end a statement; each opens what is known of the source."""

    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pick:
    """Words that select a record when clicked: an installation, else whatever record has that id."""

    id: str
    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """A status with its mark; `vocabulary` names the list in config.yaml that says how it looks."""

    vocabulary: str
    value: str
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Href:
    """A link out; shown as text alone if the address is not http(s)."""

    url: str
    text: str
    lang: str = ""


Inline = Text | Phrase | Marks | Pick | Status | Href
Line = tuple[Inline, ...]

# --- blocks: what a panel is made of ---


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a panel (level 3 or 4: the panel's own title is level 2)."""

    text: str
    level: Literal[3, 4] = 3
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of inline text."""

    line: Line


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with what is said under each: one or more lines."""

    rows: tuple[tuple[str, tuple[Line, ...]], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of a row is its header; a cell holds lines.

    For each row, `picks` names the record that it selects, and `anchors` the id that links may name.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    picks: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A framed group about one record, which a click on its title selects."""

    id: str
    title: str
    status: Status | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and the table that says the same."""

    title: str
    drawing: Drawing
    table: Table


@dataclass(frozen=True, slots=True)
class More:
    """Blocks folded away under a line that says what they are."""

    summary: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Empty:
    """Why there is nothing here, and what would show something: `reset` names View fields to clear."""

    text: str
    reset: tuple[str, ...] = ()


Block = Heading | Paragraph | Facts | Table | Card | Chart | More | Empty

# --- what one may add ---


@dataclass(frozen=True, slots=True)
class Overlay:
    """A map layer: `draw` gives a frame in EPSG:4326 of everything to draw, shown or not.

    Columns: `geometry`, `id` (what a click selects, may be empty), `label`, `lines` (list of str for the popup),
    `colour` and `colour_dark` (#rrggbb), `mark` (filled, half, ring, cross, dash), `shape` (diamond, triangle,
    square, star, circle, area, line), `size` (pixels), `opacity` (0-1), `hollow` (bool),
    `hatched` (why: `status`, `land`, both with a space, or empty),
    `count` (small number beside it, 0 for none), `shown` (bool: whether the View leaves it in),
    `valid_from`, `valid_to` (ISO day or empty).
    """

    name: str
    title: str
    description: str
    draw: Callable[[Scene], gpd.GeoDataFrame]
    on: bool = True


@dataclass(frozen=True, slots=True)
class Panel:
    """A reading of the Scene, shown the same in the dashboard and in a snapshot."""

    name: str
    title: str
    description: str
    read: Callable[[Scene], tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class Export:
    """A file format: `write` puts the Scene at a path, yielding (done, of) so that long work can show progress."""

    name: str
    title: str
    description: str
    suffix: str
    mime: str
    write: Callable[[Scene, Path], Iterator[tuple[int, int]]]
    notes: str = field(default="")
