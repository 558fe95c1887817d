"""What is so over time, as a course: a value for each stretch of days, with the day on which the stretch begins."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from layers.standing import entries_on, last_report, make_standing

if TYPE_CHECKING:
    from layers.dates import EdtfDate
    from layers.records import Agreement, Installation, Negotiation
    from layers.scene import Scene
    from layers.standing import Standing

_Value = TypeVar("_Value")

Course = Sequence[tuple[date, _Value]]
"""Stretches in order of time; each lasts until the next one begins, the last one up to the day of the Scene."""

EVER: Final = date.min
"""Where the first stretch of a course begins: it holds since ever."""


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
    """All days up to one: a stretch begins wherever something is another than it was."""

    def course(changes: Iterable[date], on: Callable[[date], _Value]) -> Course[_Value]:
        days = sorted({day for day in changes if day <= last} | {EVER})
        return _without_repeats([(day, on(day)) for day in days])

    return course


def together(courses: Sequence[Course[Any]]) -> Course[tuple[Any, ...]]:
    """Several courses as one, of tuples with a value of each."""
    if all(len(course) == 1 for course in courses):
        return ((EVER, tuple(course[0][1] for course in courses)),)
    days = sorted({day for course in courses for day, _ in course})
    return tuple(zip(days, zip(*(_values(course, days) for course in courses), strict=True), strict=True))


def changed(course: Course[Any], to: Callable[[Any], _Value]) -> Course[_Value]:
    """The course of what each value becomes."""
    return _without_repeats([(day, to(value)) for day, value in course])


def comings(dates: Iterable["EdtfDate | None"]) -> Iterable[date]:
    """The days from which what has some dates counts as having come."""
    return (one.begins for one in dates if one)


def endings(dates: Iterable["EdtfDate | None"]) -> Iterable[date]:
    """The first days after what ends on some dates."""
    return (one.latest + timedelta(days=1) for one in dates if one and one.latest < date.max)


def standing_on(
    record: "Installation | Agreement | Negotiation", day: date, scene: "Scene"
) -> "Standing | None":
    """What stands of a record on any day, of what was known by the Scene's day; None if nothing was."""
    if day == scene.day:
        return scene.standing(record)
    sources = scene.dataset.sources
    entries = entries_on(record.status, sources, day, scene.known_by)
    if not entries:
        return None
    reported = last_report(entries, sources, scene.known_by)
    return make_standing(entries, reported, scene.today, scene.newest_report, scene.config.freshness)


def _without_repeats(stretches: Iterable[tuple[date, _Value]]) -> Course[_Value]:
    kept: list[tuple[date, _Value]] = []
    for stretch in stretches:
        if not kept or kept[-1][1] != stretch[1]:
            kept.append(stretch)
    return kept


def _values(course: Course[_Value], days: Sequence[date]) -> list[_Value]:
    """The value of a course on each of some days, which are in order and hold all of its own."""
    if len(course) == 1:
        return [course[0][1]] * len(days)
    begins, values = dict(course), []
    value = course[0][1]
    for day in days:
        value = begins.get(day, value)
        values.append(value)
    return values
