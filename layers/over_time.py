"""What an overlay shows over time: rows that stay as they are, and threads of pieces, each with days of its own.

What is said of a site, and how it looks, comes of several things that change on their own days: its status, its hosts,
the talks about it. A thread holds one of them for all rows. Rows that have it in common share its course, so that ten
thousand sites in five hundred talks have five hundred courses of talks and not ten thousand.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from layers.courses import Course, always, changed, together, value_on, without_repeats

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray


class Piece(NamedTuple):
    """What a thread says of a row and gives to its look; None and empty: nothing."""

    lines: tuple[str, ...] = ()
    colour: str | None = None
    colour_dark: str | None = None
    mark: str | None = None
    shape: str | None = None
    size: float | None = None
    opacity: float | None = None
    hatched: str = ""
    hollow: bool = False
    count: int | None = None  # type: ignore[assignment]  # nobody counts the fields of a piece
    talks: str | None = None


CRS: Final = "EPSG:4326"
LOOK: Final = Piece._fields[1:]
REASONS: Final = ("status", "land")
"""Why something is hatched, in the order in which that is said."""
_OF_SEVERAL: Final = ("hatched", "hollow")
"""The properties that several threads may give to one look."""
_NUMBERS: Final[Mapping[str, type]] = {"size": float, "opacity": float, "count": int}


def put_together(pieces: Iterable[Piece | None]) -> Piece:
    """A row as its pieces make it: lines one after another, each once; hatched for every reason; hollow for any."""
    lines: dict[str, None] = {}
    values: dict[str, Any] = {}
    hatched, hollow = "", False
    for piece in pieces:
        if piece is not None:
            lines.update(dict.fromkeys(piece.lines))
            values.update(
                (name, value) for name, value in zip(LOOK, piece[1:], strict=True) if value is not None
            )
            hatched, hollow = f"{hatched} {piece.hatched}", hollow or piece.hollow
    reasons = " ".join(reason for reason in REASONS if reason in hatched)
    return Piece(**(values | {"lines": tuple(lines), "hatched": reasons, "hollow": hollow}))


class Thread(NamedTuple):
    """One of the things that rows are made of, for all of them."""

    courses: Sequence[Course[Piece | None]]
    """What it was over time, each different course once."""
    of: "NDArray[np.intp]"
    """For each row, which of the courses it has."""


def thread(keys: Iterable[Hashable], course_of: Callable[[Any], Course[Piece | None]]) -> Thread:
    """A thread whose course follows from a key of each row: equal keys, the same course."""
    places, different = pd.factorize(objects(keys))
    return Thread([without_repeats(course_of(key)) for key in different], places)


def same_for_all(piece: Piece, number: int) -> Thread:
    """A thread that gives the same to every row at all times."""
    return Thread([always(piece)], np.zeros(number, dtype=np.intp))


@dataclass(frozen=True)
class OverTime:
    """The rows of an overlay (`geometry`, `id`, `label`; `names` and `about` where it has them) and their threads.

    A row stands while the first thread has a piece for it.
    """

    rows: "gpd.GeoDataFrame"
    threads: tuple[Thread, ...]

    def on(self, day: date) -> "gpd.GeoDataFrame":
        """Every row as it is on a day, with the columns of an Overlay; `shown` where it stands."""
        pieces, numbers = self._numbers(lambda course: value_on(course, day))
        reasons = {
            one: _any_of([piece is not None and one in piece.hatched for piece in pieces], numbers)
            for one in REASONS
        }
        columns = {name: _given(name, pieces, numbers) for name in LOOK if name not in _OF_SEVERAL} | {
            "lines": _lines([piece.lines if piece else () for piece in pieces], numbers),
            "hatched": _words(reasons),
            "hollow": _any_of([piece is not None and piece.hollow for piece in pieces], numbers),
            "shown": np.array([piece is not None for piece in pieces], dtype=bool)[numbers[0]],
        }
        index = self.rows.index
        given = {name: column for name, column in columns.items() if column is not None}
        # told its type, pandas does not look through all texts for another
        series = {name: pd.Series(column, index, dtype=column.dtype) for name, column in given.items()}
        return self.rows.assign(**series)

    def beside(self, other: "OverTime") -> "OverTime":
        """The rows of both, which have threads of the same things."""
        threads = tuple(
            Thread([*one.courses, *two.courses], np.append(one.of, two.of + len(one.courses)))
            for one, two in zip(self.threads, other.threads, strict=True)
        )
        return OverTime(pd.concat([self.rows, other.rows]) if len(other.rows) else self.rows, threads)

    def lines_of(self, row: int) -> Course[tuple[str, ...]]:
        """What is said of a row, over time."""
        courses = [courses[of[row]] for courses, of in self.threads]
        return changed(together(courses), lambda pieces: put_together(pieces).lines)

    def values(self, name: str) -> set[Any]:
        """Every value that a piece gives to a property of looks, on whatever day."""
        place = LOOK.index(name)
        return {look[place] for look in self._looks if look[place] is not None}

    @cached_property
    def _looks(self) -> set[tuple[Any, ...]]:
        return {
            piece[1:] for courses, _ in self.threads for course in courses for _, piece in course if piece
        }

    def last_looks(self) -> list[dict[str, Any]]:
        """The different looks that rows have, each as it was last, in the order of the rows; of what ever stands."""
        pieces, numbers = self._numbers(_last_look)
        firsts = sorted(_numbered(numbers)[1])
        made = ([pieces[of_row[first]] for of_row in numbers] for first in firsts)
        return [put_together(some)._asdict() for some in made if some[0] is not None]

    def _numbers(
        self, of_course: Callable[[Course[Piece | None]], Piece | None]
    ) -> tuple[list[Piece | None], list["NDArray[np.intp]"]]:
        """The different pieces that a function takes of courses; for each thread, the number of that of each row."""
        numbers: dict[Piece | None, int] = {}
        of_rows = []
        for courses, of in self.threads:
            found = [numbers.setdefault(of_course(course), len(numbers)) for course in courses]
            of_rows.append(np.array(found, dtype=np.intp)[of])
        return list(numbers), of_rows


def _last_look(course: Course[Piece | None]) -> Piece | None:
    pieces = [piece for _, piece in course if piece is not None]
    return pieces[-1]._replace(lines=()) if pieces else None


def rows_at(places: Any, columns: Mapping[str, Iterable[Any]]) -> "gpd.GeoDataFrame":
    """The rows of an overlay: shapely's shapes in EPSG:4326, and columns of texts and tuples."""
    import geopandas as gpd
    from geopandas.array import GeometryArray, from_shapely

    shapes = places if isinstance(places, GeometryArray) else from_shapely(objects(places), crs=CRS)
    # told its type, pandas does not look through all texts for another
    series = {name: pd.Series(objects(values), dtype=object) for name, values in columns.items()}
    return gpd.GeoDataFrame(series, geometry=shapes)


