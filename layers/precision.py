"""How fine a place may be at each precision: the only place that says so."""

from collections.abc import Mapping
from typing import Final

from layers.parts import Location

STEPS: Final[Mapping[str, float]] = {"facility": 0.001, "vicinity": 0.01, "locality": 0.05}
"""The step of a degree to which a point is kept: 100 m, 1 km, about 5 km. A region has no pin."""


def rounded(degrees: float, step: float) -> float:
    """The nearest whole number of steps."""
    return round(round(degrees / step) * step, 6)


def shown_place(location: Location | None) -> tuple[float, float] | None:
    """Longitude and latitude at the precision at which they may be shown; None where no pin may be drawn."""
    if location is None or location.lat is None or location.lon is None:
        return None
    step = STEPS.get(location.shown_precision)
    return None if step is None else (rounded(location.lon, step), rounded(location.lat, step))
