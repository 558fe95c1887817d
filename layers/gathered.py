"""What a Scene shows, put together by what it is about: looked up once for all panels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from layers.records import Agreement, Contested, Negotiation
from layers.statements import Event, Position

if TYPE_CHECKING:
    from layers.scene import Scene

T = TypeVar("T")


@dataclass(frozen=True)
class Gathered:
    """Groups of what is shown, each in the order of the Scene; what has none is not there."""

    scene: "Scene"

    @cached_property
    def events(self) -> Mapping[str, Sequence[Event]]:
        """The events by the id of their talks; under "" those of none."""
        return _grouped((event.negotiation or "", event) for event in self.scene.events)

    @cached_property
    def positions(self) -> Mapping[str, Sequence[Position]]:
        """The positions by the id of their talks; under "" those of none."""
        return _grouped((position.negotiation or "", position) for position in self.scene.positions)

    @cached_property
    def followers(self) -> Mapping[str, Sequence[Position]]:
        """For a position those that later took its place."""
        return _grouped((id, position) for position in self.scene.positions for id in position.replaces)

    @cached_property
    def talks(self) -> Mapping[str, Sequence[Negotiation]]:
        """The negotiations that cover an installation, the one last reported first."""
        return _grouped((site, talks) for talks in self.scene.negotiations for site in talks.installations)

    @cached_property
    def agreements(self) -> Mapping[str, Sequence[Agreement]]:
        """The agreements that cover an installation."""
        return _grouped((site, text) for text in self.scene.agreements for site in text.installations)

    @cached_property
    def contested(self) -> Mapping[str, Sequence[Contested]]:
        """The contested topics by the id of each record that they are about."""
        return _grouped((id, topic) for topic in self.scene.contested for id in topic.about)


def known_versions(topic: Contested, scene: "Scene") -> Contested:
    """The topic with only those versions that had been said and published by the day of a Scene."""
    known = [
        version
        for version in topic.versions
        if scene.is_known(version.sources) and (version.date is None or version.date.begins <= scene.day)
    ]
    return topic if len(known) == len(topic.versions) else topic.model_copy(update={"versions": tuple(known)})


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for key, one in pairs:
        groups.setdefault(key, []).append(one)
    return groups
