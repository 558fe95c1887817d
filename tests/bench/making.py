"""A data folder of any size, the same each time it is made."""

import math
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


def pixels_from(centre: tuple[float, float], zoom: int, site: int) -> tuple[float, float]:
    """How far right of and below the middle of a Web Mercator map a site lies, in pixels."""
    (lat, lon), scale = place_of(site), 256 * 2**zoom
    north = [
        math.log(math.tan(math.pi / 4 + math.radians(one) / 2)) / (2 * math.pi) for one in (lat, centre[0])
    ]
    return (lon - centre[1]) / 360 * scale, (north[1] - north[0]) * scale


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
