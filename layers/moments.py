"""Earlier days of a Scene: on which of them something about a record changes, and what stood then."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from layers.dates import EdtfDate
from layers.parts import Host, Operator, StatusEntry
from layers.records import Agreement, Contested, Installation, Negotiation
from layers.standing import Standing, Subject, entries_on, last_report, make_standing
from layers.statements import Position, Statement

if TYPE_CHECKING:
    import pandas as pd

    from layers.fields import Record
    from layers.frames import Frames
    from layers.scene import Scene

_DAY = timedelta(days=1)


def days_of(told: "Record | StatusEntry") -> Iterator[date]:
    """The days on which what can be told of a record becomes another; one may come several times, in any order."""
    match told:
        case StatusEntry():
            yield told.day.begins
        case Installation():
            yield from _of_history(told.status)
            yield from days_of_layers(told.hosts)
            yield from days_of_layers(told.operators)
        case Agreement():
            yield from _of_history(told.status)
        case Negotiation():
            yield from _of_history(told.status)
            for strand in told.strands:
                yield from _of_history(strand.status)
        case Contested():
            yield from (version.date.begins for version in told.versions if version.date)
        case Statement():
            yield from _begins(told.date)
            if isinstance(told, Position):
                yield from _begins(told.withdrawn)
        case _:
            return


def _of_history(entries: tuple[StatusEntry, ...]) -> Iterator[date]:
    return (entry.day.begins for entry in entries)


def days_of_layers(layers: "Iterable[Host | Operator]") -> Iterator[date]:
    """The first day of each host or operator, and the first on which it is gone."""
    for layer in layers:
        yield from _begins(layer.from_)
        if layer.to is not None and layer.to.latest != date.max:
            yield layer.to.latest + _DAY


def _begins(day: EdtfDate | None) -> Iterator[date]:
    if day is not None:
        yield day.begins


class Moments:
    """The Scene as of earlier days, by the same data, View and known-by day; each is made once.

    What the Scene shows is the most that a moment shows: the same installations and talks, and of the statements
    those that had been made by then. Its sources keep the numbers that they have in the Scene.
    """

    def __init__(self, scene: "Scene") -> None:
        self._scene = scene
        self._made: dict[date, Scene] = {scene.day: scene}
        self._histories = _Histories(scene)
        self._made_by = {
            name: _FirstRows(getattr(scene.shown, name)) for name in ("events", "positions", "claims")
        }

    def on(self, day: date) -> "Scene":
        """The Scene as of a day, which is not later than its own."""
        if day not in self._made:
            self._made[day] = replace(
                self._scene,
                view=replace(self._scene.view, as_of=day),
                shown=self._shown(day),
                standings=_Standings(self._histories, day),
                whole=self._scene,
            )
        return self._made[day]

    def _shown(self, day: date) -> "Frames":
        return replace(self._scene.shown, **{name: rows.by(day) for name, rows in self._made_by.items()})


class _FirstRows:
    """The first statements of a frame, which are in order of their days; there are fewer such frames than days."""

    def __init__(self, frame: "pd.DataFrame") -> None:
        self._days = [day.date() for day in frame["earliest"]]
        self._frame = frame
        self._cut: dict[int, pd.DataFrame] = {}

    def by(self, day: date) -> "pd.DataFrame":
        """Those that had been made by a day."""
        number = bisect_right(self._days, day)
        if number not in self._cut:
            self._cut[number] = self._frame.iloc[:number]
        return self._cut[number]


class _Histories:
    """What stood of each record from when on, looked up when it is asked for."""

    def __init__(self, scene: "Scene") -> None:
        self._scene = scene
        self._made: dict[Subject, tuple[list[date], list[Standing]]] = {}

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """The records of which something stands on the Scene's day: before it there are no others."""
        return tuple(self._scene.standings)

    def on(self, subject: Subject, day: date) -> Standing | None:
        """What stood of a record on a day; None if nothing did."""
        if subject not in self._made:
            self._made[subject] = self._history(subject)
        days, standings = self._made[subject]
        number = bisect_right(days, day)
        return standings[number - 1] if number else None

    def _history(self, subject: Subject) -> tuple[list[date], list[Standing]]:
        scene, (section, id) = self._scene, subject
        record: Any = getattr(scene.dataset, section).get(id)
        sources, limits = scene.dataset.sources, scene.config.freshness
        days, standings = [], []
        for day in sorted({day for day in _of_history(record.status if record else ()) if day <= scene.day}):
            if entries := entries_on(record.status, sources, day, scene.known_by):
                reported = last_report(entries, sources, scene.known_by)
                days.append(day)
                standings.append(make_standing(entries, reported, scene.today, scene.newest_report, limits))
        return days, standings


class _Standings(Mapping[Subject, Standing]):
    """What stood on a day, as `Scene.standings` has it for the Scene's own."""

    def __init__(self, histories: _Histories, day: date) -> None:
        self._histories = histories
        self._day = day

    def __getitem__(self, subject: Subject) -> Standing:
        standing = self._histories.on(subject, self._day)
        if standing is None:
            raise KeyError(subject)
        return standing

    def __iter__(self) -> Iterator[Subject]:
        return (one for one in self._histories.subjects if self._histories.on(one, self._day) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)
