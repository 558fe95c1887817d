"""Which rows a View leaves: frames in, frames of the same columns out."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from layers.cells import Cells, cells_of
from layers.frames import Frames, fold
from layers.standing import Standing, Subject
from layers.view import View

FILTERS = ("dossier", "host", "operator", "kind", "status", "role", "party")
"""The filters of a View that are lists of values; an installation passes one if it has any of the values."""

Mask = NDArray[np.bool_]
"""One answer a row, in the order of the frame."""

Standings = Mapping[Subject, Standing]


def rows(frame: pd.DataFrame, wanted: Iterable[bool]) -> pd.DataFrame:
    """The rows for which the answer is yes, in their order; an empty frame stays one."""
    return frame[_mask(wanted)]


def published(frame: pd.DataFrame, day: date, known_by: date) -> pd.DataFrame:
    """The statements that had been made by a day and published by a day."""
    return frame[(frame["earliest"] <= pd.Timestamp(day)) & (frame["known_from"] <= pd.Timestamp(known_by))]


def site_values(
    sites: pd.DataFrame, talks: pd.DataFrame, claims: pd.DataFrame, standings: Standings
) -> dict[str, Cells]:
    """For each filter, the values that every installation has."""
    status = [
        (standings["negotiations", id].status,) if ("negotiations", id) in standings else ()
        for id in talks.index
    ]
    held = cells_of(sites["negotiations"]).places_in(talks.index)
    claimed = cells_of(claims["installations"]).places_in(sites.index).turned(len(sites))
    return {
        "dossier": cells_of((stem,) for stem in sites["dossier"]),
        "host": cells_of(sites["hosts"]),
        "operator": cells_of(sites["operators"]),
        "kind": cells_of((kind,) for kind in sites["kind"]),
        "status": held.through(cells_of(status)),
        "role": claimed.through(cells_of(claims["roles"])),
        "party": held.through(cells_of(talks["parties"])),
    }


def select_sites(frames: Frames, values: Mapping[str, Cells], view: View) -> dict[str, Mask]:
    """For each filter and for the search, which installations pass it alone: in the order of the frame."""
    passed = {name: _any_of(values[name], getattr(view, name)) for name in FILTERS}
    return passed | {"q": _has_words(frames.installations["haystack"], view.q)}


def all_of(masks: Iterable[Mask]) -> Mask:
    """Which rows pass every mask; there is at least one."""
    passed: Mask = np.logical_and.reduce(tuple(masks))
    return passed


def count_options(values: Mapping[str, Cells], passed: Mapping[str, Mask]) -> dict[str, dict[str, int]]:
    """For each filter, how many installations each of its values leaves with all other filters as they are."""
    return {
        name: values[name].count(all_of(mask for other, mask in passed.items() if other != name))
        for name in FILTERS
    }


def count_hidden(passed: Mapping[str, Mask], shown: Mask) -> dict[str, int]:
    """For each filter that hides something, how many more installations there would be without it."""
    hidden = {}
    for name, mask in passed.items():
        if not mask.all():
            others = all_of(other for key, other in passed.items() if key != name)
            hidden[name] = int(others.sum() - shown.sum())
    return hidden


def select_talks(
    frames: Frames, view: View, passed: Mapping[str, Mask], standings: Standings
) -> pd.DataFrame:
    """The negotiations that a View leaves; `passed` is what `select_sites` says of the installations.

    They pass its filters for talks and, where it filters installations, are about one that passes. The words of a
    search stand in them, or in such an installation.
    """
    talks, sites = frames.negotiations, frames.installations.index
    fits = set(sites[all_of(mask for name, mask in passed.items() if name != "q")])
    about = _mask(not ids or not fits.isdisjoint(ids) for ids in talks["installations"])
    mask = _any_of(cells_of((stem,) for stem in talks["dossier"]), view.dossier)
    mask &= _any_of(cells_of(talks["parties"]), view.party)
    if view.status:
        status = {
            id: standings["negotiations", id].status
            for id in talks.index
            if ("negotiations", id) in standings
        }
        mask &= pd.Series(
            [status.get(id) in view.status for id in talks.index], index=talks.index, dtype=bool
        )
    if any(getattr(view, name) for name in ("host", "operator", "kind", "role")):
        about &= _mask(bool(ids) for ids in talks["installations"])
    if view.q:
        left = set(sites[all_of(passed.values())])
        mask &= _has_words(talks["haystack"], view.q) | _mask(
            not left.isdisjoint(ids) for ids in talks["installations"]
        )
    return talks[mask & about]


def select_statements(
    frames: Frames, view: View, sites: Collection[str], talks: Collection[str], day: date, known_by: date
) -> dict[str, pd.DataFrame]:
    """The events, positions and claims about some installations or talks, in order of time.

    Where roles are asked for, the claims are of one of them.
    """
    found = {
        name: about(published(getattr(frames, name), day, known_by), sites, talks).sort_values(
            ["earliest", "latest"], kind="stable"
        )
        for name in ("events", "positions", "claims")
    }
    if view.role:
        wanted, claims = set(view.role), found["claims"]
        found["claims"] = rows(claims, (not wanted.isdisjoint(roles) for roles in claims["roles"]))
    return found


def about(frame: pd.DataFrame, sites: Collection[str], talks: Collection[str]) -> pd.DataFrame:
    """The statements about any of some installations or negotiations."""
    some = set(sites)
    held = frame["negotiation"].isin(list(talks))
    return rows(
        frame,
        (talk or not some.isdisjoint(ids) for talk, ids in zip(held, frame["installations"], strict=True)),
    )


def _any_of(values: Cells, wanted: Collection[str]) -> Mask:
    return values.holds_any(wanted) if wanted else np.ones(values.number, dtype=bool)


def _has_words(haystacks: pd.Series, q: str) -> Mask:
    words = fold(q).split()
    if not words:
        return np.ones(len(haystacks), dtype=bool)
    return _mask(all(word in text for word in words) for text in haystacks)


def _mask(answers: Iterable[bool]) -> Mask:
    return np.fromiter(answers, dtype=bool)
