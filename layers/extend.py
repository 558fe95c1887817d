"""The shapes one may add: an Overlay, a Panel, an Export, and the Blocks and Parts that a panel returns.

Each is data beside one pure function, declared in a file of its own in `overlays/`, `panels/` or `exports/`
and listed by hand in that folder's `__init__`: the list is the order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from layers.charts import Drawing

if TYPE_CHECKING:
    import geopandas as gpd

    from layers.fields import Record
    from layers.over_time import OverTime
    from layers.parts import StatusEntry
    from layers.scene import Scene

T = TypeVar("T")

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


@dataclass(frozen=True, slots=True)
class Stated:
    """Of which records a line tells; shows nothing. A document hides the line where a filter leaves none of them."""

    about: tuple[tuple[str, str], ...]
    """Section and id of each."""


@dataclass(frozen=True, slots=True)
class Total:
    """How many installations or negotiations are shown; a document counts anew what its filters leave."""

    number: int
    noun: Literal["installation", "negotiation"]


Inline = Text | Phrase | Marks | Pick | Status | Href | Stated | Total
Line = tuple[Inline, ...]

# --- what follows the days ---


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """A piece of a panel that is made for each day: blocks, a row, a pick.

    A panel for one day shows what `write` gives of its Scene, nothing where that is None. A document that can be played
    asks again as of each day of the records that are told.
    """

    write: Callable[[Scene], T | None]
    tells: tuple[Record | StatusEntry, ...]
    """What it is made of: between two of their days it stays as it is."""
    about: tuple[tuple[str, str], ...] = ()
    """Section and id of the records that it is shown for; empty: whatever a filter leaves."""


Stretch = tuple[date | None, date | None]
"""From a day on until, not including, another; None where that side is open."""


@dataclass(frozen=True, slots=True)
class Timed(Generic[T]):
    """A piece of a document that stands for some time only, or for some records only."""

    item: T
    stretches: tuple[Stretch, ...]
    """Empty: at all times."""
    subject: int | None = None
    """A number in the document's list of what may be filtered; None: whatever a filter leaves."""

    @property
    def stands(self) -> bool:
        """Whether it stands on the document's own day, the last one."""
        return not self.stretches or self.stretches[-1][1] is None


Lines = tuple[Line | Timed[Line], ...]
Row = tuple[Lines, ...]
"""The cells of a table's row; a cell holds lines."""
Fact = tuple[str, Lines]
"""A label with the lines under it; without any it is not shown."""

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

    rows: tuple[Fact | Timed[Fact], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of a row is its header; a cell holds lines.

    For each row, `picks` names the record that it selects, and `anchors` the id that links may name.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row | Part[Row] | Timed[Row], ...]
    picks: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A framed group about one record, which a click on its title selects."""

    id: str
    title: str
    status: Status | tuple[Timed[Status], ...] | None
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

    summary: str | tuple[Timed[str], ...]
    blocks: tuple[Block, ...]
    count: int | None = None
    """The number of records to choose from inside, where the line begins with it."""


@dataclass(frozen=True, slots=True)
class Picks:
    """Records to choose from, each on its own."""

    picks: tuple[Pick | Part[Pick] | Timed[Pick], ...]


@dataclass(frozen=True, slots=True)
class Empty:
    """Why there is nothing here, and what would show something: `reset` names View fields to clear."""

    text: str
    reset: tuple[str, ...] = ()


Block = Heading | Paragraph | Facts | Table | Card | Chart | More | Picks | Empty | Part[Any] | Timed[Any]

# --- what one may add ---


@dataclass(frozen=True, slots=True)
class Overlay:
    """A map layer: `draw` gives a frame in EPSG:4326 of everything to draw, shown or not.

    Columns: `geometry`, `id` (what a click selects, may be empty), `label`, `lines` (texts for the popup),
    `colour` and `colour_dark` (#rrggbb), `mark` (filled, half, ring, cross, dash), `shape` (diamond, triangle,
    square, star, circle, area, line), `size` (pixels), `opacity` (0-1), `hollow` (bool),
    `hatched` (why: `status`, `land`, both with a space, or empty),
    `count` (small number beside it, 0 for none), `shown` (bool: whether the View leaves it in),
    May be left out: `names` (tuple of str: what a search finds it by, beside its label), `talks` (a status of talks,
    which groups of points are counted by), `about` (ids of the installations that the row is about, where its own
    `id` is of none: it is shown while any of them passes a reader's filters).

    `through` gives what a document shows over time (see `layers.over_time`): what the View leaves on the Scene's day,
    as it was on every day up to it. An overlay without it stands as on the Scene's day at all times.
    """

    name: str
    title: str
    description: str
    draw: Callable[[Scene], gpd.GeoDataFrame]
    on: bool = True
    through: Callable[[Scene], OverTime] | None = None


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
