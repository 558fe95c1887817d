"""What is so over time, as a course: a value for each stretch of days, with the day on which the stretch begins."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from layers.standing import known_entries, last_report, latest_of_sides, make_standing

if TYPE_CHECKING:
    from layers.dates import EdtfDate
    from layers.records import Agreement, Installation, Negotiation
    from layers.scene import Scene
    from layers.standing import Standing

_Value = TypeVar("_Value")

Course = Sequence[tuple[date, _Value]]
"""Stretches in order of time; each lasts until the next one begins, the last one up to the day of the Scene."""

EVER: Final = date.min
"""Where a stretch begins that holds since ever."""


class Days(Protocol):
    """The days that are looked at: one alone, or all up to one."""

    def __call__(self, changes: Iterable[date], on: Callable[[date], _Value]) -> Course[_Value]:
        """The course of what `on` gives for a day and what can change on some days only."""


def one_day(day: date) -> Days:
    """One day alone: a course is a single stretch with what is so on it."""

    def course(changes: Iterable[date], on: Callable[[date], _Value]) -> Course[_Value]:
        return ((EVER, on(day)),)

    return course


def days_up_to(last: date) -> Days:
    """All days up to one: a stretch begins on each of those on which something can change."""

    def course(changes: Iterable[date], on: Callable[[date], _Value]) -> Course[_Value]:
        days = sorted({day for day in changes if day <= last} | {EVER})
        return tuple((day, on(day)) for day in days)

    return course


def always(value: _Value) -> Course[_Value]:
    """The course of what never changes."""
    return ((EVER, value),)


def value_on(course: Course[_Value], day: date) -> _Value | None:
    """What a course has on a day; None before it begins."""
    number = bisect_right(course, day, key=_begins)
    return course[number - 1][1] if number else None


def together(courses: Sequence[Course[Any]]) -> Course[tuple[Any, ...]]:
    """Several courses as one, of tuples with what each has; None where it has not begun."""
    if len(courses) == 1:
        return tuple((day, (value,)) for day, value in courses[0])
    days = sorted({day for course in courses for day, _ in course})
    return tuple((day, tuple(value_on(course, day) for course in courses)) for day in days)


def changed(course: Course[Any], to: Callable[[Any], _Value]) -> Course[_Value]:
    """The course of what each value becomes."""
    return without_repeats((day, to(value)) for day, value in course)


def without_repeats(stretches: Iterable[tuple[date, _Value]]) -> Course[_Value]:
    """The stretches that begin with something else than the one before them had."""
    kept: list[tuple[date, _Value]] = []
    for stretch in stretches:
        if not kept or kept[-1][1] != stretch[1]:
            kept.append(stretch)
    return tuple(kept)


def comings(dates: Iterable["EdtfDate | None"]) -> Iterable[date]:
    """The days from which what has some dates counts as having come."""
    return (one.begins for one in dates if one)


def endings(dates: Iterable["EdtfDate | None"]) -> Iterable[date]:
    """The first days after what ends on some dates."""
    return (one.latest + timedelta(days=1) for one in dates if one and one.latest < date.max)


def standings(
    record: "Installation | Agreement | Negotiation", scene: "Scene", days: Days
) -> Course["Standing | None"]:
    """What stands of a record over time, of what was known by the Scene's day; None while nothing does."""
    sources, known_by = scene.dataset.sources, scene.known_by
    known = known_entries(record.status, sources, known_by)

    def on(day: date) -> "Standing | None":
        if day == scene.day:
            return scene.standing(record)
        entries = latest_of_sides(known, day)
        if not entries:
            return None
        reported = last_report(entries, sources, known_by)
        return make_standing(entries, reported, scene.today, scene.newest_report, scene.config.freshness)

    return days(comings(entry.day for entry in known), on)


def _begins(stretch: tuple[date, Any]) -> date:
    return stretch[0]
