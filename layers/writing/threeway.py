"""Two texts that were made of one, put together by record and field.

`base` is a dossier as a person opened it, `mine` what they made of it, `theirs` what is in the file now. What only one
of the two changed, or both alike, stands; what both changed, and not alike, is a Collision, for a person to settle.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from layers.config import Config
from layers.errors import LeftAsItIsError
from layers.records import KEYED
from layers.writing.pairing import paired
from layers.writing.pieces import Key, Pieces, Source, read_source, take_apart
from layers.writing.sides import Choice, Sides
from layers.writing.weaving import Collision, Weaver, Woven

__all__ = ["Choice", "Collision", "ThreeWay", "settle", "three_way"]

_NOTHING: Final[tuple[Any, ...]] = (None, {}, [])


@dataclass(frozen=True, slots=True)
class ThreeWay:
    """Theirs with each of my changes that collides with none of theirs; and those that do."""

    text: str
    collisions: tuple[Collision, ...]
    sides: Sides[str] = field(repr=False)
    config: Config = field(repr=False)


def three_way(base: str, mine: str, theirs: str, config: Config) -> ThreeWay:
    """Two texts put together; where they collide, the result holds what `theirs` does.

    Where one of the three cannot be parsed, or what is made does not hold exactly the values and comments that are
    meant, the whole file is one Collision.
    """
    sides = Sides(base, mine, theirs)
    if sides.standing:
        return ThreeWay(sides.of(sides.standing), (), sides, config)
    made = _woven(sides, config, {})
    if made is None:
        return ThreeWay(theirs, (Collision("", "", "", base, theirs, mine),), sides, config)
    return ThreeWay(made.text, made.collisions, sides, config)


def settle(three: ThreeWay, choices: Mapping[Collision, Choice]) -> str:
    """The text in which each collision is settled; KeyError where there is no choice for one.

    LeftAsItIsError where the choices cannot be put into one text.
    """
    chosen = {collision: choices[collision] for collision in three.collisions}
    if not chosen or set(chosen.values()) == {"theirs"}:
        return three.text
    if not three.collisions[0].section:
        return three.sides.mine
    made = _woven(three.sides, three.config, chosen)
    if made is None:
        raise LeftAsItIsError("what was chosen cannot be put into one text: settle it in the text itself")
    return made.text


# --- weaving ---


@dataclass(frozen=True, slots=True)
class _Made:
    text: str
    collisions: tuple[Collision, ...]


def _woven(sides: Sides[str], config: Config, choices: Mapping[Collision, Choice]) -> _Made | None:
    """One text of three; None where they cannot be taken apart, or the result would not hold what it should."""
    pieces = _pieces(sides, config)
    if pieces is None:
        return None
    weaver = Weaver(config.form, choices)
    weaver.weave(pieces)
    text = "\n".join(weaver.made.lines)
    return _Made(text, tuple(weaver.collisions)) if _holds(text, weaver.made, config) else None


def _pieces(sides: Sides[str], config: Config) -> Sides[Pieces] | None:
    base, mine, theirs = (read_source(text, config) for text in (sides.base, sides.mine, sides.theirs))
    if not (base and mine and theirs):
        return None
    whole = base.undivided | mine.undivided | theirs.undivided
    keys = _keys(Sides(base, mine, theirs), whole)
    taken = [
        take_apart(source, whole, named)
        for source, named in ((base, keys.base), (mine, keys.mine), (theirs, keys.theirs))
    ]
    return Sides(taken[0], taken[1], taken[2]) if taken[0] and taken[1] and taken[2] else None


def _keys(sides: Sides[Source], whole: set[str]) -> Sides[dict[str, tuple[Key, ...]]]:
    """By section what the items of each list are known by."""
    made: Sides[dict[str, tuple[Key, ...]]] = Sides({}, {}, {})
    names = {name for side in (sides.base, sides.mine, sides.theirs) for name in side.values}
    for name in names - whole - KEYED:
        lists = (side.values.get(name) or [] for side in (sides.base, sides.mine, sides.theirs))
        made.base[name], made.mine[name], made.theirs[name] = paired(*lists)
    return made


def _holds(text: str, meant: Woven, config: Config) -> bool:
    """Whether a text says exactly what it should, in values and comments."""
    made = read_source(text, config)
    if made is None:
        return False
    return _told(made.values) == _told(meant.values) and Counter(made.comments.values()) == Counter(
        meant.comments
    )


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """The sections in which something stands."""
    return {name: value for name, value in values.items() if value not in _NOTHING}
