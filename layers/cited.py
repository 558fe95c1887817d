"""What a Scene rests on, and what a View asks for in vain."""

from collections.abc import Mapping
from datetime import date
from itertools import chain

import pandas as pd

from layers import select
from layers.cells import Cells
from layers.dataset import Dataset
from layers.errors import Problem, did_you_mean
from layers.frames import Frames
from layers.references import sources_in
from layers.view import View


def cited_sources(shown: Frames, dataset: Dataset, known_by: date) -> pd.DataFrame:
    """The sources, published by the day, that the shown records rest on."""
    cited: set[str] = set()
    for frame in (shown.events, shown.positions, shown.claims, shown.statuses):
        cited.update(chain.from_iterable(frame["sources"].tolist()))
    for frame in (shown.installations, shown.agreements, shown.negotiations, shown.contested):
        cited.update(chain.from_iterable(frame["cited"].tolist()))
    talks = set(shown.negotiations.index)
    cited.update(
        id for step in dataset.expected.values() if step.negotiation in talks for id in sources_in(step)
    )
    cited.update(
        id
        for actor in _speakers(shown)
        if actor in dataset.actors
        for id in sources_in(dataset.actors[actor])
    )
    stems = {*shown.installations["dossier"].unique(), *shown.negotiations["dossier"].unique()}
    cited.update(id for one in dataset.corrections.values() if one.dossier in stems for id in one.sources)
    known = [
        id in cited and (date := source.known_from) is not None and date.latest <= known_by
        for id, source in dataset.sources.items()
    ]
    return select.rows(shown.sources, known)


def _speakers(shown: Frames) -> set[str]:
    """Who says or does anything that is shown: for whom they speak rests on sources too."""
    cells = [*shown.events["actors"], *shown.claims["speaker"]]
    return {id for cell in cells for id in cell} | set(shown.positions["party"].dropna())


def vain_requests(view: View, dataset: Dataset, values: Mapping[str, Cells]) -> tuple[Problem, ...]:
    """A Problem for each value that the View asks for and no installation has."""
    problems = []
    for name in select.FILTERS:
        known = sorted(values[name].values)
        for value in getattr(view, name):
            if value not in known:
                message = f"`{name}={value}` is asked for and nothing in the data has it"
                problems.append(
                    Problem("address", 0, 0, message, did_you_mean(value, known), "view", name, "warning")
                )
    if view.selected and dataset.find(view.selected) is None:
        message = f"`selected={view.selected}` names no record"
        hint = did_you_mean(view.selected, [*dataset.installations, *dataset.negotiations])
        problems.append(Problem("address", 0, 0, message, hint, "view", "selected", "warning"))
    return tuple(problems)
