"""A record that somebody adds to a dossier: what it is called, what is there already, and whether it would be sound."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from layers.addresses import normal_form
from layers.config import Config
from layers.dataset import Dataset
from layers.dossier import DossierFile, nearest_place
from layers.errors import Problem, RefusedRecordError, UnknownSourceError
from layers.locating import locate
from layers.statements import Event
from layers.writing.inserting import insert_record
from layers.writing.proposing import propose

_NOT_IN_ID: Final = re.compile(r"[^0-9a-z]+")
_NAMED_BY: Final[Mapping[str, tuple[str, ...]]] = {"sources": ("publisher", "published")}


@dataclass(frozen=True, slots=True)
class Addition:
    """A dossier with one record more: its text, the line of the record, and warnings that the record brings."""

    text: str
    line: int
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A record that is there already, with its place."""

    place: str
    says: str


def add_record(
    dataset: Dataset, file: DossierFile, section: str, id: str, fields: Mapping[str, Any], config: Config
) -> Addition:
    """A dossier of a Dataset with a record added; RefusedRecordError, with every fault that it would bring.

    LeftAsItIsError if the text of the dossier has no place for it.
    """
    text, line = insert_record(file.text, section, id, fields, config)
    proposal = propose(dataset, file.path, text, config)
    if proposal.faults:
        raise RefusedRecordError([replace(problem, line=0, column=0) for problem in proposal.faults])
    return Addition(text, line, proposal.brought)


# --- what is there already ---


def known_source(dataset: Dataset, address: str) -> str:
    """The id of the source with an address, however that is typed; an empty text if there is none."""
    wanted = normal_form(address)
    known = ((id, source.url) for id, source in dataset.sources.items() if source.url)
    return next((id for id, url in known if normal_form(url) == wanted), "")


def cited(dataset: Dataset, sources: list[str]) -> list[str]:
    """The ids of sources of which some are named by their addresses; UnknownSourceError if there is none with one."""
    return [_cited(dataset, source) for source in sources]


def _cited(dataset: Dataset, source: str) -> str:
    if not source.startswith(("https://", "http://")):
        return source
    known = known_source(dataset, source)
    if not known:
        raise UnknownSourceError(
            f"no source has the address {source}: add it first, with `basing add source`"
        )
    return known


def events_like(dataset: Dataset, fields: Mapping[str, Any]) -> Iterator[Likeness]:
    """The events of the same day that are of the same type and by one of the same actors, or say the same."""
    actors, summary = set(fields.get("actors", ())), _words(fields.get("summary", ""))
    for file in dataset.files:
        for stated in file.stated:
            event = stated.record
            if isinstance(event, Event) and event.date and event.date.text == fields.get("date"):
                same_act = event.type == fields.get("type") and actors & set(event.actors)
                if same_act or _words(event.summary) == summary:
                    line, column = nearest_place(locate(file.text), stated.at)
                    yield Likeness(f"{file.path}:{line}:{column}", event.summary)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


# --- names ---


def id_for(section: str, fields: Mapping[str, Any], dataset: Dataset) -> str:
    """An id made of a record's name (of a source: its publisher and day) that none has yet; empty without a name."""
    names = _NAMED_BY.get(section, ("name", "title"))
    wanted = "-".join(filter(None, (slug(str(fields.get(name, ""))) for name in names)))
    taken, number = getattr(dataset, section), 1
    while wanted and (made := wanted if number == 1 else f"{wanted}-{number}") in taken:
        number += 1
    return made if wanted else ""


def slug(name: str) -> str:
    """A name as words-with-hyphens; an empty text where none of it can be written so."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _NOT_IN_ID.sub("-", plain.casefold()).strip("-")
