"""The dossiers inside a document: a tar archive, which can be taken out of it without Basing too."""

import base64
import hashlib
import io
import os
import tarfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from layers.errors import ExportError, SnapshotError
from layers.references import ids_in

if TYPE_CHECKING:
    from layers.dossier import DossierFile
    from layers.scene import Scene

MOST_BYTES: Final = 1 << 30
"""No archive is unpacked beyond this: few letters can be made to unpack to very many."""


def files_behind(scene: "Scene") -> "tuple[DossierFile, ...]":
    """The dossiers that what is shown stands in, and those that these refer to, in the order of the folder."""
    dataset = scene.dataset
    chosen: set[str] = set()
    waiting = _stems_shown(scene)
    while waiting:
        chosen |= waiting
        if len(chosen) == len(dataset.dossiers):
            break
        named = (dataset.find(id) for file in dataset.files if file.stem in waiting for id in _ids(file))
        waiting = {record.dossier for record in named if record is not None} - chosen
    return tuple(file for file in dataset.files if file.stem in chosen)


def _stems_shown(scene: "Scene") -> set[str]:
    shown = (scene.shown.installations, scene.shown.negotiations, scene.shown.agreements, scene.shown.sources)
    return {str(stem) for frame in shown for stem in frame["dossier"].unique()}


def _ids(file: "DossierFile") -> set[str]:
    return {id for one in file.stated for id in ids_in(one.record)}


def pack_archive(files: "Iterable[DossierFile]") -> str:
    """The files as they were read: tar, Zstandard, base64. Names are those below the folder that holds them all.

    ExportError if one whose text had to be mended has changed since then.
    """
    held = list(files)
    tape: list[bytes] = []
    for name, file in zip(_names([file.path for file in held]), held, strict=True):
        content = _content(file)
        tape += (_header(name, len(content)), content, bytes(-len(content) % tarfile.BLOCKSIZE))
    tape.append(bytes(2 * tarfile.BLOCKSIZE))
    tape.append(bytes(-sum(map(len, tape)) % tarfile.RECORDSIZE))
    return base64.b64encode(_compressed(b"".join(tape))).decode()


def _compressed(tape: bytes) -> bytes:
    """The tape as one frame of Zstandard: dossiers resemble each other over more text than gzip can look back.

    A high level costs ten times as much for a tenth of the bytes: it is for what is small.
    """
    import pyarrow as pa

    level = 16 if len(tape) < 2_000_000 else 10
    packed: bytes = pa.Codec("zstd", compression_level=level).compress(tape, asbytes=True)
    return packed


def _header(name: str, size: int) -> bytes:
    """The first block of a file in an archive, as `TarFile.addfile` writes it, which takes three times as long."""
    entry = tarfile.TarInfo(name)
    entry.size = size
    return entry.tobuf(tarfile.USTAR_FORMAT, "utf-8", "surrogateescape")


def unpack_archive(text: str) -> Mapping[str, bytes]:
    """The files in an archive by their names; SnapshotError if it is not one of ours."""
    import pyarrow as pa

    try:
        with pa.CompressedInputStream(
            pa.BufferReader(base64.b64decode(text.strip(), validate=True)), "zstd"
        ) as tape:
            data = tape.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise SnapshotError("the archive of dossiers is larger than can be meant")
        with tarfile.open(fileobj=io.BytesIO(data)) as tar:
            return {_safe(entry.name): _member(tar, entry) for entry in tar}
    except (ValueError, OSError, tarfile.TarError) as fault:
        raise SnapshotError(f"the archive of dossiers cannot be unpacked: {fault}") from fault


def lay_out(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _content(file: "DossierFile") -> bytes:
    """The bytes that were read: the text that is held, or where it was mended, the file, if it is still the same."""
    content = file.text.encode("utf-8", errors="replace")
    if hashlib.sha256(content).hexdigest() == file.digest:
        return content
    try:
        content = Path(file.path).read_bytes()
    except OSError as fault:
        raise ExportError(f"{file.path} cannot be put in the archive: {fault.strerror or fault}") from fault
    if hashlib.sha256(content).hexdigest() != file.digest:
        raise ExportError(f"{file.path} has changed since it was read; try again")
    return content


def _names(paths: list[str]) -> list[str]:
    if not paths:
        return []
    whole = [os.path.normpath(path) for path in paths]
    folder = os.path.commonpath({path.rpartition(os.sep)[0] for path in whole})
    return [path[len(folder) :].lstrip(os.sep).replace(os.sep, "/") for path in whole]


def _safe(name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or path.suffix not in (".yaml", ".yml"):
        raise SnapshotError(f"the archive names a file `{name}`, which is no dossier below a folder")
    return name


def _member(tar: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes:
    file = tar.extractfile(entry) if entry.isfile() else None
    if file is None:
        raise SnapshotError(f"the archive holds `{entry.name}`, which is no file")
    return file.read()
