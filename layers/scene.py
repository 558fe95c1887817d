"""The Scene: the one immutable value that everything a person sees is a reading of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import geopandas as gpd

from layers import select
from layers.cited import cited_sources, vain_requests
from layers.config import Config, Term
from layers.dataset import Dataset
from layers.errors import Problem
from layers.fields import Record
from layers.frames import Frames
from layers.gathered import Gathered, known_versions
from layers.hosts import host_parties
from layers.places import place_name
from layers.records import (
    Actor,
    Agreement,
    Contested,
    Correction,
    Expected,
    Installation,
    Negotiation,
    Source,
)
from layers.standing import (
    Standing,
    Subject,
    entries_on,
    last_report,
    latest_first,
    make_standing,
    parties_by,
)  # fmt: skip
from layers.statements import Claim, Event, Position
from layers.view import View


@dataclass(frozen=True)
class Scene:
    """What is to be shown: the data, the question asked of it, and the answer as of a day, known by a day."""

    config: Config
    dataset: Dataset
    frames: Frames
    """Every record, shown or not; `shown` holds the rows that the View leaves."""
    view: View
    today: date
    shown: Frames
    standings: Mapping[Subject, Standing]
    """The status on the day of every installation, agreement and negotiation: key (section, id)."""
    newest_report: date | None
    """The day of the newest report in the data known by then: age is measured against it."""
    facets: Mapping[str, Mapping[str, int]]
    """For each filter of the View, the number of installations that each of its options leaves."""
    hidden_by: Mapping[str, int]
    """For each filter that is set, how many installations would come back without it."""
    problems: tuple[Problem, ...]
    made: str = ""
    """When what shows it is made, as an ISO 8601 day or moment; empty for `today`."""
    tiles: str = ""
    """The name of the online tile layer that a document offers to its reader; empty for none."""
    whole: "Scene | None" = None
    """The Scene of which this is an earlier day, whose sources keep their numbers; None for one that stands alone."""

    @property
    def day(self) -> date:
        """The day whose state is shown."""
        return self.view.as_of or self.today

    @property
    def known_by(self) -> date:
        """Only what had been published by this day is shown."""
        return self.view.known_by or self.today

    @cached_property
    def installations(self) -> tuple[Installation, ...]:
        """The installations that the View leaves."""
        return tuple(self.dataset.installations[id] for id in self.shown.installations.index)

    @cached_property
    def negotiations(self) -> tuple[Negotiation, ...]:
        """The negotiations that the View leaves, the one last reported first."""
        return self.last_reported_first(self.dataset.negotiations[id] for id in self.shown.negotiations.index)

    def last_reported_first(self, talks: Iterable[Negotiation]) -> tuple[Negotiation, ...]:
        """Negotiations in the order in which they are told."""
        return tuple(sorted(talks, key=lambda one: (latest_first(self.standing(one)), one.id)))

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """The agreements that the View leaves."""
        return tuple(self.dataset.agreements[id] for id in self.shown.agreements.index)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events that the View leaves, in order of time."""
        return tuple(self.dataset.events[id] for id in self.shown.events.index)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that the View leaves, in order of time."""
        return tuple(self.dataset.claims[id] for id in self.shown.claims.index)

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """The positions that the View leaves, in order of time."""
        return tuple(self.dataset.positions[id] for id in self.shown.positions.index)

    @cached_property
    def contested(self) -> tuple[Contested, ...]:
        """The contested topics about anything that is shown, with the versions known by then."""
        topics = (self.dataset.contested[id] for id in self.shown.contested.index)
        known = (known_versions(topic, self) for topic in topics)
        return tuple(topic for topic in known if topic.versions)

    @cached_property
    def expected(self) -> tuple[Expected, ...]:
        """The steps expected in talks that are shown, of which a source had been published."""
        talks = set(self.shown.negotiations.index)
        steps = (step for step in self.dataset.expected.values() if step.negotiation in talks)
        return tuple(step for step in steps if self.is_known(step.sources))

    @cached_property
    def corrections(self) -> tuple[Correction, ...]:
        """The corrections made by the day of dossiers that are shown."""
        if self.whole is not None:
            return self.whole.corrections
        stems = {record.dossier for record in (*self.installations, *self.negotiations)}
        made = (one for one in self.dataset.corrections.values() if one.date.begins <= self.known_by)
        return tuple(one for one in made if one.dossier in stems)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources, known by then, that anything shown rests on, in file order."""
        return tuple(self.dataset.sources[id] for id in self.shown.sources.index)

    @cached_property
    def gathered(self) -> Gathered:
        """What is shown, put together by what it is about."""
        return Gathered(self)

    @cached_property
    def source_numbers(self) -> Mapping[str, int]:
        """The number of each source's mark, from 1, in the order of `sources`."""
        if self.whole is not None:
            return self.whole.source_numbers
        return {source.id: number for number, source in enumerate(self.sources, start=1)}

    def source_number(self, id: str) -> int:
        """The number of a source's mark; 0 for one that nothing shown rests on."""
        return self.source_numbers.get(id, 0)

    def is_known(self, sources: Iterable[str]) -> bool:
        """Whether any of some sources had been published by the day."""
        by_id = self.dataset.sources
        dates = (by_id[id].known_from for id in sources if id in by_id)
        return any(known.latest <= self.known_by for known in dates if known)

    @property
    def selected(self) -> Record | None:
        """The record that was picked, if there is one with that id."""
        return self.find(self.view.selected) if self.view.selected else None

    @property
    def selected_id(self) -> str:
        """The id of the record that was picked; empty if none was, or there is none with that id."""
        return self.view.selected if self.selected else ""

    def find(self, id: str) -> Record | None:
        """The record with an id, whatever it is."""
        return self.dataset.find(id)

    def standing(self, record: Record) -> Standing | None:
        """What stands of a record on the day; None if nothing was known by then."""
        return self.standings.get((record.SECTION, record.id))

    def term(self, vocabulary: str, value: str) -> Term | None:
        """What config.yaml says of a value."""
        return self.config.term(vocabulary, value)

    def label(self, vocabulary: str, value: str) -> str:
        """The label of a value in the reader's language."""
        return self.config.label(vocabulary, value, self.view.lang)

    def name(self, record: Record) -> str:
        """The name or title of a record in the reader's language, else as in the dossier."""
        names: Mapping[str, str | None] = getattr(record, "names", {})
        own = getattr(record, "name", None) or getattr(record, "title", None) or record.id
        return names.get(self.view.lang) or own

    def actor_name(self, id: str) -> str:
        """The name of an actor, of an agreement that speaks, or of a country by its code."""
        actor: Actor | Agreement | None = self.dataset.actors.get(id) or self.dataset.agreements.get(id)
        return self.name(actor) if actor else place_name(id, self.view.lang)


