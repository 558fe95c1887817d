"""Takes the outline of a dossier: what is wrong with it by itself, and what checks between dossiers ask of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from functools import cached_property
from hashlib import blake2b
from typing import Any, Final

from layers.addresses import normal_form
from layers.checks import Words, faults_in, is_host_or_near, is_near_host
from layers.config import Config
from layers.dossier import DossierFile, nearest_place
from layers.editorial import OF_STATEMENTS
from layers.errors import Problem
from layers.facts import (
    Ending,
    Facts,
    Known,
    Latest,
    Outline,
    Particulars,
    Reference,
    Rest,
    Review,
    place_name,
)
from layers.fields import Record
from layers.findings import At, Finding, key_of
from layers.locating import Places, locate
from layers.records import KEYED, Agreement, Installation, Negotiation, Source
from layers.references import is_named, references_in
from layers.resolving import Resolved, resolve
from layers.resting import folded, known_of, newer_than_sources, rests_in
from layers.statements import Claim, Event, Position

_MANY: Final = 300
"""So many sites in a dossier are told by shapes of countries, which take a while to load."""


class Outliner:
    """Takes outlines of dossiers by one configuration."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.words = Words(config)

    def alone(self, file: DossierFile) -> Outline:
        """The outline of a file whose ids no other has, and whose statements are in events of its own."""
        return self.among(file, resolve((file,)))

    def among(self, file: DossierFile, resolved: Resolved) -> Outline:
        """The outline of one of several files that were resolved together."""
        home = _Home(file, resolved, self)
        return Outline(home.facts(), home.particulars)


