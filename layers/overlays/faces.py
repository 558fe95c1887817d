"""What the rows of sites say and how they look, over time: told once for all sites that are alike."""

from collections.abc import Callable, Hashable
from datetime import date
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from layers.hosts import in_short_on, land_disputed, why_it_matches_on
from layers.overlays.courses import Course, Days, changed, comings, endings, standing_on, together
from layers.overlays.facts import DISPUTED, labelled, operators_line, place_line, status_line
from layers.overlays.looks import STEPS
from layers.overlays.talks import Talks, TalksOverTime, talks_look
from layers.standing import known_from, parties_by

if TYPE_CHECKING:
    from layers.records import Installation
    from layers.scene import Scene
    from layers.standing import Standing

_CourseOf = Callable[["Installation"], Course[Any]]
_ENTRY, _HOST, _OPERATOR = (
    attrgetter("status", "date", "seen", "by"),
    attrgetter("party", "capacity", "from_", "to", "by"),
    attrgetter("party", "from_"),
)
PLANNED = frozenset({"proposed", "agreed", "under_construction"})


class Face(NamedTuple):
    """A row but for its name, its place and its shape."""

    lines: tuple[str, ...]
    colour: str
    colour_dark: str
    mark: str
    opacity: float
    hatched: str
    hollow: bool
    number: int
    """How many negotiations there are about it, where there are several; else 0."""
    talks: str
    """The status of the talks last reported."""


class Use(NamedTuple):
    """The foreign use on a day, and what of it is drawn."""

    line: str
    opacity: float
    planned: bool
    disputed: bool


class Land(NamedTuple):
    """Who is host on a day, by which layers the View asks for the site, and whether parties differ."""

    host: str
    match: str
    disputed: bool


class Faces:
    """The faces of sites on some days; each status history, each set of hosts ... is worked out once."""

    def __init__(self, scene: "Scene", days: Days) -> None:
        self._scene, self._days = scene, days
        self._talks = TalksOverTime(scene, days)
        self._parts: dict[tuple[_CourseOf, Hashable], Course[Any]] = {}
        self._dates = cache(self._dates_of)
        self._place = cache(lambda precision, of: place_line(precision, of, scene))

    def course(
        self, site: "Installation", talks: tuple[str, ...], precision: str, of: str, planned: bool
    ) -> Course[Face]:
        """The faces of a site about which there are some talks, at a precision and of what its point is."""
        entries = tuple([(_ENTRY(entry), self._dates(entry.sources)) for entry in site.status])
        parts = together([
            self._once(self._use, entries, site),
            self._once(self._land, tuple(map(_HOST, site.hosts)), site),
            self._once(self._users, tuple(map(_OPERATOR, site.operators)), site),
            self._talks.course(talks),
        ])  # fmt: skip
        place = self._place(precision, of)
        return changed(parts, lambda parts: _face(parts, place, planned))

    def _once(self, course_of: _CourseOf, key: Hashable, site: "Installation") -> Course[Any]:
        if (course_of, key) not in self._parts:
            self._parts[course_of, key] = course_of(site)
        return self._parts[course_of, key]

    def _use(self, site: "Installation") -> Course[Use]:
        return self._days(
            comings(entry.day for entry in site.status),
            lambda day: _use(standing_on(site, day, self._scene), self._scene),
        )

    def _land(self, site: "Installation") -> Course[Land]:
        scene = self._scene
        changes = {*comings(host.from_ for host in site.hosts), *endings(host.to for host in site.hosts)}

        def on(day: date) -> Land:
            return Land(
                labelled("Host", in_short_on(site, day, scene)),
                labelled("Matches", why_it_matches_on(site, day, scene)),
                land_disputed(site, day, scene.dataset),
            )

        return self._days(changes, on)

    def _users(self, site: "Installation") -> Course[str]:
        return self._days(
            comings(one.from_ for one in site.operators),
            lambda day: operators_line(parties_by(site.operators, day), self._scene),
        )

    def _dates_of(self, sources: tuple[str, ...]) -> Hashable:
        """What of some sources decides how a status stands: whether it is known, and when it was last reported."""
        by_id, known_by = self._scene.dataset.sources, self._scene.known_by
        known = known_from(sources, by_id)
        printed = (by_id[id_].printed for id_ in sources if id_ in by_id)
        days = [day.latest for day in printed if day and day.latest <= known_by]
        return known is not None and known <= known_by, max(days, default=None)


def _use(standing: "Standing | None", scene: "Scene") -> Use:
    line = status_line(standing, scene)
    if standing is None:
        return Use(line, STEPS["unknown"], False, False)
    return Use(line, STEPS[standing.age], standing.status in PLANNED, standing.disputed)


def _face(parts: tuple[Use, Land, str, Talks], place: str, planned: bool) -> Face:
    """The row: status, host, what is disputed, operators, talks, place; what nobody has published is left out."""
    use, land, operators, talks = parts
    look = talks_look(talks)
    status = use.disputed or any(told.disputed for told in talks)
    hatched = " ".join(reason for reason, holds in (("status", status), ("land", land.disputed)) if holds)
    told = (told.line for told in talks)
    lines = (use.line, land.host, land.match, DISPUTED[hatched], operators, *told, place)
    return Face(
        tuple([line for line in lines if line]),
        look.colour,
        look.colour_dark,
        look.mark,
        use.opacity,
        hatched,
        planned or use.planned,
        len(talks) if len(talks) > 1 else 0,
        talks[0].status if talks else "",
    )
