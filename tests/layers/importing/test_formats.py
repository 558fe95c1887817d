"""Every format: the same sites come out of a real file of each."""

import random
from contextlib import suppress
from pathlib import Path

import pytest

from layers.config import Config
from layers.errors import ImportedFileError
from layers.importing.candidates import make_candidates
from layers.importing.opening import ENDINGS
from layers.importing.words import Words
from tests import importable
from tests.layers.importing.conftest import guessed, read


@pytest.mark.parametrize("name", importable.FORMATS)
def test_the_same_sites_come_out_of_every_format(
    name: str, tmp_path: Path, config: Config, words: Words
) -> None:
    table = read(importable.FORMATS[name](tmp_path / name))
    made = make_candidates(table, guessed(table, config), words, config)
    assert made.refused == ()
    assert [(one.name, one.fields["location"], one.fields["kind"]) for one in made.candidates] == [
        ("Kant air base", {"lat": 42.853, "lon": 74.846, "precision": "facility"}, "airfield"),
        ("База Канат", {"lat": -12.5, "lon": 45.25, "precision": "vicinity"}, "naval_base"),
    ]


def test_every_ending_is_tried() -> None:
    tried = {Path(name).suffix for name in importable.FORMATS}
    assert set(ENDINGS) - tried == {".txt", ".json", ".geoparquet"}  # other names of formats that are


@pytest.mark.parametrize(
    ("name", "first", "counts"),
    [("sites.csv", 2, "line"), ("sites.xlsx", 2, "row"), ("sites.gpkg", 1, "feature")],
)
def test_a_row_is_counted_as_its_file_shows_it(name: str, first: int, counts: str, tmp_path: Path) -> None:
    table = read(importable.FORMATS[name](tmp_path / name))
    assert (table.rows[0].number, table.counts) == (first, counts)


def test_what_is_in_a_projected_system_is_brought_to_degrees(tmp_path: Path) -> None:
    table = read(importable.gpkg(tmp_path / "sites.gpkg"))
    assert table.notes == ("brought from WGS 84 / Pseudo-Mercator to degrees",)


def test_one_layer_of_several_can_be_asked_for(tmp_path: Path) -> None:
    path = importable.gpkg(tmp_path / "sites.gpkg")
    importable.frame().head(1).to_file(path, layer="others", engine="pyogrio")
    assert len(read(path).rows) == 3
    assert [row.cells["name"] for row in read(path, layer="others").rows] == ["Kant air base"]


def test_of_openstreetmap_only_what_is_military_is_read(tmp_path: Path) -> None:
    table = read(importable.osm(tmp_path / "sites.osm"))
    assert [row.cells["name"] for row in table.rows] == ["Kant air base", "База Канат"]


def test_of_a_track_only_waypoints_are_read(tmp_path: Path) -> None:
    assert len(read(importable.gpx(tmp_path / "sites.gpx")).rows) == 2


@pytest.mark.parametrize("name", importable.FORMATS)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(
    name: str, tmp_path: Path, config: Config, words: Words
) -> None:
    whole = importable.FORMATS[name](tmp_path / name).read_bytes()
    chance = random.Random(name)  # noqa: S311 - the same damage each time
    for number in range(6):
        damaged = bytearray(whole)
        for _ in range(3):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path = tmp_path / f"{number}-{name}"
        path.write_bytes(damaged[: len(whole) if number % 3 else chance.randrange(1, len(whole))])
        with suppress(ImportedFileError):
            table = read(path)
            make_candidates(table, guessed(table, config), words, config)
