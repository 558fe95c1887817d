"""The dossiers against the fact sheet that they were written from: counts, dates, sources, parties."""

import random
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import urlsplit

import pytest

from layers.config import Config
from layers.dataset import Dataset, read_dataset
from layers.extend import Block, Card, More
from layers.places import is_actor_code
from tests.comparing import compared, differences
from tests.fact_sheet import (
    KEYED,
    LEDGERS,
    MISSING,
    STATEMENTS,
    Fact,
    Ledger,
    read_fact_sheet,
    read_facts,
    read_ledgers,
)
from tests.test_promises import lines, staged_from, text

SHEET: Final = read_fact_sheet()
FACTS: Final = read_facts()
LEDGER_BY_NAME: Final = read_ledgers()
NAMES: Final = sorted(LEDGER_BY_NAME)
SECTIONS: Final = (*KEYED, *STATEMENTS)
KEPT: Final = ("url", "tier", "kind", "language", "title_basis")
"""What a source keeps as the fact sheet has it."""
SEED: Final = 3
DRAWN_FROM: Final = ("events", "positions", "claims", "agreements")

needs_fact_sheet = pytest.mark.skipif(not SHEET, reason=MISSING)


@pytest.fixture(scope="module")
def dataset(seeds: Any, config: Config) -> Dataset:
    return read_dataset(seeds, config)


@pytest.fixture(params=NAMES)
def ledger(request: pytest.FixtureRequest) -> Ledger:
    return LEDGER_BY_NAME[request.param]


def draw(count: int) -> list[Any]:
    """Facts drawn at random, the same each time; one that is skipped where the fact sheet is missing."""
    drawn = [fact for fact in FACTS if fact.section in DRAWN_FROM]
    random.Random(SEED).shuffle(drawn)  # noqa: S311 it guards nothing
    found = [pytest.param(fact, id=str(fact)) for fact in drawn if fact.comparable][:count]
    return found or [pytest.param(None, id="none", marks=pytest.mark.skip(reason=MISSING))]


def stem_of(ledger: Ledger, dataset: Dataset) -> str:
    """The dossier that a ledger is about."""
    talks = dataset.negotiations.get(ledger.negotiation)
    return talks.dossier if talks else ""


def records_in(dataset: Dataset, section: str, stem: str) -> list[str]:
    return [id for id, record in getattr(dataset, section).items() if record.dossier == stem]


# --- the dossiers are sound ---


def test_no_dossier_has_a_problem(dataset: Dataset) -> None:
    assert [f"{one.path}:{one.line}: {one.message}" for one in dataset.problems] == []


def test_every_address_is_well_formed(dataset: Dataset) -> None:
    found = {
        one.id: str(url) for one in dataset.sources.values() for url in (one.url, one.archive_url) if url
    }
    assert found
    assert {id: url for id, url in found.items() if not well_formed(url)} == {}


