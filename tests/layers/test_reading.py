import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.config import Config, Limits
from layers.dataset import read_dataset
from layers.locating import locate
from layers.reading import Parsed, read_text
from layers.writing.proposing import propose

LIMITS = Limits(file_bytes=1_000_000, depth=32, text_length=200)


def read(text: str | bytes) -> Parsed:
    return read_text(text if isinstance(text, bytes) else text.encode(), "a.yaml", LIMITS)


def said(text: str | bytes) -> list[str]:
    return [str(problem) for problem in read(text).problems]


def test_plain_words_stay_text() -> None:
    assert read("a: NO\nb: 12:30\nc: 2025-03-13\nd: 0x10\n").values == {
        "a": "NO",
        "b": "12:30",
        "c": "2025-03-13",
        "d": "0x10",
    }


def test_nothing_written_is_none() -> None:
    assert read("a:\nb: ~\nc: null\nd: 'null'\n").values == {"a": None, "b": None, "c": None, "d": "null"}


def test_a_syntax_error_costs_only_its_record() -> None:
    parsed = read("events:\n  - {id: one}\n  - {id: [two}\n  - {id: three}\nsources:\n  s: {publisher: P}\n")
    assert parsed.values == {"events": [{"id": "one"}, {"id": "three"}], "sources": {"s": {"publisher": "P"}}}
    assert [(problem.line, problem.column) for problem in parsed.problems] == [(3, 10)]


def test_an_open_quote_is_told_where_it_was_opened() -> None:
    assert read('events:\n  - {id: one}\n  - id: "two\n  - {id: three}\n').problems[0].line == 3


def test_a_tab_is_named() -> None:
    text = "events:\n  - id: one\n\t  type: x\n  - id: two\n"
    assert said(text)[0] == "a.yaml:3:1: error: a tab stands where YAML wants spaces (indent with spaces)"
    assert read(text).values == {"events": [{"id": "two"}]}


def test_a_key_given_twice_is_refused_where_it_stands_again() -> None:
    text = "sources:\n  one: {publisher: A, publisher: B}\n  two: {publisher: C}\n"
    assert said(text) == ["a.yaml:2:23: error: the key `publisher` is given twice (keep one of the two)"]
    assert list(read(text).values["sources"]) == ["two"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a:\n  - &x {b: 1}\n  - {c: 2}\n", "anchors and aliases are not read"),
        ("a:\n  - *x\n  - {c: 2}\n", "anchors and aliases are not read"),
        ("a:\n  - !!python/object/apply:os.system [id]\n  - {c: 2}\n", "YAML tags are not read"),
        ("a:\n  - !x {b: 1}\n  - {c: 2}\n", "YAML tags are not read"),
    ],
)
def test_tricks_are_refused_and_the_rest_is_read(text: str, message: str) -> None:
    parsed = read(text)
    assert message in parsed.problems[0].message
    assert parsed.problems[0].line == 2
    assert parsed.values == {"a": [{"c": "2"}]}


@pytest.mark.parametrize("text", ["a: " + "[" * 200_000, "- " * 200_000, "a: " + "{b: " * 200_000])
def test_two_hundred_thousand_brackets_are_refused_at_once(text: str) -> None:
    started = time.perf_counter()
    assert "nested deeper than 32 levels" in read(text).problems[0].message
    assert time.perf_counter() - started < 20  # a guard against a run that never ends, not a measurement


def test_a_file_over_the_limit_is_refused_unread() -> None:
    problem = read(b"x" * 1_000_001).problems[0]
    assert problem.message == "the file has 1,000,001 bytes; the limit in config.yaml is 1,000,000"


def test_a_text_over_the_limit_is_refused() -> None:
    assert "a text of 201 characters" in read(f"a:\n  b: {'x' * 201}\n").problems[0].message


def test_a_byte_that_is_not_utf8_is_named_with_its_place() -> None:
    assert said(b"a:\n  b: caf\xe9\n")[0] == (
        "a.yaml:2:9: error: byte 0xe9 is not UTF-8; the record was left out (save the file as UTF-8)"
    )


def test_a_byte_order_mark_is_passed_over_with_a_warning() -> None:
    assert read(b"\xef\xbb\xbfa: 1\n").values == {"a": "1"}
    assert "byte order mark" in said(b"\xef\xbb\xbfa: 1\n")[0]


def test_crlf_is_read_with_a_warning() -> None:
    assert read(b"a: 1\r\nb: 2\r\n").values == {"a": "1", "b": "2"}
    assert "CRLF" in said(b"a: 1\r\nb: 2\r\n")[0]


@pytest.mark.parametrize("text", ["", "\n\n", "  "])
def test_an_empty_file_is_a_warning(text: str) -> None:
    assert [problem.message for problem in read(text).problems] == ["the file is empty"]


def test_a_second_document_is_refused() -> None:
    assert "second document" in read("a: 1\n---\nb: 2\n").problems[0].message


def test_a_list_at_the_top_is_refused() -> None:
    assert "expected sections" in read("- a\n- b\n").problems[0].message


def test_every_key_and_item_has_its_place() -> None:
    places = locate("a:\n  - {b: 1, c: [x]}\n")
    assert places["a", 0, "b"] == (2, 9)
    assert places["a", 0, "c", ""] == (2, 12)
    assert places["a", 0, "c", 0] == (2, 16)


@given(st.text(max_size=300))
def test_any_text_is_read_or_reported(text: str) -> None:
    parsed = read(text.encode("utf-8", errors="ignore"))
    assert isinstance(parsed.values, dict)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_reported(data: bytes) -> None:
    assert isinstance(read(data).values, dict)


def test_the_names_of_records_that_are_left_out_are_known() -> None:
    text = (
        "installations:\n  harbour:\n    name: [\n  'camp': {name: Camp}\nevents:\n  - {id: visit, date: [}\n"
    )
    assert {("installations", "harbour"), ("events", "visit")} <= read_text(
        text.encode(), "a.yaml", LIMITS
    ).lost


def test_a_record_that_cannot_be_parsed_is_one_fault_and_not_one_for_each_reference(
    root: Path, config: Config
) -> None:
    dataset = read_dataset(root / "seeds", config)
    syria = next(file for file in dataset.files if file.stem == "russia-syria")
    broken = syria.text.replace("    lat: 35.412", "    lat: 35.412: [", 1)
    faults = propose(dataset, syria.path, broken, config).faults
    assert [(one.line, one.message.partition(":")[0]) for one in faults] == [(177, "not YAML")]
