"""What bad input gets: each with its exact message."""

import json
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from layers.errors import ImportedFileError
from layers.importing.opening import read_file
from layers.importing.table import Asked
from tests import importable
from tests.importable import collection, feature, kml_text, placemark, point
from tests.layers.importing.conftest import Making, read

LINK = "<NetworkLink><name>L</name><Link><href>http://127.0.0.1:9/more.kml</href></Link></NetworkLink>"


def refusal(path: Path, **asked: str) -> str:
    """What is said of a file that cannot be read."""
    with pytest.raises(ImportedFileError) as refused:
        read(path, **asked)
    return str(refused.value)


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# --- files ---


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"", "a.csv: is empty"),
        ("a.csv", b"\n\n", "a.csv: is empty; expected a line that names the columns, and rows below it"),
        ("a.csv", b"name,lat\0,lon\n", "a.csv: holds zero bytes, so it is no text; is its encoding UTF-16?"),
        ("a.csv", b'x\n' + b'"x"y\n' * 102, "a.csv: more than 100 rows have broken quotes; is it CSV?"),
        ("a.doc", b"x", "a.doc: `.doc` is no format that can be imported; expected .csv, .tsv, .txt, .geojson, "
         ".json, .parquet, .geoparquet, .gpkg, .gpx, .kml, .kmz, .osm, .pbf, .xlsx, .zip"),
        ("a.shp", b"x", "a.shp: a shapefile has several parts: pack them (.shp, .shx, .dbf, .prj) into one zip"),
        ("a.geojson", b'{"type":\n}', "a.geojson:2:1: is no JSON: expecting value"),
        ("a.geojson", b'{"type": "\xe9"}', "a.geojson: byte 0xe9 is not UTF-8, which GeoJSON is always in"),
        ("a.geojson", b"[" * 100_000, "a.geojson: is nested too deeply to be GeoJSON"),
        ("a.json", b"[1]", "a.json: is no GeoJSON; expected a FeatureCollection, found `None`"),
        ("a.json", b'{"type": "gdal_streamed_alg"}',
         "a.json: is no GeoJSON; expected a FeatureCollection, found `gdal_streamed_alg`"),
        ("a.kml", b"<OGRVRTDataSource></OGRVRTDataSource>", "a.kml: does not begin as a file of KML does"),
        ("a.gpkg", b"PK\x03\x04", "a.gpkg: does not begin as a file of GeoPackage does"),
        ("a.xlsx", b"name;lat", "a.xlsx: does not begin as a file of XLSX does"),
        ("a.zip", b"PK\x03\x04 cut", "a.zip: cannot be unpacked: File is not a zip file"),
        ("a.kml", kml_text(LINK), "a.kml: holds only links to other files (NetworkLink), which are not followed; "
         "save the places themselves"),
        ("a.kml", b"<kml><Document>", "a.kml: cannot be read as KML: ERROR parsing kml :no element found on line 1 "
         "at offset 15"),
        ("a.gpx", b"<gpx><wpt", "a.gpx: cannot be read as GPX: it is damaged"),
        ("a.gpkg", b"SQLite format 3\0", "a.gpkg: cannot be read as GeoPackage: it is damaged"),
        ("a.xlsx", b"PK\x03\x04 cut", "a.xlsx: cannot be unpacked: File is not a zip file"),
        ("a.pbf", b"\0\0\0\x0d\n\tOSMHeader", "a.pbf: cannot be read as OSM: it is damaged"),
        ("a.parquet", b"x", "a.parquet: cannot be read as GeoParquet: Parquet file size is 1 "
         "bytes, smaller than the minimum file footer (8 bytes)"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused(
    name: str, content: bytes, message: str, tmp_path: Path
) -> None:
    assert refusal(written(tmp_path / name, content)) == message


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as large:
        large.truncate(100_000_000)
    with pytest.raises(ImportedFileError) as refused:
        read_file(path, Asked(), limit=50_000_000)
    assert str(refused.value) == (
        "large.csv: has 100,000,000 bytes; `imports.file_bytes` in config.yaml is 50,000,000: "
        "split the file, or take what you need out of it"
    )


@pytest.mark.parametrize(
    ("name", "reason"), [("gone.csv", "No such file or directory"), ("a.csv", "Is a directory")]
)
def test_a_file_that_is_not_there_is_named(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    assert refusal(tmp_path / name) == f"{name}: cannot be read: {reason}"


def test_a_table_that_is_no_map_is_no_geoparquet(tmp_path: Path) -> None:
    importable.frame().drop(columns="geometry").to_parquet(tmp_path / "a.parquet")
    assert refusal(tmp_path / "a.parquet").startswith(
        "a.parquet: cannot be read as GeoParquet: Missing geo metadata"
    )


def test_a_table_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"name": pa.nulls(1_000_001)}), tmp_path / "a.parquet")
    assert refusal(tmp_path / "a.parquet").endswith(" bytes in 1,000,001 rows, which is too much")


