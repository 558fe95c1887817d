"""Mends what can be mended without asking: values with one right form, the form of a file, line ends."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import yaml

from layers.config import Config
from layers.errors import LeftAsItIsError, Problem
from layers.writing.formatting import formatted
from layers.writing.rewriting import read_unchanged

if TYPE_CHECKING:
    from layers.dataset import Dataset
    from layers.dossier import DossierFile

_PLAIN: Final = re.compile(r"\w[\w./:?=&%+~@-]*(?<!:)")
_NOTHING: Final[Mapping[tuple[int, int], str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Fix:
    """One change that was made: where, and in words."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: fixed: {self.message}"


def fix_files(dataset: "Dataset", config: Config) -> list[Fix]:
    """Mend the files of a Dataset, one after the other; what was done. ExportError if one cannot be written."""
    of_files: dict[str, list[Problem]] = {file.path: [] for file in dataset.files}
    for problem in dataset.problems:
        of_files[problem.path].append(problem)
    return [fix for file in dataset.files for fix in fix_file(file, of_files[file.path], config)]


def fix_file(file: "DossierFile", problems: Iterable[Problem], config: Config) -> list[Fix]:
    """Mend a file by its problems that name a fix, and its form; what was done.

    Left as it is where it has changed since it was read, is a link, cannot be parsed, or would not say the same
    afterwards. ExportError if it cannot be written.
    """
    try:
        draft = read_unchanged(Path(file.path), file.digest)
        fixes, mended = fixed_values(draft.text, problems)
        made = formatted(mended, config)
        draft.replace(made)
    except (LeftAsItIsError, yaml.YAMLError):
        return []  # what is wrong with it has been reported
    if made != mended:
        fixes.append(
            Fix(file.path, _first_difference(mended, made), 1, "put in its one form, as `basing fmt` does")
        )
    if draft.text != draft.whole:
        fixes.insert(0, Fix(file.path, 1, 1, "line ends as LF, no byte order mark"))
    return fixes


def fixed_values(text: str, problems: Iterable[Problem]) -> tuple[list[Fix], str]:
    """The text with each value at the place of a problem put right, and what was done; yaml.YAMLError if it is no YAML.

    Nothing is changed beside these values: the result is parsed, and where any other value is not what it was, the text
    comes back as it is.
    """
    scalars, starts = dict(_scalars(text)), _starts_of_lines(text)
    wanted = {(one.line, one.column): one for one in problems if one.fix}
    fixes, mended = [], text
    for place in sorted(wanted.keys() & scalars.keys(), reverse=True):
        event, problem = scalars[place], wanted[place]
        start, end = (starts[mark.line] + mark.column for mark in (event.start_mark, event.end_mark))
        mended = mended[:start] + _written(problem.fix, event.style) + mended[end:]
        fixes.append(Fix(problem.path, *place, f"`{event.value}` is now `{problem.fix}`"))
    meant = {place: problem.fix for place, problem in wanted.items()}
    return (fixes[::-1], mended) if _said(mended) == _said(text, meant) else ([], text)


def _first_difference(one: str, other: str) -> int:
    """The number of the first line that differs, from 1."""
    pairs = enumerate(zip_longest(one.split("\n"), other.split("\n")), start=1)
    return next(number for number, (before, after) in pairs if before != after)


def _scalars(text: str) -> Iterator[tuple[tuple[int, int], Any]]:
    """The scalars that stand in one line, by line and column from 1."""
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.ScalarEvent) and event.style not in ("|", ">"):
            start: Any = event.start_mark
            end: Any = event.end_mark
            if start.line == end.line:
                yield (start.line + 1, start.column + 1), event


def _said(text: str, instead: Mapping[tuple[int, int], str] = _NOTHING) -> Sequence[tuple[str, str]]:
    """The events of a text with their values, some of them replaced by place: equal for texts that say the same."""
    said = []
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        mark: Any = event.start_mark
        value = getattr(event, "value", "")
        if isinstance(event, yaml.ScalarEvent):
            value = instead.get((mark.line + 1, mark.column + 1), value)
        said.append((type(event).__name__, value))
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
