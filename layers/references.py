"""References from one record to another: every id in a record, found by the name of its field."""

from collections.abc import Iterator, Mapping, Set
from functools import cache
from typing import Any, Final, get_args

from layers.dates import EdtfDate
from layers.errors import did_you_mean
from layers.fields import Part, Record
from layers.findings import At, Finding, found
from layers.places import is_actor_code
from layers.records import Agreement, Source

_CITING = frozenset({"sources", "outcome_sources"})
_TO_SOURCES = _CITING | {"repeats"}
_TO_ACTORS = frozenset({"actors", "party", "parties", "payer", "payee", "who", "speaks_for", "successor_of",
                        "member_of", "country"})  # fmt: skip
_TO_SPEAKERS = frozenset({"speaker", "by", "via"})
_TO_SECTIONS: Final[Mapping[str, str]] = {
    "installations": "installations",
    "parts": "installations",
    "agreements": "agreements",
    "negotiation": "negotiations",
    "in_": "events",
    "replaces": "positions",
}


def missing_references(record: Record, named: Set[tuple[str, str]]) -> Iterator[Finding]:
    """References to nothing; every field is looked at by its name, wherever in the record it stands."""
    for at, name, target in _ids_in(record, record):
        if name == "to":
            section = "agreements" if isinstance(record, Agreement) else "negotiations"
            sections: tuple[str, ...] = (section,)
        elif name in ("about", "record"):
            sections = tuple(sorted({section for section, _ in named}))
        elif name in _TO_SOURCES:
            sections = ("sources",)
        elif name in _TO_ACTORS or name == "state":
            sections = ("actors",)
        elif name in _TO_SPEAKERS:
            sections = ("actors", "agreements", "sources")
        else:
            sections = (_TO_SECTIONS[name],)
        if _is_known(target, sections, named):
            continue
        known = [id for section, id in named if section in sections]
        what = " or ".join(section.rstrip("s") for section in sections) if len(sections) < 4 else "record"
        codes = "country codes are ISO 3166-1, such as SY" if "actors" in sections else ""
        hint = did_you_mean(target, sorted(known)) or codes
        yield found(record, at, f"`{target}` names no {what}", hint)


def _is_known(target: str, sections: tuple[str, ...], named: Set[tuple[str, str]]) -> bool:
    if any((section, target) in named for section in sections):
        return True
    return "actors" in sections and (is_actor_code(target) or target == "none")


def _ids_in(record: Record, part: Part, at: At = ()) -> Iterator[tuple[At, str, str]]:
    """Every id that a record refers to, as (path of the field, name of the field, id)."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        if not value or isinstance(value, EdtfDate):
            continue
        key = type(part).model_fields[name].alias or name
        if isinstance(value, Part):
            yield from _ids_in(record, value, (*at, key))
        elif isinstance(value, tuple) and isinstance(value[0], Part):
            for index, one in enumerate(value):
                yield from _ids_in(record, one, (*at, key, index))
        elif _refers(name, part):
            for index, one in enumerate(value if isinstance(value, tuple) else (value,)):
                yield (*at, key, index) if isinstance(value, tuple) else (*at, key), name, one


def _refers(name: str, part: Part) -> bool:
    if name in ("to", "about", "record"):
        return True
    if name == "state":
        return isinstance(part, Source)
    return name in _TO_SOURCES or name in _TO_ACTORS or name in _TO_SPEAKERS or name in _TO_SECTIONS


def ids_in(record: Record) -> Iterator[str]:
    """Every id that a record refers to."""
    return (target for _, _, target in _ids_in(record, record))


def sources_in(part: Part) -> Iterator[str]:
    """The ids in every `sources` of a record and its parts."""
    for name, cites in _resting_on_sources(type(part)):
        value = getattr(part, name)
        if cites:
            yield from value
        elif isinstance(value, tuple):
            for one in value:
                yield from sources_in(one)
        elif value is not None:
            yield from sources_in(value)


@cache
def _resting_on_sources(model: type[Part]) -> tuple[tuple[str, bool], ...]:
    """The fields of a model that name sources (True), and those that hold parts, which may name some (False)."""
    named = [(name, name in _CITING, field.annotation) for name, field in model.model_fields.items()]
    return tuple((name, cites) for name, cites, held in named if cites or _holds_parts(held))


def _holds_parts(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return True
    return any(_holds_parts(inner) for inner in get_args(annotation))
