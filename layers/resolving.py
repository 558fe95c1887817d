"""The records of several files as one set: ids unique and complete, `in` and the dossiers' defaults filled in."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any, Final

from layers.dossier import SECTIONS, DossierFile, Stated
from layers.fields import Record
from layers.parts import DossierInfo
from layers.records import Contested, Correction, Expected
from layers.statements import Claim, Event, Position

# They come when all else has its place: an event that something was said in may stand in any file.
_STATEMENTS: Final = frozenset({"claims", "positions", "expected", "contested", "corrections"})
_NOT_IN_ID: Final = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True, slots=True)
class Resolved:
    """Records by section and id; by path of a file those that it gave, and those whose id was taken already."""

    sections: Mapping[str, dict[str, Any]]
    given: Mapping[str, list[Stated]]
    repeated: Mapping[str, list[Stated]]
    infos: Mapping[str, DossierInfo]
    """By stem; of files with the same stem the last one counts."""


def resolve(files: Iterable[DossierFile]) -> Resolved:
    """The records of some files, in their order: the first with an id has it, and a statement may be in any event."""
    files = tuple(files)
    empty: Mapping[str, dict[str, Any]] = {section: {} for section in SECTIONS}
    resolved = Resolved(empty, {file.path: [] for file in files}, {file.path: [] for file in files},
                        {file.stem: file.info for file in files})  # fmt: skip
    for file, stated in _stated(files, SECTIONS.keys() - _STATEMENTS):
        _place(file, _with_defaults(stated.record, file.info), stated.at, resolved)
    for file, stated in _stated(files, _STATEMENTS):
        record = _with_defaults(_inherit(stated.record, resolved.sections["events"]), file.info)
        _place(file, record, stated.at, resolved)
    return resolved


def _stated(files: Iterable[DossierFile], sections: Set[str]) -> Iterator[tuple[DossierFile, Stated]]:
    """What the files hold in some sections."""
    for file in files:
        for stated in file.stated:
            if stated.record.SECTION in sections:
                yield file, stated


def _place(file: DossierFile, record: Record, at: tuple[str | int, ...], resolved: Resolved) -> None:
    """Put a record into its section under its id, deriving one where none was typed."""
    section = resolved.sections[record.SECTION]
    if not record.id:
        record = record.model_copy(update={"id": _free_id(_derived_id(record, file.stem), section)})
    elif record.id in section:
        resolved.repeated[file.path].append(Stated(record, at))
        return
    section[record.id] = record
    resolved.given[file.path].append(Stated(record, at))


def _inherit(record: Record, events: Mapping[str, Event]) -> Record:
    """The record with what it leaves out taken from the event that it was said in."""
    event = events.get(getattr(record, "in_", None) or "")
    if event is None or not isinstance(record, Claim | Position):
        return record
    speaker: dict[str, Any] = (
        {"speaker": record.speaker or event.actors}
        if isinstance(record, Claim)
        else {"party": record.party or (event.actors[0] if event.actors else None)}
    )
    taken = {
        name: getattr(event, name)
        for name in ("date", "reported", "level", "installations", "negotiation", "via", "sources")
        if getattr(record, name) in (None, ())
        and not (name == "installations" and record.installations is not None)
        and not (name == "reported" and record.date is not None)
    }
    return record.model_copy(update={**speaker, **taken})


def _with_defaults(record: Record, info: DossierInfo) -> Record:
    if isinstance(record, Expected):
        return record.model_copy(
            update={"negotiation": record.negotiation or info.defaults.negotiation or None}
        )
    if not isinstance(record, Event | Claim | Position):
        return record
    sites = record.installations
    return record.model_copy(
        update={
            "negotiation": record.negotiation or info.defaults.negotiation or None,
            "installations": info.defaults.installations if sites is None else sites,
            "level": record.level or "reported",
        }
    )


def _derived_id(record: Record, stem: str) -> str:
    parts: tuple[Any, ...] = (stem,)
    match record:
        case Event():
            parts += (record.date, *record.actors[:1], record.type)
        case Claim():
            parts += (record.date, *record.speaker[:1], record.roles[0] if record.roles else "claim")
        case Position():
            parts += (record.date, record.party, record.issues[0] if record.issues else record.kind)
        case Expected():
            parts += (record.by, *record.who[:1], "expected")
        case Contested():
            parts += (*record.about[:1], record.kind)
        case Correction():
            parts += (record.date, record.record)
    return "-".join(_NOT_IN_ID.sub("-", str(part).casefold()).strip("-") for part in parts if part)


def _free_id(wanted: str, taken: Mapping[str, Any]) -> str:
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
