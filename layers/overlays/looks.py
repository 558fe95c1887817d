"""How the state of the talks looks on the map: shared by every overlay that draws sites."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from layers.scene import Scene

STEPS = MappingProxyType({"fresh": 1.0, "ageing": 0.7, "stale": 0.45, "unknown": 0.45})
"""Opacity by the age of the last report."""


@dataclass(frozen=True, slots=True)
class Look:
    """Two colours (light page, dark page) and the mark inside the shape."""

    colour: str
    colour_dark: str
    mark: str


NO_TALKS = Look("#6b7280", "#a8b0bd", "filled")


def status_look(scene: "Scene", status: str) -> Look:
    """The colour and mark of a status of talks; grey for one that has no colour, and for none at all."""
    term = scene.term("negotiation_status", status)
    if term is None or term.colour is None:
        return NO_TALKS
    return Look(term.colour, term.colour_dark or term.colour, term.mark or NO_TALKS.mark)


def service_shape(scene: "Scene", services: tuple[str, ...]) -> str:
    """The shape of the one service; several services are joint."""
    if not services:
        return "circle"
    service = services[0] if len(services) == 1 else "joint"
    term = scene.term("service", service)
    return (term and term.shape) or "circle"
