"""Statements put together: by the talks they belong to, the installation they are about, what still holds."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from layers.dates import EdtfDate
from layers.statements import Position, Statement

if TYPE_CHECKING:
    from layers.scene import Scene

S = TypeVar("S", bound=Statement)


def starts(statement: Statement) -> date:
    """The first day on which it may have been said: for order only, never for print."""
    return day_for_order(statement.date or statement.reported)


def day_for_order(day: EdtfDate | None) -> date:
    """A day to sort by; what has no date comes first."""
    return day.begins if day is not None else date.min


def has_come(statement: Statement, scene: "Scene") -> bool:
    """Whether it had been made by the day of a Scene."""
    return statement.date is not None and statement.date.begins <= scene.day


def withdrawn(position: Position, day: date) -> bool:
    """Whether it had been given up by the day."""
    return position.withdrawn is not None and position.withdrawn.begins <= day


def newest(statements: Iterable[S]) -> list[S]:
    """Statements, the newest first."""
    return sorted(statements, key=starts, reverse=True)
