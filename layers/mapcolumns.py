"""What overlays show as the compact columns that the map page reads: rows once, and how they change.

Rows (what no day and no filter changes), one entry each in the order of the frame:

    ids, labels  texts, or where most come several times, `each` of them once and `of`, which of them each row has
    names        {row: names}: only of rows that a search finds by more than their label
    points       [lon, lat, lon, lat, ...] in units of 1 / POINT degrees, each as the difference from the one before
    areas        [row, area, row, area, ...]: rows that are areas, with their place in the page's table of areas
    unplaced     rows without a place
    about        places in `abouts`; empty where the rows' own ids say which installations they are about
    abouts       lists of places in the page's list of installations, each as the difference from the one before

Rows that are areas or without a place have no point. What changes (see `layers.over_time`):

    threads      for each thread the course of each row; a number alone where all have the same
    lengths      how many stretches each course has; they follow one another in the next three
    from         places in `days`, whose null is "since ever"
    look, lines  places in `looks` and `sets`; NOTHING where a stretch has none, GONE as look where nothing stands
    looks        {name: values}, a column for each property of a look; null where it is not given
    sets         lists of places in `texts`
    texts        what a popup says, line by line

Numbers that rise from row to row (in `of`, `about` and `threads`) may stand as `steps`, each from the one before.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from layers import linecode
from layers.courses import EVER, always
from layers.over_time import LOOK, OverTime, Piece, Thread, objects, thread

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

POINT: Final = 10_000
"""Whole units per degree of a point."""
FINE, COARSE, WIDE = 1000, 100, 20
"""Whole units per degree of an area less than 1 degree wide, up to 10, and wider: each as fine as it is seen."""
NOTHING, GONE = -1, -2
_NO_LOOK: Final = Piece()[1:]
_EPOCH: Final = date(1970, 1, 1).toordinal()


class Areas:
    """The areas of a page, each once, however many overlays draw it."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self.packed: list[dict[str, Any]] = []

    def number(self, shape: Any) -> int:
        """The place of an area in `packed`."""
        number = self._numbers.setdefault(shape.wkb, len(self.packed))
        if number == len(self.packed):
            self.packed.append(packed_area(shape))
        return number


def packed_area(shape: Any) -> dict[str, Any]:
    """The units of an area and its polygons, each a list of rings (shell, then holes) in text."""
    west, south, east, north = shape.bounds
    across = max(east - west, north - south)
    units = FINE if across < 1 else COARSE if across <= 10 else WIDE
    # from so far away it does not matter whether two islands touch
    drawn = shape.simplify(1 / units, preserve_topology=False) if units == WIDE else shape
    polygons = drawn.geoms if drawn.geom_type == "MultiPolygon" else [drawn]
    rings = ((polygon.exterior, *polygon.interiors) for polygon in polygons)
    return {
        "units": units,
        "polygons": [[packed_line(ring.coords[:-1], units) for ring in some] for some in rings],
    }


def packed_line(points: Iterable[Sequence[float]], units: int) -> str:
    """The text of a line of (lon, lat) in degrees."""
    return linecode.pack((round(lon * units), round(lat * units)) for lon, lat in points)


def row_columns(frame: "gpd.GeoDataFrame", areas: Areas, sites: pd.Index) -> dict[str, Any]:
    """The columns of the rows of a frame; `sites` are the installations that they may be about, if that is told."""
    import shapely

    shapes = np.asarray(frame.geometry.array)
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    points = ~empty & (shapely.get_type_id(shapes) == shapely.GeometryType.POINT)
    drawn = np.flatnonzero(~empty & ~points).tolist()
    places = np.rint(shapely.get_coordinates(shapes[points]) * POINT).astype(int)
    return {
        "ids": _texts(frame["id"]),
        "labels": _texts(frame["label"]),
        "names": _names(frame),
        "points": np.diff(places, axis=0, prepend=0).ravel().tolist(),
        "areas": [number for row in drawn for number in (row, areas.number(shapes[row]))],
        "unplaced": np.flatnonzero(empty).tolist(),
    } | _about(frame, sites)


