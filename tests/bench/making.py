"""A data folder of any size, the same each time it is made."""

import math
from pathlib import Path
from typing import Any

import yaml

HOSTS = ("SY", "IQ", "DJ", "PH", "GL", "CY", "PA", "NE")
CENTRES = {"SY": (34.9, 36.5), "IQ": (33.0, 43.5), "DJ": (11.6, 42.6), "PH": (15.5, 121.0), "GL": (70.0, -45.0),
           "CY": (35.0, 33.2), "PA": (8.5, -80.0), "NE": (17.0, 9.0)}  # fmt: skip
"""A place (latitude, longitude) on the land of each host."""
OPERATORS = ("RU", "US", "GB", "FR", "CN")
KINDS = (("base", "navy"), ("airfield", "air_force"), ("barracks", "army"), ("logistics_point", "joint"))
STATUSES = ("active", "stalled", "concluded", "sought", "paused")
A_FILE = 20
PLACES = 20_400
"""So many sites lie at places of their own before `place_of` comes round; the next ones lie beside the first."""
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def make_folder(folder: Path, installations: int) -> Path:
    """The folder, holding dossiers of 20 installations each, with talks, events, claims and positions."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(0, installations, A_FILE):
        sites = range(number, min(number + A_FILE, installations))
        _write(folder, number // A_FILE, _dossier(number // A_FILE, sites))
    return folder


def make_list(path: Path, sites: int) -> Path:
    """A list of sites in CSV, as somebody might send one: names in two languages, places, kinds, addresses."""
    rows = ["Site Name,name:ru,Latitude,Longitude,Type,Operator,URL"]
    for site in range(sites):
        lat, lon = place_of(site)
        rows.append(
            f"Listed {site},Объект {site},{lat},{lon},{KINDS[site % len(KINDS)][0]},"
            f"{OPERATORS[site % len(OPERATORS)]},https://news.example/{site}"
        )
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def make_sound_folder(folder: Path, dossiers: int) -> Path:
    """The folder, holding so many dossiers of five installations each, of which no check says a word."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(dossiers):
        dossier: Any = _dossier(number, range(number * 5, number * 5 + 5))
        lat, lon = CENTRES[HOSTS[number % len(HOSTS)]]
        for site in dossier["installations"].values():
            site["location"] |= {"lat": lat, "lon": lon}
        for event in dossier["events"]:
            event["summary"] = f"{event['summary'].rstrip('.')} by agency {number}."
        _write(folder, number, dossier)
    return folder


def _write(folder: Path, number: int, dossier: dict[str, object]) -> None:
    text = yaml.dump(dossier, Dumper=_DUMPER, sort_keys=False, allow_unicode=True)
    (folder / f"dossier-{number:04}.yaml").write_text(text, encoding="utf-8")


def place_of(site: int) -> tuple[float, float]:
    """Latitude and longitude of a site: scattered over the world, the same each time."""
    north, east = site * 37 % 100 / 1000 + site // PLACES / 50, site * 61 % 100 / 1000
    lat, lon = (site * 7919) % 1200 / 10 - 55 + north, (site * 104729) % 3400 / 10 - 170 + east
    return round(lat, 3), round(lon, 3)


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
                "status": [_talked(number, step, source) for step in range(3)],
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


def _talked(number: int, step: int, source: str) -> dict[str, object]:
    """The talks in the spring of 2020, 2022 and 2024; how they stand in 2024 follows from their number."""
    date = f"{2020 + 2 * step}-05-{(number * (2 - step)) % 28 + 1:02}"
    return {"date": date, "status": STATUSES[(number + 2 - step) % len(STATUSES)], "sources": source}


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
        "status": [
            {"date": date, "status": status, "presence": "leased_base", "sources": source}
            for date, status in _history(site)
        ],
    }


def _history(site: int) -> list[tuple[str, str]]:
    """Since when which use: each site begins on a day of its own; every third is reduced, every sixth comes back."""
    day = f"{site % 12 + 1:02}-{site * 5 % 28 + 1:02}"
    begun = [(f"{2008 + site * 7 % 13}-{day}", "operating")]
    reduced = [(f"2021-{day}", "reduced")] if site % 3 == 0 else []
    back = [(f"2023-{day}", "operating")] if site % 6 == 0 else []
    return begun + reduced + back
