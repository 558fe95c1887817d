"""The shipped dossiers: every source is cited and says how it was read; the one on Syria is true to the first article.

What they share with the fact sheet is in test_fact_sheet.py and test_corrections.py.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from layers.config import Config
from layers.dataset import Dataset, read_dataset
from layers.statements import Claim

STEM = "russia-syria"
ARTICLE = "almayadeen-seed"


@pytest.fixture(scope="module")
def dataset(seeds: Path, config: Config) -> Dataset:
    return read_dataset(seeds, config)


def in_dossier(dataset: Dataset, section: str) -> list[Any]:
    """The records of a section that stand in the dossier on Syria."""
    return [record for record in getattr(dataset, section).values() if record.dossier == STEM]


def texts_in(value: Any) -> Iterator[str]:
    """Every text inside a value of lists and mappings, keys left out."""
    if isinstance(value, dict):
        for one in value.values():
            yield from texts_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts_in(one)
    elif isinstance(value, str):
        yield value


def said_in_article(dataset: Dataset, role: str) -> Claim:
    """The one claim of a role that rests on the first article."""
    (claim,) = [one for one in in_dossier(dataset, "claims") if role in one.roles and ARTICLE in one.sources]
    assert isinstance(claim, Claim)
    return claim


# --- sound ---


def test_every_source_serves_a_statement(seeds: Path) -> None:
    dossiers = [
        yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) for path in seeds.rglob("*.yaml")
    ]
    sources = {id for dossier in dossiers for id in dossier.pop("sources", None) or ()}
    assert sorted(sources - set(texts_in(dossiers))) == []


def test_every_source_says_how_it_was_read(dataset: Dataset) -> None:
    assert [one.id for one in dataset.sources.values() if not (one.accessed and one.read)] == []


def test_every_state_medium_names_its_state(dataset: Dataset) -> None:
    assert [one.id for one in dataset.sources.values() if one.kind == "state_media" and not one.state] == []


# --- the first article ---


def test_the_article_reports_active_contacts(dataset: Dataset) -> None:
    (entry,) = [one for one in dataset.negotiations[STEM].status if ARTICLE in one.sources]
    assert (str(entry.seen), entry.status, entry.level) == ("2025-07-31", "active", "reported")


def test_the_article_reports_what_syria_asks_for(dataset: Dataset) -> None:
    (asked,) = [one for one in in_dossier(dataset, "positions") if ARTICLE in one.sources]
    assert (asked.party, asked.kind, asked.level) == ("SY", "demand", "reported")
    assert {"compensation", "guarantees"} <= set(asked.issues)


@pytest.mark.parametrize(
    ("role", "stance", "of", "phrase"),
    [
        ("stabilizing", "asserts", "installation", "stabilizing factor in the region"),
        ("humanitarian", "proposes", "installation", "may also serve a humanitarian role in Syria"),
        ("citizen_safety", "aims", "talks", "ensure the safety of our citizens"),
    ],
)
def test_the_article_s_roles_are_vershinin_s_words(
    dataset: Dataset, role: str, stance: str, of: str, phrase: str
) -> None:
    claim = said_in_article(dataset, role)
    assert (claim.speaker, claim.stance, claim.of) == (("vershinin",), stance, of)
    assert claim.phrase is not None
    assert claim.phrase.text == phrase
