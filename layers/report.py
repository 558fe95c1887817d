"""What `basing check` prints: the problems of a Dataset in file order, and one line that sums them up."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Final

from layers.dataset import Dataset
from layers.errors import Problem
from layers.terminal import printable


def text_report(dataset: Dataset) -> str:
    """One line a problem, `path:line:column: severity: message (hint)`, then the summary."""
    return "\n".join([*(printable(str(problem)) for problem in dataset.problems), summary(dataset)])


def json_report(dataset: Dataset) -> str:
    """An object with `problems`, `errors`, `warnings` and the hash of the data."""
    errors, warnings = _counts(dataset)
    problems = [asdict(problem) for problem in dataset.problems]
    report = {"problems": problems, "errors": errors, "warnings": warnings, "data_hash": dataset.hash}
    return json.dumps(report, ensure_ascii=False, indent=2)


def github_report(dataset: Dataset) -> str:
    """One workflow command a problem, which a pull request shows beside the line; then the summary."""
    return "\n".join([*(_annotation(problem) for problem in dataset.problems), summary(dataset)])


def summary(dataset: Dataset) -> str:
    """What was read, and how much of it is at fault, in one line."""
    errors, warnings = _counts(dataset)
    read = ", ".join(
        _count(len(records), noun)
        for records, noun in (
            (dataset.installations, "installation"),
            (dataset.negotiations, "negotiation"),
            (dataset.sources, "source"),
        )
    )
    return f"{_count(len(dataset.files), 'file')}, {read}: {_count(errors, 'fault')}, {_count(warnings, 'warning')}"


def _counts(dataset: Dataset) -> tuple[int, int]:
    errors = sum(problem.severity == "error" for problem in dataset.problems)
    return errors, len(dataset.problems) - errors


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


REPORTS: Final[Mapping[str, Callable[[Dataset], str]]] = {
    "text": text_report,
    "json": json_report,
    "github": github_report,
}
