"""`basing diff`, run as a person runs it: on folders, and on revisions of git."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.dossiers import write_dossier, write_text

ROOT = Path(__file__).resolve().parent.parent
HEAVY = {"geopandas", "pandas", "numpy", "shapely", "streamlit", "folium", "altair", "pyarrow", "pyogrio"}
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def diff(tmp_path: Path) -> Run:
    """A function that runs `basing diff` in the folder of the test."""

    def basing(*arguments: object, path: str = os.environ["PATH"]) -> subprocess.CompletedProcess[str]:
        command = [
            sys.executable,
            "-m",
            "dashboard.cli",
            "diff",
            "--config",
            ROOT / "config.yaml",
            *arguments,
        ]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "PATH": path}
        return subprocess.run(
            list(map(str, command)), cwd=tmp_path, env=environment, capture_output=True, text=True,
            timeout=60, check=False,
        )  # fmt: skip

    return basing


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return write_dossier(tmp_path / "old")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return write_dossier(tmp_path / "new", installations={"harbour": {"name": "Port"}})


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The test's folder as a git repository: its first commit calls the harbour a harbour, its second a port."""
    git(tmp_path, "init", "-q")
    write_dossier(tmp_path / "data")
    commit(tmp_path)
    write_dossier(tmp_path / "data", installations={"harbour": {"name": "Port"}})
    commit(tmp_path)
    return tmp_path


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Tester", "-c", "user.email=tester@news.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "A state of the dossiers")


# --- folders ---


def test_equal_folders_end_with_0(diff: Run, old: Path) -> None:
    done = diff(old, old)
    assert (done.returncode, done.stdout.splitlines()[-1], done.stderr) == (0, "No record differs.", "")


def test_folders_that_differ_end_with_1(diff: Run, old: Path, new: Path) -> None:
    done = diff(old, new)
    assert (done.returncode, done.stderr) == (1, "")
    assert "- Harbour facility" in done.stdout
    assert "+ Port" in done.stdout


def test_a_folder_that_is_not_there_is_misuse(diff: Run, old: Path) -> None:
    done = diff(old, "nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert "`nowhere` does not exist" in done.stderr


def test_records_left_out_are_counted(diff: Run, old: Path, tmp_path: Path) -> None:
    faulty = write_dossier(tmp_path / "faulty", actors={"speaker": {"kind": "nonsense"}})
    assert f"1 record left out of {faulty} for faults" in diff(old, faulty).stdout


def test_json_can_be_read(diff: Run, old: Path, new: Path) -> None:
    told = json.loads(diff("--format", "json", old, new).stdout)
    assert told["counts"] == {"added": 0, "removed": 0, "changed": 1, "broken": 0, "mended": 0}
    assert told["records"][0]["fields"][0]["new"] == "Port"


@pytest.mark.parametrize(
    ("form", "start"), [("text", "--- "), ("json", "{"), ("markdown", "# "), ("html", "<!doctype html>")]
)
def test_a_file_holds_what_would_be_printed(
    diff: Run, old: Path, new: Path, tmp_path: Path, form: str, start: str
) -> None:
    printed = diff("--format", form, old, new).stdout
    done = diff("--format", form, "-o", "out", old, new)
    assert (done.returncode, done.stdout) == (1, "")
    assert (tmp_path / "out").read_text(encoding="utf-8") == printed
    assert printed.startswith(start)


def test_it_loads_no_library_that_draws(diff: Run, old: Path, new: Path) -> None:
    script = (
        "import sys; from dashboard.cli import commands\n"
        f"try: commands(['diff', '--config', {str(ROOT / 'config.yaml')!r}, {str(old)!r}, {str(new)!r}])\n"
        "except SystemExit: print(*sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert HEAVY & set(run.stdout.splitlines()[-1].split()) == set()


# --- revisions of git ---


def test_a_revision_is_compared_with_a_folder(diff: Run, repository: Path) -> None:
    done = diff("HEAD~1:data", "data")
    assert (done.returncode, done.stderr) == (1, "")
    assert "+ Port" in done.stdout


def test_two_revisions_are_compared(diff: Run, repository: Path) -> None:
    assert "- Harbour facility" in diff("HEAD~1:data", "HEAD:data").stdout


def test_a_revision_equals_the_folder_that_it_is_of(diff: Run, repository: Path) -> None:
    assert diff("HEAD:data", "data").returncode == 0


def test_all_folders_below_the_one_that_is_named_are_read(diff: Run, repository: Path) -> None:
    write_dossier(repository / "data" / "more", "other")
    commit(repository)
    assert diff("HEAD:data", "data").returncode == 0


def test_a_link_in_a_revision_is_not_followed(diff: Run, repository: Path) -> None:
    (repository / "data" / "link.yaml").symlink_to(repository / "data" / "small.yaml")
    commit(repository)
    assert "used twice" not in diff("HEAD:data", "HEAD~1:data").stdout


def test_an_unknown_revision_is_named(diff: Run, repository: Path) -> None:
    done = diff("nonsense:data", "data")
    assert (done.returncode, done.stdout) == (2, "")
    assert "`nonsense` is no revision" in done.stderr


def test_a_path_that_is_not_in_the_revision_is_named(diff: Run, repository: Path) -> None:
    done = diff("HEAD:dossiers", "data")
    assert done.returncode == 2
    assert "`HEAD` holds no folder `dossiers`" in done.stderr


def test_a_file_in_a_revision_is_no_folder(diff: Run, repository: Path) -> None:
    done = diff("HEAD:data/small.yaml", "data")
    assert (done.returncode, "`HEAD:data/small.yaml` is a file" in done.stderr) == (2, True)


def test_a_folder_of_a_revision_without_dossiers_is_named(diff: Run, repository: Path) -> None:
    write_text(repository / "data" / "notes", "text").joinpath("small.yaml").rename(
        repository / "data" / "notes" / "small.txt"
    )
    commit(repository)
    done = diff("HEAD:data/notes", "data")
    assert (done.returncode, "`HEAD:data/notes` holds no dossier" in done.stderr) == (2, True)


def test_without_a_repository_a_revision_cannot_be_read(diff: Run, old: Path) -> None:
    done = diff("HEAD:old", old)
    assert (done.returncode, "no git repository" in done.stderr) == (2, True)


def test_without_git_a_revision_cannot_be_read(diff: Run, old: Path, tmp_path: Path) -> None:
    done = diff("HEAD:old", old, path=str(tmp_path))
    assert (done.returncode, "git is not installed" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    "named", ["--output=stolen:data", ":data", "$(touch stolen):data", "HEAD;touch stolen:data"]
)
def test_a_revision_is_never_a_command(diff: Run, repository: Path, named: str) -> None:
    done = diff("--", named, "data")
    assert done.returncode == 2
    assert not (repository / "stolen").exists()
