"""Courses as rows of a frame: one row for each stretch, with the day on which it begins and the first day after it."""

from collections.abc import Iterable, Sequence
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
    valid_from: "NDArray[np.object_]"
    """ISO days; empty: since ever."""
    valid_to: "NDArray[np.object_]"
    """ISO days, the first on which the row no longer stands; empty: it still does."""

    def each(self, things: Iterable[Any]) -> "pd.Series[Any]":
        """A column from one value for each thing."""
        return objects(_array(things)[self.of])

    def column(self, values: Iterable[Any]) -> "pd.Series[Any]":
        """A column from one value for each of the `values`."""
        return objects(_array(values)[self.value])


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
    return Rows(of, np.array(value, dtype=np.intp)[at], list(numbers), _iso(begin)[at], _iso(end)[at])


def objects(values: "Iterable[Any] | NDArray[np.object_]") -> "pd.Series[Any]":
    """A column of Python objects as they are: pandas would look through all of them for a type of its own."""
    import pandas as pd

    return pd.Series(values if isinstance(values, np.ndarray) else _array(values), dtype=object)


def _array(values: Iterable[Any]) -> "NDArray[np.object_]":
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


def _iso(days: Iterable[date]) -> "NDArray[np.object_]":
    """Days as ISO text, the one that stands for ever as an empty one."""
    held = list(days)
    texts = {day: "" if day == EVER else day.isoformat() for day in set(held)}
    return np.array([texts[day] for day in held], dtype=object)
