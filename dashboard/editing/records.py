"""The records in the text of a dossier, as its draft has them: also those that are at fault."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from layers.config import Limits
from layers.dossier import SECTIONS
from layers.reading import read_text
from layers.records import KEYED

_NAMED_BY = ("name", "title", "topic", "summary", "says", "what", "publisher", "as_said", "phrase")
_DATED_BY = ("date", "reported", "by", "published", "signed")


@dataclass(frozen=True, slots=True)
class Spot:
    """A record by its place: its section, and its id or its number from 0."""

    section: str
    key: str | int

    def __str__(self) -> str:
        return f"{self.section}/{self.key}"

    @classmethod
    def read(cls, text: str) -> "Spot | None":
        """The spot that a text such as `events/3` names; None if it names none."""
        section, _, key = text.partition("/")
        if section not in SECTIONS or not key or (section not in KEYED and not key.isdecimal()):
            return None
        return cls(section, key if section in KEYED else int(key))


def read_values(text: str, limits: Limits) -> dict[str, Any]:
    """The plain values in the text of a dossier, without records that cannot be parsed."""
    return read_text(text.encode(), "", limits).values


def spots_in(values: Mapping[str, Any]) -> Iterator[Spot]:
    """The records in the values of a dossier, in the order of the sections."""
    for section in SECTIONS:
        held = values.get(section)
        if section in KEYED and isinstance(held, dict):
            yield from (Spot(section, str(key)) for key in held)
        elif section not in KEYED and isinstance(held, list):
            yield from (Spot(section, number) for number in range(len(held)))


def values_at(values: Mapping[str, Any], spot: Spot) -> Any:
    """What a dossier holds of a record; None if there is no such record."""
    held: Any = values.get(spot.section)
    if isinstance(held, dict):
        return held.get(spot.key)
    number = spot.key
    return held[number] if isinstance(held, list) and isinstance(number, int) and number < len(held) else None


def title_of(values: Mapping[str, Any], spot: Spot) -> str:
    """What a person would call a record: its kind, its day and its name."""
    record = values_at(values, spot)
    fields = record if isinstance(record, dict) else {}
    name = next((_words(fields[field]) for field in _NAMED_BY if fields.get(field)), "")
    day = next((str(fields[field]) for field in _DATED_BY if isinstance(fields.get(field), str)), "")
    kind = SECTIONS[spot.section].__name__
    named = name or (str(spot.key) if spot.section in KEYED else f"number {int(spot.key) + 1}")
    return " · ".join(filter(None, (kind, day, named)))


def spot_of(values: Mapping[str, Any], id: str) -> Spot | None:
    """The spot of the record with an id."""
    for spot in spots_in(values):
        record = values_at(values, spot)
        if spot.key == id or (isinstance(record, dict) and record.get("id") == id):
            return spot
    return None


def _words(value: Any) -> str:
    text = str(value.get("text", "")) if isinstance(value, dict) else str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
