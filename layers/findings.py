"""A fault between records, before its place in a file has been looked up."""

from dataclasses import dataclass

from layers.errors import Problem, Severity
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

    @property
    def key(self) -> str:
        """Section and id of the record as one text."""
        return f"{self.section} {self.id}"

    def problem(self, path: str, line: int, column: int) -> Problem:
        """The fault in its place."""
        field = ".".join(str(part) for part in self.at)
        return Problem(path, line, column, self.message, self.hint, self.key, field, self.severity, self.fix)


def key_of(record: Record) -> str:
    """The section and the id of a record as one text: no section has a blank in its name."""
    return f"{record.SECTION} {record.id}"


def finding(
    key: str, at: At, message: str, hint: str = "", severity: Severity = "error", fix: str = ""
) -> Finding:
    """A Finding in the record with a key."""
    section, _, id = key.partition(" ")
    return Finding(section, id, at, message, hint, severity, fix)


def found(
    record: Record, at: At, message: str, hint: str = "", severity: Severity = "error", fix: str = ""
) -> Finding:
    """A Finding in a record."""
    return Finding(record.SECTION, record.id, at, message, hint, severity, fix)
