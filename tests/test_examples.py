"""The guide shows records as the shipped dossiers have them."""

from pathlib import Path

import pytest

from tools.make_examples import PAGES, filled


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_are_what_the_dossiers_say(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert filled(text) == text, "run `make docs-pages`"


def test_the_guide_has_examples() -> None:
    assert PAGES[0].read_text(encoding="utf-8").count("<!-- example: ") >= 8


def test_every_dossier_is_listed(seeds: Path) -> None:
    page = (seeds / "README.md").read_text(encoding="utf-8")
    assert [file.name for file in seeds.glob("*.yaml") if f"[{file.name}]" not in page] == []


def test_an_example_that_no_dossier_has_is_an_error() -> None:
    with pytest.raises(ValueError, match="has no 'events nothing'"):
        filled("<!-- example: seeds/russia-syria.yaml events nothing -->\n")


def test_an_entry_of_a_list_keeps_its_dash_and_loses_its_indent() -> None:
    page = filled("<!-- example: seeds/russia-syria.yaml corrections record=tartus-2017 -->\n")
    assert "```yaml\n- date: 2026-11-23\n  record: tartus-2017\n" in page
