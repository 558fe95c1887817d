"""What bad input gets: every fault a Problem in its place, at the cost of one record."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from layers.config import Config
from layers.dataset import Dataset, read_dataset
from layers.errors import DataFolderError
from tests.dossiers import ABSENT, write_text
from tests.privileges import without_privileges

Write = Callable[..., Path]


def messages(dataset: Dataset) -> list[str]:
    return [f"{problem.message} ({problem.hint})" for problem in dataset.problems]


def test_the_small_dossier_is_without_a_fault(dossier: Write, config: Config) -> None:
    assert read_dataset(dossier(), config).problems == ()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"stauts": []}, "unknown key `stauts` (did you mean `status`?)"),
        ({"kind": "bse"}, "`bse` is not in the list `installation_kind` (did you mean `base`?)"),
        ({"name": ABSENT}, "`name` is missing (every record of this kind needs it)"),
        ({"name": ["x"]}, "`name` must be text, found `['x']` (put it in quotes)"),
        ({"location": {"lat": 95}},
         "`lat: 95` is out of range; expected a number from -90 to 90 (lat and lon swapped?)"),
        (
            {"location": {"lat": "35:24.5"}},
            "`35:24.5` is not a number (expected decimal degrees or a decimal number such as 35.41)",
        ),
        ({"status": [{"date": "2024-02-30", "status": "operating", "sources": "report"}]},
         "`2024-02-30` is not a day in the calendar ()"),
        ({"status": [{"date": "2024", "status": "operating"}]},
         "a dated statement needs a source; name one in `sources` ()"),
        ({"status": [{"date": "2024", "seen": "2024", "status": "operating", "sources": "report"}]},
         "a status needs exactly one of `date` (since) and `seen` (on) ()"),
        ({"status": [{"date": "2024", "status": "operating", "sources": "reprot"}]},
         "`reprot` names no source (did you mean `report`?)"),
        ({"operators": [{"party": "RU", "from": "2020", "to": "2019"}]}, "`from: 2020` is after `2019`, its end ()"),
        ({"host": "XX"}, "`XX` names no actor (country codes are ISO 3166-1, such as SY)"),
        ({"footprint": {"type": "Point", "coordinates": [1, 2]}},
         "a footprint is a Polygon or MultiPolygon, found `Point` (GeoJSON, lon before lat)"),
    ],
)  # fmt: skip
def test_a_fault_in_a_site_costs_that_site(
    dossier: Write, config: Config, changes: dict[str, Any], message: str
) -> None:
    second = {"name": "Airfield", "host": "SY"}
    dataset = read_dataset(dossier(installations={"harbour": changes, "field": second}), config)
    assert message in messages(dataset)
    assert "harbour" not in dataset.installations
    assert "field" in dataset.installations


def test_a_problem_names_file_line_and_column(dossier: Write, config: Config) -> None:
    folder = write_text(dossier(), "installations:\n  port:\n    name: Port\n    stauts: []\n", "bad")
    assert str(read_dataset(folder, config).problems[0]) == (
        f"{folder / 'bad.yaml'}:4:5: error: unknown key `stauts` (did you mean `status`?)"
    )


def test_lat_and_lon_swapped_is_asked(dossier: Write, config: Config) -> None:
    folder = dossier(installations={"harbour": {"location": {"lat": 35.874, "lon": 34.914}}})
    problem = read_dataset(folder, config).problems[0]
    assert (problem.severity, problem.hint) == ("warning", "lat and lon swapped?")


def test_no_is_norway(dossier: Write, config: Config) -> None:
    folder = write_text(
        dossier(), "installations:\n  fjord: {name: Fjord, host: NO, operators: [US]}\n", "north"
    )
    assert read_dataset(folder, config).installations["fjord"].hosts[0].party == "NO"


def test_an_id_twice_in_two_files_names_both_places(dossier: Write, config: Config) -> None:
    folder = write_text(dossier(), "installations:\n  harbour: {name: Other}\n", "zz")
    dataset = read_dataset(folder, config)
    assert dataset.installations["harbour"].name == "Harbour facility"
    assert dataset.problems[0].place == f"{folder / 'zz.yaml'}:2:3"
    assert f"first at {folder / 'small.yaml'}:" in dataset.problems[0].message


def test_a_source_with_a_bad_address_goes_on_without_it(dossier: Write, config: Config) -> None:
    dataset = read_dataset(dossier(sources={"report": {"url": "javascript:alert(1)"}}), config)
    assert "`javascript:alert(1)` is not a web address (expected http(s)://...)" in messages(dataset)
    assert dataset.sources["report"].url is None
    assert len(dataset.events) == 1


def test_a_claim_takes_from_its_event_what_it_leaves_out(dossier: Write, config: Config) -> None:
    claim = next(iter(read_dataset(dossier(), config).claims.values()))
    assert claim.speaker == ("speaker",)
    assert claim.sources == ("report",)
    assert claim.installations == ("harbour",)
    assert (claim.negotiation, claim.level, str(claim.date)) == ("guest-host", "official", "2025-07-31")


def test_what_a_claim_says_itself_wins(dossier: Write, config: Config) -> None:
    claims = [{"in": "statement-2025-07-31", "roles": "stabilizing", "stance": "asserts", "speaker": "SY",
               "installations": []}]  # fmt: skip
    claim = next(iter(read_dataset(dossier(claims=claims), config).claims.values()))
    assert (claim.speaker, claim.installations) == (("SY",), ())


def test_a_claim_in_an_event_that_is_not_there_is_left_out(dossier: Write, config: Config) -> None:
    dataset = read_dataset(
        dossier(claims=[{"in": "nothing", "roles": "stabilizing", "stance": "asserts"}]), config
    )
    assert messages(dataset) == ["`nothing` names no event ()"]
    assert not dataset.claims


def test_ids_come_from_what_a_record_says_and_not_from_its_line(dossier: Write, config: Config) -> None:
    first = read_dataset(dossier(), config)
    assert list(first.claims) == ["small-2025-07-31-speaker-stabilizing"]
    assert list(first.positions) == ["small-2025-07-31-sy-compensation"]


def test_a_quotation_has_at_most_eight_words(dossier: Write, config: Config) -> None:
    claims = [
        {
            "in": "statement-2025-07-31",
            "roles": "stabilizing",
            "stance": "asserts",
            "phrase": "a b c d e f g h i",
        }
    ]
    assert "the phrase has 9 words; at most eight are quoted ()" in messages(
        read_dataset(dossier(claims=claims), config)
    )


def test_a_summary_that_is_a_source_title_is_refused(dossier: Write, config: Config) -> None:
    sources = {"report": {"title": "Contacts on the harbour continue."}}
    dataset = read_dataset(dossier(sources=sources), config)
    assert "the summary is a source's title (say in neutral words what happened)" in messages(dataset)


def test_loaded_words_are_listed(dossier: Write, config: Config) -> None:
    event = {
        "date": "2025-07-30",
        "type": "statement",
        "summary": "The regime admits talks.",
        "sources": "report",
    }
    found = [
        problem.message
        for problem in read_dataset(dossier(events=[event], claims=[], positions=[]), config).problems
    ]
    assert found == [
        "`admits` is a loaded word in a text of ours",
        "`regime` is a loaded word in a text of ours",
    ]


def test_a_status_newer_than_its_sources_is_a_warning(dossier: Write, config: Config) -> None:
    status = [{"date": "2026-01-01", "status": "operating", "sources": "report"}]
    dataset = read_dataset(dossier(installations={"harbour": {"status": status}}), config)
    assert messages(dataset) == [
        "`2026-01-01` is later than every source of it (a status is never newer than its source)"
    ]


def test_a_crossing_footprint_is_repaired_with_a_warning(dossier: Write, config: Config) -> None:
    bow = {
        "type": "Polygon",
        "coordinates": [[[35.87, 34.91], [35.88, 34.92], [35.88, 34.91], [35.87, 34.92]]],
    }
    dataset = read_dataset(dossier(installations={"harbour": {"footprint": bow}}), config)
    assert dataset.problems[0].message.startswith("the footprint was repaired: Self-intersection")
    assert "harbour" in dataset.installations


def test_an_unclosed_footprint_is_closed_with_a_warning(dossier: Write, config: Config) -> None:
    ring = {"type": "Polygon", "coordinates": [[[35.87, 34.91], [35.88, 34.92], [35.88, 34.91]]]}
    dataset = read_dataset(dossier(installations={"harbour": {"footprint": ring}}), config)
    assert dataset.problems[0].message == "the footprint was closed: a ring did not end where it began"


def test_an_unknown_section_is_named(dossier: Write, config: Config) -> None:
    folder = write_text(dossier(), "instalations:\n  x: {name: X}\n", "zz")
    assert "unknown section `instalations` (did you mean `installations`?)" in messages(
        read_dataset(folder, config)
    )


def test_a_record_with_a_byte_that_is_not_utf8_is_left_out(dossier: Write, config: Config) -> None:
    text = b"installations:\n  cafe: {name: Caf\xe9}\n  port: {name: Port}\n"
    dataset = read_dataset(write_text(dossier(), text, "zz"), config)
    assert "port" in dataset.installations
    assert "cafe" not in dataset.installations


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "does not exist"),
        (lambda path: path.mkdir(), "holds no dossier"),
        (lambda path: path.write_text("x"), "is a file"),
    ],
)
def test_a_folder_without_dossiers_is_said(
    tmp_path: Path, config: Config, make: Callable[[Path], Any], message: str
) -> None:
    make(tmp_path / "data")
    with pytest.raises(DataFolderError, match=message):
        read_dataset(tmp_path / "data", config)


def test_a_file_of_fifty_megabytes_is_refused_unread(dossier: Write, config: Config) -> None:
    folder = write_text(dossier(), "", "huge")
    os.truncate(folder / "huge.yaml", 50_000_000)
    dataset = read_dataset(folder, config)
    assert (
        "the file has 50,000,000 bytes; the limit in config.yaml is 10,000,000 (split it into several dossiers)"
        in (messages(dataset))
    )
    assert "harbour" in dataset.installations


def test_a_folder_that_may_not_be_read_is_said(dossier: Write, config: Config) -> None:
    folder = dossier()
    folder.chmod(0)
    with without_privileges(), pytest.raises(DataFolderError, match="may not be read"):
        read_dataset(folder, config)
    folder.chmod(0o700)


def test_an_unchanged_file_is_not_read_again(dossier: Write, config: Config) -> None:
    folder = dossier()
    first = read_dataset(folder, config)
    assert read_dataset(folder, config, before=first).files[0] is first.files[0]


def test_a_file_that_cannot_be_parsed_any_more_keeps_its_last_good_version(
    dossier: Write, config: Config
) -> None:
    folder = dossier()
    first = read_dataset(folder, config)
    write_text(folder, "installations: [")
    second = read_dataset(folder, config, before=first)
    assert second.installations == first.installations
    assert second.problems[0].severity == "error"


def test_a_broken_record_keeps_its_last_good_version(dossier: Write, config: Config) -> None:
    first = read_dataset(dossier(), config)
    folder = dossier(installations={"harbour": {"kind": "bse"}})
    second = read_dataset(folder, config, before=first)
    assert second.installations["harbour"] == first.installations["harbour"]
    assert second.problems[0].severity == "error"


def test_the_hash_follows_the_content(dossier: Write, config: Config) -> None:
    assert read_dataset(dossier(), config).hash == read_dataset(dossier(), config).hash
    assert (
        read_dataset(dossier(), config).hash != read_dataset(dossier(dossier={"title": "Other"}), config).hash
    )