@pytest.mark.parametrize(
    ("name", "asked"),
    [("a.csv", "layer"), ("a.csv", "crs"), ("a.xlsx", "crs"), ("a.geojson", "encoding"), ("a.kml", "crs")],
)
def test_an_option_that_says_nothing_of_a_file_is_refused(name: str, asked: str, tmp_path: Path) -> None:
    said = refusal(written(tmp_path / name, "x"), **{asked: "x"})
    assert said == f"{name}: --{asked} says nothing of a .{name.partition('.')[2]} file"


def test_a_layer_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = importable.gpkg(tmp_path / "a.gpkg")
    assert refusal(path, layer="site") == "a.gpkg: has no layer `site` (did you mean `sites`?)"


def test_many_comments_before_another_root_take_no_time(tmp_path: Path) -> None:
    path = written(tmp_path / "a.kml", "<!-- -->" * 2000 + "<html>")
    assert refusal(path) == "a.kml: does not begin as a file of KML does"


def test_what_gdal_warns_of_is_told(tmp_path: Path) -> None:
    ring = "<LinearRing><coordinates>35.9,35.3 36,35.3 36,35.4</coordinates></LinearRing>"
    open_ring = (
        f"<Placemark><name>A</name><Polygon><outerBoundaryIs>{ring}</outerBoundaryIs></Polygon></Placemark>"
    )
    (note,) = read(written(tmp_path / "a.kml", kml_text(open_ring))).notes
    assert note.startswith("GDAL warns: Non closed ring detected.")


def test_an_extract_whose_nodes_are_in_no_order_is_read(tmp_path: Path) -> None:
    nodes = [f'<node id="{id}" lat="{id}" lon="1"><tag k="military" v="base"/></node>' for id in (3, -1, 2)]
    assert len(read(written(tmp_path / "a.osm", importable.osm_text("".join(nodes)))).rows) == 3


# --- archives ---


def archive(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return path


@pytest.mark.parametrize("name", ["../../evil.shp", "/etc/evil.shp", "..\\evil.shp", "C:/evil.shp"])
@pytest.mark.parametrize("ending", ["zip", "kmz", "xlsx"])
def test_an_archive_that_leads_out_of_itself_is_refused(name: str, ending: str, tmp_path: Path) -> None:
    folder = tmp_path / "in" / "here"
    folder.mkdir(parents=True)
    path = archive(folder / f"a.{ending}", **{"doc.kml": kml_text(""), name: "x"})
    said = name.replace("\\", "/")
    assert refusal(path) == f"a.{ending}: `{said}` in it leads out of the archive; nothing was read"
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == [path.name]


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.kmz", **{"doc.kml": "0" * 101_000})
    with pytest.raises(ImportedFileError) as refused:
        read_file(path, Asked(), limit=10_000)
    assert str(refused.value) == (
        "a.kmz: unpacks to 101,000 bytes; the limit is 10 times `imports.file_bytes` in config.yaml"
    )


@pytest.mark.parametrize(
    ("name", "members", "message"),
    [
        ("a.zip", {"a.txt": ""}, "a.zip: expected one shapefile (.shp) in it, found none"),
        ("a.zip", {"a.shp": "", "b.shp": ""}, "a.zip: expected one shapefile (.shp) in it, found 2 of them"),
        ("a.zip", {"a.shp": "", "a.shx": ""}, "a.zip: its shapefile lacks the part .dbf"),
        ("a.zip", {"a.shp": "x", "a.shx": "", "a.dbf": ""}, "a.zip: does not begin as a file of Shapefile does"),
        ("a.kmz", {"a.txt": ""}, "a.kmz: holds no KML"),
        ("a.kmz", {"doc.kml": "<html>"}, "a.kmz: doc.kml: does not begin as a file of KML does"),
        ("a.kmz", {"doc.kml": kml_text(LINK)}, "a.kmz: holds only links to other files (NetworkLink), which are not "
         "followed; save the places themselves"),
    ],
)  # fmt: skip
def test_an_archive_without_what_it_should_hold_is_refused(
    name: str, members: dict[str, str], message: str, tmp_path: Path
) -> None:
    assert refusal(archive(tmp_path / name, **members)) == message


# --- letters ---


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", ()), ("utf-8-sig", ()), ("utf-16", ("read as UTF-16",)), ("utf-32", ("read as UTF-32",)),
        ("windows-1251", ("read as windows-1251, which is a guess (`База Канат,-12.5,45.25,naval_base`): --encoding "
                          "says another",)),
    ],
)  # fmt: skip
def test_the_letters_of_a_csv_are_found_out_and_said(
    encoding: str, note: tuple[str, ...], tmp_path: Path
) -> None:
    table = read(importable.csv(tmp_path / "a.csv", encoding=encoding))
    assert ([row.cells["Site Name"] for row in table.rows], table.notes) == (
        ["Kant air base", "База Канат"], note,
    )  # fmt: skip


