"""Problems: what is wrong in the files, each with its place and what would mend it."""

from typing import TYPE_CHECKING

from layers.citing import counted
from layers.errors import Problem
from layers.extend import Block, Empty, Line, Panel, Paragraph, Table
from layers.panels.wording import further, muted, plain

if TYPE_CHECKING:
    from layers.scene import Scene

_MOST_ROWS = 200


def read(scene: "Scene") -> tuple[Block, ...]:
    """A table of every problem: file, line, column, severity, message, hint; errors first."""
    if not scene.problems:
        return (Empty("No problem was found in the files."),)
    errors = sum(problem.severity == "error" for problem in scene.problems)
    warnings = counted(len(scene.problems) - errors, "warning")
    words = f"{counted(errors, 'error')}, {warnings}. An error costs its record."
    shown = sorted(scene.problems, key=lambda problem: problem.severity != "error")[:_MOST_ROWS]
    rows = tuple(_row(problem) for problem in shown)
    columns = ("File", "Line", "Column", "Severity", "What is wrong", "What would mend it")
    table = Table("Problems in the files", columns, rows)
    return (Paragraph((muted(words),)), table, *further(len(scene.problems) - len(rows), "problem"))


def _row(problem: Problem) -> tuple[tuple[Line, ...], ...]:
    return (
        (plain(problem.path),),
        (plain(str(problem.line) if problem.line else ""),),
        (plain(str(problem.column) if problem.column else ""),),
        (plain(problem.severity),),
        (plain(problem.message),),
        (plain(problem.hint),),
    )


PROBLEMS = Panel(
    "problems", "Problems", "Faults in the files, each with its place; the rest is shown without them.", read
)
