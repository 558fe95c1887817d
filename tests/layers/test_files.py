"""Files that are whole or not there."""

from pathlib import Path

import pytest

from layers.errors import ExportError
from layers.files import replacing, write_bytes


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
