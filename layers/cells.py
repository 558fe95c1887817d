"""Cells that hold several values each, as two columns of numbers: counted and searched without going through them."""

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Numbers = NDArray[np.int_]


@dataclass(frozen=True, slots=True)
class Cells:
    """What each of `number` rows holds, no row the same value twice: `values[codes[n]]` stands in row `rows[n]`."""

    number: int
    rows: Numbers
    codes: Numbers
    values: tuple[Any, ...]
    """Every value that any row holds, in the order in which they are met."""

    def holds_any(self, wanted: Collection[Hashable]) -> NDArray[np.bool_]:
        """Which rows hold any of some values."""
        chosen = np.array([value in wanted for value in self.values], dtype=bool)
        held = np.zeros(self.number, dtype=bool)
        held[self.rows[chosen[self.codes]]] = True
        return held

    def count(self, counted: NDArray[np.bool_]) -> dict[Any, int]:
        """For each value, in how many of the rows that are to be counted it stands."""
        found = np.bincount(self.codes[counted[self.rows]], minlength=len(self.values))
        return dict(zip(self.values, found.tolist(), strict=True))

    def places_in(self, index: "pd.Index[Any]") -> "Cells":
        """The places of the values in an index; what is not there falls away."""
        places = index.get_indexer(pd.Index(self.values, dtype=object))[self.codes]
        there = places >= 0
        return Cells(self.number, self.rows[there], places[there], tuple(range(len(index))))

    def turned(self, number: int) -> "Cells":
        """For each of `number` places the rows that hold it."""
        order = np.argsort(self.codes, kind="stable")
        return Cells(number, self.codes[order], self.rows[order], tuple(range(self.number)))

    def through(self, others: "Cells") -> "Cells":
        """For each row what the others hold in the rows whose places it holds."""
        lengths = np.bincount(others.rows, minlength=others.number)
        starts = np.cumsum(lengths) - lengths
        taken = lengths[self.codes]
        rows = np.repeat(self.rows, taken)
        # the n-th value of a row of the others: where that row starts, and n more
        nth = np.arange(len(rows)) - np.repeat(np.cumsum(taken) - taken, taken)
        codes = others.codes[np.repeat(starts[self.codes], taken) + nth]
        return _met_in_order(self.number, rows, codes, others.values)


def cells_of(column: Iterable[tuple[Hashable, ...]]) -> Cells:
    """The cells of a column of tuples."""
    cells = list(column)
    lengths = [len(cell) for cell in cells]
    flat = np.empty(sum(lengths), dtype=object)
    flat[:] = list(chain.from_iterable(cells))
    codes, values = pd.factorize(flat)
    return _met_in_order(len(cells), np.repeat(np.arange(len(cells)), lengths), codes, tuple(values))


def _met_in_order(number: int, rows: Numbers, codes: Numbers, values: tuple[Any, ...]) -> Cells:
    """Cells with what a row holds twice once, and their values in the order in which they are met."""
    _, firsts = np.unique(rows * max(len(values), 1) + codes, return_index=True)
    firsts.sort()
    rows, codes = rows[firsts], codes[firsts]
    codes, met = pd.factorize(codes)
    return Cells(number, rows, codes, tuple(values[code] for code in met.tolist()))
