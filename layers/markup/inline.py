"""Inline text as HTML: one function for each shape a line is made of."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from layers.citing import cited, counted
from layers.extend import Href, Inline, Line, Lines, Marks, Phrase, Pick, Stated, Status, Text, Total
from layers.markup.escaping import escape, safe_url
from layers.markup.timing import timed_html

if TYPE_CHECKING:
    from layers.records import Source
    from layers.scene import Scene

# Hebrew, Arabic, Syriac and their forms, and the marks that turn the direction of what follows
_TURNS = re.compile("[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]")
_NO_SPACE_BEFORE = (",", ".", ";", ":", ")", "?", "!", "’s", "”")
# Drawn in a box of 12 by 12; filled and drawn in its colour by panels.css
_GLYPHS: Final[Mapping[str, str]] = {
    "filled": '<circle cx="6" cy="6" r="5"/>',
    "half": '<circle cx="6" cy="6" r="4.2" fill="none" stroke-width="1.6"/><path d="M6 1.8a4.2 4.2 0 0 0 0 8.4z"/>',
    "ring": '<circle cx="6" cy="6" r="4.2" fill="none" stroke-width="1.6"/>',
    "cross": '<path d="M2 2l8 8M10 2l-8 8" fill="none" stroke-width="2"/>',
    "dash": '<path d="M1.5 6h9" fill="none" stroke-width="2.4"/>',
}
_GREY = ("#6b7280", "#a8b0bd")


def line_html(line: Line, scene: "Scene") -> str:
    """A line's pieces, a space between them except before punctuation."""
    pieces = [(piece, inline_html(piece, scene)) for piece in line]
    out = ""
    for piece, html in pieces:
        if html:
            out += (_gap(piece) if out else "") + html
    return out


def lines_html(lines: Lines, scene: "Scene", tag: str) -> str:
    """Each line in an element of its own."""
    return "".join(timed_html(line, lambda one: f"<{tag}>{line_html(one, scene)}</{tag}>") for line in lines)


def inline_html(piece: Inline, scene: "Scene") -> str:
    """One piece of a line."""
    match piece:
        case Text():
            return _text(piece)
        case Phrase():
            return f"<q{_lang(piece.lang, piece.text)}>{escape(piece.text)}</q>"
        case Marks():
            return _marks(piece, scene)
        case Pick():
            return pick_html(piece)
        case Status():
            return status_html(piece, scene)
        case Href():
            return _href(piece)
        case Stated():
            return ""
        case Total():
            return total_html(piece)


def words_html(text: str, lang: str = "") -> str:
    """Plain words; set apart where another script could turn the words around them."""
    if lang:
        return f'<bdi lang="{escape(lang)}">{escape(text)}</bdi>'
    return f"<bdi>{escape(text)}</bdi>" if _TURNS.search(text) else escape(text)


def pick_html(pick: Pick, current: bool = False) -> str:
    """Words that select a record."""
    marked = ' aria-current="true"' if current else ""
    words = words_html(pick.text, pick.lang)
    return f'<button class="pick" data-pick="{escape(pick.id)}"{marked}>{words}</button>'


def total_html(total: Total) -> str:
    """A number with its noun, marked so that it can be counted anew."""
    return f'<span data-total="{total.noun}">{counted(total.number, total.noun)}</span>'


def status_html(status: Status, scene: "Scene") -> str:
    """A status: its mark, its label, and "disputed" where voices differ."""
    label = escape(scene.label(status.vocabulary, status.value))
    said = ' <span class="disputed">disputed</span>' if status.disputed else ""
    return f'<span class="status">{_glyph(status, scene)}{label}{said}</span>'


def _glyph(status: Status, scene: "Scene") -> str:
    term = scene.term(status.vocabulary, status.value)
    light = (term and term.colour) or _GREY[0]
    dark = (term and (term.colour_dark or term.colour)) or _GREY[1]
    drawing = _GLYPHS[(term and term.mark) or "ring"]
    # an attribute and no style: the page's policy allows no inline style
    colour = f"light-dark({light}, {dark})"
    return f'<svg class="glyph" viewBox="0 0 12 12" aria-hidden="true" color="{colour}">{drawing}</svg>'


def _text(piece: Text) -> str:
    words = words_html(piece.text, piece.lang)
    if piece.tone == "strong":
        return f"<strong>{words}</strong>"
    if piece.tone == "struck":
        return f"<s>{words}</s>"
    return f"<small>{words}</small>" if piece.tone == "muted" else words


def _lang(lang: str, text: str) -> str:
    if lang:
        return f' lang="{escape(lang)}" dir="auto"'
    return ' dir="auto"' if _TURNS.search(text) else ""


def _marks(marks: Marks, scene: "Scene") -> str:
    known = cited(scene, marks.sources)
    if not known:
        return ""
    return f"<sup>{''.join(_mark(source, scene) for source in known)}</sup>"


def _mark(source: "Source", scene: "Scene") -> str:
    """A link to the source's row; where scripts run it opens the source's card, and is named after it."""
    number = scene.source_number(source.id)
    return f'<a href="#s{number}">[{number}]</a>'


def _href(link: Href) -> str:
    """A link; panels.js opens it beside the page, and the page's own policy keeps from where it was followed."""
    address = safe_url(link.url)
    words = words_html(link.text, link.lang)
    if address is None:
        return words
    return f'<a href="{address}">{words}</a>'


def _gap(piece: Inline) -> str:
    """What stands between a piece and the one before: marks must not fall to the next line alone."""
    if isinstance(piece, Marks):
        return "&nbsp;"
    return "" if isinstance(piece, Text) and piece.text.startswith(_NO_SPACE_BEFORE) else " "
