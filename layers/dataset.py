"""The union of all dossiers in a folder: records, the problems found in them, and a hash of what was read."""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from layers import checks
from layers.config import Config
from layers.errors import DataFolderError, Problem, did_you_mean
from layers.reading import Places, locate, read_text
from layers.records import (
    KEYED,
    RECORDS,
    Actor,
    Agreement,
    Claim,
    Contested,
    Correction,
    DossierInfo,
    Event,
    Expected,
    Installation,
    Negotiation,
    Part,
    Position,
    Record,
    Source,
)

_SECTIONS: Mapping[str, type[Record]] = {model.SECTION: model for model in RECORDS}
_Model = TypeVar("_Model", bound=Part)
_NOT_IN_ID = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True, slots=True)
class Stated:
    """A record with the place in its file that it was read from."""

    record: Record
    at: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class DossierFile:
    """What one file holds; `named` are the ids in it, faulty records included, by section."""

    path: str
    stem: str
    digest: str
    text: str
    info: DossierInfo
    stated: tuple[Stated, ...]
    named: frozenset[tuple[str, str]]
    problems: tuple[Problem, ...]
    broken: bool = False
    """Whether some of its text could not be parsed, so that records may be missing without a name."""


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
        for section in _SECTIONS:
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
    files = tuple(_read_file(path, config, known.get(str(path))) for path in _dossier_paths(folder))
    return unite(files, config)


def unite(files: tuple[DossierFile, ...], config: Config) -> Dataset:
    """One Dataset of several files: ids unique, statements resolved, the checks between records made."""
    sections, where, problems = _merge(files)
    named = {(section, id) for file in files for section, id in file.named}
    draft = _draft(files, sections)
    findings = list(checks.find_faults(draft, named, config))
    for finding in findings:
        if finding.severity == "error":
            sections[finding.section].pop(finding.id, None)
    problems += _placed(findings, where)
    digest = hashlib.sha256("\n".join(f"{f.stem} {f.digest}" for f in files).encode()).hexdigest()
    everything = [problem for file in files for problem in file.problems] + problems
    return replace(draft, problems=_in_file_order(everything), hash=digest)


def _draft(files: tuple[DossierFile, ...], sections: dict[str, dict[str, Any]]) -> Dataset:
    dossiers: Any = {file.stem: file.info for file in files}
    content: dict[str, Any] = dict(sections)
    return Dataset(files=files, dossiers=dossiers, **content)


def _dossier_paths(folder: Path) -> list[Path]:
    if not folder.exists():
        raise DataFolderError(f"the data folder `{folder}` does not exist; name one with --data")
    if not folder.is_dir():
        raise DataFolderError(f"`{folder}` is a file; --data wants the folder that holds the dossiers")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise DataFolderError(f"the data folder `{folder}` may not be read")
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


def read_dossier(data: bytes, path: str, config: Config) -> DossierFile:
    """The records in the bytes of one dossier, and the problems of those that could not be read."""
    parsed = read_text(data, path, config.limits)
    reader = _DossierReader(path, parsed.text, config)
    undecodable = any("is not UTF-8" in problem.message for problem in parsed.problems)
    stated = [one for one in reader.read(parsed.values) if not (undecodable and _mangled(one.record))]
    return DossierFile(
        path=path,
        stem=Path(path).stem,
        digest=hashlib.sha256(data).hexdigest(),
        text=parsed.text,
        info=reader.info,
        stated=tuple(stated),
        named=frozenset(reader.named),
        problems=parsed.problems + tuple(reader.problems),
        broken=any(problem.severity == "error" for problem in parsed.problems),
    )


def _mangled(record: Record) -> bool:
    return "\ufffd" in record.model_dump_json()


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
    return DossierFile(
        file.path, file.stem, file.digest, file.text, file.info if file.text else before.info,
        (*file.stated, *kept), file.named | {(k.record.SECTION, k.record.id) for k in kept}, file.problems, file.broken,
    )  # fmt: skip


