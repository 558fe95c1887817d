"""The order in which a dossier is written: sections and fields as the records have them, events by their days."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, get_args, get_origin

from pydantic.fields import FieldInfo

from layers.dates import EdtfDate
from layers.dossier import SECTIONS
from layers.fields import Part
from layers.parts import DossierInfo
from layers.records import SHORT_FIELDS
from layers.writing.commented import Collection, Entry, Scalar

_SECTIONS: Final[Mapping[str, type[Part]]] = {"dossier": DossierInfo, **SECTIONS}


def put_in_order(root: Collection, newest_event: str) -> None:
    """Put the sections of a dossier, the fields of its records and its events in order; `newest_event`: first or last.

    Records that are named by their ids stay where they stand, and so do all fields of one that has a field of no
    known name, and the events if one of them has no day.
    """
    _sort(root, list(_SECTIONS))
    for section in root.entries:
        model = _SECTIONS.get(_key(section))
        if model is DossierInfo:
            order_fields(section.value, DossierInfo)
        elif model and isinstance(section.value, Collection):
            for record in section.value.entries:
                order_fields(record.value, model)
        if _key(section) == "events" and isinstance(section.value, Collection):
            _by_day(section.value.entries, newest_event)


def fields_of(model: type[Part]) -> list[str]:
    """The names of a record's fields as they are typed, in the order in which they are written."""
    fields = model.model_fields.items()  # which dossier it stands in is never typed
    typed = [field.alias or name for name, field in fields if name != "dossier"]
    names = [*model.WRITTEN, *(name for name in typed if name not in model.WRITTEN)]
    for short, field in SHORT_FIELDS.get(model.__name__, {}).items():
        names.insert(names.index(field) + 1, short)
    return names


def order_fields(node: Scalar | Collection, model: type[Part]) -> None:
    """Put the fields of a record, or of each in a list, in order, and those of its parts."""
    if not isinstance(node, Collection):
        return
    if not node.is_mapping:
        for item in node.entries:
            order_fields(item.value, model)
        return
    names = fields_of(model)
    if not {_key(entry) for entry in node.entries} <= set(names):
        return
    _sort(node, names)
    for entry in node.entries:
        if inner := part_in(field_named(model, _key(entry)).annotation):
            order_fields(entry.value, inner)


def _sort(mapping: Collection, names: list[str]) -> None:
    places = {name: place for place, name in enumerate(names)}
    mapping.entries.sort(key=lambda entry: places.get(_key(entry), len(places)))


def field_named(model: type[Part], name: str) -> FieldInfo:
    """A field of a record by its name as it is typed."""
    name = SHORT_FIELDS.get(model.__name__, {}).get(name, name)
    return next(field for known, field in model.model_fields.items() if name in (known, field.alias))


def part_in(annotation: Any) -> type[Part] | None:
    """The part of a record that stands in a field, alone or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next((part for one in get_args(annotation) if (part := part_in(one))), None)


def _by_day(events: list[Entry], newest_event: str) -> None:
    days = [_day(event) for event in events]
    if all(days):
        known = dict(zip(map(id, events), days, strict=True))
        events.sort(key=lambda event: known[id(event)] or date.min, reverse=newest_event == "first")


def _day(event: Entry) -> date | None:
    """The day from which an event may count as having been; None if it names none."""
    fields = event.value.entries if isinstance(event.value, Collection) and event.value.is_mapping else []
    said = {_key(field): field.value for field in fields}
    day = said.get("date") or said.get("reported")
    try:
        return EdtfDate.parse(day.text).begins if isinstance(day, Scalar) else None
    except ValueError:
        return None


def _key(entry: Entry) -> str:
    return entry.key.text if entry.key else ""


def is_list(annotation: Any) -> bool:
    """Whether a field may hold several values."""
    return get_origin(annotation) is tuple or any(is_list(part) for part in get_args(annotation))
