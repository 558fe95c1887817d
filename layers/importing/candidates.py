"""Rows -> installations that could be taken, and refusals with their reasons."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from layers import basemap
from layers.checks import is_host_or_near
from layers.config import Config
from layers.errors import did_you_mean
from layers.explaining import explain
from layers.importing.columns import Columns
from layers.importing.placing import NoPlaceError, Place, place_of
from layers.importing.table import Refusal, Row, Table
from layers.importing.words import Words
from layers.places import is_actor_code, place_name
from layers.records import Installation

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_SHOWN: Final = 60
_HARMFUL: Final = ("javascript:", "vbscript:", "data:", "file:", "blob:")
_DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class Candidate:
    """An installation that a row makes: its fields as a dossier gives them, all its names, and where it is.

    `remarks`: what was left out of it.
    """

    number: int
    fields: Mapping[str, Any]
    names: tuple[str, ...]
    shape: "BaseGeometry"
    remarks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.fields["name"])

    @property
    def digest(self) -> str:
        """What its row said, as a fingerprint."""
        return str(self.fields["imported"]["digest"])


@dataclass(frozen=True, slots=True)
class Made:
    """What became of the rows of a Table."""

    candidates: tuple[Candidate, ...]
    refused: tuple[Refusal, ...]


class _RefusedError(ValueError):
    """A row that cannot be taken, with the reason."""


def make_candidates(table: Table, columns: Columns, words: Words, config: Config) -> Made:
    """An installation for each row that can be taken."""
    maker = _Maker(table, columns, words, config)
    made: list[Candidate] = []
    refused = list(table.refused)
    for row in table.rows:
        try:
            made.append(maker.make(row))
        except NoPlaceError as fault:
            refused.append(Refusal(row.number, str(fault), fault.swapped))
        except _RefusedError as fault:
            refused.append(Refusal(row.number, str(fault)))
    return Made(tuple(made), tuple(sorted(refused, key=lambda one: one.number)))


class _Maker:
    """Makes an installation of a row, and keeps what it has to leave out of it."""

    def __init__(self, table: Table, columns: Columns, words: Words, config: Config) -> None:
        self.file, self.columns, self.words = clean(table.file), columns, words
        self.longest = config.limits.text_length
        self.context = {"vocabularies": config.vocabularies}
        self.remarks: list[str] = []

    def make(self, row: Row) -> Candidate:
        """The installation; _RefusedError or NoPlaceError, with the reason, if there can be none."""
        self.remarks = []
        name, names, aliases = self._names(row)
        kind = self._kind(row)
        url = self._url(row)
        place = place_of(row, self.columns)
        said: dict[str, Any] = {
            "name": name,
            "names": names,
            "aliases": aliases,
            "kind": kind,
            "service": self._known(row, "service"),
            "host": self._hosts(row, place),
            "operators": self._known(row, "operators"),
            "location": place.location(),
            "footprint": place.footprint,
            "imported": {"file": self.file, "row": row.number, "url": url, "digest": _digest(row)},
            "note": clean(self.columns.text(row, "note")),
        }
        if said["operators"] and said["operators"] in (said["host"], [said["host"]]):
            self.remarks.append("operators: the same as the host; is the site on foreign soil?")
        fields = {key: value for key, value in said.items() if value}
        fields["imported"] = {key: value for key, value in fields["imported"].items() if value}
        self._prove(fields)
        return Candidate(
            row.number, fields, (name, *names.values(), *aliases), place.shape, tuple(self.remarks)
        )

    def _names(self, row: Row) -> tuple[str, dict[str, str], list[str]]:
        """The name, those in other languages, and other spellings; the English one comes first."""
        local = clean(self.columns.text(row, "name"))
        names = {tag: clean(self.columns.text(row, f"names.{tag}")) for tag in self.columns.languages}
        names = {tag: name for tag, name in names.items() if name}
        name = names.pop("en", "") or local or next(iter(names.values()), "")
        if not name:
            raise _RefusedError("it has no name")
        others = [clean(one) for one in self.columns.text(row, "aliases").split(";")]
        known = {name, *names.values()}
        aliases = [one for one in dict.fromkeys([local, *others]) if one and one not in known]
        for text in (name, *names.values(), *aliases):
            if len(text) > self.longest:
                raise _RefusedError(f"its name has {len(text):,} characters; the limit is {self.longest:,}")
        return name, names, aliases

    def _kind(self, row: Row) -> str:
        word = self.columns.text(row, "kind")
        if not word and row.cells.get("landuse") == "military":
            word = "military"  # as OpenStreetMap tags land for which it has no narrower word
        if word and self.words.is_left_out(word):
            raise _RefusedError(f"`{_short(word)}` is no site of its own (`imports.left_out` in config.yaml)")
        kind = self.words.kind(word)
        if word and not kind:
            near = did_you_mean(word, self.words.kinds)
            hint = near or "say what it means in `imports.kinds` in config.yaml"
            raise _RefusedError(f"`{_short(word)}` is no kind of installation ({hint})")
        return kind

    def _url(self, row: Row) -> str:
        """The address that the row gives; what is none is left out, and one that a browser might run is refused."""
        words = clean(self.columns.text(row, "url")).split(" ")
        url = words[0].rstrip(",;|")
        if url.casefold().startswith(_HARMFUL):
            raise _RefusedError(f"`{_short(url)}` is not a web address (expected http(s)://...)")
        if not url.startswith(("https://", "http://")):
            if url:
                self.remarks.append(f"url `{_short(' '.join(words))}`: no web address; left out")
            return ""
        if len(words) > 1:
            self.remarks.append("url: of several words the first is kept")
        return url

    def _known(self, row: Row, name: str) -> list[str]:
        """The services or parties that a cell names; what is none is left out, and said."""
        text = self.columns.text(row, name)
        if not text:
            return []
        known, unknown = (self.words.services if name == "service" else self.words.parties)(text)
        for word in unknown:
            what = "no service" if name == "service" else "no country or actor"
            self.remarks.append(f"{name} `{_short(word)}`: {what} here; left out")
        return known

    def _hosts(self, row: Row, place: Place) -> list[str] | str:
        """Who is host as the row says, else whose land it is where nobody disputes that; NoPlaceError if swapped."""
        hosts = self._known(row, "host")
        if hosts:
            self._question_order(hosts, place)
            return hosts[0] if len(hosts) == 1 else hosts
        if basemap.near_disputed(place.lon, place.lat):
            self.remarks.append("host: left open where whose land it is may be disputed")
            return ""
        code = basemap.country_at(place.lon, place.lat) or ""
        if not is_actor_code(code):
            self.remarks.append("host: left open where the map shows no country")
            return ""
        return code

    def _question_order(self, hosts: list[str], place: Place) -> None:
        """NoPlaceError where a place is far from its host, and near it with lat taken for lon; far otherwise: said."""
        codes = [code for code in hosts if len(code) == 2]
        lat, lon = place.lat, place.lon
        if not codes or basemap.near_disputed(lon, lat) or is_host_or_near(lon, lat, codes):
            return
        where = f"{place.lat:g}, {place.lon:g} is far from its host, {place_name(codes[0], 'en')}"
        if abs(lon) <= 90 and is_host_or_near(lat, lon, codes):
            raise NoPlaceError(where, swapped=True)
        self.remarks.append(f"{where}: is one of the two right?")

    def _prove(self, fields: Mapping[str, Any]) -> None:
        """_RefusedError where the record would be a fault."""
        try:
            Installation.model_validate({**fields, "id": "it"}, context=self.context)
        except ValidationError as fault:
            error: Any = fault.errors(include_url=False)[0]
            message, hint = explain(error, Installation, tuple(error["loc"]))
            raise _RefusedError(f"{message} ({hint})" if hint else message) from None


def clean(text: str) -> str:
    """A text in one line, without what no reader sees and no file should hold."""
    return " ".join("".join(" " if unicodedata.category(sign) in _UNSEEN else sign for sign in text).split())


_UNSEEN: Final = ("Cc", "Cs", "Cn")


def _digest(row: Row) -> str:
    """A fingerprint of what a row says, whatever its columns were taken for."""
    where = row.geometry.wkb_hex if row.geometry is not None else ""
    said = json.dumps([sorted(row.cells.items()), where])
    return hashlib.sha256(said.encode()).hexdigest()[:_DIGITS]


def _short(text: str) -> str:
    text = clean(text)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."


def swapped_rows(refused: Iterable[Refusal]) -> Iterator[Refusal]:
    """The rows that could be taken, were lat taken for lon."""
    return (refusal for refusal in refused if refusal.swapped)
