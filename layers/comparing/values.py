"""Values of records as JSON has them, and in words."""

from collections.abc import Mapping
from typing import Any

from layers.dates import EdtfDate
from layers.fields import Part


def plain(value: Any) -> Any:
    """The value as JSON has it: dates as written, parts by the names of the dossier; None for nothing at all.

    What is empty or left out is the same to a reader. The sources of a part stand beside it, not in it.
    """
    match value:
        case EdtfDate():
            return value.text
        case Part():
            fields = type(value).model_fields.items()
            named = {field.alias or name: plain(getattr(value, name)) for name, field in fields}
            return {name: one for name, one in named.items() if one is not None and name != "sources"} or None
        case Mapping():
            told_of = {str(name): plain(one) for name, one in value.items()}
            return {name: one for name, one in told_of.items() if one is not None} or None
        case list() | tuple():
            return [plain(one) for one in value] or None
        case "":
            return None
        case _:
            return value


def told(value: Any) -> str:
    """A plain value in one line of words: `date: 2017-01-18; status: operating`."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case Mapping():
            return "; ".join(f"{name}: {told(one)}" for name, one in value.items())
        case list():
            return ", ".join(
                f"({told(one)})" if isinstance(one, list | Mapping) else told(one) for one in value
            )
        case _:
            return str(value)
