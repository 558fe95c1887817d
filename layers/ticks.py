"""Where the axis of a drawn time has its ticks, and what they are called."""

import calendar
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Final

MOST: Final = 8
_MONTHS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000)
_EACH_DAY: Final = tuple(range(1, 32))
_WEEKS: Final = (1, 8, 15, 22)
_FIRST: Final = (1,)


def ticks(start: date, end: date) -> list[tuple[date, str]]:
    """The finest of days, weeks, months and years that gives at most MOST ticks, each with its name.

    The year is named in January and at the first tick.
    """
    scales = ((1, _EACH_DAY), (1, _WEEKS), *((months, _FIRST) for months in _MONTHS))
    for months, days in scales:
        found = list(islice(_days(start, end, months, days), MOST + 1))
        if len(found) <= MOST:
            return [(day, _name(day, days, first=day is found[0])) for day in found]
    return []


def _days(start: date, end: date, months: int, days: tuple[int, ...]) -> Iterator[date]:
    """These days of every so many months that lie from the start to the end."""
    first, last = (12 * day.year + day.month - 1 for day in (start, end))
    for month in range(max(first - first % months, 12), last + 1, months):
        year, of_year = divmod(month, 12)
        longest = calendar.monthrange(year, of_year + 1)[1]
        found = (date(year, of_year + 1, day) for day in days if day <= longest)
        yield from (day for day in found if start <= day <= end)


def _name(day: date, days: tuple[int, ...], first: bool) -> str:
    if days == _FIRST and day.month == 1:
        return f"{day.year}"
    month = calendar.month_name[day.month][:3]
    name = month if days == _FIRST else f"{day.day} {month}"
    return f"{name} {day.year}" if first else name
