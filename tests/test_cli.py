"""The command line, run as a person runs it."""

import json
import os
import pty
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.dossiers import write_text

ROOT = Path(__file__).resolve().parent.parent
HEAVY = {"geopandas", "pandas", "numpy", "shapely", "streamlit", "folium", "altair", "pyarrow", "pyogrio"}
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A function that runs `basing` in an empty folder, as a person types it."""

    def basing(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "dashboard.cli", *map(str, arguments)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
        )

    return basing


@pytest.fixture
def places(dossier: Callable[..., Path]) -> tuple[object, ...]:
    """The options that name the small dossier and the shipped configuration."""
    return ("--data", dossier(), "--config", ROOT / "config.yaml")


# --- check ---


def test_check_ends_with_0_where_nothing_is_wrong(run: Run, places: tuple[object, ...]) -> None:
    done = run("check", *places)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "1 file, 1 installation, 1 negotiation, 1 source: 0 faults, 0 warnings\n"


def test_check_ends_with_1_at_a_fault(run: Run, dossier: Callable[..., Path]) -> None:
    folder = dossier(installations={"harbour": {"stauts": []}})
    done = run("check", "--data", folder, "--config", ROOT / "config.yaml")
    assert done.returncode == 1
    assert "small.yaml:" in done.stdout
    assert "did you mean `status`?" in done.stdout


def test_check_ends_with_0_at_a_warning(run: Run, dossier: Callable[..., Path]) -> None:
    folder = dossier(installations={"harbour": {"host": "NO"}})
    done = run("check", "--data", folder, "--config", ROOT / "config.yaml")
    assert (done.returncode, done.stdout.splitlines()[-1].endswith("0 faults, 1 warning")) == (0, True)


def test_a_strict_check_ends_with_1_at_a_warning(run: Run, dossier: Callable[..., Path]) -> None:
    folder = dossier(installations={"harbour": {"host": "NO"}})
    done = run("check", "--strict", folder, "--config", ROOT / "config.yaml")
    assert (done.returncode, done.stdout.splitlines()[-1].endswith("0 faults, 1 warning")) == (1, True)


def test_a_folder_named_twice_is_misuse(run: Run, dossier: Callable[..., Path]) -> None:
    folder = dossier()
    done = run("check", folder, "--data", folder, "--config", ROOT / "config.yaml")
    assert done.returncode == 2
    assert "named twice" in done.stderr


def test_the_shipped_dossiers_hold_to_the_strict_check(run: Run) -> None:
    done = run("check", "--strict", ROOT / "seeds", "--config", ROOT / "config.yaml")
    assert (done.returncode, done.stdout.endswith("0 faults, 0 warnings\n")) == (0, True)


def test_check_speaks_json(run: Run, places: tuple[object, ...]) -> None:
    assert json.loads(run("check", *places, "--format", "json").stdout)["problems"] == []


def test_check_lists_faults_in_the_order_of_the_file(run: Run, tmp_path: Path) -> None:
    text = "installations:\n  a: {name: A, stauts: 1}\n  b: {name: B, knid: 1}\n"
    folder = write_text(tmp_path / "data", text)
    lines = run("check", "--data", folder, "--config", ROOT / "config.yaml").stdout.splitlines()
    told = [line for line in lines if ": error: " in line]
    assert [line.partition(":")[2].partition(":")[0] for line in told] == ["2", "3"]


def test_check_mends_what_it_can_and_tells_the_rest(run: Run, tmp_path: Path) -> None:
    text = "installations:\n  a: {name: A, kind: baze}\n  b: {name: B, stauts: 1}\n"
    folder = write_text(tmp_path / "data", text)
    done = run("check", folder, "--fix", "--config", ROOT / "config.yaml")
    assert done.stderr == f"{folder}/small.yaml:2:22: fixed: `baze` is now `base`\n"
    assert "unknown key `stauts`" in done.stdout
    assert "baze" not in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize("option", ["--fix", "--strict"])
def test_a_check_that_goes_on_takes_no_option_of_one_that_ends(run: Run, option: str) -> None:
    done = run("check", "--watch", option, "--config", ROOT / "config.yaml")
    assert (done.returncode, "for a check that ends" in done.stderr) == (2, True)


def test_check_loads_nothing_that_draws(places: tuple[object, ...]) -> None:
    code = (
        "import sys; from dashboard.cli import commands\n"
        "try: commands(['check', *sys.argv[1:]])\n"
        "except SystemExit: pass\n"
        "print(*sorted(sys.modules))"
    )
    command = [sys.executable, "-c", code, *map(str, places)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert HEAVY & {name.partition(".")[0] for name in loaded} == set()
    assert {"layers.exports", "layers.markup", "rapidfuzz", "layers.writing.formatting"} & loaded == set()


# --- the cache of check ---


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for caches that no other test uses; it is not there yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return tmp_path / "caches"


def kept(caches: Path) -> int:
    """How many dossiers are kept."""
    with closing(sqlite3.connect(caches / "basing" / "outlines.sqlite3")) as connection:
        return int(connection.execute("SELECT count(*) FROM outlines").fetchone()[0])


def test_a_second_check_says_the_same_and_reads_what_has_changed(
    run: Run, own_cache: Path, dossier: Callable[..., Path]
) -> None:
    folder = dossier(installations={"harbour": {"stauts": []}})
    check = ("check", folder, "--config", ROOT / "config.yaml")
    first = run(*check)
    assert (run(*check).stdout, kept(own_cache)) == (first.stdout, 1)
    write_text(folder, "sources: {}\n", "other")
    assert run(*check).stdout.endswith(first.stdout.splitlines()[-1].replace("1 file", "2 files") + "\n")
    assert kept(own_cache) == 2


def test_a_check_without_the_cache_says_the_same_and_keeps_nothing(
    run: Run, own_cache: Path, dossier: Callable[..., Path]
) -> None:
    check = ("check", dossier(sources={}), "--config", ROOT / "config.yaml")
    without = run(*check, "--no-cache")
    assert not own_cache.exists()
    assert run(*check).stdout == without.stdout


def test_a_cache_that_cannot_be_written_is_no_fault(
    run: Run, own_cache: Path, places: tuple[object, ...]
) -> None:
    own_cache.write_text("a file in its place")
    done = run("check", *places)
    assert (done.returncode, done.stderr, done.stdout.endswith("0 faults, 0 warnings\n")) == (0, "", True)


def test_checks_at_the_same_time_say_the_same(own_cache: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    for number in range(30):
        write_text(folder, f"installations:\n  site-{number}: {{name: A, stauts: 1}}\n", f"dossier-{number}")
    command = [sys.executable, "-m", "dashboard.cli", "check", folder, "--config", ROOT / "config.yaml"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for round in range(2):
        started = [
            subprocess.Popen(
                command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            for _ in range(3)
        ]
        said = {one.communicate(timeout=60) for one in started}
        assert len(said) == 1
        assert "30 faults" in next(iter(said))[0]
        write_text(folder, f"installations:\n  site-0: {{name: A, stauts: {round}}}\n", "dossier-0")


def test_no_test_uses_the_cache_of_a_person(cache_of_the_tests: Path) -> None:
    code = "from platformdirs import user_cache_path; print(user_cache_path('basing'))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert Path(done.stdout.strip()).is_relative_to(cache_of_the_tests)


# --- misuse ---


@pytest.mark.parametrize("command", ["check", "snapshot", "serve"])
def test_a_folder_that_is_not_there_is_misuse(command: str, run: Run) -> None:
    done = run(command, "--data", "nowhere", "--config", ROOT / "config.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "basing: the data folder `nowhere` does not exist; name one with --data\n"


def test_an_empty_folder_is_misuse(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("check", "--data", "empty", "--config", ROOT / "config.yaml")
    assert (done.returncode, "holds no dossier" in done.stderr) == (2, True)


def test_a_configuration_that_is_not_there_is_misuse(run: Run) -> None:
    done = run("check")
    assert (done.returncode, done.stderr.startswith("basing: config.yaml: ")) == (2, True)


def test_every_fault_of_a_configuration_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("title: 1\nlangauges: [en]\n")
    done = run("check")
    assert done.returncode == 2
    assert all(name in done.stderr for name in ("`langauges`", "`summary`", "`vocabularies`"))


def test_a_view_that_is_wrong_is_misuse(run: Run, places: tuple[object, ...]) -> None:
    done = run("snapshot", *places, "--view", "as_of=2025-02-30&hots=SY")
    assert done.returncode == 2
    assert "`as_of=2025-02-30` is not a day" in done.stderr
    assert "did you mean `host`?" in done.stderr


def test_a_day_that_is_wrong_is_misuse(run: Run, places: tuple[object, ...]) -> None:
    done = run("snapshot", *places, "--as-of", "yesterday")
    assert (done.returncode, "expected a date such as 2025-07-31" in done.stderr) == (2, True)


def test_an_unknown_format_is_misuse(run: Run, places: tuple[object, ...]) -> None:
    assert run("export", "shapefile", *places).returncode == 2


def test_a_path_that_cannot_be_written_is_misuse(run: Run, places: tuple[object, ...]) -> None:
    done = run("export", "geojson", *places, "-o", "nowhere/out.geojson")
    assert (done.returncode, "nowhere/out.geojson cannot be written" in done.stderr) == (2, True)


# --- files ---


def test_a_snapshot_is_named_after_its_day(run: Run, places: tuple[object, ...], tmp_path: Path) -> None:
    done = run("snapshot", *places, "--as-of", "2025-08-01")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "basing-2025-08-01.html").read_text().startswith("<!doctype html>")


def test_long_work_shows_a_bar_on_a_terminal(places: tuple[object, ...], tmp_path: Path) -> None:
    terminal, theirs = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "dashboard.cli",
        "snapshot",
        *map(str, places),
        "-o",
        str(tmp_path / "x.html"),
    ]
    with os.fdopen(theirs, "w") as stderr:
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=stderr, timeout=60, check=True)
        shown = os.read(terminal, 65_536).decode()
    os.close(terminal)
    assert "Snapshot  [" in shown
    assert "100%" in shown


def test_as_of_goes_before_the_view(run: Run, places: tuple[object, ...]) -> None:
    done = run("export", "geojson", *places, "--view", "as_of=2020-01-01", "--as-of", "2025-08-01", "-o", "-")
    assert json.loads(done.stdout)["basing"]["as_of"] == "2025-08-01"


def test_a_view_narrows_an_export(run: Run, places: tuple[object, ...]) -> None:
    done = run("export", "geojson", *places, "--view", "q=nothing-like-it", "-o", "-")
    assert json.loads(done.stdout)["features"] == []


def test_a_value_that_nothing_has_is_named(run: Run, places: tuple[object, ...]) -> None:
    done = run("export", "geojson", *places, "--view", "host=SX", "-o", "out.geojson")
    assert (done.returncode, "`host=SX`" in done.stderr) == (0, True)


def test_age_is_counted_from_the_day_that_is_named(run: Run, places: tuple[object, ...]) -> None:
    done = run("export", "geojson", *places, "--today", "2025-08-10", "-o", "-")
    assert json.loads(done.stdout)["features"][0]["properties"]["age_days"] == 10


def test_records_left_out_are_counted(run: Run, dossier: Callable[..., Path]) -> None:
    folder = dossier(agreements={"lease": {"type": "no_such_type"}})
    done = run("export", "geojson", "--data", folder, "--config", ROOT / "config.yaml", "-o", "out.geojson")
    assert "records left out for faults in the data: 1" in done.stderr


def test_the_data_folder_stands_beside_the_configuration(
    run: Run, dossier: Callable[..., Path], tmp_path: Path
) -> None:
    dossier().rename(tmp_path / "seeds")
    (tmp_path / "config.yaml").write_bytes((ROOT / "config.yaml").read_bytes())
    assert run("check").returncode == 0


def test_schema_is_json(run: Run) -> None:
    done = run("schema", "--config", ROOT / "config.yaml")
    assert json.loads(done.stdout)["properties"]["installations"]


def test_schema_can_be_a_file(run: Run, tmp_path: Path) -> None:
    assert run("schema", "--config", ROOT / "config.yaml", "-o", "schema.json").returncode == 0
    assert json.loads((tmp_path / "schema.json").read_text())["$defs"]


# --- serve ---


def test_a_port_that_is_taken_is_misuse(run: Run, places: tuple[object, ...]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", *places, "--headless", "--port", port)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"port {port} on 127.0.0.1 cannot be used" in done.stderr


def test_an_address_of_another_machine_is_misuse(run: Run, places: tuple[object, ...]) -> None:
    done = run("serve", *places, "--headless", "--port", "0", "--host", "192.0.2.1")
    assert (done.returncode, "on 192.0.2.1 cannot be used" in done.stderr) == (2, True)


def test_editing_where_others_can_reach_it_needs_a_login(run: Run, places: tuple[object, ...]) -> None:
    done = run("serve", *places, "--headless", "--port", "0", "--host", "0.0.0.0", "--edit")  # noqa: S104
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "basing: others can reach 0.0.0.0, so editing there needs a login; missing: an [auth] section in "
        f"{ROOT / '.streamlit' / 'secrets.toml'} and addresses in `editors:` of config.yaml. docs/editors.md tells how "
        "to set it up; without --host only this machine can open the dashboard\n"
    )


def test_serve_says_where_it_is_answers_there_and_ends(places: tuple[object, ...]) -> None:
    command = [sys.executable, "-m", "dashboard.cli", "serve", "--headless", "--port", "0", *map(str, places)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().split()[3]
            with urlopen(f"{address}/_stcore/health") as answer:  # noqa: S310 it begins with http
                assert answer.status == 200
            process.stdout.close()
            process.terminate()
            assert process.wait(20) == 0, "it ends when asked, though nobody reads what it prints"
        finally:
            process.kill()


# --- fmt ---


def test_fmt_writes_the_form_and_names_the_file(run: Run, tmp_path: Path) -> None:
    folder = write_text(tmp_path / "data", "dossier:\n    title:   'T'   # its name\n")
    done = run("fmt", folder, "--config", ROOT / "config.yaml")
    assert (done.returncode, done.stdout) == (0, f"{folder / 'small.yaml'}: formatted\n")
    assert (folder / "small.yaml").read_text(encoding="utf-8") == "dossier:\n  title: T # its name\n"
    again = run("fmt", folder / "small.yaml", "--config", ROOT / "config.yaml")
    assert (again.returncode, again.stdout) == (0, "")


def test_fmt_check_names_what_is_not_in_the_form_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    text = "dossier: {title:   T}\n"
    folder = write_text(tmp_path / "data", text)
    done = run("fmt", "--check", folder, "--config", ROOT / "config.yaml")
    assert done.returncode == 1
    assert done.stdout == f"{folder / 'small.yaml'}: not in its one form; `basing fmt` puts it in it\n"
    assert (folder / "small.yaml").read_text(encoding="utf-8") == text


def test_fmt_tells_where_a_file_cannot_be_parsed_and_writes_the_others(run: Run, tmp_path: Path) -> None:
    folder = write_text(tmp_path / "data", "dossier: {title: [T}\n")
    (folder / "other.yaml").write_text("dossier: {title:   T}\n", encoding="utf-8")
    (folder / "latin.yaml").write_bytes(b"dossier: {title: caf\xe9}\n")
    (folder / "link.yaml").symlink_to(folder / "other.yaml")
    done = run("fmt", folder, "--config", ROOT / "config.yaml")
    assert done.returncode == 1
    assert done.stdout == f"{folder / 'other.yaml'}: formatted\n"
    assert done.stderr.splitlines() == [
        f"{folder / 'latin.yaml'}: byte 0xe9 is not UTF-8; left as it is",
        f"{folder / 'link.yaml'}: a link to another file; left as it is",
        f"{folder / 'small.yaml'}:1:18: error: not YAML: while parsing a flow sequence did not find expected "
        "',' or ']' (check quotes, brackets, colons and indentation here)",
    ]


def test_fmt_keeps_the_permissions_of_a_file(run: Run, tmp_path: Path) -> None:
    folder = write_text(tmp_path / "data", "dossier: {title:   T}\n")
    (folder / "small.yaml").chmod(0o640)
    assert run("fmt", folder, "--config", ROOT / "config.yaml").returncode == 0
    assert (folder / "small.yaml").stat().st_mode & 0o777 == 0o640
