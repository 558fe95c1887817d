"""What holds for every panel, and what each is there for."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from layers.extend import Block, Card, Chart, More, Panel, Table
from layers.markup import blocks_html
from layers.panels import PANELS
from layers.panels.contested import CONTESTED
from layers.panels.installation import INSTALLATION
from layers.panels.positions import POSITIONS
from layers.panels.problems import PROBLEMS
from layers.panels.sources import SOURCES
from layers.panels.timeline import TIMELINE
from layers.scene import Scene
from layers.through_time import on_the_day
from tests.dossiers import ABSENT, minimal
from tests.page_text import Page

Shown = Callable[..., Page]
VERSIONS = [
    {"says": "Forty-nine years.", "by": ["RU"], "date": "2025-07", "sources": ["report"]},
    {"says": "It has lapsed.", "by": "none", "sources": ["report"]},
]
TOPIC = {"topic": "How long the lease runs", "about": ["lease"], "kind": "legal", "versions": VERSIONS}


def tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Chart):
            yield block.table
        elif isinstance(block, Card | More):
            yield from tables(block.blocks)


def test_the_panels_stand_in_reading_order() -> None:
    names = "talks roles installation timeline positions contested sources counting coverage problems"
    assert [panel.name for panel in PANELS] == names.split()


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.name)
@pytest.mark.parametrize("view", ["", "selected=harbour", "selected=guest-host", "as_of=1900-01-01"])
def test_every_panel_says_something_in_every_view(panel: Panel, view: str, shown: Shown) -> None:
    assert shown(panel, view).text.strip()


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.name)
def test_every_row_has_a_cell_for_every_column(panel: Panel, scene_of: Callable[..., Scene]) -> None:
    scene = scene_of(contested=[TOPIC])
    for table in tables(on_the_day(panel.read(scene), scene)):
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_captions_name_one_table_each(scene_of: Callable[..., Scene]) -> None:
    scene = scene_of("selected=harbour", contested=[TOPIC])
    captions = [table.caption for panel in PANELS for table in tables(on_the_day(panel.read(scene), scene))]
    assert len(captions) == len(set(captions))


def test_an_installation_gives_its_names_in_all_languages(shown: Shown) -> None:
    page = shown(INSTALLATION, "selected=harbour")
    assert ("bdi", {"lang": "ar"}) in page.elements


def test_an_installation_gives_the_precision_of_its_place(shown: Shown) -> None:
    assert "34.914, 35.874 · facility" in shown(INSTALLATION, "selected=harbour").text


def test_an_installation_shows_its_agreements_apart_from_its_own_status(shown: Shown) -> None:
    text = shown(INSTALLATION, "selected=harbour").text
    assert text.index("Operating") < text.index("Lease of the harbour") < text.index("Signed")


def test_corrections_stand_with_the_installation_they_touch(shown: Shown) -> None:
    correction = {"date": "2025-08-01", "record": "harbour", "was": "closed", "now": "open", "why": "misread"}
    assert "misread" in shown(INSTALLATION, "selected=harbour", corrections=[correction]).text


def test_with_none_selected_each_installation_can_be_picked(shown: Shown) -> None:
    assert shown(INSTALLATION).with_class("pick")[0]["data-pick"] == "harbour"


def test_with_none_selected_each_installation_is_told_in_full_below(shown: Shown) -> None:
    assert "All on Harbour facility" in shown(INSTALLATION).text
    assert "point stands for: site" in shown(INSTALLATION).text


def test_a_history_does_not_show_what_came_after_the_day(shown: Shown) -> None:
    later = {"date": "2025-08-20", "status": "reduced", "sources": ["report"]}
    status = [*minimal()["installations"]["harbour"]["status"], later]
    page = shown(
        INSTALLATION, "selected=harbour&as_of=2025-08-10", installations={"harbour": {"status": status}}
    )
    assert "20 August 2025" not in page.text


def test_a_version_in_the_voice_of_its_source_says_so(shown: Shown) -> None:
    assert "the source, in its own voice" in shown(CONTESTED, contested=[TOPIC]).text


def test_a_replaced_position_is_struck_and_says_why(shown: Shown) -> None:
    old = minimal()["positions"][0] | {"id": "old"}
    new = minimal()["positions"][0] | {"id": "new", "says": "More.", "replaces": ["old"]}
    page = shown(POSITIONS, positions=[old, new])
    assert "s" in page.tags()
    assert "replaced by a later position" in page.text


def test_a_source_without_a_title_says_that_it_was_not_seen(shown: Shown) -> None:
    assert "title not seen" in shown(SOURCES, sources={"report": {"title": ABSENT}}).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"published": "2025-07-31", "published_basis": "inferred"}, "31 July 2025 (inferred)"),
        ({"published": ABSENT, "published_by": "2025-08-02"}, "no later than 2 August 2025"),
        ({"published": ABSENT}, "no date; seen 1 August 2025"),
    ],
)
def test_the_date_of_a_source_says_what_it_rests_on(fields: dict[str, Any], words: str, shown: Shown) -> None:
    assert words in shown(SOURCES, sources={"report": fields}).text


def test_a_source_counts_the_statements_that_rest_on_it(shown: Shown) -> None:
    assert "6 statements" in shown(SOURCES).text


def test_a_problem_gives_file_line_column_and_hint(shown: Shown) -> None:
    page = shown(PROBLEMS, installations={"harbour": {"stauts": "x"}})
    assert "small.yaml" in page.text
    assert "did you mean `status`?" in page.text


def test_the_timeline_keeps_its_lanes_apart(scene_of: Callable[..., Scene]) -> None:
    chart = next(block for block in TIMELINE.read(scene_of("selected=harbour")) if isinstance(block, Chart))
    assert [row.kind for row in chart.drawing.rows] == ["installation", "agreement", "talks"]


def test_the_timeline_dashes_what_is_disputed(scene_of: Callable[..., Scene]) -> None:
    status = [
        {"date": "2025-07-01", "status": "in_force", "by": ["RU"], "sources": ["report"]},
        {"date": "2025-07-02", "status": "suspended", "by": ["SY"], "sources": ["report"]},
    ]
    scene = scene_of("selected=harbour", agreements={"lease": {"status": status}})
    chart = next(block for block in TIMELINE.read(scene) if isinstance(block, Chart))
    (lease,) = [row for row in chart.drawing.rows if "Lease" in " ".join(row.name)]
    assert [bar.dashed for bar in lease.bars] == [False, True]


def test_the_timeline_joins_what_looks_alike(scene_of: Callable[..., Scene]) -> None:
    days = ("2025-06-01", "2025-07-01", "2025-07-10")
    status = [{"date": day, "status": "in_force", "sources": ["report"]} for day in days]
    scene = scene_of("selected=harbour", agreements={"lease": {"status": status}})
    chart = next(block for block in TIMELINE.read(scene) if isinstance(block, Chart))
    assert [len(row.bars) for row in chart.drawing.rows if row.kind == "agreement"] == [1]


def test_the_timeline_is_drawn_as_shapes(scene_of: Callable[..., Scene]) -> None:
    scene = scene_of("selected=harbour")
    assert "svg" in Page(blocks_html(TIMELINE.read(scene), scene)).tags()


def test_the_timeline_leaves_out_what_has_no_history(shown: Shown) -> None:
    text = shown(TIMELINE, "selected=harbour", agreements={"lease": {"status": []}}).text
    assert "Harbour facility" in text
    assert "Lease of the harbour" not in text
