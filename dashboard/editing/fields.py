"""What a form knows of a record: which kind of widget each field takes, and what a change of it changes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from layers.config import Config
from layers.dates import EdtfDate
from layers.fields import Part, Record
from layers.records import SHORT_FIELDS
from layers.references import referring
from layers.schema import Known, vocabularies_in
from layers.writing.changing import Changes, Path
from layers.writing.keyorder import field_named, fields_of, is_list, part_in

Kind = Literal[
    "parts",
    "part",
    "words",
    "word",
    "ids",
    "id",
    "names",
    "lines",
    "date",
    "flag",
    "prose",
    "text",
    "map",
    "odd",
]

_PROSE: Final = frozenset({"note", "summary", "says", "what", "why", "was", "now"})
# The values that each kind of widget can show; what is none of them is left to the text.
_SHOWN: Final[Mapping[Kind, tuple[type, ...]]] = {
    "parts": (str, dict, list), "part": (str, dict), "words": (str, list), "ids": (str, list), "lines": (str, list),
    "names": (dict,), "map": (dict,),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """What a form knows beside the values: the words and records there are, and who hears of changes."""

    config: Config
    known: Known
    record: type[Record]
    prefix: str
    """Begins the keys of its widgets: those of another record are others."""
    change: Callable[[Changes], None]


@dataclass(frozen=True, slots=True)
class Inside:
    """A record or a part of one: its model, its values, and the path to it. `bare`: it is written as one value."""

    model: type[Part]
    values: Mapping[str, Any]
    at: Path = ()
    bare: bool = False

    def changes(self, name: str, value: Any) -> Changes:
        """What is to change in the record where a field takes another value; None takes it out."""
        if self.bare:
            fields = {**self.values, name: value}
            return {self.at: {field: one for field, one in fields.items() if one is not None}}
        return {(*self.at, name): value}


def kind_for(model: type[Part], name: str, value: Any) -> Kind:
    """What kind of widget a field takes that has this value; `odd` if none can show it."""
    kind = kind_of(model, name)
    items = value if isinstance(value, list) and kind != "parts" else [value]
    shown = value is None or isinstance(value, _SHOWN.get(kind, (str,)))
    plain = kind in ("parts", "part", "names", "map") or all(
        one is None or isinstance(one, str) for one in items
    )
    return kind if shown and plain else "odd"


def kind_of(model: type[Part], name: str) -> Kind:
    """What kind of widget a field takes."""
    field = field_named(model, name)
    several = is_list(field.annotation)
    if name == "footprint":
        return "map"
    if part_in(field.annotation):
        return "parts" if several else "part"
    if vocabularies_in(field):
        return "words" if several else "word"
    if name in {key for _, key in referring(model)} and not (
        name == "to" and _is(field.annotation, EdtfDate)
    ):
        return "ids" if several else "id"
    if _is(field.annotation, EdtfDate):
        return "date"
    if _is(field.annotation, bool):
        return "flag"
    if name == "names":
        return "names"
    return "lines" if several else "prose" if name in _PROSE else "text"


def _is(annotation: Any, wanted: type) -> bool:
    return annotation is wanted or any(_is(one, wanted) for one in get_args(annotation))


def typed_fields(model: type[Part], values: Mapping[str, Any]) -> Iterator[str]:
    """The fields that a form has: of a field and its short name, the one that is written; not what an import wrote."""
    short = SHORT_FIELDS.get(model.__name__, {})
    for name in fields_of(model):
        if name == "imported" or (name == "id" and name not in values):
            continue
        if name in short and name not in values:
            continue
        if name in short.values() and name not in values and any(one in values for one in short):
            continue
        yield name
