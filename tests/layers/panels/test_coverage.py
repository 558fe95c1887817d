from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from layers.coverage import SHARES, Coverage, coverage, dossiers_shown
from layers.panels.coverage import COVERAGE, share_of
from layers.scene import Scene
from tests.dossiers import minimal
from tests.page_text import Page
from tools.make_coverage import coverage_page

Shown = Callable[..., Page]
Staged = Callable[..., Scene]


def source(**changes: Any) -> dict[str, Any]:
    return minimal()["sources"]["report"] | changes


def only(scene: Scene) -> Coverage:
    (one,) = coverage(scene, dossiers_shown(scene))
    return one


@pytest.mark.parametrize(
    ("changes", "shares"),
    [
        ({"kind": "news_agency", "tier": "B"}, {"independent"}),
        ({"kind": "treaty_text", "tier": "A"}, {"official"}),
        ({"kind": "state_media", "state": "RU", "tier": "A"}, {"state"}),
        ({"kind": "newspaper", "state": "RU", "tier": "B"}, {"state"}),
        ({"kind": "aggregator", "tier": "C"}, {"independent", "only tier C"}),
    ],
)
def test_a_statement_counts_where_its_source_belongs(
    scene_of: Staged, changes: dict[str, Any], shares: set[str]
) -> None:
    found = only(scene_of(sources={"report": source(**changes)}))
    assert {name for name, number in found.shares.items() if number} == shares
    assert set(found.shares.values()) <= {0, found.statements}


def test_a_statement_with_two_sources_counts_in_both_shares(scene_of: Staged) -> None:
    event = minimal()["events"][0] | {"sources": ["report", "gazette"]}
    gazette = source(kind="law_gazette", tier="A", url="https://gazette.example/one")
    found = only(
        scene_of(events=[event], claims=[], positions=[], sources={"report": source(), "gazette": gazette})
    )
    assert (found.statements, found.shares["official"], found.shares["independent"]) == (1, 1, 1)


def test_a_better_source_lifts_a_statement_out_of_only_tier_c(scene_of: Staged) -> None:
    event = minimal()["events"][0] | {"sources": ["report", "repost"]}
    repost = source(kind="repost", tier="C", url="https://repost.example/one")
    found = only(
        scene_of(events=[event], claims=[], positions=[], sources={"report": source(), "repost": repost})
    )
    assert found.shares["only tier C"] == 0


def test_what_was_published_later_does_not_count(scene_of: Staged) -> None:
    late = source(published="2025-08-20", language="ar", url="https://late.example/one")
    event = minimal()["events"][0] | {"sources": ["report", "late"]}
    sources = {"report": source(), "late": late}
    assert "ar" in only(scene_of(events=[event], sources=sources)).languages
    assert "ar" not in only(scene_of("known_by=2025-08-10", events=[event], sources=sources)).languages


def test_it_counts_every_section(scene_of: Staged) -> None:
    counts = only(scene_of()).counts
    assert (counts["installations"], counts["agreements"], counts["events"], counts["claims"]) == (1, 1, 1, 1)


def test_the_day_of_looking_is_no_day_of_reporting(scene_of: Staged) -> None:
    found = only(scene_of(sources={"report": source(published=None, accessed="2025-08-01")}))
    assert (found.first_reported, found.last_reported) == (None, None)


def test_a_share_is_told_in_numbers(scene_of: Staged) -> None:
    found = only(scene_of())
    assert share_of(found, "independent") == f"{found.statements} of {found.statements} statements (100 %)"


def test_every_share_says_what_it_counts(shown: Shown) -> None:
    said = shown(COVERAGE).text
    assert [meaning for meaning in SHARES.values() if meaning not in said] == []
    assert "A statement with several sources counts wherever it applies" in said


def test_what_is_missing_is_told(shown: Shown) -> None:
    assert (
        "Nothing after July was found."
        in shown(COVERAGE, dossier={"gaps": ["Nothing after July was found."]}).text
    )


def test_a_title_is_text(shown: Shown) -> None:
    page = shown(COVERAGE, dossier={"title": "<script>alert(1)</script>"})
    assert "<script>alert(1)</script>" in page.text
    assert "script" not in page.tags()


def test_where_nothing_is_shown_the_panel_says_so(shown: Shown) -> None:
    assert "No dossier as of" in shown(COVERAGE, "host=DJ").text


def test_the_page_on_coverage_is_what_the_dossiers_say(root: Path) -> None:
    page = (root / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert page == coverage_page(), "run `make docs-pages`"
