"""Statements put together: by the talks they belong to, the installation they are about, what still holds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from layers.dates import EdtfDate
from layers.records import Contested, Installation, Negotiation
from layers.statements import Position, Statement

if TYPE_CHECKING:
    from layers.scene import Scene

S = TypeVar("S", bound=Statement)


def by_negotiation(statements: Iterable[S]) -> Mapping[str, Sequence[S]]:
    """Statements by the id of their talks; talks without any give an empty list."""
    groups: defaultdict[str, list[S]] = defaultdict(list)
    for statement in statements:
        groups[statement.negotiation or ""].append(statement)
    return groups


def by_installation(statements: Iterable[S]) -> Mapping[str, Sequence[S]]:
    """Statements by the id of each installation they are about."""
    groups: defaultdict[str, list[S]] = defaultdict(list)
    for statement in statements:
        for id in statement.installations or ():
            groups[id].append(statement)
    return groups


def contested_about(scene: "Scene") -> Mapping[str, Sequence[Contested]]:
    """Contested topics by the id of each record that they are about."""
    groups: defaultdict[str, list[Contested]] = defaultdict(list)
    for topic in scene.contested:
        for id in topic.about:
            groups[id].append(topic)
    return groups


def starts(statement: Statement) -> date:
    """The first day on which it may have been said: for order only, never for print."""
    return day_for_order(statement.date or statement.reported)


def day_for_order(day: EdtfDate | None) -> date:
    """A day to sort by; what has no date comes first."""
    return day.begins if day is not None else date.min


def replaced(positions: Iterable[Position]) -> frozenset[str]:
    """The ids of positions in whose place a later one stands."""
    return frozenset(id for position in positions for id in position.replaces)


def withdrawn(position: Position, day: date) -> bool:
    """Whether it had been given up by the day."""
    return position.withdrawn is not None and position.withdrawn.begins <= day


def talks_of(installation: Installation, scene: "Scene") -> list[Negotiation]:
    """The shown negotiations that cover an installation, the one last reported first."""
    return [negotiation for negotiation in scene.negotiations if installation.id in negotiation.installations]


def newest(statements: Iterable[S]) -> list[S]:
    """Statements, the newest first."""
    return sorted(statements, key=starts, reverse=True)
