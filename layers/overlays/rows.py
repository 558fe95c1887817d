"""Courses as rows of a frame: one row for each stretch, with the day on which it begins and the first day after it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from layers.overlays.courses import EVER, Course

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


class Rows(NamedTuple):
    """Rows in order of what they are of, then of time."""

    of: "NDArray[np.intp]"
    """For each row, which of the things it is of that courses were asked for."""
    value: "NDArray[np.intp]"
    """For each row, which of the `values` it has."""
    values: list[Any]
    """Each different value once."""
    valid_from: "pd.Series[Any]"
    """ISO days; empty: since ever."""
    valid_to: "pd.Series[Any]"
    """ISO days, the first on which the row no longer stands; empty: it still does."""

    def each(self, things: "Iterable[Any] | NDArray[np.object_]") -> "pd.Series[Any]":
        """A column from one value for each thing."""
        return objects(_array(things)[self.of])

    def column(self, of_value: Callable[[Any], Any]) -> "pd.Series[Any]":
        """A column of what belongs to the values."""
        return _repeated(map(of_value, self.values), self.value)


def rows_of(courses: Sequence[Course[Any]], course_of: Sequence[int]) -> Rows:
    """The rows of several things, each of which has one of some courses."""
    numbers: dict[Any, int] = {}
    stretches = [
        (numbers.setdefault(value, len(numbers)), day, end)
        for course in courses
        for (day, value), end in zip(course, _ends(course), strict=True)
    ]
    lengths = np.array([len(course) for course in courses], dtype=np.intp)
    of, at = _spread(lengths, np.asarray(course_of, dtype=np.intp))
    value, begin, end = zip(*stretches, strict=True) if stretches else ((), (), ())
    value_of = np.array(value, dtype=np.intp)[at]
    return Rows(of, value_of, list(numbers), _repeated(_iso(begin), at), _repeated(_iso(end), at))


def objects(values: "Iterable[Any] | NDArray[np.object_]") -> "pd.Series[Any]":
    """A column of Python objects as they are: pandas would look through all of them for a type of its own."""
    import pandas as pd

    return pd.Series(_array(values), dtype=object)


def _array(values: "Iterable[Any] | NDArray[np.object_]") -> "NDArray[np.object_]":
    if isinstance(values, np.ndarray):
        return values
    held = list(values)
    array = np.empty(len(held), dtype=object)
    array[:] = held
    return array


def _spread(lengths: "NDArray[np.intp]", course_of: "NDArray[np.intp]") -> tuple["NDArray[np.intp]", ...]:
    """For each row what it is of, and the place of its stretch among those of all courses."""
    many = lengths[course_of]
    of = np.repeat(np.arange(len(course_of)), many)
    within = np.arange(len(of)) - np.repeat(np.cumsum(many) - many, many)
    return of, np.repeat((np.cumsum(lengths) - lengths)[course_of], many) + within


def _ends(course: Course[Any]) -> list[date]:
    return [*(day for day, _ in course[1:]), EVER]


def _iso(days: Iterable[date]) -> list[str]:
    """Days as ISO text, the one that stands for ever as an empty one."""
    held = list(days)
    texts = {day: "" if day == EVER else day.isoformat() for day in set(held)}
    return [texts[day] for day in held]


def _repeated(values: Iterable[Any], places: "NDArray[np.intp]") -> "pd.Series[Any]":
    """The values at some places as a column: categorical, since they are few and the rows are many."""
    import pandas as pd

    numbers, different = pd.factorize(_array(values))
    categories = pd.Index(different, dtype=object, tupleize_cols=False)
    return pd.Series(pd.Categorical.from_codes(numbers[places], categories))
