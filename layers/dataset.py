"""The union of all dossiers in a folder: records, the problems found in them, and a hash of what was read."""

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from layers import checks
from layers.config import Config
from layers.dossier import SECTIONS, DossierFile, Stated, nearest_place, read_dossier
from layers.errors import DataFolderError, Problem
from layers.fields import Record
from layers.findings import Finding
from layers.parts import DossierInfo
from layers.reading import Places, locate
from layers.records import (
    KEYED,
    Actor,
    Agreement,
    Contested,
    Correction,
    Expected,
    Installation,
    Negotiation,
    Source,
)
from layers.statements import Claim, Event, Position

_NOT_IN_ID = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True)
class Dataset:
    """All records by section and id, statements resolved: `in` and the dossier's defaults are filled in."""

    files: tuple[DossierFile, ...] = ()
    dossiers: Mapping[str, DossierInfo] = field(default_factory=dict)
    actors: Mapping[str, Actor] = field(default_factory=dict)
    installations: Mapping[str, Installation] = field(default_factory=dict)
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    negotiations: Mapping[str, Negotiation] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    positions: Mapping[str, Position] = field(default_factory=dict)
    expected: Mapping[str, Expected] = field(default_factory=dict)
    contested: Mapping[str, Contested] = field(default_factory=dict)
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    hash: str = ""

    def find(self, id: str) -> Record | None:
        """The record with an id, whatever its section; the order of sections decides between equal ids."""
        for section in SECTIONS:
            record: Record | None = getattr(self, section).get(id)
            if record is not None:
                return record
        return None


def read_dataset(folder: Path, config: Config, before: Dataset | None = None) -> Dataset:
    """Every dossier below a folder; DataFolderError if there is nothing to read.

    With `before`, files that have not changed are not read again, and what a broken edit made unreadable stays
    as it was last.
    """
    known = {file.path: file for file in before.files} if before else {}
    files = tuple(_read_file(path, config, known.get(str(path))) for path in dossier_paths(folder))
    return unite(files, config)


def unite(files: tuple[DossierFile, ...], config: Config) -> Dataset:
    """One Dataset of several files: ids unique, statements resolved, the checks between records made."""
    sections, where, problems = _merge(files)
    named = {(section, id) for file in files for section, id in file.named} | where.keys()  # derived ids too
    draft = _draft(files, sections)
    findings = list(checks.find_faults(draft, named, config))
    for finding in findings:
        if finding.severity == "error":
            sections[finding.section].pop(finding.id, None)
    problems += _placed(findings, where)
    everything = [problem for file in files for problem in file.problems] + problems
    return replace(draft, problems=_in_file_order(everything), hash=hash_of(files))


def hash_of(files: Iterable[DossierFile]) -> str:
    """A SHA-256 that names the content of some files, wherever they lie."""
    return hashlib.sha256("\n".join(f"{file.stem} {file.digest}" for file in files).encode()).hexdigest()


def _draft(files: tuple[DossierFile, ...], sections: dict[str, dict[str, Any]]) -> Dataset:
    dossiers: Any = {file.stem: file.info for file in files}
    content: dict[str, Any] = dict(sections)
    return Dataset(files=files, dossiers=dossiers, **content)


def dossier_paths(folder: Path) -> list[Path]:
    """The dossiers below a folder, sorted; DataFolderError if there are none or they may not be looked for."""
    try:
        return _yaml_files(folder)
    except PermissionError:
        raise DataFolderError(f"the data folder `{folder}` may not be read") from None


def _yaml_files(folder: Path) -> list[Path]:
    if not folder.exists():
        raise DataFolderError(f"the data folder `{folder}` does not exist; name one with --data")
    if not folder.is_dir():
        raise DataFolderError(f"`{folder}` is a file; --data wants the folder that holds the dossiers")
    os.scandir(folder).close()  # rglob passes over a folder that it may not read without a word
    paths = [p for p in sorted(folder.rglob("*")) if p.suffix in (".yaml", ".yml") and p.is_file()]
    paths = [p for p in paths if not any(part.startswith(".") for part in p.relative_to(folder).parts)]
    if not paths:
        raise DataFolderError(f"the data folder `{folder}` holds no dossier (*.yaml)")
    return paths


