"""The line of a file that a problem is about, with a caret under its place, as compilers show it."""

import re
import unicodedata
from pathlib import Path
from typing import Final

from layers.errors import Problem
from layers.terminal import printable

MOST_SIGNS: Final = 100
"""So much of a long line is shown, from a little before the place on."""
_BEFORE: Final = 30
_WORD = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s,:\[\]{}#]+|.""")


class Excerpts:
    """Lines out of the files that problems stand in; each file is read once, and one that cannot be read has none."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {}

    def of(self, problem: Problem) -> list[str]:
        """The line with its number, and below it the caret under the word at fault; nothing for a whole file."""
        lines = self._lines_of(problem.path)
        if not 0 < problem.line <= len(lines) or not lines[problem.line - 1].strip():
            return []
        line, at = lines[problem.line - 1].expandtabs(1), max(problem.column - 1, 0)
        start = at - _BEFORE if len(line) > MOST_SIGNS and at > MOST_SIGNS - _BEFORE else 0
        shown = printable(line[start : start + MOST_SIGNS])
        number = str(problem.line)
        margin = " " * len(number)
        found = _WORD.match(line, at)
        word = found[0] if found else " "
        caret = " " * _width(printable(line[start:at])) + "^" * max(_width(printable(word[:MOST_SIGNS])), 1)
        return [f"{margin} |", f"{number} | {shown}", f"{margin} | {caret}"]

    def _lines_of(self, path: str) -> list[str]:
        if path not in self._lines:
            try:
                text = Path(path).read_bytes().decode("utf-8", errors="replace")
            except OSError:
                text = ""
            ends = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
            self._lines[path] = ends.split("\n")
        return self._lines[path]


def _width(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "FW" else 1
        for sign in text
    )