class _Home:
    """What the records of one file say; home is where they stand, and all else is elsewhere."""

    def __init__(self, file: DossierFile, resolved: Resolved, outliner: Outliner) -> None:
        self.file, self.config, self.words = file, outliner.config, outliner.words
        self.given = {key_of(stated.record): stated for stated in resolved.given[file.path]}
        self.repeated = resolved.repeated[file.path]
        self.records: Sequence[Record] = [stated.record for stated in self.given.values()]
        self.named = {f"{section} {id}" for section, id in file.named} | self.given.keys()
        reviewed = resolved.infos[file.stem].reviewed
        self.review = Review(str(reviewed), reviewed.latest.isoformat()) if reviewed else Review()
        self.sources: Mapping[str, Known] = {one.id: known_of(one) for one in self._of(Source)}
        self.rests = [rest for record in self.records for rest in rests_in(record)]

    def facts(self) -> Facts:
        """What every check asks."""
        findings = list(self._findings())
        problems = (*self.file.problems, *(self._problem(one) for one in findings))
        left_out = {one.key for one in findings if one.severity == "error"}
        reached, endings, latest = self._reached(), list(self._endings()), self._latest()
        sites = [key_of(site) for site in self._of(Installation)]
        return Facts(
            problems=[astuple(problem)[1:] for problem in problems],
            left_out=sorted(left_out),
            keys=list(self.given),
            faulty=sorted(self.named - self.given.keys()),
            counts=[len(sites), len(self._of(Negotiation)), len(self.sources)],
            repeated=[self._repeated(stated.record, stated.at) for stated in self.repeated],
            events=sorted(self._events_elsewhere()),
            references=sorted({(one.target, one.sections) for one in self._references_elsewhere()}),
            rests=len(self._rests_elsewhere()),
            titles=[_digest(folded(one.title)) for one in self._of(Source) if one.title],
            summaries=[_digest(folded(event.summary)) for event in self._of(Event)],
            happenings=[_happening(event) for event in self._of(Event)],
            addresses=[_digest(normal_form(one.url)) for one in self._of(Source) if one.url],
            endings=endings,
            latest={one.about: latest[one.about] for one in endings if one.about in latest},
            reaches=sorted(reached.difference(sites)),
            agreements=sorted(key for key in self._listed_agreements() if key not in self.given),
            unreached=[key for key in self._due_talks() if key not in reached],
        )

    def particulars(self) -> Particulars:
        """What is asked once something between files is to be told."""
        events, sources = self._of(Event), self._of(Source)
        references, rests, latest = self._references_elsewhere(), self._rests_elsewhere(), self._latest()
        asked: list[tuple[str, At]] = [(key, ()) for key in self.given]
        asked += [(key_of(event), ("summary",)) for event in events]
        asked += [(key_of(source), ("url",)) for source in sources]
        asked += [(key, ("status", one.place)) for key, one in latest.items()]
        asked += [(one.key, one.at) for one in references]
        asked += [(one.key, (*one.at, field)) for one in rests for field in ("sources", one.day_field)]
        return Particulars(
            places={place_name(key, at): self._place((*self.given[key].at, *at)) for key, at in asked},
            review=self.review,
            references=references,
            rests=rests,
            summaries=_by_digest((_digest(folded(event.summary)), event) for event in events),
            happenings=_by_digest((_happening(event), event) for event in events),
            addresses=_by_digest((_digest(normal_form(one.url)), one) for one in sources if one.url),
            latest=latest,
            sources=self.sources,
            agreements={key_of(one): _sites(one.installations) for one in self._of(Agreement)},
        )

    def _of(self, model: Any) -> Any:
        return [record for record in self.records if isinstance(record, model)]

    # --- what is wrong ---

    def _findings(self) -> Iterator[Finding]:
        is_near = is_near_host if len(self._of(Installation)) < _MANY else is_host_or_near
        for record in self.records:
            yield from faults_in(record, self.words, is_near)
        for rest in self.rests:
            if not self._is_elsewhere(rest):
                for check in (newer_than_sources, *OF_STATEMENTS):
                    yield from check(rest, self.sources, self.review)

    def _problem(self, finding: Finding) -> Problem:
        line, column = self._place((*self.given[finding.key].at, *finding.at))
        return finding.problem(self.file.path, line, column)

    def _repeated(self, record: Record, at: At) -> tuple[str, int, int]:
        return key_of(record), *self._place((*at, "") if record.SECTION in KEYED else (*at, "id"))

    def _place(self, at: At) -> tuple[int, int]:
        return nearest_place(self._places, at)

    @cached_property
    def _places(self) -> Places:
        return locate(self.file.text)

    # --- what leads to other files ---

    def _events_elsewhere(self) -> set[str]:
        said_in = (one.in_ for one in self.records if isinstance(one, Claim | Position))
        return {f"events {id}" for id in said_in if id} - self.given.keys()

    def _references_elsewhere(self) -> list[Reference]:
        references = [one for record in self.records for one in references_in(record)]
        return [one for one in references if not is_named(one.target, one.sections, self.named)]

    def _is_elsewhere(self, rest: Rest) -> bool:
        return any(id not in self.sources for id in rest.sources)

    def _rests_elsewhere(self) -> list[Rest]:
        return [rest for rest in self.rests if self._is_elsewhere(rest)]

    # --- what others may ask ---

    def _latest(self) -> dict[str, Latest]:
        histories = (
            one for one in self.records if isinstance(one, Installation | Negotiation) and one.status
        )
        return {key_of(record): _latest(record) for record in histories}

    def _endings(self) -> Iterator[Ending]:
        for event in self._of(Event):
            if event.date and event.level == "official":
                about = {"installations": event.installations or (), "negotiations": (event.negotiation,)}
                for section, table in self.config.contradictions.items():
                    if event.type in table:
                        for id in dict.fromkeys(filter(None, about.get(section, ()))):
                            day = event.date.begins.isoformat()
                            yield Ending(f"{section} {id}", day, event.id, event.type)

    def _due_talks(self) -> list[str]:
        """The keys of the installations that talks should lead to: a site off a list needs a source first."""
        return [key_of(site) for site in self._of(Installation) if not site.needs_source]

    def _listed_agreements(self) -> list[str]:
        return [f"agreements {id}" for talks in self._of(Negotiation) for id in talks.agreements]

    def _reached(self) -> set[str]:
        """The keys of the installations that talks lead to, as far as this file tells."""
        reached: set[str] = set()
        for talks in self._of(Negotiation):
            reached.update(_sites(talks.installations))
            for strand in talks.strands:
                reached.update(_sites(strand.installations))
        for key in self._listed_agreements():
            if key in self.given:
                agreement: Any = self.given[key].record
                reached.update(_sites(agreement.installations))
        return reached


def _sites(ids: Sequence[str]) -> list[str]:
    return [f"installations {id}" for id in ids]


def _latest(record: Any) -> Latest:
    index, entry = max(enumerate(record.status), key=lambda pair: pair[1].day.begins)
    return Latest(index, entry.status, entry.day.begins.isoformat())


def _happening(event: Event) -> str:
    """What tells whether an event is entered twice."""
    return _digest(f"{event.date}\n{event.summary.casefold().strip()}")


def _digest(text: str) -> str:
    return blake2b(text.encode(errors="surrogatepass"), digest_size=8).hexdigest()


def _by_digest(pairs: Iterator[tuple[str, Record]]) -> dict[str, list[str]]:
    keys: dict[str, list[str]] = {}
    for digest, record in pairs:
        keys.setdefault(digest, []).append(key_of(record))
    return keys
