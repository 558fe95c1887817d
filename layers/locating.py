"""Where the keys and values of a YAML text stand, by their paths."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import yaml

Path = tuple[str | int, ...]
Places = Mapping[Path, tuple[int, int]]


@lru_cache(maxsize=2)
def locate(text: str) -> Places:
    """The line and column, from 1, of every key and list item in a text that could be read.

    A key `("events", 3, "date")` gives the place of its value, `("events", 3, "date", "")` that of the key itself.
    Kept for the text that was asked about last, since those who tell of a text's faults ask one after the other.
    """
    places: dict[Path, tuple[int, int]] = {}
    stack: list[list[Any]] = []
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            _note_place(event, stack, places)
    except yaml.YAMLError:
        pass  # the places up to the fault are known; the fault itself has been reported
    return MappingProxyType(places)


def _note_place(event: Any, stack: list[list[Any]], places: dict[Path, tuple[int, int]]) -> None:
    """Keep the place of one event; a stack entry is [path, is mapping, key or index]."""
    if isinstance(event, yaml.CollectionEndEvent):
        stack.pop()
        return
    if not isinstance(event, yaml.NodeEvent):
        return
    mark: Any = event.start_mark
    place = (mark.line + 1, mark.column + 1)
    path: Path = ()
    if stack:
        base, is_mapping, at = stack[-1]
        if is_mapping and at is None:
            stack[-1][2] = getattr(event, "value", "")
            places.setdefault((*base, stack[-1][2], ""), place)
            return
        path = (*base, at)
        places.setdefault(path, place)
        stack[-1][2] = None if is_mapping else at + 1
    if isinstance(event, yaml.CollectionStartEvent):
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        stack.append([path, is_mapping, None if is_mapping else 0])
