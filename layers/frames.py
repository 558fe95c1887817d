"""Dataset -> frames: what filters, overlays and exports count and cut by columns. Index: the record's id."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from layers.alike import alike
from layers.config import Config
from layers.dataset import Dataset
from layers.dates import EdtfDate
from layers.footprints import read_footprint
from layers.hosts import host_parties
from layers.parts import StatusEntry
from layers.precision import STEPS, shown_place
from layers.records import Agreement, Contested, Installation, Negotiation, Source
from layers.references import sources_in
from layers.standing import known_from, parties_by
from layers.statements import Claim, Event, Position

CRS = "EPSG:4326"


@dataclass(frozen=True)
class Frames:
    """All records as tables. Cells with several values hold tuples; days are datetime64, written dates stay text."""

    installations: gpd.GeoDataFrame
    """One row a site, EPSG:4326; `geometry` at the displayed precision, None where no pin may be drawn.

    Hosts and operators are those of all times; `parties_vary` where on some days there are fewer.
    `alike`, `status_like`, `hosts_like` and `operators_like` are the places of the first sites of which the same is
    told (see `layers.alike`).
    """
    events: pd.DataFrame
    positions: pd.DataFrame
    claims: pd.DataFrame
    agreements: pd.DataFrame
    negotiations: pd.DataFrame
    statuses: pd.DataFrame
    """One row an entry of a status history: `subject` names the section, `record` the id."""
    contested: pd.DataFrame
    sources: pd.DataFrame


def build_frames(dataset: Dataset, config: Config) -> Frames:
    """Every record of a dataset as rows, in file order."""
    sources = dataset.sources
    talks = _negotiations_of(dataset)
    texts = _texts_about(dataset)
    records = list(dataset.installations.values())
    sites = [_site(site, talks.get(site.id, ()), texts) for site in records]
    places = [shown_place(site.location) for site in records]
    return Frames(
        installations=gpd.GeoDataFrame(
            _indexed(sites, _SITE).assign(**alike(records, sources)), geometry=_points(places), crs=CRS
        ),
        events=_indexed(_statements(dataset.events, sources, _event), _STATEMENT + _EVENT),
        positions=_indexed(_statements(dataset.positions, sources, _position), _STATEMENT + _POSITION),
        claims=_indexed(_statements(dataset.claims, sources, _claim), _STATEMENT + _CLAIM),
        agreements=_indexed([_agreement(one) for one in dataset.agreements.values()], _AGREEMENT),
        negotiations=_indexed(
            [_negotiation(one, texts) for one in dataset.negotiations.values()], _NEGOTIATION
        ),
        statuses=_plain(_statuses(dataset), _STATUS),
        contested=_indexed([_contested(one) for one in dataset.contested.values()], _CONTESTED),
        sources=_indexed([_source(one) for one in sources.values()], _SOURCE),
    )


def fold(text: str) -> str:
    """The text as it is searched: without case and diacritics, in any script."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()


def shown_footprint(site: Installation) -> BaseGeometry | None:
    """The perimeter at the precision at which the site may be shown; None where it would be finer than that."""
    if site.footprint is None or (site.location and site.location.shown_precision != "facility"):
        return None
    geometry = read_footprint(site.footprint).geometry
    if geometry is None:
        return None
    return shapely.set_precision(geometry, STEPS["facility"])


def _points(places: Sequence[tuple[float, float] | None]) -> NDArray[np.object_]:
    """A point for each place, made all at once."""
    points = np.full(len(places), None, dtype=object)
    drawn = np.array([place is not None for place in places], dtype=bool)
    points[drawn] = shapely.points(np.array([place for place in places if place], dtype=float).reshape(-1, 2))
    return points


_SITE = ("id", "name", "names", "aliases", "kind", "service", "hosts", "operators", "parties_vary", "precision",
         "place_of", "planned", "dossier", "negotiations", "established", "haystack", "cited",
         "footprint")  # fmt: skip
_STATEMENT = ("id", "date", "earliest", "latest", "reported", "level", "installations", "negotiation", "via", "sources",
              "known_from", "dossier", "note")  # fmt: skip
_EVENT = ("type", "actors", "summary")
_POSITION = ("party", "issues", "kind", "says", "replaces", "withdrawn", "conditional_on")
_CLAIM = ("speaker", "roles", "as_said", "of", "stance", "phrase", "phrase_lang")
_AGREEMENT = ("id", "title", "type", "parties", "installations", "signed", "in_force", "dossier", "cited")
_NEGOTIATION = ("id", "title", "parties", "installations", "agreements", "dossier", "haystack", "cited")
_STATUS = ("subject", "record", "date", "earliest", "latest", "seen", "status", "by", "level", "presence", "sources",
           "known_from")  # fmt: skip
_CONTESTED = ("id", "topic", "about", "kind", "state", "dossier", "cited")
_SOURCE = ("id", "publisher", "title", "url", "published", "published_by", "accessed", "language", "kind", "tier",
           "state", "repeats", "origin", "dossier")  # fmt: skip


