"""The line that a problem is about, with a caret under its place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.errors import Problem
from layers.excerpts import MOST_SIGNS, Excerpts


def excerpt(path: Path, line: int, column: int) -> list[str]:
    return Excerpts().of(Problem(str(path), line, column, "wrong"))


def written(folder: Path, text: str) -> Path:
    path = folder / "small.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "column", "caret"),
    [
        ("  status: activ", 11, "          ^^^^^"),
        ("  stauts: active", 3, "  ^^^^^^"),
        ('  url: "javascript:1", x: 1', 8, "       ^^^^^^^^^^^^^^"),
        ("  roles: [a, stablizing]", 14, "             ^^^^^^^^^^"),
        ("  name: ميناء, kind: bse", 22, "                     ^^^"),
        ("  name: 基地, kind: bse", 19, "                    ^^^"),
        ("\tname: x", 1, "^"),
    ],
)
def test_the_caret_stands_under_the_word(tmp_path: Path, line: str, column: int, caret: str) -> None:
    shown = excerpt(written(tmp_path, f"first: 1\n{line}\n"), 2, column)
    assert shown == ["  |", f"2 | {line.expandtabs(1)}", f"  | {caret}"]


def test_of_a_long_line_the_part_round_the_place_is_shown(tmp_path: Path) -> None:
    path = written(tmp_path, f"note: {'x' * 500} wrong {'y' * 500}\n")
    _, line, caret = excerpt(path, 1, 508)
    assert len(line) == len("1 | ") + MOST_SIGNS
    assert line[caret.index("^") :].startswith("wrong")


@pytest.mark.parametrize(("line", "column"), [(0, 0), (3, 1), (99, 1)])
def test_what_is_about_no_line_has_none(tmp_path: Path, line: int, column: int) -> None:
    assert excerpt(written(tmp_path, "a: 1\n\n\n"), line, column) == []


def test_a_file_that_is_gone_has_no_lines(tmp_path: Path) -> None:
    assert excerpt(tmp_path / "gone.yaml", 1, 1) == []


def test_a_byte_order_mark_and_other_line_ends_move_nothing(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nbc: 2\r\n")
    assert excerpt(path, 2, 1) == ["  |", "2 | bc: 2", "  | ^^"]


@given(text=st.text(), line=st.integers(0, 5), column=st.integers(0, 50))
def test_any_text_gives_lines_that_a_terminal_may_have(
    tmp_path_factory: pytest.TempPathFactory, text: str, line: int, column: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(text.encode("utf-8", errors="surrogatepass"))
    assert all(shown.isprintable() for shown in excerpt(path, line, column))
