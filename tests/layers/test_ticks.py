"""Ticks that a reader of calendars expects."""

from datetime import date

import pytest

from layers.ticks import MOST, ticks


@pytest.mark.parametrize(
    ("start", "end", "names"),
    [
        ("2026-06-30", "2026-07-01", ["30 Jun 2026", "1 Jul"]),
        ("2026-06-01", "2026-07-01", ["1 Jun 2026", "8 Jun", "15 Jun", "22 Jun", "1 Jul"]),
        ("2025-11-10", "2026-04-30", ["Dec 2025", "2026", "Feb", "Mar", "Apr"]),
        (
            "2024-09-01",
            "2026-07-01",
            ["Oct 2024", "2025", "Apr", "Jul", "Oct", "2026", "Apr", "Jul"],
        ),
        ("2015-03-01", "2026-07-01", ["2016", "2018", "2020", "2022", "2024", "2026"]),
        ("1900-01-01", "2000-12-31", ["1900", "1920", "1940", "1960", "1980", "2000"]),
    ],
)
def test_ticks_stand_on_round_days(start: str, end: str, names: list[str]) -> None:
    assert [name for _, name in ticks(date.fromisoformat(start), date.fromisoformat(end))] == names


@pytest.mark.parametrize("days", [0, 1, 9, 40, 63, 64, 100, 400, 3000, 100_000, 3_000_000])
def test_ticks_are_few_and_inside(days: int) -> None:
    start = date(1, 1, 1)
    end = date.fromordinal(start.toordinal() + days)
    found = [day for day, _ in ticks(start, end)]
    assert 1 <= len(found) <= MOST
    assert found == sorted(found)
    assert start <= found[0] <= found[-1] <= end
