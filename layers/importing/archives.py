"""Zip archives, which may be made to do harm: looked at first, and nothing is taken out under its own name."""

import shutil
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final
from zipfile import BadZipFile, ZipFile

from layers.errors import ImportedFileError

UNPACKED: Final = 10
"""How many times its limit a file may grow to when it is unpacked."""


@contextmanager
def opened_archive(path: Path, limit: int) -> Iterator[ZipFile]:
    """An archive whose names and sizes are harmless; ImportedFileError if they are not, or if it is none.

    Some programs unpack names such as `../x` to where they lead; such an archive is refused whole. `limit`: bytes of
    the packed file.
    """
    try:
        with ZipFile(path) as archive:
            _refuse_harm(archive, path.name, limit)
            yield archive
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error) as fault:
        raise ImportedFileError(f"{path.name}: cannot be unpacked: {fault}") from None


def _refuse_harm(archive: ZipFile, file: str, limit: int) -> None:
    for member in archive.infolist():
        name = member.orig_filename.replace("\\", "/")
        if ".." in PurePosixPath(name).parts or name.startswith("/") or name[1:2] == ":":
            raise ImportedFileError(f"{file}: `{name}` in it leads out of the archive; nothing was read")
    size = sum(member.file_size for member in archive.infolist())
    if size > UNPACKED * limit:
        raise ImportedFileError(
            f"{file}: unpacks to {size:,} bytes; the limit is {UNPACKED} times `imports.file_bytes` in config.yaml"
        )


@contextmanager
def unpacked(archive: ZipFile, members: Mapping[str, str]) -> Iterator[Path]:
    """A folder of some members of an archive, each under a name that we give it: {name in the folder: name in it}."""
    with TemporaryDirectory(prefix="basing-") as folder:
        for name, member in members.items():
            with archive.open(member) as packed, Path(folder, name).open("wb") as target:
                shutil.copyfileobj(packed, target)
        yield Path(folder)