def test_letters_that_were_named_are_taken_at_their_word(tmp_path: Path) -> None:
    path = importable.csv(tmp_path / "a.csv", encoding="koi8-r")
    table = read(path, encoding="koi8-r")
    assert (table.rows[1].cells["Site Name"], table.notes) == ("База Канат", ("read as koi8-r",))


@pytest.mark.parametrize(
    ("encoding", "message"),
    [
        ("klingon", "`klingon` is no encoding; expected a name such as windows-1251"),
        ("ascii", "a.csv: byte 0xc1 at 73 is not ascii; say the encoding with --encoding"),
    ],
)
def test_letters_that_are_others_are_refused(encoding: str, message: str, tmp_path: Path) -> None:
    path = importable.csv(tmp_path / "a.csv", encoding="windows-1251")
    assert refusal(path, encoding=encoding) == message


@pytest.mark.parametrize(
    ("encoding", "name", "notes"),
    [
        ("", "Áàçà Êàíàò", ("does not say how its letters are written (`Áàçà Êàíàò`): --encoding says it",)),
        ("windows-1251", "База Канат", ()),
    ],
)
def test_a_shapefile_that_does_not_say_its_letters_is_questioned(
    encoding: str, name: str, notes: tuple[str, ...], tmp_path: Path
) -> None:
    importable.frame().to_file(tmp_path / "a.shp", engine="pyogrio", encoding="windows-1251")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        for end in ("shp", "shx", "dbf"):
            made.write(tmp_path / f"a.{end}", f"a.{end}")
    table = read(tmp_path / "a.zip", encoding=encoding)
    assert (table.rows[1].cells["name"], table.notes) == (name, notes)


def test_a_byte_that_is_not_utf_8_costs_its_row_alone(tmp_path: Path) -> None:
    text = "name,lat,lon\nБаза,1.5,2.5\nСтрела,1,2\nПорт,3.5,4.5\n".encode()
    table = read(written(tmp_path / "a.csv", text.replace("тр".encode(), b"\xff", 1)))
    assert [row.cells["name"] for row in table.rows] == ["База", "Порт"]
    assert [(one.number, one.why) for one in table.refused] == [
        (3, "it holds letters that were lost: `С\ufffdела`")
    ]
    assert table.notes == ("read as UTF-8, but for 1 place where it is none",)


# --- rows ---


def reasons(made_of: Making, text: str, name: str = "sites.csv") -> list[tuple[int, str]]:
    """The rows of a file that are refused, with the reasons."""
    return [(one.number, one.why) for one in made_of(text, name).refused]


