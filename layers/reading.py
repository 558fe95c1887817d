"""YAML text -> plain values, and the place of every key; nothing in a text can run, expand or exhaust.

One pass over PyYAML's parse events builds the values with a stack of our own. Every plain scalar stays text
(`NO` is Norway, `12:30` is text); the records give it a type. What cannot be parsed costs the record it stands in:
its lines are blanked and the rest is read again.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml

from layers.config import Limits
from layers.errors import Problem

# Each retry reads the file once more; a file with more broken records than this is refused as a whole.
_RETRIES = 40
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_RECORD_START = re.compile(r"^(?:-\s| {1,4}-\s| {1,4}[^\s#-])")
_SECTION_START = re.compile(r"^[^\s#-]")
_NAME = re.compile(r"[\s-]*[\"']?([\w.-]+)[\"']?\s*:")
_ID = re.compile(r"(?:^|[\s{,-])id:\s*[\"']?([\w.-]+)")
_FORBIDDEN: Final[Mapping[str, str]] = {
    "anchor": "anchors and aliases are not read: repeat the value instead",
    "tag": "YAML tags are not read: write the plain value",
}


class _FaultError(Exception):
    """A place in the text that cannot be read; lines and columns count from 0 here."""

    def __init__(self, line: int, column: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.line, self.column, self.message, self.hint = line, column, message, hint


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a YAML text holds: plain values (dict, list, str, None), the text that they stand in, and the faults."""

    values: dict[str, Any]
    text: str
    problems: tuple[Problem, ...]
    lost: frozenset[tuple[str, str]] = frozenset()
    """Sections and names of the records that were left out, as far as their lines tell: others may refer to them."""


def read_text(data: bytes, path: str, limits: Limits) -> Parsed:
    """The values in a YAML document, and a Problem for every record that had to be left out."""
    if len(data) > limits.file_bytes:
        message = f"the file has {len(data):,} bytes; the limit in config.yaml is {limits.file_bytes:,}"
        return Parsed({}, "", (Problem(path, 0, 0, message, hint="split it into several dossiers"),))
    text, problems = _decode(data, path)
    if not text.strip():
        return Parsed({}, text, (*problems, Problem(path, 1, 1, "the file is empty", severity="warning")))
    given = text.split("\n")
    values, text, faults = _read_what_can_be(text, limits)
    problems += [
        Problem(path, fault.line + 1, fault.column + 1, fault.message, fault.hint) for fault in faults
    ]
    return Parsed(values, text, tuple(problems), frozenset(_lost(given, text.split("\n"))))


def _lost(given: list[str], kept: list[str]) -> Iterator[tuple[str, str]]:
    """The names in lines that were blanked: of each the name that it begins with, and the id that it gives."""
    section = ""
    for line, left in zip(given, kept, strict=False):
        name = _NAME.match(line)
        if name and _SECTION_START.match(line):
            section = name[1]
        elif line != left:
            yield from ((section, found[1]) for found in (name, _ID.search(line)) if found)


def _decode(data: bytes, path: str) -> tuple[str, list[Problem]]:
    problems: list[Problem] = []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        problems.append(Problem(path, 1, 1, "the file begins with a byte order mark; it was passed over",
                                hint="save it as UTF-8 without BOM", severity="warning"))  # fmt: skip
    if b"\r" in data:
        line = data[: data.index(b"\r")].count(b"\n") + 1
        problems.append(Problem(path, line, 1, "lines end in CRLF; read as LF",
                                hint="save with Unix line ends", severity="warning"))  # fmt: skip
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return data.decode("utf-8"), problems
    except UnicodeDecodeError:
        return data.decode("utf-8", errors="replace"), problems + _undecodable(data, path)


def _undecodable(data: bytes, path: str) -> list[Problem]:
    problems = []
    for number, line in enumerate(data.split(b"\n"), start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as fault:
            column = len(line[: fault.start].decode("utf-8")) + 1
            message = f"byte 0x{line[fault.start]:02x} is not UTF-8; the record was left out"
            problems.append(Problem(path, number, column, message, hint="save the file as UTF-8"))
    return problems


def _read_what_can_be(text: str, limits: Limits) -> tuple[dict[str, Any], str, list[_FaultError]]:
    """The values, the text that they stand in (broken records blanked: lines keep their numbers), the faults."""
    faults: list[_FaultError] = []
    lines = text.split("\n")
    for _ in range(_RETRIES):
        try:
            return _values("\n".join(lines), limits), "\n".join(lines), faults
        except _FaultError as fault:
            faults.append(fault)
            if not _blank_record(lines, fault.line):
                return {}, "", faults
    return {}, "", faults


def _blank_record(lines: list[str], at: int) -> bool:
    """Empty the lines of the record at a line; False where nothing is left to empty."""
    at = min(at, len(lines) - 1)
    while at > 0 and not lines[at].strip():
        at -= 1
    start = at
    while start > 0 and not (
        _RECORD_START.match(lines[start]) and _indent(lines[start]) <= _item_indent(lines, at)
    ):
        if _SECTION_START.match(lines[start]):
            break
        start -= 1
    end = start + 1
    indent = _indent(lines[start])
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > indent):
        end += 1
    had = any(line.strip() for line in lines[start:end])
    lines[start:end] = [""] * (end - start)
    return had


