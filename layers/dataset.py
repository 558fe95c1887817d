"""The union of all dossiers in a folder: records, the problems found in them, and a hash of what was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from layers.between import COUNTED, Sheet, judge
from layers.config import Config
from layers.dossier import SECTIONS, DossierFile
from layers.errors import Problem
from layers.fields import Record
from layers.folder import FoundFile, find_files, hash_of
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
    sheets: tuple[Sheet, ...] = field(default=(), repr=False, compare=False)
    """What each file says by itself, for the next Dataset in which it stands unchanged."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many there are of what a summary counts."""
        return {"files": len(self.files)} | {section: len(getattr(self, section)) for section in COUNTED}

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
    files = tuple(_as_before(one, config, known.get(one.path)) for one in find_files(folder, config))
    return unite(files, config, before)


def unite(files: tuple[DossierFile, ...], config: Config, before: Dataset | None = None) -> Dataset:
    """One Dataset of several files: ids unique, statements resolved, the checks between records made.

    With `before`, which was made by the same configuration, what it found in the same files is not looked for again.
    """
    known = dict(zip(map(id, before.files), before.sheets, strict=False)) if before else {}
    outliner = Outliner(config)
    sheets = tuple(known.get(id(one)) or Sheet(one.path, one.stem, outliner.alone(one)) for one in files)
    verdict = judge(sheets, files.__getitem__, config)
    resolved = resolve(files)
    sections: dict[str, Any] = {
        section: {id: one for id, one in records.items() if f"{section} {id}" not in verdict.left_out}
        for section, records in resolved.sections.items()
    }
    return Dataset(
        files,
        dossiers=resolved.infos,
        problems=verdict.problems,
        hash=hash_of(files),
        sheets=sheets,
        **sections,
    )


def _as_before(found: FoundFile, config: Config, before: DossierFile | None) -> DossierFile:
    """The records in a file: those from before where it has not changed."""
    if before is None or found.problem:
        return found.dossier(config)
    return before if before.digest == found.digest else _keep_last_good(found.dossier(config), before)


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
