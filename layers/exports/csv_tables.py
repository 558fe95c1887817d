"""CSV: every table as a file of its own, in one zip archive."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from layers.extend import Export

if TYPE_CHECKING:
    from layers.exports.tables import Value
    from layers.scene import Scene

# A spreadsheet would run a text that begins with one of these as a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Zip archives carry a time for each file; this is the earliest they know, so that equal data give equal bytes.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


def write(scene: "Scene", path: Path) -> Iterator[tuple[int, int]]:
    """A zip archive with `<table>.csv` for each table, and `about.csv`."""
    from layers.exports.about import about
    from layers.exports.columns import COLUMNS
    from layers.exports.tables import plain_tables

    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        _add(archive, "about", [("name", "value"), *about(scene).items()])
        for number, table in enumerate(plain_tables(scene), start=1):
            header = tuple(column.name for column in table.columns)
            _add(archive, table.name, [header, *(tuple(row.values()) for row in table.rows)])
            yield number, len(COLUMNS)


def _add(archive: ZipFile, name: str, rows: Iterable[Iterable["Value"]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([_cell(value) for value in row] for row in rows)
    entry = ZipInfo(f"{name}.csv", _NO_TIME)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    # with a byte order mark, or spreadsheets take the file for Latin-1
    archive.writestr(entry, text.getvalue().encode("utf-8-sig"))


def _cell(value: "Value") -> str | float:
    """The value as a cell that no spreadsheet runs: text that looks like a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    text = "; ".join(value) if isinstance(value, tuple) else value
    return f"'{text}" if text.startswith(_FORMULA) else text


CSV = Export(
    name="csv",
    title="CSV",
    description="Every table, one CSV file each, in a zip archive.",
    suffix=".zip",
    mime="application/zip",
    write=write,
    notes=(
        "Identical bytes for identical input. UTF-8 with a byte order mark; several values in a cell are joined with "
        '"; ". Text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-` or `@`) gets an apostrophe '
        "before it."
    ),
)
