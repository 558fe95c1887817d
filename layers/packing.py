"""What travels packed inside a page: gzip whose bytes do not depend on the machine, and text in base 85.

libdeflate packs alike everywhere; what `gzip` gives depends on the zlib that Python was built with.
"""

import json
from typing import Any, Final

# The letters of base 85 as RFC 1924 has them, without those that mean something in HTML.
LETTERS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#,%.()*+-;/=:?@^_[{|}~"


def packed_json(content: Any) -> str:
    """A value as text a third of its size: JSON, gzip, base 85; unpacked by boot.js. Equal values give equal text.

    Nothing in the JSON is escaped for HTML, because no letter of it is seen there.
    """
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return base85(gzipped(text.encode()))


def gzipped(data: bytes) -> bytes:
    """The data as one gzip member."""
    import deflate

    return bytes(deflate.gzip_compress(data, _level(len(data))))


def _level(size: int) -> int:
    """How hard to pack: level 10 takes ten times as long as 6 and saves 4 to 8 per cent, worth it for what is small."""
    return 10 if size < 1_000_000 else 6


def base85(data: bytes) -> str:
    """Five letters of LETTERS for four bytes, the last ones without those that padding would add.

    `base64.b85encode` goes through the words one by one in Python, which takes thirty times as long.
    """
    import numpy as np

    padding = -len(data) % 4
    words = np.frombuffer(data + bytes(padding), dtype=">u4").astype(np.uint32)
    digits = np.empty((len(words), 5), dtype=np.uint8)
    for place in range(4, -1, -1):
        words, digits[:, place] = np.divmod(words, 85)
    letters = np.frombuffer(LETTERS.encode(), dtype=np.uint8)[digits].tobytes().decode("ascii")
    return letters[: len(letters) - padding]
