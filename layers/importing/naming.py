"""Which sites have the same names, whole or but for the words that many share."""

import math
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from layers.importing.candidates import Candidate
from layers.importing.columns import folded
from layers.importing.likeness import NEAR_M, Match, metres_between, shapes_of
from layers.records import Installation

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_ALIKE_M: Final = 50_000
_MOST_COMPARED: Final = 50
"""Of one name. There may be ten thousand sites that are called "Base"."""
_DEGREES: Final = 0.01  # of latitude: a little more than 1 km
_Cell = tuple[int, int]


def name_key(name: str) -> str:
    """A name as it is compared: without case, accents and signs."""
    plain = unicodedata.normalize("NFKD", name)
    return folded("".join(sign for sign in plain if not unicodedata.combining(sign)))


class Names:
    """The sites that are known, by their names."""

    def __init__(self, sites: Iterable[Installation], generic: Iterable[str]) -> None:
        self.generic = frozenset(map(name_key, generic))
        self.whole: dict[str, dict[str, Installation]] = {}
        self.core: dict[str, dict[str, Installation]] = {}
        for site in sites:
            for key in self._keys((site.name, *site.names.values(), *site.aliases)):
                _keep(self.whole, key, site)
                _keep(self.core, self._core(key), site)

    def match(self, candidate: Candidate) -> Match | None:
        """The nearest site of the same name, wherever it is, or of the same but for common words within 50 km."""
        keys = self._keys(candidate.names)
        named = {id: site for key in keys for id, site in self.whole.get(key, {}).items()}
        alike = {id: site for key in keys for id, site in self.core.get(self._core(key), {}).items()}
        matches = [_match(candidate, site) for site in named.values()]
        if not matches:
            matches = [match for site in alike.values() if _is_near(match := _match(candidate, site))]
        return min(matches, key=lambda match: match.metres or 0, default=None)

    def _keys(self, names: Iterable[str | None]) -> set[str]:
        return {key for name in names if name and (key := name_key(name))}

    def _core(self, key: str) -> str:
        return " ".join(word for word in key.split() if word not in self.generic)


def _keep(sites: dict[str, dict[str, Installation]], key: str, site: Installation) -> None:
    kept = sites.setdefault(key, {})
    if key and len(kept) < _MOST_COMPARED:
        kept[site.id] = site


def _is_near(match: Match) -> bool:
    return match.metres is not None and match.metres < _ALIKE_M


def _match(candidate: Candidate, site: Installation) -> Match:
    far = _metres([candidate.shape], list(shapes_of(site))[:1])
    return Match(candidate.number, candidate.name, site.id, site.name, far)


def _metres(ours: "list[BaseGeometry]", theirs: "list[BaseGeometry]") -> float | None:
    """Metres between two shapes; None where there is only one."""
    import numpy as np

    if not theirs:
        return None
    return float(metres_between(np.array(ours, dtype=object), np.array(theirs, dtype=object))[0])


class OwnFile:
    """The rows of the file itself that are taken as new: some files name a place twice."""

    def __init__(self) -> None:
        self.rows: dict[str, int] = {}
        self.named: dict[tuple[str, int, int], list[Candidate]] = {}

    def add(self, candidate: Candidate) -> None:
        """Take a row as new."""
        self.rows.setdefault(candidate.digest, candidate.number)
        here, _ = _cells(candidate)
        self.named.setdefault((name_key(candidate.name), *here), []).append(candidate)

    def twin(self, candidate: Candidate) -> Match | None:
        """A row before it that says the very same."""
        row = self.rows.get(candidate.digest)
        return None if row is None else Match(candidate.number, candidate.name, "", str(row), None)

    def match(self, candidate: Candidate) -> Match | None:
        """A row before it of the same name that is less than 1 km away."""
        key = name_key(candidate.name)
        for other in (one for cell in _cells(candidate)[1] for one in self.named.get((key, *cell), ())):
            far = _metres([_point(candidate)], [_point(other)])
            if far is not None and far < NEAR_M:
                return Match(candidate.number, candidate.name, "", str(other.number), far)
        return None


def _place(candidate: Candidate) -> tuple[float, float]:
    location = candidate.fields["location"]
    return location["lat"], location["lon"]


def _point(candidate: Candidate) -> "BaseGeometry":
    import shapely

    lat, lon = _place(candidate)
    return shapely.Point(lon, lat)


def _cells(candidate: Candidate) -> tuple[_Cell, list[_Cell]]:
    """In which cell of about 1 km by 1 km a row lies, and in which ones another may be less than 1 km away."""
    lat, lon = _place(candidate)
    band = int(lat // _DEGREES)
    around = [
        (north, east)
        for north in range(band - 1, band + 2)
        for east in range(_column(north, lon) - 1, _column(north, lon) + 2)
    ]
    return (band, _column(band, lon)), around


def _column(band: int, lon: float) -> int:
    """The number of a cell in its band of latitude: cells are as many degrees wide as make about 1 km there."""
    farthest = min((abs(band) + 1) * _DEGREES, 89.9)
    return int(lon * math.cos(math.radians(farthest)) // _DEGREES)