def _item_indent(lines: list[str], at: int) -> int:
    """How far records are indented in the section that a line belongs to."""
    section = at
    while section > 0 and not _SECTION_START.match(lines[section]):
        section -= 1
    for line in lines[section + 1 : at + 1]:
        if line.strip() and not line.lstrip().startswith("#"):
            return _indent(line)
    return 0


def _indent(line: str) -> int:
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip(" "))


def _values(text: str, limits: Limits) -> dict[str, Any]:
    """The top-level mapping of a document; _FaultError at the first thing that cannot be read."""
    try:
        root = _Builder(limits).build(text)
    except yaml.MarkedYAMLError as fault:
        raise _syntax_fault(fault, text) from None
    except yaml.reader.ReaderError as fault:
        line = text.count("\n", 0, fault.position)
        column = fault.position - (text.rfind("\n", 0, fault.position) + 1)
        raise _FaultError(
            line, column, f"the character U+{fault.character:04X} may not stand in YAML"
        ) from None
    if root is None:
        return {}
    if not isinstance(root, dict):
        raise _FaultError(0, 0, "expected sections such as `installations:` at the top of the file")
    return root


def _syntax_fault(fault: yaml.MarkedYAMLError, text: str) -> _FaultError:
    # an open bracket or quote is noticed far below; the place where it was opened is what helps
    mark = fault.problem_mark or fault.context_mark
    if fault.context_mark and ("flow" in (fault.context or "") or "quoted" in (fault.context or "")):
        mark = fault.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    said = " ".join(part for part in (fault.context, fault.problem) if part)
    lines = text.split("\n")
    if line < len(lines) and "\t" in lines[line]:
        return _FaultError(
            line, lines[line].index("\t"), "a tab stands where YAML wants spaces", "indent with spaces"
        )
    return _FaultError(
        line, column, f"not YAML: {said}", "check quotes, brackets, colons and indentation here"
    )


class _Builder:
    """Builds values from parse events; the stack holds [container, open key, keys already seen]."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.stack: list[list[Any]] = []
        self.root: Any = None

    def build(self, text: str) -> Any:
        """The root value of the only document in a text."""
        documents = 0
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._refuse_tricks(event)
                self._put(self._scalar(event), event)
            elif kind is yaml.MappingStartEvent:
                self._open({}, event)
            elif kind is yaml.SequenceStartEvent:
                self._open([], event)
            elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
                self.stack.pop()
            elif kind is yaml.AliasEvent:
                raise _fault_at(event, _FORBIDDEN["anchor"])
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise _fault_at(event, "a second document begins here; a dossier is one document")
        return self.root

    def _open(self, container: Any, event: Any) -> None:
        self._refuse_tricks(event)
        if len(self.stack) >= self.limits.depth:
            raise _fault_at(
                event, f"nested deeper than {self.limits.depth} levels (the limit in config.yaml)"
            )
        self._put(container, event)
        self.stack.append([container, None])

    def _put(self, value: Any, event: Any) -> None:
        if not self.stack:
            self.root = value
            return
        top = self.stack[-1]
        container, key = top
        if isinstance(container, list):
            container.append(value)
        elif key is None:
            self._take_key(container, value, event)
        else:
            container[key], top[1] = value, None

    def _take_key(self, container: dict[str, Any], key: Any, event: Any) -> None:
        if not isinstance(key, str):
            raise _fault_at(event, "a key must be a plain word")
        if key in container:
            raise _fault_at(event, f"the key `{key}` is given twice", "keep one of the two")
        container[key] = None
        self.stack[-1][1] = key

    def _scalar(self, event: Any) -> str | None:
        value: str = event.value
        as_key = bool(self.stack) and isinstance(self.stack[-1][0], dict) and self.stack[-1][1] is None
        if not event.style and value in NULLS and not as_key:
            return None
        if len(value) > self.limits.text_length:
            raise _fault_at(
                event, f"a text of {len(value):,} characters; the limit is {self.limits.text_length:,}"
            )
        return value

    def _refuse_tricks(self, event: Any) -> None:
        if event.anchor is not None:
            raise _fault_at(event, _FORBIDDEN["anchor"])
        if event.tag is not None:
            raise _fault_at(event, f"`{event.tag}`: {_FORBIDDEN['tag']}")


def _fault_at(event: Any, message: str, hint: str = "") -> _FaultError:
    return _FaultError(event.start_mark.line, event.start_mark.column, message, hint)