def _indexed(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    names = columns if "id" in columns else ("id", *columns)
    frame = _plain(rows, names)
    frame.index = pd.Index(frame.pop("id"), dtype=object, name="id")
    return frame


def _plain(rows: Sequence[Any], columns: tuple[str, ...]) -> pd.DataFrame:
    """The rows as Python objects, which a View cuts several times faster than Arrow's text; days as datetime64."""
    frame = pd.DataFrame(rows, columns=list(columns), dtype=object)
    for name in ("earliest", "latest", "known_from"):
        if name in columns:
            frame[name] = np.array(frame[name].tolist(), dtype="datetime64[s]")
    for name, kind in (("planned", bool), ("seen", bool), ("parties_vary", bool)):
        if name in columns:
            frame[name] = frame[name].astype(kind)
    return frame


def _negotiations_of(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    talks: dict[str, tuple[str, ...]] = {}
    for negotiation in dataset.negotiations.values():
        for site in negotiation.installations:
            talks[site] = (*talks.get(site, ()), negotiation.id)
    return talks


def _texts_about(dataset: Dataset) -> dict[str, list[str]]:
    """The summaries of events, by each installation and negotiation that they are about: what a search looks in."""
    texts: dict[str, list[str]] = {}
    for event in dataset.events.values():
        for id in (*(event.installations or ()), *((event.negotiation,) if event.negotiation else ())):
            texts.setdefault(id, []).append(event.summary)
    return texts


def _haystack(parts: Iterable[str | None]) -> str:
    return fold("\n".join(part for part in parts if part))


def _site(site: Installation, talks: tuple[str, ...], texts: Mapping[str, list[str]]) -> dict[str, Any]:
    names = (site.id, site.name, *site.names.values(), *site.aliases, site.note, *texts.get(site.id, ()))
    return {
        "id": site.id,
        "name": site.name,
        "names": dict(site.names),
        "aliases": site.aliases,
        "kind": site.kind,
        "service": site.service,
        "hosts": host_parties(site, date.max),
        "operators": parties_by(site.operators, date.max),
        "parties_vary": any(host.from_ for host in site.hosts) or any(one.from_ for one in site.operators),
        "precision": site.location.shown_precision if site.location else "",
        "place_of": site.location.of if site.location else "",
        "planned": bool(site.status)
        and all(entry.status in ("proposed", "agreed", "shelved") for entry in site.status),
        "dossier": site.dossier,
        "negotiations": talks,
        "established": _text(site.established.date) if site.established else "",
        "haystack": _haystack(names),
        "cited": tuple(sources_in(site)),
        "footprint": shown_footprint(site),
    }


def _statements(
    records: Mapping[str, Any], sources: Mapping[str, Source], more: Callable[[Any], dict[str, Any]]
) -> list[dict[str, Any]]:
    return [_statement(record, sources) | more(record) for record in records.values()]


def _statement(record: Any, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {
        "id": record.id,
        "date": _text(record.date),
        "earliest": record.date.begins if record.date else None,
        "latest": record.date.latest if record.date else None,
        "reported": _text(record.reported),
        "level": record.level,
        "installations": record.installations or (),
        "negotiation": record.negotiation or "",
        "via": record.via,
        "sources": record.sources,
        "known_from": known_from(record.sources, sources),
        "dossier": record.dossier,
        "note": record.note,
    }


def _event(event: Event) -> dict[str, Any]:
    return {"type": event.type, "actors": event.actors, "summary": event.summary}


def _position(position: Position) -> dict[str, Any]:
    names = ("party", "issues", "kind", "says", "replaces", "conditional_on")
    return {name: getattr(position, name) for name in names} | {"withdrawn": _text(position.withdrawn)}


def _claim(claim: Claim) -> dict[str, Any]:
    names = ("speaker", "roles", "as_said", "of", "stance")
    phrase = claim.phrase
    return {name: getattr(claim, name) for name in names} | {
        "phrase": phrase.text if phrase else "",
        "phrase_lang": phrase.lang if phrase else "",
    }


def _agreement(one: Agreement) -> dict[str, Any]:
    names = ("id", "title", "type", "parties", "installations", "dossier")
    return {name: getattr(one, name) for name in names} | {
        "signed": _text(one.signed),
        "in_force": _text(one.in_force),
        "cited": tuple(sources_in(one)),
    }


def _negotiation(one: Negotiation, texts: Mapping[str, list[str]]) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "parties": tuple(party.party for party in one.parties),
        "installations": one.installations,
        "agreements": one.agreements,
        "dossier": one.dossier,
        "haystack": _haystack((one.id, one.title, one.note, *texts.get(one.id, ()))),
        "cited": tuple(sources_in(one)),
    }


def _contested(one: Contested) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _CONTESTED[:-1]} | {"cited": tuple(sources_in(one))}


def _source(one: Source) -> dict[str, Any]:
    row = {name: getattr(one, name) for name in _SOURCE}
    return row | {name: _text(row[name]) for name in ("published", "published_by", "accessed")}


def _statuses(dataset: Dataset) -> list[tuple[Any, ...]]:
    return [
        (subject, record.id, *_status(entry, dataset.sources))
        for subject in ("installations", "agreements", "negotiations")
        for record in getattr(dataset, subject).values()
        for entry in record.status
    ]


def _status(entry: StatusEntry, sources: Mapping[str, Source]) -> tuple[Any, ...]:
    day = entry.day
    return (day.text, day.begins, day.latest, entry.seen is not None, entry.status, entry.by, entry.level,
            entry.presence, entry.sources, known_from(entry.sources, sources))  # fmt: skip


def _text(value: EdtfDate | None) -> str:
    return "" if value is None else value.text
