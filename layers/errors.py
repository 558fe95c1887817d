"""What can go wrong.

A fault in somebody's data is a value, `Problem`: it travels with the data and never stops the map.
A misuse of the program is an exception:

    BasingError              the base of all below; its text is written for the person at the keyboard
    +-- ConfigError          config.yaml cannot be used; carries every fault found in it
    +-- LoginError           editing cannot be turned on: the login is missing, faulty or not safe
    +-- DataFolderError      the data folder does not exist, is empty or may not be read
    +-- RevisionError        a folder in a revision of git cannot be read
    +-- ViewError            a query string given on the command line cannot be read as a View
    +-- SnapshotError        a file is no snapshot, or cannot be read back as one
    +-- ExportError          a file cannot be written in the format that was asked for
    +-- LeftAsItIsError      a dossier cannot be written again: it is a link, or not what was read
    |   +-- ChangedMeanwhileError  somebody else changed it since it was read; carries what is there now
    |   +-- NothingToSaveError     a text that is to be saved is what was opened
    +-- NotSavedError        a dossier cannot be saved: the disk is full, or the folder may not be written
    +-- JournalError         the journal cannot be read or written
    +-- NotCommittedError    git does not take what was saved
    +-- RefusedRecordError   a record that is to be added would be a fault; carries every one
    +-- AlreadyThereError    a record like the one that is to be added is there already
    +-- UnknownSourceError   an address is cited that no source has
    +-- ImportedFileError    a file that is to be imported cannot be read, or nothing can be made of it
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from layers.writing.rewriting import Draft

Severity = Literal["error", "warning"]

_NEAR: Final = 0.6
"""So much of two words must be the same."""
_MANY: Final = 500


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in the data, with its place: lines and columns count from 1, 0 means the whole file."""

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    record: str = ""
    field: str = ""
    severity: Severity = "error"
    fix: str = ""
    """The value that is meant, where only one can be."""

    @property
    def place(self) -> str:
        """The place as editors understand it: `path:line:column`."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.place}: {self.severity}: {self.message}{hint}"


def count_left_out(problems: Iterable[Problem]) -> int:
    """How many records faults keep from being shown; a file that cannot be read counts as one."""
    faults = (problem for problem in problems if problem.severity == "error")
    return len({(fault.path, fault.record or fault.line) for fault in faults})


class BasingError(Exception):
    """Something the person asked for cannot be done; the text says why and what to do."""


class ConfigError(BasingError):
    """config.yaml cannot be used; `problems` holds every fault in it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class LoginError(BasingError):
    """Editing in the browser cannot be turned on, because its login is not set up, or not so that it is safe."""


class DataFolderError(BasingError):
    """The data folder does not exist, holds no dossier, or may not be read."""


class RevisionError(BasingError):
    """A folder in a revision of git cannot be read."""


class ViewError(BasingError):
    """A query string cannot be read as a View."""


class SnapshotError(BasingError):
    """A file is no snapshot, or cannot be read back as one."""


class ExportError(BasingError):
    """A file cannot be written in the format that was asked for."""


class LeftAsItIsError(BasingError):
    """A dossier cannot be written again without the risk of losing something."""


class ChangedMeanwhileError(LeftAsItIsError):
    """A dossier was changed by somebody else since it was read; `there` is what it holds now."""

    def __init__(self, message: str, there: "Draft") -> None:
        super().__init__(message)
        self.there = there


class NothingToSaveError(LeftAsItIsError):
    """A text that is to be saved is what was opened."""


class NotSavedError(BasingError):
    """A dossier cannot be saved: the disk is full, or the folder may not be written."""


class JournalError(BasingError):
    """The journal of a data folder cannot be read or written."""


class NotCommittedError(BasingError):
    """Git does not take what was saved; the text says what git said."""


class RefusedRecordError(BasingError):
    """A record is not added, because it would be a fault; `problems` holds every one that it would bring."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(
            "\n".join(f"{one.message}{f' ({one.hint})' if one.hint else ''}" for one in problems)
        )
        self.problems = tuple(problems)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that are wrong."""
        return tuple(dict.fromkeys(problem.field.partition(".")[0] for problem in self.problems))


class AlreadyThereError(BasingError):
    """A record like the one that is to be added is there already."""


class UnknownSourceError(BasingError):
    """An address is cited that no source of the dossiers has."""

    fields = ("sources",)


class ImportedFileError(BasingError):
    """A file that is to be imported cannot be read, is not what its name says, or does not say what is where."""


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A hint that names the nearest known word, or an empty text where none is near."""
    near = _nearest(word, known, 1)
    return f"did you mean `{near[0]}`?" if near else ""


def only_near(word: str, known: Sequence[str]) -> str:
    """The known word that is near where no other is; else an empty text."""
    near = _nearest(word, known, 2)
    return near[0] if len(near) == 1 else ""


def _nearest(word: str, known: Sequence[str], most: int) -> list[str]:
    folded = {name.casefold(): name for name in known}
    wanted = word.casefold()
    likely = list(folded) if len(folded) < _MANY else _likeliest(wanted, list(folded))
    return [folded[name] for name in get_close_matches(wanted, likely, n=most, cutoff=_NEAR)]


def _likeliest(word: str, known: Sequence[str]) -> list[str]:
    """Those of many words that share most letters in order: to compare each closely takes 0.1 s for ten thousand."""
    from rapidfuzz import fuzz, process  # 15 ms, which a vocabulary need not wait for

    found = process.extract(word, known, scorer=fuzz.ratio, limit=20, score_cutoff=100 * _NEAR)
    return [name for name, *_ in found]
