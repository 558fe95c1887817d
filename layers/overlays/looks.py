"""How the state of the talks looks on the map: shared by every overlay that draws sites."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from layers.hosts import land_disputed

if TYPE_CHECKING:
    from layers.scene import Scene
    from layers.standing import Standing

STEPS = MappingProxyType({"fresh": 1.0, "ageing": 0.7, "stale": 0.45, "unknown": 0.45})
"""Opacity by the age of the last report."""

Talks = tuple[tuple[str, "Standing"], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """Two colours (light page, dark page) and the mark inside the shape."""

    colour: str
    colour_dark: str
    mark: str


NO_TALKS = Look("#6b7280", "#a8b0bd", "filled")


def talks_of(scene: "Scene", negotiations: Iterable[str]) -> Talks:
    """The negotiations that have a status on the day, with it, the one last reported first."""
    standings = ((id_, scene.standings.get(("negotiations", id_))) for id_ in negotiations)
    known = [(id_, standing) for id_, standing in standings if standing is not None and standing.entries]
    return tuple(sorted(known, key=lambda pair: pair[1].last_reported or date.min, reverse=True))


def talks_look(scene: "Scene", talks: Talks) -> Look:
    """The colour and mark of the talks last reported; grey where there are none."""
    if not talks:
        return NO_TALKS
    term = scene.term("negotiation_status", talks[0][1].status)
    if term is None or term.colour is None:
        return NO_TALKS
    return Look(term.colour, term.colour_dark or term.colour, term.mark or NO_TALKS.mark)


def hatching(scene: "Scene", installation: str, talks: Talks) -> str:
    """Why the site is hatched: `status` (its own or that of talks about it), `land`, both with a space, or empty."""
    standing = scene.standings.get(("installations", installation))
    status = (standing is not None and standing.disputed) or any(one.disputed for _, one in talks)
    land = land_disputed(scene.dataset.installations[installation], scene.day, scene.dataset)
    return " ".join(reason for reason, holds in (("status", status), ("land", land)) if holds)
