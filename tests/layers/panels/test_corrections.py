from collections.abc import Callable
from typing import Any

import pytest

from layers.extend import Panel
from layers.panels.contested import CONTESTED
from layers.panels.installation import INSTALLATION
from layers.panels.positions import POSITIONS
from layers.panels.roles import ROLES
from layers.panels.sources import SOURCES
from layers.panels.talks import TALKS
from layers.panels.timeline import TIMELINE
from layers.scene import Scene
from tests.page_text import Page

Shown = Callable[..., Page]
TOLD = "Corrected on 1 August 2025: status, was “It was so”, now “It is thus” · why: A misreading."
TOPIC = {
    "id": "topic",
    "topic": "When it began",
    "about": ["harbour"],
    "kind": "date",
    "versions": [{"says": "In 2017.", "sources": "report"}],
}


def corrected(record: str, day: str = "2025-08-01") -> list[dict[str, Any]]:
    told = {"field": "status", "was": "It was so.", "now": "It is thus.", "why": "A misreading."}
    return [{"date": day, "record": record, "sources": "report", **told}]


@pytest.mark.parametrize(
    ("record", "panel"),
    [
        ("harbour", INSTALLATION),
        ("lease", INSTALLATION),
        ("guest-host", TALKS),
        ("statement-2025-07-31", TALKS),
        ("statement-2025-07-31", TIMELINE),
        ("topic", CONTESTED),
        ("report", SOURCES),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_correction_stands_beside_the_record_it_touches(record: str, panel: Panel, shown: Shown) -> None:
    page = shown(panel, corrections=corrected(record), contested=[TOPIC])
    assert TOLD in page.text


@pytest.mark.parametrize(
    ("section", "panel"), [("claims", ROLES), ("positions", POSITIONS)], ids=["claim", "position"]
)
def test_a_correction_stands_beside_the_statement_it_touches(
    section: str, panel: Panel, shown: Shown, scene_of: Callable[..., Scene]
) -> None:
    (record,) = getattr(scene_of(), section)
    assert TOLD in shown(panel, corrections=corrected(record.id)).text


def test_a_correction_cites_its_sources(shown: Shown) -> None:
    text = shown(INSTALLATION, "selected=harbour", corrections=corrected("harbour")).text
    assert f"{TOLD} [1]" in text


def test_a_correction_made_after_the_day_known_by_is_not_shown(shown: Shown) -> None:
    later = corrected("harbour", day="2025-08-20")
    assert "Corrected" not in shown(INSTALLATION, "known_by=2025-08-19", corrections=later).text
