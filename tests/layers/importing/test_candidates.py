"""What a row says, in the words of a dossier."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from layers.config import Config
from layers.dataset import Dataset
from layers.importing.candidates import make_candidates
from layers.importing.words import Words
from layers.records import Actor
from tests.importable import collection, feature, point
from tests.layers.importing.conftest import Making, guessed, read

AREA = [[35.9, 35.3], [36.0, 35.3], [36.0, 35.45], [35.9, 35.45], [35.9, 35.3]]


def of_feature(made_of: Making, geometry: Any, **properties: Any) -> dict[str, Any]:
    made = made_of(collection(feature(geometry, **{"name": "A", **properties})), "sites.geojson")
    assert made.refused == ()
    return dict(made.candidates[0].fields)


def of_row(made_of: Making, **cells: str) -> dict[str, Any]:
    return dict(_candidate(made_of, **cells).fields)


def _candidate(made_of: Making, **cells: str) -> Any:
    said = {"name": "A", "lat": "35.4", "lon": "35.95", **cells}
    (candidate,) = made_of(f"{';'.join(said)}\n{';'.join(said.values())}\n").candidates
    return candidate


# --- names ---


def test_names_keep_their_languages_and_the_english_one_comes_first(made_of: Making) -> None:
    said = {
        "name": "حميميم",
        "name:en": "Hmeimim",
        "name:ru": "Хмеймим",
        "alt_name": "Khmeimim; Bassel Al-Assad;Hmeimim",
    }
    fields = of_feature(made_of, point(35.4, 35.95), **said)
    assert (fields["name"], fields["names"], fields["aliases"]) == (
        "Hmeimim", {"ru": "Хмеймим"}, ["حميميم", "Khmeimim", "Bassel Al-Assad"],
    )  # fmt: skip


def test_a_name_in_another_language_serves_where_there_is_no_other(made_of: Making) -> None:
    fields = of_feature(made_of, point(35.4, 35.95), **{"name": None, "name:ru": "Хмеймим"})
    assert (fields["name"], fields["names"]) == ("Хмеймим", {"ru": "Хмеймим"})


def test_a_formula_is_taken_as_the_text_that_it_is(made_of: Making) -> None:
    assert of_row(made_of, name="=cmd()")["name"] == "=cmd()"


def test_what_nobody_sees_is_left_out_of_names(made_of: Making) -> None:
    text = collection(feature(point(35.4, 35.95), name="NAME")).replace(
        "NAME", r"A\u0007\n  <b>\ud800B\u2028C"
    )
    assert made_of(text, "sites.geojson").candidates[0].name == "A <b> B C"


# --- words ---


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("naval_base", "naval_base"), ("Airfield", "airfield"), ("Аэродром", "airfield"), ("قاعدة", "base"),
        ("range", "training_area"), ("yes", "area"), ("AIR BASE", "air_base"), ("training_area", "training_area"),
    ],
)  # fmt: skip
def test_kinds_are_those_of_openstreetmap_or_ours_in_any_language(
    word: str, kind: str, made_of: Making
) -> None:
    assert of_row(made_of, military=word)["kind"] == kind


def test_of_several_kinds_the_first_that_is_known_counts(made_of: Making) -> None:
    assert of_feature(made_of, point(35.4, 35.95), military="zoo;airfield;base")["kind"] == "airfield"


def test_military_land_without_a_narrower_word_is_an_area(made_of: Making) -> None:
    assert of_feature(made_of, point(35.4, 35.95), landuse="military")["kind"] == "area"


def test_every_kind_of_the_configuration_is_one_that_a_record_takes(config: Config) -> None:
    known = {*config.vocabularies["installation_kind"], "naval_base", "air_base"}
    assert set(config.imports.kinds.values()) <= known
    assert set(config.imports.services.values()) <= set(config.vocabularies["service"])


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("RU", ["RU"]), ("ru", ["RU"]), ("RUS", ["RU"]), ("Russia", ["RU"]), ("Россия", ["RU"]), ("روسيا", ["RU"]),
        ("Russian Federation", ["RU"]), ("USA; France", ["US", "FR"]), ("U.S.", ["US"]), ("NATO", ["NATO"]),
        ("a-company", ["a-company"]), ("A Company", ["a-company"]), ("Atlantis", []),
    ],
)  # fmt: skip
def test_parties_are_known_by_code_name_and_actor(text: str, parties: list[str], config: Config) -> None:
    actors = {"a-company": Actor(id="a-company", name="A company", kind="person")}
    assert Words(config, Dataset(actors=actors)).parties(text)[0] == parties


def test_services_and_operators_are_taken_and_unknown_ones_are_said(made_of: Making) -> None:
    candidate = _candidate(made_of, service="Navy, Air force,cyber", operator="Russian Navy,RU")
    assert candidate.fields["service"] == ["navy", "air_force"]
    assert candidate.fields["operators"] == ["RU"]
    assert candidate.remarks == (
        "service `cyber`: no service here; left out",
        "operators `Russian Navy`: no country or actor here; left out",
    )


@pytest.mark.parametrize(
    ("url", "kept", "remarks"),
    [
        ("https://news.example/a", "https://news.example/a", ()),
        ("https://a.example, https://b.example", "https://a.example", ("url: of several words the first is kept",)),
        ("www.news.example", None, ("url `www.news.example`: no web address; left out",)),
        ("survey: 2012", None, ("url `survey: 2012`: no web address; left out",)),
    ],
)  # fmt: skip
def test_an_address_is_kept_for_whoever_looks_for_a_source(
    url: str, kept: str | None, remarks: tuple[str, ...], made_of: Making
) -> None:
    candidate = _candidate(made_of, url=url)
    assert (candidate.fields["imported"].get("url"), candidate.remarks) == (kept, remarks)


def test_a_site_of_its_own_host_is_questioned(made_of: Making) -> None:
    assert _candidate(made_of, operators="SY").remarks == (
        "operators: the same as the host; is the site on foreign soil?",
    )


# --- places ---


@pytest.mark.parametrize(
    ("lat", "lon", "place"),
    [
        ("35.40123", "35.95", {"lat": 35.401, "lon": 35.95, "precision": "facility"}),
        ("35,40", "35,95", {"lat": 35.4, "lon": 35.95, "precision": "vicinity"}),
        ("35", "35.9", {"lat": 35.0, "lon": 35.9, "precision": "locality"}),
        ("35°24'05\"N", "35° 57′ 0″ E", {"lat": 35.401, "lon": 35.95, "precision": "facility"}),
        ("S 7.3", "72.4 E", {"lat": -7.3, "lon": 72.4, "precision": "locality"}),
        ("\u22127.313", "72.411", {"lat": -7.313, "lon": 72.411, "precision": "facility"}),
        ("10.123", "181.5", {"lat": 10.123, "lon": -178.5, "precision": "facility"}),
    ],
)  # fmt: skip
def test_places_are_read_as_people_write_them_and_no_finer_than_they_are(
    lat: str, lon: str, place: dict[str, Any], made_of: Making
) -> None:
    assert of_row(made_of, lat=lat, lon=lon)["location"] == place


def test_the_precision_can_be_said(made_of: Making) -> None:
    made = made_of("name,lat,lon\nA,35.4,35.95\n", precision="locality")
    assert made.candidates[0].fields["location"]["precision"] == "locality"


def test_a_precision_that_there_is_not_is_refused(made_of: Making) -> None:
    made = made_of("name,lat,lon\nA,35.4,35.95\n", precision="exact")
    assert made.refused[0].why.startswith("`exact` is not in the list `precision` (one of facility, ")


def test_an_area_has_a_point_in_it_and_its_outline(made_of: Making) -> None:
    fields = of_feature(made_of, {"type": "Polygon", "coordinates": [AREA]})
    assert fields["location"] == {"lat": 35.375, "lon": 35.95, "precision": "facility"}
    assert (fields["footprint"]["type"], len(fields["footprint"]["coordinates"][0])) == ("Polygon", 5)


def test_an_area_that_is_smaller_than_what_is_shown_has_no_outline(made_of: Making) -> None:
    small = [[35.9001, 35.3], [35.9002, 35.3], [35.9002, 35.3001], [35.9001, 35.3]]
    assert "footprint" not in of_feature(made_of, {"type": "Polygon", "coordinates": [small]})


@pytest.mark.parametrize(
    "ring",
    [
        [[179.5, -17], [-179.5, -17], [-179.5, -16], [179.5, -16], [179.5, -17]],  # the long way round
        [[179.5, -17], [180.5, -17], [180.5, -16], [179.5, -16], [179.5, -17]],  # beyond the edge
    ],
)
def test_an_area_across_the_line_at_180_degrees_stays_small(ring: list[Any], made_of: Making) -> None:
    fields = of_feature(made_of, {"type": "Polygon", "coordinates": [ring]})
    parts = [[x for x, _ in part[0]] for part in fields["footprint"]["coordinates"]]
    assert sorted((min(part), max(part)) for part in parts) == [(-180.0, -179.5), (179.5, 180.0)]
    assert abs(fields["location"]["lon"]) > 179


def test_an_area_in_two_parts_stays_so(made_of: Making) -> None:
    parts = [
        [[[179.5, -17], [180, -17], [180, -16], [179.5, -17]]],
        [[[-180, -17], [-179, -17], [-180, -16], [-180, -17]]],
    ]
    fields = of_feature(made_of, {"type": "MultiPolygon", "coordinates": parts})
    assert (fields["footprint"]["type"], abs(fields["location"]["lon"]) > 179) == ("MultiPolygon", True)


def test_of_a_collection_the_areas_are_taken(made_of: Making) -> None:
    both = {
        "type": "GeometryCollection",
        "geometries": [point(35.4, 35.95), {"type": "Polygon", "coordinates": [AREA]}],
    }
    assert of_feature(made_of, both)["footprint"]["type"] == "Polygon"


def test_a_cell_may_hold_a_geometry(made_of: Making) -> None:
    made = made_of("name;wkt\nA;POINT (35.95 35.401)\nB;POINT (x)\nC;\n")
    assert made.candidates[0].fields["location"] == {"lat": 35.401, "lon": 35.95, "precision": "facility"}
    assert [one.why for one in made.refused] == [
        "`POINT (x)` is no geometry; expected WKT such as POINT (35.874 34.914)", "it has no geometry",
    ]  # fmt: skip


# --- hosts ---


def test_the_host_is_whose_land_it_is_where_the_file_does_not_say(made_of: Making) -> None:
    assert of_row(made_of)["host"] == "SY"


def test_the_host_is_left_open_where_land_may_be_disputed(made_of: Making) -> None:
    candidate = _candidate(made_of, lat="44.6", lon="33.53")
    assert "host" not in candidate.fields
    assert candidate.remarks == ("host: left open where whose land it is may be disputed",)


def test_a_place_far_from_its_host_is_questioned(made_of: Making) -> None:
    assert _candidate(made_of, country="France").remarks == (
        "35.4, 35.95 is far from its host, France: is one of the two right?",
    )


def test_several_hosts_are_several(made_of: Making) -> None:
    assert of_row(made_of, host="SY, LB")["host"] == ["SY", "LB"]


def test_lat_and_lon_can_be_swapped(config: Config, words: Words, tmp_path: Path) -> None:
    for name, text in (
        ("a.csv", "name,lat,lon\nA,135.95,35.401\n"),
        ("a.geojson", collection(feature(point(135.95, 35.401), name="A"))),
    ):
        (tmp_path / name).write_text(text)
        table = read(tmp_path / name)
        columns = replace(guessed(table, config), swap=True)
        (one,) = make_candidates(table, columns, words, config).candidates
        assert one.fields["location"] == {"lat": 35.401, "lon": 135.95, "precision": "facility"}
