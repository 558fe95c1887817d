"""docs/commands.md and docs/formats.md say what the code declares."""

from pathlib import Path

import click
import pytest

from dashboard.cli import commands
from layers.exports import EXPORTS
from layers.exports.columns import COLUMNS
from tools.make_reference import pages


@pytest.mark.parametrize("name", ["commands.md", "formats.md"])
def test_a_page_is_what_the_code_says(name: str, root: Path) -> None:
    assert (root / "docs" / name).read_text(encoding="utf-8") == pages()[name], "run `make docs-pages`"


@pytest.mark.parametrize("command", commands.list_commands(click.Context(commands)))
def test_every_command_is_documented(command: str, root: Path) -> None:
    assert f"## `basing {command}`" in (root / "docs" / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [export.name for export in EXPORTS])
def test_every_format_is_documented(name: str, root: Path) -> None:
    assert f"(`{name}`)" in (root / "docs" / "formats.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", COLUMNS)
def test_every_column_is_explained_in_a_sentence(table: str) -> None:
    assert [column.name for column in COLUMNS[table] if not column.meaning.endswith(".")] == []
