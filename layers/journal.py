"""The journal of a data folder: a line for each step of each save, which is only ever added to.

`journal.jsonl` holds one JSON object a line. A save is written ahead (`saving`), and its outcome after it;
docs/journal.md tells what each field says.
"""

import errno
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final, Literal, get_args

from layers.errors import JournalError
from layers.files import sync_folder

JOURNAL: Final = "journal.jsonl"

Outcome = Literal["saved", "not saved", "unknown"]
Step = Literal["saving", "saved", "not saved", "unknown"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal; the outcome of a save repeats what was written ahead of it, but for `step`."""

    step: Step
    who: str
    when: str
    file: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class Torn:
    """A line that is no line of a journal, as one that was cut off by a power cut; `number` counts from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Journal:
    """What the journal of a folder holds, in the order of the file."""

    lines: tuple[Line, ...]
    torn: tuple[Torn, ...]

    @property
    def open(self) -> tuple[Line, ...]:
        """The saves that were written ahead and of which no outcome is told."""
        waiting: list[Line] = []
        for line in self.lines:
            if line.step == "saving":
                waiting.append(line)
            elif (ahead := with_step(line, "saving")) in waiting:
                waiting.remove(ahead)
        return tuple(waiting)


def read_journal(folder: Path) -> Journal:
    """The journal of a data folder, empty where there is none; JournalError if it cannot be read."""
    path = folder / JOURNAL
    try:
        data = path.read_bytes() if os.path.lexists(path) else b""
    except OSError as fault:
        raise JournalError(f"{path} cannot be read: {fault.strerror or fault}") from fault
    rows = data.decode("utf-8", errors="replace").split("\n")
    read = [_line(text) or Torn(number, text) for number, text in enumerate(rows, start=1) if text]
    return Journal(
        tuple(one for one in read if isinstance(one, Line)),
        tuple(one for one in read if isinstance(one, Torn)),
    )


def append_line(folder: Path, line: Line) -> None:
    """Add a line to the journal of a data folder, and wait until the disk has it.

    Whoever calls holds the folder's lock. JournalError if it cannot be written: nothing, or a torn line, was added.
    """
    path = folder / JOURNAL
    try:
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        try:
            _append(handle, (_written(line) + "\n").encode())
        finally:
            os.close(handle)
        sync_folder(folder)
    except OSError as fault:
        raise JournalError(f"{path} cannot be written: {fault.strerror or fault}") from fault


def with_step(line: Line, step: Step) -> Line:
    """The same save at another step."""
    return Line(**asdict(line) | {"step": step})


def _append(handle: int, data: bytes) -> None:
    """Write a line in one go, on a line of its own even after one that was cut off."""
    size = os.fstat(handle).st_size
    if size:
        os.lseek(handle, size - 1, os.SEEK_SET)
        data = data if os.read(handle, 1) == b"\n" else b"\n" + data
    if os.write(handle, data) < len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    os.fsync(handle)


def _written(line: Line) -> str:
    """A line as JSON, in which what cannot be seen, or would turn the text around it, is escaped."""
    return "".join(
        sign if sign.isprintable() else json.dumps(sign)[1:-1]
        for sign in json.dumps(asdict(line), ensure_ascii=False)
    )


def _line(text: str) -> Line | None:
    try:
        said: Any = json.loads(text)
    except (ValueError, RecursionError):  # the one for brackets in brackets in brackets
        return None
    names = [field.name for field in fields(Line)]
    if not isinstance(said, dict) or said.get("step") not in get_args(Step):
        return None
    told = list(_texts(said, names))
    return Line(*told) if len(told) == len(names) else None  # type: ignore[arg-type]  # the step was looked at


def _texts(said: dict[str, Any], names: list[str]) -> Iterator[str]:
    yield from (said[name] for name in names if isinstance(said.get(name), str))
