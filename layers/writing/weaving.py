"""The pieces of three texts -> one text: what one side changed stands; what collides is left to a choice."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from layers.config import Form
from layers.records import KEYED
from layers.writing.commented import Collection, Entry
from layers.writing.formatting import entry_lines
from layers.writing.pieces import Key, Lines, Piece, Pieces, Section, comment_lines, comments_at, entries_in
from layers.writing.sides import Choice, Sides, joined, new_to, woven

Place = tuple[str, str]
"""A section and a record in it."""
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Collision:
    """What both changed, and not alike: a field of a record, or all of it where `field` is empty.

    A record without an id is named by its number in `theirs`, from 1, or where it was last. In a section that is no
    list of records there is no `record`; where the texts cannot be taken apart, no `section` either. The values
    are short texts in YAML, empty where there is none.
    """

    section: str
    record: str
    field: str
    was: str
    theirs: str
    mine: str


@dataclass(slots=True)
class Woven:
    """A text in the making: its lines, and what it is to say, as values and as comments."""

    lines: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)

    def add(self, piece: Piece, column: int) -> None:
        """Add a piece, its own lines so many blanks from the left."""
        self.lines += [*piece.gap, *_shifted(piece.body, column - piece.column)]
        self.comments += piece.comments

    def add_lines(self, lines: Iterable[str]) -> None:
        """Add blank lines and comments."""
        lines = list(lines)
        self.lines += lines
        self.comments += comment_lines(lines)


@dataclass(slots=True)
class Weaver:
    """Weaves the pieces of three texts; `collisions` and `made` grow. What is not chosen stays as it is in theirs."""

    form: Form
    choices: Mapping[Collision, Choice]
    collisions: list[Collision] = field(default_factory=list)
    made: Woven = field(default_factory=Woven)

    def weave(self, sides: Sides[Pieces]) -> None:
        """Make the text of all sections."""
        for name in woven(sides.each(lambda side: list(side.sections))):
            self._section(name, sides.each(_section_named(name)))
        self.made.add_lines(joined(sides.each(lambda side: side.tail)))

    # --- sections ---

    def _section(self, name: str, sides: Sides[Section | None]) -> None:
        heads = sides.each(lambda side: side.head if side else None)
        records = sides.each(lambda side: side.records if side else {})
        if not (records.base or records.mine or records.theirs):
            self._undivided(name, heads)
            return
        made: dict[Key, Piece | Lines] = {}
        for key in woven(records.each(list)):
            three = records.each(_at(key))
            made[key] = self._piece((name, _label(key, list(records.theirs))), three) or _left_over(three)
        there = {key: piece for key, piece in made.items() if isinstance(piece, Piece)}
        self._head(sides, heads, is_needed=bool(there))
        column = next((one.column for one in (*records.theirs.values(), *records.mine.values())), 0)
        for piece in made.values():
            if isinstance(piece, Piece):
                self.made.add(piece, column)
            else:
                self.made.add_lines(piece)
        told = {key: piece.value for key, piece in there.items()}
        self.made.values[name] = told if name in KEYED else list(told.values())

    def _undivided(self, name: str, sides: Sides[Piece | None]) -> None:
        made = self._piece((name, ""), sides)
        if made is None:
            self.made.add_lines(_left_over(sides))
        else:
            self.made.add(made, made.column)
            self.made.values[name] = made.value

    def _head(self, sides: Sides[Section | None], heads: Sides[Piece | None], is_needed: bool) -> None:
        """Add the line that begins a section: one below which records can stand, where there are any."""
        side = heads.each(lambda head: head.body if head else None).standing or "theirs"
        if not (sides.of(side) or is_needed):
            self.made.add_lines(_left_over(heads))
            return
        order = (sides.of(side), sides.other(side))
        chosen = next(one.head for one in order if one and (one.records or not is_needed))
        gap = (*_gap(chosen, heads), *_unsaid(chosen, heads))
        self.made.add(replace(chosen, gap=gap), chosen.column)

    # --- records ---

    def _piece(self, place: Place, sides: Sides[Piece | None]) -> Piece | None:
        """A record, or a section without records, as it is to be; None where it goes."""
        side = sides.each(lambda one: one.body if one else None).standing or sides.each(_says).standing
        made = None if side else self._by_fields(place, sides)
        if made is None:
            made = sides.of(side or self._choose(*place, "", sides))
        return replace(made, gap=_gap(made, sides)) if made else None

    def _by_fields(self, place: Place, sides: Sides[Piece | None]) -> Piece | None:
        """A record that both changed, field by field; None where it has no fields, or none is left."""
        mine, theirs = sides.mine, sides.theirs
        if not (mine and theirs and _has_fields(mine) and _has_fields(theirs)):
            return None
        if not all(side.has_its_comments for side in (sides.base, mine, theirs) if side):
            return None
        named = sides.each(_fields)
        made = Collection(True, _inside(mine).flow and _inside(theirs).flow)
        value: dict[str, Any] = {}
        loose: list[str] = []
        for name in woven(named.each(list)):
            found, left = self._field((*place, name), named.each(_at(name)))
            loose += left
            if found:
                made.entries.append(found.entry)
                value[name] = found.value
        if not made.entries:
            return None
        made.below = [*joined(sides.each(_below)), *loose]
        entry = Entry(theirs.entry.key, made, [], self._beside(sides, made))
        body = self._body(entry, theirs.column)
        return replace(theirs, body=body, value=value, inner=comments_at(entry), entry=entry)

    def _field(
        self, place: tuple[str, str, str], sides: Sides[Piece | None]
    ) -> tuple[Piece | None, Sequence[str]]:
        """A field as it is to be, None where it goes; and the comments that are new in it and go with nobody's will."""
        if side := sides.each(_says).standing:
            return sides.of(side), ()
        side = sides.each(lambda one: one.value if one else None).standing
        if side is None:
            return sides.of(self._choose(*place, sides)), ()
        found = sides.of(side)
        loose = new_to(_inner(sides.other(side)), _inner(sides.base), _inner(found))
        if found is None:
            return None, loose
        was = found.entry
        entry = Entry(was.key, was.value, [*was.above, *loose], was.beside)
        return replace(found, inner=comments_at(entry), entry=entry), ()

    def _beside(self, sides: Sides[Piece | None], made: Collection) -> str:
        """The comment beside the first line of a record; a second one goes below its fields."""
        words = sides.each(lambda one: one.entry.beside if one else "")
        if side := words.standing:
            return words.of(side)
        made.below += [words.mine] if words.mine else []
        return words.theirs

    def _body(self, entry: Entry, column: int) -> Lines:
        entry = deepcopy(entry)  # writing an item of a list puts comments above it
        lines = entry_lines(entry, column, self.form)
        return (*(" " * column + line for line in entry.above if line), *lines)

    def _choose(self, section: str, record: str, name: str, sides: Sides[Piece | None]) -> Choice:
        """Tell of a collision; the side that was chosen."""
        told = sides.each(self._text)
        collision = Collision(section, record, name, told.base, told.theirs, told.mine)
        self.collisions.append(collision)
        return self.choices.get(collision, "theirs")

    def _text(self, piece: Piece | None) -> str:
        return "\n".join(self._body(piece.entry, 0)) if piece else ""


