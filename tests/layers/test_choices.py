"""What a document carries for its filters: options with names, what passes by which day, days of change, texts."""

from collections.abc import Callable
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from layers import select
from layers.choices import FILTERS, choices, option_names
from layers.frames import fold
from layers.markup.timing import day_number
from layers.scene import Scene
from layers.search_texts import search_texts

Staged = Callable[..., Scene]


def options(scene: Scene, field: str) -> dict[str, str]:
    """The options of a filter with their names."""
    found = next(one for one in choices(scene)["filters"] if one["field"] == field)
    return dict(zip(found["values"], found["names"], strict=True))


def cell(data: dict[str, Any], kind: str, field: str, row: int = 0) -> list[Any]:
    """What the first site or talks of a document have of a field."""
    table = data[kind][field]
    cells: list[list[Any]] = table["cells"]
    return cells[numbers(table["of"])[row]]


def numbers(column: list[int] | dict[str, list[int]]) -> list[int]:
    """A column as it was before it travelled."""
    if isinstance(column, list):
        return column
    pairs = zip(column["runs"][::2], column["runs"][1::2], strict=True)
    return [number for number, times in pairs for _ in range(times)]


def day(text: str) -> int:
    return day_number(date.fromisoformat(text))


# --- filters and options ---


def test_each_list_of_a_view_has_a_filter() -> None:
    assert {each.field for each in FILTERS} == set(select.FILTERS)


def test_they_come_in_the_order_of_the_dashboard(syria: Staged) -> None:
    offered = [(one["field"], one["label"]) for one in choices(syria())["filters"]]
    assert offered == [(each.field, each.label) for each in FILTERS]


@pytest.mark.parametrize("each", FILTERS, ids=lambda each: each.field)
def test_an_option_has_the_name_that_the_dashboard_gives_it(seeds_scene: Staged, each: Any) -> None:
    scene = seeds_scene()
    offered = option_names(scene, each, scene.facets[each.field])
    assert offered.items() <= options(scene, each.field).items()


def test_names_that_several_options_share_are_told_apart(
    staged_from: Staged, dossier: Callable[..., Path]
) -> None:
    actors = {one: {"name": "The fleet", "kind": "government"} for one in ("north", "south")}
    folder = dossier(actors=actors, installations={"harbour": {"operators": ["north", "south"]}})
    names = options(staged_from(folder), "operator")
    assert names == {"north": "The fleet (north)", "south": "The fleet (south)"}


def test_a_document_offers_only_what_its_view_leaves(seeds_scene: Staged) -> None:
    assert set(options(seeds_scene("dossier=russia-syria"), "host")) == {"SY"}


def test_names_come_in_the_language_of_the_document(syria: Staged) -> None:
    assert options(syria("lang=ar"), "host")["SY"] == "سوريا"


# --- what passes by which day ---


def test_a_host_counts_from_its_first_day(staged_from: Staged, dossier: Callable[..., Path]) -> None:
    hosts = [{"party": "SY"}, {"party": "RU", "from": "2017-01-18", "to": "2020"}]
    scene = staged_from(dossier(installations={"harbour": {"host": hosts}}))
    assert list(options(scene, "host")) == ["SY", "RU"]
    assert cell(choices(scene), "sites", "host") == [0, None, 1, day("2017-01-18")]


def test_a_host_who_comes_after_the_day_is_not_carried(
    staged_from: Staged, dossier: Callable[..., Path]
) -> None:
    hosts = [{"party": "SY"}, {"party": "RU", "from": "2026-02-18"}]
    scene = staged_from(dossier(installations={"harbour": {"host": hosts}}), "as_of=2026-01-01")
    assert list(options(scene, "host")) == ["SY"]


def test_a_host_who_came_twice_counts_from_the_first_time(
    staged_from: Staged, dossier: Callable[..., Path]
) -> None:
    hosts = [{"party": "SY", "from": "2019-05-02"}, {"party": "SY", "from": "2017-01-18", "to": "2018"}]
    scene = staged_from(dossier(installations={"harbour": {"host": hosts}}))
    assert cell(choices(scene), "sites", "host") == [0, day("2017-01-18")]


def test_a_role_counts_from_the_first_claim(staged_from: Staged, dossier: Callable[..., Path]) -> None:
    said = {"stance": "asserts", "of": "installation", "sources": "report", "roles": "stabilizing"}
    claims = [said | {"date": one, "speaker": "speaker"} for one in ("2025-07-20", "2025-07-02")]
    scene = staged_from(dossier(claims=claims))
    assert cell(choices(scene), "sites", "role") == [0, day("2025-07-02")]


def test_a_role_that_was_not_yet_published_is_not_carried(
    staged_from: Staged, dossier: Callable[..., Path]
) -> None:
    assert options(staged_from(dossier(), "known_by=2025-07-30"), "role") == {}


