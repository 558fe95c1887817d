"""Files read again by programs that did not write them."""

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import geopandas as gpd
import pyarrow.parquet as pq
import pyogrio
import pytest

from layers.exports.columns import COLUMNS
from layers.scene import Scene
from tests.layers.exports.conftest import HOSTILE

KML = "{http://www.opengis.net/kml/2.2}"
PLACE = (35.874, 34.914)
Written = Callable[[str, Scene], Path]


def features(path: Path) -> list[dict[str, Any]]:
    collection = json.loads(path.read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    return list(collection["features"])


def csv_rows(path: Path, table: str) -> list[dict[str, str]]:
    with ZipFile(path) as archive:
        return list(csv.DictReader(io.StringIO(archive.read(f"{table}.csv").decode("utf-8-sig"), newline="")))


def placemarks(path: Path) -> list[ET.Element]:
    return ET.fromstring(path.read_bytes()).findall(f".//{KML}Placemark")  # noqa: S314 our own file


def data_of(placemark: ET.Element) -> dict[str, str]:
    found = placemark.findall(f".//{KML}Data")
    return {data.attrib["name"]: data.findtext(f"{KML}value") or "" for data in found}


@pytest.mark.parametrize("name", ["geojson", "gpkg", "kml"])
def test_gdal_reads_the_place(name: str, small: Scene, written: Written) -> None:
    layer = "installations" if name == "gpkg" else None
    frame = pyogrio.read_dataframe(written(name, small), layer=layer)
    assert [(point.x, point.y) for point in frame.geometry] == [PLACE]
    assert frame.crs.to_epsg() == 4326


def test_geoparquet_gives_the_place(small: Scene, written: Written) -> None:
    frame = gpd.read_parquet(written("geoparquet", small))
    assert [(point.x, point.y) for point in frame.geometry] == [PLACE]
    assert frame.crs.to_string() == "OGC:CRS84"


def test_geoparquet_says_of_which_day_it_is(small: Scene, written: Written) -> None:
    metadata = pq.read_schema(written("geoparquet", small)).metadata
    assert json.loads(metadata[b"basing"])["as_of"] == "2025-08-31"


def test_geojson_says_of_which_day_it_is(small: Scene, written: Written) -> None:
    assert json.loads(written("geojson", small).read_text())["basing"]["as_of"] == "2025-08-31"


def test_geojson_carries_status_talks_and_sources(small: Scene, written: Written) -> None:
    said = features(written("geojson", small))[0]["properties"]
    assert (said["status"], said["talks_status"], said["status_disputed"]) == ("operating", "active", False)
    assert said["source_urls"] == ["https://news.example/harbour"]


def test_a_region_has_no_point(
    dossier: Callable[..., Path], scene_of: Callable[..., Scene], written: Written
) -> None:
    folder = dossier(installations={"harbour": {"location": {"precision": "region"}}})
    assert features(written("geojson", scene_of(folder)))[0]["geometry"] is None


def test_a_place_is_rounded_to_its_displayed_precision(
    dossier: Callable[..., Path], scene_of: Callable[..., Scene], written: Written
) -> None:
    folder = dossier(installations={"harbour": {"location": {"display": "locality"}}})
    place = features(written("geojson", scene_of(folder)))[0]["geometry"]["coordinates"]
    assert place == [35.85, 34.9]


def test_disputed_versions_are_all_there(
    dossier: Callable[..., Path], scene_of: Callable[..., Scene], written: Written
) -> None:
    status = [
        {"seen": "2025-07-01", "status": "operating", "by": ["RU"], "sources": "report"},
        {"seen": "2025-07-02", "status": "suspended", "by": ["SY"], "sources": "report"},
    ]
    scene = scene_of(dossier(installations={"harbour": {"status": status}}))
    said = features(written("geojson", scene))[0]["properties"]
    assert (said["status_disputed"], said["status_versions"]) == (True, ["RU: operating", "SY: suspended"])


def test_the_archive_holds_a_file_for_each_table(small: Scene, written: Written) -> None:
    with ZipFile(written("csv", small)) as archive:
        assert archive.namelist() == ["about.csv", *(f"{name}.csv" for name in COLUMNS)]


@pytest.mark.parametrize("table", COLUMNS)
def test_csv_columns_are_those_that_are_documented(table: str, small: Scene, written: Written) -> None:
    assert list(csv_rows(written("csv", small), table)[0]) == [column.name for column in COLUMNS[table]]


def test_a_claim_keeps_its_speaker_and_stance(small: Scene, written: Written) -> None:
    claim = csv_rows(written("csv", small), "claims")[0]
    assert (claim["speaker"], claim["roles"], claim["stance"]) == ("speaker", "stabilizing", "asserts")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_spreadsheet_finds_no_formula(
    sign: str, dossier: Callable[..., Path], scene_of: Callable[..., Scene], written: Written
) -> None:
    scene = scene_of(dossier(installations={"harbour": {"name": f"{sign}1+2"}}))
    assert csv_rows(written("csv", scene), "installations")[0]["name"] == f"'{sign}1+2"


def test_a_western_longitude_stays_a_number(
    dossier: Callable[..., Path], scene_of: Callable[..., Scene], written: Written
) -> None:
    place = {"lat": 36.6, "lon": -6.3, "precision": "vicinity", "sources": "report"}
    scene = scene_of(dossier(installations={"harbour": {"host": "ES", "location": place}}))
    assert csv_rows(written("csv", scene), "installations")[0]["longitude"] == "-6.3"


def test_the_geopackage_holds_every_table(small: Scene, written: Written) -> None:
    layers = {str(name) for name, _geometry in pyogrio.list_layers(written("gpkg", small))}
    assert layers == {*COLUMNS, "footprints", "about"}


def test_the_geopackage_is_sound(small: Scene, written: Written) -> None:
    with sqlite3.connect(written("gpkg", small)) as database:
        assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
    database.close()


def test_the_geopackage_holds_footprints(
    dossier: Callable[..., Path], scene_of: Callable[..., Scene], written: Written
) -> None:
    ring = [[35.87, 34.91], [35.88, 34.91], [35.88, 34.92], [35.87, 34.91]]
    footprint = {"type": "Polygon", "coordinates": [ring]}
    scene = scene_of(dossier(installations={"harbour": {"footprint": footprint}}))
    frame = pyogrio.read_dataframe(written("gpkg", scene), layer="footprints")
    assert list(frame["id"]) == ["harbour"]
    assert frame.total_bounds.tolist() == [35.87, 34.91, 35.88, 34.92]


# --- text stays text ---


def test_hostile_text_comes_back_from_geojson(hostile: Scene, written: Written) -> None:
    assert features(written("geojson", hostile))[0]["properties"]["name"] == HOSTILE


def test_hostile_text_comes_back_from_csv(hostile: Scene, written: Written) -> None:
    assert csv_rows(written("csv", hostile), "installations")[0]["name"] == HOSTILE


def test_hostile_text_comes_back_from_geoparquet(hostile: Scene, written: Written) -> None:
    assert list(gpd.read_parquet(written("geoparquet", hostile))["name"]) == [HOSTILE]


def test_hostile_text_comes_back_from_a_geopackage(hostile: Scene, written: Written) -> None:
    frame = pyogrio.read_dataframe(written("gpkg", hostile), layer="installations")
    assert list(frame["name"]) == [HOSTILE]


def test_hostile_text_comes_back_from_kml(hostile: Scene, written: Written) -> None:
    assert placemarks(written("kml", hostile))[0].findtext(f"{KML}name") == HOSTILE


def test_a_globe_shows_hostile_text_as_text(
    dossier: Callable[..., Path], scene_of: Callable[..., Scene], written: Written
) -> None:
    scene = scene_of(dossier(dossier={"title": HOSTILE}))
    root = ET.fromstring(written("kml", scene).read_bytes())  # noqa: S314 our own file
    described = root.findtext(f"{KML}Document/{KML}description") or ""
    assert "<" not in described
    assert "$" not in described


def test_letters_that_xml_cannot_hold_are_replaced(
    dossier: Callable[..., Path], scene_of: Callable[..., Scene], written: Written
) -> None:
    scene = scene_of(dossier(installations={"harbour": {"aliases": ["a\ufffeb"]}}))
    assert data_of(placemarks(written("kml", scene))[0])["aliases"] == "a\ufffdb"
