"""The lanes of the timeline: installations, agreements and talks, which are never merged into one history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from layers.panels.grouping import day_for_order, starts
from layers.parts import StatusEntry
from layers.records import Agreement, Installation, Negotiation
from layers.standing import Subject, entries_on
from layers.statements import Claim, Event

if TYPE_CHECKING:
    from layers.scene import Scene

_MOST_LANES = 6
_MOST_TALKS = 12

_Subject = Installation | Agreement | Negotiation
Kind = Literal["installation", "agreement", "talks"]
VOCABULARIES: Final[Mapping[str, str]] = {
    "installation": "installation_status",
    "agreement": "agreement_status",
    "talks": "negotiation_status",
}
_SECTION_KINDS: Final[Mapping[str, Kind]] = {
    "installations": "installation",
    "agreements": "agreement",
    "negotiations": "talks",
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of time in which the same words stood; `seen` if nobody said since when."""

    start: date
    end: date
    statuses: tuple[str, ...]
    seen: bool

    @property
    def disputed(self) -> bool:
        """Whether voices differed then."""
        return len(self.statuses) > 1


@dataclass(frozen=True, slots=True)
class Lane:
    """One record's history up to the day, and what was said of it."""

    record: Subject
    kind: Kind
    name: str
    entries: tuple[StatusEntry, ...]
    statements: tuple[Event | Claim, ...] = ()

    @property
    def vocabulary(self) -> str:
        """The name of the list that its statuses stand in."""
        return VOCABULARIES[self.kind]


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lanes from top to bottom, and the stretch of time that is drawn."""

    title: str
    lanes: tuple[Lane, ...]
    start: date
    end: date


def choose(scene: "Scene") -> Lanes:
    """The lanes of the selected record, else of the one or two talks shown, else of the talks last reported."""
    sites, texts, talks, title = _subjects(scene)
    records: tuple[_Subject, ...] = (*sites[:_MOST_LANES], *texts[:_MOST_LANES], *talks[:_MOST_TALKS])
    lanes = _with_statements([_lane(record, scene) for record in records], records, scene)
    return Lanes(title, lanes, _start(lanes, scene), scene.day)


def segments(lane: Lane, scene: "Scene") -> list[Segment]:
    """What stood from each entry's day to the next, the last up to the day."""
    days = sorted({entry.day.begins for entry in lane.entries})
    found: list[Segment] = []
    ends = [*days[1:], scene.day] if days else []  # a record may have no history at all
    for start, end in zip(days, ends, strict=True):
        standing = entries_on(lane.entries, scene.dataset.sources, start, scene.known_by)
        if not standing:
            continue
        statuses = tuple(dict.fromkeys(entry.status for entry in standing))
        found.append(Segment(start, end, statuses, standing[-1].seen is not None))
    return found


_Subjects = tuple[Sequence[Installation], Sequence[Agreement], Sequence[Negotiation], str]


def _subjects(scene: "Scene") -> _Subjects:
    selected = scene.selected
    if isinstance(selected, Installation):
        texts = [text for text in scene.agreements if selected.id in text.installations]
        talks = [one for one in scene.negotiations if selected.id in one.installations]
        return (selected,), texts, talks, scene.name(selected)
    if isinstance(selected, Negotiation):
        return (*_about(selected, scene), (selected,), scene.name(selected))
    if isinstance(selected, Agreement):
        sites = [site for site in scene.installations if site.id in selected.installations]
        talks = [one for one in scene.negotiations if selected.id in one.agreements]
        return sites, (selected,), talks, scene.name(selected)
    if len(scene.negotiations) == 1:
        only = scene.negotiations[0]
        return (*_about(only, scene), (only,), scene.name(only))
    return (), (), scene.negotiations, "Talks last reported"


def _about(talks: Negotiation, scene: "Scene") -> tuple[list[Installation], list[Agreement]]:
    sites = [site for site in scene.installations if site.id in talks.installations]
    return sites, [text for text in scene.agreements if text.id in talks.agreements]


def _lane(record: _Subject, scene: "Scene") -> Lane:
    known = [
        entry for entry in record.status if entry.day.begins <= scene.day and scene.is_known(entry.sources)
    ]
    ordered = sorted(known, key=lambda entry: day_for_order(entry.day))
    subject = (record.SECTION, record.id)
    return Lane(subject, _SECTION_KINDS[record.SECTION], scene.name(record), tuple(ordered))


def _with_statements(lanes: Sequence[Lane], records: Sequence[_Subject], scene: "Scene") -> tuple[Lane, ...]:
    """Statements go to the lane of their talks; those without, to the first installation they are about."""
    rows = {(record.SECTION, record.id): number for number, record in enumerate(records)}
    found: list[list[Event | Claim]] = [[] for _ in lanes]
    sites = {record.id for record in records if isinstance(record, Installation)}
    narrow = isinstance(scene.selected, Installation)
    statements: tuple[Event | Claim, ...] = (*scene.events, *scene.claims)
    for statement in statements:
        about = statement.installations or ()
        if narrow and about and sites.isdisjoint(about):
            continue
        keys = [("negotiations", statement.negotiation or ""), *(("installations", id) for id in about)]
        row = next((rows[key] for key in keys if key in rows), None)
        if row is not None:
            found[row].append(statement)
    return tuple(
        replace(lane, statements=tuple(sorted(said, key=starts)))
        for lane, said in zip(lanes, found, strict=True)
    )


def _start(lanes: Sequence[Lane], scene: "Scene") -> date:
    """The day after which nine of ten statements lie: a lone old treaty must not squeeze the rest to a dot."""
    days = sorted(starts(said) for lane in lanes for said in lane.statements)
    days = days or sorted(entry.day.begins for lane in lanes for entry in lane.entries)
    return days[len(days) // 10].replace(day=1) if days else scene.day
