"""One dossier: the bytes of a file -> its records, and a Problem for each that could not be read."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from layers.config import Config
from layers.errors import Problem, did_you_mean
from layers.explaining import explain, short
from layers.fields import Part, Record
from layers.locating import Places, locate
from layers.parts import DossierInfo
from layers.reading import read_text
from layers.records import KEYED, RECORDS, Source

SECTIONS: Final[Mapping[str, type[Record]]] = {model.SECTION: model for model in RECORDS}
_Model = TypeVar("_Model", bound=Part)


@dataclass(frozen=True, slots=True)
class Stated:
    """A record with the place in its file that it was read from."""

    record: Record
    at: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class DossierFile:
    """What one file holds; `named` are the ids in it, faulty records included, by section."""

    path: str
    stem: str
    digest: str
    text: str
    info: DossierInfo
    stated: tuple[Stated, ...]
    named: frozenset[tuple[str, str]]
    problems: tuple[Problem, ...]
    broken: bool = False
    """Whether some of its text could not be parsed, so that records may be missing without a name."""


def read_dossier(data: bytes, path: str, config: Config) -> DossierFile:
    """The records in the bytes of one dossier, and the problems of those that could not be read."""
    parsed = read_text(data, path, config.limits)
    reader = _DossierReader(path, parsed.text, config)
    undecodable = any("is not UTF-8" in problem.message for problem in parsed.problems)
    stated = [one for one in reader.read(parsed.values) if not (undecodable and _mangled(one.record))]
    return DossierFile(
        path=path,
        stem=Path(path).stem,
        digest=hashlib.sha256(data).hexdigest(),
        text=parsed.text,
        info=reader.info,
        stated=tuple(stated),
        named=frozenset(reader.named) | parsed.lost,
        problems=parsed.problems + tuple(reader.problems),
        broken=any(problem.severity == "error" for problem in parsed.problems),
    )


def _mangled(record: Record) -> bool:
    return "\ufffd" in record.model_dump_json()


class _DossierReader:
    """Validates the sections of one file; what it finds wrong goes to `problems`, with places."""

    def __init__(self, path: str, text: str, config: Config) -> None:
        self.path, self.text = path, text
        self.stem = Path(path).stem
        self.context = {"vocabularies": config.vocabularies}
        self.info = DossierInfo()
        self.named: set[tuple[str, str]] = set()
        self.problems: list[Problem] = []
        self._places: Places | None = None

    def read(self, values: Mapping[str, Any]) -> Iterator[Stated]:
        """Every record that is sound, in file order."""
        for section, content in values.items():
            if section == "dossier":
                self.info = self._part(DossierInfo, content or {}, (section,), section) or DossierInfo()
            elif section not in SECTIONS:
                hint = did_you_mean(section, (*SECTIONS, "dossier"))
                self._problem(
                    (section, ""), f"unknown section `{section}`", hint or f"one of {', '.join(SECTIONS)}"
                )
            elif content is not None:
                yield from self._section(section, content)

    def _section(self, section: str, content: Any) -> Iterator[Stated]:
        model = SECTIONS[section]
        wanted = dict if section in KEYED else list
        if not isinstance(content, wanted):
            form = "`id: {...}` lines" if wanted is dict else "a list of `- {...}` items"
            self._problem((section,), f"`{section}` must hold {form}")
            return
        items = content.items() if isinstance(content, dict) else enumerate(content)
        for key, raw in items:
            id = str(key) if section in KEYED else str(raw.get("id") or "") if isinstance(raw, dict) else ""
            if id:
                self.named.add((section, id))
            record = self._record(model, raw, (section, key), id)
            if record is not None:
                yield Stated(record, (section, key))

    def _record(self, model: type[Record], raw: Any, at: tuple[str | int, ...], id: str) -> Record | None:
        name = f"{model.SECTION} {id or at[1]}"
        if not isinstance(raw, dict):
            self._problem(
                at, f"expected the fields of one of `{model.SECTION}`, found `{short(raw)}`", record=name
            )
            return None
        fields = {**raw, "id": id, "dossier": self.stem}
        record = self._part(model, fields, at, name)
        if record is None and model is Source:
            # a statement must not fall with its source: the source goes on without the fields that are wrong
            return Source.model_validate(self._sound_fields(fields), context=self.context)
        return record

    def _sound_fields(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of a source less those that are wrong; they have been reported by now."""
        try:
            Source.model_validate(fields, context=self.context)
        except ValidationError as fault:
            wrong = {error["loc"][0] for error in fault.errors(include_url=False) if error["loc"]}
            sound = {name: value for name, value in fields.items() if name not in wrong}
            return {"publisher": "publisher not readable: see Problems", **sound}
        return dict(fields)

    def _part(self, model: type[_Model], raw: Any, at: tuple[str | int, ...], name: str) -> _Model | None:
        try:
            return model.model_validate(raw, context=self.context)
        except ValidationError as fault:
            for error in fault.errors(include_url=False):
                self._translate(error, model, at, name)
            return None

    def _translate(self, error: Any, model: type[Part], at: tuple[str | int, ...], name: str) -> None:
        loc = tuple(error["loc"])
        message, hint = explain(error, model, loc)
        place = (*at, *loc, "") if error["type"] == "extra_forbidden" else (*at, *loc)
        fix = str((error.get("ctx") or {}).get("fix", ""))
        self._problem(place, message, hint, record=name, field=".".join(str(part) for part in loc), fix=fix)

    def _problem(
        self,
        at: tuple[str | int, ...],
        message: str,
        hint: str = "",
        record: str = "",
        field: str = "",
        fix: str = "",
    ) -> None:
        if self._places is None:
            self._places = locate(self.text)
        line, column = nearest_place(self._places, at)
        self.problems.append(Problem(self.path, line, column, message, hint, record, field, fix=fix))


def nearest_place(places: Places, at: tuple[str | int, ...]) -> tuple[int, int]:
    """The line and column of a path, or of the nearest part of it that is there."""
    while at and at not in places:
        if (*at, "") in places:
            return places[(*at, "")]
        at = at[:-1]
    return places.get(at, (1, 1))
