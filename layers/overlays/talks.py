"""The talks about sites over time: what is said of them, and the look that they give to a site."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from layers.courses import Course, Days, changed, standings, together
from layers.over_time import Piece, Thread, thread
from layers.overlays.facts import DISPUTED, talks_line, without_gaps
from layers.overlays.looks import NO_TALKS, Look, status_look

if TYPE_CHECKING:
    from layers.scene import Scene
    from layers.standing import Standing


class Told(NamedTuple):
    """What stands of one negotiation on a day."""

    line: str
    status: str
    look: Look
    reported: date
    disputed: bool


def talks_thread(talks: Iterable[tuple[str, ...]], scene: "Scene", days: Days) -> Thread:
    """The thread of the talks that sites are in, by their ids: lines, colour and mark, and how many talks there are."""
    one = cache(lambda id_: _told(id_, scene, days))
    return thread(talks, lambda ids: changed(together([one(id_) for id_ in ids]), _piece) if ids else ALONE)


def _told(id_: str, scene: "Scene", days: Days) -> Course[Told | None]:
    negotiation = scene.dataset.negotiations[id_]

    def told(standing: "Standing | None") -> Told | None:
        if standing is None:
            return None
        line = talks_line(negotiation, standing, scene)
        look = status_look(scene, standing.status)
        return Told(line, standing.status, look, standing.last_reported or date.min, standing.disputed)

    return changed(standings(negotiation, scene, days), told)


def _piece(told: Sequence[Told | None]) -> Piece:
    """The talks that have a status on the day; those last reported come first, and a site has their look."""
    talks = sorted((one for one in told if one), key=lambda one: one.reported, reverse=True)
    look = talks[0].look if talks else NO_TALKS
    hatched = "status" if any(one.disputed for one in talks) else ""
    return Piece(
        lines=without_gaps(*(one.line for one in talks), DISPUTED[hatched]),
        colour=look.colour,
        colour_dark=look.colour_dark,
        mark=look.mark,
        hatched=hatched,
        count=len(talks) if len(talks) > 1 else 0,
        talks=talks[0].status if talks else "",
    )


ALONE: Course[Piece] = ((date.min, _piece(())),)
"""Of a site that is in no talks."""
