"""Which lines in the text of a dossier belong to a value; lines count from 0."""

from collections.abc import Sequence
from typing import Any, Final

import yaml

BLANKS: Final = " \t"


def last_line(lines: Sequence[str], node: Any) -> int:
    """The number of the last line on which something of a value stands; what follows it are blanks and comments."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return last_line(lines, last[1] if isinstance(last, tuple) else last)
    end: Any = node.end_mark
    if getattr(node, "style", None) not in ("|", ">"):
        return int(end.line)
    at = end.line - 1 if end.column == 0 or end.line >= len(lines) else end.line
    while at and not lines[at].strip(BLANKS):
        at -= 1
    return int(at)


def line_after(lines: Sequence[str], last: int, column: int) -> int:
    """The line after a last one, and after comments that still belong to what it ends: they are indented further."""
    at = end = last + 1
    while at < len(lines) and _is_blank_or_deeper(lines[at], column):
        at += 1
        end = at if _is_comment(lines[at - 1]) else end
    return end


def line_above(lines: Sequence[str], first: int, column: int) -> int:
    """The line of a first one, or of the comment right above it."""
    at = first
    while at and _is_comment(lines[at - 1]) and _indent(lines[at - 1]) == column:
        at -= 1
    return at


def _is_blank_or_deeper(line: str, column: int) -> bool:
    """Whether a line is blank, or a comment that is indented further."""
    return not line.strip(BLANKS) or (_is_comment(line) and _indent(line) > column)


def _is_comment(line: str) -> bool:
    return line.lstrip(BLANKS).startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
