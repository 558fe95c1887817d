"""Adding a record to the text of a dossier: lines come in, none changes."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.config import Config, Form
from layers.errors import LeftAsItIsError
from layers.reading import read_text
from layers.writing.inserting import insert_record

TEXT = """\
# the file
events:
# of 2024
- date: 2024-05
  summary: |
    May.

    # no comment

  # after its last field
- {date: 2025-03-01, summary: March,
   type: statement}   # typed by hand

claims:
  # of the first
  - {in: a, stance: asserts}
  - in: b
    roles: [x]
    # of b
sources:
    s:   {publisher: "P"}
# the end
"""


def inserted(text: str, section: str, fields: dict[str, Any], config: Config, id: str = "") -> str:
    """What came in: the text before and after it is the same."""
    made, line = insert_record(text, section, id, fields, config)
    old, new = text.split("\n"), made.split("\n")
    count = len(new) - len(old)
    places = [at for at in range(len(old) + 1) if new[:at] == old[:at] and new[at + count :] == old[at:]]
    assert places, "a line that was there has changed"
    assert line in range(places[0] + 1, places[-1] + count + 1)
    return "\n".join(new[places[-1] : places[-1] + count])


@pytest.mark.parametrize(
    ("day", "before"),
    [("2024-01", "# of 2024"), ("2024-06", "- {date: 2025-03-01"), ("2026", ""), ("2025-03-01", "")],
)
def test_an_event_stands_by_its_day(day: str, before: str, config: Config) -> None:
    made, _ = insert_record(TEXT, "events", "", {"date": day, "summary": "New"}, config)
    lines = made.split("\n")
    following = lines[lines.index(f"- date: {day}") + 2]
    assert following.startswith(before) if before else following == ""


def test_the_newest_event_stands_first_where_the_configuration_says_so(config: Config) -> None:
    text = "events:\n  - {date: 2025-05}\n  - {date: 2025-01}\n"
    config = config.model_copy(update={"form": Form(newest_event="first")})
    made, line = insert_record(text, "events", "", {"date": "2025-03"}, config)
    assert (line, made.split("\n")[2]) == (3, "  - date: 2025-03")


def test_what_was_said_in_an_event_stands_together(config: Config) -> None:
    made, _ = insert_record(TEXT, "claims", "", {"in": "a", "stance": "denies"}, config)
    assert made.index("stance: denies") < made.index("- in: b")
    last, _ = insert_record(TEXT, "claims", "", {"in": "c", "stance": "denies"}, config)
    assert last.index("# of b") < last.index("- in: c") < last.index("sources:")


def test_a_record_has_the_indentation_of_the_others(config: Config) -> None:
    assert inserted(TEXT, "sources", {"publisher": "Q"}, config, "new") == "    new:\n      publisher: Q"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("", "events:\n  - date: 2025\n"),
        ("events:\n", "events:\n  - date: 2025\n"),
        ("# only\nevents:   # none yet\n", "# only\nevents:   # none yet\n  - date: 2025\n"),
        ("dossier: {title: T}\n", "dossier: {title: T}\n\nevents:\n  - date: 2025\n"),
        ("# who\nsources:\n  s: {}\n", "events:\n  - date: 2025\n\n# who\nsources:\n  s: {}\n"),
        ("actors:\n  a: {}\n# who\nsources:\n  s: {}\n",
         "actors:\n  a: {}\n\nevents:\n  - date: 2025\n\n# who\nsources:\n  s: {}\n"),
    ],
)  # fmt: skip
def test_a_section_that_is_not_there_yet_is_begun_in_its_place(text: str, made: str, config: Config) -> None:
    assert insert_record(text, "events", "", {"date": "2025"}, config)[0] == made


@pytest.mark.parametrize("text", ["events: []\n", "events: [{date: 2024}]\n"])
def test_a_section_in_brackets_is_left(text: str, config: Config) -> None:
    with pytest.raises(
        LeftAsItIsError, match="`events` stands in brackets: write it in lines of its own first"
    ):
        insert_record(text, "events", "", {"date": "2025"}, config)


def test_a_text_that_cannot_be_parsed_is_left(config: Config) -> None:
    with pytest.raises(LeftAsItIsError, match="cannot be parsed"):
        insert_record("events: [\n", "events", "", {"date": "2025"}, config)


def test_an_id_that_is_there_is_left(config: Config) -> None:
    with pytest.raises(LeftAsItIsError, match="nothing was written"):
        insert_record(TEXT, "sources", "s", {"publisher": "Q"}, config)


def test_dates_have_no_quotes_and_what_others_take_for_something_else_has(config: Config) -> None:
    fields = {"date": "2025", "actors": ["NO"], "note": "12", "summary": "a: b # c"}
    assert inserted(TEXT, "events", fields, config).split("\n") == [
        "- date: 2025", '  actors: ["NO"]', '  summary: "a: b # c"', '  note: "12"',
    ]  # fmt: skip


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
EVENTS = st.fixed_dictionaries(
    {"summary": WORDS, "type": WORDS},
    optional={
        "date": st.sampled_from(["2019", "2025-07-31", "../2026-01", "never", ""]),
        "actors": st.lists(WORDS, max_size=3),
        "note": st.one_of(st.none(), st.just("word " * 40)),
        "phrase": st.dictionaries(st.sampled_from(["text", "lang"]), WORDS, min_size=1),
    },
)


@given(fields=EVENTS, section=st.sampled_from(["events", "claims", "corrections"]), shipped=st.booleans())
def test_whatever_is_added_no_other_line_changes(
    fields: dict[str, Any], section: str, shipped: bool, config: Config, seeds: Path
) -> None:
    text = (seeds / "kyrgyz-russia.yaml").read_text(encoding="utf-8") if shipped else TEXT
    inserted(text, section, fields, config)
    made, _ = insert_record(text, section, "", fields, config)
    record = read_text(made.encode(), "", config.limits).values[section]
    assert {name: value for name, value in fields.items() if value is not None}.items() <= next(
        one for one in record if one.get("summary") == fields["summary"] and one.get("type") == fields["type"]
    ).items()
