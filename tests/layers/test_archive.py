"""The dossiers inside a document come out as they went in."""

import base64
import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.archive import files_behind, pack_archive, unpack_archive
from layers.dataset import read_dataset
from layers.dossier import DossierFile
from layers.errors import ExportError, SnapshotError
from layers.scene import Scene
from tests.dossiers import write_dossier


def packed(*entries: tuple[str, bytes]) -> str:
    tape = io.BytesIO()
    with tarfile.open(fileobj=tape, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, content in entries:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return compressed(tape.getvalue())


def compressed(tape: bytes) -> str:
    return base64.b64encode(pa.Codec("zstd").compress(tape, asbytes=True)).decode()


def test_dossiers_come_out_byte_by_byte(syria: Callable[..., Scene], only_syria: Path) -> None:
    archived = unpack_archive(pack_archive(files_behind(syria())))
    assert archived == {"russia-syria.yaml": (only_syria / "russia-syria.yaml").read_bytes()}


def test_names_are_those_below_the_folder(
    staged_from: Callable[..., Scene], dossier: Callable[..., Path]
) -> None:
    folder = dossier()
    write_dossier(folder / "deep", "other", **{name: {} for name in ("events", "claims", "positions")})
    assert {Path(name).name for name in unpack_archive(pack_archive(_files(staged_from(folder))))} == {
        "small.yaml",
        "other.yaml",
    }


def _files(scene: Scene) -> tuple[DossierFile, ...]:
    return scene.dataset.files


def test_a_view_takes_only_the_dossiers_behind_it(seeds_scene: Callable[..., Scene]) -> None:
    assert [file.stem for file in files_behind(seeds_scene("dossier=russia-syria"))] == ["russia-syria"]


def test_a_view_of_everything_takes_every_dossier(seeds_scene: Callable[..., Scene]) -> None:
    scene = seeds_scene("")
    assert files_behind(scene) == scene.dataset.files


def test_what_the_archive_holds_has_no_new_faults(seeds_scene: Callable[..., Scene], tmp_path: Path) -> None:
    scene = seeds_scene("dossier=niger-us")
    for name, content in unpack_archive(pack_archive(files_behind(scene))).items():
        (tmp_path / name).write_bytes(content)
    again = read_dataset(tmp_path, scene.config)
    assert [problem for problem in again.problems if problem.severity == "error"] == []


def test_the_tape_is_that_of_tarfile(syria: Callable[..., Scene], only_syria: Path) -> None:
    content = (only_syria / "russia-syria.yaml").read_bytes()
    ours, theirs = pack_archive(files_behind(syria())), packed(("russia-syria.yaml", content))
    assert tape_of(ours) == tape_of(theirs)


def tape_of(archive: str) -> bytes:
    with pa.CompressedInputStream(pa.BufferReader(base64.b64decode(archive)), "zstd") as tape:
        return bytes(tape.read())


def test_a_file_that_changed_since_is_archived_as_it_was_read(
    staged_from: Callable[..., Scene], dossier: Callable[..., Path]
) -> None:
    folder = dossier()
    scene, before = staged_from(folder), (folder / "small.yaml").read_bytes()
    (folder / "small.yaml").write_text("changed: true\n", encoding="utf-8")
    assert unpack_archive(pack_archive(files_behind(scene))) == {"small.yaml": before}


def _with_line_ends_to_mend(folder: Path) -> bytes:
    content = (folder / "small.yaml").read_bytes().replace(b"\n", b"\r\n")
    (folder / "small.yaml").write_bytes(b"\xef\xbb\xbf" + content)
    return b"\xef\xbb\xbf" + content


def test_a_file_that_was_mended_on_reading_is_archived_as_it_stands(
    staged_from: Callable[..., Scene], dossier: Callable[..., Path]
) -> None:
    folder = dossier()
    content = _with_line_ends_to_mend(folder)
    assert unpack_archive(pack_archive(files_behind(staged_from(folder)))) == {"small.yaml": content}


def test_a_file_that_was_mended_and_changed_since_is_not_archived(
    staged_from: Callable[..., Scene], dossier: Callable[..., Path]
) -> None:
    folder = dossier()
    _with_line_ends_to_mend(folder)
    scene = staged_from(folder)
    (folder / "small.yaml").write_text("changed: true\n", encoding="utf-8")
    with pytest.raises(ExportError, match="has changed since it was read"):
        pack_archive(files_behind(scene))


@pytest.mark.parametrize("name", ["../out.yaml", "/out.yaml", "a/../../out.yaml", "run.sh", "a\\b.yaml"])
def test_an_archive_writes_nowhere_but_below_a_folder(name: str) -> None:
    with pytest.raises(SnapshotError, match="no dossier below a folder"):
        unpack_archive(packed((name, b"x")))


@given(st.text(max_size=200))
def test_what_is_no_archive_says_so(text: str) -> None:
    with pytest.raises(SnapshotError):
        unpack_archive(text)


def test_an_archive_cut_short_says_so() -> None:
    whole = packed(("a.yaml", bytes(range(256)) * 40))
    with pytest.raises(SnapshotError):
        unpack_archive(whole[: len(whole) // 8 * 4])


def test_an_archive_beyond_what_can_be_meant_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("layers.archive.MOST_BYTES", 5_000)
    with pytest.raises(SnapshotError, match="larger than can be meant"):
        unpack_archive(packed(("a.yaml", bytes(10_000))))
