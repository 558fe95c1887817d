"""Snapshots as documents: they are equal for equal input, tell whether they were changed, and give back their data."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MADE = "2026-03-01T09:30:00Z"
Run = Callable[..., subprocess.CompletedProcess[str]]


def basing(
    folder: Path, *arguments: object, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """What `basing` says in a folder."""
    command = [sys.executable, "-m", "dashboard.cli", *map(str, arguments)]
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", **(environment or {})}
    return subprocess.run(
        command, cwd=folder, env=variables, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A function that runs `basing` in an empty folder, with the shipped configuration."""
    return partial(basing, tmp_path)


@pytest.fixture(scope="module")
def places(only_syria: Path) -> tuple[object, ...]:
    return ("--data", only_syria, "--config", ROOT / "config.yaml")


@pytest.fixture(scope="module")
def made_once(places: tuple[object, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    assert basing(folder, "snapshot", *places, "--made", MADE, "-o", "basing.html").returncode == 0
    return folder / "basing.html"


@pytest.fixture
def document(made_once: Path, tmp_path: Path) -> Path:
    """A snapshot that a test may change."""
    return Path(shutil.copy(made_once, tmp_path))


# --- identical ---


def test_equal_input_gives_equal_bytes_in_any_process(
    run: Run, places: tuple[object, ...], tmp_path: Path
) -> None:
    machines = (
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "America/Adak", "LANG": "tr_TR.UTF-8"},
    )
    for number, machine in enumerate(machines):
        run("snapshot", *places, "--made", MADE, "-o", f"{number}.html", environment=machine)
    assert (tmp_path / "0.html").read_bytes() == (tmp_path / "1.html").read_bytes()


def test_a_moment_is_told_in_utc(run: Run, places: tuple[object, ...], tmp_path: Path) -> None:
    run("snapshot", *places, "--made", "2026-03-01T12:30:00+03:00", "-o", "a.html")
    assert f"<dt>Made</dt><dd>{MADE}</dd>" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_the_day_it_was_made_is_the_day_taken_for_today(document: Path) -> None:
    assert "as of 1 March 2026" in document.read_text(encoding="utf-8")


@pytest.mark.parametrize("made", ["yesterday", "2026-02-30", "2026-03-01T12:30:00", ""])
def test_what_is_no_time_is_refused(run: Run, places: tuple[object, ...], made: str) -> None:
    done = run("snapshot", *places, f"--made={made}", "-o", "a.html")
    assert done.returncode == 2
    assert "is no time; expected a day such as 2025-07-31" in done.stderr


# --- the target ---


def test_a_file_that_exists_is_kept(run: Run, places: tuple[object, ...], document: Path) -> None:
    before = document.read_bytes()
    done = run("snapshot", *places, "--view", "q=nothing", "-o", "basing.html")
    assert (done.returncode, done.stderr) == (2, "basing: basing.html exists; --force writes over it\n")
    assert document.read_bytes() == before


def test_a_file_that_exists_is_written_over_when_told(
    run: Run, places: tuple[object, ...], document: Path
) -> None:
    before = document.read_bytes()
    assert run("snapshot", *places, "--view", "q=nothing", "-o", "basing.html", "--force").returncode == 0
    assert document.read_bytes() != before


def test_a_folder_is_no_target(run: Run, places: tuple[object, ...], tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    done = run("snapshot", *places, "-o", "taken", "--force")
    assert (done.returncode, done.stderr) == (2, "basing: taken is a folder; name a file\n")


def test_a_disk_that_takes_no_more_leaves_what_was_there(
    places: tuple[object, ...], document: Path, tmp_path: Path
) -> None:
    before = document.read_bytes()
    # no file may grow beyond 100 kB: the system refuses the rest, as a full disk does
    limited = ["bash", "-c", 'ulimit -f 100; exec "$@"', "bash"]
    command = [sys.executable, "-B", "-m", "dashboard.cli", "snapshot", *map(str, places), "--force"]
    done = subprocess.run(
        [*limited, *command, "-o", "basing.html"], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, "basing: basing.html cannot be written: File too large\n")
    assert document.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["basing.html"]


# --- verify ---


def test_an_untouched_document_is_intact(run: Run, document: Path) -> None:
    done = run("verify", document)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"intact; version 0.1.0, made {MADE}, as_of 2026-03-01" in done.stdout


def test_a_changed_document_names_what_changed(run: Run, document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    document.write_text(text.replace("Tartus naval facility", "Tartus naval fortress"), encoding="utf-8")
    done = run("verify", document)
    assert done.returncode == 1
    assert "changed since it was written: the section “talks”" in done.stdout


def test_a_document_cut_short_says_so(run: Run, document: Path) -> None:
    document.write_bytes(document.read_bytes()[:200_000])
    done = run("verify", document)
    assert done.returncode == 2
    assert "cut short" in done.stderr


def test_another_file_is_no_snapshot(run: Run) -> None:
    done = run("verify", ROOT / "README.md")
    assert (done.returncode, done.stdout) == (2, "")
    assert "it is not a snapshot made by Basing" in done.stderr


def test_a_file_that_is_not_there_is_named(run: Run) -> None:
    done = run("verify", "nowhere.html")
    assert (done.returncode, done.stderr) == (
        2,
        "basing: nowhere.html cannot be read: No such file or directory\n",
    )


# --- read ---


def test_the_dossiers_come_back_byte_by_byte(
    run: Run, document: Path, only_syria: Path, tmp_path: Path
) -> None:
    assert run("read", document, "-o", "back").returncode == 0
    assert (tmp_path / "back/russia-syria.yaml").read_bytes() == (
        only_syria / "russia-syria.yaml"
    ).read_bytes()


def test_what_comes_back_makes_the_same_document(run: Run, document: Path, tmp_path: Path) -> None:
    run("read", document, "-o", "back")
    again = (
        "--data",
        tmp_path / "back",
        "--config",
        ROOT / "config.yaml",
        "--made",
        MADE,
        "-o",
        "again.html",
    )
    run("snapshot", *again)
    assert (tmp_path / "again.html").read_bytes() == document.read_bytes()


def test_the_installations_come_back_as_geojson(
    run: Run, document: Path, places: tuple[object, ...], tmp_path: Path
) -> None:
    run("read", document, "--config", ROOT / "config.yaml", "--format", "geojson", "-o", "back.geojson")
    run("export", "geojson", *places, "--today", "2026-03-01", "-o", "direct.geojson")
    back, direct = (json.loads((tmp_path / name).read_text()) for name in ("back.geojson", "direct.geojson"))
    assert back["features"] == direct["features"]
    assert len(back["features"]) == 3


def test_a_changed_document_is_read_only_when_told(run: Run, document: Path, tmp_path: Path) -> None:
    document.write_bytes(document.read_bytes().replace(b"Tartus naval", b"Tartus Naval", 1))
    refused = run("read", document, "-o", "back")
    assert refused.returncode == 2
    assert "was changed since it was written" in refused.stderr
    assert not (tmp_path / "back").exists()
    assert run("read", document, "-o", "back", "--force").returncode == 0


def test_a_dossier_that_exists_is_kept(run: Run, document: Path) -> None:
    run("read", document, "-o", "back")
    done = run("read", document, "-o", "back")
    assert (done.returncode, done.stderr) == (
        2,
        "basing: back/russia-syria.yaml exists; --force writes over it\n",
    )


# --- tiles and frames ---


def policy_of(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition('Policy" content="')[2].partition('"')[0]


def test_a_document_names_the_host_of_its_tiles_alone(
    run: Run, places: tuple[object, ...], tmp_path: Path
) -> None:
    assert run("snapshot", *places, "--tiles", "osm", "-o", "a.html").returncode == 0
    assert "img-src data: https://tile.openstreetmap.org;" in policy_of(tmp_path / "a.html")
    assert policy_of(tmp_path / "a.html").count("http") == 1


def test_tiles_that_nobody_configured_are_refused(run: Run, places: tuple[object, ...]) -> None:
    done = run("snapshot", *places, "--tiles", "ozm", "-o", "a.html")
    assert done.returncode == 2
    assert done.stderr.startswith("basing: the configuration has no tiles `ozm` (did you mean `osm`")


def test_a_frame_lies_beside_its_document(run: Run, places: tuple[object, ...], tmp_path: Path) -> None:
    done = run("snapshot", *places, "-o", "syria.html", "--embed")
    assert '<iframe src="syria.embed.html" title="Basing"' in done.stdout
    frame = (tmp_path / "syria.embed.html").read_text(encoding="utf-8")
    assert '<a href="syria.html" target="_blank"' in frame
    assert "panel-talks" not in frame
    assert run("verify", "syria.embed.html").returncode == 0


def test_a_frame_has_no_document_on_the_standard_output(run: Run, places: tuple[object, ...]) -> None:
    done = run("snapshot", *places, "-o", "-", "--embed")
    assert done.returncode != 0


def test_a_frame_gives_no_dossiers_back(run: Run, places: tuple[object, ...]) -> None:
    run("snapshot", *places, "-o", "syria.html", "--embed")
    done = run("read", "syria.embed.html", "-o", "back")
    assert done.returncode == 2
    assert "archive of dossiers" in done.stderr


# --- compared ---


def test_a_snapshot_is_compared_with_the_folder_it_was_made_from(
    run: Run, document: Path, only_syria: Path
) -> None:
    assert run("diff", document, only_syria, "--config", ROOT / "config.yaml").returncode == 0


def test_two_snapshots_are_compared(run: Run, document: Path, only_syria: Path, tmp_path: Path) -> None:
    text = (only_syria / "russia-syria.yaml").read_text(encoding="utf-8")
    (tmp_path / "other").mkdir()
    changed = text.replace("name: Tartus naval facility", "name: Tartus harbour", 1)
    (tmp_path / "other/russia-syria.yaml").write_text(changed, encoding="utf-8")
    options = ("--config", ROOT / "config.yaml", "--made", MADE, "-o", "other.html")
    run("snapshot", "--data", tmp_path / "other", *options)
    done = run("diff", document, "other.html", "--config", ROOT / "config.yaml")
    assert done.returncode == 1
    assert "Tartus harbour" in done.stdout


def test_a_changed_snapshot_is_not_compared(run: Run, document: Path, only_syria: Path) -> None:
    document.write_bytes(document.read_bytes().replace(b"Tartus naval", b"Tartus Naval", 1))
    done = run("diff", document, only_syria, "--config", ROOT / "config.yaml")
    assert done.returncode == 2
    assert "was changed since it was written" in done.stderr
