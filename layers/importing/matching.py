"""Which sites are there already: by the row that they came from, by their place, by their names."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from layers.importing.candidates import Candidate
from layers.importing.likeness import NEAR_M, Match, metres_between, shapes_of
from layers.importing.naming import Names, OwnFile
from layers.records import Installation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from layers.dataset import Dataset

_DIGEST: Final = re.compile(r"\bdigest: *[\"']?([0-9a-f]{16})\b")
_CHUNK: Final = 500  # so many at a time, or a crowd of sites at one place would fill the memory
_POLAR: Final = 89.9  # degrees of latitude from where what is near may lie in any direction
_METRES_PER_DEGREE: Final = 110_000  # a little less than the shortest


@dataclass(frozen=True, slots=True)
class Sorted:
    """Candidates sorted out: the new ones, those that are the same as a known site, those of an import before."""

    new: tuple[Candidate, ...]
    same: tuple[Match, ...]
    known: tuple[int, ...]


def sort_out(
    candidates: Sequence[Candidate],
    dataset: "Dataset",
    generic: Iterable[str],
    is_same: Callable[[Match], bool],
) -> Sorted:
    """The candidates by whether they are there already; `is_same` decides, of each that may be, whether it is."""
    sites = list(dataset.installations.values())
    before = _digests(dataset)
    fresh = [one for one in candidates if one.digest not in before]
    near = _near(fresh, sites)
    names, own = Names(sites, generic), OwnFile()
    new: list[Candidate] = []
    same: list[Match] = []
    for at, candidate in enumerate(fresh):
        match = own.twin(candidate)
        asked = match is None
        match = match or near.get(at) or names.match(candidate) or own.match(candidate)
        if match and (not asked or is_same(match)):
            same.append(match)
        else:
            new.append(candidate)
            own.add(candidate)
    return Sorted(tuple(new), tuple(same), tuple(one.number for one in candidates if one.digest in before))


def _digests(dataset: "Dataset") -> set[str]:
    """The fingerprints of all rows that were imported before.

    Those of sites that a fault keeps out count too, and of those that somebody has turned into comments.
    """
    typed = {digest for file in dataset.files for digest in _DIGEST.findall(file.text)}
    return typed | {site.imported.digest for site in dataset.installations.values() if site.imported}


# --- by place ---


def _near(candidates: Sequence[Candidate], sites: Iterable[Installation]) -> dict[int, Match]:
    """By the number of a candidate in the list: the nearest site that is less than 1 km away."""
    import numpy as np
    import shapely

    known = [(site, shape) for site in sites for shape in shapes_of(site)]
    if not known or not candidates:
        return {}
    shapes = np.array([shape for _, shape in known], dtype=object)
    tree = shapely.STRtree(shapes)
    found: dict[int, Match] = {}
    for first in range(0, len(candidates), _CHUNK):
        some = np.array([one.shape for one in candidates[first : first + _CHUNK]], dtype=object)
        ours, theirs = tree.query(_around(some))
        metres = metres_between(some[ours], shapes[theirs])
        for at, other, far in sorted(zip(ours + first, theirs, metres, strict=True), key=lambda one: -one[2]):
            if far < NEAR_M:  # the nearest comes last, and stays
                candidate, site = candidates[at], known[other][0]
                found[int(at)] = Match(candidate.number, candidate.name, site.id, site.name, float(far))
    return found


def _around(shapes: "NDArray[Any]") -> "NDArray[Any]":
    """The boxes that hold whatever is less than 1 km from some shapes; those that pass 180 degrees hold both sides."""
    import numpy as np
    import shapely

    west, south, east, north = shapely.bounds(shapes).T
    tall = NEAR_M / _METRES_PER_DEGREE
    most = np.maximum(np.abs(south), np.abs(north)) + tall
    wide = np.where(most < _POLAR, tall / np.cos(np.radians(np.minimum(most, _POLAR))), 360)
    passes = (west - wide < -180) | (east + wide > 180)
    return np.asarray(
        shapely.box(
            np.where(passes, -180, west - wide),
            south - tall,
            np.where(passes, 180, east + wide),
            north + tall,
        )
    )
