"""In which script a language is written, and in which a text is."""

import unicodedata
from collections import Counter
from functools import cache
from typing import Final

from babel.core import get_global

# Babel's codes (ISO 15924) as Unicode names its letters; a script that is not here is not compared.
_LETTERS: Final = {
    "Latn": "LATIN", "Cyrl": "CYRILLIC", "Arab": "ARABIC", "Hebr": "HEBREW", "Grek": "GREEK", "Armn": "ARMENIAN",
    "Geor": "GEORGIAN", "Hans": "CJK", "Hant": "CJK", "Kore": "HANGUL", "Deva": "DEVANAGARI", "Beng": "BENGALI",
    "Ethi": "ETHIOPIC", "Khmr": "KHMER", "Thai": "THAI",
}  # fmt: skip


@cache
def language_script(language: str) -> str:
    """The script that a language (a BCP 47 tag) is mostly written in, as in "Arabic"; empty where that is not known."""
    tag = language.replace("-", "_")
    likely = (
        get_global("likely_subtags").get(tag) or get_global("likely_subtags").get(tag.partition("_")[0]) or ""
    )
    named = [part for part in (*tag.split("_"), *likely.split("_")) if part in _LETTERS]
    return _LETTERS[named[0]].capitalize() if named else ""


def main_script(text: str) -> str:
    """The script of more than half of a text's letters, as in "Arabic"; empty where there is none."""
    letters = Counter(unicodedata.name(sign, " ").split(" ")[0] for sign in text if sign.isalpha())
    script, number = letters.most_common(1)[0] if letters else ("", 0)
    return script.capitalize() if number * 2 > letters.total() else ""
