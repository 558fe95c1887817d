"""What was read of a file, whatever its format: rows of text, with a geometry where the file has one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True)
class Row:
    """One row, by its number in the file; cells without text are left out. The geometry is in degrees (EPSG:4326)."""

    number: int
    cells: Mapping[str, str]
    geometry: "BaseGeometry | None" = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is not taken, and why; `swapped`: it could be, were lat taken for lon."""

    number: int
    why: str
    swapped: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A file that was read: what it is called, its format in words, its columns and rows.

    `counts` is the word for what `number` counts: line, row or feature. `refused` are rows that could not be read.
    """

    file: str
    form: str
    counts: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    refused: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()
    is_map: bool = False
    """Whether its rows have geometries, so that no column need say where they are."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person said of how a file is to be read; empty texts where nothing was said."""

    encoding: str = ""
    layer: str = ""
    crs: str = ""


def text_of(value: object) -> str:
    """A value as the text of a cell: whole numbers without a point, nothing for what is missing."""
    if value is None or value != value:  # only what is not a number differs from itself
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()
