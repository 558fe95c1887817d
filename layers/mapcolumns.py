"""Frames of overlays as the compact columns that the map page reads: rows once, and versions of them.

Rows (what no day and no filter changes), one entry each in the order of the frame:

    ids, labels  texts
    names        {row: names}: only of rows that a search finds by more than their label
    points       [lon, lat, lon, lat, ...] in units of 1 / POINT degrees, each as the difference from the one before
    areas        [row, area, row, area, ...]: rows that are areas, with their place in the page's table of areas
    unplaced     rows without a place
    about        places in `abouts`; empty where the rows' own ids say which installations they are about
    abouts       lists of places in the page's list of installations, each as the difference from the one before

Rows that are areas or without a place have no point. Versions, in order of row, then of time:

    row          the row of each version, as the difference from the one before
    look, lines  places in `looks` and `sets`; -1 for both where the row stops standing
    from         in documents: places in `days`, whose first is null for "since ever"
    looks        {name: values}, a column for each property of a look
    sets         lists of places in `texts`
    texts        what a popup says, line by line
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from layers import linecode
from layers.overlays.rows import objects

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

POINT: Final = 10_000
"""Whole units per degree of a point."""
FINE, COARSE, WIDE = 1000, 100, 20
"""Whole units per degree of an area less than 1 degree wide, up to 10, and wider: each as fine as it is seen."""
LOOK: Final = (
    "colour", "colour_dark", "mark", "shape", "size", "opacity", "hatched", "hollow", "count", "talks",
)  # fmt: skip
EVER: Final = -(2**31)
NEVER: Final = 2**31
"""Days before and after all others."""
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


def row_columns(frame: "gpd.GeoDataFrame", areas: Areas, sites: Mapping[str, int]) -> dict[str, Any]:
    """The columns of the rows of a frame; `sites` numbers the installations that they may be about, if that is told."""
    import shapely

    shapes = np.asarray(frame.geometry.array)
    empty = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    points = ~empty & (shapely.get_type_id(shapes) == shapely.GeometryType.POINT)
    drawn = np.flatnonzero(~empty & ~points).tolist()
    places = np.rint(shapely.get_coordinates(shapes[points]) * POINT).astype(int)
    return {
        "ids": frame["id"].tolist(),
        "labels": frame["label"].tolist(),
        "names": _names(frame),
        "points": np.diff(places, axis=0, prepend=0).ravel().tolist(),
        "areas": [number for row in drawn for number in (row, areas.number(shapes[row]))],
        "unplaced": np.flatnonzero(empty).tolist(),
    } | _about(frame, sites)


def _names(frame: "gpd.GeoDataFrame") -> dict[int, list[str]]:
    return {row: list(some) for row, some in enumerate(frame.get("names", ())) if some}


def _about(frame: "gpd.GeoDataFrame", sites: Mapping[str, int]) -> dict[str, Any]:
    if "about" not in frame or not sites:
        return {"about": [], "abouts": []}
    places, named = pd.factorize(frame["about"])
    numbers = [steps(sorted(sites[id_] for id_ in ids if id_ in sites)) for ids in named]
    return {"about": places.tolist(), "abouts": numbers}


def steps(numbers: Sequence[int]) -> list[int]:
    """Whole numbers as their differences, the first from 0."""
    return [number - before for before, number in pairwise([0, *numbers])]


class Timeline(NamedTuple):
    """The rows of a frame that `Overlay.through` gave, put in order."""

    versions: "gpd.GeoDataFrame"
    """All of them, in order of the thing on the map, then of time."""
    row: "NDArray[np.intp]"
    """For each, which thing it is a version of."""

    @property
    def rows(self) -> "gpd.GeoDataFrame":
        """The first version of each."""
        return self.versions[np.diff(self.row, prepend=-1) > 0]


def timeline(frame: "gpd.GeoDataFrame") -> Timeline:
    """The versions of a frame in order."""
    row = pd.factorize(frame.index)[0]
    order = np.lexsort((_days(frame["valid_from"], EVER), row))
    return Timeline(frame.iloc[order], row[order])


def version_columns(frame: "gpd.GeoDataFrame", row: "NDArray[np.intp]") -> dict[str, Any]:
    """The columns of the rows of a frame as they stand on one day; `row` says which row of the page each is."""
    columns, tables = _looks_and_lines(frame)
    return {"row": steps(row.tolist())} | {name: column.tolist() for name, column in columns.items()} | tables


def timeline_columns(versions: "gpd.GeoDataFrame", row: "NDArray[np.intp]") -> dict[str, Any]:
    """The columns of versions over time; where none follows on one that ends, another says that the row is gone."""
    columns, tables = _looks_and_lines(versions)
    begin, end = _days(versions["valid_from"], EVER), _days(versions["valid_to"], NEVER)
    following = np.append(np.where(np.diff(row) == 0, begin[1:], NEVER), NEVER)[: len(row)]
    gone = end < following
    number = np.append(row, row[gone])
    since = np.append(begin, end[gone])
    order = np.lexsort((since, number))
    days, place = np.unique(since[order], return_inverse=True)
    columns = {name: np.append(column, np.full(gone.sum(), -1)) for name, column in columns.items()}
    return (
        {"row": steps(number[order].tolist())}
        | {name: column[order].tolist() for name, column in columns.items()}
        | {"from": place.tolist(), "days": [None if day == EVER else day for day in days.tolist()]}
        | tables
    )


def _looks_and_lines(frame: "gpd.GeoDataFrame") -> tuple[dict[str, "NDArray[np.intp]"], dict[str, Any]]:
    """For each row its places in the tables of looks and of lines; and the tables."""
    names = [name for name in LOOK if name in frame]
    look, firsts = _numbered([frame[name] for name in names])
    said = frame["lines"]
    few = isinstance(said.dtype, pd.CategoricalDtype)
    lines, sets = pd.factorize(said if few else objects(map(tuple, said)))
    texts: dict[str, int] = {}
    told = [[texts.setdefault(line, len(texts)) for line in some] for some in sets]
    looks = {name: frame[name].iloc[firsts].tolist() for name in names}
    return {"look": look, "lines": lines}, {"looks": looks, "sets": told, "texts": list(texts)}


def _numbered(columns: Sequence["pd.Series[Any]"]) -> tuple["NDArray[np.intp]", "NDArray[np.intp]"]:
    """For each row the number of what it has in some columns, and for each number the first row that has it."""
    numbers = np.zeros(len(columns[0]), dtype=np.intp)
    for column in columns:
        places, values = pd.factorize(column)
        if len(values) > 1:
            numbers = pd.factorize(numbers * len(values) + places)[0]
    return numbers, np.unique(numbers, return_index=True)[1]


def _days(column: "pd.Series[Any]", otherwise: int) -> "NDArray[np.int64]":
    """Days since 1970-01-01 of ISO text, `otherwise` where it is empty."""
    places, texts = pd.factorize(column)
    days = [date.fromisoformat(text).toordinal() - _EPOCH if text else otherwise for text in texts]
    return np.array(days, dtype=np.int64)[places]
