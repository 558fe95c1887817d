"""docs/guide.md, followed to the letter in an empty folder."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from layers.config import read_config
from layers.dataset import Dataset, read_dataset

ROOT: Final = Path(__file__).resolve().parent.parent
TASKS: Final = re.findall(
    r"^## (\d+\. [^\n]+)\n(.*?)(?=^## |\Z)",
    (ROOT / "docs" / "guide.md").read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)


def commands_in(task: str) -> list[list[str]]:
    """The lines that a reader types, in words."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", task, re.MULTILINE | re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines()]


def typed(folder: Path, words: list[str]) -> Path:
    """The folder after a line was typed in another; it must have ended well."""
    if words[0] == "cd":
        return folder / words[1]
    basing = [sys.executable, "-m", "dashboard.cli"]
    done = subprocess.run(
        [*basing, *words[1:]] if words[0] == "basing" else words,
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout}{done.stderr}"
    return folder


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which every task was done, in order."""
    folder = tmp_path_factory.mktemp("guide")
    for _, task in TASKS:
        for words in commands_in(task):
            folder = typed(folder, words)
    return folder


@pytest.fixture(scope="module")
def dataset(followed: Path) -> Dataset:
    config = read_config(followed / "config.yaml")
    return read_dataset(followed / config.data, config)


def test_there_are_ten_tasks() -> None:
    assert [title.split(".")[0] for title, _ in TASKS] == [str(number) for number in range(1, 11)]
    assert all(commands_in(task) for _, task in TASKS)


def test_what_was_entered_is_there_and_has_no_fault(dataset: Dataset) -> None:
    assert dataset.problems == ()
    assert dataset.dossiers["syria"].region == "Middle East"
    assert set(dataset.sources) == {"sputnik-arabic-2025-07-31"}
    assert dataset.actors["vershinin"].roles[0].speaks_for == "RU"
    assert dataset.installations["hmeimim"].service == ("air_force",)
    assert dataset.negotiations["russia-syria"].installations == ("hmeimim",)


def test_the_claims_take_from_their_event_what_it_says(dataset: Dataset) -> None:
    told = {(claim.roles, claim.speaker, claim.stance) for claim in dataset.claims.values()}
    assert told == {
        (("stabilizing",), ("vershinin",), "asserts"), (("humanitarian",), ("vershinin",), "proposes"),
    }  # fmt: skip


def test_the_published_map_says_it(followed: Path) -> None:
    page = (followed / "map.html").read_text(encoding="utf-8")
    assert "Vershinin says that contacts on the bases continue." in page
    assert '"const": "hmeimim"' in (followed / "dossier.schema.json").read_text(encoding="utf-8")
