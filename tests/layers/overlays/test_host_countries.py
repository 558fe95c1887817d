from collections.abc import Callable
from typing import Any

import geopandas as gpd
import shapely

from layers.overlays.host_countries import HOST_COUNTRIES

Drawn = Callable[..., gpd.GeoDataFrame]
SEVASTOPOL = {"lat": 44.608, "lon": 33.53}
DIEGO_GARCIA = {"lat": -7.313, "lon": 72.411}
OF_CRIMEA = [{"party": "UA"}, {"party": "RU", "capacity": "holds", "from": "2014"}]
OF_CHAGOS = [{"party": "GB", "capacity": "administers"}, {"party": "MU", "capacity": "claims"}]


def hatched(drawn: Drawn, hosts: Any, location: dict[str, float], view: str = "") -> gpd.GeoDataFrame:
    frame = drawn(HOST_COUNTRIES, view, installations={"harbour": {"host": hosts, "location": location}})
    return frame[frame["hatched"] == "land"]


def test_disputed_land_under_a_site_is_hatched(drawn: Drawn) -> None:
    crimea = hatched(drawn, OF_CRIMEA, SEVASTOPOL)
    assert list(crimea["label"]) == ["Crimea"]
    assert crimea.geometry.iloc[0].contains(shapely.Point(34.1, 45.2))


def test_islands_in_dispute_are_hatched(drawn: Drawn) -> None:
    assert list(hatched(drawn, OF_CHAGOS, DIEGO_GARCIA)["label"]) == ["Chagos Archipelago"]


def test_hatched_land_names_its_hosts(drawn: Drawn) -> None:
    assert hatched(drawn, OF_CHAGOS, DIEGO_GARCIA)["lines"].iloc[0][0] == (
        "Host: United Kingdom administers; Mauritius claims"
    )


def test_land_is_not_hatched_before_the_dispute(drawn: Drawn) -> None:
    assert not hatched(drawn, OF_CRIMEA, SEVASTOPOL, "as_of=2013-01-01")["shown"].any()


def test_no_land_is_hatched_for_a_dispute_that_no_site_stands_on(drawn: Drawn) -> None:
    assert hatched(drawn, "SY", {"lat": 34.914, "lon": 35.874}).empty


def test_both_sides_of_a_dispute_are_host_countries(drawn: Drawn) -> None:
    frame = drawn(HOST_COUNTRIES, installations={"harbour": {"host": OF_CHAGOS, "location": DIEGO_GARCIA}})
    assert {"GB", "MU"} <= set(frame.index)
