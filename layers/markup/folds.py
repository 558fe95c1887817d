"""What is folded away or drawn in HTML that `layers.markup` made, set aside so that it can travel packed."""

import re
from typing import Final

_OPENS: Final = '<details class="fold">'
_PIECES: Final = re.compile(f"({_OPENS}|</summary>|</details>)")

_DRAWING: Final = re.compile(r'(<div class="drawing"[^>]*>)(<svg\b.*?</svg>)(</div>)', re.DOTALL)


def set_aside(html: str) -> tuple[str, list[str], list[str]]:
    """The HTML without its drawings and with its outermost folds emptied to their summaries; the folds, the drawings.

    Text cannot be taken for a fold: in HTML of ours no text holds `<`.
    """
    kept: list[str] = []
    folds: list[str] = []
    depth, inside = 0, False
    for piece in _PIECES.split(html):
        depth += (piece == _OPENS) - (piece == "</details>")
        if depth == 0:
            inside = False
        if inside:
            folds[-1] += piece
        else:
            kept.append(piece)
        if depth == 1 and piece == "</summary>" and not inside:
            inside = True
            folds.append("")
    page = "".join(kept)
    return _DRAWING.sub(r"\1\3", page), folds, [found[2] for found in _DRAWING.finditer(page)]
