"""The shipped dossiers: sound, complete against the fact sheet, and true to the first article."""

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
NEW_IDS = {
    "agr-tartus-1971": "tartus-1971",
    "agr-hmeimim-2015": "hmeimim-2015",
    "agr-hmeimim-2017-protocol": "hmeimim-2017-protocol",
    "agr-tartus-2017": "tartus-2017",
    "agr-syria-2020-order": "syria-2020-order",
}


@pytest.fixture(scope="module")
def dataset(seeds: Path, config: Config) -> Dataset:
    return read_dataset(seeds, config)


@pytest.fixture(scope="module")
def facts(root: Path) -> dict[str, Any]:
    path = root.parent / "shared" / "reference" / "facts.yaml"
    if not path.exists():
        pytest.skip("the fact sheet that the dossier was written from is not beside this repository")
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return content


@pytest.fixture(scope="module")
def talks(facts: dict[str, Any]) -> dict[str, Any]:
    return next(one for one in facts["negotiations"] if one["id"] == "syria-russia")


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


def test_the_dossiers_have_no_problems(dataset: Dataset) -> None:
    assert [
        f"{one.line}: {one.message}" for one in dataset.problems if one.path.endswith(f"{STEM}.yaml")
    ] == []


def test_every_source_serves_a_statement(seeds: Path) -> None:
    content = yaml.load((seeds / f"{STEM}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    sources = content.pop("sources")
    assert sorted(set(sources) - set(texts_in(content))) == []


def test_every_source_says_how_it_was_read(dataset: Dataset) -> None:
    assert [one.id for one in in_dossier(dataset, "sources") if not (one.accessed and one.read)] == []


def test_every_state_medium_names_its_state(dataset: Dataset) -> None:
    assert [
        one.id for one in in_dossier(dataset, "sources") if one.kind == "state_media" and not one.state
    ] == []


def test_every_gap_is_told(dataset: Dataset) -> None:
    assert any("21 February 2026" in gap for gap in dataset.dossiers[STEM].gaps)


# --- the first article ---


def test_the_article_is_dated_as_inferred(dataset: Dataset) -> None:
    article = dataset.sources[ARTICLE]
    assert (str(article.published), article.published_basis, str(article.published_by)) == (
        "2025-07-31~", "inferred", "2025-08-31",
    )  # fmt: skip


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


def test_the_article_s_headline_is_a_version_and_no_summary(dataset: Dataset) -> None:
    (version,) = [
        version
        for topic in in_dossier(dataset, "contested")
        for version in topic.versions
        if ARTICLE in version.sources
    ]
    assert (version.by, version.value) == (("none",), "expand")


# --- the places ---


@pytest.mark.parametrize(
    ("site", "status"), [("tartus", "operating"), ("hmeimim", "operating"), ("qamishli", "handed_over")]
)
def test_the_last_status_of_a_place_is_the_last_reported(dataset: Dataset, site: str, status: str) -> None:
    history = dataset.installations[site].status
    assert max(history, key=lambda entry: entry.day.latest).status == status


def test_the_first_correction_is_about_the_naval_treaty(dataset: Dataset) -> None:
    assert in_dossier(dataset, "corrections")[0].record == "tartus-2017"


# --- complete against the fact sheet ---


def test_every_source_of_the_fact_sheet_is_there(
    dataset: Dataset, facts: dict[str, Any], talks: dict[str, Any]
) -> None:
    places = [one for one in facts["installations"] if one["id"] in talks["installations"]]
    agreements = [one for one in facts["agreements"] if one["id"] in NEW_IDS]
    used = set(texts_in([talks, places, agreements])) & set(facts["sources"])
    assert sorted(used - set(dataset.sources)) == []


@pytest.mark.parametrize("field", ["url", "tier", "kind", "language", "title_basis"])
def test_sources_keep_what_the_fact_sheet_says(dataset: Dataset, facts: dict[str, Any], field: str) -> None:
    kept = [one for one in in_dossier(dataset, "sources") if one.id in facts["sources"]]
    assert [one.id for one in kept if getattr(one, field) != facts["sources"][one.id][field]] == []


@pytest.mark.parametrize(
    ("section", "listed"),
    [("events", "events"), ("positions", "positions"), ("claims", "role_claims"), ("contested", "contested")],
)
def test_as_many_statements_as_in_the_fact_sheet(
    dataset: Dataset, talks: dict[str, Any], section: str, listed: str
) -> None:
    assert len(in_dossier(dataset, section)) >= len(talks[listed])


def test_every_event_of_the_fact_sheet_has_its_sources_in_one_event(
    dataset: Dataset, talks: dict[str, Any]
) -> None:
    told = [set(event.sources) for event in in_dossier(dataset, "events")]
    missing = [
        event["date"] for event in talks["events"] if not any(set(event["sources"]) <= one for one in told)
    ]
    assert missing == []


def test_every_agreement_of_the_fact_sheet_is_there(
    dataset: Dataset, facts: dict[str, Any], talks: dict[str, Any]
) -> None:
    sites = set(talks["installations"])
    listed = [one["id"] for one in facts["agreements"] if sites & set(one["installations"])]
    assert {NEW_IDS.get(id, id) for id in listed} <= set(dataset.agreements)


def test_every_place_of_the_talks_is_there(dataset: Dataset, talks: dict[str, Any]) -> None:
    assert set(talks["installations"]) <= set(dataset.installations)
