"""Changing fields of one record in the text of a dossier: what was not meant stays, comments too."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from layers.config import Config
from layers.errors import LeftAsItIsError
from layers.reading import read_text
from layers.writing.changing import Changes, remove_record, set_fields, span_of
from layers.writing.commented import comments_of, read_commented

TEXT = """\
# the file
installations:
  # of tartus
  tartus: # beside
    name: Tartus
    host: SY
    # of the history
    status:
      - {date: 1971, status: reported_active} # since then
      # second
      - {date: 2024-12, status: disputed}
    note: |
      Kept.

      # no comment
    # after it
  hmeimim: {name: Hmeimim, host: SY}

events:
- # above the first field
  date: 2024-05
  summary: May
-
  date: 2025-01
  summary: January
"""
SEEDS = Path(__file__).parents[3] / "seeds"


def changed(section: str, key: str | int, changes: Changes, config: Config) -> str:
    """The lines that are new."""
    made = set_fields(TEXT, section, key, changes, config)
    old, new = TEXT.split("\n"), made.split("\n")
    assert comments_of(read_commented(made)) == comments_of(read_commented(TEXT))
    return "\n".join(line for line in new if line not in old)


@pytest.mark.parametrize(
    ("section", "key", "lines"),
    [
        ("installations", "tartus", (3, 16)),
        ("installations", "hmeimim", (16, 17)),
        ("events", 0, (19, 22)),
        ("events", 1, (22, 25)),
    ],
)
def test_a_record_has_its_lines(section: str, key: str | int, lines: tuple[int, int]) -> None:
    span = span_of(TEXT, section, key)
    assert (span.first, span.end) == lines


def test_a_field_is_changed_where_it_stands(config: Config) -> None:
    assert changed("installations", "tartus", {("status", 1, "status"): "active"}, config) == (
        "      - {date: 2024-12, status: active}"
    )


def test_a_field_comes_in_at_its_place(config: Config) -> None:
    made = set_fields(TEXT, "installations", "tartus", {("kind",): "base"}, config)
    assert made.index("name: Tartus") < made.index("kind: base") < made.index("host: SY")


def test_a_field_is_taken_out_and_its_comments_stay(config: Config) -> None:
    made = set_fields(TEXT, "installations", "tartus", {("status",): None}, config)
    assert "reported_active" not in made
    assert [word in made for word in ("# of the history", "# since then", "# second")] == [True] * 3


def test_an_item_comes_in_at_the_end_of_a_list(config: Config) -> None:
    new = {"date": "2025-03", "status": "active"}
    assert changed("installations", "tartus", {("status", 2): new}, config) == (
        "      - {date: 2025-03, status: active}"
    )


def test_a_bare_value_becomes_a_list_when_another_comes_in(config: Config) -> None:
    made = set_fields(TEXT, "installations", "hmeimim", {("host", 1): "RU"}, config)
    assert read_text(made.encode(), "", config.limits).values["installations"]["hmeimim"]["host"] == [
        "SY",
        "RU",
    ]


def test_several_items_go_at_once(config: Config) -> None:
    changes: Changes = {("status", 0): None, ("status", 1): None}
    made = set_fields(TEXT, "installations", "tartus", changes, config)
    assert read_text(made.encode(), "", config.limits).values["installations"]["tartus"]["status"] == []


def test_comments_above_the_first_field_stay(config: Config) -> None:
    assert changed("events", 0, {("summary",): "Another"}, config).endswith("\n  summary: Another")


def test_a_record_goes_with_its_lines() -> None:
    assert remove_record(TEXT, "events", 1) == TEXT[: TEXT.index("-\n  date: 2025")]


@pytest.mark.parametrize(
    ("text", "section", "key", "message"),
    [
        ("a: [", "events", 0, "the dossier cannot be parsed: see `basing check`"),
        ("events:\n- {date: 2024}", "events", 1, "there is no `1` in `events`"),
        ("sources:\n  s: {}", "sources", "t", "there is no `t` in `sources`"),
        (
            "events: [{date: 2024}]",
            "events",
            0,
            "`events` stands in brackets: write it in lines of its own first",
        ),
        ("events:\n- text", "events", 0, "`0` in `events` has no fields: write it as text"),
    ],
)
def test_what_cannot_be_changed_is_left(
    text: str, section: str, key: str | int, message: str, config: Config
) -> None:
    with pytest.raises(LeftAsItIsError) as refused:
        set_fields(text, section, key, {("note",): "x"}, config)
    assert str(refused.value) == message


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\x85\ufeff"), max_size=30
)
VALUES = st.none() | WORDS | st.lists(WORDS, max_size=3) | st.dictionaries(st.just("text"), WORDS, min_size=1)


@settings(max_examples=50)
@given(data=st.data())
def test_any_change_of_any_shipped_record_keeps_all_else(data: st.DataObject, config: Config) -> None:
    path = data.draw(st.sampled_from(sorted(SEEDS.glob("*.yaml"))))
    text = path.read_text(encoding="utf-8")
    values: Any = read_text(text.encode(), "", config.limits).values
    section = data.draw(
        st.sampled_from([name for name, held in values.items() if held and name != "dossier"])
    )
    records = values[section]
    key = data.draw(st.sampled_from(list(records) if isinstance(records, dict) else range(len(records))))
    place = data.draw(st.sampled_from([*places(records[key]), ("note",)]))
    value = data.draw(VALUES)
    made = set_fields(text, section, key, {place: value}, config)
    assert comments_of(read_commented(made)) == comments_of(read_commented(text))
    span = span_of(text, section, key)
    lines, after = text.split("\n"), made.split("\n")
    assert after[: span.first] == lines[: span.first]
    assert after[len(after) - (len(lines) - span.end) :] == lines[span.end :]
    back = at(read_text(made.encode(), "", config.limits).values[section][key], place)
    assume(value is not None)
    assert back == value


def places(value: Any) -> list[tuple[str | int, ...]]:
    """The places of everything inside a value."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for step, one in pairs for place in ((step,), *((step, *rest) for rest in places(one)))]


def at(value: Any, place: tuple[str | int, ...]) -> Any:
    for step in place:
        value = value.get(step) if isinstance(value, dict) else value[step] if step < len(value) else None
    return value


def test_a_date_that_is_changed_has_no_quotes(config: Config) -> None:
    text = "sources:\n  report:\n    publisher: An agency\n"
    made = set_fields(text, "sources", "report", {("published",): "2025-07-31"}, config)
    assert made == text + "    published: 2025-07-31\n"
