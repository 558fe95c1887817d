"""Names of countries in many languages (Unicode CLDR, by way of Babel), and which codes are actors without an entry."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from babel import Locale, UnknownLocaleError

_BEYOND_STATES: Final[Mapping[str, str]] = {"EU": "European Union", "UN": "United Nations", "NATO": "NATO"}


def is_actor_code(code: str) -> bool:
    """Whether a code is an ISO 3166-1 alpha-2 country, or EU, UN or NATO."""
    return code in _BEYOND_STATES or (len(code) == 2 and code.isupper() and code in _territories("en"))


def actor_codes() -> dict[str, str]:
    """Every code that is an actor without an entry, with its name in English."""
    return {
        code: place_name(code, "en") for code in (*_territories("en"), *_BEYOND_STATES) if is_actor_code(code)
    }


def place_name(code: str, lang: str) -> str:
    """The name of a country in a language, in English where that has none, else the code."""
    return _territories(lang).get(code) or _territories("en").get(code) or _BEYOND_STATES.get(code, code)


@cache
def _territories(lang: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(lang, sep="-").territories)
    except (UnknownLocaleError, ValueError):
        return {}
