"""The text of a dossier in pieces: its sections and records, each with its lines and what it says.

Put one after the other, the lines of all pieces are the text.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from layers.config import Config
from layers.dossier import SECTIONS
from layers.reading import NULLS, read_text
from layers.records import KEYED
from layers.writing.commented import Collection, Entry, Scalar, comment_places, comments_in, read_commented
from layers.writing.lines import BLANKS, last_line, line_after

Key = str | tuple[str, int]
"""What a record is known by in its section: its id, or the text and the number where it was first met."""
Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A record, a section taken whole, or the line that begins a section.

    `gap`: blank lines and comments before it; `body`: its lines, `column` blanks from the left; `value`: what it says,
    as `layers.reading` tells it; `inner`: the comments in its lines; `entry`: its values and comments as a tree.
    """

    gap: Lines
    body: Lines
    column: int
    value: Any
    inner: Lines
    entry: Entry

    @property
    def comments(self) -> Lines:
        """The comments before it and in it."""
        return (*comment_lines(self.gap), *self.inner)

    @property
    def has_its_comments(self) -> bool:
        """Whether the tree holds the comments in the lines and no others: an oddly indented one may be elsewhere."""
        return Counter(comments_at(self.entry)) == Counter(self.inner)


@dataclass(frozen=True, slots=True)
class Section:
    """A section: the line that begins it, and its records; or, without any, all of it."""

    head: Piece
    records: Mapping[Key, Piece]


@dataclass(frozen=True, slots=True)
class Pieces:
    """All sections by their names, and the lines after the last."""

    sections: Mapping[str, Section]
    tail: Lines


@dataclass(frozen=True, slots=True)
class Source:
    """A text that could be read without a fault."""

    lines: Lines
    values: dict[str, Any]
    nodes: Sequence[tuple[Any, Any]]
    tree: Collection
    comments: Mapping[int, str]
    """By the lines, from 0, on which they stand."""

    @property
    def undivided(self) -> set[str]:
        """The sections that cannot be taken apart: in brackets, of no known name, or not what their name wants."""
        return {key.value for key, node in self.nodes if _is_undivided(key.value, node)}


def read_source(text: str, config: Config) -> Source | None:
    """A text to be taken apart; None where it holds a fault, or all of it stands in brackets."""
    read = read_text(text.encode(errors="replace"), "", config.limits)
    if any(problem.severity == "error" for problem in read.problems):
        return None
    lines = tuple(text.split("\n"))
    if not read.values:
        comments = {at: line.strip(BLANKS) for at, line in enumerate(lines) if comment_lines([line])}
        return Source(lines, {}, (), Collection(is_mapping=True, flow=False), comments)
    root: Any = yaml.compose(text, Loader=yaml.CSafeLoader)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        return None
    return Source(lines, read.values, root.value, read_commented(text), comment_places(text))


def take_apart(source: Source, whole: set[str], keys: Mapping[str, Sequence[Key]]) -> Pieces | None:
    """The pieces of a text; `whole`: sections that are one piece, `keys`: what the items of the lists are known by.

    None where the pieces would not be the text.
    """
    cutter, sections = _Cutter(source), {}
    for (key, node), entry in zip(source.nodes, source.tree.entries, strict=True):
        if key.value in whole:
            sections[key.value] = Section(cutter.whole(key, node, entry), {})
        else:
            sections[key.value] = cutter.section(key, node, entry, keys.get(key.value, ()))
    pieces = Pieces(sections, source.lines[cutter.at :])
    told = [line for piece in _all(pieces) for line in piece.comments] + comment_lines(pieces.tail)
    lines = [line for piece in _all(pieces) for line in (*piece.gap, *piece.body)] + list(pieces.tail)
    right = tuple(lines) == source.lines and Counter(told) == Counter(source.comments.values())
    return pieces if right else None


def comment_lines(lines: Sequence[str]) -> list[str]:
    """The comments among lines that hold nothing else."""
    return [line.strip(BLANKS) for line in lines if line.lstrip(BLANKS).startswith("#")]


def comments_at(entry: Entry) -> Lines:
    """The comments above an entry, beside it and in it."""
    return tuple(line for line in (*entry.above, entry.beside, *comments_in(entry.value)) if line)


@dataclass(slots=True)
class _Cutter:
    """Cuts a text into pieces from its first line on."""

    source: Source
    at: int = 0

    def whole(self, key: Any, node: Any, entry: Entry) -> Piece:
        column = key.start_mark.column
        return self._cut(
            key.start_mark.line, self._end(key, node, column), column, self.source.values[key.value], entry
        )

    def section(self, key: Any, node: Any, entry: Entry, keys: Sequence[Key]) -> Section:
        if not node.value or isinstance(node, yaml.ScalarNode):
            return Section(self.whole(key, node, entry), {})
        head = self._cut(
            key.start_mark.line, key.end_mark.line + 1, key.start_mark.column, None, _bare(entry)
        )
        column, values = node.start_mark.column, self.source.values[key.value]
        records: dict[Key, Piece] = {}
        for number, (item, inner) in enumerate(zip(node.value, entries_in(entry.value), strict=True)):
            name, value = item if key.value in KEYED else (item, item)
            known = name.value if key.value in KEYED else number
            start, end = self._start(name, column, inner), self._end(name, value, column)
            record = keys[number] if isinstance(known, int) else known
            records[record] = self._cut(start, end, column, values[known], inner)
        return Section(head, records)

    def _start(self, node: Any, column: int, entry: Entry) -> int:
        start: int = node.start_mark.line
        if entry.key is None:  # the dash may stand above what it begins
            while start > self.at and not self.source.lines[start].startswith(" " * column + "-"):
                start -= 1
        return start

    def _end(self, first: Any, last: Any, column: int) -> int:
        lines = self.source.lines
        return line_after(lines, max(first.start_mark.line, last_line(lines, last)), column)

    def _cut(self, start: int, end: int, column: int, value: Any, entry: Entry) -> Piece:
        """The piece between two lines, with what stands before it."""
        lines = self.source.lines
        own = Entry(entry.key, entry.value, [], entry.beside)  # what stands above it is in the gap
        inner = tuple(words for at in range(start, end) if (words := self.source.comments.get(at)))
        piece = Piece(lines[self.at : start], lines[start:end], column, value, inner, own)
        self.at = end
        return piece


def entries_in(node: Scalar | Collection) -> list[Entry]:
    """The entries of a collection; a text has none."""
    return node.entries if isinstance(node, Collection) else []


def _bare(entry: Entry) -> Entry:
    """The line that begins a section, without what stands in it."""
    return Entry(entry.key, Scalar("", ""), [], entry.beside)


def _all(pieces: Pieces) -> Iterator[Piece]:
    for section in pieces.sections.values():
        yield section.head
        yield from section.records.values()


def _is_undivided(name: str, node: Any) -> bool:
    if isinstance(node, yaml.ScalarNode):
        return name not in SECTIONS or bool(node.style) or node.value not in NULLS
    kind = yaml.MappingNode if name in KEYED else yaml.SequenceNode
    return name not in SECTIONS or (bool(node.value) and (node.flow_style or not isinstance(node, kind)))
