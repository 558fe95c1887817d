from collections.abc import Callable

import geopandas as gpd

from layers.overlays.events import EVENTS
from layers.overlays.installations import INSTALLATIONS

Drawn = Callable[..., gpd.GeoDataFrame]


def test_an_event_stands_at_the_place_of_its_installation(drawn: Drawn) -> None:
    assert list(drawn(EVENTS).geometry) == list(drawn(INSTALLATIONS).geometry)


def test_an_event_after_the_day_is_not_shown(drawn: Drawn) -> None:
    assert not drawn(EVENTS, "as_of=2025-07-30")["shown"].any()
