"""What the watcher makes of an edit."""

import threading
from collections.abc import Callable
from pathlib import Path
from shutil import copy

import pytest

from dashboard.watch import Watch
from layers.errors import DataFolderError
from tests.dossiers import write_text
from tests.privileges import without_privileges

Written = Callable[..., Path]


@pytest.fixture
def watched(root: Path, tmp_path: Path, dossier: Written) -> Watch:
    """A watcher of the small dossier, with a configuration of its own that may be edited."""
    copy(root / "config.yaml", tmp_path / "config.yaml")
    return Watch(tmp_path / "config.yaml", dossier())


def test_a_saved_file_is_read(watched: Watch, dossier: Written) -> None:
    dossier(installations={"harbour": {"name": "A harbour with another name"}})
    watched.renew()
    assert watched.reading.dataset.installations["harbour"].name == "A harbour with another name"


def test_a_saved_file_raises_the_version(watched: Watch, dossier: Written) -> None:
    before = watched.reading.version
    dossier(installations={"harbour": {"name": "A harbour with another name"}})
    watched.renew()
    assert watched.reading.version > before


def test_a_file_saved_as_it_was_leaves_the_version(watched: Watch, dossier: Written) -> None:
    before = watched.reading.version
    dossier()
    watched.renew()
    assert watched.reading.version == before


def test_a_broken_edit_keeps_the_last_good_version(watched: Watch, tmp_path: Path) -> None:
    write_text(tmp_path / "data", "installations: [")
    watched.renew()
    assert "harbour" in watched.reading.dataset.installations


def test_a_broken_edit_is_a_problem(watched: Watch, tmp_path: Path) -> None:
    write_text(tmp_path / "data", "installations: [")
    watched.renew()
    assert [problem for problem in watched.reading.dataset.problems if problem.line]


def test_a_file_added_is_read(watched: Watch, tmp_path: Path) -> None:
    write_text(tmp_path / "data", "actors: {newcomer: {name: A newcomer, kind: person}}", "other")
    watched.renew()
    assert "newcomer" in watched.reading.dataset.actors


def test_a_faulty_configuration_keeps_the_last_good_one(watched: Watch, tmp_path: Path) -> None:
    before = watched.reading.config
    (tmp_path / "config.yaml").write_text("title: [", encoding="utf-8")
    watched.renew()
    assert watched.reading.config == before


def test_a_faulty_configuration_is_named(watched: Watch, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("title: [", encoding="utf-8")
    watched.renew()
    assert "config.yaml" in watched.reading.fault


def test_a_mended_configuration_clears_the_fault(watched: Watch, root: Path, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("title: [", encoding="utf-8")
    watched.renew()
    copy(root / "config.yaml", tmp_path / "config.yaml")
    watched.renew()
    assert watched.reading.fault == ""


def test_renewals_take_turns(watched: Watch, root: Path, tmp_path: Path) -> None:
    """A reading begun before the mend must not be shown after it, however the threads are scheduled."""
    good = (root / "config.yaml").read_text(encoding="utf-8")
    for turn in range(5):
        write_at_once(tmp_path / "config.yaml", f"title: [{'x' * turn}")
        others = [threading.Thread(target=watched.renew) for _ in range(3)]
        for other in others:
            other.start()
        write_at_once(tmp_path / "config.yaml", f"{good}#{'x' * turn}\n")
        watched.renew()
        assert watched.reading.fault == ""
        for other in others:
            other.join()
        assert watched.reading.fault == ""


def write_at_once(file: Path, text: str) -> None:
    """As an editor saves: under another name, then renamed."""
    beside = file.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


def test_a_folder_that_vanishes_keeps_the_last_good_version(watched: Watch, tmp_path: Path) -> None:
    (tmp_path / "data" / "small.yaml").unlink()
    watched.renew()
    assert "harbour" in watched.reading.dataset.installations


def test_a_folder_that_is_closed_for_a_while_keeps_the_last_good_version(
    watched: Watch, dossier: Written
) -> None:
    folder = dossier(installations={"harbour": {"name": "A harbour with another name"}})
    folder.chmod(0)
    with without_privileges():
        watched.renew()
    kept, fault = watched.reading.dataset.installations["harbour"].name, watched.reading.fault
    folder.chmod(0o700)
    watched.renew()
    assert (kept, "may not be read" in fault or "cannot be read" in fault) == ("Harbour facility", True)
    assert watched.reading.dataset.installations["harbour"].name == "A harbour with another name"


def test_a_folder_that_never_was_is_refused(root: Path, tmp_path: Path) -> None:
    with pytest.raises(DataFolderError):
        Watch(root / "config.yaml", tmp_path / "nowhere")
