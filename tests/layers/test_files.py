"""Files that are whole or not there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from layers.errors import ExportError
from layers.files import replacing, write_bytes

ROOT = Path(__file__).resolve().parents[2]


def test_the_bytes_are_at_the_path(tmp_path: Path) -> None:
    write_bytes(tmp_path / "out", b"new")
    assert (tmp_path / "out").read_bytes() == b"new"


def test_a_file_that_is_replaced_leaves_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_bytes(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o640


def test_nothing_else_is_left(tmp_path: Path) -> None:
    write_bytes(tmp_path / "out", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_old_file_stands_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    with replacing(path) as draft:
        draft.write_bytes(b"half")
        assert path.read_bytes() == b"old"


def test_a_fault_on_the_way_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), replacing(path) as draft:
        draft.write_bytes(b"half"[: 1 // 0])
    assert (path.read_bytes(), len(list(tmp_path.iterdir()))) == (b"old", 1)


def test_a_draft_has_the_ending_that_is_asked_for(tmp_path: Path) -> None:
    with replacing(tmp_path / "out", ".gpkg") as draft:
        draft.touch()
        assert draft.suffix == ".gpkg"


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(ExportError, match="out cannot be written"):
        write_bytes(tmp_path / "out", b"new")


def test_a_new_file_may_be_read_like_any_other(tmp_path: Path) -> None:
    write_bytes(tmp_path / "out", b"new")
    (tmp_path / "other").touch()
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "other").stat().st_mode


# --- a process that is killed ---

# A child writes two texts in turn, and is killed at a moment that a seed tells; 200 times, in one process of its own.
KILLED = """
import os, random, signal, sys, time
from pathlib import Path
from layers.files import write_bytes

path, texts = Path(sys.argv[1]), [bytes([sign]) * 200_000 for sign in b"on"]
write_bytes(path, texts[0])
seen = set()
for seed in range(200):
    child = os.fork()
    while not child:
        for text in texts:
            write_bytes(path, text)
    time.sleep(random.Random(seed).uniform(0, 0.015))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    data = path.read_bytes()
    if data not in texts:
        sys.exit(f"seed {seed} left {len(data)} bytes of {data[:3]!r}")
    seen.add(data[:1])
print(sorted(seen))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork a process")
def test_a_file_is_the_old_or_the_new_one_whole_wherever_its_writer_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path / "file.yaml")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "[b'n', b'o']\n"
    assert all(path.name.startswith(".basing-") for path in tmp_path.iterdir() if path.name != "file.yaml")
