from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.errors import ViewError
from layers.view import View, parse_view

WORDS = st.lists(
    st.from_regex(r"[a-zA-Z][a-z_-]{0,8}", fullmatch=True).filter(lambda w: w != "none"),
    unique=True,
    max_size=3,
)


@given(
    st.builds(
        View,
        as_of=st.none() | st.dates(),
        known_by=st.none() | st.dates(),
        dossier=WORDS.map(tuple),
        role=WORDS.map(tuple),
        q=st.text(max_size=20),
        selected=st.text(max_size=20),
        overlays=st.none() | WORDS.map(tuple),
        lat=st.none() | st.integers(-90, 90).map(float),
        zoom=st.none() | st.integers(0, 18).map(float),
    )
)
def test_every_view_reads_back_from_its_query_string(view: View) -> None:
    assert View.from_query(view.to_query()) == (view, ())


def test_an_empty_view_is_an_empty_string() -> None:
    assert View().to_query() == ""


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("as_of=31.7.2025", "`as_of=31.7.2025` is not a day; expected a date such as 2025-07-31"),
        ("lat=95", "`lat=95` is not a number from -90 to 90"),
        ("zoom=x", "`zoom=x` is not a number from 0 to 20"),
        ("hots=SY", "`hots` is not a part of a view; did you mean `host`?"),
    ],
)
def test_a_wrong_value_is_named_and_the_rest_is_read(query: str, message: str) -> None:
    view, problems = View.from_query(f"{query}&q=port")
    assert view == View(q="port")
    assert [problem.message for problem in problems] == [message]


def test_a_person_who_waits_is_told_at_once() -> None:
    with pytest.raises(ViewError, match="`as_of=soon` is not a day"):
        parse_view("as_of=soon")


def test_a_pinned_view_writes_its_days_out() -> None:
    assert View(q="x").pinned(date(2026, 1, 2)).to_query() == "as_of=2026-01-02&known_by=2026-01-02&q=x"


def test_values_may_be_repeated_or_joined_by_commas() -> None:
    assert (
        View.from_query("host=SY&host=IQ")[0] == View.from_query("host=SY,IQ")[0] == View(host=("SY", "IQ"))
    )
