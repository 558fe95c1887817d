"""Which column of a file holds which field of an installation: guessed by its name, or said."""

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from layers.config import Imports
from layers.errors import ImportedFileError, did_you_mean
from layers.importing.table import Row, Table

FIELDS: Final = (
    "name", "aliases", "kind", "service", "host", "operators", "lat", "lon", "geometry", "precision", "url", "note",
)  # fmt: skip
"""What a column may be taken for, beside `names.LANG`: a name in another language."""
_PLACES: Final = frozenset({"lat", "lon", "geometry"})
_NAMES: Final = "names."
_NOT_WORDS: Final = re.compile(r"[\W_]+")
_NAME_IN: Final = re.compile(r"(?P<what>.+?)(?P<sign>[:.(_ -]\s*)(?P<tag>[a-z]{2,3}(?:-[a-z0-9]{2,8})*)\)?")
_SURE_SIGNS: Final = (":", ".", "(")


@dataclasses.dataclass(frozen=True, slots=True)
class Columns:
    """By field: the column that holds it, and what it is in every row where that was said.

    `swap`: what stands for the latitude is the longitude, and the other way round.
    """

    of: Mapping[str, str]
    always: Mapping[str, str] = dataclasses.field(default_factory=dict)
    swap: bool = False

    def text(self, row: Row, field: str) -> str:
        """What a row says of a field; an empty text where it says nothing."""
        return self.always.get(field) or row.cells.get(self.of.get(field, ""), "")

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which there are names beside the first one."""
        return tuple(field.removeprefix(_NAMES) for field in self.of if field.startswith(_NAMES))


def folded(word: str) -> str:
    """A word as it is compared: without case, and with one blank for whatever is no letter."""
    return _NOT_WORDS.sub(" ", word.casefold()).strip()


def guess_columns(table: Table, imports: Imports) -> dict[str, str]:
    """By field: the column whose name says that it holds it, the likeliest name first."""
    known = {folded(column): column for column in reversed(table.columns)}
    guessed: dict[str, str] = {}
    for field in FIELDS:
        if table.is_map and field in _PLACES:
            continue
        names = (folded(name) for name in imports.columns.get(field, (field,)))
        column = next((known[name] for name in names if name in known), None)
        if column is not None and column not in guessed.values():
            guessed[field] = column
    tongues = {_NAMES + tag: column for column in table.columns if (tag := _language_of(column, imports))}
    return guessed | {field: column for field, column in tongues.items() if column not in guessed.values()}


def _language_of(column: str, imports: Imports) -> str:
    """The language of the names in a column such as `name:ru`; an empty text for any other column."""
    found = _NAME_IN.fullmatch(column.strip().casefold())
    names = {folded(name) for name in imports.columns.get("name", ("name",))}
    if not found or folded(found["what"]) not in names or not _is_language(found["tag"]):
        return ""
    is_id = found["tag"] == "id" and not found["sign"].startswith(_SURE_SIGNS)  # name_id is hardly Indonesian
    return "" if is_id else _canonical(found["tag"])


def _canonical(tag: str) -> str:
    """A language as BCP 47 would have it: `zh-hant-tw` is `zh-Hant-TW`."""
    first, *others = tag.casefold().split("-")
    cased = {4: str.title, 2: str.upper}
    return "-".join([first, *(cased.get(len(part), str)(part) for part in others)])


@cache
def _is_language(tag: str) -> bool:
    from babel import Locale, UnknownLocaleError

    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


# --- what was said of them ---


def said_columns(said: Iterable[str], table: Table) -> dict[str, str]:
    """What `name=Site Name,lat=Y` says, by field; an empty text for a field that is not to be taken.

    ImportedFileError for a field or a column that there is not.
    """
    pairs = dict(pair for text in said for pair in _pairs(text, "--map"))
    for field, column in pairs.items():
        if column and column not in table.columns:
            there = f"there are {_listed(table.columns)}" if table.columns else "there is none"
            hint = did_you_mean(column, table.columns) or there
            raise ImportedFileError(f"{table.file}: has no column `{column}` for `{field}` ({hint})")
    return pairs


def said_values(said: Iterable[str]) -> dict[str, str]:
    """What `operators=RU,kind=airfield` says of every row; ImportedFileError for a field that there is not."""
    return dict(pair for text in said for pair in _pairs(text, "--set"))


def _pairs(text: str, option: str) -> list[tuple[str, str]]:
    pieces = re.split(r",(?=\s*[\w.-]+\s*=)", text)  # a column may have commas in its name
    pairs = [tuple(map(str.strip, piece.partition("="))) for piece in pieces]
    for name, sign, _ in pairs:
        tag = name.removeprefix(_NAMES)
        if not sign:
            raise ImportedFileError(f"{option}: `{name}` is no pair; expected FIELD=..., such as name=Site")
        if name not in FIELDS and not (name.startswith(_NAMES) and _is_language(tag.casefold())):
            hint = did_you_mean(name, FIELDS) or f"there are {', '.join(FIELDS)} and names.LANG"
            raise ImportedFileError(f"{option}: `{name}` is no field that can be imported ({hint})")
    return [(name, value) for name, _, value in pairs]


def columns_of(guessed: Mapping[str, str], said: Mapping[str, str], always: Mapping[str, str]) -> Columns:
    """What was guessed, with what was said in its place; a column that was said for one field is no other."""
    taken = set(said.values())
    kept = {field: column for field, column in guessed.items() if column not in taken} | dict(said)
    return Columns({field: column for field, column in kept.items() if column}, always)


def refuse_gaps(columns: Columns, table: Table) -> None:
    """ImportedFileError where no column says what a site is called or where it is."""
    there = f"its columns are {_listed(table.columns)}" if table.columns else "it has no columns"
    if not any(field == "name" or field.startswith(_NAMES) for field in columns.of):
        raise ImportedFileError(
            f"{table.file}: no column looks like the names of sites; say which with --map name=COLUMN ({there})"
        )
    if not table.is_map and not ("geometry" in columns.of or {"lat", "lon"} <= set(columns.of)):
        raise ImportedFileError(
            f"{table.file}: no columns look like places; say which with --map lat=COLUMN,lon=COLUMN ({there})"
        )


def _listed(columns: Sequence[str], most: int = 20) -> str:
    shown = ", ".join(f"`{column}`" for column in columns[:most])
    return f"{shown} and {len(columns) - most} more" if len(columns) > most else shown
