"""The words of other lists -> ours: kinds of installation, services, parties."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from babel.core import get_global

from layers.config import Config
from layers.importing.columns import folded
from layers.places import actor_codes, is_actor_code, place_name

if TYPE_CHECKING:
    from layers.dataset import Dataset

_BETWEEN: Final = re.compile(r"\s*[;/|,]\s*")
# Short forms that the records expand themselves.
_KINDS_BY_SERVICE: Final = ("naval_base", "air_base")


class Words:
    """Looks words up, however they are written; parties by their codes, by their names, and by the actors there are."""

    def __init__(self, config: Config, dataset: "Dataset") -> None:
        imports = config.imports
        self._kinds = _terms(config, "installation_kind") | {folded(one): one for one in _KINDS_BY_SERVICE}
        self._kinds |= {folded(word): kind for word, kind in imports.kinds.items()}
        self._left_out = frozenset(map(folded, imports.left_out))
        self._services = _terms(config, "service")
        self._services |= {folded(word): service for word, service in imports.services.items()}
        self._actors = dataset.actors
        self._parties = _country_names(config) | {
            folded(actor.name): id for id, actor in dataset.actors.items()
        }
        self._parties |= {folded(name): code for name, code in imports.parties.items()}

    def is_left_out(self, word: str) -> bool:
        """Whether a kind is one of those that are no sites."""
        return folded(word) in self._left_out

    def kind(self, word: str) -> str:
        """The kind of installation that is meant; an empty text if none is known. Of several the first counts."""
        found = (self._kinds.get(folded(one), "") for one in (word, *_words(word)))
        return next(filter(None, found), "")

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every word for a kind that is known."""
        return tuple(self._kinds)

    def services(self, text: str) -> tuple[list[str], list[str]]:
        """The services that a text names, and its words that name none."""
        return _sorted({word: self._services.get(folded(word), "") for word in _words(text)})

    def parties(self, text: str) -> tuple[list[str], list[str]]:
        """The parties that a text names, and its words that name none."""
        if whole := self._party(text):  # a name may have commas
            return [whole], []
        return _sorted({word: self._party(word) for word in _words(text)})

    def _party(self, word: str) -> str:
        if word in self._actors or is_actor_code(word):
            return word
        if is_actor_code(word.upper()) and len(word) == 2:
            return word.upper()
        three: Sequence[str] = get_global("territory_aliases").get(word.upper(), ()) if len(word) == 3 else ()
        return str(three[0]) if len(three) == 1 else self._parties.get(folded(word), "")


def _words(text: str) -> list[str]:
    return [word for word in _BETWEEN.split(text.strip()) if word]


def _sorted(found: Mapping[str, str]) -> tuple[list[str], list[str]]:
    return list(dict.fromkeys(filter(None, found.values()))), [word for word, one in found.items() if not one]


def _terms(config: Config, vocabulary: str) -> dict[str, str]:
    """By word and label, in any language: the values of a vocabulary."""
    terms = config.vocabularies.get(vocabulary, {})
    labels = {folded(label): value for value, term in terms.items() for label in term.label.values()}
    return labels | {folded(value): value for value in terms}


def _country_names(config: Config) -> dict[str, str]:
    return {folded(place_name(code, lang)): code for lang in config.languages for code in actor_codes()}
