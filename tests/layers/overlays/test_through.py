"""What a document shows of a layer on an earlier day is what the layer draws of that day."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import geopandas as gpd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.config import Config, read_config
from layers.courses import EVER
from layers.dataset import Dataset, read_dataset
from layers.extend import Overlay
from layers.frames import build_frames
from layers.over_time import OverTime
from layers.overlays import OVERLAYS
from layers.overlays.installations import INSTALLATIONS
from layers.scene import stage
from layers.view import parse_view
from tests.dossiers import write_dossier

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 24)
BY_NAME = {overlay.name: overlay for overlay in OVERLAYS if overlay.through}
DIFFERENT = {"shown", "about"}
"""Columns in which the two differ."""


@cache
def config() -> Config:
    return read_config(ROOT / "config.yaml")


@cache
def shipped() -> tuple[Dataset, Any]:
    dataset = read_dataset(ROOT / "seeds", config())
    return dataset, build_frames(dataset, config())


def rows(frame: gpd.GeoDataFrame) -> list[tuple[Any, ...]]:
    """Every shown row as plain values, in one order."""
    shown = frame[frame["shown"].astype(bool)]
    columns = sorted(set(frame.columns) - DIFFERENT)
    return sorted(zip(*(map(str, shown[name]) for name in columns), strict=True))


def days_of_change(told: OverTime) -> list[date]:
    """Each day on which something changes and the one before it."""
    days = {day for thread in told.threads for course in thread.courses for day, _ in course if day != EVER}
    return sorted(days | {day - timedelta(days=1) for day in days})


def differing(dataset: Dataset, frames: Any, view: str, overlay: Overlay, every: int = 1) -> list[date]:
    """The days of change on which what was told through time is not what is drawn."""
    assert overlay.through
    query = f"as_of=2026-11-24&known_by=2026-11-24&{view}"
    told = overlay.through(stage(config(), dataset, frames, parse_view(query), TODAY))
    days = [date(1900, 1, 1), *days_of_change(told)[::every], TODAY]
    views = {day: parse_view(query.replace("as_of=2026-11-24", f"as_of={day}")) for day in days}
    drawn = {day: overlay.draw(stage(config(), dataset, frames, view, TODAY)) for day, view in views.items()}
    return [day for day, frame in drawn.items() if rows(told.on(day)) != rows(frame)]


@pytest.mark.parametrize("name", BY_NAME)
def test_the_shipped_dossiers_look_on_any_day_as_they_did(name: str) -> None:
    assert differing(*shipped(), "", BY_NAME[name], every=7) == []


@pytest.mark.parametrize("view", ["known_by=2025-06-30", "lang=ar", "dossier=russia-syria"])
def test_so_they_do_in_any_view(view: str) -> None:
    assert differing(*shipped(), view, INSTALLATIONS, every=25) == []


DAYS = st.sampled_from(
    ["2019", "2020-03~", "2021-06-01", "../2021-12-31", "2023-05-05", "2024-11", "2025-12-31"]
)
SOURCES = st.sampled_from(["early", "late", "never"])
SIDES = st.lists(st.sampled_from(["RU", "SY", "GB"]), max_size=2, unique=True)


def _entries(statuses: list[str]) -> st.SearchStrategy[list[dict[str, Any]]]:
    kinds = st.sampled_from(["date", "seen"])
    entry = st.builds(
        lambda kind, day, status, by, source: {kind: day, "status": status, "by": by, "sources": source},
        kinds, DAYS, st.sampled_from(statuses), SIDES, SOURCES,
    )  # fmt: skip
    return st.lists(entry, max_size=4)


def _layers(capacities: list[str]) -> st.SearchStrategy[list[dict[str, Any]]]:
    layer = st.fixed_dictionaries(
        {"party": st.sampled_from(["RU", "SY", "GB", "MU"]), "capacity": st.sampled_from(capacities)},
        optional={
            "from": st.sampled_from(["2018", "2020-02-02"]),
            "to": st.sampled_from(["2021", "2022-07-07"]),
        },
    )
    return st.lists(layer, max_size=3)


PLACES = st.sampled_from(
    [
        {"lat": 44.608, "lon": 33.53, "precision": "facility"},  # land in dispute
        {"lat": -7.313, "lon": 72.411, "precision": "locality"},
        {"precision": "region"},
    ]
)
SITE = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["One", "Two"]),
        "host": _layers(["sovereign", "claims", "holds", "administers"]),
        "operators": _layers(["runs"]),
        "status": _entries(["operating", "suspended", "proposed", "closed"]),
        "location": PLACES,
        "footprint": st.just(
            {"type": "Polygon", "coordinates": [[[33.5, 44.6], [33.6, 44.6], [33.6, 44.7], [33.5, 44.6]]]}
        ),
    }
)
BOTH = ("harbour", "other")
TALKS = _entries(["active", "stalled", "concluded"])


@settings(max_examples=25, deadline=None)
@given(sites=st.lists(SITE, min_size=2, max_size=2), talks=st.lists(TALKS, min_size=2, max_size=2))
def test_a_small_dossier_looks_on_any_day_as_it_did(
    sites: list[dict[str, Any]], talks: list[list[dict[str, Any]]]
) -> None:
    """Sides that differ, hosts that come and go, statuses seen, several talks about one site, sources of no day."""
    parties = [{"party": party, "capacity": "negotiator"} for party in ("RU", "SY")]
    dossier = {
        "installations": dict(zip(BOTH, sites, strict=True)),
        "negotiations": {
            "guest-host": {"status": talks[0]},
            "second": {"title": "Second", "parties": parties, "installations": list(BOTH), "status": talks[1]},
        },
        "sources": {
            "early": {"publisher": "An agency", "published": "2021-01-01"},
            "late": {"publisher": "A paper", "published": "2026-01-01", "accessed": "2026-02-01"},
            "never": {"publisher": "A site"},
        },
    }  # fmt: skip
    with TemporaryDirectory() as folder:
        dataset = read_dataset(write_dossier(Path(folder), **dossier), config())
    frames = build_frames(dataset, config())
    found = {name: differing(dataset, frames, "", overlay) for name, overlay in BY_NAME.items()}
    assert {name: days for name, days in found.items() if days} == {}
