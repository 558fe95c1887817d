"""`basing fmt`: one form, nothing lost."""

from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from layers.config import Config, Form
from layers.fields import Part
from layers.parts import DossierInfo
from layers.reading import read_text
from layers.records import RECORDS
from layers.statements import Claim, Event, Position
from layers.writing.commented import comments_of, read_commented
from layers.writing.formatting import formatted
from layers.writing.keyorder import fields_of

UNTIDY = """\
# What this file is.

# --- the sources ---
sources:
    s:   {url: 'https://news.example/a',   publisher: "P"}   # a paper
# who
actors:
    # the first
    a: {kind: person, name: "A", country: "NO"}

    b:
        # in English
        name:   'B: the second'
        # of the office
        country: SY   # since 1946


        names: {ar: "ب"}
        # after the last field
dossier: {title: T}   # of the dossier
events:
-   summary: >
      A text that is folded
      over two lines.
    # the day
    date: 2025-03-02
    type: statement
- type: meeting   # in Moscow
  date: 2025-01
  summary: Talks.
  actors:
  - RU

  # the host
  - SY
# the end
"""
TIDY = """\
# What this file is.

dossier: {title: T} # of the dossier

# who
actors:
  # the first
  a: {name: A, kind: person, country: "NO"}

  b:
    # in English
    name: "B: the second"

    names: {ar: ب}
    # of the office
    country: SY # since 1946
    # after the last field

events:
  - date: 2025-01
    type: meeting # in Moscow
    actors:
      - RU

      # the host
      - SY
    summary: Talks.
  # the day
  - date: 2025-03-02
    type: statement
    summary: >
      A text that is folded over two lines.

# --- the sources ---
sources:
  s: {publisher: P, url: https://news.example/a} # a paper
# the end
"""


def with_form(config: Config, **form: object) -> Config:
    return config.model_copy(update={"form": Form.model_validate(form)})


def test_a_dossier_is_put_in_its_one_form_with_every_comment(config: Config) -> None:
    assert formatted(UNTIDY, config) == TIDY


def test_events_stand_as_the_configuration_says(config: Config) -> None:
    made = formatted(UNTIDY, with_form(config, newest_event="first"))
    assert made.index("2025-03-02") < made.index("2025-01\n")


def test_events_stay_where_one_has_no_day(config: Config) -> None:
    text = "events:\n  - date: 2025\n    summary: B\n  - summary: A\n  - date: 2024\n    summary: C\n"
    assert formatted(text, config) == text


def test_long_lines_are_broken_where_they_can_be(config: Config) -> None:
    words, address = "word " * 20, "https://news.example/" + "x" * 80
    text = f"dossier: {{title: {words}, region: {words}}}\nactors: {{a: {{name: A, roles: [{address}]}}}}\n"
    made = formatted(text, with_form(config, width=60))
    assert max(len(line) for line in made.split("\n") if address not in line) <= 60
    assert "title: >-\n" in made


def test_brackets_stay_where_what_is_in_them_fits(config: Config) -> None:
    text = (
        "installations:\n  a:\n    status:\n      - {date: 2017-01-18, status: operating, level: official,\n"
        "         sources: [one, two]}\n"
    )
    assert formatted(text, with_form(config, width=62)) == text


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("'NO'", '"NO"'), ("'12'", '"12"'), ("'true'", '"true"'), ("'null'", '"null"'), ("''", '""'), ("~", "~"),
        ("'a: b'", '"a: b"'), ("'a #b'", '"a #b"'), ('"it\'s"', "it's"), ("'say \"x\"'", 'say "x"'),
        ("'\"x\"'", "'\"x\"'"),
        ("NO", "NO"), ("12", "12"), ("", ""), ('"a\\tb"', '"a\\tb"'), ('"\\u2028"', '"\\U00002028"'), ("' a'", '" a"'),
    ],
)  # fmt: skip
def test_quotes_stand_only_where_they_are_needed(written: str, made: str, config: Config) -> None:
    assert formatted(f"dossier:\n  title: {written}\n", config) == f"dossier:\n  title: {made}\n".replace(
        " \n", "\n"
    )


@pytest.mark.parametrize(
    "text", ["", "# only words\n", "- a\n", "a: &x 1\nb: *x\n", "a: [1\n", "a: 1\na: 2\n"]
)
def test_what_is_no_dossier_is_left(text: str, config: Config) -> None:
    assert formatted(text, config) == text


def test_the_shipped_dossiers_are_in_their_form(seeds: Path, config: Config) -> None:
    for path in sorted(seeds.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        assert formatted(text, config) == text, path


@pytest.mark.parametrize("model", [DossierInfo, *RECORDS], ids=lambda model: model.__name__)
def test_every_field_has_its_place(model: type[Part]) -> None:
    named = {field.alias or name for name, field in model.model_fields.items()} - {"dossier"}
    assert set(fields_of(model)) >= named
    assert all(len(fields_of(one)) == len(set(fields_of(one))) for one in (Event, Claim, Position))


# --- whatever is written ---

TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], include_characters=" \xa0\n\t#:-'\"{}[],|>?&*!%@`"), max_size=30
)
KEYS = st.text("abc-xyz é", min_size=1, max_size=8).map(str.strip).filter(bool)
VALUES = st.recursive(
    st.one_of(TEXTS, st.none(), st.sampled_from(["NO", "2025-01-02", "12", "word " * 30])),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)
SECTIONS = st.dictionaries(
    st.one_of(KEYS, st.sampled_from(["events", "actors", "sources"])), VALUES, min_size=1
)


@st.composite
def written_dossiers(draw: st.DrawFn) -> str:
    """A dossier as somebody may type it: with brackets or without, indented at will, comments anywhere."""
    flow = draw(st.sampled_from([None, True, False]))
    text = yaml.safe_dump(
        draw(SECTIONS), default_flow_style=flow, indent=draw(st.integers(2, 6)), allow_unicode=True,
        width=draw(st.integers(20, 200)), sort_keys=False,
    )  # fmt: skip
    lines = text.split("\n")
    for number in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        comment = draw(st.sampled_from([f"# note {number}", f"#{number}: 'x", ""]))
        if draw(st.booleans()):
            lines.insert(at, " " * draw(st.integers(0, 8)) + comment)
        else:
            lines[at] += f" {comment}"
    return "\n".join(lines)


@given(text=written_dossiers(), width=st.integers(60, 140), newest=st.sampled_from(["first", "last"]))
def test_whatever_is_written_keeps_its_meaning_and_its_comments(
    text: str, width: int, newest: str, config: Config
) -> None:
    config = with_form(config, width=width, newest_event=newest)
    before = read_text(text.encode(), "", config.limits)
    assume(not before.problems and before.values)
    made = formatted(text, config)
    assert read_text(made.encode(), "", config.limits).values == before.values
    assert comments_of(read_commented(made)) == comments_of(read_commented(before.text))
    assert formatted(made, config) == made