def stage(config: Config, dataset: Dataset, frames: Frames, view: View, today: date) -> Scene:
    """The Scene that a View gives of the data; what the View asks for in vain becomes a Problem."""
    day, known_by = view.as_of or today, view.known_by or today
    newest = _newest_report(dataset, known_by)
    standings = _standings(config, dataset, day, known_by, today, newest)
    claims = select.published(frames.claims, day, known_by)
    sites = _as_of(frames.installations, dataset, day)
    values = select.site_values(sites, frames.negotiations, claims, standings)
    passed = select.select_sites(frames, values, view)
    mask = select.all_of(passed.values())
    return Scene(
        config=config,
        dataset=dataset,
        frames=frames,
        view=view,
        today=today,
        shown=_shown(replace(frames, installations=sites), dataset, view, passed, standings, day, known_by),
        standings=standings,
        newest_report=newest,
        facets=select.count_options(values, passed),
        hidden_by=select.count_hidden(passed, mask),
        problems=dataset.problems + vain_requests(view, dataset, values),
    )


def _as_of(sites: gpd.GeoDataFrame, dataset: Dataset, day: date) -> gpd.GeoDataFrame:
    """The installations with the hosts and operators that had come by the day."""
    varying = sites.index[sites["parties_vary"]]
    if varying.empty:
        return sites
    records = {id: dataset.installations[id] for id in varying}
    hosts = {id: host_parties(record, day) for id, record in records.items()}
    operators = {id: parties_by(record.operators, day) for id, record in records.items()}
    return sites.assign(
        hosts=[hosts.get(id, cell) for id, cell in sites["hosts"].items()],
        operators=[operators.get(id, cell) for id, cell in sites["operators"].items()],
    )


def _newest_report(dataset: Dataset, known_by: date) -> date | None:
    """The newest day on which a source was published; when it was merely looked at says nothing of its age."""
    dates = (source.printed for source in dataset.sources.values())
    return max((known.latest for known in dates if known and known.latest <= known_by), default=None)


def _standings(
    config: Config, dataset: Dataset, day: date, known_by: date, today: date, newest: date | None
) -> dict[Subject, Standing]:
    standings = {}
    for section in (dataset.installations, dataset.agreements, dataset.negotiations):
        for record in section.values():
            if entries := entries_on(record.status, dataset.sources, day, known_by):
                reported = last_report(entries, dataset.sources, known_by)
                standings[record.SECTION, record.id] = make_standing(
                    entries, reported, today, newest, config.freshness
                )
    return standings


def _shown(
    frames: Frames,
    dataset: Dataset,
    view: View,
    passed: Mapping[str, select.Mask],
    standings: Mapping[Subject, Standing],
    day: date,
    known_by: date,
) -> Frames:
    mask = select.all_of(passed.values())
    sites = frames.installations if mask.all() else frames.installations[mask]
    talks = select.select_talks(frames, view, passed, standings)
    ids, talk_ids = set(sites.index), set(talks.index)
    statements = select.select_statements(frames, view, ids, talk_ids, day, known_by)
    texts = frames.agreements
    talked = {id for cell in talks["agreements"] for id in cell}
    texts = select.rows(
        texts, (id in talked or not ids.isdisjoint(cell) for id, cell in texts["installations"].items())
    )
    subjects = ids | talk_ids | set(texts.index)
    mentioned = subjects | {id for name in statements for id in statements[name].index}
    contested = select.rows(
        frames.contested, (not mentioned.isdisjoint(cell) for cell in frames.contested["about"])
    )
    statuses = select.published(frames.statuses, day, known_by)
    statuses = statuses[statuses["record"].isin(list(subjects))]
    shown = replace(
        frames, installations=sites, negotiations=talks, agreements=texts, contested=contested, statuses=statuses,
        **statements,
    )  # fmt: skip
    return replace(shown, sources=cited_sources(shown, dataset, known_by))
