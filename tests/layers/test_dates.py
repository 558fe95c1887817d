from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.dates import EdtfDate


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
        ("2025-03~", date(2025, 3, 1), date(2025, 3, 31)),
        ("2025?", date(2025, 1, 1), date(2025, 12, 31)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("2019-XX", date(2019, 1, 1), date(2019, 12, 31)),
        ("2017-01-18/2018", date(2017, 1, 18), date(2018, 12, 31)),
        ("2017-01-18/..", date(2017, 1, 18), date.max),
        ("../2026-01-26", date.min, date(2026, 1, 26)),
    ],
)
def test_a_date_has_the_bounds_that_its_text_gives(text: str, earliest: date, latest: date) -> None:
    parsed = EdtfDate.parse(text)
    assert (parsed.earliest, parsed.latest) == (earliest, latest)


@pytest.mark.parametrize(
    "text", ["2024-02-30", "2025-13", "yesterday", "25-01-01", "", "/", "..", "2026/2025", "2025-XX-03"]
)
def test_an_impossible_date_is_refused_and_quoted(text: str) -> None:
    with pytest.raises(ValueError, match="`"):
        EdtfDate.parse(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2025-10~", "about October 2025"),
        ("2025-07-31", "31 July 2025"),
        ("../2026-01-26", "by 26 January 2026"),
        ("2017-01-18/..", "since 18 January 2017"),
        ("2017", "2017"),
        ("2017?", "2017 (uncertain)"),
        ("201X", "the 2010s"),
        ("2015/2017", "2015 to 2017"),
    ],
)
def test_a_label_claims_no_more_than_the_text(text: str, label: str) -> None:
    assert EdtfDate.parse(text).label() == label


def test_an_open_start_begins_on_its_only_known_day() -> None:
    assert EdtfDate.parse("../2026-01-26").begins == date(2026, 1, 26)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_reads_back_as_itself(day: date) -> None:
    parsed = EdtfDate.parse(day.isoformat())
    assert parsed.exact
    assert parsed.earliest == parsed.latest == day


@given(st.text(max_size=24))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        assert EdtfDate.parse(text).earliest <= EdtfDate.parse(text).latest
    except ValueError as fault:
        assert "`" in str(fault)  # noqa: PT017  # both outcomes are right; only other errors are not
