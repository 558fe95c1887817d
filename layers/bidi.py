"""Text whose direction was switched and never switched back: closed, so that it cannot turn what follows it."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

# Unicode's explicit formatting characters: embeddings and overrides end with PDF, isolates with PDI.
_OPENS: Final = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c",
                 "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}  # fmt: skip
_CLOSES: Final = frozenset(_OPENS.values())
_FROM_RIGHT: Final = frozenset({"R", "AL"})
_SWITCH: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def all_closed(texts: Sequence[str]) -> Sequence[str]:
    """Every text closed: many at once, since hardly any of them switches its direction."""
    return [closed(text) for text in texts] if _SWITCH.search("".join(texts)) else texts


def closed(text: str) -> str:
    """The text with every switch of direction ended; unchanged where none was left open."""
    if text.isascii() or not _SWITCH.search(text):
        return text
    waiting: list[str] = []
    for sign in text:
        if sign in _OPENS:
            waiting.append(_OPENS[sign])
        elif sign in _CLOSES and waiting and waiting[-1] == sign:
            waiting.pop()
    return text + "".join(reversed(waiting))


def isolate(text: str) -> str:
    """The sign that sets a text apart in its own direction; empty where none of its letters runs from the right.

    Put before the text, or before each of its lines, it is ended by `closed`.
    """
    turns = [unicodedata.bidirectional(sign) for sign in text]
    first = next((turn for turn in turns if turn in ("L", *_FROM_RIGHT)), "")
    if _FROM_RIGHT.isdisjoint(turns):
        return ""
    return "\u2067" if first in _FROM_RIGHT else "\u2066"
