"""The analyst's commands, run as a person runs them: init, new, add."""

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]
STATEMENT = (
    "--date",
    "2025-08-02",
    "--type",
    "statement",
    "--actors",
    "speaker",
    "--summary",
    "She says so.",
)


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A folder as `basing init` makes it."""
    basing(tmp_path, "init", "desk")
    return tmp_path / "desk"


@pytest.fixture
def run(begun: Path) -> Run:
    """A function that runs `basing` in that folder."""
    return lambda *arguments: basing(begun, *arguments)


def basing(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dashboard.cli", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "200"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def added(before: str, after: str) -> list[str]:
    """The lines that came in; every other is as it was."""
    old, new = before.split("\n"), after.split("\n")
    count = len(new) - len(old)
    at = [at for at in range(len(old) + 1) if new[:at] == old[:at] and new[at + count :] == old[at:]]
    return new[at[-1] : at[-1] + count]


def example(folder: Path) -> str:
    return (folder / "dossiers" / "example.yaml").read_text(encoding="utf-8")


# --- init ---


def test_a_new_folder_has_no_fault_and_its_dossier_is_in_its_form(begun: Path, run: Run) -> None:
    assert (
        run("check", "--strict").stdout
        == "1 file, 1 installation, 1 negotiation, 1 source: 0 faults, 0 warnings\n"
    )
    assert run("fmt", "--check").returncode == 0
    assert example(begun).startswith("# yaml-language-server: $schema=../dossier.schema.json\n")
    assert '"const": "harbour"' in (begun / "dossier.schema.json").read_text(encoding="utf-8")
    assert yaml.safe_load((begun / ".vscode" / "settings.json").read_text())["yaml.schemas"]


def test_a_new_configuration_says_nothing_of_the_shipped_dossiers(begun: Path) -> None:
    shipped = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))
    new = yaml.safe_load((begun / "config.yaml").read_text(encoding="utf-8"))
    assert {key for key in shipped if shipped[key] != new[key]} == {
        "title",
        "summary",
        "data",
        "licence",
        "origins",
    }
    assert (new["data"], new["origins"]) == ("dossiers", [])


def test_nothing_that_exists_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    done = basing(tmp_path, "init", ".")
    assert (done.returncode, done.stderr) == (2, "basing: . holds README.md already; nothing was written\n")
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


def test_a_new_folder_can_be_published(run: Run, begun: Path) -> None:
    assert run("snapshot", "-o", "map.html", "--today", "2025-08-03").returncode == 0
    assert "Harbour facility" in (begun / "map.html").read_text(encoding="utf-8")


# --- new ---


def test_a_new_dossier_takes_a_new_site_and_new_talks(run: Run, begun: Path) -> None:
    assert run("new", "dossier", "two", "--title", "Two: the other").returncode == 0
    place = "{lat: 44.3, lon: 28.4, precision: locality, sources: agency-2025-07-31}"
    status = "[{date: 2020, status: operating, sources: agency-2025-07-31}]"
    done = run("new", "installation", "--dossier", "two", "--name", "Țărm base", "--host", "RO",
               "--operators", "US, FR", "--location", place, "--status", status)  # fmt: skip
    assert done.stdout == "dossiers/two.yaml:7: added to `installations` as `tarm-base`\n"
    talks = run("new", "negotiation", "--dossier", "two.yaml", "--title", "Talks", "--parties", "RO,US",
                "--installations", "tarm-base")  # fmt: skip
    assert talks.returncode == 0
    assert (begun / "dossiers" / "two.yaml").read_text(encoding="utf-8") == TWO
    assert run("check").returncode == 0
    assert run("fmt", "--check").returncode == 0


TWO = """\
# yaml-language-server: $schema=../dossier.schema.json

dossier:
  title: "Two: the other"

installations:
  tarm-base:
    name: Țărm base
    host: RO
    operators: [US, FR]
    location: {lat: 44.3, lon: 28.4, precision: locality, sources: agency-2025-07-31}
    status:
      - {date: 2020, status: operating, sources: agency-2025-07-31}

negotiations:
  talks:
    title: Talks
    parties: [RO, US]
    installations: [tarm-base]
"""


def test_a_dossier_that_exists_is_left(run: Run, begun: Path) -> None:
    before = example(begun)
    done = run("new", "dossier", "example", "--title", "T")
    assert (done.returncode, done.stderr) == (
        2,
        "basing: dossiers/example.yaml exists already; nothing was written\n",
    )
    assert example(begun) == before


@pytest.mark.parametrize("name", ["../outside", ".hidden", "two words", ""])
def test_a_dossier_has_a_plain_name(run: Run, begun: Path, name: str) -> None:
    done = run("new", "dossier", name)
    assert done.returncode == 2
    assert done.stderr.endswith(f"Error: `{name}` is no name for a dossier: expected words-with-hyphens\n")
    assert [path.name for path in (begun / "dossiers").iterdir()] == ["example.yaml"]


# --- add ---


def test_an_event_comes_in_and_no_other_line_changes(run: Run, begun: Path) -> None:
    before = example(begun)
    done = run("add", "event", *STATEMENT, "--sources", "agency-2025-07-31")
    assert done.stdout == "dossiers/example.yaml:51: added to `events`\n"
    assert added(before, example(begun)) == [
        "  - date: 2025-08-02", "    type: statement", "    actors: [speaker]", "    summary: She says so.",
        "    sources: agency-2025-07-31",
    ]  # fmt: skip


def test_what_was_said_in_an_event_needs_no_more_than_that(run: Run, begun: Path) -> None:
    before = example(begun)
    done = run(
        "add", "claim", "--in", "speaker-2025-07-31", "--roles", "humanitarian", "--stance", "proposes"
    )
    assert done.returncode == 0, done.stderr
    assert added(before, example(begun)) == [
        "  - in: speaker-2025-07-31", "    roles: [humanitarian]", "    stance: proposes",
    ]  # fmt: skip
    done = run("add", "position", "--in", "speaker-2025-07-31", "--kind", "demand", "--says", "Rent is due.")
    assert "positions:\n  - in: speaker-2025-07-31\n" in example(begun), done.stderr


def test_a_source_that_is_known_by_its_address_is_used_again(run: Run, begun: Path) -> None:
    before = example(begun)
    done = run("add", "source", "--url", "http://www.news.example/harbour/?utm_source=x", "--publisher", "P")
    assert done.stdout == "`agency-2025-07-31` is this source already: cite it by this id\n"
    assert example(begun) == before
    assert run("add", "event", *STATEMENT, "--sources", "https://news.example/harbour").returncode == 0
    assert "summary: She says so.\n    sources: agency-2025-07-31\n" in example(begun)


def test_a_new_source_loses_its_tracking_and_has_an_id_of_publisher_and_day(run: Run, begun: Path) -> None:
    done = run("add", "source", "--url", "https://a.example/x?id=1&fbclid=2", "--publisher", "The Paper", "--published",
               "2025-08-02")  # fmt: skip
    assert done.stdout.endswith("added to `sources` as `the-paper-2025-08-02`\n")
    assert "    url: https://a.example/x?id=1\n" in example(begun)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("add", "event", *STATEMENT, "--sources", "https://a.example/b"),
         "basing: no source has the address https://a.example/b: add it first, with `basing add source`"),
        (("add", "event", *STATEMENT, "--type", "statment"),
         "basing: `statment` is not in the list `event_type` (did you mean `statement`?)"),
        (("add", "event", *STATEMENT, "--sources", "agncy-2025-07-31"),
         "basing: `agncy-2025-07-31` names no source (did you mean `agency-2025-07-31`?)"),
        (("add", "source", "--publisher", "P", "--url", "javascript:alert(1)"),
         "basing: `javascript:alert(1)` is not a web address (expected http(s)://...)"),
        (("add", "event", "--date", "2025"), "Error: --type, --summary missing; in a terminal they are asked for"),
        (("add", "claim", "--roles", "stabilizing", "--stance", "asserts", "--phrase", "{text: a"),
         "Error: --phrase: not YAML: while parsing a flow mapping did not find expected ',' or '}': {text: a"),
        (("add", "source", "--publisher", "株"),
         "Error: its name makes no id: give one with --id, of words-with-hyphens"),
        (("new", "installation", "--name", "N", "--dossier", "exmple"),
         "Error: there is no dossier `exmple` (did you mean `example`?)"),
        (("add", "event", "--date", "2025-07-31", "--type", "statement", "--actors", "speaker", "--summary", "Again."),
         "basing: an event like it is there already; --again adds it all the same\n"
         "  dossiers/example.yaml:44:5: The speaker says that contacts on the harbour continue."),
    ],
)  # fmt: skip
def test_what_would_be_a_fault_is_not_written(
    run: Run, begun: Path, arguments: tuple[str, ...], message: str
) -> None:
    before = example(begun)
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr.rstrip().endswith(message)
    assert example(begun) == before


def test_the_same_event_can_be_added_again(run: Run, begun: Path) -> None:
    arguments = ("--date", "2025-07-31", "--type", "statement", "--actors", "speaker", "--summary", "Again.")
    assert run("add", "event", *arguments, "--again", "--sources", "agency-2025-07-31").returncode == 0


def test_a_file_with_other_line_ends_or_a_link_is_left(run: Run, begun: Path) -> None:
    path = begun / "dossiers" / "example.yaml"
    path.write_bytes(example(begun).replace("\n", "\r\n").encode())
    done = run("add", "event", *STATEMENT)
    assert done.stderr == (
        "basing: dossiers/example.yaml: has a byte order mark or CRLF at the ends of its lines: "
        "run `basing fmt` first\n"
    )
    shutil.move(path, begun / "elsewhere.yaml")
    path.symlink_to(begun / "elsewhere.yaml")
    assert run("add", "event", *STATEMENT).stderr.endswith("a link to another file; left as it is\n")


# --- asking ---


def test_what_is_missing_is_asked_for_on_a_terminal(begun: Path) -> None:
    answers = [
        "2025-08-02",
        "?",
        "statment",
        "",
        "statement",
        "speaker",
        "",
        "She says so.",
        "agency-2025-07-31",
    ]
    said = in_terminal(begun, answers, "add", "event")
    assert "What kind of event. One of statement, announcement," in said
    assert "type (? tells what they mean): " in said
    assert "  vote          A parliament or people voted.\n" in said
    assert "`statment` is not in the list; did you mean `statement`?" in said
    assert "sources (Enter leaves it out): " in said
    assert "summary: She says so.\n" in example(begun)


def test_what_would_be_a_fault_is_asked_for_again_and_the_rest_is_kept(begun: Path) -> None:
    answers = ["2 August", "statement", "speeker", "She says so.", "https://a.example/x",
               "agency-2025-07-31", "2025-08-02", "speaker"]  # fmt: skip
    said = in_terminal(begun, answers, "add", "event")
    assert "no source has the address https://a.example/x: add it first, with `basing add source`" in said
    assert "`2 August` is not a date" in said
    assert "summary: She says so.\n    sources: agency-2025-07-31\n" in example(begun), said


def test_an_event_like_one_that_is_there_is_asked_about(begun: Path) -> None:
    answers = ["2025-07-31", "statement", "speaker", "Again.", "agency-2025-07-31"]
    before = example(begun)
    assert "Add it all the same? [y/N]" in in_terminal(begun, [*answers, "n"], "add", "event")
    assert example(begun) == before
    in_terminal(begun, [*answers, "y"], "add", "event")
    assert "summary: Again.\n" in example(begun)


def in_terminal(folder: Path, answers: list[str], *arguments: str) -> str:
    """What the command says on a terminal to a person who gives these answers."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "dashboard.cli", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    said, _ = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    return said
