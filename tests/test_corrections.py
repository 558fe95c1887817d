"""Each correction of the fact sheet (items 1 to 13 of its corrections) is in the dossiers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from layers.config import Config
from layers.dataset import Dataset, read_dataset
from tests.comparing import sources_of


@pytest.fixture(scope="module")
def dataset(seeds: Path, config: Config) -> Dataset:
    return read_dataset(seeds, config)


def with_address(dataset: Dataset, part: str) -> str:
    """The id of the one source whose address holds this part."""
    (found,) = [one.id for one in dataset.sources.values() if part in str(one.url)]
    return found


def statements(dataset: Dataset) -> Iterator[Any]:
    for section in (dataset.events, dataset.positions, dataset.claims):
        yield from section.values()


def said_on(dataset: Dataset, day: str, address: str = "") -> list[Any]:
    """The events, positions and claims of a day, if wanted those alone that rest on one source."""
    source = with_address(dataset, address) if address else ""
    found = [one for one in statements(dataset) if str(one.date) == day]
    return [one for one in found if not source or source in sources_of(one, dataset)]


def entries(dataset: Dataset, site: str) -> list[tuple[str, str]]:
    """The days and statuses of an installation's history, the newest last."""
    history = sorted(dataset.installations[site].status, key=lambda entry: entry.day.latest)
    return [(str(entry.day), entry.status) for entry in history]


def is_cited(dataset: Dataset, source: str) -> bool:
    """Whether a record other than the source itself cites it."""
    sections = (
        dataset.installations,
        dataset.agreements,
        dataset.negotiations,
        dataset.contested,
        dataset.expected,
    )
    records = [record for section in sections for record in section.values()]
    return any(source in sources_of(record, dataset) for record in (*records, *statements(dataset)))


def words_of(record: Any) -> str:
    """All that a record says, as one text."""
    return str(record.model_dump())


ADDED = {
    "1": ("tass.com/economy/1232695", "brecorder.com/news/40039471", "newsghana.com.gh/sudan-asks"),
    "2": ("us-deploys-troops-to-ecuador",),
    "3": ("the-best-he-could-make", "iran-b2923147", "3817676-update-2", "uk-government-says-no-pause"),
    "5": ("uawire.org/syria-gives", "20200821-syria-offers"),
    "6": ("try-establishment",),
    "8": ("1768421680233", "us-talks-on-greenland-went-well"),
    "9": ("russia-takes-over-northeastern", "russia-mulling-lease", "First-civilian-flight-lands"),
}


@pytest.mark.parametrize("address", [part for parts in ADDED.values() for part in parts])
def test_every_source_of_the_corrections_is_cited(dataset: Dataset, address: str) -> None:
    assert is_cited(dataset, with_address(dataset, address))


def test_1_the_text_on_port_sudan_has_its_terms(dataset: Dataset) -> None:
    text = dataset.agreements["sudan-2020"]
    assert str(text.signed) == "2020-12-01"
    assert text.term is not None
    assert (text.term.years, text.term.renewal and text.term.renewal.years) == (25, 10)
    assert text.term.notice is not None
    assert text.term.notice.months == 12
    assert [one.free for one in text.payments] == [True]


def test_1_the_text_on_port_sudan_has_its_limits(dataset: Dataset) -> None:
    said = words_of(dataset.agreements["sudan-2020"])
    assert "300" in said
    assert "four" in said


def test_1_sudan_proposed_a_lease_of_five_years(dataset: Dataset) -> None:
    source = with_address(dataset, "newsghana.com.gh/sudan-asks")
    found = [one for one in statements(dataset) if source in sources_of(one, dataset)]
    assert any("five" in words_of(one) for one in found)


def test_2_us_forces_came_to_manta_for_a_time(dataset: Dataset) -> None:
    source = with_address(dataset, "us-deploys-troops-to-ecuador")
    (entry,) = [one for one in dataset.installations["manta"].status if source in one.sources]
    assert (str(entry.day), entry.presence) == ("2025-12-17", "temporary_deployment")


def test_2_us_officials_saw_salinas_and_manta_on_6_november(dataset: Dataset) -> None:
    assert any(one.dossier == "ecuador-us" for one in said_on(dataset, "2025-11-06"))


