"""A data folder of any size, the same each time it is made."""

from pathlib import Path

import yaml

HOSTS = ("SY", "IQ", "DJ", "PH", "GL", "CY", "PA", "NE")
OPERATORS = ("RU", "US", "GB", "FR", "CN")
KINDS = (("base", "navy"), ("airfield", "air_force"), ("barracks", "army"), ("logistics_point", "joint"))
STATUSES = ("active", "stalled", "concluded", "sought", "paused")
A_FILE = 20


def make_folder(folder: Path, installations: int) -> Path:
    """The folder, holding dossiers of 20 installations each, with talks, events, claims and positions."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(0, installations, A_FILE):
        sites = range(number, min(number + A_FILE, installations))
        text = yaml.safe_dump(_dossier(number // A_FILE, sites), sort_keys=False, allow_unicode=True)
        (folder / f"dossier-{number // A_FILE:04}.yaml").write_text(text, encoding="utf-8")
    return folder


def place_of(site: int) -> tuple[float, float]:
    """Latitude and longitude of a site: scattered over the world, the same each time."""
    return round((site * 7919) % 1200 / 10 - 55, 3), round((site * 104729) % 3400 / 10 - 170, 3)


def lonely_sites(installations: int, degrees: float) -> list[int]:
    """The sites with no other so near: the map does not group these with others."""
    places = [place_of(site) for site in range(installations)]
    return [
        site
        for site, (lat, lon) in enumerate(places)
        if sum(abs(lat - y) < degrees and abs(lon - x) < degrees for y, x in places) == 1
    ]


def _dossier(number: int, sites: range) -> dict[str, object]:
    talks, source = f"talks-{number}", f"report-{number}"
    names = [f"site-{site}" for site in sites]
    host, guest = HOSTS[number % len(HOSTS)], OPERATORS[number % len(OPERATORS)]
    return {
        "dossier": {"title": f"Dossier {number}", "defaults": {"negotiation": talks, "installations": names[:3]}},
        "installations": {f"site-{site}": _site(site, host, guest, source) for site in sites},
        "negotiations": {
            talks: {
                "title": f"Talks {number}",
                "parties": [host, guest],
                "installations": names,
                "status": [{"date": "2024-05-01", "status": STATUSES[number % len(STATUSES)], "sources": source}],
            }
        },
        "events": [
            {"id": f"e-{number}-{day}", "date": f"2024-05-{day:02}", "type": "statement", "actors": [guest],
             "summary": f"Contacts number {day} are reported.", "sources": source}
            for day in range(1, 11)
        ],
        "claims": [{"in": f"e-{number}-1", "roles": "stabilizing", "stance": "asserts", "phrase": "a factor"}],
        "positions": [{"in": f"e-{number}-2", "party": host, "issues": "payment", "kind": "demand", "says": "Rent."}],
        "sources": {source: {"publisher": "A made-up agency", "published": "2024-06-01", "accessed": "2024-06-02",
                             "url": f"https://news.example/{number}", "language": "en", "tier": "B"}},
    }  # fmt: skip


def _site(site: int, host: str, guest: str, source: str) -> dict[str, object]:
    kind, service = KINDS[site % len(KINDS)]
    lat, lon = place_of(site)
    return {
        "name": f"Site {site}",
        "kind": kind,
        "service": service,
        "host": host,
        "operators": [guest],
        "location": {"lat": lat, "lon": lon, "precision": "facility", "sources": source},
        "status": [{"date": "2020", "status": "operating", "presence": "leased_base", "sources": source}],
    }
