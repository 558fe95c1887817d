"""Config: everything that config.yaml says, frozen; every fault in it is listed at once."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from layers.errors import ConfigError, Problem, did_you_mean

Colour = Annotated[str, Field(pattern=re.compile(r"#[0-9a-fA-F]{6}"), description="#rrggbb")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Term(_Part):
    """One value of a vocabulary: its label in each language, its meaning, and how it is drawn."""

    label: Mapping[str, str]
    definition: str
    colour: Colour | None = None
    colour_dark: Colour | None = None
    mark: Literal["filled", "half", "ring", "cross", "dash"] | None = None
    shape: Literal["diamond", "triangle", "square", "star", "circle"] | None = None
    frame: Literal["favourable", "critical", "open"] | None = None
    csl: str | None = None


class Limits(_Part):
    """What a dossier may ask of the machine."""

    file_bytes: int = Field(gt=0)
    depth: int = Field(gt=3, le=200)
    text_length: int = Field(gt=0)


class Freshness(_Part):
    """After how many days a report counts as ageing, and as stale."""

    ageing_days: int = Field(gt=0)
    stale_days: int = Field(gt=0)


class Tiles(_Part):
    """An online tile layer that a reader may turn on."""

    label: str
    url: str = Field(pattern=r"^https://[^\s\"'<>]+$")
    attribution: str
    max_zoom: int = Field(ge=1, le=22)


class Editorial(_Part):
    """Words that a neutral summary does without."""

    loaded_verbs: tuple[str, ...]
    loaded_words: tuple[str, ...]


class Form(_Part):
    """How `basing fmt` writes a dossier."""

    width: int = Field(default=120, ge=60, le=400)
    newest_event: Literal["first", "last"] = "last"


class Config(_Part):
    """The whole of config.yaml."""

    title: str
    summary: str
    languages: tuple[str, ...] = Field(min_length=1)
    data: str = "seeds"
    licence: str = ""
    origins: tuple[str, ...] = ()
    limits: Limits
    form: Form = Form()
    freshness: Freshness
    tiles: Mapping[str, Tiles] = {}
    editorial: Editorial
    contradictions: Mapping[str, Mapping[str, tuple[str, ...]]] = {}
    """By section and type of event: the statuses that cannot be the last word once such an event has come."""
    vocabularies: Mapping[str, Mapping[str, Term]]

    def term(self, vocabulary: str, value: str) -> Term | None:
        """What the vocabulary says of a value, None where there is no such list or value."""
        return self.vocabularies.get(vocabulary, {}).get(value)

    def label(self, vocabulary: str, value: str, lang: str = "en") -> str:
        """The value's label in the language, else in the first language, else the value as typed."""
        term = self.term(vocabulary, value)
        if term is None:
            return value
        return term.label.get(lang) or term.label.get(self.languages[0]) or value


def read_config(path: Path) -> Config:
    """The Config in a YAML file; ConfigError with every fault, each at its line and column."""
    # reading needs limits, and the limits stand in this very file: these serve for it alone
    from layers.reading import locate, read_text

    limits = Limits(file_bytes=2_000_000, depth=16, text_length=5000)
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise ConfigError([Problem(str(path), 0, 0, f"cannot be read: {fault.strerror or fault}")]) from None
    parsed = read_text(data, str(path), limits)
    if parsed.problems:
        raise ConfigError(parsed.problems)
    try:
        config = Config.model_validate(parsed.values)
    except ValidationError as fault:
        places = locate(parsed.text)
        raise ConfigError(
            [_problem(path, error, places) for error in fault.errors(include_url=False)]
        ) from None
    missing = [name for name in _vocabulary_names() if name not in config.vocabularies]
    if missing:
        place = locate(parsed.text).get(("vocabularies",), (1, 1))
        raise ConfigError(
            [Problem(str(path), *place, f"the vocabulary `{name}` is missing") for name in missing]
        )
    return config


def _vocabulary_names() -> tuple[str, ...]:
    from layers.schema import vocabulary_names

    return vocabulary_names()


def _problem(path: Path, error: Any, places: Mapping[tuple[str | int, ...], tuple[int, int]]) -> Problem:
    where = tuple(error["loc"])
    known = where
    while known and known not in places:
        known = known[:-1]
    line, column = places.get(known, (1, 1))
    name = ".".join(str(part) for part in where)
    hint = (
        did_you_mean(str(where[-1]), tuple(Config.model_fields)) if error["type"] == "extra_forbidden" else ""
    )
    said = "unknown key" if error["type"] == "extra_forbidden" else error["msg"].lower()
    return Problem(str(path), line, column, f"`{name}`: {said}", hint=hint, field=name)