@pytest.mark.parametrize(
    ("day", "address"),
    [("2026-02-05", "the-best-he-could-make"), ("2026-02-17", "iran-b2923147"), ("2026-02-18", "")],
)
def test_3_the_us_turned_three_times_on_chagos(dataset: Dataset, day: str, address: str) -> None:
    found = [one for one in said_on(dataset, day, address) if one.dossier == "chagos-diego-garcia"]
    assert {"US"} & {party for one in found for party in parties(one, dataset)}


def parties(statement: Any, dataset: Dataset) -> set[str]:
    """Who speaks, and for whom."""
    ids = [*getattr(statement, "actors", ()), *getattr(statement, "speaker", ())]
    ids += [statement.party] if getattr(statement, "party", None) else []
    offices = [office.speaks_for for id in ids if id in dataset.actors for office in dataset.actors[id].roles]
    return {*ids, *offices}


@pytest.mark.parametrize("address", ["3817676-update-2", "uk-government-says-no-pause"])
def test_3_paused_and_no_pause_are_both_told(dataset: Dataset, address: str) -> None:
    source = with_address(dataset, address)
    said = " ".join(words_of(one) for one in statements(dataset) if source in sources_of(one, dataset))
    assert "pause" in said


def test_4_the_guarantees_were_asked_for_in_october(dataset: Dataset) -> None:
    (asked,) = [one for one in dataset.positions.values() if "okaz-20260126" in one.sources]
    assert (asked.party, str(asked.date), str(asked.reported)) == ("SY", "2025-10~", "2026-01-26")


def test_5_the_order_of_2020_came_to_a_protocol(dataset: Dataset) -> None:
    protocol = dataset.agreements["hmeimim-2020-protocol"]
    assert protocol.signed is not None
    assert (protocol.installations, str(protocol.signed.latest)) == (("hmeimim",), "2020-07-30")
    assert "21 July" in protocol.note
    assert "8 hectares" in protocol.note


def test_5_the_other_date_of_the_protocol_is_told(dataset: Dataset) -> None:
    assert any("21 June 2020" in gap for gap in dataset.dossiers["russia-syria"].gaps)


def test_6_cyprus_of_1960_has_its_four_parties(dataset: Dataset) -> None:
    treaty = dataset.agreements["cyprus-1960"]
    assert (set(treaty.parties), str(treaty.signed)) == ({"GB", "GR", "TR", "CY"}, "1960-08-16")


def test_6_the_area_on_cyprus_is_told(dataset: Dataset) -> None:
    records = [dataset.agreements["cyprus-1960"], *map(dataset.installations.get, ("akrotiri", "dhekelia"))]
    assert any("254" in words_of(record) for record in records)


@pytest.mark.parametrize(
    ("site", "last"),
    [
        ("tartus", ("2025-12-03", "operating")),
        ("hmeimim", ("2026-01-26", "operating")),
        ("qamishli", ("2026-02-21", "handed_over")),
    ],
)
def test_7_a_status_is_no_newer_than_it_was_said(dataset: Dataset, site: str, last: tuple[str, str]) -> None:
    assert entries(dataset, site)[-1] == last


@pytest.mark.parametrize(("site", "year"), [("camp-lemonnier", "2014"), ("pla-djibouti", "2017")])
def test_7_the_entries_for_djibouti_are_what_was_seen(dataset: Dataset, site: str, year: str) -> None:
    history = dataset.installations[site].status
    assert [str(one.seen)[:4] for one in history if one.status == "operating" and one.seen] == [year]


@pytest.mark.parametrize(
    ("day", "address"),
    [("2026-01-14", "1768421680233"), ("2026-01-28", "us-talks-on-greenland-went-well")],
)
def test_8_the_meetings_on_greenland_have_their_days(dataset: Dataset, day: str, address: str) -> None:
    found = said_on(dataset, day, address)
    assert {"meeting", "talks_round"} & {getattr(one, "type", "") for one in found}


def test_8_what_the_working_group_is_for_is_contested(dataset: Dataset) -> None:
    topics = [one.topic for one in dataset.contested.values() if one.dossier == "greenland-us"]
    assert [topic for topic in topics if "group" in topic]


def test_9_qamishli_was_in_russian_use_from_14_november_2019(dataset: Dataset) -> None:
    assert entries(dataset, "qamishli")[0] == ("2019-11-14", "operating")


