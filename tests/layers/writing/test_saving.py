"""Saving a dossier: it is the old or the new one, whole, and the journal agrees; whatever goes wrong is told."""

import hashlib
import os
import re
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from layers.errors import (
    ChangedMeanwhileError,
    JournalError,
    LeftAsItIsError,
    NothingToSaveError,
    NotSavedError,
)
from layers.journal import JOURNAL, Line, append_line, read_journal
from layers.writing import saving
from layers.writing.rewriting import read_draft
from layers.writing.saving import LOCK, Signature, recover, save
from tests.privileges import without_privileges

ROOT = Path(__file__).resolve().parents[3]
SIGNED = Signature("Ada", datetime(2026, 11, 26, 9, 0, tzinfo=UTC), "A new source")
OLD, NEW = "dossier: {title: old}\n", "dossier: {title: new}\n"
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork a process")


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def line(step: str, before: str = OLD, after: str = NEW) -> Line:
    when = "2026-11-26T09:00:00+00:00"
    return Line(step, "Ada", when, "deep/a.yaml", sha(before), sha(after), "A new source")  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with one dossier."""
    (tmp_path / "data" / "deep").mkdir(parents=True)
    (tmp_path / "data" / "deep" / "a.yaml").write_text(OLD, encoding="utf-8")
    return tmp_path / "data"


@pytest.fixture
def path(folder: Path) -> Path:
    return folder / "deep" / "a.yaml"


def steps(folder: Path) -> list[str]:
    return [one.step for one in read_journal(folder).lines]


def refused(folder: Path, path: Path, text: str = NEW, base: Path | None = None) -> str:
    """What a save is refused with; `base`: where the draft was read, if not at the path."""
    draft = read_draft(base or path)
    return refused_draft(folder, type(draft)(path, draft.whole, draft.digest), text)


def refused_draft(folder: Path, draft: saving.Draft, text: str = NEW) -> str:
    with pytest.raises((LeftAsItIsError, NotSavedError, JournalError)) as fault:
        save(folder, draft, text, SIGNED)
    return str(fault.value)


# --- what a save does ---


def test_the_text_is_in_the_file(folder: Path, path: Path) -> None:
    save(folder, read_draft(path), NEW, SIGNED)
    assert path.read_text(encoding="utf-8") == NEW


def test_the_journal_tells_of_it(folder: Path, path: Path) -> None:
    done = save(folder, read_draft(path), NEW, SIGNED)
    assert read_journal(folder).lines == (line("saving"), line("saved"))
    assert done.line == line("saved")


def test_the_next_save_goes_on_from_it(folder: Path, path: Path) -> None:
    done = save(folder, read_draft(path), NEW, SIGNED)
    assert done.draft == read_draft(path)
    save(folder, done.draft, OLD, SIGNED)
    assert steps(folder) == ["saving", "saved"] * 2


def test_nothing_else_is_left(folder: Path, path: Path) -> None:
    save(folder, read_draft(path), NEW, SIGNED)
    assert sorted(one.name for one in folder.rglob("*")) == [LOCK, "a.yaml", "deep", JOURNAL]


def test_the_lock_is_no_part_of_what_git_keeps(root: Path) -> None:
    assert LOCK in (root / "dashboard" / "starting" / "gitignore").read_text(encoding="utf-8").split()


def test_a_moment_without_its_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="`2026-11-26T09:00:00` has no offset from UTC"):
        Signature("Ada", datetime(2026, 11, 26, 9), "")  # noqa: DTZ001 -- that is the fault


# --- what it refuses ---


@pytest.mark.parametrize("there", [OLD, OLD.replace("\n", "\r\n"), "\ufeff" + OLD])
def test_a_text_that_was_not_changed_leaves_nothing(folder: Path, path: Path, there: str) -> None:
    path.write_bytes(there.encode())
    with pytest.raises(NothingToSaveError) as fault:
        save(folder, read_draft(path), OLD, SIGNED)
    assert str(fault.value) == f"{path}: nothing was changed; there is nothing to save"
    assert [one.name for one in folder.iterdir()] == ["deep"]


@pytest.mark.parametrize("theirs", ["dossier: {title: theirs}\n", NEW])
def test_a_file_that_was_changed_meanwhile_stays(folder: Path, path: Path, theirs: str) -> None:
    draft = read_draft(path)
    path.write_text(theirs, encoding="utf-8")
    with pytest.raises(ChangedMeanwhileError) as fault:
        save(folder, draft, NEW, SIGNED)
    assert str(fault.value) == f"{path}: changed by somebody else since it was opened; nothing was saved"
    assert (fault.value.there.text, path.read_text(encoding="utf-8")) == (theirs, theirs)
    assert read_journal(folder).lines == (line("saving"), line("not saved"))


def test_a_file_that_vanished_is_not_made_anew(folder: Path, path: Path) -> None:
    draft = read_draft(path)
    path.unlink()
    assert (
        refused_draft(folder, draft)
        == f"{path}: gone: deleted or renamed since it was opened; nothing was saved"
    )
    assert (steps(folder), path.exists()) == ([], False)


def test_a_file_that_became_a_folder_is_told(folder: Path, path: Path) -> None:
    draft = read_draft(path)
    path.unlink()
    path.mkdir()
    assert refused_draft(folder, draft) == f"{path}: a folder stands there now; nothing was saved"


def test_a_file_that_became_a_link_is_told(folder: Path, path: Path, tmp_path: Path) -> None:
    draft = read_draft(path)
    path.rename(tmp_path / "outside.yaml")
    path.symlink_to(tmp_path / "outside.yaml")
    assert refused_draft(folder, draft) == f"{path}: a link to another file; nothing was saved"
    assert (tmp_path / "outside.yaml").read_text(encoding="utf-8") == OLD


def test_a_link_to_nothing_is_a_link(folder: Path, path: Path) -> None:
    draft = read_draft(path)
    path.unlink()
    path.symlink_to("nowhere")
    assert refused_draft(folder, draft) == f"{path}: a link to another file; nothing was saved"


def test_nothing_is_saved_through_a_folder_that_leads_out(folder: Path, path: Path, tmp_path: Path) -> None:
    path.parent.rename(tmp_path / "outside")
    path.parent.symlink_to(tmp_path / "outside")
    assert refused(folder, path) == f"{path}: lies outside of the data folder {folder}; nothing was saved"
    assert path.read_text(encoding="utf-8") == OLD


def test_dots_do_not_lead_out(folder: Path, path: Path, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(OLD, encoding="utf-8")
    out = folder / "deep" / ".." / ".." / "a.yaml"
    assert refused(folder, out) == f"{out}: lies outside of the data folder {folder}; nothing was saved"


def test_a_folder_inside_may_be_a_link_to_another_inside(folder: Path, path: Path) -> None:
    (folder / "linked").symlink_to("deep")
    save(folder, read_draft(folder / "linked" / "a.yaml"), NEW, SIGNED)
    assert (path.read_text(encoding="utf-8"), read_journal(folder).lines[1]) == (NEW, line("saved"))


@pytest.mark.parametrize("name", ["journal.jsonl", ".hidden.yaml", ".git/a.yaml", "README.md"])
def test_what_is_no_dossier_is_refused(folder: Path, name: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("", encoding="utf-8")
    assert refused(folder, path) == f"{path}: is no dossier; nothing was saved"


def test_half_a_character_is_refused(folder: Path, path: Path) -> None:
    expected = f"{path}: U+D800 is no character of a text; nothing was saved"
    assert refused(folder, path, "dossier: {title: \ud800}\n") == expected


def test_a_journal_that_cannot_be_read_is_told(folder: Path, path: Path) -> None:
    (folder / JOURNAL).mkdir()
    assert refused(folder, path) == f"{folder / JOURNAL} cannot be read: Is a directory"
    assert path.read_text(encoding="utf-8") == OLD


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="this system follows links")
def test_a_lock_that_is_a_link_is_told(folder: Path, path: Path) -> None:
    (folder / LOCK).symlink_to("elsewhere")
    assert refused(folder, path) == f"{folder}: nothing was saved: Too many levels of symbolic links"
    assert not (folder / "elsewhere").exists()


def test_who_waits_for_long_is_told(folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "_PATIENCE_SECONDS", 0.01)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with FileLock(folder / LOCK):
            held.set()
            done.wait(60)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(60)
    told = refused(folder, path)
    done.set()
    other.join()
    assert told == f"{folder}: nothing was saved: somebody else has been saving for long; try again"


# --- disks and folders ---


@pytest.mark.skipif(sys.platform == "win32", reason="this system knows no such permissions")
@pytest.mark.parametrize("locked", [True, False])
def test_a_folder_that_may_not_be_written_is_told(folder: Path, path: Path, locked: bool) -> None:
    """The data folder itself, or only the one in which the dossier lies."""
    closed, told = (folder, folder) if locked else (path.parent, path)
    closed.chmod(0o555)
    for above in folder.parents:
        if above.stat().st_mode & 0o777 == 0o700:
            above.chmod(0o711)
    with without_privileges(folder, path.parent, path):
        assert refused(folder, path) == f"{told}: nothing was saved: the folder may not be written"
    closed.chmod(0o755)
    assert path.read_text(encoding="utf-8") == OLD
    assert steps(folder) == ([] if locked else ["saving", "not saved"])


FULL = """
import resource, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from layers.errors import NotSavedError
from layers.writing.rewriting import read_draft
from layers.writing.saving import Signature, save
path, room, length = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
draft = read_draft(path)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    save(path.parent.parent, draft, "#" * length, Signature("Ada", datetime(2026, 1, 1, tzinfo=UTC), ""))
except NotSavedError as fault:
    print(fault)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="this system sets no limits")
