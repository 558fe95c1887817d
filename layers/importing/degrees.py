"""Latitudes and longitudes as people write them -> degrees, and how fine they are."""

import re
from typing import Final

_WRITTEN: Final = re.compile(
    r"""(?P<before>[NSEW])?\s*
    (?P<degrees>[+-]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*
    (?:(?P<minutes>\d{1,2}(?:[.,]\d+)?)\s*['’′]\s*
    (?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*(?:"|”|″|''))?)?\s*
    (?P<after>[NSEW])?""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_PRECISIONS: Final = {0: "locality", 1: "locality", 2: "vicinity"}
ROUNDED: Final = {"facility": 3, "vicinity": 2, "locality": 2}
"""To how many decimals a place is written, by its precision: nothing finer exists here."""


def degrees(text: str) -> tuple[float, int]:
    """The degrees in a text such as `34.914`, `34,914`, `34°54'50"N`, and to how many decimals; ValueError if none."""
    found = _WRITTEN.fullmatch(text.strip().replace("\N{MINUS SIGN}", "-"))
    if not found or (found["before"] and found["after"]):
        raise ValueError
    parts = [float((found[name] or "0").replace(",", ".")) for name in ("degrees", "minutes", "seconds")]
    size = abs(parts[0]) + parts[1] / 60 + parts[2] / 3600
    side = (found["before"] or found["after"] or "").upper()
    is_negative = found["degrees"].startswith("-") != (side in ("S", "W"))
    return (-size if is_negative else size), _decimals(found)


def _decimals(found: re.Match[str]) -> int:
    """Decimals of a degree; a minute is as fine as two of them, a second as four."""
    for name, whole in (("seconds", 4), ("minutes", 2)):
        if found[name]:
            return whole
    _, _, after = found["degrees"].replace(",", ".").partition(".")
    return len(after)


def decimals_of(number: float) -> int:
    """To how many decimals a number is given, six at most."""
    return len(f"{number:.6f}".rstrip("0").partition(".")[2])


def precision_for(decimals: int) -> str:
    """How precise a place may be said to be whose degrees are given to so many decimals."""
    return _PRECISIONS.get(decimals, "facility")
