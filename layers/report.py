"""What `basing check` prints: the problems in file order, and one line that sums them up."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import quote

from layers.dossier import SECTIONS
from layers.errors import Problem
from layers.excerpts import Excerpts
from layers.terminal import printable

_SARIF: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
GUIDE: Final = "docs/fields.md"
"""What tells every section and field of a dossier, a heading for each section."""
GUIDED: Final = frozenset({"dossier", *SECTIONS})


class Told(Protocol):
    """What a check found, or a Dataset with what was found in it."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """In file order."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many files, installations, negotiations and sources are left."""

    @property
    def hash(self) -> str:
        """What names the content of the files."""


def text_report(told: Told) -> str:
    """Errors in file order, then warnings, then the summary.

    Each begins with `path:line:column: severity: message (hint)`; the line in the file follows with a caret under the
    place, and where the field guide tells of the section.
    """
    excerpts = Excerpts()
    ordered = sorted(told.problems, key=lambda problem: problem.severity != "error")
    texts = ["\n".join(_told(problem, excerpts)) for problem in ordered]
    return "\n\n".join([*texts, summary(told)])


def _told(problem: Problem, excerpts: Excerpts) -> list[str]:
    shown = excerpts.of(problem)
    section = problem.record.partition(" ")[0]
    margin = shown[0].index("|") if shown else 0
    guide = [f"{' ' * margin}= {GUIDE}#{section}"] if section in GUIDED else []
    return [printable(str(problem)), *shown, *guide]


def json_report(told: Told) -> str:
    """An object with `problems`, `errors`, `warnings` and the hash of the data."""
    errors, warnings = _counts(told)
    problems = [asdict(problem) for problem in told.problems]
    report = {"problems": problems, "errors": errors, "warnings": warnings, "data_hash": told.hash}
    return json.dumps(report, ensure_ascii=False, indent=2)


def github_report(told: Told) -> str:
    """One workflow command a problem, which a pull request shows beside the line; then the summary."""
    return "\n".join([*(_annotation(problem) for problem in told.problems), summary(told)])


def sarif_report(told: Told) -> str:
    """The problems as SARIF 2.1.0, for tools that gather what checks find."""
    from importlib.metadata import version

    driver = {"name": "basing", "version": version("basing"), "rules": []}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem) for problem in told.problems],
    }
    report = {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}
    return json.dumps(report, ensure_ascii=False, indent=2)


def _result(problem: Problem) -> dict[str, Any]:
    hint = f" ({problem.hint})" if problem.hint else ""
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(problem.path)}}
    if problem.line:
        place["region"] = {"startLine": problem.line, "startColumn": max(problem.column, 1)}
    location: dict[str, Any] = {"physicalLocation": place}
    if problem.record:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.record}]
    return {
        "level": problem.severity,
        "message": {"text": printable(problem.message + hint)},
        "locations": [location],
    }


def _uri(path: str) -> str:
    return Path(path).as_uri() if Path(path).is_absolute() else quote(Path(path).as_posix())


def summary(told: Told) -> str:
    """What was read, and how much of it is at fault, in one line."""
    errors, warnings = _counts(told)
    read = ", ".join(
        _count(told.counts[counted], counted.rstrip("s"))
        for counted in ("files", "installations", "negotiations", "sources")
    )
    return f"{read}: {_count(errors, 'fault')}, {_count(warnings, 'warning')}"


def _counts(told: Told) -> tuple[int, int]:
    errors = sum(problem.severity == "error" for problem in told.problems)
    return errors, len(told.problems) - errors


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _annotation(problem: Problem) -> str:
    values = {
        "file": problem.path,
        "line": problem.line or 1,
        "col": problem.column or 1,
        "title": problem.record,
    }
    place = ",".join(f"{name}={_property(str(value))}" for name, value in values.items() if value)
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"::{problem.severity} {place}::{_message(printable(problem.message + hint))}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


REPORTS: Final[Mapping[str, Callable[[Told], str]]] = {
    "text": text_report,
    "json": json_report,
    "github": github_report,
    "sarif": sarif_report,
}
