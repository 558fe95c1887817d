"""A small valid dossier that tests change in one place at a time."""

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

import yaml

ABSENT: Final = object()
"""As an override: leave this key out."""

_MINIMAL: Final[Mapping[str, Any]] = {
    "dossier": {
        "title": "A base by the sea",
        "summary": "One country keeps a base in another, and the two talk about it.",
        "defaults": {"negotiation": "guest-host", "installations": ["harbour"]},
    },
    "actors": {
        "speaker": {
            "name": "A Speaker",
            "kind": "person",
            "country": "RU",
            "roles": [{"office": "Deputy minister", "speaks_for": "RU", "from": "2020"}],
        },
    },
    "installations": {
        "harbour": {
            "name": "Harbour facility",
            "names": {"ar": "ميناء"},
            "kind": "base",
            "service": "navy",
            "host": "SY",
            "operators": ["RU"],
            "location": {
                "lat": 34.914,
                "lon": 35.874,
                "precision": "facility",
                "of": "site",
                "sources": "report",
            },
            "status": [
                {"date": "2017-01-18", "status": "operating", "presence": "granted_base", "sources": "report"}
            ],
        },
    },
    "agreements": {
        "lease": {
            "title": "Lease of the harbour",
            "type": "lease",
            "parties": ["RU", "SY"],
            "installations": ["harbour"],
            "signed": "2017-01-18",
            "status": [{"date": "2017-01-18", "status": "signed", "sources": "report"}],
        },
    },
    "negotiations": {
        "guest-host": {
            "title": "Talks on the harbour",
            "parties": [{"party": "RU", "capacity": "negotiator"}, {"party": "SY", "capacity": "negotiator"}],
            "installations": ["harbour"],
            "agreements": ["lease"],
            "status": [{"date": "2025-07-31", "status": "active", "sources": "report"}],
        },
    },
    "events": [
        {
            "id": "statement-2025-07-31",
            "date": "2025-07-31",
            "type": "statement",
            "level": "official",
            "actors": ["speaker"],
            "summary": "Contacts on the harbour continue.",
            "sources": ["report"],
        },
    ],
    "claims": [
        {
            "in": "statement-2025-07-31",
            "roles": ["stabilizing"],
            "stance": "asserts",
            "of": "installation",
            "phrase": "a stabilizing factor",
        },
    ],
    "positions": [
        {
            "in": "statement-2025-07-31",
            "party": "SY",
            "issues": ["compensation"],
            "kind": "demand",
            "says": "Compensation.",
        },
    ],
    "sources": {
        "report": {
            "publisher": "A news agency",
            "title": "Talks by the sea",
            "url": "https://news.example/harbour",
            "published": "2025-07-31",
            "accessed": "2025-08-01",
            "read": "full",
            "language": "en",
            "kind": "news_agency",
            "tier": "B",
        },
    },
}


def minimal(**overrides: Any) -> dict[str, Any]:
    """The sections of the small dossier, each override merged into its section.

    Mappings are merged key by key, ABSENT removes a key; all else, lists too, replaces what was there.
    """
    return _merged(_MINIMAL, overrides)


def write_dossier(folder: Path, stem: str = "small", **overrides: Any) -> Path:
    """The folder, now holding `<stem>.yaml` with the small dossier and the overrides."""
    text = yaml.safe_dump(minimal(**overrides), allow_unicode=True, sort_keys=False)
    return write_text(folder, text, stem)


def write_text(folder: Path, text: str | bytes, stem: str = "small") -> Path:
    """The folder, now holding `<stem>.yaml` with exactly this text."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{stem}.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def _merged(base: Any, override: Any) -> Any:
    if not (isinstance(base, Mapping) and isinstance(override, Mapping)):
        return deepcopy(override)
    kept = {key: deepcopy(value) for key, value in base.items() if key not in override}
    changed = {key: _merged(base.get(key), value) for key, value in override.items() if value is not ABSENT}
    return {key: (changed | kept)[key] for key in [*base, *override] if key in changed or key in kept}
