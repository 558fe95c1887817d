"""YAML text -> a tree that keeps what a reading passes over: comments, blank lines, quotes and brackets.

For those who write dossiers anew without losing a word: the values alone are `layers.reading`'s.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

_HASH: Final = re.compile(r"(?<!\S)#[^\n]*")
_BLANKS: Final = " \t\n"
_DASHES: Final = re.compile(r"[ \t-]*")


@dataclass(slots=True)
class Scalar:
    """A text and the quotes that it stood in: `""` (none), `'`, `"`, `|` or `>`."""

    text: str
    style: str


@dataclass(slots=True)
class Collection:
    """A mapping or a list; `flow`: it stood in brackets. `below`: comments after its last entry."""

    is_mapping: bool
    flow: bool
    entries: list["Entry"] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Entry:
    """A key with its value, or an item of a list.

    `above`: the lines of comment before it, an empty one for blank lines; `beside`: the comment in its own line.
    """

    key: Scalar | None
    value: Scalar | Collection
    above: list[str] = field(default_factory=list)
    beside: str = ""


def read_commented(text: str) -> Collection:
    """The mapping that a document holds, comments kept; yaml.YAMLError if it cannot be parsed.

    Nothing may stand in it that `layers.reading` refuses: anchors, tags, a second document.
    """
    builder = _Builder(text)
    root = builder.build()
    builder.attach_comments()
    return root


def comments_of(root: Collection) -> list[str]:
    """Every comment in a tree, sorted."""
    return sorted(comments_in(root))


def comment_places(text: str) -> dict[int, str]:
    """Every comment in a document by the line on which it stands, from 0; yaml.YAMLError if it cannot be parsed."""
    builder = _Builder(text)
    builder.build()
    return {bisect_right(builder.lines, index) - 1: words for index, words in builder.found_comments()}


def comments_in(node: Scalar | Collection) -> list[str]:
    """Every comment in a part of a tree, in the order in which they stand in it."""
    return [line for line in _comments(node) if line]


def _comments(node: Scalar | Collection) -> Iterator[str]:
    if isinstance(node, Collection):
        yield from node.below
        for entry in node.entries:
            yield from (*entry.above, entry.beside)
            yield from _comments(entry.value)


@dataclass(slots=True)
class _Place:
    """Where an entry of a tree begins, and the collection that it stands in."""

    start: int
    entry: Entry
    inside: "_Span"


@dataclass(slots=True)
class _Span:
    """Where a collection stands in the text; `owner` is None for the outermost."""

    collection: Collection
    owner: _Place | None
    start: int
    column: int
    end: int = -1

    def closed_before(self, index: int) -> bool:
        return 0 <= self.end <= index


class _Builder:
    """Builds the tree from parse events, and keeps where things stand until the comments have found their place."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = _line_starts(text)
        self.places: list[_Place] = []
        self.spans: list[_Span] = []
        self.scalars: list[tuple[int, int]] = []  # start and end; in these a # is no comment

    def build(self) -> Collection:
        events = (one for one in yaml.parse(self.text, Loader=yaml.CSafeLoader) if isinstance(one, _TOLD))
        return self._collection(next(events), events, None)

    def _collection(self, start: Any, events: Iterator[Any], owner: _Place | None) -> Collection:
        mark = start.start_mark
        made = Collection(isinstance(start, yaml.MappingStartEvent), bool(start.flow_style))
        span = _Span(made, owner, mark.index, mark.column)
        self.spans.append(span)
        for event in events:
            if isinstance(event, yaml.CollectionEndEvent):
                end: Any = event.end_mark
                span.end = end.index
                break
            self._entry(event, events, span)
        return made

    def _entry(self, event: Any, events: Iterator[Any], span: _Span) -> None:
        key = self._scalar(event) if span.collection.is_mapping else None
        start = event.start_mark.index
        if key is None and not span.collection.flow:
            start = self.text.rindex("-", 0, start)
        entry = Entry(key, Scalar("", ""))
        place = _Place(start, entry, span)
        self.places.append(place)
        span.collection.entries.append(entry)
        value = next(events) if key is not None else event
        entry.value = (
            self._scalar(value)
            if isinstance(value, yaml.ScalarEvent)
            else self._collection(value, events, place)
        )

    def _scalar(self, event: Any) -> Scalar:
        style, start = event.style or "", event.start_mark.index
        if style in ("|", ">"):  # a comment may stand beside the sign
            start = self.text.find("\n", start) + 1
        self.scalars.append((start, event.end_mark.index))
        return Scalar(event.value, style)

    # --- comments ---

    def attach_comments(self) -> None:
        starts = [place.start for place in self.places]
        for index, words in self.found_comments():
            line = bisect_right(self.lines, index) - 1
            before = self.text[self.lines[line] : index]
            last = bisect_left(starts, index) - 1
            if not _DASHES.fullmatch(before) and last >= 0:
                self._put_beside(self.places[last], index, words)
            else:
                self._put_above(last, index, line, words)
        for place in self.places:
            self._keep_blank_line(place)

    def found_comments(self) -> Iterator[tuple[int, str]]:
        """Every comment, and where it begins in the text; the tree is built."""
        starts = [start for start, _ in self.scalars]
        at = 0
        while found := _HASH.search(self.text, at):
            inside = bisect_right(starts, found.start()) - 1
            end = self.scalars[inside][1] if inside >= 0 else 0
            if found.start() < end:
                at = max(found.start() + 1, min(end, found.end()))
                continue
            yield found.start(), found[0].rstrip()
            at = found.end()

    def _put_beside(self, place: _Place, index: int, words: str) -> None:
        while place.inside.collection.flow and place.inside.closed_before(index) and place.inside.owner:
            place = place.inside.owner
        if place.entry.beside:
            place.entry.above.append(place.entry.beside)
        place.entry.beside = words

    def _put_above(self, last: int, index: int, line: int, words: str) -> None:
        following = self.places[last + 1] if last + 1 < len(self.places) else None
        lines = self._home(last, following, index, index - self.lines[line])
        if self._is_blank(line - 1) and lines[-1:] != [""]:
            lines.append("")
        lines.append(words)

    def _home(self, last: int, following: _Place | None, index: int, column: int) -> list[str]:
        """The lines that a comment is added to: those above the next entry, or those below a list or mapping."""
        flow = [span for span in self.spans if span.collection.flow and span.start < index < span.end]
        if flow:
            inside = following is not None and following.start < flow[-1].end
            return following.entry.above if following and inside else flow[-1].collection.below
        if following and (following.inside.start > index or column <= following.inside.column):
            return following.entry.above
        span = self.places[last].inside if last >= 0 else self.spans[0]
        while span.owner and (
            span.collection.flow or span.column > column or span.owner.inside.column >= column
        ):
            span = span.owner.inside
        if following and span.column <= following.inside.column:
            return following.entry.above
        return span.collection.below

    def _keep_blank_line(self, place: _Place) -> None:
        line = bisect_right(self.lines, place.start) - 1
        is_first = not self.text[self.lines[line] : place.start].strip(_BLANKS)
        if is_first and self._is_blank(line - 1) and place.entry.above[-1:] != [""]:
            place.entry.above.append("")

    def _is_blank(self, line: int) -> bool:
        return line >= 0 and not self.text[self.lines[line] : self.lines[line + 1]].strip(_BLANKS)


_TOLD: Final = (yaml.ScalarEvent, yaml.CollectionStartEvent, yaml.CollectionEndEvent)


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts
