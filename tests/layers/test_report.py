"""What `basing check` prints."""

import json
import re
from pathlib import Path

from layers.dataset import Dataset
from layers.errors import Problem
from layers.report import GUIDE, GUIDED, github_report, json_report, sarif_report, text_report

ROOT = Path(__file__).parents[2]

FAULT = Problem(
    "data/small.yaml",
    3,
    5,
    "unknown key `stauts`",
    "did you mean `status`?",
    "installations harbour",
    "stauts",
)
WARNING = Problem("data/small.yaml", 9, 1, "far from its host", severity="warning")


def test_a_problem_is_one_line_with_its_place() -> None:
    first = text_report(Dataset(problems=(FAULT,))).splitlines()[0]
    assert first == "data/small.yaml:3:5: error: unknown key `stauts` (did you mean `status`?)"


def test_errors_come_before_warnings() -> None:
    lines = text_report(Dataset(problems=(WARNING, FAULT))).splitlines()
    told = [line for line in lines if line.startswith("data/")]
    assert [line.split(": ")[1] for line in told] == ["error", "warning"]


def test_a_problem_names_the_heading_of_the_field_guide() -> None:
    headings = re.findall(r"^## (\w+)$", (ROOT / GUIDE).read_text(encoding="utf-8"), re.MULTILINE)
    assert f"= {GUIDE}#installations" in text_report(Dataset(problems=(FAULT,))).splitlines()
    assert set(headings) >= GUIDED


def test_the_last_line_counts() -> None:
    last = text_report(Dataset(problems=(FAULT, WARNING))).splitlines()[-1]
    assert last == "0 files, 0 installations, 0 negotiations, 0 sources: 1 fault, 1 warning"


def test_a_terminal_obeys_no_text() -> None:
    hostile = Problem("data/small.yaml", 1, 1, "\x1b[2Jgone\u202e\nnext")
    assert "\\x1b[2Jgone\\u202e\\nnext" in text_report(Dataset(problems=(hostile,)))


def test_json_holds_every_field_of_a_problem() -> None:
    report = json.loads(json_report(Dataset(problems=(FAULT,))))
    assert (report["errors"], report["warnings"]) == (1, 0)
    assert report["problems"][0]["hint"] == "did you mean `status`?"


def test_an_annotation_stands_at_its_line() -> None:
    first = github_report(Dataset(problems=(FAULT,))).splitlines()[0]
    place = "file=data/small.yaml,line=3,col=5,title=installations harbour"
    assert first == f"::error {place}::unknown key `stauts` (did you mean `status`?)"


def test_an_annotation_cannot_start_another() -> None:
    hostile = Problem("a,b:c.yaml", 1, 1, "50%\n::error file=x::y")
    lines = github_report(Dataset(problems=(hostile,))).splitlines()
    assert len(lines) == 2
    assert lines[0] == "::error file=a%2Cb%3Ac.yaml,line=1,col=1::50%25\\n::error file=x::y"


def test_sarif_names_place_level_and_record() -> None:
    (run,) = json.loads(sarif_report(Dataset(problems=(FAULT, WARNING))))["runs"]
    first, second = run["results"]
    assert first["level"] == "error"
    assert first["message"]["text"] == "unknown key `stauts` (did you mean `status`?)"
    (location,) = first["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "data/small.yaml"},
        "region": {"startLine": 3, "startColumn": 5},
    }
    assert location["logicalLocations"] == [{"fullyQualifiedName": "installations harbour"}]
    assert second["level"] == "warning"


def test_sarif_writes_paths_as_addresses() -> None:
    problems = tuple(Problem(path, 0, 0, "wrong") for path in ("a b/ü.yaml", "/data/x.yaml"))
    (run,) = json.loads(sarif_report(Dataset(problems=problems)))["runs"]
    places = [one["locations"][0]["physicalLocation"] for one in run["results"]]
    assert places == [
        {"artifactLocation": {"uri": "a%20b/%C3%BC.yaml"}},
        {"artifactLocation": {"uri": "file:///data/x.yaml"}},
    ]
