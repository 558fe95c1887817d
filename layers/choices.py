"""What a reader may choose from: the filters with their names, and what a document needs to follow a choice by itself.

Days are whole numbers, counted from 1970-01-01. The rules are those of `layers.select`; `assets/filters.js` follows
them in the browser.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from layers.alike import kinds_of
from layers.changing_days import changes_by_day, day_numbers
from layers.markup.timing import day_number
from layers.parts import Host, Operator
from layers.select import published
from layers.standing import come_by, entries_on

if TYPE_CHECKING:
    import pandas as pd

    from layers.records import Negotiation
    from layers.scene import Scene

_Arrivals = tuple[tuple[str, int | None], ...]
"""Values with the day from which each counts; None: since ever."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A field of the View that holds several values, and where these get their names."""

    field: str
    label: str
    name: Callable[["Scene", str], str]


def _label(vocabulary: str) -> Callable[["Scene", str], str]:
    return lambda scene, value: scene.label(vocabulary, value)


def _dossier_title(scene: "Scene", name: str) -> str:
    info = scene.dataset.dossiers.get(name)
    return info.title if info and info.title else name


def _actor_name(scene: "Scene", id_: str) -> str:
    return scene.actor_name(id_)


FILTERS: Final = (
    Filter("dossier", "Dossier", _dossier_title),
    Filter("status", "Status of talks", _label("negotiation_status")),
    Filter("role", "Role claimed", _label("role")),
    Filter("host", "Host", _actor_name),
    Filter("operator", "Operator", _actor_name),
    Filter("kind", "Kind of installation", _label("installation_kind")),
    Filter("party", "Party to talks", _actor_name),
)
"""In the order in which they are offered, in the dashboard and in a document."""


def option_names(scene: "Scene", each: Filter, options: Iterable[str]) -> dict[str, str]:
    """The name of each option of a filter, no two alike."""
    return distinct({option: each.name(scene, option) for option in options})


def distinct(names: Mapping[str, str]) -> dict[str, str]:
    """The names, with the id behind those that several share: a reader tells options apart by name alone."""
    times = Counter(names.values())
    return {id_: f"{name} ({id_})" if times[name] > 1 else name for id_, name in names.items()}


# --- what a document carries ---


def choices(scene: "Scene") -> dict[str, Any]:
    """The filters and their options, what passes them by which day, and the days on which anything shown changes.

    - `first`, `last`, `known_by`: the day of the first change, and the document's own two.
    - `days`: those days, each as its distance from the one before (the first from 0); `changes`: how many on each.
    - `filters`: `field`, `label`, and the `values` with their `names`.
    - `sites` and `talks`: a table per field: `cells` holds what differs, `of` which cell each row has. A cell lists
      values by their place in `values`, each with the day from which it counts where the field knows days. The
      `talks` of sites are places in `talks`, whose first `shown` are those of the document.
    """
    talks = _talks(scene)
    tables = _site_tables(scene, talks) | _talk_tables(scene, talks)
    filters = [_options(scene, each, tables) for each in FILTERS]
    places = {one["field"]: {value: at for at, value in enumerate(one["values"])} for one in filters}
    days, numbers = changes_by_day(scene)
    return {
        "first": days[0] if days else day_number(scene.day),
        "last": day_number(scene.day),
        "known_by": day_number(scene.known_by),
        "days": np.diff(days, prepend=0).tolist() if days else [],
        "changes": numbers,
        "filters": filters,
        "sites": {name: tables[name].data(places.get(name)) for name in (*_OF_SITES, "talks")},
        "talks": {
            "ids": [talk.id for talk in talks],
            "shown": len(scene.negotiations),
            "dossier": tables["talk_dossier"].data(places["dossier"]),
            "party": tables["party"].data(places["party"]),
            "status": tables["status"].data(places["status"]),
        },
    }


_OF_SITES: Final = ("dossier", "kind", "host", "operator", "role")


@dataclass(frozen=True, slots=True)
class _Table:
    """For each row which of some cells it has; a cell holds values, or values with the day from which they count."""

    cells: Sequence[Any]
    of: "NDArray[np.intp]"
    dated: bool = False

    @property
    def values(self) -> Iterator[str]:
        """Every value, in the order in which it first appears."""
        for cell in self.cells:
            yield from (value for value, _ in cell) if self.dated else cell

    def data(self, places: Mapping[str, int] | None) -> dict[str, Any]:
        """As it travels: values as their places, in flat lists."""
        if places is None:
            cells = [list(cell) for cell in self.cells]
        elif self.dated:
            cells = [[part for value, day in cell for part in (places[value], day)] for cell in self.cells]
        else:
            cells = [[places[value] for value in cell] for cell in self.cells]
        return {"cells": cells, "of": _column(self.of)}


def _table(rows: Iterable[Any], dated: bool = False) -> _Table:
    cells: dict[Any, int] = {}
    of = [cells.setdefault(row, len(cells)) for row in rows]
    return _Table(list(cells), np.array(of, dtype=np.intp), dated)


