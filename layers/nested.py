"""Fields of records and of the parts inside them: what their models say of them is looked up once for each model."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from layers.fields import Part

At = tuple[str | int, ...]


def parts_in(part: Part, at: At = ()) -> Iterator[tuple[At, Part]]:
    """A record or part, and every part inside it, each with its path as in a dossier."""
    yield at, part
    for name, key in fields_with_parts(type(part)):
        value = getattr(part, name)
        if isinstance(value, Part):
            yield from parts_in(value, (*at, key))
        elif isinstance(value, tuple):
            for index, one in enumerate(value):
                yield from parts_in(one, (*at, key, index))


def value_of(part: Part, name: str) -> Any:
    """The value of a field, None where there is no such field: pydantic takes its time to say that there is none."""
    return getattr(part, name) if name in field_names(type(part)) else None


@cache
def field_names(model: type[Part]) -> frozenset[str]:
    """The names of the fields of a model."""
    return frozenset(model.model_fields)


@cache
def fields_with_parts(model: type[Part]) -> tuple[tuple[str, str], ...]:
    """The fields of a model that can hold parts: the name of each, and the key that stands for it in a dossier."""
    fields = model.model_fields.items()
    return tuple((name, field.alias or name) for name, field in fields if _can_hold_parts(field.annotation))


def _can_hold_parts(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return True
    return any(_can_hold_parts(inner) for inner in get_args(annotation))
