"""Whether a site is near its host: asked of a few sites and of many, the answer is the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import basemap
from layers.checks import is_host_or_near, is_near_host

CODES = ("SY", "FR", "US", "ID", "LS", "ZA")


@given(st.floats(-180, 180), st.floats(-89, 89), st.sampled_from(CODES))
def test_both_ways_of_asking_agree(lon: float, lat: float, code: str) -> None:
    assert is_host_or_near(lon, lat, [code]) == is_near_host(lon, lat, [code])


@pytest.mark.parametrize(
    ("lon", "code", "near"), [(35.95, "SY", True), (35.7, "SY", True), (34.5, "SY", False)]
)
def test_near_is_up_to_50_km(lon: float, code: str, near: bool) -> None:
    assert (is_near_host(lon, 35.4, [code]), is_host_or_near(lon, 35.4, [code])) == (near, near)


@pytest.mark.parametrize(
    ("lon", "lat", "code"), [(30.33, 64.67, "US"), (-37.8, 48.1, "RU"), (-141.0, 36.1, "SY")]
)
def test_the_other_side_of_the_globe_is_not_near(lon: float, lat: float, code: str) -> None:
    assert not is_near_host(lon, lat, [code])


@given(st.floats(-180, 180), st.floats(-89, 89), st.sampled_from(CODES), st.floats(1, 100))
def test_what_is_clearly_beyond_is_not_clearly_within(lon: float, lat: float, code: str, km: float) -> None:
    beyond = basemap.clearly_beyond_km(lon, lat, code, km)
    assert not (beyond and basemap.clearly_within_km(lon, lat, code, km))
