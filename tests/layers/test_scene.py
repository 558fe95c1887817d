from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from layers.config import Config
from layers.dataset import read_dataset
from layers.frames import build_frames
from layers.scene import Scene, stage
from layers.view import View

TODAY = date(2026, 11, 23)
Staged = Callable[..., Scene]


@pytest.fixture
def staged(dossier: Callable[..., Path], config: Config) -> Staged:
    def make(query: str = "", **overrides: Any) -> Scene:
        dataset = read_dataset(dossier(**overrides), config)
        return stage(config, dataset, build_frames(dataset, config), View.from_query(query)[0], TODAY)

    return make


SOURCES = {
    "later": {"publisher": "Later", "published": "2025-12-03"},
    "undated": {"publisher": "Undated"},
    "seen": {"publisher": "Seen", "accessed": "2026-11-01"},
}


def status(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"harbour": {"status": list(entries)}}


SYRIA = {"seen": "2025-06-01", "status": "suspended", "by": ["SY"], "sources": "report"}
RUSSIA = {"seen": "2025-07-01", "status": "operating", "by": ["RU"], "sources": "report"}


def standing(scene: Scene) -> Any:
    return scene.standings["installations", "harbour"]


def test_disputed_is_computed_from_the_latest_word_of_each_side(staged: Staged) -> None:
    scene = staged(installations=status(SYRIA, RUSSIA))
    assert standing(scene).disputed
    assert [entry.status for entry in standing(scene).entries] == ["suspended", "operating"]


def test_a_side_that_comes_round_ends_the_dispute(staged: Staged) -> None:
    again = {"seen": "2025-07-20", "status": "operating", "by": ["SY"], "sources": "report"}
    assert not standing(staged(installations=status(SYRIA, RUSSIA, again))).disputed


def test_an_undisputed_entry_ends_what_sides_said_before(staged: Staged) -> None:
    end = {"date": "2025-07-25", "status": "withdrawn", "sources": "report"}
    assert [entry.status for entry in standing(staged(installations=status(SYRIA, RUSSIA, end))).entries] == [
        "withdrawn"
    ]


def test_as_of_shows_what_was_so_on_the_day(staged: Staged) -> None:
    entries = status({"date": "2017", "status": "operating", "sources": "report"}, SYRIA)
    assert standing(staged("as_of=2025-05-31", installations=entries)).status == "operating"
    assert standing(staged("as_of=2025-06-01", installations=entries)).status == "suspended"


def test_known_by_hides_what_had_not_been_published(staged: Staged) -> None:
    entry = {"date": "2020", "status": "reduced", "sources": "later"}
    entries = status({"date": "2017", "status": "operating", "sources": "report"}, entry)
    scene = staged("known_by=2025-12-02", installations=entries, sources=SOURCES)
    assert standing(scene).status == "operating"
    assert standing(staged("known_by=2025-12-03", installations=entries, sources=SOURCES)).status == "reduced"


def test_a_source_without_any_date_is_never_known(staged: Staged) -> None:
    event = {"date": "2025-01-01", "type": "report", "summary": "Something.", "sources": "undated"}
    assert not staged(events=[event], claims=[], positions=[], sources=SOURCES).events


def test_looking_at_a_source_does_not_make_it_fresh(staged: Staged) -> None:
    entries = status({"date": "2017", "status": "operating", "sources": "seen"})
    assert standing(staged(installations=entries, sources=SOURCES)).age == "unknown"


def test_age_is_counted_to_today(staged: Staged) -> None:
    assert standing(staged()).age_days == (TODAY - date(2025, 7, 31)).days


@pytest.mark.parametrize(
    "query", ["q=harbour", "q=HARBOUR", "q=ميناء", "host=SY", "party=RU", "role=stabilizing", "status=active"]
)
def test_a_filter_that_fits_leaves_the_site(staged: Staged, query: str) -> None:
    assert [site.id for site in staged(query).installations] == ["harbour"]


@pytest.mark.parametrize(
    "query", ["q=airfield", "host=IQ", "party=US", "role=humanitarian", "status=stalled"]
)
def test_a_filter_that_does_not_fit_hides_the_site_and_is_named(staged: Staged, query: str) -> None:
    scene = staged(query)
    assert scene.installations == ()
    assert dict(scene.hidden_by) == {query.partition("=")[0]: 1}


@pytest.mark.parametrize(
    ("query", "left"),
    [("q=harbour", 1), ("q=harbour&host=SY", 1), ("q=harbour&host=IQ", 0), ("q=contacts&kind=base", 1)],
)
def test_talks_that_a_search_finds_pass_the_filters_of_installations_too(
    staged: Staged, query: str, left: int
) -> None:
    sites = {"field": {"name": "Field", "kind": "airfield", "host": "IQ", "operators": ["US"]}}
    assert len(staged(query, installations=sites).negotiations) == left


def test_search_folds_diacritics(staged: Staged) -> None:
    names = {"harbour": {"aliases": ["Qamişlo"]}}
    assert staged("q=qamislo", installations=names).installations


def test_a_value_that_nothing_has_is_named(staged: Staged) -> None:
    assert "`host=SX` is asked for and nothing in the data has it" in {
        p.message for p in staged("host=SX").problems
    }


def test_options_count_what_they_leave(staged: Staged) -> None:
    sites = {"field": {"name": "Field", "host": "IQ", "operators": ["US"]}}
    assert staged("host=IQ", installations=sites).facets["operator"] == {"RU": 0, "US": 1}


def test_an_operator_counts_from_the_day_it_came(staged: Staged) -> None:
    sites = {"harbour": {"operators": ["RU", {"party": "CN", "from": "2026-01"}]}}
    assert staged("as_of=2025-12-31", installations=sites).facets["operator"] == {"RU": 1}
    assert staged("as_of=2026-01-01", installations=sites).facets["operator"] == {"RU": 1, "CN": 1}


def test_nothing_is_shown_that_was_said_after_the_day(staged: Staged) -> None:
    scene = staged("as_of=2025-07-30")
    assert (scene.events, scene.claims, scene.positions) == ((), (), ())


def test_a_selected_record_is_found_whatever_it_is(staged: Staged) -> None:
    assert staged("selected=guest-host").selected_id == "guest-host"
    assert staged("selected=nothing").selected_id == ""


def test_the_shown_place_is_no_finer_than_published(staged: Staged) -> None:
    place = {"harbour": {"location": {"lat": 34.91456, "lon": 35.87456, "precision": "vicinity"}}}
    point = staged(installations=place).shown.installations.geometry["harbour"]
    assert (point.x, point.y) == (35.87, 34.91)


def test_a_region_draws_no_pin(staged: Staged) -> None:
    place = {"harbour": {"location": {"precision": "region"}}}
    assert staged(installations=place).shown.installations.geometry["harbour"] is None
