"""Which sites are there already; nothing is merged, and nothing is taken twice without a word."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from layers.config import Config
from layers.dataset import Dataset, read_dataset
from layers.importing.likeness import Match
from layers.importing.matching import Sorted, sort_out
from layers.importing.report import told_match
from tests.dossiers import ABSENT, write_text
from tests.layers.importing.conftest import Making

Sorting = Callable[..., Sorted]


@pytest.fixture
def sorted_out(made_of: Making, config: Config) -> Sorting:
    """A function that compares the rows of a CSV with a dataset; what may be the same is the same, unless said."""

    def sort(dataset: Dataset, *rows: str, is_same: Callable[[Match], bool] = lambda match: True) -> Sorted:
        made = made_of("\n".join(("name,lat,lon", *rows)))
        assert made.refused == ()
        return sort_out(made.candidates, dataset, config.imports.generic, is_same)

    return sort


@pytest.fixture
def known(dossier: Callable[..., Path], config: Config) -> Callable[..., Dataset]:
    """A function that gives the small dataset, its harbour (34.914, 35.874) changed."""

    def make(**changes: Any) -> Dataset:
        return read_dataset(dossier(installations={"harbour": changes}), config)

    return make


def told(sorted_: Sorted) -> list[str]:
    return [told_match(match, "line") for match in sorted_.same]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Pier,34.914,35.874", "`Pier` may be `harbour` (Harbour facility), at the same place"),
        ("Pier,34.9229,35.874", "`Pier` may be `harbour` (Harbour facility), 987 m away"),
        ("Pier,34.914,35.8849", "`Pier` may be `harbour` (Harbour facility), 996 m away"),
        ("HARBOUR  FACILITY,1.5,1.5", "`HARBOUR FACILITY` may be `harbour` (Harbour facility), 5,134 km away"),
        ("Mīnāʾ; ميناء,34.6,35.9", None),
        ("ميناء,34.6,35.9", "`ميناء` may be `harbour` (Harbour facility), 35 km away"),
        ("Harbour naval base,34.6,35.9", "`Harbour naval base` may be `harbour` (Harbour facility), 35 km away"),
        ("Harbour naval base,1.5,1.5", None),
        ("Pier,34.9231,35.874", None),
        ("Pier,34.914,35.8851", None),
    ],
)  # fmt: skip
def test_a_site_nearer_than_1_km_or_of_the_same_name_may_be_the_same(
    row: str, said: str | None, sorted_out: Sorting, known: Callable[..., Dataset]
) -> None:
    assert told(sorted_out(known(), row)) == ([said] if said else [])


def test_the_nearest_of_several_is_named(
    sorted_out: Sorting, dossier: Callable[..., Path], config: Config
) -> None:
    place = {"lat": 34.918, "lon": 35.874, "precision": "facility"}
    sites = {"near": {"name": "Near", "location": place}}
    (match,) = sorted_out(read_dataset(dossier(installations=sites), config), "Pier,34.919,35.874").same
    assert (match.id, round(match.metres or 0)) == ("near", 111)


def test_a_site_within_the_outline_of_another_may_be_the_same(
    sorted_out: Sorting, known: Callable[..., Dataset]
) -> None:
    ring = [[35.8, 34.8], [36.2, 34.8], [36.2, 35.2], [35.8, 35.2], [35.8, 34.8]]
    dataset = known(footprint={"type": "Polygon", "coordinates": [ring]})
    assert told(sorted_out(dataset, "Pier,35.1,36.1")) == [
        "`Pier` may be `harbour` (Harbour facility), at the same place"
    ]


@pytest.mark.parametrize(("lat", "lon", "other"), [(-17.0, 179.999, -179.999), (89.997, 10.0, -170.0)])
def test_near_is_near_on_the_globe(
    lat: float, lon: float, other: float, sorted_out: Sorting, known: Callable[..., Dataset]
) -> None:
    dataset = known(location={"lat": lat, "lon": lon, "precision": "facility"}, host=ABSENT)
    assert len(sorted_out(dataset, f"Pier,{lat},{other}").same) == 1


def test_a_site_without_a_place_is_known_by_its_name(
    sorted_out: Sorting, known: Callable[..., Dataset]
) -> None:
    dataset = known(location=None)
    assert told(sorted_out(dataset, "Harbour facility,1.5,1.5")) == [
        "`Harbour facility` may be `harbour` (Harbour facility)"
    ]


def test_who_is_asked_decides(sorted_out: Sorting, known: Callable[..., Dataset]) -> None:
    asked: list[int] = []

    def is_same(match: Match) -> bool:
        asked.append(match.number)
        return match.number == 2

    found = sorted_out(known(), "Pier,34.914,35.874", "Far,1.5,1.5", "Quay,34.915,35.874", is_same=is_same)
    assert (asked, [one.name for one in found.new]) == ([2, 4], ["Far", "Quay"])


# --- the file itself ---


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ("Alpha,10.123,20.123", "`Alpha` says the same as line 2"),
        ("ALPHA,10.124,20.123", "`ALPHA` may be line 2 again, 111 m away"),
        ("Alpha,10.2,20.1", None),
        ("Beta,10.123,20.123", None),
    ],
)
def test_a_file_that_names_a_place_twice_has_it_once(
    second: str, said: str | None, sorted_out: Sorting
) -> None:
    found = sorted_out(Dataset(), "Alpha,10.123,20.123", second)
    assert told(found) == ([said] if said else [])


def test_the_same_row_twice_is_never_new(sorted_out: Sorting) -> None:
    found = sorted_out(Dataset(), "Alpha,10.1,20.1", "Alpha,10.1,20.1", is_same=lambda match: False)
    assert len(found.new) == 1


# --- an import before ---


def imported(digest: str) -> Mapping[str, Any]:
    return {"imported": {"file": "sites.csv", "row": 2, "digest": digest}}


def test_a_row_is_known_again_whatever_has_become_of_its_site(
    sorted_out: Sorting, known: Callable[..., Dataset]
) -> None:
    digest = sorted_out(Dataset(), "Alpha,10.1,20.1").new[0].digest
    found = sorted_out(known(name="Renamed", **imported(digest)), "Alpha,10.1,20.1", "Beta,10.1,20.1")
    assert ([one.name for one in found.new], found.known) == (["Beta"], (2,))


@pytest.mark.parametrize(
    "text", ["installations: {a: {nmae: A, imported: {digest: DIGEST}}}", "# digest: 'DIGEST'\nactors: {}"]
)
def test_a_row_is_known_again_though_its_site_is_faulty_or_a_comment(
    text: str, sorted_out: Sorting, tmp_path: Path, config: Config
) -> None:
    digest = sorted_out(Dataset(), "Alpha,10.1,20.1").new[0].digest
    dataset = read_dataset(write_text(tmp_path / "data", text.replace("DIGEST", digest)), config)
    assert sorted_out(dataset, "Alpha,10.1,20.1").known == (2,)