def _read_file(path: Path, config: Config, before: DossierFile | None) -> DossierFile:
    try:
        data = path.read_bytes() if path.stat().st_size <= config.limits.file_bytes else b""
        size = path.stat().st_size
    except OSError as fault:
        problem = Problem(str(path), 0, 0, f"the file cannot be read: {fault.strerror or fault}")
        return DossierFile(
            str(path), path.stem, "", "", DossierInfo(), (), frozenset(), (problem,), broken=True
        )
    if size > config.limits.file_bytes:
        message = f"the file has {size:,} bytes; the limit in config.yaml is {config.limits.file_bytes:,}"
        problem = Problem(str(path), 0, 0, message, hint="split it into several dossiers")
        return DossierFile(
            str(path), path.stem, str(size), "", DossierInfo(), (), frozenset(), (problem,), broken=True
        )
    digest = hashlib.sha256(data).hexdigest()
    if before is not None and before.digest == digest:
        return before
    file = read_dossier(data, str(path), config)
    return file if before is None else _keep_last_good(file, before)


def _keep_last_good(file: DossierFile, before: DossierFile) -> DossierFile:
    """The file, with those records of its last good version that a fault has made unreadable."""
    if not any(problem.severity == "error" for problem in file.problems):
        return file
    read = {(one.record.SECTION, one.record.id) for one in file.stated if one.record.id}
    faulty = {
        (problem.record.partition(" ")[0], problem.record.partition(" ")[2]) for problem in file.problems
    }
    kept = [
        one
        for one in before.stated
        if (key := (one.record.SECTION, one.record.id)) not in read
        and (key in faulty or (one.record.id and file.broken and key not in read))
    ]
    # Each keeps its place, so that nothing on the page jumps for a slip of the keyboard.
    places = {(one.record.SECTION, one.record.id): place for place, one in enumerate(before.stated)}
    stated = sorted(
        (*file.stated, *kept),
        key=lambda one: places.get((one.record.SECTION, one.record.id), len(places)),
    )
    return DossierFile(
        file.path, file.stem, file.digest, file.text, file.info if file.text else before.info,
        tuple(stated), file.named | {(k.record.SECTION, k.record.id) for k in kept}, file.problems, file.broken,
    )  # fmt: skip


# --- one Dataset of several files ---

_Where = dict[tuple[str, str], tuple[DossierFile, tuple[str | int, ...]]]


def _merge(files: Iterable[DossierFile]) -> tuple[dict[str, dict[str, Any]], _Where, list[Problem]]:
    sections: dict[str, dict[str, Any]] = {section: {} for section in SECTIONS}
    where: _Where = {}
    problems: list[Problem] = []
    statements: list[tuple[DossierFile, Stated]] = []
    for file in files:
        for stated in file.stated:
            if stated.record.SECTION in ("claims", "positions", "expected", "contested", "corrections"):
                statements.append((file, stated))
            else:
                _place(file, stated.at, _with_defaults(stated.record, file.info), sections, where, problems)
    for file, stated in statements:
        record = _with_defaults(_inherit(stated.record, sections["events"]), file.info)
        _place(file, stated.at, record, sections, where, problems)
    return sections, where, problems


def _place(
    file: DossierFile,
    at: tuple[str | int, ...],
    record: Record,
    sections: Any,
    where: _Where,
    problems: list[Problem],
) -> None:
    """Put a record into its section under its id, deriving one where none was typed."""
    section = sections[record.SECTION]
    if not record.id:
        record = record.model_copy(update={"id": _free_id(_derived_id(record, file.stem), section)})
    elif record.id in section:
        first, first_at = where[(record.SECTION, record.id)]
        line, column = nearest_place(locate(first.text), first_at)
        here = nearest_place(locate(file.text), (*at, "") if record.SECTION in KEYED else (*at, "id"))
        message = (
            f"the id `{record.id}` is used twice in `{record.SECTION}`; first at {first.path}:{line}:{column}"
        )
        problems.append(
            Problem(file.path, *here, message, "ids are unique", f"{record.SECTION} {record.id}", "id")
        )
        return
    section[record.id] = record
    where[(record.SECTION, record.id)] = (file, at)


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


def _placed(findings: Iterable[Finding], where: _Where) -> list[Problem]:
    """Findings as Problems; the places in a file are looked up once for all of its findings."""
    places: dict[str, Places] = {}
    problems = []
    for finding in findings:
        file, at = where[(finding.section, finding.id)]
        if file.path not in places:
            places[file.path] = locate(file.text)
        line, column = nearest_place(places[file.path], (*at, *finding.at))
        field = ".".join(str(part) for part in finding.at)
        problems.append(Problem(file.path, line, column, finding.message, finding.hint,
                                f"{finding.section} {finding.id}", field, finding.severity, finding.fix))  # fmt: skip
    return problems


def _in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(
        sorted(problems, key=lambda problem: (problem.path, problem.line, problem.column, problem.message))
    )