def test_broken_quotes_cost_their_row_alone(made_of: Making) -> None:
    text = 'name,lat,lon\nA,1,2\n"B,1,2\nC,1,2\n"D"x,1,2\n"E\nE",1,2\n'
    made = made_of(text)
    assert [one.name for one in made.candidates] == ["A", "C", "E E"]
    assert [(one.number, one.why) for one in made.refused] == [
        (3, 'its quotes are broken: `"B,1,2`'),
        (5, 'its quotes are broken: `"D"x,1,2`'),
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",1,2", "it has no name"),
        ("A,,2", "it has no place"),
        ("A,north,2", "`lat: north` is no number of degrees such as 34.914"),
        ("A,95,200", "`lat: 95` is out of range; expected a number from -90 to 90"),
        ("A,1,999", "`lon: 999` is out of range; expected a number from -180 to 180"),
        ("A,151,2", "`lat: 151` is out of range; expected a number from -90 to 90: lat and lon swapped? --swap reads "
         "them so"),
        ("A,0,0", "its place is 0, 0, which stands for none"),
        ("A,nan,2", "`lat: nan` is no number of degrees such as 34.914"),
        ("A,1,2,,,,7", "it has 7 cells, and there are 6 columns"),
        ("A,35.4,35.95,,,javascript:alert(1)", "`javascript:alert(1)` is not a web address (expected http(s)://...)"),
        ("A,35.4,35.95,,, DATA:text/html", "`DATA:text/html` is not a web address (expected http(s)://...)"),
        ("A,35.4,35.95,checkpoint", "`checkpoint` is no site of its own (`imports.left_out` in config.yaml)"),
        ("A,35.4,35.95,airfeld", "`airfeld` is no kind of installation (did you mean `airfield`?)"),
        ("A,35.4,35.95,zoo", "`zoo` is no kind of installation (say what it means in `imports.kinds` in config.yaml)"),
        ("A,35.95,35.4,,Syria", None),
        ("A,69.2,34.9,,Afghanistan", "69.2, 34.9 is far from its host, Afghanistan: lat and lon swapped? --swap reads "
         "them so"),
        ("A" * 5001 + ",1,2", "its name has 5,001 characters; the limit is 5,000"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_taken_is_refused(row: str, why: str | None, made_of: Making) -> None:
    text = f"name,lat,lon,kind,host,url\n{row}\n"
    assert reasons(made_of, text) == ([(2, why)] if why else [])


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (feature(None, name="A"), "it has no geometry"),
        (feature({"type": "Point", "coordinates": []}, name="A"), "its geometry is empty"),
        (feature({"type": "Polygon", "coordinates": []}, name="A"), "its geometry is empty"),
        (feature({"type": "Point", "coordinates": ["x", 2]}, name="A"), "its geometry cannot be read"),
        (feature({"type": "Blob"}, name="A"), "its geometry cannot be read"),
        (feature("here", name="A"), "its geometry cannot be read"),
        (feature({"type": "LineString", "coordinates": [[1, 1], [2, 2]]}, name="A"),
         "its geometry is a LineString, which is neither a point nor an area"),
        (feature({"type": "MultiPoint", "coordinates": [[1, 1], [2, 2]]}, name="A"),
         "its geometry is a MultiPoint, which is neither a point nor an area"),
        (feature({"type": "Polygon", "coordinates": [[[1, 1], [2, 2], [3, 3], [1, 1]]]}, name="A"),
         "the footprint encloses nothing: Self-intersection[2 2]"),
        (feature(point(1, 2)), "it has no name"),
        ("a feature", "it is no feature"),
    ],
)  # fmt: skip
def test_a_feature_that_cannot_be_taken_is_refused(one: object, why: str, made_of: Making) -> None:
    text = collection(one, feature(point(35.4, 35.95), name="sound"))
    assert reasons(made_of, text, "sites.geojson") == [(1, why)]


def test_a_geojson_in_another_system_is_brought_to_degrees(made_of: Making) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    text = collection(feature({"type": "Point", "coordinates": [4001898.0, 4219610.0]}, name="A"), crs=crs)
    (one,) = made_of(text, "sites.geojson").candidates
    assert one.fields["location"] == {"lat": 35.409, "lon": 35.95, "precision": "facility"}


def test_a_system_that_is_not_named_can_be_said(tmp_path: Path) -> None:
    text = collection(feature({"type": "Point", "coordinates": [4001898.0, 4219610.0]}, name="A"))
    path = written(tmp_path / "a.geojson", text)
    assert refusal(path) == (
        "a.geojson: its coordinates are no degrees, and no coordinate system is named; say it with --crs EPSG:..."
    )
    assert refusal(path, crs="EPSG:nothing") == (
        "a.geojson: the coordinate system `EPSG:nothing` is not known; say one such as EPSG:3857 with --crs"
    )
    assert read(path, crs="EPSG:3857").rows[0].geometry.x == pytest.approx(35.949, abs=0.001)


def test_what_has_no_place_on_earth_is_refused(made_of: Making) -> None:
    crs = {"type": "name", "properties": {"name": "EPSG:32637"}}
    far = feature({"type": "Point", "coordinates": [1e12, 1e12]}, name="A")
    near = feature({"type": "Point", "coordinates": [500_000, 3_900_000]}, name="B")
    text = collection(far, near, crs=crs)
    assert reasons(made_of, text, "sites.geojson") == [(1, "its coordinates have no place on earth")]


def test_a_geojson_whose_features_are_no_list_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.geojson", json.dumps({"type": "FeatureCollection", "features": 1}))
    assert (
        refusal(path) == "a.geojson: is no GeoJSON; expected a FeatureCollection, found `FeatureCollection`"
    )


def test_links_beside_places_are_passed_over(tmp_path: Path) -> None:
    path = written(tmp_path / "a.kml", kml_text(LINK + placemark("A", 35.4, 35.95)))
    assert [row.cells["Name"] for row in read(path).rows] == ["A"]
