"""A dossier read in order to be written again: only where it is what was read, and can be put back in its place."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from layers.errors import ChangedMeanwhileError, LeftAsItIsError
from layers.files import write_bytes

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of a file as it was read, and with LF at the ends of its lines and no byte order mark."""

    path: Path
    whole: str
    digest: str
    """The SHA-256 of the bytes that were read."""

    @property
    def text(self) -> str:
        """What an editor shows of it."""
        return self.whole.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")

    def replace(self, text: str) -> bool:
        """Put another text in its place; whether that was another.

        ChangedMeanwhileError where the file is no more what was read, ExportError where it cannot be written.
        """
        if text == self.whole:
            return False
        read_unchanged(self.path, self.digest)
        write_bytes(self.path, text.encode())
        return True


def read_draft(path: Path) -> Draft:
    """A file to be written again; LeftAsItIsError if it cannot be read, is a link, or is not in UTF-8."""
    if path.is_symlink():
        raise LeftAsItIsError(f"{path}: a link to another file; left as it is")
    try:
        data = path.read_bytes()
        return Draft(path, data.decode("utf-8"), hashlib.sha256(data).hexdigest())
    except OSError as fault:
        raise LeftAsItIsError(f"{path}: cannot be read: {fault.strerror or fault}") from None
    except UnicodeDecodeError as fault:
        raise LeftAsItIsError(
            f"{path}: byte 0x{fault.object[fault.start]:02x} is not UTF-8; left as it is"
        ) from None


def read_unchanged(path: Path, digest: str) -> Draft:
    """A file to be written again whose bytes still have a SHA-256.

    ChangedMeanwhileError if they have not, LeftAsItIsError if it cannot be read.
    """
    draft = read_draft(path)
    if draft.digest != digest:
        raise ChangedMeanwhileError(
            f"{path}: changed by somebody else since it was read; left as it is", draft
        )
    return draft
