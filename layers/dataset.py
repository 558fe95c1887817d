"""The union of all dossiers in a folder: records, the problems found in them, and a hash of what was read."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from layers.between import Sheet, judge
from layers.config import Config
from layers.dossier import SECTIONS, DossierFile, read_dossier
from layers.errors import DataFolderError, Problem
from layers.fields import Record
from layers.outlines import Outliner
from layers.parts import DossierInfo
from layers.records import (
    Actor,
    Agreement,
    Contested,
    Correction,
    Expected,
    Installation,
    Negotiation,
    Source,
)
from layers.resolving import resolve
from layers.statements import Claim, Event, Position


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
    outliner = Outliner(config)
    sheets = [Sheet(file.path, file.stem, outliner.alone(file)) for file in files]
    verdict = judge(sheets, files.__getitem__, config)
    resolved = resolve(files)
    sections: dict[str, Any] = {
        section: {id: one for id, one in records.items() if f"{section} {id}" not in verdict.left_out}
        for section, records in resolved.sections.items()
    }
    return Dataset(files, dossiers=resolved.infos, problems=verdict.problems, hash=hash_of(files), **sections)


def hash_of(files: Iterable[DossierFile]) -> str:
    """A SHA-256 that names the content of some files, wherever they lie."""
    return hashlib.sha256("\n".join(f"{file.stem} {file.digest}" for file in files).encode()).hexdigest()


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