@pytest.mark.parametrize(
    ("room", "length", "words", "told"),
    [
        (100, 10, "the disk is full", []),
        (2000, 5000, "the disk takes no file of this size", ["saving", "not saved"]),
    ],
)
def test_a_full_disk_leaves_the_file_as_it_was(
    folder: Path, path: Path, room: int, length: int, words: str, told: list[str]
) -> None:
    """A process that may write so many bytes to a file and no more stands for it."""
    command = [sys.executable, "-c", FULL, str(path), str(room), str(length)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == (f"{path}: nothing was saved: {words}\n", "")
    assert (path.read_text(encoding="utf-8"), steps(folder)) == (OLD, told)
    save(folder, read_draft(path), NEW, SIGNED)
    assert steps(folder)[-2:] == ["saving", "saved"]


# --- saves that were cut short ---


@pytest.mark.parametrize(("there", "outcome"), [(NEW, "saved"), (OLD, "not saved"), ("x", "unknown")])
def test_a_save_that_was_cut_short_is_settled(folder: Path, path: Path, there: str, outcome: str) -> None:
    append_line(folder, line("saving"))
    path.write_text(there, encoding="utf-8")
    assert recover(folder) == (line(outcome),)
    assert (steps(folder), recover(folder)) == (["saving", outcome], ())


def test_a_save_of_a_file_that_is_gone_is_settled(folder: Path, path: Path) -> None:
    append_line(folder, line("saving"))
    path.unlink()
    assert recover(folder) == (line("unknown"),)


def test_the_next_save_settles_it_first(folder: Path, path: Path) -> None:
    append_line(folder, line("saving"))
    save(folder, read_draft(path), NEW, SIGNED)
    assert steps(folder) == ["saving", "not saved", "saving", "saved"]


def test_where_nothing_is_to_be_settled_nothing_is_written(folder: Path) -> None:
    assert recover(folder) == ()
    assert [one.name for one in folder.iterdir()] == ["deep"]


def test_a_torn_line_hinders_no_save(folder: Path, path: Path) -> None:
    (folder / JOURNAL).write_text('{"step": "sav', encoding="utf-8")
    save(folder, read_draft(path), NEW, SIGNED)
    assert (steps(folder), len(read_journal(folder).torn)) == (["saving", "saved"], 1)


# What both tests of killed processes do: a child saves, is killed, and the parent looks at what it left.
CHECKED = """
import hashlib, os, random, signal, sys, time
from datetime import UTC, datetime
from pathlib import Path
from filelock import FileLock
from layers import files, journal
from layers.journal import JOURNAL, read_journal
from layers.writing import saving
from layers.writing.rewriting import read_draft
from layers.writing.saving import Signature, recover, save

path, folder = Path(sys.argv[1]), Path(sys.argv[1]).parent
signed = Signature("Ada", datetime(2026, 1, 1, tzinfo=UTC), "")
texts = ["#" + sign * 100_000 for sign in "on"]

def after_kill(moment):
    "The outcomes that are found; ends the process where file and journal do not agree."
    now = path.read_text()
    if now not in texts:
        sys.exit(f"{moment} left {len(now)} characters")
    settled = [line.step for line in recover(folder)]
    read = read_journal(folder)
    if read.open or (read.lines and not agrees(read.lines[-1])) or len(settled) > 1:
        sys.exit(f"{moment} left {read.lines[-1:]}")
    return settled

def agrees(line):
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {"saved": line.after, "not saved": line.before}.get(line.step) == digest
"""

KILLED = f"""{CHECKED}
path.write_text(texts[0])
seen = set()
for seed in range(200):
    (folder / JOURNAL).unlink(missing_ok=True)
    child = os.fork()
    while not child:
        draft = read_draft(path)
        save(folder, draft, texts[draft.text == texts[0]], signed)
    time.sleep(random.Random(seed).uniform(0, 0.015))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    after_kill(f"seed {{seed}}")
    seen.add(path.read_text()[1])
print(*sorted(seen))
"""

KILLED_AT_EACH_LINE = f"""{CHECKED}
ours = {{module.__file__ for module in (files, journal, saving)}}

def killing(at):
    "A tracer that kills the process before it runs the so manieth line of ours."
    left = at
    def trace(frame, event, _):
        nonlocal left
        if frame.f_code.co_filename not in ours or frame.f_code.co_name == "<genexpr>":  # that goes by signs
            return None
        if event == "line":
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace
    return trace

seen, at, status = [], 0, 1
while status:
    (folder / JOURNAL).unlink(missing_ok=True)
    path.write_text(texts[0])
    draft = read_draft(path)
    child = os.fork()
    if not child:
        sys.settrace(killing(at))
        save(folder, draft, texts[1], signed)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    seen += after_kill(f"line {{at}}") or ["nothing to settle"]
    at += 1
print(at > 60, *dict.fromkeys(seen))
"""


def run(script: str, path: Path) -> str:
    command = [sys.executable, "-c", script, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@needs_fork
def test_file_and_journal_agree_whenever_a_save_is_killed(tmp_path: Path) -> None:
    assert run(KILLED, tmp_path / "file.yaml") == "n o\n"


@needs_fork
def test_file_and_journal_agree_at_whatever_line_a_save_is_killed(tmp_path: Path) -> None:
    found = run(KILLED_AT_EACH_LINE, tmp_path / "file.yaml")
    assert found == "True nothing to settle not saved saved\n"


# --- two against each other ---

AGAINST = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from filelock import FileLock
from layers.errors import ChangedMeanwhileError
from layers.journal import read_journal
from layers.writing.rewriting import read_draft
from layers.writing.saving import Signature, save

folder = Path(sys.argv[1]).parent

def try_to_save(draft, who, start):
    "1 if the save is done, 2 if somebody else was first, whose text is then there."
    os.read(start, 1)
    try:
        save(folder, draft, f"# {who}", Signature(who, datetime(2026, 1, 1, tzinfo=UTC), ""))
    except ChangedMeanwhileError as fault:
        return 2 if fault.there.text == f"# {other[who]}" else 3
    return 1

other = {"Ada": "Ben", "Ben": "Ada"}
for round in range(20):
    path = folder / f"{round}.yaml"
    path.write_text("# old")
    draft, (start, go) = read_draft(path), os.pipe()
    children = {}
    for who in other:
        if not (child := os.fork()):
            os._exit(try_to_save(draft, who, start))
        children[child] = who
    os.write(go, b"12")
    ended = dict(os.wait() for _ in children)
    codes = {children[child]: os.waitstatus_to_exitcode(status) for child, status in ended.items()}
    told = {line.who: line.step for line in read_journal(folder).lines if line.file == path.name}
    winner = path.read_text()[2:]
    assert codes == {winner: 1, other[winner]: 2}, codes
    assert told == {winner: "saved", other[winner]: "not saved"}, told
"""


@needs_fork
def test_of_two_who_save_the_same_file_one_wins_and_the_other_is_told(tmp_path: Path) -> None:
    run(AGAINST, tmp_path / "0.yaml")
    read = read_journal(tmp_path)
    assert (len(read.lines), read.torn, read.open) == (80, (), ())


def test_threads_save_one_after_the_other(folder: Path, path: Path) -> None:
    draft, told = read_draft(path), []

    def attempt(number: int) -> None:
        try:
            save(folder, draft, f"# {number}\n", SIGNED)
            told.append("saved")
        except ChangedMeanwhileError:
            told.append("changed")

    threads = [threading.Thread(target=attempt, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["changed"] * 3 + ["saved"]
    assert re.fullmatch(r"# \d\n", path.read_text(encoding="utf-8"))
