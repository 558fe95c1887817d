"""The View: what a person has asked to see, as one value with one codec, the query string."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from layers.errors import Problem, ViewError, did_you_mean


@dataclass(frozen=True, slots=True)
class View:
    """What is asked for. An empty field asks for nothing: every dossier, today, all that is known."""

    as_of: date | None = None
    """What was so on this day; today when empty."""
    known_by: date | None = None
    """What had been published by this day; today when empty."""
    dossier: tuple[str, ...] = ()
    host: tuple[str, ...] = ()
    operator: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    """Status of the talks."""
    role: tuple[str, ...] = ()
    """Role claimed by anybody."""
    party: tuple[str, ...] = ()
    """Party to a negotiation."""
    q: str = ""
    """Words searched for in names in all languages, aliases and summaries."""
    selected: str = ""
    lang: str = "en"
    overlays: tuple[str, ...] | None = None
    """Map layers that are on; None means the usual ones."""
    lat: float | None = None
    lon: float | None = None
    zoom: float | None = None

    @classmethod
    def from_query(cls, query: str) -> tuple["View", tuple[Problem, ...]]:
        """The View in a query string, and a Problem for each part of it that was not understood."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, text in parse_qsl(query.lstrip("?"), keep_blank_values=True):
            try:
                values[name] = _read(name, text, values.get(name))
            except ValueError as fault:
                problems.append(Problem("address", 0, 0, str(fault), record="view", field=name))
        return cls(**values), tuple(problems)

    def to_query(self) -> str:
        """The query string that gives this View back; empty fields are left out."""
        pairs = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value is None or value == field.default:
                continue
            items = (value or ("none",)) if isinstance(value, tuple) else (value,)
            pairs += [(field.name, _write(item)) for item in items]
        return urlencode(pairs)

    def pinned(self, today: date) -> "View":
        """The same View with its days written out, so that a link shows the same thing later."""
        return replace(self, as_of=self.as_of or today, known_by=self.known_by or today)


def parse_view(query: str) -> View:
    """The View in a query string that a person gave; ViewError if any of it is wrong."""
    view, problems = View.from_query(query)
    if problems:
        raise ViewError("\n".join(f"{problem.message}" for problem in problems))
    return view


def _write(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:g}" if isinstance(value, float) else str(value)


def _read(name: str, text: str, before: Any) -> Any:
    reader = _READERS.get(name)
    if reader is None:
        hint = did_you_mean(name, tuple(_READERS)) or "it was left out"
        raise ValueError(f"`{name}` is not a part of a view; {hint}")
    return reader(name, text, before)


def _day(name: str, text: str, before: Any) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"`{name}={text}` is not a day; expected a date such as 2025-07-31") from None


def _words(name: str, text: str, before: Any) -> tuple[str, ...]:
    words = tuple(word for word in text.split(",") if word)
    return tuple(dict.fromkeys((*(before or ()), *words)))


def _layers(name: str, text: str, before: Any) -> tuple[str, ...]:
    """`none` says that no layer is on: an empty text could not be told from a field left out."""
    return tuple(word for word in _words(name, text, before) if word != "none")


def _text(name: str, text: str, before: Any) -> str:
    return text


def _number(low: float, high: float) -> Callable[[str, str, Any], float | None]:
    def read(name: str, text: str, before: Any) -> float | None:
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not low <= number <= high:
            raise ValueError(f"`{name}={text}` is not a number from {low:g} to {high:g}")
        return number

    return read


_READERS: Mapping[str, Callable[[str, str, Any], Any]] = {
    "as_of": _day,
    "known_by": _day,
    "dossier": _words,
    "host": _words,
    "operator": _words,
    "kind": _words,
    "status": _words,
    "role": _words,
    "party": _words,
    "q": _text,
    "selected": _text,
    "lang": _text,
    "overlays": _layers,
    "lat": _number(-90, 90),
    "lon": _number(-180, 180),
    "zoom": _number(0, 20),
}
