"""What a Scene shows, put together by what it is about: looked up once for all panels."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from layers.records import Agreement, Contested, Negotiation
from layers.statements import Event, Position, Statement

if TYPE_CHECKING:
    from layers.dataset import Dataset
    from layers.scene import Scene

T = TypeVar("T")
S = TypeVar("S", bound=Statement)


@dataclass(frozen=True)
class Gathered:
    """Groups of what is shown, each in the order of the Scene; what has none is not there.

    An earlier day of a Scene looks into the groups of the whole one, and only into those that it is asked for.
    """

    scene: "Scene"

    @cached_property
    def events(self) -> Mapping[str, Sequence[Event]]:
        """The events by the id of their talks; under "" those of none."""
        if self.scene.whole:
            return _Then(self.scene.whole.gathered.events, self._come)
        return _grouped((event.negotiation or "", event) for event in self.scene.events)

    @cached_property
    def positions(self) -> Mapping[str, Sequence[Position]]:
        """The positions by the id of their talks; under "" those of none."""
        if self.scene.whole:
            return _Then(self.scene.whole.gathered.positions, self._come)
        return _grouped((position.negotiation or "", position) for position in self.scene.positions)

    @cached_property
    def followers(self) -> Mapping[str, Sequence[Position]]:
        """For a position those that later took its place."""
        if self.scene.whole:
            return _Then(self.scene.whole.gathered.followers, self._come)
        return _grouped((id, position) for position in self.scene.positions for id in position.replaces)

    @cached_property
    def talks(self) -> Mapping[str, Sequence[Negotiation]]:
        """The negotiations that cover an installation, the one last reported first."""
        if self.scene.whole:
            return _Then(self.scene.whole.gathered.talks, self.scene.last_reported_first)
        return _grouped((site, talks) for talks in self.scene.negotiations for site in talks.installations)

    @cached_property
    def agreements(self) -> Mapping[str, Sequence[Agreement]]:
        """The agreements that cover an installation."""
        if self.scene.whole:
            return self.scene.whole.gathered.agreements
        return _grouped((site, text) for text in self.scene.agreements for site in text.installations)

    @cached_property
    def contested(self) -> Mapping[str, Sequence[Contested]]:
        """The contested topics by the id of each record that they are about."""
        if self.scene.whole:
            return _Then(self.scene.whole.gathered.contested, self._said)
        return _grouped((id, topic) for topic in self.scene.contested for id in topic.about)

    def _come(self, statements: Sequence[S]) -> Sequence[S]:
        return [one for one in statements if one.date and one.date.begins <= self.scene.day]

    def _said(self, topics: Sequence[Contested]) -> Sequence[Contested]:
        known = (known_versions(topic, self.scene) for topic in topics)
        return [topic for topic in known if topic.versions]


@dataclass(frozen=True)
class _Then(Mapping[str, Sequence[T]]):
    """Groups as they were: of each what was there already; one of which nothing was is not there."""

    groups: Mapping[str, Sequence[T]]
    then: Callable[[Sequence[T]], Sequence[T]]

    def __getitem__(self, key: str) -> Sequence[T]:
        found = self.then(self.groups[key])
        if not found:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        return (key for key, group in self.groups.items() if self.then(group))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def known_versions(topic: Contested, scene: "Scene") -> Contested:
    """The topic with only those versions that had been said and published by the day of a Scene.

    None of them, where nothing that it is about had come by then.
    """
    known = [
        version
        for version in topic.versions
        if scene.is_known(version.sources) and (version.date is None or version.date.begins <= scene.day)
    ]
    if scene.whole and not _has_come(topic, scene):
        known = []
    return topic if len(known) == len(topic.versions) else topic.model_copy(update={"versions": tuple(known)})


def statements_about(topic: Contested, dataset: "Dataset") -> list[Statement]:
    """The statements among the records that a topic is about."""
    sections: tuple[Mapping[str, Statement], ...] = (dataset.events, dataset.claims, dataset.positions)
    return [section[id] for id in topic.about for section in sections if id in section]


def _has_come(topic: Contested, scene: "Scene") -> bool:
    """Whether a site, talks or a text is what it is about, or something that had been said by the day."""
    lasting = (scene.shown.installations, scene.shown.negotiations, scene.shown.agreements)
    if any(id in frame.index for frame in lasting for id in topic.about):
        return True
    said = statements_about(topic, scene.dataset)
    return any(one.date is not None and one.date.begins <= scene.day for one in said)


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for key, one in pairs:
        groups.setdefault(key, []).append(one)
    return groups
