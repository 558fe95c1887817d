"""`basing import`, from a file to the dossier and the report."""

import os
import pty
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from dashboard.cli import main
from layers.dataset import read_dataset
from layers.importing.opening import ENDINGS
from tests import importable
from tests.importable import collection, feature, point

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., tuple[int, str, str]]
LIST = """\
Site Name,name:ru,Latitude,Longitude,Type,Country,Remarks
Kant air base,Кант,42.853,74.846,airfield,Kyrgyzstan,
Harbour facility,,10.123,20.123,naval base,,far away
Pier,,34.915,35.874,port,Syria,near the harbour
,,1.5,2.5,base,,
Post,,34.5,36.5,checkpoint,SY,
"""


@pytest.fixture
def desk(dossier: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a configuration and the small dossier, whose harbour is at 34.914, 35.874; one works in it."""
    folder = dossier().parent
    text = (ROOT / "config.yaml").read_text(encoding="utf-8").replace("\ndata: seeds\n", "\ndata: data\n")
    (folder / "config.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs `basing` there: the code that it ends with, what it says, and what it complains of."""

    def basing(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["basing", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return basing


@pytest.fixture
def listed(desk: Path) -> Path:
    """A list of sites beside the dossiers."""
    path = desk / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def dossiers(desk: Path) -> list[str]:
    return sorted(path.name for path in (desk / "data").iterdir())


def test_a_list_becomes_a_dossier_and_a_report(run: Run, desk: Path, listed: Path) -> None:
    assert run("import", "list.csv") == (0, REPORT, "")
    assert (desk / "data" / "list.yaml").read_text(encoding="utf-8") == DOSSIER
    assert run("fmt", "--check", "data/list.yaml")[0] == 0


REPORT = """\
list.csv: CSV, 5 lines
  name      from `Site Name`, such as `Kant air base`
  kind      from `Type`, such as `airfield`
  host      from `Country`, such as `Kyrgyzstan`
  lat       from `Latitude`, such as `42.853`
  lon       from `Longitude`, such as `74.846`
  names.ru  from `name:ru`, such as `Кант`
  not used: `Remarks`
read: 5
taken: 1, written to data/list.yaml
matched, left out: 2; --new takes them too
  line 3: `Harbour facility` may be `harbour` (Harbour facility), 3,178 km away
  line 4: `Pier` may be `harbour` (Harbour facility), 111 m away
refused: 2
  line 5: it has no name
  line 6: `checkpoint` is no site of its own (`imports.left_out` in config.yaml)
each needs a source: `basing check` lists them
"""
DOSSIER = """\
dossier:
  title: Imported from list.csv

installations:
  kant-air-base:
    name: Kant air base
    names: {ru: Кант}
    kind: airfield
    host: KG
    location: {lat: 42.853, lon: 74.846, precision: facility}
    imported: {file: list.csv, row: 2, digest: 727ce817f494db09}
"""


def test_check_asks_for_a_source_and_for_nothing_else(run: Run, desk: Path, listed: Path) -> None:
    run("import", "list.csv")
    code, said, _ = run("check")
    assert code == 0
    assert said.splitlines()[0] == (
        "data/list.yaml:11:15: warning: imported from `list.csv`, and needs a source (name one in `sources`)"
    )
    assert said.endswith("2 files, 2 installations, 1 negotiation, 1 source: 0 faults, 1 warning\n")
    path = desk / "data" / "list.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "    sources: report\n", encoding="utf-8")
    assert "needs a source" not in run("check")[1]


def test_importing_again_changes_nothing(run: Run, desk: Path, listed: Path) -> None:
    run("import", "list.csv", "--new")
    before = {path: path.read_bytes() for path in (desk / "data").iterdir()}
    code, said, complained = run("import", "list.csv", "--new")
    assert (code, complained) == (0, "")
    assert "taken: 0\nknown from an import before: 3; nothing changes\n" in said
    assert {path: path.read_bytes() for path in (desk / "data").iterdir()} == before


def test_a_list_that_has_grown_gives_its_new_rows(run: Run, desk: Path, listed: Path) -> None:
    run("import", "list.csv")
    with listed.open("a", encoding="utf-8") as more:
        more.write("Gwadar,,25.11,62.33,port,PK,\n")
    code, said, _ = run("import", "list.csv")
    assert code == 0
    assert "taken: 1, written to data/list-2.yaml\nknown from an import before: 1\n" in said
    assert dossiers(desk) == ["list-2.yaml", "list.yaml", "small.yaml"]


def test_a_folder_may_be_empty_still(run: Run, desk: Path, listed: Path) -> None:
    (desk / "data" / "small.yaml").unlink()
    assert run("import", "list.csv")[0] == 0
    assert dossiers(desk) == ["list.yaml"]


def test_a_dry_run_writes_nothing(run: Run, desk: Path, listed: Path) -> None:
    code, said, _ = run("import", "list.csv", "--dry-run")
    assert (code, dossiers(desk)) == (0, ["small.yaml"])
    assert "taken: 1, would go to data/list.yaml\n" in said


def test_new_takes_what_may_be_known(run: Run, desk: Path, listed: Path) -> None:
    assert (
        "taken: 3, written to data/list.yaml\nmatched, left out: 0\n" in run("import", "list.csv", "--new")[1]
    )
    assert list(yaml.safe_load((desk / "data" / "list.yaml").read_text(encoding="utf-8"))["installations"]) == [
        "kant-air-base", "harbour-facility", "pier",
    ]  # fmt: skip


def test_nothing_taken_is_a_fault(run: Run, desk: Path) -> None:
    (desk / "bad.csv").write_text("name,lat,lon\nA,x,1\nHarbour facility,1.5,1.5\n", encoding="utf-8")
    code, said, complained = run("import", "bad.csv")
    assert (code, complained) == (1, "basing: nothing was taken from bad.csv\n")
    assert "taken: 0\nmatched, left out: 1; --new takes them too\n" in said
    assert dossiers(desk) == ["small.yaml"]


def test_what_cannot_be_read_ends_with_2(run: Run, desk: Path) -> None:
    (desk / "bad.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert run("import", "bad.csv") == (
        2, "", "basing: bad.csv: no column looks like the names of sites; say which with --map name=COLUMN (its "
        "columns are `a`, `b`)\n",
    )  # fmt: skip


def test_columns_and_values_can_be_said(run: Run, desk: Path) -> None:
    (desk / "a.csv").write_text("Was,N,O,Y\nAlpha,10.123,20.123,z\n", encoding="utf-8")
    code, said, _ = run("import", "a.csv", "--map", "name=Was,lat=N", "--map", "lon=O,kind=", "--set",
                        "operators=RU,kind=airfield")  # fmt: skip
    assert (code, "  operators  always RU\n" in said) == (0, True)
    (site,) = yaml.safe_load((desk / "data" / "a.yaml").read_text(encoding="utf-8"))["installations"].values()
    assert (site["operators"], site["kind"]) == (["RU"], "airfield")


def test_swapped_places_are_questioned_and_can_be_swapped(run: Run, desk: Path) -> None:
    (desk / "a.csv").write_text("name,lat,lon,host\nA,69.2,34.5,AF\n", encoding="utf-8")
    code, said, _ = run("import", "a.csv")
    assert code == 1
    assert (
        "  line 2: 69.2, 34.5 is far from its host, Afghanistan: lat and lon swapped? --swap reads them so\n"
        in said
    )
    assert run("import", "a.csv", "--swap")[0] == 0
    assert "lat: 34.5, lon: 69.2" in (desk / "data" / "a.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["../outside", "two words", ".hidden"])
def test_a_dossier_has_a_plain_name(name: str, run: Run, listed: Path) -> None:
    code, _, complained = run("import", "list.csv", "--dossier", name)
    assert code == 2
    assert complained.endswith(f"Error: `{name}` is no name for a dossier: expected words-with-hyphens\n")


def test_a_dossier_that_exists_is_left(run: Run, listed: Path) -> None:
    code, _, complained = run("import", "list.csv", "--dossier", "small")
    assert code == 2
    assert complained.endswith("Error: the dossier `small` exists already: name another one\n")


# --- hostile text ---


def test_no_text_of_a_file_moves_the_terminal(run: Run, desk: Path) -> None:
    text = "na\x1bme,name,lat,lon\nx,\x1b[2JA,x\x07,1\nx,B\u202ec,34.914,35.874\nx,\x1b]0;T\x07C,10.1,20.1\n"
    (desk / "a.csv").write_text(text, encoding="utf-8")
    code, said, _ = run("import", "a.csv")
    assert code == 0
    assert not {"\x1b", "\x07", "\u202e"} & set(said)
    assert r"not used: `na\x1bme`" in said


def test_a_formula_is_text_when_it_comes_and_when_it_goes(run: Run, desk: Path) -> None:
    (desk / "a.csv").write_text("name,lat,lon\n=cmd(),10.123,20.123\n@SUM(A1),11.1,21.1\n", encoding="utf-8")
    assert run("import", "a.csv")[0] == 0
    run("export", "csv", "-o", "out.zip", "--today", "2025-08-01")
    with zipfile.ZipFile(desk / "out.zip") as archive:
        rows = archive.read("installations.csv").decode("utf-8-sig")
    assert ",'=cmd()," in rows
    assert ",'@SUM(A1)," in rows


# --- on a terminal ---


def typed(folder: Path, answers: str, *arguments: str) -> tuple[int, str]:
    """What is said on a terminal on which these lines are typed."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "dashboard.cli", "import", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    os.write(ours, answers.encode())
    said, _ = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    return process.returncode, said


def test_a_person_is_asked_for_columns_and_for_each_likeness(desk: Path, listed: Path) -> None:
    code, said = typed(desk, "n\nname=Site Nam\nnote=Remarks\ny\ny\nn\n", "list.csv")
    assert code == 0
    assert "list.csv: has no column `Site Nam` for `name` (did you mean `Site Name`?)" in said
    assert "line 4: `Pier` may be `harbour` (Harbour facility), 111 m away" in said
    assert "taken: 2, written to data/list.yaml\nmatched, left out: 1" in said
    assert "note: near the harbour" in (desk / "data" / "list.yaml").read_text(encoding="utf-8")


def test_a_person_may_answer_for_all_and_is_asked_for_missing_columns(desk: Path, listed: Path) -> None:
    listed.write_text(LIST.replace("Site Name,name:ru", "Was,Then"), encoding="utf-8")
    code, said = typed(desk, "name=Was\ny\nN\n", "list.csv")
    assert code == 0
    assert "list.csv: no column looks like the names of sites" in said
    assert "taken: 3," in said


def test_a_person_is_asked_whether_lat_is_lon(desk: Path) -> None:
    (desk / "a.geojson").write_text(
        collection(*(feature(point(135.5 + at, 35.401), name=f"S{at}") for at in range(3)))
    )
    code, said = typed(desk, "y\ny\n", "a.geojson")
    assert code == 0
    assert "3 of 3 places would be right with lat and lon swapped. Swap them?" in said
    assert "lat: 35.401, lon: 135.5" in (desk / "data" / "a.yaml").read_text(encoding="utf-8")


def test_yes_asks_nothing(desk: Path, listed: Path) -> None:
    assert "matched, left out: 2" in typed(desk, "", "list.csv", "--yes")[1]


# --- every format, by the command ---


@pytest.mark.parametrize("name", importable.FORMATS)
def test_every_format_is_imported_and_known_again(name: str, run: Run, desk: Path, config: Any) -> None:
    importable.FORMATS[name](desk / name)
    code, said, complained = run("import", name)
    assert (code, complained) == (0, "")
    assert "taken: 2, written to data/sites" in said
    dataset = read_dataset(desk / "data", config)
    assert {problem.message for problem in dataset.problems} == {
        f"imported from `{name}`, and needs a source"
    }
    assert run("import", name)[0] == 0
    assert len(list((desk / "data").iterdir())) == 2


# --- the page ---


def block(language: str) -> str:
    """The first block of a language on the page that tells of importing."""
    page = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")
    found = re.search(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def test_the_example_of_the_page_is_what_comes_of_it(run: Run, desk: Path) -> None:
    (desk / "sites.csv").write_text(block("csv"), encoding="utf-8")
    assert run("import", "sites.csv") == (0, block("text"), "")
    assert (desk / "data" / "sites.yaml").read_text(encoding="utf-8") == block("yaml")


def test_the_page_names_every_ending() -> None:
    page = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")
    assert [ending for ending in ENDINGS if f"`{ending}`" not in page] == []
