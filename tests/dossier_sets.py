"""Sets of dossiers that refer to one another, repeat one another and are wrong in many ways, for hypothesis."""

from collections.abc import Mapping
from typing import Any

import yaml
from hypothesis import strategies as st


class _Plain(yaml.SafeDumper):
    """Writes a list twice that stands in two places, instead of an anchor."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


PATHS = ("a.yaml", "b.yaml", "c.yaml", "deep/a.yaml")
"""Two of one name: which dossier a record belongs to, and ids that are made of it, then depend on the others."""
DAYS = ("2024-05-01", "2025-07-31", "2026-01")
SITES, TALKS, TEXTS, EVENTS = ("harbour", "field"), ("talks", "round"), ("lease", "pact"), ("e-1", "e-2")
SOURCES, ACTORS = ("report", "note", "wire"), ("speaker", "office")
SUMMARIES = (
    "Contacts on the harbour go on as before.",
    "The base is handed over.",
    "The regime admits talks.",
)
TITLES = (*SUMMARIES[:1], "Contacts on the harbour go on", "Порт", None)
ADDRESSES = (
    "https://news.example/1",
    "http://www.news.example/1/",
    "https://news.example/2?utm_source=x",
    "no",
)
# What ids of another file's records are made of where none is typed.
MADE = ("a-2025-07-31-speaker-statement", "a-2025-07-31-speaker-statement-2")


def _some(values: tuple[str, ...], most: int = 2) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from((*values, *values, "nobody-knows")), max_size=most, unique=True)


def _fields(given: Mapping[str, st.SearchStrategy[Any]], **perhaps: st.SearchStrategy[Any]) -> Any:
    return st.fixed_dictionaries(dict(given), optional=perhaps)


_DAY, _SOURCES, _SITES = st.sampled_from(DAYS), _some(SOURCES), _some(SITES)


def _history(*statuses: str) -> Any:
    return st.lists(
        _fields({"date": _DAY, "status": st.sampled_from(statuses)}, sources=_SOURCES), max_size=2
    )


_SAID = {"date": _DAY, "reported": _DAY, "sources": _SOURCES, "installations": _SITES, "level": st.just("official"),
         "negotiation": st.sampled_from(TALKS)}  # fmt: skip
_IN = st.sampled_from((*EVENTS, *MADE))
_SITE = _fields(
    {"name": st.just("Site"), "host": st.sampled_from(("SY", "XX", "office"))},
    status=_history("operating", "baze"), parts=_SITES,
    location=st.just({"lat": 35.9, "lon": 34.9, "precision": "facility"}),
)  # fmt: skip
_TALKS = _fields(
    {"title": st.just("Talks")}, installations=_SITES, agreements=_some(TEXTS), status=_history("active", "contact"),
    strands=st.builds(lambda sites: [{"title": "Part", "installations": sites}], _SITES),
)  # fmt: skip
_TEXT = _fields({"title": st.just("Lease"), "type": st.sampled_from(("lease", "leaze"))}, installations=_SITES,
                status=_history("signed"))  # fmt: skip
_EVENT = _fields(
    {"type": st.sampled_from(("statement", "handover", "agreement")), "summary": st.sampled_from(SUMMARIES)},
    id=st.sampled_from(EVENTS), actors=_some(ACTORS), **_SAID,
)  # fmt: skip
_CLAIM = _fields(
    {"roles": st.just("stabilizing"), "stance": st.just("asserts")},
    id=st.sampled_from(("c-1", "c-2")), speaker=_some((*ACTORS, *SOURCES)), **{"in": _IN}, **_SAID,
)  # fmt: skip
_POSITION = _fields(
    {"kind": st.just("demand"), "says": st.just("Rent.")},
    party=st.sampled_from(("SY", *ACTORS)), replaces=_some(("c-1",)), **{"in": _IN}, **_SAID,
)  # fmt: skip
_CONTESTED = _fields(
    {"topic": st.just("Since when"), "kind": st.just("date"),
     "versions": st.builds(lambda sources: [{"says": "Since then.", "sources": sources}], _SOURCES)},
    about=_some((*SITES, *TALKS, "RU")),
)  # fmt: skip
_SOURCE = _fields(
    {"publisher": st.just("An agency")},
    title=st.sampled_from(TITLES), published=_DAY, language=st.just("en"), repeats=st.sampled_from(SOURCES),
    url=st.sampled_from(ADDRESSES),
)  # fmt: skip


def _keyed(ids: tuple[str, ...], record: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.dictionaries(st.sampled_from(ids), record, max_size=2)


_DOSSIER = _fields(
    {},
    dossier=_fields({}, reviewed=_DAY, defaults=_fields({}, negotiation=st.sampled_from(TALKS), installations=_SITES)),
    actors=_keyed(ACTORS, _fields({"name": st.just("A")}, country=st.sampled_from(("RU", "speaker")))),
    installations=_keyed(SITES, _SITE),
    negotiations=_keyed(TALKS, _TALKS),
    agreements=_keyed(TEXTS, _TEXT),
    events=st.lists(_EVENT, max_size=3),
    claims=st.lists(_CLAIM, max_size=2),
    positions=st.lists(_POSITION, max_size=2),
    contested=st.lists(_CONTESTED, max_size=1),
    sources=_keyed(SOURCES, _SOURCE),
)  # fmt: skip
TEXTS = st.one_of(
    _DOSSIER.map(lambda sections: yaml.dump(sections, Dumper=_Plain, allow_unicode=True, sort_keys=False)),
    st.sampled_from(
        ("", "installations: [\n", "instalations: {}\n", "sources:\n  report: {publisher: A, url: x}\n")
    ),
)


def dossier_sets() -> st.SearchStrategy[dict[str, str]]:
    """Texts of dossiers by their path below the data folder."""
    return st.dictionaries(st.sampled_from(PATHS), TEXTS, min_size=1)
