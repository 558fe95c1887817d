"""Mends what can be mended without asking: values with one right form, trailing blanks, line ends, byte order marks."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from layers.errors import Problem
from layers.files import write_bytes

if TYPE_CHECKING:
    from layers.dataset import Dataset

_PLAIN: Final = re.compile(r"\w[\w./:?=&%+~@-]*(?<!:)")
_BLANKS: Final = re.compile(r"[ \t]+$", re.MULTILINE)
_BOM: Final = "\ufeff"


@dataclass(frozen=True, slots=True)
class Fix:
    """One change that was made: where, and in words."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: fixed: {self.message}"


def fix_files(dataset: "Dataset") -> list[Fix]:
    """Mend the files of a Dataset, one after the other; what was done. ExportError if one cannot be written."""
    of_files: dict[str, list[Problem]] = {file.path: [] for file in dataset.files}
    for problem in dataset.problems:
        of_files[problem.path].append(problem)
    return [fix for file in dataset.files for fix in fix_file(file.path, file.digest, of_files[file.path])]


def fix_file(path: str, digest: str, problems: Iterable[Problem]) -> list[Fix]:
    """Mend a file by its problems that name a fix, and its blanks; what was done.

    Left as it is where it has changed since it was read (`digest` is the SHA-256 of its bytes then), cannot be parsed,
    or would not say the same afterwards. ExportError if it cannot be written.
    """
    try:
        data = Path(path).read_bytes()
    except OSError:
        return []  # it has been reported
    if hashlib.sha256(data).hexdigest() != digest:
        return []
    try:
        whole = data.decode("utf-8")
        text = whole.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")
        done, mended = fixed_values(text, problems)
    except (UnicodeDecodeError, yaml.YAMLError):
        return []
    if text != whole:
        done.insert(0, Fix(path, 1, 1, "line ends as LF, no byte order mark"))
    stripped = _BLANKS.sub("", mended)
    if stripped != mended and _said(stripped) == _said(mended):
        line = next(
            n
            for n, (a, b) in enumerate(zip(mended.split("\n"), stripped.split("\n"), strict=True), 1)
            if a != b
        )
        done.append(Fix(path, line, 1, "blanks at the ends of lines"))
        mended = stripped
    if done:
        write_bytes(Path(path), mended.encode())
    return done


def fixed_values(text: str, problems: Iterable[Problem]) -> tuple[list[Fix], str]:
    """The text with each value at the place of a problem put right, and what was done; yaml.YAMLError if it is no YAML.

    Nothing is changed beside these values: the result is parsed, and every other value must be what it was.
    """
    scalars = dict(_scalars(text))
    wanted = {
        (one.line, one.column): one for one in problems if one.fix and (one.line, one.column) in scalars
    }
    starts = _starts_of_lines(text)
    mended, fixes = text, []
    for place in sorted(wanted, reverse=True):
        event, problem = scalars[place], wanted[place]
        start, end = (starts[mark.line] + mark.column for mark in (event.start_mark, event.end_mark))
        changed = mended[:start] + _written(problem.fix, event.style) + mended[end:]
        if _said(changed) == _said(mended, {place: problem.fix}):
            mended = changed
            fixes.append(Fix(problem.path, *place, f"`{event.value}` is now `{problem.fix}`"))
    return fixes[::-1], mended


def _scalars(text: str) -> Iterator[tuple[tuple[int, int], Any]]:
    """The scalars that stand in one line, by line and column from 1."""
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.ScalarEvent) and event.style not in ("|", ">"):
            start: Any = event.start_mark
            if start.line == event.end_mark.line:  # type: ignore[union-attr]  # a parsed event has marks
                yield (start.line + 1, start.column + 1), event


def _said(text: str, instead: Mapping[tuple[int, int], str] | None = None) -> Sequence[tuple[str, str]]:
    """The events of a text with their values, some of them replaced by place: equal for texts that say the same."""
    given = instead or {}
    said = []
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        mark: Any = event.start_mark
        value = getattr(event, "value", "")
        is_scalar = isinstance(event, yaml.ScalarEvent)
        said.append(
            (type(event).__name__, given.get((mark.line + 1, mark.column + 1), value) if is_scalar else value)
        )
    return said


def _written(value: str, style: str | None) -> str:
    """The value in the quotes that it had, or in quotes where it could not stand without."""
    if style == '"' and not set(value) & set('"\\'):
        return f'"{value}"'
    if not style and _PLAIN.fullmatch(value):
        return value
    return "'{}'".format(value.replace("'", "''"))


def _starts_of_lines(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts
