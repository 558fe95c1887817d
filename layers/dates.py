"""Dates as the public record gives them: EDTF (ISO 8601-2, level 1), each with an earliest and a latest day."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

_POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?(?P<mark>[?~%])?"
)
_MONTHS = tuple(calendar.month_name)
_MONTH_NUMBERS: Final[Mapping[str, int]] = {
    name[:3].casefold(): number for number, name in enumerate(_MONTHS) if name
}
_NAMED = "|".join(f"{name}|{name[:3]}\\.?" for name in _MONTHS if name)
# A day beyond the twelfth cannot be a month: with it the order of the numbers is plain.
_OTHER_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
        r"(?P<day>1[3-9]|2\d|3[01])(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})",
        rf"(?P<day>\d{{1,2}}) (?P<month>{_NAMED}) (?P<year>\d{{4}})",
        rf"(?P<month>{_NAMED}) (?P<day>\d{{1,2}}) (?P<year>\d{{4}})",
        rf"(?P<month>{_NAMED}) (?P<year>\d{{4}})",
    )
)


@dataclass(frozen=True, slots=True, order=True)
class EdtfDate:
    """A date, exact or not: the text as written, and the first and last day that it can mean.

    The bounds serve to filter and to sort; they are never printed as if they were the date.
    """

    earliest: date
    latest: date
    text: str
    approximate: bool = False
    uncertain: bool = False
    open_start: bool = False
    open_end: bool = False

    @classmethod
    def parse(cls, text: str) -> "EdtfDate":
        """The date that an EDTF text says; ValueError, quoting the text, if it says none."""
        return _parse(text)

    @property
    def begins(self) -> date:
        """The first day on which it may be counted as having come: the known end where the start is open."""
        return self.latest if self.open_start else self.earliest

    @property
    def exact(self) -> bool:
        """Whether it is one day, without doubt."""
        return self.earliest == self.latest and not (self.approximate or self.uncertain)

    def label(self) -> str:
        """The date in words that claim no more than the text does: "about October 2025", "by 26 January 2026"."""
        if "/" not in self.text:
            return _point_label(self.text)
        start, end = self.text.split("/")
        if start in ("..", ""):
            return f"by {_point_label(end)}"
        if end == "..":
            return f"since {_point_label(start)}"
        if end == "":
            return f"{_point_label(start)} to an unknown day"
        return f"{_point_label(start)} to {_point_label(end)}"

    def __str__(self) -> str:
        return self.text

    def __hash__(self) -> int:
        return hash(self.text)  # dates of one text are equal

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _validate, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {
            "type": ["string", "integer"],
            "title": "EDTF date",
            "description": "A date (ISO 8601-2): 2025, 2025-03, 2025-03-13, 2025-03~, 2025?, 2017-01-18/..",
            "examples": ["2025-03-13", "2025-03~", "../2026-01-26"],
        }


@lru_cache(maxsize=65536)
def day_label(day: date) -> str:
    """A day in words: "31 July 2025"."""
    return f"{day.day} {_MONTHS[day.month]} {day.year}"


def _validate(value: Any) -> EdtfDate:
    if isinstance(value, EdtfDate):
        return value
    try:
        return _parse(str(value))
    except ValueError as fault:
        raise PydanticCustomError(
            "date", "{reason}", {"reason": str(fault), "fix": iso_form(str(value))}
        ) from None


def iso_form(text: str) -> str:
    """A day or a month written in another way, as ISO 8601; empty where it can be read as two days, or as none."""
    words = " ".join(text.replace(",", " ").split())
    for pattern in _OTHER_FORMS:
        if found := pattern.fullmatch(words):
            return _iso(found.groupdict())
    return ""


def _iso(parts: Mapping[str, str | None]) -> str:
    month, day = parts["month"] or "", parts.get("day")
    number = month if month.isdigit() else str(_MONTH_NUMBERS.get(month[:3].casefold(), 0))
    written = "-".join([parts["year"] or "", f"{int(number):02}", *([f"{int(day):02}"] if day else [])])
    try:
        _parse(written)
    except ValueError:
        return ""
    return written


@lru_cache(maxsize=65536)
def _parse(text: str) -> EdtfDate:
    if text.count("/") != 1:
        earliest, latest = _point_bounds(text, text)
        return EdtfDate(earliest, latest, text, *_doubt(text))
    start, end = text.split("/")
    if start in ("", "..") and end in ("", ".."):
        raise ValueError(f"`{text}` has neither a beginning nor an end")
    earliest = date.min if start in ("", "..") else _point_bounds(start, text)[0]
    latest = date.max if end in ("", "..") else _point_bounds(end, text)[1]
    if earliest > latest:
        raise ValueError(f"`{text}` ends before it begins")
    return EdtfDate(
        earliest, latest, text, *_doubt(text), open_start=start in ("", ".."), open_end=end in ("", "..")
    )


def _doubt(text: str) -> tuple[bool, bool]:
    return "~" in text or "%" in text, "?" in text or "%" in text


def _point_bounds(point: str, whole: str) -> tuple[date, date]:
    match = _POINT.fullmatch(point)
    if match is None:
        raise ValueError(
            f"`{whole}` is not a date; expected one such as 2025-03-13, 2025-03, 2025~ or ../2026-01-26"
        )
    year, month, day = match["year"], match["month"] or "XX", match["day"] or "XX"
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if month == "XX":
        if day != "XX" or first_year == 0:
            raise ValueError(f"`{whole}` is not a date: a day needs its month, and years count from 1")
        return date(first_year, 1, 1), date(last_year, 12, 31)
    try:
        if day == "XX":
            return date(first_year, int(month), 1), date(
                last_year, int(month), _month_length(last_year, int(month))
            )
        return date(first_year, int(month), int(day)), date(last_year, int(month), int(day))
    except (ValueError, calendar.IllegalMonthError):
        raise ValueError(f"`{whole}` is not a day in the calendar") from None


def _month_length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _point_label(point: str) -> str:
    match = _POINT.fullmatch(point)
    if match is None:
        return point
    words = _calendar_words(match["year"], match["month"], match["day"])
    return {"~": f"about {words}", "?": f"{words} (uncertain)", "%": f"about {words} (uncertain)"}.get(
        match["mark"] or "", words
    )


def _calendar_words(year: str, month: str | None, day: str | None) -> str:
    if "X" in year:
        return f"the {year.replace('X', '0')}s"
    if month in (None, "XX"):
        return year
    name = _MONTHS[int(month or 0)]
    return f"{name} {year}" if day in (None, "XX") else f"{int(day or 0)} {name} {year}"
