"""CONTRIBUTING.md, followed to the letter on a copy of the project."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.packed import unpacked

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r'^```(python|diff) title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)
BLOCKS = BLOCK.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
COPIED: Final = ("config.yaml", "dashboard", "docs", "layers", "pyproject.toml", "seeds", "tools")
DAYS: Final = ("--as-of", "2026-10-01", "--today", "2026-10-01")


def hunks(diff: str) -> list[tuple[str, str]]:
    """What each part of a diff finds, and what it leaves in its place."""
    parts = [part.strip("\n").split("\n") for part in re.split(r"^@@$", diff, flags=re.MULTILINE)]
    return [(_without("+", lines), _without("-", lines)) for lines in parts]


def _without(sign: str, lines: list[str]) -> str:
    return "".join(f"{line[1:]}\n" for line in lines if not line.startswith(sign))


def apply(folder: Path, kind: str, name: str, block: str) -> None:
    path = folder / name
    if kind == "python":
        assert not path.exists(), f"{name} is there already"
        path.write_text(block, encoding="utf-8")
        return
    text = path.read_text(encoding="utf-8")
    for found, left in hunks(block):
        assert text.count(found) == 1, (
            f"CONTRIBUTING.md shows a place in {name} that is not there once:\n{found}"
        )
        text = text.replace(found, left)
    path.write_text(text, encoding="utf-8")


def basing(folder: Path, *arguments: str) -> str:
    """What the command prints, run in the copy."""
    return run(folder, "dashboard.cli", *arguments)


def run(folder: Path, module: str, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which every example of CONTRIBUTING.md has been followed."""
    folder = tmp_path_factory.mktemp("copy")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "images"))
        else:
            shutil.copy(source, folder / name)
    for block in BLOCKS:
        apply(folder, *block)
    fill_new_field(folder)
    run(folder, "tools.make_docs")
    run(folder, "tools.make_reference")
    return folder


def fill_new_field(folder: Path) -> None:
    """Give Tartus the field that the example adds."""
    dossier = folder / "seeds" / "russia-syria.yaml"
    text = dossier.read_text(encoding="utf-8")
    dossier.write_text(
        text.replace("\n  tartus:\n", "\n  tartus:\n    area_km2: 1.25\n", 1), encoding="utf-8"
    )


@pytest.fixture(scope="module")
def snapshot(grown: Path) -> str:
    basing(grown, "snapshot", "--view", "selected=tartus", *DAYS, "-o", "grown.html")
    return (grown / "grown.html").read_text(encoding="utf-8")


def page(folder: Path, name: str) -> str:
    return (folder / "docs" / name).read_text(encoding="utf-8")


def map_data(snapshot: str) -> dict[str, dict[str, dict[str, list[object]]]]:
    data: dict[str, dict[str, dict[str, list[object]]]] = unpacked(snapshot)["data"]
    return data


@pytest.mark.parametrize("folder", ["layers/overlays/", "layers/panels/", "layers/exports/"])
def test_an_extension_is_one_file_and_its_line_in_the_list(folder: str) -> None:
    touched = [name.removeprefix(folder) for _, name, _ in BLOCKS if name.startswith(folder)]
    assert (len(touched), touched[1:]) == (2, ["__init__.py"])


@pytest.mark.parametrize("name", ["layers/records.py", "dashboard/cli.py"])
def test_a_field_or_a_command_is_added_in_one_place(name: str) -> None:
    diffs = [block for _, path, block in BLOCKS if path == name]
    assert [len(hunks(diff)) for diff in diffs] == [1]


def test_the_new_field_is_in_the_schema(grown: Path) -> None:
    assert "area_km2" in basing(grown, "schema")


def test_the_new_field_is_in_the_documentation(grown: Path) -> None:
    assert "| `area_km2` | Area (km²) | number |" in page(grown, "fields.md")


def test_the_new_field_costs_no_record(grown: Path) -> None:
    assert " 0 faults" in basing(grown, "check")


def test_the_new_field_is_shown(snapshot: str) -> None:
    assert re.search(r"Area \(km²\)\s*</dt>\s*<dd>[^/]*1\.25", snapshot)


def test_the_new_layer_can_be_turned_on_in_the_snapshot(snapshot: str) -> None:
    assert "quiet" in [overlay["name"] for overlay in map_data(snapshot)["rows"]["overlays"]]


def test_the_new_layer_draws_its_rows(snapshot: str) -> None:
    assert map_data(snapshot)["state"]["overlays"]["quiet"]["looks"] != {}


def test_the_new_layer_is_in_the_legend(snapshot: str) -> None:
    assert "Not reported for half a year" in json.dumps(map_data(snapshot)["state"]["legend"])


def test_the_new_layer_is_in_the_documentation(grown: Path) -> None:
    assert "| `quiet` | Not reported for half a year |" in page(grown, "layers-and-formats.md")


def test_the_new_panel_is_in_the_snapshot(snapshot: str) -> None:
    assert 'id="panel-languages"' in snapshot


def test_the_new_panel_says_what_it_reads(snapshot: str) -> None:
    assert "Sources by language" in snapshot


def test_the_new_panel_is_in_the_documentation(grown: Path) -> None:
    assert "| `languages` | Languages |" in page(grown, "panels.md")


def test_the_new_format_is_in_the_help(grown: Path) -> None:
    assert re.search(r"FORMAT is one of .*\btext\b", basing(grown, "export", "--help"))


def test_the_new_format_writes_its_file(grown: Path) -> None:
    basing(grown, "export", "text", *DAYS, "-o", "grown.txt")
    assert "Tartus naval facility: operating\n" in (grown / "grown.txt").read_text(encoding="utf-8")


def test_the_new_format_is_in_the_documentation(grown: Path) -> None:
    assert "| `text` | Plain text |" in page(grown, "layers-and-formats.md")


def test_the_new_command_is_in_the_help(grown: Path) -> None:
    assert re.search(r"languages +Count the sources in each language\.", basing(grown, "--help"))


def test_the_new_command_is_in_the_documentation(grown: Path) -> None:
    assert "## `basing languages`" in page(grown, "commands.md")


def test_the_new_command_runs(grown: Path) -> None:
    assert re.search(r"^ +\d+ en$", basing(grown, "languages"), re.MULTILINE)


def test_the_examples_are_in_the_house_style(grown: Path) -> None:
    added = [name for kind, name, _ in BLOCKS if kind == "python"]
    run(grown, "ruff", "check", *added)
    run(grown, "ruff", "format", "--check", *added)