def _column(numbers: "NDArray[np.intp]") -> list[int] | dict[str, list[int]]:
    """The numbers, or `runs` of [number, how often] where that is shorter."""
    starts = np.flatnonzero(np.diff(numbers, prepend=-1))
    lengths = np.diff(starts, append=len(numbers))
    runs = np.column_stack((numbers[starts], lengths)).ravel()
    return {"runs": runs.tolist()} if len(runs) < len(numbers) else list(map(int, numbers))


def _talks(scene: "Scene") -> "list[Negotiation]":
    """The talks that are shown, then the others in which an installation is: these count for its filters."""
    shown = [talk.id for talk in scene.negotiations]
    named = {id_ for ids in set(scene.shown.installations["negotiations"]) for id_ in ids}
    return [scene.dataset.negotiations[id_] for id_ in (*shown, *sorted(named.difference(shown)))]


def _site_tables(scene: "Scene", talks: "Sequence[Negotiation]") -> dict[str, _Table]:
    frame = scene.shown.installations
    at = {talk.id: place for place, talk in enumerate(talks)}
    together = _factors(frame["negotiations"])
    hosts, operators = kinds_of(scene, "hosts_like"), kinds_of(scene, "operators_like")
    return {
        "dossier": _single(_factors(frame["dossier"])),
        "kind": _single(_factors(frame["kind"])),
        "host": _come((come_by(site.hosts, scene.day) for site in hosts.sites), hosts.of),
        "operator": _come((come_by(site.operators, scene.day) for site in operators.sites), operators.of),
        "role": _roles(scene),
        "talks": _Table([tuple(at[id_] for id_ in ids) for ids in together.cells], together.of),
    }


def _come(layers: "Iterable[Iterable[Host | Operator]]", of: "NDArray[np.intp]") -> _Table:
    """Who had come, from the layers of each kind of installations and the kind of each installation."""
    kinds = _table(_arrivals(some) for some in layers)
    return _Table(kinds.cells, kinds.of[of], dated=True)


def _factors(column: "pd.Series") -> _Table:
    """A column of a frame as its distinct cells, in the order in which they first appear."""
    import pandas as pd

    of, cells = pd.factorize(column)
    return _Table(list(cells), of)


def _single(table: _Table) -> _Table:
    return _Table([(cell,) for cell in table.cells], table.of)


def _talk_tables(scene: "Scene", talks: "Sequence[Negotiation]") -> dict[str, _Table]:
    return {
        "talk_dossier": _table((talk.dossier,) for talk in talks),
        "party": _table(tuple(dict.fromkeys(one.party for one in talk.parties)) for talk in talks),
        "status": _table((_history(scene, talk) for talk in talks), dated=True),
    }


def _arrivals(layers: Iterable[Host | Operator]) -> _Arrivals:
    """Each party with the day by which it had come."""
    came: dict[str, int | None] = {}
    for one in layers:
        day = day_number(one.from_.begins) if one.from_ else None
        before = came.get(one.party, day)
        came[one.party] = None if day is None or before is None else min(day, before)
    return tuple(came.items())


def _roles(scene: "Scene") -> _Table:
    """For each installation the roles that anybody claims of it, each with the day of the first claim."""
    claims = published(scene.frames.claims, scene.day, scene.known_by)
    roles: dict[str, dict[str, int]] = {}
    for ids, claimed, day in zip(
        claims["installations"], claims["roles"], day_numbers(claims["earliest"]).tolist(), strict=True
    ):
        for id_ in ids:
            days = roles.setdefault(id_, {})
            for role in claimed:
                days[role] = min(day, days.get(role, day))
    index = scene.shown.installations.index
    rows = index.get_indexer(list(roles))
    said = sorted(
        (row, tuple(days.items()))
        for row, days in zip(rows.tolist(), roles.values(), strict=True)
        if row >= 0
    )
    # of most nobody claims anything: these have the first cell
    table = _table([(), *(cell for _, cell in said)], dated=True)
    of = np.zeros(len(index), dtype=np.intp)
    of[[row for row, _ in said]] = table.of[1:]
    return _Table(table.cells, of, dated=True)


def _history(scene: "Scene", talk: "Negotiation") -> _Arrivals:
    """The status of talks over time, as `Standing.status` gives it: each with the day from which it stands."""
    sources, known_by = scene.dataset.sources, scene.known_by
    history: list[tuple[str, int]] = []
    for day in sorted({entry.day.begins for entry in talk.status if entry.day.begins <= scene.day}):
        entries = entries_on(talk.status, sources, day, known_by)
        if entries and (not history or history[-1][0] != entries[-1].status):
            history.append((entries[-1].status, day_number(day)))
    return tuple(history)


def _options(scene: "Scene", each: Filter, tables: Mapping[str, _Table]) -> dict[str, Any]:
    """A filter with its options: those of the installations in their order, then those of talks alone."""
    if each.field in ("status", "party"):
        talks = dict.fromkeys(at for cell in tables["talks"].cells for at in cell)
        table = tables[each.field]
        cells = [table.cells[table.of[at]] for at in (*talks, *range(len(table.of)))]
        values = list(_Table(cells, table.of, table.dated).values)
    else:
        values = list(tables[each.field].values)
    if each.field == "dossier":
        values += tables["talk_dossier"].values
    names = option_names(scene, each, dict.fromkeys(values))
    return {"field": each.field, "label": each.label, "values": list(names), "names": list(names.values())}
