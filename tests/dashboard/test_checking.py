"""`basing check --watch`: what is read again, and what is said."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy

import pytest

from dashboard.checking import readings
from layers.dataset import Dataset
from layers.errors import BasingError
from tests.dossiers import write_text

BROKEN = "installations:\n  a: {name: A, stauts: 1}\n"
SOUND = "installations:\n  a: {name: A}\n"


@pytest.fixture
def config_file(root: Path, tmp_path: Path) -> Path:
    return Path(copy(root / "config.yaml", tmp_path / "config.yaml"))


@pytest.fixture
def followed(config_file: Path, dossier: Callable[..., Path]) -> Iterator[Iterator[Dataset | BasingError]]:
    stop = threading.Event()
    patience = threading.Timer(60, stop.set)  # a change that is never seen ends the test
    patience.start()
    yield readings(config_file, dossier(), stop)
    patience.cancel()


def faults(reading: Dataset | BasingError) -> int:
    assert isinstance(reading, Dataset)
    return sum(problem.severity == "error" for problem in reading.problems)


def test_each_saved_file_gives_a_new_report(
    followed: Iterator[Dataset | BasingError], dossier: Callable[..., Path]
) -> None:
    assert faults(next(followed)) == 0
    write_text(dossier(), BROKEN, "other")
    assert faults(next(followed)) == 1
    write_text(dossier(), SOUND, "other")
    assert faults(next(followed)) == 0


def test_only_files_that_changed_are_read_again(followed: Iterator[Dataset | BasingError]) -> None:
    first = next(followed)
    assert isinstance(first, Dataset)
    (small,) = first.files
    write_text(Path(small.path).parent, SOUND, "other")
    second = next(followed)
    assert isinstance(second, Dataset)
    assert next(file for file in second.files if file.stem == "small") is small


def test_what_a_fault_costs_is_as_in_a_check_made_anew(
    followed: Iterator[Dataset | BasingError], dossier: Callable[..., Path]
) -> None:
    next(followed)
    folder = dossier(installations={"harbour": {"name": "A harbour", "stauts": 1}})
    after = next(followed)
    assert isinstance(after, Dataset)
    assert "harbour" not in after.installations, f"kept from before, in {folder}"


def test_a_folder_that_is_gone_is_said_and_looked_for_again(
    followed: Iterator[Dataset | BasingError], dossier: Callable[..., Path]
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
