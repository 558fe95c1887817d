"""What scripts alone can open, draw or play in HTML of ours, set aside so that it can travel packed."""

import re
from dataclasses import dataclass, field
from typing import Final

from layers.markup.timing import CUT

_FOLD: Final = re.compile(r'<details(?: data-[a-z]+="[^"]*")* class="fold">')
_PIECES: Final = re.compile(f"({CUT[0]}|{CUT[1]}|{_FOLD.pattern}|</summary>|</details>)")
_DRAWING: Final = re.compile(r'(<div class="drawing"[^>]*>)(<svg\b.*?</svg>)(</div>)', re.DOTALL)
_TIMED: Final = re.compile(r' data-t="([^"]*)"(?: data-of="(\d+)")?')
_HERE: Final = '<template class="cut"></template>'


@dataclass(slots=True)
class SetAside:
    """HTML that can be read as it is, and what was taken out of it, in the order in which it stood there."""

    html: str = ""
    folds: list[str] = field(default_factory=list)
    """What outermost folds hold below their summaries."""
    drawings: list[str] = field(default_factory=list)
    cuts: list[str] = field(default_factory=list)
    """Runs of elements that do not stand on the document's day; each left a template in its place."""
    times: list[str] = field(default_factory=list)
    """For each element left that stands for some time, or for some records, its stretches and its subject: "0: 3"."""


def set_aside(html: str) -> SetAside:
    """The HTML with its drawings, the insides of its folds and what does not stand on its day taken out.

    Text cannot be taken for a fold: in HTML of ours no text holds `<`.
    """
    aside = SetAside()
    kept = _Sorter(aside).sort(html)
    aside.drawings = [found[2] for found in _DRAWING.finditer(kept)]
    kept = _DRAWING.sub(r"\1\3", kept)
    aside.times = [f"{days}|{subject or ''}" for days, subject in _TIMED.findall(kept)]
    aside.html = _TIMED.sub(" data-t", kept)
    return aside


def uncut(html: str) -> str:
    """HTML with nothing marked to be taken out; what does not stand on its day stays in it, hidden."""
    return html.replace(CUT[0], "").replace(CUT[1], "")


class _Sorter:
    """Puts each piece of some HTML where it goes: to a cut, to a fold, or where it stays."""

    def __init__(self, aside: SetAside) -> None:
        self._aside = aside
        self._kept: list[str] = []
        self._fold: list[str] = []
        self._cut: list[str] = []
        self._cuts = self._folds = 0
        self._inside = False
        """Whether the summary of an outermost fold has ended."""

    def sort(self, html: str) -> str:
        """What stays of the HTML."""
        # elements that are taken out side by side are one run
        for piece in _PIECES.split(html.replace("".join(reversed(CUT)), "")):
            if self._inside:
                self._into_fold(piece)
            elif self._cuts or piece == CUT[0]:
                self._into_cut(piece)
            else:
                self._into_kept(piece)
        return "".join(self._kept)

    def _into_cut(self, piece: str) -> None:
        self._cuts += (piece == CUT[0]) - (piece == CUT[1])
        if piece not in CUT:
            self._cut.append(piece)
        elif not self._cuts:
            self._aside.cuts.append("".join(self._cut))
            self._cut.clear()
            self._kept.append(_HERE)

    def _into_fold(self, piece: str) -> None:
        self._folds += bool(_FOLD.fullmatch(piece)) - (piece == "</details>")
        if not self._folds:
            self._inside = False
            self._aside.folds.append("".join(self._fold))
            self._fold.clear()
            self._kept.append(piece)
        elif piece not in CUT:
            self._fold.append(piece)

    def _into_kept(self, piece: str) -> None:
        self._folds += bool(_FOLD.fullmatch(piece))
        self._inside = piece == "</summary>" and self._folds > 0
        self._kept.append(piece)
