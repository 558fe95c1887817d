"""The documentation tells of everything that a person can type or see, and names nothing that is not there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

import click
import pytest

from dashboard.cli import commands
from layers.config import read_config
from layers.exports import EXPORTS
from layers.extend import Export
from layers.fields import Record
from layers.overlays import OVERLAYS
from layers.panels import PANELS
from layers.records import RECORDS
from layers.view import View
from tools.make_docs import pages
from tools.make_reference import all_commands

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
CONFIG = read_config(ROOT / "config.yaml")
GENERATED = pages(CONFIG)
WRITTEN = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    *(f"docs/{path.name}" for path in sorted(DOCS.glob("*.md"))),
]
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

# A path in code marks: with a slash, or a file of the top folder; patterns and commands are something else.
PATH = re.compile(r"`((?:\.ci|layers|dashboard|seeds|tests|tools|docs)/[\w./-]*|\w+\.(?:yaml|toml|md|txt))`")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
MAKE = re.compile(r"^ {4}(?:make) +([a-z-]+)|`make ([a-z-]+)`|^make ([a-z-]+)", re.MULTILINE)


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands under a heading of the second level; nothing where there is no such heading."""
    found = re.search(rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def command(names: Sequence[str]) -> click.Command:
    """The command of some words: `add event`."""
    found: click.Command | None = commands
    for name in names:
        assert isinstance(found, click.Group)
        found = found.get_command(click.Context(found), name)
    assert found is not None
    return found


COMMANDS = [" ".join(names) for names in all_commands()]


def options() -> Iterator[tuple[str, str]]:
    """Every (command, option)."""
    for name in COMMANDS:
        for parameter in command(name.split()).params:
            if isinstance(parameter, click.Option):
                yield from ((name, option) for option in parameter.opts)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert f"\n## `basing {name}`\n" in page("docs/commands.md")


@pytest.mark.parametrize(("name", "option"), sorted(options()))
def test_every_option_is_documented(name: str, option: str) -> None:
    told = section(page("docs/commands.md"), f"`basing {name}`")
    assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", told)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.SECTION)
def test_every_record_field_is_documented(record: type[Record]) -> None:
    told = section(page("docs/fields.md"), record.SECTION)
    names = [field.alias or name for name, field in record.model_fields.items() if name != "dossier"]
    assert [name for name in names if f"| `{name}` |" not in told] == []


@pytest.mark.parametrize("name", sorted(CONFIG.vocabularies))
def test_every_vocabulary_value_is_documented(name: str) -> None:
    told = section(page("docs/vocabularies.md"), name)
    assert [value for value in CONFIG.vocabularies[name] if f"| `{value}` |" not in told] == []


@pytest.mark.parametrize("name", [panel.name for panel in PANELS])
def test_every_panel_is_documented(name: str) -> None:
    assert f"| `{name}` |" in page("docs/panels.md")


@pytest.mark.parametrize("name", [overlay.name for overlay in OVERLAYS])
def test_every_map_layer_is_documented(name: str) -> None:
    assert f"| `{name}` |" in section(page("docs/layers-and-formats.md"), "Map layers")


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_every_format_is_documented(export: Export) -> None:
    assert f"| `{export.name}` |" in section(page("docs/layers-and-formats.md"), "Formats")


@pytest.mark.parametrize("title", [export.title for export in EXPORTS])
def test_what_is_in_each_file_is_told(title: str) -> None:
    assert title.casefold() in page("docs/formats.md").casefold()


@pytest.mark.parametrize("name", [field.name for field in fields(View)])
def test_every_part_of_a_view_is_documented(name: str) -> None:
    assert re.search(rf"^\| .*`{name}`", page("docs/view.md"), re.MULTILINE)


@pytest.mark.parametrize("name", sorted(GENERATED))
def test_generated_pages_say_what_the_code_says(name: str) -> None:
    assert page(f"docs/{name}") == GENERATED[name], "run `make docs-pages`"


@pytest.mark.parametrize("name", WRITTEN)
def test_pages_name_no_make_target_that_is_missing(name: str) -> None:
    named = {target for groups in MAKE.findall(page(name)) for target in groups if target}
    assert sorted(named - TARGETS) == []


@pytest.mark.parametrize("name", WRITTEN)
def test_pages_name_no_file_that_is_missing(name: str) -> None:
    named = PATH.findall(FENCED.sub("", page(name)))
    assert [path for path in named if not (ROOT / path).exists() and not (DOCS / path).exists()] == []


@pytest.mark.parametrize("target", ["serve", "test"])
def test_the_readme_gives_the_two_commands(target: str) -> None:
    assert f"\n    make {target} " in page("README.md")


def test_the_readme_shows_three_pictures() -> None:
    named = set(re.findall(r"docs/images/[\w-]+\.png", page("README.md")))
    assert (len(named), [name for name in sorted(named) if not (ROOT / name).is_file()]) == (3, [])


@pytest.mark.parametrize("name", WRITTEN)
def test_commands_in_pages_are_commands(name: str) -> None:
    named = set(re.findall(r"(?:^ {4}|`)basing ([a-z]+)", page(name), re.MULTILINE))
    assert named - set(commands.list_commands(click.Context(commands))) == set()


def test_the_changelog_tells_what_is_new() -> None:
    assert re.search(
        r"^## (?:Unreleased|\d+\.\d+\.\d+ \(\d{4}-\d{2}-\d{2}\))$", page("CHANGELOG.md"), re.MULTILINE
    )


def test_the_newest_part_of_the_changelog_is_not_empty() -> None:
    newest = re.split(r"^## ", page("CHANGELOG.md"), flags=re.MULTILINE)[1]
    assert re.search(r"^- ", newest, re.MULTILINE)


def test_a_short_dossier_in_the_readme_has_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, "README.md") == []


def test_the_smallest_dossier_in_the_guide_has_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, "docs/dossiers.md") == []


def faults(folder: Path, name: str) -> list[str]:
    """What `basing check` would say of the first dossier on a page."""
    from layers.dataset import read_dataset

    found = re.search(r"^```yaml\n(.*?)^```$", page(name), re.MULTILINE | re.DOTALL)
    assert found, f"{name} shows no dossier"
    (folder / "shown.yaml").write_text(found[1], encoding="utf-8")
    return [str(problem) for problem in read_dataset(folder, CONFIG).problems]