def test_the_status_of_talks_is_told_from_change_to_change(
    staged_from: Staged, dossier: Callable[..., Path]
) -> None:
    entries = [
        {"date": one, "status": status, "sources": "report"}
        for one, status in (("2024-01-02", "sought"), ("2025-03-04", "active"), ("2025-05-06", "active"))
    ]
    scene = staged_from(dossier(negotiations={"guest-host": {"status": entries}}))
    names = list(options(scene, "status"))
    assert cell(choices(scene), "talks", "status") == [
        names.index("sought"), day("2024-01-02"), names.index("active"), day("2025-03-04"),
    ]  # fmt: skip


def test_talks_that_the_view_hides_count_for_the_sites_they_are_about(seeds_scene: Staged) -> None:
    scene = seeds_scene("status=active")
    data = choices(scene)
    assert data["talks"]["shown"] == len(scene.negotiations)
    named = {at for one in data["sites"]["talks"]["cells"] for at in one}
    assert named <= set(range(len(data["talks"]["ids"])))


def test_many_sites_of_one_kind_travel_as_runs(staged_from: Staged, dossier: Callable[..., Path]) -> None:
    site = {"name": "A site", "kind": "base", "host": "SY", "operators": ["RU"]}
    scene = staged_from(dossier(installations={f"site-{number}": site for number in range(20)}))
    column = choices(scene)["sites"]["dossier"]["of"]
    assert "runs" in column
    assert numbers(column) == [0] * 21


# --- days ---


def test_the_days_of_change_are_in_order_and_end_by_the_day(seeds_scene: Staged) -> None:
    scene = seeds_scene("as_of=2025-07-31")
    data = choices(scene)
    steps = data["days"]
    assert all(step > 0 for step in steps[1:])
    assert steps[0] == data["first"]
    assert sum(steps) <= data["last"] == day("2025-07-31")
    assert len(data["changes"]) == len(steps)


@pytest.mark.parametrize(
    ("override", "when"),
    [
        ({"installations": {"harbour": {"operators": [{"party": "RU", "from": "2001-02-03"}]}}}, "2001-02-03"),
        ({"installations": {"harbour": {"host": [{"party": "SY", "to": "2002-03-04"}]}}}, "2002-03-05"),
        ({"agreements": {"lease": {"status": [{"date": "2003-04-05", "status": "signed", "sources": "report"}]}}},
         "2003-04-05"),
        ({"positions": [{"in": "statement-2025-07-31", "party": "SY", "kind": "demand", "says": "Rent.",
                         "withdrawn": "2025-09-10"}]}, "2025-09-10"),
        ({"contested": [{"topic": "The rent", "about": ["harbour"], "kind": "value",
                         "versions": [{"says": "None.", "date": "2004-05-06", "sources": ["report"]}]}]}, "2004-05-06"),
    ],
    ids=["operator comes", "host goes", "agreement", "withdrawn", "version"],
)  # fmt: skip
def test_a_day_on_which_something_changes_is_among_them(
    staged_from: Staged, dossier: Callable[..., Path], override: dict[str, Any], when: str
) -> None:
    steps = choices(staged_from(dossier(**override)))["days"]
    days = [sum(steps[: number + 1]) for number in range(len(steps))]
    assert day(when) in days


def test_a_document_without_records_has_no_days(seeds_scene: Staged) -> None:
    data = choices(seeds_scene("dossier=russia-syria&q=nothing has this"))
    assert (data["days"], data["first"]) == ([], data["last"])


# --- texts ---


def test_everything_that_a_search_looks_in_is_carried(seeds_scene: Staged) -> None:
    scene = seeds_scene()
    data, haystacks = search_texts(scene), scene.frames.installations["haystack"]
    told: dict[int, list[str]] = {}
    for text, of in zip(data["texts"], data["of"], strict=True):
        for pair in of:
            for site in accumulate(data["about"][pair][0]):
                told.setdefault(site, []).append(text)
    for number, site in enumerate(scene.installations):
        names = (site.id, site.name, *site.names.values(), *site.aliases, *told.get(number, ()))
        assert set(fold("\n".join(names)).split()) == set(haystacks[site.id].split())


def test_a_text_about_several_travels_once(staged_from: Staged, dossier: Callable[..., Path]) -> None:
    sites = {f"site-{number}": {"name": "A site", "host": "SY"} for number in range(3)}
    event = {
        "id": "e",
        "date": "2025-07-31",
        "type": "statement",
        "summary": "They talk.",
        "sources": ["report"],
    }
    scene = staged_from(
        dossier(installations=sites, events=[event | {"installations": list(sites)}], claims=[], positions=[])
    )
    data = search_texts(scene)
    assert data["texts"].count("They talk.") == 1
    (pair,) = data["of"][data["texts"].index("They talk.")]
    assert data["about"][pair] == [[1, 1, 1], [0]]
