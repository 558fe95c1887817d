"""Which items of a list are the same record in three texts: by their ids, their values, or what they share."""

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any, Final

from layers.writing.pieces import Key

_ALIKE: Final = 0.5
"""The part of their fields in which two items agree that are one record, where no id and no other item says so."""

Keys = tuple[Key, ...]
Matches = dict[int, int]
"""By the number of an item the number of the one that it is in the other list."""


def paired(base: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any]) -> tuple[Keys, Keys, Keys]:
    """What the items of three lists are known by; the same record has the same key in all that hold it.

    An item of `mine` or `theirs` is the one of `base` with the same id, or else the one that says the same, or else the
    one that shares most with it. What both added is one record if it has the same id or says the same.
    """
    keys = _keys(base, "base", {})
    from_base = [_same(base, side) for side in (mine, theirs)]
    for found, side in zip(from_base, (mine, theirs), strict=True):
        found |= _alike(base, side, found)
    known_mine, known_theirs = ({at: keys[old] for at, old in found.items()} for found in from_base)
    of_theirs = _keys(theirs, "theirs", known_theirs)
    added = [at for at in range(len(theirs)) if at not in known_theirs]
    fresh = [at for at in range(len(mine)) if at not in known_mine]
    both = _same([theirs[at] for at in added], [mine[at] for at in fresh])
    known_mine |= {fresh[at]: of_theirs[added[old]] for at, old in both.items()}
    return keys, _keys(mine, "mine", known_mine), of_theirs


def _keys(items: Sequence[Any], side: str, known: Mapping[int, Key]) -> Keys:
    """The key of each item: the known one, or its id unless another has it, or its number."""
    made: dict[int, Key] = dict(known)
    for at, item in enumerate(items):
        if at not in made:
            own = _id(item)
            made[at] = own if own is not None and own not in made.values() else (side, at)
    return tuple(made[at] for at in range(len(items)))


def _same(old: Sequence[Any], new: Sequence[Any]) -> Matches:
    """The items with the same id, then those that say the same; in their order where there are several."""
    made: Matches = {}
    told: tuple[Callable[[Any], str | None], ...] = (_id, _said)
    for telling in told:
        waiting: dict[str | None, list[int]] = {}
        for at in sorted(set(range(len(old))) - set(made.values())):
            waiting.setdefault(telling(old[at]), []).append(at)
        waiting.pop(None, None)
        for at, item in enumerate(new):
            if at not in made and waiting.get(telling(item)):
                made[at] = waiting[telling(item)].pop(0)
    return made


def _alike(old: Sequence[Any], new: Sequence[Any], known: Matches) -> Matches:
    """The items that are left and share most of their fields; of those that share as much, the nearest."""
    left = [at for at in range(len(old)) if at not in known.values()]
    fresh = [at for at in range(len(new)) if at not in known]
    pairs = ((_shared(old[was], new[now]), -abs(was - now), was, now) for was, now in product(left, fresh))
    made: Matches = {}
    for share, _, was, now in sorted(pairs, reverse=True):
        if share >= _ALIKE and was not in made.values() and now not in made:
            made[now] = was
    return made


def _shared(one: Any, other: Any) -> float:
    """The part of the fields of two items in which they agree."""
    if not (isinstance(one, dict) and isinstance(other, dict) and (one or other)):
        return 0.0
    agreed = [name for name, value in one.items() if name in other and other[name] == value]
    return len(agreed) / len(one | other)


def _id(item: Any) -> str | None:
    found = item.get("id") if isinstance(item, dict) else None
    return found if isinstance(found, str) else None


def _said(item: Any) -> str:
    return json.dumps(item, sort_keys=True)
