"""Text in lines no wider than a column, for drawings in which no browser breaks them."""

import unicodedata
from collections.abc import Iterator
from typing import Final

from layers.bidi import closed, isolate

# Of a common wide typeface, so that a narrower one has room to spare.
_PLAIN: Final = 1.05
_CAPITAL: Final = 1.3
_BROAD: Final = 1.7
_THIN: Final = 0.65
_BROAD_LETTERS: Final = frozenset("MWmw@%—")
_THIN_LETTERS: Final = frozenset(" fijlrtI.,:;'’!|()[]/-")


def wrapped(text: str, room: float) -> tuple[str, ...]:
    """The words in lines, none wider than so many average letters; a word that is wider is broken.

    Each line runs in the direction of the whole; what switches direction in one ends with it.
    """
    lines: list[str] = []
    line = ""
    for piece in (piece for word in text.split() for piece in _pieces(word, room)):
        longer = f"{line} {piece}" if line else piece
        if line and width(longer) > room:
            lines.append(line)
            longer = piece
        line = longer
    return tuple(closed(isolate(text) + one) for one in [*lines, line] if one)


def width(text: str) -> float:
    """About how wide a text is, in average letters of the Latin alphabet."""
    return sum(map(_width, text))


def _width(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0
    if letter in _THIN_LETTERS:
        return _THIN
    if letter in _BROAD_LETTERS or unicodedata.east_asian_width(letter) in "WF":
        return _BROAD
    return _CAPITAL if letter.isupper() else _PLAIN


def _pieces(word: str, room: float) -> Iterator[str]:
    """The word, cut where it is too wide for a line of its own."""
    piece = ""
    for letter in word:
        if piece and width(piece) + _width(letter) > room:
            yield piece
            piece = ""
        piece += letter
    yield piece
