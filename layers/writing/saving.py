"""A dossier saved so that nothing is lost: the file is the old or the new one, whole, and the journal agrees.

One save at a time on a machine: what is to be saved is written ahead in the journal, the file is replaced only while
it is what was opened, and the outcome is added. A save that was cut short is settled by the next, or by `recover`.
"""

import errno
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from layers.errors import (
    ChangedMeanwhileError,
    ExportError,
    JournalError,
    LeftAsItIsError,
    NothingToSaveError,
    NotSavedError,
)
from layers.files import write_bytes
from layers.journal import Line, Outcome, append_line, read_journal, with_step
from layers.writing.rewriting import Draft, read_unchanged

LOCK: Final = ".basing.lock"
_PATIENCE_SECONDS: Final = 20.0
_SUFFIXES: Final = (".yaml", ".yml")
_WORDS: Final[Mapping[int, str]] = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full for this user",
    errno.EFBIG: "the disk takes no file of this size",
    errno.EROFS: "the folder may not be written",
    errno.EACCES: "the folder may not be written",
    errno.EPERM: "the folder may not be written",
}


@dataclass(frozen=True, slots=True)
class Signature:
    """Who saves, when (a moment with its offset from UTC; ValueError without), and why."""

    who: str
    when: datetime
    reason: str

    def __post_init__(self) -> None:
        if self.when.utcoffset() is None:
            raise ValueError(f"`{self.when.isoformat()}` has no offset from UTC")


@dataclass(frozen=True, slots=True)
class Save:
    """What was saved: its line in the journal, and the file as it is now, to go on from."""

    line: Line
    draft: Draft


def save(folder: Path, draft: Draft, text: str, signed: Signature) -> Save:
    """Put a text in the place of a dossier of a data folder, and tell it in the journal.

    ChangedMeanwhileError, with what is there now, where the file is no more what was opened. NothingToSaveError where
    the text is what was opened. LeftAsItIsError where the file is gone, is a folder or a link, or lies outside of
    the data folder. NotSavedError where the disk is full or the folder may not be written, JournalError where the
    journal cannot be read. After each the file is as it was.
    """
    if text in (draft.whole, draft.text):
        raise NothingToSaveError(f"{draft.path}: nothing was changed; there is nothing to save")
    data = _encoded(draft.path, text)
    with _alone(folder):
        file = _place(folder, draft.path)
        _settle(folder)
        after = hashlib.sha256(data).hexdigest()
        when = signed.when.isoformat()
        line = Line("saving", signed.who, when, file, draft.digest, after, signed.reason)
        _tell(folder, line)
        try:
            _replace(draft, data)
        except (LeftAsItIsError, NotSavedError):
            _conclude(folder, with_step(line, "not saved"))
            raise
        saved = with_step(line, "saved")
        _conclude(folder, saved)
    return Save(saved, Draft(draft.path, text, after))


def recover(folder: Path) -> tuple[Line, ...]:
    """The outcomes, added to the journal, of saves that were cut short; none where there were none.

    NotSavedError where the folder may not be written, JournalError where the journal cannot be read.
    """
    if not read_journal(folder).open:
        return ()
    with _alone(folder):
        return _settle(folder)


# --- one at a time ---


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else on this machine saves in the folder for the length of the block."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(folder / LOCK, timeout=_PATIENCE_SECONDS):
            yield
    except Timeout:
        raise NotSavedError(
            f"{folder}: nothing was saved: somebody else has been saving for long; try again"
        ) from None
    except OSError as fault:
        raise NotSavedError(f"{folder}: nothing was saved: {_words(fault)}") from fault


# --- the file ---


def _encoded(path: Path, text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as fault:
        sign = ord(text[fault.start])
        raise LeftAsItIsError(f"{path}: U+{sign:04X} is no character of a text; nothing was saved") from None


def _place(folder: Path, path: Path) -> str:
    """Where a dossier lies in the data folder; LeftAsItIsError if it does not, or is no file of its own."""
    if path.is_symlink():
        raise LeftAsItIsError(f"{path}: a link to another file; nothing was saved")
    if path.is_dir():
        raise LeftAsItIsError(f"{path}: a folder stands there now; nothing was saved")
    if not path.exists():
        raise LeftAsItIsError(f"{path}: gone: deleted or renamed since it was opened; nothing was saved")
    inside = path.resolve()
    if not inside.is_relative_to(folder.resolve()):
        raise LeftAsItIsError(f"{path}: lies outside of the data folder {folder}; nothing was saved")
    file = inside.relative_to(folder.resolve())
    if file.suffix not in _SUFFIXES or any(part.startswith(".") for part in file.parts):
        raise LeftAsItIsError(f"{path}: is no dossier; nothing was saved")
    return file.as_posix()


def _replace(draft: Draft, data: bytes) -> None:
    try:
        read_unchanged(draft.path, draft.digest)
        write_bytes(draft.path, data)
    except ChangedMeanwhileError as fault:
        message = f"{draft.path}: changed by somebody else since it was opened; nothing was saved"
        raise ChangedMeanwhileError(message, fault.there) from None
    except ExportError as fault:
        raise NotSavedError(f"{draft.path}: nothing was saved: {_words(fault.__cause__)}") from fault


# --- the journal ---


def _tell(folder: Path, line: Line) -> None:
    try:
        append_line(folder, line)
    except JournalError as fault:
        raise NotSavedError(f"{folder / line.file}: nothing was saved: {_words(fault.__cause__)}") from fault


def _conclude(folder: Path, line: Line) -> None:
    with suppress(JournalError):  # where the disk is full by now: the next save, or `recover`, tells it
        append_line(folder, line)


def _settle(folder: Path) -> tuple[Line, ...]:
    settled = tuple(with_step(line, _outcome(folder, line)) for line in read_journal(folder).open)
    for line in settled:
        _tell(folder, line)
    return settled


def _outcome(folder: Path, line: Line) -> Outcome:
    """What became of a save, by what the file holds; unknown where that is neither of the two."""
    try:
        digest = hashlib.sha256((folder / line.file).read_bytes()).hexdigest()
    except OSError:
        return "unknown"
    if digest == line.after:
        return "saved"
    return "not saved" if digest == line.before else "unknown"


def _words(fault: BaseException | None) -> str:
    """What hinders a save, as a person would say it."""
    if not isinstance(fault, OSError):
        return str(fault)
    return _WORDS.get(fault.errno or 0, fault.strerror or str(fault))