def _texts(column: pd.Series) -> Any:
    of, each = pd.factorize(column)
    return {"each": each.tolist(), "of": _numbers(of)} if 2 * len(each) < len(of) else column.tolist()


def _numbers(numbers: "NDArray[np.intp]") -> Any:
    """Whole numbers, told as their differences where they rise: many of these are alike, and pack to little."""
    differences = np.diff(numbers, prepend=0)
    rise = len(numbers) > 0 and differences.min() >= 0
    return {"steps": differences.tolist()} if rise else numbers.tolist()


def _names(frame: "gpd.GeoDataFrame") -> dict[int, list[str]]:
    return {row: list(some) for row, some in enumerate(frame.get("names", ())) if some}


def _about(frame: "gpd.GeoDataFrame", sites: pd.Index) -> dict[str, Any]:
    if "about" not in frame or sites.empty:
        return {"about": [], "abouts": []}
    places, named = pd.factorize(frame["about"])
    return {"about": _numbers(places), "abouts": [steps(some) for some in numbers_of(named, sites)]}


def numbers_of(named: Collection[Sequence[str]], sites: pd.Index) -> Iterator[list[int]]:
    """For each of some lists of ids the places of those that are among some installations, in order."""
    numbers = iter(sites.get_indexer(pd.Index(objects(chain(*named)), dtype=object)).tolist())
    return (sorted(one for one in islice(numbers, len(ids)) if one >= 0) for ids in named)


def steps(numbers: Sequence[int]) -> list[int]:
    """Whole numbers as their differences, the first from 0."""
    return [number - before for before, number in pairwise([0, *numbers])]


def thread_columns(told: OverTime) -> dict[str, Any]:
    """The columns of what an overlay shows over time: its threads, their courses stretch by stretch, and the tables."""
    looks: dict[tuple[Any, ...], int] = {}
    sets: dict[tuple[str, ...], int] = {}
    days: dict[date, int] = {}
    courses = [course for courses, _ in told.threads for course in courses]
    stretches = [
        (days.setdefault(day, len(days)), *_piece(piece, looks, sets))
        for course in courses
        for day, piece in course
    ]
    texts: dict[str, int] = {}
    columns = zip(*stretches, strict=True) if stretches else ((), (), ())
    return {
        "threads": _threads(told.threads),
        "lengths": [len(course) for course in courses],
        **{name: list(column) for name, column in zip(("from", "look", "lines"), columns, strict=True)},
        "days": [None if day == EVER else day.toordinal() - _EPOCH for day in days],
        "looks": dict(zip(LOOK, zip(*looks, strict=True), strict=True)) if looks else {},
        "sets": [[texts.setdefault(line, len(texts)) for line in lines] for lines in sets],
        "texts": list(texts),
    }


def _piece(
    piece: Piece | None, looks: dict[tuple[Any, ...], int], sets: dict[tuple[str, ...], int]
) -> tuple[int, int]:
    """The places of a piece's look and lines in their tables, which it is added to."""
    if piece is None:
        return GONE, NOTHING
    look = piece[1:]
    return (
        NOTHING if look == _NO_LOOK else looks.setdefault(look, len(looks)),
        sets.setdefault(piece.lines, len(sets)) if piece.lines else NOTHING,
    )


def _threads(threads: Sequence[Thread]) -> list[Any]:
    """For each thread the course of each row, counted on from thread to thread; a number alone where all have one."""
    before, told = 0, []
    for courses, of in threads:
        told.append(before if len(courses) == 1 else _numbers(of + before))
        before += len(courses)
    return told


def from_frame(frame: "gpd.GeoDataFrame") -> OverTime:
    """The rows of a frame that an overlay has drawn, as they are at all times; only those that are shown stand."""
    names = [name for name in LOOK if name in frame]
    said = zip(frame["shown"].tolist(), map(tuple, frame["lines"]), strict=True)
    looks = zip(*(frame[name] for name in names), strict=True)
    return OverTime(
        frame,
        (
            thread(said, lambda one: always(Piece(lines=one[1]) if one[0] else None)),
            thread(looks, lambda look: always(Piece(**dict(zip(names, look, strict=True))))),
        ),
    )
