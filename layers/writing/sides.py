"""The three sides of what two people changed, and which of them changed it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from layers.writing.pieces import Lines, comment_lines

T = TypeVar("T")
U = TypeVar("U")
Choice = Literal["mine", "theirs"]


@dataclass(frozen=True, slots=True)
class Sides(Generic[T]):
    """Something as it was, as I made it, and as they made it."""

    base: T
    mine: T
    theirs: T

    def each(self, told: Callable[[T], U]) -> "Sides[U]":
        """What a function tells of each side."""
        return Sides(told(self.base), told(self.mine), told(self.theirs))

    def of(self, side: Choice) -> T:
        """What a side made of it."""
        return self.mine if side == "mine" else self.theirs

    def other(self, side: Choice) -> T:
        """What the other side made of it."""
        return self.theirs if side == "mine" else self.mine

    @property
    def standing(self) -> Choice | None:
        """The side that stands: the one that changed it, theirs if both made the same of it, None if they collide."""
        if self.mine in (self.base, self.theirs):
            return "theirs"
        return "mine" if self.theirs == self.base else None


def new_to(other: Sequence[str], *known: Sequence[str]) -> list[str]:
    """The lines of one that stand in none of some others, as often as they do in neither."""
    left = Counter(other)
    for lines in known:
        left -= Counter(lines)
    return list(left.elements())


def joined(lines: Sides[Lines]) -> Lines:
    """Blank lines and comments of both sides; a comment that one of them took out is gone."""
    if side := lines.standing:
        return lines.of(side)
    gone = Counter(new_to(comment_lines(lines.base), comment_lines(lines.mine)))
    kept = []
    for line in lines.theirs:
        if gone[line.strip()] > 0:
            gone[line.strip()] -= 1
        else:
            kept.append(line)
    fresh = Counter(new_to(comment_lines(lines.mine), comment_lines(lines.base), comment_lines(lines.theirs)))
    for line in lines.mine:
        if fresh[line.strip()] > 0:
            fresh[line.strip()] -= 1
            kept.append(line)
    return tuple(kept)


def woven(sides: Sides[Sequence[T]]) -> list[T]:
    """What stands in theirs, in its order, with each that only mine has after what it follows there.

    Where both have something new in the same place, theirs comes first.
    """
    made = list(sides.theirs)
    at = 0
    for one in sides.mine:
        if one in made:
            at = made.index(one) + 1
            continue
        while at < len(made) and made[at] not in sides.mine:
            at += 1
        made.insert(at, one)
        at += 1
    return made