def _section_named(name: str) -> Callable[[Pieces], Section | None]:
    return lambda side: side.sections.get(name)


def _at(key: K) -> Callable[[Mapping[K, V]], V | None]:
    return lambda side: side.get(key)


def _label(key: Key, theirs: Sequence[Key]) -> str:
    """What a person calls a record: its id, or its number."""
    if isinstance(key, str):
        return key
    return str(1 + (theirs.index(key) if key in theirs else key[1]))


# --- what a piece holds ---


def _says(piece: Piece | None) -> tuple[Any, list[str]]:
    """Values and comments; a field without a value says what one says that is not there."""
    return (piece.value, sorted(piece.inner)) if piece else (None, [])


def _inner(piece: Piece | None) -> Lines:
    return piece.inner if piece else ()


def _has_fields(piece: Piece) -> bool:
    return isinstance(piece.value, dict) and bool(piece.value)


def _inside(piece: Piece) -> Collection:
    inside = piece.entry.value
    return inside if isinstance(inside, Collection) else Collection(True, True)


def _below(piece: Piece | None) -> Lines:
    return tuple(_inside(piece).below) if piece else ()


def _fields(piece: Piece | None) -> dict[str, Piece]:
    """The fields of a record by their names."""
    if piece is None or not _has_fields(piece):
        return {}
    named = ((entry.key.text, entry) for entry in entries_in(piece.entry.value) if entry.key)
    return {name: Piece((), (), 0, piece.value[name], comments_at(entry), entry) for name, entry in named}


# --- lines ---


def _gap(made: Piece, sides: Sides[Piece | None]) -> Lines:
    """The lines above a piece: of both, where both have it."""
    if sides.mine is None or sides.theirs is None:
        return made.gap
    return joined(sides.each(lambda one: one.gap if one else ()))


def _left_over(sides: Sides[Piece | None]) -> Lines:
    """The comments that one side put above what the other took out."""
    one = sides.mine or sides.theirs
    base = comment_lines(sides.base.gap) if sides.base else []
    return tuple(new_to(comment_lines(one.gap), base)) if one else ()


def _unsaid(chosen: Piece, sides: Sides[Piece | None]) -> list[str]:
    """The comments that a side put beside the beginning of a section, where the other's beginning was chosen."""
    return new_to(_inner(sides.mine) + _inner(sides.theirs), _inner(sides.base), chosen.inner)


def _shifted(body: Lines, by: int) -> Lines:
    """Lines moved to the right, or to the left as far as they are blank there."""
    if by >= 0:
        return tuple(" " * by + line if line else line for line in body)
    return tuple(line[-by:] if not line[:-by].strip() else line for line in body)
