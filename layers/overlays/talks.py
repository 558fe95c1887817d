"""The talks about sites over time: what stands of each, told as the rows of the sites tell it."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from layers.overlays.courses import Course, Days, changed, comings, standing_on, together
from layers.overlays.facts import talks_line
from layers.overlays.looks import NO_TALKS, Look, status_look

if TYPE_CHECKING:
    from layers.scene import Scene


class Told(NamedTuple):
    """What stands of one negotiation on a day."""

    line: str
    status: str
    look: Look
    reported: date
    disputed: bool


Talks = tuple[Told, ...]
"""The negotiations that have a status on the day, the one last reported first."""


class TalksOverTime:
    """The courses of talks on some days; what many sites share is worked out once."""

    def __init__(self, scene: "Scene", days: Days) -> None:
        self._scene, self._days = scene, days
        self._one = cache(self._told)
        self.course = cache(self._course)
        """The course of the talks with some ids (a tuple), as `Talks`."""

    def _course(self, ids: tuple[str, ...]) -> Course[Talks]:
        if len(ids) == 1:
            return changed(self._one(ids[0]), lambda told: (told,) if told else ())
        return changed(together([self._one(id_) for id_ in ids]), _last_reported_first)

    def _told(self, id_: str) -> Course[Told | None]:
        negotiation = self._scene.dataset.negotiations[id_]

        def on(day: date) -> Told | None:
            standing = standing_on(negotiation, day, self._scene)
            if standing is None:
                return None
            line = talks_line(negotiation, standing, self._scene)
            look = status_look(self._scene, standing.status)
            return Told(line, standing.status, look, standing.last_reported or date.min, standing.disputed)

        return self._days(comings(entry.day for entry in negotiation.status), on)


def talks_look(talks: Talks) -> Look:
    """The colour and mark of the talks last reported; grey where there are none."""
    return talks[0].look if talks else NO_TALKS


def _last_reported_first(talks: Iterable[Told | None]) -> Talks:
    known = (told for told in talks if told)
    return tuple(sorted(known, key=lambda told: told.reported, reverse=True))
