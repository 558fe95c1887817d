"""A dossier whose every text is an attack, made from the record models: a field added to them is attacked too."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

import yaml

from layers.dates import EdtfDate
from layers.fields import Part, Vocabulary
from layers.records import KEYED, RECORDS

ATTACK: Final = (
    "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>${window.hacked=1}{{7*7}}</script>"
    "\"'`\\ ![x](http://evil.example/x.png) [x](javascript:window.hacked=1) :red[x]$x$ \u202e\u200b&lt;"
)
"""HTML, a template literal, Markdown, quotes, backticks, and characters that turn or hide text."""
ID: Final = "<b>\"'`${window.hacked=1}</script><svg/onload=window.hacked=1>&amp;%2F#?"
"""An id may hold anything but white space."""
STEM: Final = "<img src=x onerror=window.hacked=1>"
"""The name of the dossier's file."""
URL: Final = "https://news.example/\"'><script>window.hacked=1</script>${window.hacked=1}"

# What a field that holds ids points to. All other texts are attacks.
_ACTORS = (
    "party", "speaker", "actors", "by", "via", "who", "payer", "payee", "speaks_for", "parties",
)  # fmt: skip
_POINTS: Final[Mapping[str, str]] = {
    **dict.fromkeys(_ACTORS, f"{ID}actors"),
    **dict.fromkeys(("installations", "about", "record"), f"{ID}installations"),
    **dict.fromkeys(("sources", "outcome_sources"), f"{ID}sources"),
    "agreements": f"{ID}agreements",
    "negotiation": f"{ID}negotiations",
    "in": f"{ID}events",
    "url": URL,
    "archive_url": URL,
    "country": "SY",
    "state": "RU",
}
# What would contradict another field, point to the record itself or change what is shown.
_LEFT_OUT: Final = frozenset(
    {"dossier", "seen", "display", "successor_of", "member_of", "parts", "replaces", "repeats", "withdrawn"}
)
_GIVEN: Final[Mapping[str, Any]] = {
    "lat": 34.914,
    "lon": 35.874,
    "currency": "USD",
    "precision": "facility",
    "from": "2017-01-18",
    "to": "2030",
    "until": "2030",
    "footprint": {
        "type": "Polygon",
        "coordinates": [[[35.87, 34.91], [35.88, 34.91], [35.88, 34.92], [35.87, 34.91]]],
    },
}


def write_hostile_dossier(folder: Path, vocabularies: Mapping[str, Any]) -> Path:
    """The folder, now holding the dossier; every record in it is valid."""
    folder.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(hostile_dossier(vocabularies), allow_unicode=True, sort_keys=False)
    (folder / f"{STEM}.yaml").write_text(text, encoding="utf-8")
    return folder


def write_hostile_faults(folder: Path) -> Path:
    """The folder, now holding a second file whose faults are attacks: Problems quote what is wrong."""
    faults = {
        f"{ATTACK} section": {},
        "sources": {
            f"{ID}bad-url": {"publisher": "P", "published": "2025", "url": "javascript:window.hacked=1"},
            f"{ID}bad-key": {"publisher": "P", "published": "2025", f"{ATTACK} key": ATTACK},
            f"{ID}bad-value": {"publisher": "P", "published": "2025", "tier": f"{ATTACK} tier"},
            f"{ID}bad-date": {"publisher": "P", "published": f"{ATTACK} date"},
        },
    }
    path = folder / f"{STEM} faults.yaml"
    path.write_text(yaml.safe_dump(faults, allow_unicode=True), encoding="utf-8")
    return folder


def hostile_config(config: Mapping[str, Any]) -> dict[str, Any]:
    """The configuration with an attack in its title, its summary and the label and definition of every term."""
    hostile = deepcopy(dict(config))
    for name in ("title", "summary", "licence"):
        hostile[name] = f"config.{name} {ATTACK}"
    hostile["origins"] = [f"config.origins {ATTACK}"]
    for vocabulary, terms in hostile["vocabularies"].items():
        for value, term in terms.items():
            term["label"] = {"en": f"{vocabulary}.{value} {ATTACK}"}
            term["definition"] = f"{vocabulary}.{value}.definition {ATTACK}"
    return hostile


def hostile_dossier(vocabularies: Mapping[str, Any]) -> dict[str, Any]:
    """One record of each kind, all fields filled, as YAML has it."""
    sections: dict[str, Any] = {}
    for model in RECORDS:
        record = _filled(model, model.SECTION, vocabularies)
        if model.SECTION in KEYED:
            del record["id"]
            sections[model.SECTION] = {f"{ID}{model.SECTION}": record}
        else:
            sections[model.SECTION] = [{**record, "id": f"{ID}{model.SECTION}"}]
    return {"dossier": _dossier_info(), **sections}


def texts(value: Any) -> Iterator[str]:
    """Every attack in a dossier; each says by its first word which field it stands in."""
    if isinstance(value, str) and ATTACK in value:
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def _dossier_info() -> dict[str, Any]:
    return {
        "title": f"dossier.title {ATTACK}",
        "summary": f"dossier.summary {ATTACK}",
        "region": f"dossier.region {ATTACK}",
        "gaps": [f"dossier.gaps {ATTACK}"],
        "defaults": {"negotiation": f"{ID}negotiations", "installations": [f"{ID}installations"]},
    }


def _filled(model: type[Part], path: str, vocabularies: Mapping[str, Any]) -> dict[str, Any]:
    values = {}
    for field_name, field in model.model_fields.items():
        name = field.alias or field_name
        if name not in _LEFT_OUT:
            values[name] = _value(field.annotation, field.metadata, name, f"{path}.{name}", vocabularies)
    return values


def _value(
    annotation: Any, metadata: list[Any], name: str, path: str, vocabularies: Mapping[str, Any]
) -> Any:
    """Something valid for a field of this type: a term, a date, a number, a record, a reference or an attack."""
    inside = get_args(annotation)
    for mark in metadata:
        if isinstance(mark, Vocabulary):
            return _GIVEN.get(name) or next(iter(vocabularies[mark.name]))
    if get_origin(annotation) is Annotated:
        return _value(inside[0], list(inside[1:]), name, path, vocabularies)
    if get_origin(annotation) in (Union, UnionType):
        return _value(inside[0], [], name, path, vocabularies)
    if get_origin(annotation) is tuple:
        return [_value(inside[0], [], name, path, vocabularies)]
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return _filled(annotation, path, vocabularies)
    return _leaf(annotation, name, path)


def _leaf(annotation: Any, name: str, path: str) -> Any:
    if annotation is EdtfDate:
        return _GIVEN.get(name, "2025-07-31")
    if annotation is str and name == "to":
        return f"{ID}{path.partition('.')[0]}"  # talks are linked to talks, agreements to agreements
    if annotation is str and name not in _GIVEN:
        return _POINTS.get(name) or f"{path} {ATTACK}"
    if name in _GIVEN:
        return _GIVEN[name]
    if annotation is bool:
        return True
    if annotation in (int, float):
        return 5
    return {"ar": f"{path} {ATTACK}"}  # a mapping of names by language
