"""Cells of several values say what going through them one by one would say."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from layers.cells import Cells, cells_of

COLUMNS = st.lists(st.lists(st.sampled_from("abcdef"), max_size=4).map(tuple), max_size=12)


def read(cells: Cells) -> list[tuple[str, ...]]:
    """What each row holds, as tuples again."""
    held: list[list[str]] = [[] for _ in range(cells.number)]
    for row, code in zip(cells.rows.tolist(), cells.codes.tolist(), strict=True):
        held[row].append(cells.values[code])
    return [tuple(values) for values in held]


def once(column: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [tuple(dict.fromkeys(cell)) for cell in column]


@given(COLUMNS)
def test_cells_hold_what_the_column_held_each_once(column: list[tuple[str, ...]]) -> None:
    assert read(cells_of(column)) == once(column)


@given(COLUMNS)
def test_values_stand_in_the_order_in_which_they_are_met(column: list[tuple[str, ...]]) -> None:
    assert cells_of(column).values == tuple(dict.fromkeys(value for cell in column for value in cell))


@given(COLUMNS, st.frozensets(st.sampled_from("abcxyz")))
def test_a_row_passes_that_holds_any_of_the_values(
    column: list[tuple[str, ...]], wanted: frozenset[str]
) -> None:
    assert cells_of(column).holds_any(wanted).tolist() == [not wanted.isdisjoint(cell) for cell in column]


@given(COLUMNS, st.data())
def test_values_are_counted_in_the_rows_to_be_counted(
    column: list[tuple[str, ...]], data: st.DataObject
) -> None:
    counted = data.draw(st.lists(st.booleans(), min_size=len(column), max_size=len(column)))
    expected = {
        value: sum(value in cell for cell, wanted in zip(column, counted, strict=True) if wanted)
        for value in dict.fromkeys(value for cell in column for value in cell)
    }
    assert cells_of(column).count(np.array(counted, dtype=bool)) == expected


@given(COLUMNS, st.lists(st.lists(st.sampled_from("pqrs"), max_size=3).map(tuple), min_size=4, max_size=4))
def test_going_through_others_joins_what_they_hold(
    column: list[tuple[str, ...]], others: list[tuple[str, ...]]
) -> None:
    names = dict(zip("abcd", others, strict=True))  # e and f are in no index
    through = cells_of(column).places_in(pd.Index(list(names))).through(cells_of(others))
    joined = [tuple(value for name in cell for value in names.get(name, ())) for cell in once(column)]
    assert read(through) == once(joined)
    assert through.values == tuple(dict.fromkeys(value for cell in joined for value in cell))


@given(COLUMNS)
def test_turned_cells_tell_which_rows_hold_a_place(column: list[tuple[str, ...]]) -> None:
    turned = cells_of(column).places_in(pd.Index(list("abcdef"))).turned(6)
    assert read(turned) == [
        tuple(row for row, cell in enumerate(column) if name in cell) for name in "abcdef"
    ]
