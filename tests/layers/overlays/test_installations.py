from collections.abc import Callable
from typing import Any

import geopandas as gpd
import pytest

from layers.config import Config
from layers.overlays.installations import INSTALLATIONS

Drawn = Callable[..., gpd.GeoDataFrame]
SYRIA = {"seen": "2025-07-01", "status": "suspended", "by": ["SY"], "sources": "report"}
RUSSIA = {"seen": "2025-07-01", "status": "operating", "by": ["RU"], "sources": "report"}


def site(drawn: Drawn, view: str = "", harbour: dict[str, Any] | None = None, **overrides: Any) -> Any:
    return drawn(INSTALLATIONS, view, installations={"harbour": harbour or {}}, **overrides).iloc[0]


@pytest.mark.parametrize(
    ("service", "shape"),
    [
        ("navy", "diamond"),
        ("air_force", "triangle"),
        ("army", "square"),
        ("joint", "star"),
        ("other", "circle"),
    ],
)
def test_the_service_is_the_shape(service: str, shape: str, drawn: Drawn) -> None:
    assert site(drawn, harbour={"service": service})["shape"] == shape


def test_several_services_are_joint(drawn: Drawn) -> None:
    assert site(drawn, harbour={"service": ["navy", "army"]})["shape"] == "star"


def test_the_talks_are_the_colour(drawn: Drawn, config: Config) -> None:
    active = config.vocabularies["negotiation_status"]["active"]
    row = site(drawn)
    assert (row["colour"], row["colour_dark"], row["mark"]) == (
        active.colour,
        active.colour_dark,
        active.mark,
    )


def test_a_site_in_no_talks_is_grey(drawn: Drawn) -> None:
    assert site(drawn, "as_of=2020-01-01")["colour"] == "#6b7280"


def test_a_site_in_one_negotiation_has_no_count(drawn: Drawn) -> None:
    assert site(drawn)["count"] == 0


def test_a_site_in_two_negotiations_counts_them(drawn: Drawn) -> None:
    other = {
        "title": "Other talks",
        "parties": [{"party": "RU", "capacity": "negotiator"}],
        "installations": ["harbour"],
        "status": [{"date": "2020-01-01", "status": "stalled", "sources": "report"}],
    }
    assert site(drawn, negotiations={"other": other})["count"] == 2


def test_a_site_is_hatched_where_sources_differ(drawn: Drawn) -> None:
    assert site(drawn, harbour={"status": [RUSSIA, SYRIA]})["hatched"]


def test_a_site_is_not_hatched_where_they_agree(drawn: Drawn) -> None:
    assert not site(drawn)["hatched"]


def test_a_proposed_site_is_hollow(drawn: Drawn) -> None:
    proposed = {"date": "2025-07-01", "status": "proposed", "sources": "report"}
    assert site(drawn, harbour={"status": [proposed]})["hollow"]


def test_a_recent_report_is_not_faded(drawn: Drawn) -> None:
    assert site(drawn)["opacity"] == 1.0


def test_a_site_known_by_its_region_alone_has_no_pin(drawn: Drawn) -> None:
    assert (
        drawn(INSTALLATIONS, installations={"harbour": {"location": {"precision": "region"}}})
        .geometry.isna()
        .all()
    )


def test_the_popup_names_who_says_what_of_a_disputed_status(drawn: Drawn) -> None:
    line = site(drawn, harbour={"status": [RUSSIA, SYRIA]})["lines"][0]
    assert "says Russia" in line
    assert "says Syria" in line


def test_the_popup_says_nothing_of_roles(drawn: Drawn) -> None:
    assert not any("stabiliz" in line.casefold() for line in site(drawn)["lines"])


def test_a_search_finds_names_in_other_languages(drawn: Drawn) -> None:
    assert "ميناء" in site(drawn)["names"]


def test_the_label_is_in_the_language_of_the_view(drawn: Drawn) -> None:
    assert site(drawn, "lang=ar")["label"] == "ميناء"


CLAIMED = [{"party": "GB", "capacity": "administers"}, {"party": "MU", "capacity": "claims"}]


def test_a_site_is_hatched_with_its_own_reason_where_parties_differ_on_the_land(drawn: Drawn) -> None:
    assert site(drawn, harbour={"host": CLAIMED})["hatched"] == "land"


def test_a_site_with_both_disputes_is_hatched_for_both(drawn: Drawn) -> None:
    assert site(drawn, harbour={"host": CLAIMED, "status": [RUSSIA, SYRIA]})["hatched"] == "status land"


@pytest.mark.parametrize(
    ("harbour", "line"),
    [
        ({"host": CLAIMED}, "Disputed: the land, claimed or held by several"),
        ({"status": [RUSSIA, SYRIA]}, "Disputed: a status, on which sources differ"),
    ],
)
def test_the_popup_says_why_a_site_is_hatched(drawn: Drawn, harbour: dict[str, Any], line: str) -> None:
    assert line in site(drawn, harbour=harbour)["lines"]


def test_the_popup_names_hosts_with_their_capacities(drawn: Drawn) -> None:
    lines = site(drawn, harbour={"host": CLAIMED})["lines"]
    assert "Host: United Kingdom administers; Mauritius claims" in lines


def test_the_popup_says_which_layer_a_filter_by_host_matches(drawn: Drawn) -> None:
    assert "Matches: Mauritius: claims" in site(drawn, "host=MU", harbour={"host": CLAIMED})["lines"]
