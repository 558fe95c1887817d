"""A record added to the text of a dossier: lines come in, and no line that was there changes."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import yaml

from layers.config import Config
from layers.dates import EdtfDate
from layers.dossier import SECTIONS
from layers.errors import LeftAsItIsError
from layers.reading import NULLS, read_text
from layers.records import KEYED
from layers.schema import names_of
from layers.writing.commented import Collection, Entry, Scalar
from layers.writing.formatting import entry_lines
from layers.writing.keyorder import order_fields
from layers.writing.lines import BLANKS, last_line, line_above, line_after

_SAID_IN: Final = frozenset({"claims", "positions"})
_STEP: Final = 2
_TYPED: Final = names_of(EdtfDate, float, bool)
_BARE: Final = re.compile(r"-?[\w.][\w.~?%/-]*")


def insert_record(
    text: str, section: str, id: str, fields: Mapping[str, Any], config: Config
) -> tuple[str, int]:
    """The text with a record in its place in a section, and the number of the line at which it begins.

    Events stand by their days, what was said in an event beside what else was said in it, all else at the end. Values
    are texts, lists and mappings. LeftAsItIsError where the section stands in brackets, or the text cannot be parsed.
    """
    lines = text.split("\n")
    try:
        root: Any = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        raise LeftAsItIsError("the dossier cannot be parsed: see `basing check`") from None
    key, node = _section(root, section)
    if key is None:
        at, made = _in_new_section(lines, root, section, _record(section, id, fields, _STEP, config))
    elif isinstance(node, yaml.ScalarNode):
        at, made = line_after(lines, key.start_mark.line, 0), _record(section, id, fields, _STEP, config)
    elif node.flow_style:
        raise LeftAsItIsError(f"`{section}` stands in brackets: write it in lines of its own first")
    else:
        at = _place(lines, node, section, fields, config)
        made = _record(section, id, fields, node.start_mark.column, config)
    whole = "\n".join([*lines[:at], *made, *lines[at:]])
    _prove(text, whole, section, id, fields, config)
    first = next(number for number, line in enumerate(made) if line and line != f"{section}:")
    return whole, at + first + 1


def tree_of(value: Any) -> Scalar | Collection:
    """Plain values as they are written in a dossier: lists of words and small mappings in brackets."""
    if isinstance(value, Mapping):
        return Collection(
            True,
            True,
            [Entry(Scalar(str(key), '"'), field_tree(str(key), one)) for key, one in value.items()],
        )
    if isinstance(value, list | tuple):
        flow = not any(isinstance(one, Mapping) for one in value)
        return Collection(False, flow, [Entry(None, tree_of(one)) for one in value])
    if value is None or isinstance(value, int | float):
        return Scalar("" if value is None else str(value), "")
    return Scalar(str(value), '"')  # written without quotes where it needs none


def field_tree(name: str, value: Any) -> Scalar | Collection:
    """The value of a field as it is written: a date, a number or a flag never has quotes."""
    bare = name in _TYPED and isinstance(value, str) and _BARE.fullmatch(value) and value not in NULLS
    return Scalar(value, "") if bare else tree_of(value)


def _record(section: str, id: str, fields: Mapping[str, Any], indent: int, config: Config) -> list[str]:
    """The lines of a record; a key in quotes loses them where it needs none."""
    tree: Any = tree_of(fields)
    tree.flow = False
    entry = Entry(Scalar(id, '"') if section in KEYED else None, tree)
    order_fields(tree, SECTIONS[section])
    return entry_lines(entry, indent, config.form)


# --- where ---


def _section(root: Any, section: str) -> tuple[Any, Any]:
    if not isinstance(root, yaml.MappingNode):
        return None, None
    return next(((key, node) for key, node in root.value if key.value == section), (None, None))


def _in_new_section(
    lines: Sequence[str], root: Any, section: str, record: list[str]
) -> tuple[int, list[str]]:
    """The lines of a section that is not there yet, before the first of those that come after it."""
    order = ["dossier", *SECTIONS]
    after = set(order[order.index(section) + 1 :])
    keys = [key for key, _ in root.value] if isinstance(root, yaml.MappingNode) else []
    following = next((key.start_mark.line for key in keys if key.value in after), None)
    if following is None:
        at = len(lines)
        while at and not lines[at - 1].strip(BLANKS):
            at -= 1
        return at, ([""] if at else []) + [f"{section}:", *record]
    at = line_above(lines, following, 0)
    return at, ([""] if at and lines[at - 1].strip(BLANKS) else []) + [f"{section}:", *record, ""]


def _place(lines: Sequence[str], node: Any, section: str, fields: Mapping[str, Any], config: Config) -> int:
    """The number, from 0, of the line before which the record is to stand."""
    column = node.start_mark.column
    values = [pair[1] for pair in node.value] if section in KEYED else list(node.value)
    number = _number(values, section, fields, config)
    if number:
        return line_after(lines, last_line(lines, values[number - 1]), column)
    return line_above(lines, node.start_mark.line, column)


def _number(records: Sequence[Any], section: str, fields: Mapping[str, Any], config: Config) -> int:
    """How many records of the section come before the new one."""
    if section == "events" and (day := _day(fields)):
        days = [_day(_texts(record)) for record in records]
        newest_first = config.form.newest_event == "first"
        before = [at for at, one in enumerate(days) if one and (one > day if newest_first else one <= day)]
        return before[-1] + 1 if before else 0
    if section in _SAID_IN and (event := fields.get("in")):
        same = [at for at, record in enumerate(records) if _texts(record).get("in") == event]
        return same[-1] + 1 if same else len(records)
    return len(records)


def _texts(record: Any) -> dict[str, str]:
    """The fields of a record that hold a text."""
    pairs = record.value if isinstance(record, yaml.MappingNode) else []
    return {key.value: node.value for key, node in pairs if isinstance(node, yaml.ScalarNode)}


def _day(fields: Mapping[str, Any]) -> date | None:
    try:
        return EdtfDate.parse(str(fields.get("date") or fields.get("reported") or "")).begins
    except ValueError:
        return None


# --- proof ---


def _prove(before: str, after: str, section: str, id: str, fields: Mapping[str, Any], config: Config) -> None:
    """LeftAsItIsError unless a text holds what another did and the record, and nothing else."""
    old, new = (read_text(text.encode(), "", config.limits) for text in (before, after))
    there: Any = dict(new.values).pop(section, None)
    were: Any = old.values.get(section)
    if section in KEYED:
        right = isinstance(there, dict) and there == {**(were or {}), id: plain(fields)}
    else:
        left = list(there) if isinstance(there, list) else []
        right = plain(fields) in left
        if right:
            left.remove(plain(fields))
            right = left == (were or [])
    others = [
        {name: part for name, part in values.items() if name != section}
        for values in (old.values, new.values)
    ]
    if not right or others[0] != others[1]:
        raise LeftAsItIsError(
            "the record cannot be added here without changing something else; nothing was written"
        )


def plain(value: Any) -> Any:
    """Values as `layers.reading` gives them: texts, lists, mappings, None."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return None if value is None else str(value)
