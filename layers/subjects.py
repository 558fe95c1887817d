"""What the elements of a document are about, so that a filter that is set in it can hide them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from layers.standing import Subject

if TYPE_CHECKING:
    from layers.scene import Scene

Passing = tuple[tuple[int, ...], tuple[int, ...], tuple[str, ...]]
"""Talks and installations, by their places among those of the Scene: while any of them passes, the element does.

The roles are those of claims: where roles are asked for, it passes by one of them only; without any it passes by all.
"""


@dataclass
class Subjects:
    """The combinations of talks, installations and roles that elements are about, each once, in order of numbers."""

    scene: "Scene"
    numbers: dict[Passing, int] = field(default_factory=dict)

    def number(self, about: Iterable[Subject]) -> int | None:
        """The number of what some records are about; None where that is nothing that can be filtered."""
        subjects = tuple(about)
        found = [(kind, at) for one in subjects for kind, at in self._places(*one)]
        if not found:
            return None
        talks, sites = (
            tuple(sorted({at for kind, at in found if kind is which})) for which in ("talks", "sites")
        )
        return self.numbers.setdefault((talks, sites, self._roles(subjects)), len(self.numbers))

    def as_data(self) -> list[Passing]:
        """For each number its talks, its installations and its roles."""
        return list(self.numbers)

    def _roles(self, about: Iterable[Subject]) -> tuple[str, ...]:
        """The roles of some claims; none where anything else is among them."""
        claims = [self.scene.dataset.claims.get(id) if section == "claims" else None for section, id in about]
        roles = {role for claim in claims if claim for role in claim.roles}
        return tuple(sorted(roles)) if all(claims) else ()

    @cached_property
    def _talks(self) -> dict[str, int]:
        return {talks.id: number for number, talks in enumerate(self.scene.negotiations)}

    @cached_property
    def _sites(self) -> dict[str, int]:
        return {id: number for number, id in enumerate(self.scene.shown.installations.index)}

    def _places(self, section: str, id: str) -> Iterator[tuple[str, int]]:
        """The talks and installations that a record is, or is about."""
        if section == "negotiations":
            yield from self._named("talks", self._talks, (id,))
            return
        if section == "installations":
            yield from self._named("sites", self._sites, (id,))
            return
        record: Any = getattr(self.scene.dataset, section).get(id)
        if section == "agreements":
            yield from self._named("talks", self._talks, self._at_issue.get(id, ()))
        if section == "contested":
            for other in record.about if record else ():
                yield from self._of_any(other)
        yield from self._named("talks", self._talks, (getattr(record, "negotiation", None),))
        yield from self._named("sites", self._sites, getattr(record, "installations", None) or ())

    def _named(
        self, kind: str, places: dict[str, int], ids: Iterable[str | None]
    ) -> Iterator[tuple[str, int]]:
        return ((kind, places[id]) for id in ids if id in places)

    def _of_any(self, id: str) -> Iterator[tuple[str, int]]:
        record = self.scene.find(id)
        if record is not None and record.SECTION != "contested":
            yield from self._places(record.SECTION, id)

    @cached_property
    def _at_issue(self) -> dict[str, list[str]]:
        """For each agreement the talks that it is at issue in."""
        found: dict[str, list[str]] = {}
        for talks in self.scene.negotiations:
            for id in talks.agreements:
                found.setdefault(id, []).append(talks.id)
        return found
