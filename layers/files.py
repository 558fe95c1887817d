"""Files that are whole or not there: written beside their place, synced, then renamed into it, which is synced too."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from layers.errors import ExportError


@contextmanager
def replacing(path: Path, suffix: str = "") -> Iterator[Path]:
    """A path to write to, which takes the place of `path` once the block ends without an error.

    It ends in `suffix` (some formats insist on theirs) and lies in a folder of its own beside `path`, so that
    formats which write several files leave nothing behind. A file that is replaced leaves its permissions.
    ExportError where the folder does not exist, is full or may not be written.
    """
    try:
        with TemporaryDirectory(prefix=".basing-", suffix=".tmp", dir=path.parent) as folder:
            draft = Path(folder, f"draft{suffix}")
            yield draft
            _sync(draft)
            if path.exists():
                shutil.copymode(path, draft)
            draft.replace(path)
            sync_folder(path.parent)
    except OSError as fault:
        raise ExportError(f"{path} cannot be written: {fault.strerror or fault}") from fault


def write_bytes(path: Path, data: bytes) -> None:
    """Put the bytes at the path, whole or not at all; ExportError where that cannot be done."""
    with replacing(path) as draft:
        draft.write_bytes(data)


def sync_folder(path: Path) -> None:
    """Ask the disk to keep the names in a folder too, or a power cut could bring back what was there before.

    What was written stands without it: a system or a disk in the network that cannot do this is passed over.
    """
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sync(path: Path) -> None:
    """Ask the disk to keep the file before its name changes, or a power cut could leave an empty one."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
