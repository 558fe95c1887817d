"""A fault that pydantic found in a record, in words for an analyst."""

from collections.abc import Mapping
from typing import Any, Final

from layers.errors import did_you_mean
from layers.fields import Part

_SHORT_FORMS: Final[Mapping[str, tuple[str, ...]]] = {"installations": ("host",), "actors": ("office",)}


def explain(error: Any, model: type[Part], loc: tuple[str | int, ...]) -> tuple[str, str]:
    """A fault that pydantic found, in words for an analyst, and a hint."""
    kind, value, name = error["type"], error.get("input"), str(loc[-1]) if loc else ""
    context = error.get("ctx") or {}
    if kind == "extra_forbidden":
        return f"unknown key `{name}`", did_you_mean(name, _keys_at(model, loc))
    if kind == "missing":
        return f"`{name}` is missing", "every record of this kind needs it"
    if kind in ("float_parsing", "float_type", "finite_number"):
        return (
            f"`{short(value)}` is not a number",
            "expected decimal degrees or a decimal number such as 35.41",
        )
    if kind in ("int_parsing", "int_type", "int_from_float"):
        return f"`{short(value)}` is not a whole number", ""
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        swapped = "lat and lon swapped?" if name == "lat" else ""
        low_high = "from -90 to 90" if name == "lat" else "from -180 to 180" if name == "lon" else "in range"
        return f"`{name}: {short(value)}` is out of range; expected a number {low_high}", swapped
    if kind in ("model_type", "model_attributes_type", "dict_type", "mapping_type"):
        return f"`{name}` must hold fields, found `{short(value)}`", ""
    if kind in ("tuple_type", "list_type"):
        return f"`{name}` must be a list, found `{short(value)}`", ""
    if kind == "string_type":
        return f"`{name}` must be text, found `{short(value)}`", "put it in quotes"
    if kind == "bool_parsing":
        return f"`{short(value)}` is neither true nor false", ""
    return str(error["msg"]), str(context.get("hint", ""))


def _keys_at(model: type[Part], loc: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that may stand where an unknown one was found."""
    current: Any = model
    for step in loc[:-1]:
        if isinstance(step, str) and isinstance(current, type) and issubclass(current, Part):
            named = {field.alias or name: field for name, field in current.model_fields.items()}
            current = _part_in(named[step].annotation) if step in named else None
    fields = (
        current.model_fields
        if isinstance(current, type) and issubclass(current, Part)
        else model.model_fields
    )
    short_forms = _SHORT_FORMS.get(getattr(current, "SECTION", ""), ())
    return (*(field.alias or name for name, field in fields.items() if name != "dossier"), *short_forms)


def _part_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next(
        (part for arg in getattr(annotation, "__args__", ()) if (part := _part_in(arg)) is not None), None
    )


def short(value: Any) -> str:
    """The value as text, cut where it would fill a line."""
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
