"""Bytes -> text, in whatever encoding they are; what was guessed is said."""

import codecs
from typing import Final

from layers.errors import ImportedFileError

# A byte order mark says how the rest is to be read; the longer ones first, for one begins like another.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
LOST: Final = "\N{REPLACEMENT CHARACTER}"
"""Stands for what could not be read."""
_MOSTLY: Final = 4
_SAMPLE: Final = 200_000
_LIKELY: Final = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "koi8_r", "gb18030",
    "big5", "euc_kr", "shift_jis",
]  # fmt: skip
_MOST_SHOWN: Final = 40


def decode(data: bytes, encoding: str, file: str) -> tuple[str, str]:
    """The text, and how it was read where that is worth saying; ImportedFileError if it cannot be decoded.

    An encoding that was named is taken at its word, then a byte order mark, then UTF-8, also where it is damaged; else
    it is guessed.
    """
    if encoding:
        return _decoded_as(data, encoding, file), f"read as {encoding}"
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _decoded_as(data, codec, file), "" if name == "UTF-8" else f"read as {name}"
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        damaged = data.decode("utf-8", errors="replace")
    lost = damaged.count(LOST)
    if sum(not sign.isascii() for sign in damaged) > _MOSTLY * lost:
        return (
            damaged,
            f"read as UTF-8, but for {lost:,} {'place' if lost == 1 else 'places'} where it is none",
        )
    guess = _guess(data, file)
    text = _decoded_as(data, guess, file)
    example = next(line for line in text.splitlines() if not line.isascii()).strip()[:_MOST_SHOWN]
    return text, f"read as {guess}, which is a guess (`{example}`): --encoding says another"


def _decoded_as(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise ImportedFileError(
            f"`{encoding}` is no encoding; expected a name such as windows-1251"
        ) from None
    except UnicodeDecodeError as fault:
        wrong = data[fault.start]
        raise ImportedFileError(
            f"{file}: byte 0x{wrong:02x} at {fault.start:,} is not {encoding}; say the encoding with --encoding"
        ) from None


def _guess(data: bytes, file: str) -> str:
    """The name of the encoding that makes the most of the bytes."""
    from charset_normalizer import from_bytes

    lines = [line for line in data.splitlines() if not line.isascii()]  # the others tell nothing
    best = from_bytes(b"\n".join(lines)[:_SAMPLE], cp_isolation=_LIKELY).best()
    if best is None:
        raise ImportedFileError(f"{file}: is no text in any known encoding; say it with --encoding")
    return best.encoding.replace("cp125", "windows-125").replace("_", "-")
