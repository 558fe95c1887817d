"""What is wrong in a data folder, told without reading again what has not changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache as once
from pathlib import Path

from layers.between import Sheet, judge
from layers.cache import Kept, basis_of, entry_name
from layers.config import Config
from layers.dossier import DossierFile
from layers.errors import Problem
from layers.facts import Outline
from layers.folder import FoundFile, find_files, hash_of
from layers.outlines import Outliner


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check says of a data folder, in the words of a Dataset."""

    problems: tuple[Problem, ...]
    counts: Mapping[str, int]
    hash: str


def check_folder(folder: Path, config: Config, kept: Kept) -> Checked:
    """The same as a Dataset of the folder says of its faults; DataFolderError if there is nothing to read.

    Only dossiers whose outlines are not `kept` are read, and those that cannot be told apart from others.
    """
    files = find_files(folder, config)

    @once
    def read(number: int) -> DossierFile:
        return files[number].dossier(config)

    names, found = _kept(files, config, kept)
    outliner = Outliner(config)
    outlines = {
        number: outliner.alone(read(number)) for number, name in enumerate(names) if name not in found
    }
    kept.keep({names[number]: outline for number, outline in outlines.items() if not files[number].problem})
    sheets = [
        Sheet(file.path, file.stem, outlines.get(number) or found[names[number]])
        for number, file in enumerate(files)
    ]
    verdict = judge(sheets, read, config)
    return Checked(verdict.problems, {"files": len(files), **verdict.counts}, hash_of(files))


def _kept(
    files: Sequence[FoundFile], config: Config, kept: Kept
) -> tuple[list[bytes], Mapping[bytes, Outline]]:
    """The name of each file's outline, and the outlines that are there."""
    basis = basis_of(config)
    names = [entry_name(basis, file.digest, file.stem) for file in files]
    return names, kept.find(names)
