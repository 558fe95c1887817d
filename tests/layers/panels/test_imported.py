"""A site that was imported says so, and whether that is all it rests on."""

from collections.abc import Callable
from typing import Any

import pytest

from layers.panels.installation import INSTALLATION
from tests.dossiers import ABSENT
from tests.page_text import Page

ROW = {"file": "<b>list.csv", "row": 2, "digest": "0123456789abcdef"}
PLACE = {"lat": 34.914, "lon": 35.874, "precision": "facility", "sources": ABSENT}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"location": PLACE}, "from <b>list.csv · no source has been named yet"),
        ({"location": PLACE, "sources": "report"}, "from <b>list.csv"),
    ],
)
def test_the_panel_tells_where_a_site_comes_from(
    changes: dict[str, Any], told: str, shown: Callable[..., Page]
) -> None:
    page = shown(INSTALLATION, "selected=harbour", installations={"harbour": {"imported": ROW, **changes}})
    assert f"Imported\n{told}" in page.text
    assert ("no source has been named yet" in page.text) == ("sources" not in changes)