def objects(values: Iterable[Any]) -> "NDArray[np.object_]":
    """Python objects as they are, tuples too: pandas would look through all of them for a type of its own."""
    if isinstance(values, np.ndarray):
        return values.astype(object, copy=False)
    held = list(values)
    array = np.empty(len(held), dtype=object)
    array[:] = held
    return array


def _numbered(columns: Sequence["NDArray[np.intp]"]) -> tuple["NDArray[np.intp]", "NDArray[np.intp]"]:
    """For each row the number of its combination, and for each number the first row that has it."""
    numbers = columns[0]
    for column in columns[1:]:
        numbers = pd.factorize(numbers * (column.max(initial=0) + 1) + column)[0]
    _, firsts, of = np.unique(numbers, return_index=True, return_inverse=True)
    return of, firsts


_Numbers = Sequence["NDArray[np.intp]"]
"""For each thread, which of some pieces each row has."""


def _given(name: str, pieces: Sequence[Piece | None], numbers: _Numbers) -> Any:
    """A column of what pieces give to a property of looks, the last thread that does; None where none does."""
    values = [getattr(piece, name) if piece else None for piece in pieces]
    given = np.array([value is not None for value in values], dtype=bool)
    if not given.any() and len(numbers[0]):
        return None
    column = objects(values)[numbers[0]]
    for number in numbers[1:]:
        column = np.where(given[number], objects(values)[number], column)
    return column.astype(_NUMBERS.get(name, object))


def _any_of(holds: Sequence[bool], numbers: _Numbers) -> "NDArray[np.bool_]":
    """Whether something holds of any piece of a row."""
    found: NDArray[np.bool_] = np.logical_or.reduce(
        [np.array(holds, dtype=bool)[number] for number in numbers]
    )
    return found


def _words(holds: Mapping[str, "NDArray[np.bool_]"]) -> "NDArray[np.object_]":
    """The words that hold of each row, with a space between them."""
    combined, firsts = _numbered([mask.astype(np.intp) for mask in holds.values()])
    said = [" ".join(word for word, mask in holds.items() if mask[first]) for first in firsts]
    return objects(said)[combined]


def _lines(lines: Sequence[tuple[str, ...]], numbers: _Numbers) -> "NDArray[np.object_]":
    """What the pieces of each row say, every line once."""
    combined, firsts = _numbered(numbers)
    rows = zip(*(number[firsts].tolist() for number in numbers), strict=True)
    return objects(tuple(dict.fromkeys(chain(*(lines[one] for one in row)))) for row in rows)[combined]
