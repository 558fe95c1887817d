"""`basing check --watch`: what is read again, and what is said."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from shutil import copy

import pytest

from dashboard.checking import readings
from layers.cache import Memory
from layers.checked import Checked
from layers.errors import BasingError
from layers.facts import Outline
from tests.dossiers import write_text

BROKEN = "installations:\n  a: {name: A, stauts: 1}\n"
SOUND = "installations:\n  a: {name: A}\n"


@pytest.fixture
def config_file(root: Path, tmp_path: Path) -> Path:
    return Path(copy(root / "config.yaml", tmp_path / "config.yaml"))


class Noting(Memory):
    """Notes how many outlines were taken anew, check by check."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[int] = []

    def keep(self, outlines: Mapping[bytes, Outline]) -> None:
        self.taken.append(len(outlines))
        super().keep(outlines)


@pytest.fixture
def kept() -> Noting:
    return Noting()


@pytest.fixture
def followed(
    config_file: Path, dossier: Callable[..., Path], kept: Noting
) -> Iterator[Iterator[Checked | BasingError]]:
    stop = threading.Event()
    patience = threading.Timer(60, stop.set)  # a change that is never seen ends the test
    patience.start()
    yield readings(config_file, dossier(), kept, stop)
    patience.cancel()


def faults(reading: Checked | BasingError) -> int:
    assert isinstance(reading, Checked)
    return sum(problem.severity == "error" for problem in reading.problems)


def test_each_saved_file_gives_a_new_report(
    followed: Iterator[Checked | BasingError], dossier: Callable[..., Path]
) -> None:
    assert faults(next(followed)) == 0
    write_text(dossier(), BROKEN, "other")
    assert faults(next(followed)) == 1
    write_text(dossier(), SOUND, "other")
    assert faults(next(followed)) == 0


def test_only_files_that_changed_are_read_again(
    followed: Iterator[Checked | BasingError], dossier: Callable[..., Path], kept: Noting
) -> None:
    next(followed)
    write_text(dossier(), SOUND, "other")
    next(followed)
    assert kept.taken == [1, 1]


def test_what_a_fault_costs_is_as_in_a_check_made_anew(
    followed: Iterator[Checked | BasingError], dossier: Callable[..., Path]
) -> None:
    next(followed)
    folder = dossier(installations={"harbour": {"name": "A harbour", "stauts": 1}})
    after = next(followed)
    assert isinstance(after, Checked)
    assert after.counts["installations"] == 0, f"kept from before, in {folder}"


def test_a_folder_that_is_gone_is_said_and_looked_for_again(
    followed: Iterator[Checked | BasingError], dossier: Callable[..., Path]
) -> None:
    next(followed)
    folder = dossier()
    folder.rename(folder.with_name("away"))
    assert isinstance(next(followed), BasingError)
    folder.with_name("away").rename(folder)
    assert faults(next(followed)) == 0


def test_the_command_goes_on_until_it_is_ended(
    root: Path, config_file: Path, dossier: Callable[..., Path]
) -> None:
    command = [
        sys.executable,
        "-m",
        "dashboard.cli",
        "check",
        "--watch",
        str(dossier()),
        "--config",
        str(config_file),
    ]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert "0 faults" in process.stdout.readline()
        write_text(dossier(), BROKEN, "other")
        told = next(line for line in iter(process.stdout.readline, "") if "stauts" in line)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
    assert "unknown key `stauts`" in told
