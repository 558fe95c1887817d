from collections.abc import Callable

import geopandas as gpd
import pytest

from layers.extend import Overlay
from layers.overlays import OVERLAYS

COLUMNS = {
    "geometry", "id", "label", "lines", "colour", "colour_dark", "mark", "shape", "size", "opacity", "hatched",
    "hollow", "count", "shown",
}  # fmt: skip
Drawn = Callable[..., gpd.GeoDataFrame]


@pytest.mark.parametrize("overlay", OVERLAYS, ids=lambda overlay: overlay.name)
def test_every_overlay_gives_the_columns_of_an_overlay(overlay: Overlay, drawn: Drawn) -> None:
    assert set(drawn(overlay).columns) >= COLUMNS


@pytest.mark.parametrize("overlay", OVERLAYS, ids=lambda overlay: overlay.name)
def test_every_overlay_is_in_degrees(overlay: Overlay, drawn: Drawn) -> None:
    assert drawn(overlay).crs.to_epsg() == 4326


@pytest.mark.parametrize("overlay", OVERLAYS, ids=lambda overlay: overlay.name)
def test_a_filter_hides_rows_and_takes_none_away(overlay: Overlay, drawn: Drawn) -> None:
    frame = drawn(overlay, "host=DJ")
    assert len(frame) == len(drawn(overlay))
    assert not frame["shown"].any()


def test_names_of_overlays_are_their_own() -> None:
    assert len({overlay.name for overlay in OVERLAYS}) == len(OVERLAYS)


def test_sites_are_drawn_on_top() -> None:
    assert OVERLAYS[-1].name == "installations"
