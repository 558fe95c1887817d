"""One record in the text of a dossier: where its lines are, and its fields said anew; no other line changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml

from layers.config import Config
from layers.dossier import SECTIONS
from layers.errors import LeftAsItIsError
from layers.reading import NULLS, read_text
from layers.records import KEYED
from layers.writing.commented import Collection, Entry, Scalar, comments_in, comments_of, read_commented
from layers.writing.formatting import entry_lines
from layers.writing.inserting import field_tree, plain, tree_of
from layers.writing.keyorder import order_fields
from layers.writing.lines import last_line, line_after

Path = tuple[str | int, ...]
"""The names of fields and numbers of items that lead from a record to a value in it."""
Changes = Mapping[Path, Any]
"""Values (texts, lists, mappings) by their places in a record; None takes out what is there."""

_NOT_PARSED: Final = "the dossier cannot be parsed: see `basing check`"


@dataclass(frozen=True, slots=True)
class Span:
    """The lines of a record, from 0: its first, and the one after its last. Comments above it are not among them."""

    first: int
    end: int
    column: int


def span_of(text: str, section: str, key: str | int) -> Span:
    """Where a record stands that is named by its id or, in a list, its number.

    LeftAsItIsError if there is none, it stands in brackets with others, or the text cannot be parsed.
    """
    try:
        root: Any = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        raise LeftAsItIsError(_NOT_PARSED) from None
    content = _node_named(root, section)
    if not isinstance(content, yaml.CollectionNode):
        raise LeftAsItIsError(f"there is no `{key}` in `{section}`")
    if content.flow_style:
        raise LeftAsItIsError(f"`{section}` stands in brackets: write it in lines of its own first")
    lines, column = text.split("\n"), content.start_mark.column
    start, value = _record_node(content, section, key)
    while section not in KEYED and not lines[start].startswith(f"{' ' * column}-"):
        start -= 1  # the dash may stand above what it begins
    return Span(start, line_after(lines, last_line(lines, value), column), column)


def set_fields(text: str, section: str, key: str | int, changes: Changes, config: Config) -> str:
    """The text with some values of a record changed, added or taken out; its other values and all comments stay.

    LeftAsItIsError where that cannot be done, nothing being changed.
    """
    span = span_of(text, section, key)
    root = read_commented(text)
    entry = _entry(root, section, key)
    if not isinstance(entry.value, Collection) or not entry.value.is_mapping:
        raise LeftAsItIsError(f"`{key}` in `{section}` has no fields: write it as text")
    above, was_empty = len(entry.above), not entry.value.entries
    for path, value in _last_first(changes):
        _set(entry, path, value)
    entry.value.flow = entry.value.flow and not was_empty
    order_fields(entry.value, SECTIONS[section])
    made = entry_lines(entry, span.column, config.form)
    told = [" " * span.column + line if line else "" for line in entry.above[above:]]
    lines = text.split("\n")
    whole = "\n".join([*lines[: span.first], *told, *made, *lines[span.end :]])
    _prove(text, whole, section, key, changes, config)
    return whole


def remove_record(text: str, section: str, key: str | int) -> str:
    """The text without a record and the comments in it; LeftAsItIsError as `span_of`."""
    span = span_of(text, section, key)
    lines = text.split("\n")
    return "\n".join([*lines[: span.first], *lines[span.end :]])


# --- finding it ---


def _node_named(root: Any, section: str) -> Any:
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    return next((node for key, node in pairs if key.value == section), None)


def _record_node(content: Any, section: str, key: str | int) -> tuple[int, Any]:
    """The line at which a record begins, and its value."""
    if section in KEYED:
        for name, value in content.value:
            if name.value == key:
                return int(name.start_mark.line), value
    elif isinstance(key, int) and key < len(content.value):
        return int(content.value[key].start_mark.line), content.value[key]
    raise LeftAsItIsError(f"there is no `{key}` in `{section}`")


def _entry(root: Collection, section: str, key: str | int) -> Entry:
    content: Any = next(one.value for one in root.entries if one.key and one.key.text == section)
    entries: list[Entry] = content.entries
    return (
        entries[key]
        if isinstance(key, int)
        else next(one for one in entries if one.key and one.key.text == key)
    )


# --- changing it ---


def _last_first(changes: Changes) -> list[tuple[Path, Any]]:
    """The changes, items of lists from the last to the first where they go, so that each number means what it meant.

    What comes in at the end of a list comes in its order, after all else.
    """
    gone = [(path, value) for path, value in changes.items() if value is None]
    said = [(path, value) for path, value in changes.items() if value is not None]
    return sorted(said, key=lambda one: _rank(one[0])) + sorted(
        gone, key=lambda one: _rank(one[0]), reverse=True
    )


def _rank(path: Path) -> tuple[tuple[bool, str | int], ...]:
    return tuple((isinstance(step, int), step) for step in path)


def _set(entry: Entry, path: Path, value: Any) -> None:
    """Put a value in its place below an entry, making the mapping or list that it stands in where there is none."""
    if not path:
        entry.above += comments_in(entry.value)
        entry.value = field_tree(entry.key.text, value) if entry.key else tree_of(value)
        return
    inside, step = _inside(entry, path[0]), path[0]
    found = _entry_at(inside, step)
    if value is None and len(path) == 1:
        if found is not None:
            _take_out(entry, inside, found)
        return
    if found is None:
        found = Entry(None if isinstance(step, int) else Scalar(step, '"'), Scalar("", ""))
        inside.entries.append(found)
    _set(found, path[1:], value)


def _inside(entry: Entry, step: str | int) -> Collection:
    """The collection that an entry holds; a bare value becomes the first item of a list.

    LeftAsItIsError where a mapping would take the place of something else.
    """
    if isinstance(entry.value, Collection) and entry.value.is_mapping == isinstance(step, str):
        return entry.value
    bare = entry.value
    made = Collection(is_mapping=isinstance(step, str), flow=False)
    if not (isinstance(bare, Scalar) and bare.style == "" and bare.text in NULLS):
        if made.is_mapping:
            raise LeftAsItIsError(f"`{step}` has no place in what stands there")
        made.entries.append(Entry(None, bare))
    entry.value = made
    return made


def _entry_at(inside: Collection, step: str | int) -> Entry | None:
    if isinstance(step, int):
        return inside.entries[step] if step < len(inside.entries) else None
    return next((one for one in inside.entries if one.key and one.key.text == step), None)


def _take_out(owner: Entry, inside: Collection, entry: Entry) -> None:
    """Take an entry out; its comments go to the one after it, or above its owner where nothing is left."""
    at = inside.entries.index(entry)
    kept = [line for line in (*entry.above, entry.beside, *comments_in(entry.value)) if line]
    del inside.entries[at]
    if at < len(inside.entries):
        inside.entries[at].above[:0] = kept
    elif inside.entries:
        inside.below[:0] = kept
    else:
        owner.above += kept + inside.below
        inside.below = []


# --- proof ---


def _prove(before: str, after: str, section: str, key: str | int, changes: Changes, config: Config) -> None:
    """LeftAsItIsError unless the values are what they were but for the changes, and every comment is there."""
    old, new = (read_text(text.encode(), "", config.limits).values for text in (before, after))
    meant: Any = old[section]
    for path, value in _last_first(changes):
        _put(meant, (key, *path), plain(value))
    comments = [comments_of(read_commented(text)) for text in (before, after)]
    if old != new or comments[0] != comments[1]:
        raise LeftAsItIsError("this cannot be changed here without changing something else; nothing was")


def _put(inside: Any, path: Path, value: Any) -> None:
    """The same change in plain values."""
    step: Any
    step, *rest = path
    if not rest:
        _put_last(inside, step, value)
        return
    wanted: type = list if isinstance(rest[0], int) else dict
    there = inside[step] if (step in inside if isinstance(inside, dict) else step < len(inside)) else None
    if not isinstance(there, wanted):
        there = [] if there is None and wanted is list else {} if wanted is dict else [there]
        _put_last(inside, step, there)
    _put(there, tuple(rest), value)


def _put_last(inside: Any, step: Any, value: Any) -> None:
    if value is None:
        if step in inside if isinstance(inside, dict) else step < len(inside):
            del inside[step]
    elif isinstance(inside, dict):
        inside[step] = value
    else:
        inside[step : step + 1] = [value]
