"""A dossier as somebody would have it: what the whole dataset would be with it, and which problems it would bring."""

from dataclasses import dataclass

from layers.config import Config
from layers.dataset import Dataset, unite
from layers.dossier import DossierFile, read_dossier
from layers.errors import Problem


@dataclass(frozen=True, slots=True)
class Proposal:
    """A dossier that is not written yet, and the Dataset with it in its place."""

    file: DossierFile
    dataset: Dataset
    brought: tuple[Problem, ...]
    """The problems that there are with it and not without it, in whatever file."""

    @property
    def faults(self) -> tuple[Problem, ...]:
        """The faults among the problems that it brings: with one of these it is not to be written."""
        return tuple(problem for problem in self.brought if problem.severity == "error")

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems of the dossier itself, in file order, whether it brings them or had them."""
        return tuple(problem for problem in self.dataset.problems if problem.path == self.file.path)


def propose(dataset: Dataset, path: str, text: str, config: Config) -> Proposal:
    """The Dataset with another text for the dossier at a path, read and checked as it would be from the disk."""
    file = read_dossier(text.encode(), path, config)
    files = tuple(file if one.path == path else one for one in dataset.files)
    proposed = unite(files, config, dataset)
    known = {_said(problem) for problem in dataset.problems}
    return Proposal(file, proposed, tuple(one for one in proposed.problems if _said(one) not in known))


def _said(problem: Problem) -> tuple[str, str, str]:
    return problem.message, problem.record, problem.field