class _DossierReader:
    """Validates the sections of one file; what it finds wrong goes to `problems`, with places."""

    def __init__(self, path: str, text: str, config: Config) -> None:
        self.path, self.text = path, text
        self.stem = Path(path).stem
        self.context = {"vocabularies": config.vocabularies}
        self.info = DossierInfo()
        self.named: set[tuple[str, str]] = set()
        self.problems: list[Problem] = []
        self._places: Places | None = None

    def read(self, values: Mapping[str, Any]) -> Iterator[Stated]:
        """Every record that is sound, in file order."""
        for section, content in values.items():
            if section == "dossier":
                self.info = self._part(DossierInfo, content or {}, (section,), section) or DossierInfo()
            elif section not in _SECTIONS:
                hint = did_you_mean(section, (*_SECTIONS, "dossier"))
                self._problem(
                    (section, ""), f"unknown section `{section}`", hint or f"one of {', '.join(_SECTIONS)}"
                )
            elif content is not None:
                yield from self._section(section, content)

    def _section(self, section: str, content: Any) -> Iterator[Stated]:
        model = _SECTIONS[section]
        wanted = dict if section in KEYED else list
        if not isinstance(content, wanted):
            form = "`id: {...}` lines" if wanted is dict else "a list of `- {...}` items"
            self._problem((section,), f"`{section}` must hold {form}")
            return
        items = content.items() if isinstance(content, dict) else enumerate(content)
        for key, raw in items:
            id = str(key) if section in KEYED else str(raw.get("id") or "") if isinstance(raw, dict) else ""
            if id:
                self.named.add((section, id))
            record = self._record(model, raw, (section, key), id)
            if record is not None:
                yield Stated(record, (section, key))

    def _record(self, model: type[Record], raw: Any, at: tuple[str | int, ...], id: str) -> Record | None:
        name = f"{model.SECTION} {id or at[1]}"
        if not isinstance(raw, dict):
            self._problem(
                at, f"expected the fields of one of `{model.SECTION}`, found `{_short(raw)}`", record=name
            )
            return None
        fields = {**raw, "id": id, "dossier": self.stem}
        record = self._part(model, fields, at, name)
        if record is None and model is Source:
            # a statement must not fall with its source: the source goes on without the fields that are wrong
            return Source.model_validate(self._sound_fields(fields), context=self.context)
        return record

    def _sound_fields(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of a source less those that are wrong; they have been reported by now."""
        try:
            Source.model_validate(fields, context=self.context)
        except ValidationError as fault:
            wrong = {error["loc"][0] for error in fault.errors(include_url=False) if error["loc"]}
            sound = {name: value for name, value in fields.items() if name not in wrong}
            return {"publisher": "publisher not readable: see Problems", **sound}
        return dict(fields)

    def _part(self, model: type[_Model], raw: Any, at: tuple[str | int, ...], name: str) -> _Model | None:
        try:
            return model.model_validate(raw, context=self.context)
        except ValidationError as fault:
            for error in fault.errors(include_url=False):
                self._translate(error, model, at, name)
            return None

    def _translate(self, error: Any, model: type[Part], at: tuple[str | int, ...], name: str) -> None:
        loc = tuple(error["loc"])
        message, hint = _explain(error, model, loc)
        place = (*at, *loc, "") if error["type"] == "extra_forbidden" else (*at, *loc)
        self._problem(place, message, hint, record=name, field=".".join(str(part) for part in loc))

    def _problem(
        self, at: tuple[str | int, ...], message: str, hint: str = "", record: str = "", field: str = ""
    ) -> None:
        if self._places is None:
            self._places = locate(self.text)
        line, column = nearest_place(self._places, at)
        self.problems.append(Problem(self.path, line, column, message, hint, record, field))


def nearest_place(places: Places, at: tuple[str | int, ...]) -> tuple[int, int]:
    """The line and column of a path, or of the nearest part of it that is there."""
    while at and at not in places:
        if (*at, "") in places:
            return places[(*at, "")]
        at = at[:-1]
    return places.get(at, (1, 1))


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _explain(error: Any, model: type[Part], loc: tuple[str | int, ...]) -> tuple[str, str]:
    """A fault that pydantic found, in words for an analyst, and a hint."""
    kind, value, name = error["type"], error.get("input"), str(loc[-1]) if loc else ""
    context = error.get("ctx") or {}
    if kind == "extra_forbidden":
        return f"unknown key `{name}`", did_you_mean(name, _keys_at(model, loc))
    if kind == "missing":
        return f"`{name}` is missing", "every record of this kind needs it"
    if kind in ("float_parsing", "float_type", "finite_number"):
        return (
            f"`{_short(value)}` is not a number",
            "expected decimal degrees or a decimal number such as 35.41",
        )
    if kind in ("int_parsing", "int_type", "int_from_float"):
        return f"`{_short(value)}` is not a whole number", ""
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        swapped = "lat and lon swapped?" if name == "lat" else ""
        low_high = "from -90 to 90" if name == "lat" else "from -180 to 180" if name == "lon" else "in range"
        return f"`{name}: {_short(value)}` is out of range; expected a number {low_high}", swapped
    if kind in ("model_type", "model_attributes_type", "dict_type", "mapping_type"):
        return f"`{name}` must hold fields, found `{_short(value)}`", ""
    if kind in ("tuple_type", "list_type"):
        return f"`{name}` must be a list, found `{_short(value)}`", ""
    if kind == "string_type":
        return f"`{name}` must be text, found `{_short(value)}`", "put it in quotes"
    if kind == "bool_parsing":
        return f"`{_short(value)}` is neither true nor false", ""
    return str(error["msg"]), str(context.get("hint", ""))


def _keys_at(model: type[Part], loc: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that may stand where an unknown one was found."""
    current: Any = model
    for step in loc[:-1]:
        if isinstance(step, str) and isinstance(current, type) and issubclass(current, Part):
            named = {field.alias or name: field for name, field in current.model_fields.items()}
            current = _part_in(named[step].annotation) if step in named else None
    fields = (
        current.model_fields
        if isinstance(current, type) and issubclass(current, Part)
        else model.model_fields
    )
    short_forms = {"installations": ("host",), "actors": ("office",)}.get(getattr(current, "SECTION", ""), ())
    return (*(field.alias or name for name, field in fields.items() if name != "dossier"), *short_forms)


def _part_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next(
        (part for arg in getattr(annotation, "__args__", ()) if (part := _part_in(arg)) is not None), None
    )


# --- one Dataset of several files ---

_Where = dict[tuple[str, str], tuple[DossierFile, tuple[str | int, ...]]]


def _merge(files: Iterable[DossierFile]) -> tuple[dict[str, dict[str, Any]], _Where, list[Problem]]:
    sections: dict[str, dict[str, Any]] = {section: {} for section in _SECTIONS}
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


def _placed(findings: Iterable[checks.Finding], where: _Where) -> list[Problem]:
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
                                f"{finding.section} {finding.id}", field, finding.severity))  # fmt: skip
    return problems


def _in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(
        sorted(problems, key=lambda problem: (problem.path, problem.line, problem.column, problem.message))
    )
