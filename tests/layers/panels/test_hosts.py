from collections.abc import Callable
from typing import Any

import pytest

from layers.extend import Panel
from layers.panels.installation import INSTALLATION
from layers.panels.talks import TALKS
from tests.page_text import Page

Shown = Callable[..., Page]
LAYERS: list[dict[str, Any]] = [
    {"party": "MU", "capacity": "claims", "from": "1980", "by": ["MU"], "sources": "report"},
    {"party": "GB", "capacity": "administers", "from": "1965", "sources": "report"},
]
HARBOUR = {"harbour": {"host": LAYERS}}


def test_the_installation_tells_every_layer_in_full(shown: Shown) -> None:
    text = shown(INSTALLATION, "selected=harbour", installations=HARBOUR).text
    assert "United Kingdom · administers, since 1965" in text
    assert "Mauritius · claims, since 1980, by Mauritius" in text


def test_the_installation_says_that_the_land_is_disputed(shown: Shown) -> None:
    text = shown(INSTALLATION, "selected=harbour", installations=HARBOUR).text
    assert "The land is claimed or held by several" in text


def test_an_installation_with_one_host_says_nothing_of_a_dispute(shown: Shown) -> None:
    assert "held by several" not in shown(INSTALLATION, "selected=harbour").text


@pytest.mark.parametrize("panel", [INSTALLATION, TALKS], ids=lambda panel: panel.name)
def test_a_filter_by_host_is_answered_with_the_layer(panel: Panel, shown: Shown) -> None:
    text = shown(panel, "host=MU", installations=HARBOUR).text
    assert "matches Mauritius: claims, since 1980, by Mauritius" in text
