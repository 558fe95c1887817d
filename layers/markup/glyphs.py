"""The marks of statuses in a document: each is drawn once and used wherever its status stands."""

import re
from typing import Final

_GLYPH: Final = re.compile(
    r'<svg class="glyph" viewBox="0 0 12 12" aria-hidden="true" color="([^"]*)">(.*?)</svg>'
)


def drawn_once(html: str) -> str:
    """The HTML with its marks as references to drawings at its end, a hundred of which weigh what ten marks do."""
    numbers: dict[tuple[str, str], int] = {}

    def used(glyph: re.Match[str]) -> str:
        number = numbers.setdefault((glyph[1], glyph[2]), len(numbers))
        return f'<svg class="glyph" aria-hidden="true"><use href="#g{number}"/></svg>'

    marked = _GLYPH.sub(used, html)
    symbols = "".join(
        f'<symbol id="g{number}" viewBox="0 0 12 12"><g color="{colour}">{drawing}</g></symbol>'
        for (colour, drawing), number in numbers.items()
    )
    return f'{marked}<svg class="glyphs" hidden>{symbols}</svg>' if symbols else html
