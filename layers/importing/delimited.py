"""CSV and its like -> a Table. A row with broken quotes costs that row, and not what follows it."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from layers.errors import ImportedFileError
from layers.importing.decoding import LOST, decode
from layers.importing.table import Asked, Refusal, Row, Table

_SEPARATORS: Final = ",;\t|"
# Each row with broken quotes is looked for its end up to the longest field that is read; a file of nothing but such
# rows is no CSV.
_MOST_BROKEN: Final = 100
_MOST_SHOWN: Final = 40


def read_delimited(data: bytes, file: str, asked: Asked) -> Table:
    """The rows of a text whose first line names its columns; ImportedFileError where it is no such text."""
    text, note = decode(data, asked.encoding, file)
    if "\0" in text:
        raise ImportedFileError(f"{file}: holds zero bytes, so it is no text; is its encoding UTF-16?")
    lines = list(io.StringIO(text, newline=""))  # as they end in files: a line separator may stand in a cell
    separator = _separator(lines)
    read, broken = _records(lines, separator, file)
    if not read:
        raise ImportedFileError(
            f"{file}: is empty; expected a line that names the columns, and rows below it"
        )
    (_, header), *rows = read
    columns = _columns(header)
    faults = {number: why for number, record in rows if (why := _fault(record, columns))}
    made = tuple(Row(number, _cells(columns, record)) for number, record in rows if number not in faults)
    refused = (*broken, *(Refusal(number, why) for number, why in faults.items()))
    return Table(file, "CSV", "line", tuple(dict.fromkeys(columns)), made, refused, (note,) if note else ())


def _separator(lines: Sequence[str]) -> str:
    """The sign that parts most words of the first line; a comma where none does."""
    first = lines[0] if lines else ""
    return max(_SEPARATORS, key=first.count)


_Records = list[tuple[int, list[str]]]


def _records(lines: Sequence[str], separator: str, file: str) -> tuple[_Records, list[Refusal]]:
    """The records that are not blank, each with the number of its first line, and those that cannot be read."""
    read: _Records = []
    broken: list[Refusal] = []
    at = 0
    while at < len(lines):
        if len(broken) > _MOST_BROKEN:
            raise ImportedFileError(f"{file}: more than {_MOST_BROKEN} rows have broken quotes; is it CSV?")
        reader = csv.reader(_from(lines, at), delimiter=separator, strict=True)
        start = at
        try:
            for record in reader:
                if any(cell.strip() for cell in record):
                    read.append((start + 1, record))
                start = at + reader.line_num
            at = len(lines)
        except csv.Error:
            shown = lines[start].strip()[:_MOST_SHOWN]
            broken.append(Refusal(start + 1, f"its quotes are broken: `{shown}`"))
            at = start + 1
    return read, broken


def _from(lines: Sequence[str], at: int) -> Iterator[str]:
    return islice(lines, at, None)


def _columns(header: Sequence[str]) -> list[str]:
    """The names of the columns; one without a name is called by its place."""
    return [name.strip() or f"column {place}" for place, name in enumerate(header, start=1)]


def _cells(columns: Sequence[str], record: Sequence[str]) -> dict[str, str]:
    """What a record says, by column; of two columns with one name the first that says something counts."""
    cells: dict[str, str] = {}
    for name, cell in zip(columns, record, strict=False):
        if cell.strip():
            cells.setdefault(name, cell.strip())
    return cells


def _fault(record: Sequence[str], columns: Sequence[str]) -> str:
    """Why a record cannot be taken; an empty text if it can."""
    if len(record) > len(columns):
        return f"it has {len(record)} cells, and there are {len(columns)} columns"
    lost = next((cell for cell in record if LOST in cell), "")
    return f"it holds letters that were lost: `{lost.strip()[:_MOST_SHOWN]}`" if lost else ""
