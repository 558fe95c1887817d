"""What stands for some time only: an element with its days, marked where they do not reach the document's own."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final, TypeVar

from layers.extend import Timed

T = TypeVar("T")
EPOCH: Final = date(1970, 1, 1).toordinal()
CUT: Final = ("<!--cut-->", "<!--/cut-->")
"""Around an element that does not stand on the document's day; no text of ours holds `<`."""
_OPENING: Final = re.compile(r"<[a-z0-9]+")


def timed_html(piece: T | Timed[T], html_of: Callable[[T], str]) -> str:
    """The HTML of a piece, which is one element; with its days and what it is about if it is Timed."""
    if not isinstance(piece, Timed):
        return html_of(piece)
    html = html_of(piece.item)
    tag = _OPENING.match(html)
    if tag is None:
        return html
    about = "" if piece.subject is None else f' data-of="{piece.subject}"'
    days = " ".join(f"{_number(start)}:{_number(end)}" for start, end in piece.stretches)
    if piece.stands:
        return f'{tag[0]} data-t="{days}"{about}{html[tag.end() :]}'
    return f'{CUT[0]}{tag[0]} data-t="{days}"{about} hidden{html[tag.end() :]}{CUT[1]}'


def day_number(day: date) -> int:
    """The day as a number for scripts: days since 1 January 1970."""
    return day.toordinal() - EPOCH


def _number(day: date | None) -> str:
    return "" if day is None else str(day_number(day))
