"""Versions of the same piece of a panel put together, so that everything in it stands once, with its stretches of time.

What stands on a day is what the version of that day says: the pieces of which a stretch holds it, in their order. A
piece that comes back in another order stands twice, each with stretches of its own.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, TypeVar

from layers.extend import (
    Block,
    Card,
    Fact,
    Facts,
    Line,
    Lines,
    More,
    Paragraph,
    Row,
    Stated,
    Stretch,
    Table,
    Timed,
)
from layers.standing import Subject

if TYPE_CHECKING:
    from layers.subjects import Subjects

T = TypeVar("T")
Held = dict[int, T]
"""A piece in each version that has it, by the version's number."""
ALWAYS: Final = (None,)
"""When the one version of what never changes begins."""


def first(held: Held[T]) -> T:
    """The piece in the first version that has it."""
    return next(iter(held.values()))


def about(piece: Any, subject: int | None) -> Any:
    """The piece, Timed, with the number of what it is about; as it is if that is nothing."""
    if subject is None:
        return piece
    timed = piece if isinstance(piece, Timed) else Timed(piece, ())
    return replace(timed, subject=subject)


@dataclass(frozen=True, slots=True)
class Merger:
    """Puts versions together; version n stands from `starts[n]` until the next one does."""

    starts: tuple[date | None, ...]
    subjects: "Subjects"

    def blocks(self, versions: "Held[tuple[Block, ...]]") -> tuple[Block, ...]:
        """The blocks of all versions in one order; those alike are one, and groups of the same record are merged."""
        return tuple(self.timed(self._block(held), held, versions) for held in _lined_up(versions, _key))

    def _block(self, held: Held[Any]) -> Block:
        one: Block = first(held)
        match one:
            case Card():
                inside = self.blocks({number: card.blocks for number, card in held.items()})
                return replace(one, status=self._status(held), blocks=inside)
            case Facts():
                return Facts(self._facts({number: facts.rows for number, facts in held.items()}))
            case More():
                inside = self.blocks({number: more.blocks for number, more in held.items()})
                return replace(one, summary=self._summary(held), blocks=inside)
            case Table():
                rows = {number: tuple(enumerate(table.rows)) for number, table in held.items()}
                return replace(one, rows=self._rows(rows, held))
            case Paragraph():
                paragraph: Block = about(one, self.subjects.number(_told(one.line)))
                return paragraph
            case _:
                return one

    def _status(self, held: Held[Card]) -> Any:
        cards: dict[int, tuple[Any]] = {
            number: (card.status,) for number, card in held.items() if card.status
        }
        pieces = [self.timed(first(one), one, held) for one in _lined_up(cards, _itself)]
        if len(pieces) == 1 and not isinstance(pieces[0], Timed):
            return pieces[0]
        return tuple(piece if isinstance(piece, Timed) else Timed(piece, ()) for piece in pieces) or None

    def _summary(self, held: Held[More]) -> Any:
        words: dict[int, tuple[Any]] = {number: (more.summary,) for number, more in held.items()}
        pieces = [self.timed(first(one), one, held) for one in _lined_up(words, _itself)]
        return pieces[0] if len(pieces) == 1 else tuple(pieces)

    def _facts(self, versions: "Held[tuple[Fact, ...]]") -> tuple[Fact | Timed[Fact], ...]:
        filled = {number: tuple(row for row in rows if row[1]) for number, rows in versions.items()}
        merged = []
        for held in _lined_up(filled, lambda row: row[0]):
            label = first(held)[0]
            lines = self.lines({number: row[1] for number, row in held.items()})
            merged.append(self.timed((label, lines), held, versions))
        return tuple(merged)

    def _rows(self, versions: Held[Any], held: Held[Table]) -> tuple[Any, ...]:
        """Rows of a table that is itself written anew each day: alike rows are one."""
        slots = _lined_up(versions, lambda numbered: numbered[1])
        return tuple(self.timed(self.row({0: first(one)[1]}), one, held) for one in slots)

    def row(self, held: Held[Row]) -> Row:
        """One row in all its versions: cell by cell, the lines of all."""
        width = range(len(first(held)))
        return tuple(self.lines({number: row[at] for number, row in held.items()}) for at in width)

    def lines(self, versions: Held[Lines]) -> Lines:
        """The lines of all versions in one order."""
        return tuple(self._line(held, versions) for held in _lined_up(versions, _itself))

    def _line(self, held: Held[Any], versions: Held[Lines]) -> Line | Timed[Line]:
        line: Line = first(held)
        timed: Line | Timed[Line] = self.timed(line, held, versions)
        return about(timed, self.subjects.number(_told(line)))  # type: ignore[no-any-return]

    def timed(self, piece: T, held: Mapping[int, Any], within: Mapping[int, Any]) -> Any:
        """The piece with its stretches, unless it stands whenever that stands which it is in."""
        if len(held) == len(within):
            return piece
        stretches = self._stretches(sorted(held))
        if isinstance(piece, Timed):
            return replace(piece, stretches=stretches)
        return Timed(piece, stretches)

    def _stretches(self, numbers: Sequence[int]) -> tuple[Stretch, ...]:
        """The stretches of time of some versions; neighbours are one."""
        runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
        ends = (*self.starts[1:], None)
        found = []
        for _, run in runs:
            members = [number for _, number in run]
            found.append((self.starts[members[0]], ends[members[-1]]))
        return tuple(found)


def _lined_up(versions: Mapping[int, Sequence[T]], key: Callable[[T], Hashable]) -> list[Held[T]]:
    """The pieces of all versions in one order, which keeps the order of each; those with the same key are one."""
    if len(versions) == 1:
        return [{number: piece} for number, pieces in versions.items() for piece in pieces]
    slots: list[tuple[Hashable, Held[T]]] = []
    for number, pieces in versions.items():
        at = 0
        for piece in pieces:
            name = key(piece)
            found = next((place for place in range(at, len(slots)) if slots[place][0] == name), None)
            if found is None:
                slots.insert(at, (name, {}))
                found = at
            slots[found][1][number] = piece
            at = found + 1
    return [held for _, held in slots]


def _key(block: Block) -> Hashable:
    """What makes two blocks of different days the same block."""
    match block:
        case Card():
            return Card, block.id
        case Table():
            return Table, block.caption
        case Facts():
            return Facts
        case More():
            return More
        case _:
            return block


def _itself(piece: T) -> Hashable:
    return piece


def _told(line: Line) -> tuple[Subject, ...]:
    return next((piece.about for piece in line if isinstance(piece, Stated)), ())
