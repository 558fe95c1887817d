"""References from one record to another: every id in a record, found by the name of its field."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from layers.dates import EdtfDate
from layers.errors import did_you_mean
from layers.facts import Reference
from layers.fields import Part, Record
from layers.findings import At, Finding, finding, key_of
from layers.nested import fields_with_parts, parts_in
from layers.places import is_actor_code
from layers.records import RECORDS, Agreement, Source

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
SECTION_NAMES: Final = tuple(model.SECTION for model in RECORDS)


def references_in(record: Record) -> Iterator[Reference]:
    """Every reference of a record to an id that some dossier must have: codes of countries need none."""
    for at, name, target in _ids_in(record):
        sections = sections_of(name, type(record))
        if not ((not sections or "actors" in sections) and (is_actor_code(target) or target == "none")):
            yield Reference(target, sections, key_of(record), at)


def is_named(target: str, sections: Sequence[str], named: Container[str]) -> bool:
    """Whether an id stands in one of some sections (none: in any), by the keys that are named."""
    return any(f"{section} {target}" in named for section in sections or SECTION_NAMES)


def missing_reference(reference: Reference, hint: str) -> Finding:
    """The fault that a reference is to nothing that is named."""
    what = " or ".join(section.rstrip("s") for section in reference.sections) or "record"
    codes = not reference.sections or "actors" in reference.sections
    hint = hint or ("country codes are ISO 3166-1, such as SY" if codes else "")
    return finding(reference.key, reference.at, f"`{reference.target}` names no {what}", hint)


def nearest(target: str, sections: Sequence[str], keys: Iterable[str]) -> str:
    """A hint that names the nearest id of some sections (none: of any), or an empty text where none is near."""
    parted = (key.partition(" ") for key in keys)
    return did_you_mean(
        target, sorted({id for section, _, id in parted if not sections or section in sections})
    )


def sections_of(name: str, record: type[Record]) -> tuple[str, ...]:
    """The sections whose ids may stand in a field that refers, wherever in the record it stands; none for all."""
    if name == "to":
        return ("agreements",) if issubclass(record, Agreement) else ("negotiations",)
    if name in ("about", "record"):
        return ()
    if name in _TO_SOURCES:
        return ("sources",)
    if name in _TO_ACTORS or name == "state":
        return ("actors",)
    if name in _TO_SPEAKERS:
        return ("actors", "agreements", "sources")
    return (_TO_SECTIONS[name],)


def _ids_in(record: Record) -> Iterator[tuple[At, str, str]]:
    """Every id that a record refers to, as (path of the field, name of the field, id)."""
    for at, part in parts_in(record):
        for name, key in referring(type(part)):
            value = getattr(part, name)
            if isinstance(value, tuple):
                for index, one in enumerate(value):
                    yield (*at, key, index), name, one
            elif value and not isinstance(value, EdtfDate):  # a host has a day in `to`
                yield (*at, key), name, value


@cache
def referring(model: type[Part]) -> tuple[tuple[str, str], ...]:
    """The fields of a model that hold ids, and the key that stands for each in a dossier."""
    with_parts = {name for name, _ in fields_with_parts(model)}
    fields = ((name, field.alias or name) for name, field in model.model_fields.items())
    return tuple((name, key) for name, key in fields if name not in with_parts and _refers(name, model))


def _refers(name: str, model: type[Part]) -> bool:
    if name in ("to", "about", "record"):
        return True
    if name == "state":
        return issubclass(model, Source)
    return name in _TO_SOURCES or name in _TO_ACTORS or name in _TO_SPEAKERS or name in _TO_SECTIONS


def ids_in(record: Record) -> Iterator[str]:
    """Every id that a record refers to."""
    return (target for _, _, target in _ids_in(record))


def sources_in(part: Part) -> Iterator[str]:
    """The ids in every `sources` of a record and its parts, in the order of the fields."""
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
    """The fields of a model that name sources (True), and those that can hold parts, which may name some (False)."""
    with_parts = {name for name, _ in fields_with_parts(model)}
    return tuple(
        (name, name in _CITING) for name in model.model_fields if name in _CITING or name in with_parts
    )
