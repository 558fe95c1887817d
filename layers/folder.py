"""The files of a data folder as they lie there: their bytes, and a digest that names these."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from layers.config import Config
from layers.dossier import DossierFile, read_dossier
from layers.errors import DataFolderError, Problem
from layers.parts import DossierInfo


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of the data folder; with a `problem` where it cannot be read, and then without data."""

    path: str
    stem: str
    digest: str
    """SHA-256 of the data."""
    data: bytes
    problem: Problem | None = None

    def dossier(self, config: Config) -> DossierFile:
        """The records in it."""
        if self.problem is None:
            return read_dossier(self.data, self.path, config)
        return DossierFile(
            self.path,
            self.stem,
            self.digest,
            "",
            DossierInfo(),
            (),
            frozenset(),
            (self.problem,),
            broken=True,
        )


def find_files(folder: Path, config: Config) -> list[FoundFile]:
    """Every dossier below a folder, read; DataFolderError if there are none or they may not be looked for."""
    return [_found(path, config.limits.file_bytes) for path in dossier_paths(folder)]


def hash_of(files: Iterable[FoundFile | DossierFile]) -> str:
    """A SHA-256 that names the content of some files, wherever they lie."""
    return hashlib.sha256("\n".join(f"{file.stem} {file.digest}" for file in files).encode()).hexdigest()


def dossier_paths(folder: Path) -> list[Path]:
    """The dossiers below a folder, sorted; DataFolderError if there are none or they may not be looked for."""
    try:
        paths = _paths(folder)
    except PermissionError:
        raise DataFolderError(f"the data folder `{folder}` may not be read") from None
    if not paths:
        raise DataFolderError(f"the data folder `{folder}` holds no dossier (*.yaml)")
    return paths


def _paths(folder: Path) -> list[Path]:
    if not folder.exists():
        raise DataFolderError(f"the data folder `{folder}` does not exist; name one with --data")
    if not folder.is_dir():
        raise DataFolderError(f"`{folder}` is a file; --data wants the folder that holds the dossiers")
    os.scandir(folder).close()  # a walk passes over a folder that it may not read without a word
    return sorted(path for path in _yaml_files(folder) if path.is_file())


def _yaml_files(folder: Path) -> Iterator[Path]:
    """What is named as a dossier, not in a folder that is hidden nor hidden itself."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (
            Path(place, name) for name in names if name.endswith((".yaml", ".yml")) and name[0] != "."
        )


def _found(path: Path, most_bytes: int) -> FoundFile:
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read() if size <= most_bytes else b""
    except OSError as fault:
        problem = Problem(str(path), 0, 0, f"the file cannot be read: {fault.strerror or fault}")
        return FoundFile(str(path), path.stem, "", b"", problem)
    if size > most_bytes:
        message = f"the file has {size:,} bytes; the limit in config.yaml is {most_bytes:,}"
        problem = Problem(str(path), 0, 0, message, hint="split it into several dossiers")
        return FoundFile(str(path), path.stem, str(size), b"", problem)
    return FoundFile(str(path), path.stem, hashlib.sha256(data).hexdigest(), data)
