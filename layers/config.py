"""Config: everything that config.yaml says, frozen; every fault in it is listed at once."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from layers.errors import ConfigError, Problem, did_you_mean
from layers.mail import Address, folded

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


class ListedEditor(_Part):
    """Somebody who may edit in the browser once they have logged in."""

    email: Address
    name: str = ""
    """What to write down beside what they change; else it is what their provider calls them."""


def _listed(entry: object) -> object:
    """An entry of `editors` in its long form."""
    if isinstance(entry, str):
        return {"email": entry}
    if not isinstance(entry, Mapping):
        raise PydanticCustomError(
            "editor", "`{entry}` names nobody; expected an e-mail address, or `email` and `name`",
            {"entry": str(entry)},
        )  # fmt: skip
    return entry


def _list(entries: object) -> object:
    if not isinstance(entries, list | tuple):
        raise PydanticCustomError(
            "editors", "expected e-mail addresses, each in a line of its own after `- `; got {got}",
            {"got": "nothing" if entries is None else f"`{entries}`"},
        )  # fmt: skip
    return entries


class Imports(_Part):
    """What `basing import` makes of the words of other lists."""

    file_bytes: int = Field(default=50_000_000, gt=0)
    columns: Mapping[str, tuple[str, ...]] = {}
    """By field: what its column may be called."""
    kinds: Mapping[str, str] = {}
    """By word: the kind of installation that it means, as a dossier would name it."""
    left_out: tuple[str, ...] = ()
    """Kinds that are no sites of their own, or finer than one."""
    services: Mapping[str, str] = {}
    parties: Mapping[str, str] = {}
    generic: tuple[str, ...] = ()
    """Words in a name that tell no site from another."""


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
    editors: Annotated[
        tuple[Annotated[ListedEditor, BeforeValidator(_listed)], ...], BeforeValidator(_list)
    ] = ()
    imports: Imports = Imports()
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


# The parts of the configuration whose keys are known, by where they stand.
_PARTS: Mapping[str, type[_Part]] = {
    "limits": Limits,
    "form": Form,
    "freshness": Freshness,
    "tiles": Tiles,
    "editors": ListedEditor,
    "editorial": Editorial,
    "vocabularies": Term,
}


def read_config(path: Path) -> Config:
    """The Config in a YAML file; ConfigError with every fault, each at its line and column."""
    # reading needs limits, and the limits stand in this very file: these serve for it alone
    from layers.locating import locate
    from layers.reading import read_text

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
    problems = _beyond_form(config, path, parsed.text)
    if problems:
        raise ConfigError(problems)
    return config


def _beyond_form(config: Config, path: Path, text: str) -> list[Problem]:
    """What is wrong with a configuration whose parts are well formed: a list that is missing, a name given twice."""
    from layers.locating import locate

    missing = [name for name in _vocabulary_names() if name not in config.vocabularies]
    addresses = [folded(entry.email) for entry in config.editors]
    twice = [number for number, address in enumerate(addresses) if address in addresses[:number]]
    faults: list[tuple[tuple[str | int, ...], str]] = [
        (("vocabularies",), f"the vocabulary `{name}` is missing") for name in missing
    ]
    faults += [
        (("editors", number), f"`editors.{number}`: `{config.editors[number].email}` is there already")
        for number in twice
    ]
    places = locate(text) if faults else {}
    return [Problem(str(path), *places.get(where, (1, 1)), said) for where, said in faults]


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
    unknown = error["type"] == "extra_forbidden"
    part = _PARTS.get(str(where[0]), Config) if len(where) > 1 else Config
    hint = did_you_mean(str(where[-1]), tuple(part.model_fields)) if unknown else ""
    said = "unknown key" if unknown else error["msg"][:1].lower() + error["msg"][1:]
    return Problem(str(path), line, column, f"`{name}`: {said}", hint=hint, field=name)