def well_formed(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and not set(url) & set(" \t\n")


# --- no agreement is disputed by hand ---


@pytest.mark.parametrize("vocabulary", ["agreement_status", "installation_status", "negotiation_status"])
def test_no_status_is_called_disputed(config: Config, vocabulary: str) -> None:
    assert [value for value in config.vocabularies[vocabulary] if "disput" in value] == []


def test_no_history_says_disputed(dataset: Dataset) -> None:
    histories = [
        *dataset.agreements.values(),
        *dataset.installations.values(),
        *dataset.negotiations.values(),
    ]
    assert {
        entry.status for record in histories for entry in record.status if "disput" in entry.status
    } == set()


@pytest.mark.parametrize("agreement", ["hmeimim-2015", "hmeimim-2017-protocol", "tartus-2017"])
def test_syria_and_russia_are_heard_side_by_side(seeds: Any, config: Config, agreement: str) -> None:
    from layers.panels.installation import INSTALLATION
    from layers.through_time import on_the_day

    site = agreement.partition("-")[0]
    scene = staged_from(seeds, config, f"selected={site}&as_of=2025-12-31")
    blocks = on_the_day(INSTALLATION.read(scene), scene)
    (card,) = [card for card in cards(blocks) if card.id == agreement]
    assert scene.standings["agreements", agreement].disputed
    assert "Syria says suspended, Russia says in force" in [text(line) for line in lines([card])]


def cards(blocks: Iterable[Block]) -> Iterator[Card]:
    """Every card among the blocks and inside them."""
    for block in blocks:
        if isinstance(block, Card):
            yield block
        if isinstance(block, Card | More):
            yield from cards(block.blocks)


# --- the ledgers are sound ---


def test_every_dossier_with_talks_has_a_ledger(dataset: Dataset) -> None:
    stems = {talks.dossier for talks in dataset.negotiations.values()}
    assert stems == {stem_of(ledger, dataset) for ledger in LEDGER_BY_NAME.values()}


def test_the_ledger_names_records_that_are_there(ledger: Ledger, dataset: Dataset) -> None:
    assert [id for id in named_ids(ledger) if dataset.find(id) is None] == []


def test_the_ledger_names_statuses_that_are_there(ledger: Ledger, dataset: Dataset) -> None:
    missing = []
    for site, changes in ledger.histories().items():
        history = dataset.installations[site].status if site in dataset.installations else ()
        there = {(entry.status, str(entry.day)) for entry in history}
        told = [
            (one["status"], str(one["day"])) for one in changes if isinstance(one, dict) and "status" in one
        ]
        missing += [(site, *one) for one in told if one not in there]
    assert missing == []


def test_the_ledger_names_actors_that_are_there(ledger: Ledger, dataset: Dataset) -> None:
    ids = [id for name in ledger.told["actors"] for id in ledger.actors(name)]
    known = {*dataset.actors, *dataset.agreements}
    assert [id for id in ids if id not in known and not is_actor_code(id)] == []


def test_the_ledger_gives_a_reason_for_every_difference(ledger: Ledger) -> None:
    entries = [
        (section, place, one) for section in SECTIONS for place, one in ledger.entries(section).items()
    ]
    unreasoned = [(section, place) for section, place, one in entries if one.form and not one.why]
    for section in (*SECTIONS, "sources", "status_changes"):
        reasons = ledger.added(section) | ledger.changed(section)
        unreasoned += [(section, id) for id, why in reasons.items() if not why]
    assert unreasoned + [id for id, why in ledger.sources_left_out().items() if not why] == []


@pytest.mark.parametrize("section", SECTIONS)
def test_no_record_stands_for_two_facts(ledger: Ledger, section: str) -> None:
    ids = [id for entry in ledger.entries(section).values() if entry.form != "merged" for id in entry.ids]
    assert sorted({id for id in ids if ids.count(id) > 1}) == []


@pytest.mark.parametrize("section", SECTIONS)
def test_the_ledger_accounts_for_every_record(ledger: Ledger, dataset: Dataset, section: str) -> None:
    told = {id for entry in ledger.entries(section).values() for id in entry.ids} | set(ledger.added(section))
    ours = set(records_in(dataset, section, stem_of(ledger, dataset)))
    assert sorted(ours - told) == []


def named_ids(ledger: Ledger) -> Iterator[str]:
    yield ledger.negotiation
    for section in SECTIONS:
        for entry in ledger.entries(section).values():
            yield from entry.ids
        yield from ledger.added(section)
    yield from ledger.added("sources")
    for changes in ledger.histories().values():
        yield from (one for one in changes if isinstance(one, str))


# --- the counts ---


@needs_fact_sheet
def test_every_negotiation_of_the_fact_sheet_has_a_ledger() -> None:
    assert sorted(LEDGER_BY_NAME) == sorted(talks["id"] for talks in SHEET["negotiations"])


@needs_fact_sheet
def test_there_are_as_many_negotiations(dataset: Dataset) -> None:
    assert len(dataset.negotiations) == len(SHEET["negotiations"])


@needs_fact_sheet
@pytest.mark.parametrize("section", SECTIONS)
def test_every_fact_is_in_a_ledger(section: str) -> None:
    assert [str(fact) for fact in FACTS if fact.section == section and fact.entry is None] == []


@needs_fact_sheet
@pytest.mark.parametrize("section", SECTIONS)
def test_no_ledger_tells_of_more_than_the_fact_sheet(section: str) -> None:
    facts = {(fact.ledger.name, fact.place) for fact in FACTS if fact.section == section}
    told = {(name, place) for name, one in LEDGER_BY_NAME.items() for place in one.entries(section)}
    assert sorted(told - facts, key=str) == []


@needs_fact_sheet
@pytest.mark.parametrize("section", SECTIONS)
def test_the_counts_are_those_of_the_fact_sheet(dataset: Dataset, section: str) -> None:
    told = [fact for fact in FACTS if fact.section == section]
    entries = [fact.entry for fact in told if fact.entry is not None]
    without = sum(entry.form in ("left_out", "merged") for entry in entries)
    here = getattr(dataset, section)
    more = sum(sum(id in here for id in entry.ids) - 1 for entry in entries if entry.form == "split")
    added = sum(len(ledger.added(section)) for ledger in LEDGER_BY_NAME.values())
    assert len(here) == len(told) - without + more + added


@needs_fact_sheet
def test_the_count_of_sources_is_that_of_the_fact_sheet(dataset: Dataset) -> None:
    ledgers = LEDGER_BY_NAME.values()
    left_out = {id for ledger in ledgers for id in ledger.sources_left_out()}
    added = {id for ledger in ledgers for id in ledger.added("sources")}
    assert sorted(dataset.sources) == sorted((set(SHEET["sources"]) - left_out) | added)


@needs_fact_sheet
def test_every_change_of_status_is_accounted_for() -> None:
    told = {fact.place: len(fact.told["status_changes"]) for fact in FACTS if fact.section == "installations"}
    kept = {
        site: len(changes) for one in LEDGER_BY_NAME.values() for site, changes in one.histories().items()
    }
    assert {site: kept.get(str(site), 0) for site in told} == told


# --- the facts ---


@needs_fact_sheet
@pytest.mark.parametrize("field", KEPT)
def test_sources_keep_what_the_fact_sheet_says(dataset: Dataset, field: str) -> None:
    changed = {place for ledger in LEDGER_BY_NAME.values() for place in ledger.changed("sources")}
    kept = [one for one in dataset.sources.values() if one.id in SHEET["sources"] and one.id not in changed]
    assert [one.id for one in kept if str(getattr(one, field)) != str(SHEET["sources"][one.id][field])] == []


@pytest.mark.parametrize("fact", draw(40))
def test_a_fact_drawn_at_random_is_told_as_in_the_fact_sheet(fact: Fact, dataset: Dataset) -> None:
    assert differences(fact, dataset) == []


@needs_fact_sheet
def test_every_fact_is_told_as_in_the_fact_sheet(dataset: Dataset) -> None:
    assert [line for fact in FACTS for line in differences(fact, dataset)] == []


@needs_fact_sheet
def test_what_is_told_otherwise_differs(dataset: Dataset) -> None:
    excused = [fact for fact in FACTS if fact.place in fact.ledger.changed(fact.section)]
    assert [str(fact) for fact in excused if not compared(fact, dataset)] == []


def test_the_ledgers_are_where_they_are_looked_for() -> None:
    assert list(LEDGERS.glob("*.yaml"))
