"""Whether a site is near its host: asked of a few sites and of many, the answer is the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