def test_9_a_lease_of_qamishli_was_reported(dataset: Dataset) -> None:
    (told,) = said_on(dataset, "2019-11-04", "russia-mulling-lease")
    assert "49-year" in told.summary


def test_9_the_handover_of_qamishli_has_its_second_source(dataset: Dataset) -> None:
    (told,) = [one for one in said_on(dataset, "2026-02-21") if getattr(one, "type", "") == "handover"]
    assert with_address(dataset, "First-civilian-flight-lands") in told.sources


def test_10_the_first_article_is_dated_as_inferred(dataset: Dataset) -> None:
    article = dataset.sources["almayadeen-seed"]
    assert (str(article.published), article.published_basis, str(article.published_by)) == (
        "2025-07-31~", "inferred", "2025-08-31",
    )  # fmt: skip


def test_10_expand_is_the_headline_s_word(dataset: Dataset) -> None:
    versions = [
        one
        for topic in dataset.contested.values()
        for one in topic.versions
        if "almayadeen-seed" in one.sources
    ]
    assert [(one.by, one.value) for one in versions] == [(("none",), "expand")]


def test_11_what_ended_at_tartus_is_contested_and_corrected(dataset: Dataset) -> None:
    topics = [
        one for one in dataset.contested.values() if "tartus-2017" in one.about and one.kind == "identity"
    ]
    assert [one.dossier for one in topics] == ["russia-syria"]
    assert next(iter(dataset.corrections.values())).record == "tartus-2017"


def test_12_official_on_tier_c_alone_names_who_is_quoted(dataset: Dataset) -> None:
    found = [one for one in statements(dataset) if one.level == "official" and rests_on_tier_c(one, dataset)]
    assert found
    assert [one.id for one in found if not names_somebody(one, dataset)] == []


def test_12_not_every_statement_on_bagram_is_official(dataset: Dataset) -> None:
    levels = {one.level for one in statements(dataset) if one.dossier == "bagram-us"}
    assert levels == {"official", "reported"}


def rests_on_tier_c(statement: Any, dataset: Dataset) -> bool:
    return {dataset.sources[id].tier for id in statement.sources} == {"C"}


def names_somebody(statement: Any, dataset: Dataset) -> bool:
    """Whether it is said by a person, or by a party that has a name."""
    ids = [*getattr(statement, "actors", ()), *getattr(statement, "speaker", ())]
    ids += [statement.party] if getattr(statement, "party", None) else []
    return any(id not in dataset.actors or dataset.actors[id].kind != "unnamed" for id in ids)


def test_12_a_forecast_is_no_position(dataset: Dataset) -> None:
    assert [one.id for one in dataset.positions.values() if "liability" in one.says] == []


def test_12_a_refusal_and_a_denial_are_two_records(dataset: Dataset) -> None:
    refusals = [
        one for one in dataset.positions.values() if "extradition" in one.issues and one.kind == "refusal"
    ]
    denials = [
        one for topic in dataset.contested.values() for one in topic.versions if "russian-official" in one.by
    ]
    assert (len(refusals), len(denials)) == (1, 1)


def test_12_an_observer_is_no_party(dataset: Dataset) -> None:
    everybody = {party.party for talks in dataset.negotiations.values() for party in talks.parties}
    assert "us-helsinki-commission" not in everybody


def test_12_the_chagos_text_of_1966_is_an_exchange_of_notes(dataset: Dataset) -> None:
    assert dataset.agreements["chagos-1966"].type == "exchange_of_notes"


@pytest.mark.parametrize(
    ("dossier", "gap"),
    [
        ("russia-syria", "21 February 2026"),
        ("chagos-diego-garcia", "27 February"),
        ("greenland-us", "2 April"),
        ("iraq-us", "September 2026"),
        ("panama-us", "ruling"),
        ("cyprus-uk", "20 March"),
        ("sudan-russia", "2026"),
        ("libya-russia", "2026"),
        ("bagram-us", "2026"),
        ("edca", "2024"),
    ],
)
def test_13_what_is_known_to_be_missing_is_told(dataset: Dataset, dossier: str, gap: str) -> None:
    assert any(gap in sentence for sentence in dataset.dossiers[dossier].gaps)
