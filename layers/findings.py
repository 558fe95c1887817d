"""A fault between records, before its place in a file has been looked up."""

from dataclasses import dataclass

from layers.errors import Severity
from layers.fields import Record

At = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault in a record: its section and id, the path of the field in it, and what is wrong."""

    section: str
    id: str
    at: At
    message: str
    hint: str = ""
    severity: Severity = "error"
    fix: str = ""
    """The value that is meant, where only one can be."""


def found(
    record: Record, at: At, message: str, hint: str = "", severity: Severity = "error", fix: str = ""
) -> Finding:
    """A Finding in a record."""
    return Finding(record.SECTION, record.id, at, message, hint, severity, fix)
