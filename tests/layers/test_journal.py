"""The journal: lines that are added and never spoiled, whatever stands in them or before them."""

import json
import os
import re
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.errors import JournalError
from layers.journal import JOURNAL, Journal, Line, Step, Torn, append_line, read_journal, with_step

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "journal.md").read_text(encoding="utf-8")
LINE = Line("saving", "Ada", "2026-11-26T09:00:00+01:00", "small.yaml", "a" * 64, "b" * 64, "A new source")
TEXTS = st.text(st.characters(exclude_categories=()))  # halves of characters too


def text_of(folder: Path) -> str:
    return (folder / JOURNAL).read_text(encoding="utf-8")


def test_a_folder_without_a_journal_has_an_empty_one(tmp_path: Path) -> None:
    assert read_journal(tmp_path) == Journal((), ())


def test_a_line_is_one_json_object_with_its_fields_in_order(tmp_path: Path) -> None:
    append_line(tmp_path, LINE)
    assert text_of(tmp_path) == (
        '{"step": "saving", "who": "Ada", "when": "2026-11-26T09:00:00+01:00", "file": "small.yaml", '
        f'"before": "{"a" * 64}", "after": "{"b" * 64}", "reason": "A new source"}}\n'
    )


def test_lines_are_read_in_the_order_in_which_they_were_added(tmp_path: Path) -> None:
    lines = (LINE, with_step(LINE, "saved"), replace(LINE, who="Björn"))
    for line in lines:
        append_line(tmp_path, line)
    assert read_journal(tmp_path) == Journal(lines, ())


def test_a_name_can_be_read_in_the_file(tmp_path: Path) -> None:
    append_line(tmp_path, replace(LINE, who="محمد Öström"))
    assert '"who": "محمد Öström"' in text_of(tmp_path)


@pytest.mark.parametrize(
    ("hostile", "written"),
    [
        ('x"}\n{"step": "saved"', r"x\"}\n{\"step\": \"saved\""),
        ("\r\x00\x1b[2J\x7f", r"\r\u0000\u001b[2J\u007f"),
        ("\u2028\u2029\x85", r"\u2028\u2029\u0085"),
        ("\u202e\u2066\ufeff", r"\u202e\u2066\ufeff"),
        ("\ud800\U000e0001", r"\ud800\udb40\udc01"),
    ],
)
def test_hostile_text_stays_in_its_line_and_can_be_seen(tmp_path: Path, hostile: str, written: str) -> None:
    append_line(tmp_path, replace(LINE, reason=hostile))
    assert text_of(tmp_path).endswith(f'"reason": "{written}"}}\n')
    assert len(text_of(tmp_path).splitlines()) == 1


@given(who=TEXTS, reason=TEXTS)
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, who: str, reason: str) -> None:
    folder = tmp_path_factory.mktemp("journal")
    line = replace(LINE, who=who, reason=reason)
    append_line(folder, line)
    append_line(folder, LINE)
    assert json.loads(text_of(folder).split("\n")[0])["who"] == json.loads(json.dumps(who))
    assert read_journal(folder).lines[1] == LINE
    assert len(text_of(folder).splitlines()) == 2


def test_a_torn_last_line_is_told_and_spoils_no_other(tmp_path: Path) -> None:
    append_line(tmp_path, LINE)
    with (tmp_path / JOURNAL).open("ab") as file:
        file.write(b'{"step": "saved", "who": "Ad')
    torn = (Torn(2, '{"step": "saved", "who": "Ad'),)
    assert read_journal(tmp_path) == Journal((LINE,), torn)
    append_line(tmp_path, with_step(LINE, "saved"))
    assert read_journal(tmp_path) == Journal((LINE, with_step(LINE, "saved")), torn)


def test_a_last_line_that_lacks_only_its_end_is_whole(tmp_path: Path) -> None:
    append_line(tmp_path, LINE)
    (tmp_path / JOURNAL).write_text(text_of(tmp_path).rstrip("\n"), encoding="utf-8")
    append_line(tmp_path, LINE)
    assert read_journal(tmp_path) == Journal((LINE, LINE), ())


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "null",
        "{}",
        "[" * 100_000,
        '{"step": "saved"}',
        "\x00",
        '{"step": ["saved"], "who": 1}',
        "\ufffd",
    ],
)
def test_what_is_no_line_of_a_journal_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / JOURNAL).write_text(f"{text}\n", encoding="utf-8")
    assert read_journal(tmp_path) == Journal((), (Torn(1, text),))


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / JOURNAL).write_bytes(b"\xff\n")
    assert read_journal(tmp_path).torn == (Torn(1, "\ufffd"),)


def test_a_save_without_an_outcome_is_open(tmp_path: Path) -> None:
    twice = replace(LINE, when="2026-11-26T10:00:00+01:00")
    for line in (LINE, with_step(LINE, "saved"), twice, with_step(twice, "not saved"), LINE):
        append_line(tmp_path, line)
    assert read_journal(tmp_path).open == (LINE,)


def test_a_folder_in_the_place_of_the_journal_is_named(tmp_path: Path) -> None:
    (tmp_path / JOURNAL).mkdir()
    with pytest.raises(JournalError, match=re.escape(f"{tmp_path / JOURNAL} cannot be read: Is a directory")):
        read_journal(tmp_path)
    with pytest.raises(JournalError, match=re.escape(f"{tmp_path / JOURNAL} cannot be written: Is a dir")):
        append_line(tmp_path, LINE)


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="this system follows links")
def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"")
    (tmp_path / JOURNAL).symlink_to(outside)
    with pytest.raises(
        JournalError, match=r"journal\.jsonl cannot be written: Too many levels of symbolic links"
    ):
        append_line(tmp_path, LINE)
    assert outside.read_bytes() == b""


# --- a full disk: a process that may write so many bytes to a file and no more ---

FULL = """
import resource, signal, sys
from pathlib import Path
from layers.journal import Line, append_line
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
line = Line("saving", "Ada", "2026-11-26T09:00:00+01:00", "small.yaml", "a" * 64, "b" * 64, "")
append_line(Path(sys.argv[1]), line)
append_line(Path(sys.argv[1]), line)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="this system sets no limits")
def test_a_line_that_a_full_disk_cuts_off_is_an_error_and_told_as_torn(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FULL, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr.endswith(
        f"JournalError: {tmp_path / JOURNAL} cannot be written: No space left on device\n"
    )
    read = read_journal(tmp_path)
    assert (len(read.lines), [one.number for one in read.torn]) == (1, [2])


# --- the documentation ---


@pytest.mark.parametrize("name", [field.name for field in fields(Line)])
def test_every_field_is_documented(name: str) -> None:
    assert f"| `{name}` |" in PAGE


@pytest.mark.parametrize("step", get_args(Step))
def test_every_step_is_documented(step: str) -> None:
    assert f"| `{step}` |" in PAGE


def test_the_example_of_the_documentation_is_read_whole(tmp_path: Path) -> None:
    example = PAGE.split("```json\n")[1].split("```")[0]
    (tmp_path / JOURNAL).write_text(example, encoding="utf-8")
    read = read_journal(tmp_path)
    assert ([line.step for line in read.lines], read.torn, read.open) == (["saving", "saved"], (), ())
