"""What is wrong with a record by itself: statements without a source, order of dates, words, places."""

import re
from collections.abc import Callable, Iterator

from layers import basemap
from layers.config import Config
from layers.dates import EdtfDate
from layers.editorial import OF_RECORDS
from layers.errors import Severity
from layers.fields import Record
from layers.findings import Finding, found
from layers.footprints import read_footprint
from layers.nested import parts_in, value_of
from layers.parts import Location, StatusEntry, Version
from layers.records import Agreement, Installation, Source
from layers.statements import Claim, Event, Position
from layers.terms import Ratification

_NEAR_HOST_KM = 50


def faults_in(record: Record, words: "Words", is_near: "Near") -> Iterator[Finding]:
    """Everything wrong with a record that can be told without another; `is_near` tells of points and countries."""
    yield from _unsourced(record)
    yield from _order_of_dates(record)
    yield from words.loaded(record)
    if isinstance(record, Installation):
        yield from _place(record, is_near)
        yield from _footprint(record)
    for check in OF_RECORDS:
        yield from check(record)


# --- sources and dates ---

_NO_SOURCE = "a dated statement needs a source; name one in `sources`"


def _unsourced(record: Record) -> Iterator[Finding]:
    if value_of(record, "in_") and value_of(record, "date") is None:
        return  # its event is missing or faulty, which is told at `in`
    if isinstance(record, Event | Claim | Position):
        if record.date is None:
            yield found(record, (), "`date` is missing", "say when, or name the event with `in`")
        if not record.sources:
            yield found(record, ("sources",), _NO_SOURCE)
        yield from _unnamed_speaker(record)
    for at, part in parts_in(record):
        if isinstance(part, StatusEntry | Ratification | Version) and not part.sources:
            yield found(record, at, _NO_SOURCE)


def _unnamed_speaker(record: Event | Claim | Position) -> Iterator[Finding]:
    if isinstance(record, Claim) and not record.speaker:
        yield found(record, (), "`speaker` is missing", "a role is always somebody's claim")
    if isinstance(record, Position) and not record.party:
        yield found(record, (), "`party` is missing", "a position is always a party's")


def _order_of_dates(record: Record) -> Iterator[Finding]:
    for at, part in parts_in(record):
        first, last = value_of(part, "from_"), value_of(part, "to") or value_of(part, "until")
        if isinstance(first, EdtfDate) and isinstance(last, EdtfDate) and first.earliest > last.latest:
            yield found(record, (*at, "from"), f"`from: {first}` is after `{last}`, its end")
    if isinstance(record, Agreement):
        yield from _in_force_too_soon(record)
    if isinstance(record, Event | Claim | Position):
        yield from _reported_too_soon(record)


def _reported_too_soon(record: Event | Claim | Position) -> Iterator[Finding]:
    if record.date and record.reported and record.date.begins > record.reported.latest:
        message = f"reported ({record.reported}) before it happened ({record.date})"
        yield found(record, ("reported",), message)


def _in_force_too_soon(record: Agreement) -> Iterator[Finding]:
    if record.signed and record.in_force and record.signed.earliest > record.in_force.latest:
        message = f"in force ({record.in_force}) before it was signed ({record.signed})"
        yield found(record, ("in_force",), message)


# --- words ---


class Words:
    """Looks for words that a neutral text does without."""

    def __init__(self, config: Config) -> None:
        verbs = [re.escape(word) + r"(?:s|d|ed|es|ing)?" for word in config.editorial.loaded_verbs]
        verbs += [r"(?:refuses|refused|refusing) to"] if "refuse to" in config.editorial.loaded_verbs else []
        words = [re.escape(word) + r"s?" for word in config.editorial.loaded_words]
        self.verbs = re.compile(rf"\b(?:{'|'.join(verbs)})\b", re.IGNORECASE) if verbs else None
        self.words = re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) if words else None

    def loaded(self, record: Record) -> Iterator[Finding]:
        """A warning for each of our own texts that leans: versions of a contested topic are somebody's, not ours."""
        for name in ("title", "summary", "says", "topic"):
            text = value_of(record, name)
            if not isinstance(text, str) or isinstance(record, Source):
                continue
            plain, named = "use says, asks, offers or denies", "use the actor's own name"
            # a title has no verb: "Exchange of notes" is a kind of agreement
            verbs = self.verbs if name != "title" else None
            for pattern, hint in ((verbs, plain), (self.words, named)):
                if pattern and (word := pattern.search(text)):
                    yield found(
                        record, (name,), f"`{word[0]}` is a loaded word in a text of ours", hint, "warning"
                    )


# --- places ---


def _place(record: Installation, is_near: "Near") -> Iterator[Finding]:
    """A warning where a site stands far from every country that hosts it."""
    location = record.location
    if location is None or location.lat is None or location.lon is None:
        if location is not None and location.precision != "region":
            yield found(
                record, ("location",), "`lat` and `lon` are missing", "or say `precision: region`", "warning"
            )
        return
    codes = [host.party for host in record.hosts if len(host.party) == 2]
    if (
        not codes
        or basemap.near_disputed(location.lon, location.lat)
        or is_near(location.lon, location.lat, codes)
    ):
        return
    swapped = abs(location.lon) <= 90 and is_near(location.lat, location.lon, codes)
    hint = "lat and lon swapped?" if swapped else f"the place is in {_country_words(location)}"
    message = f"the place is more than {_NEAR_HOST_KM} km from its host {', '.join(codes)}"
    yield found(record, ("location", "lat"), message, hint, "warning")


Near = Callable[[float, float, list[str]], bool]


def is_near_host(lon: float, lat: float, codes: list[str]) -> bool:
    """Whether a point (degrees) is at most 50 km from one of some countries, or of one of them no land is known."""
    if any(basemap.clearly_within_km(lon, lat, code, _NEAR_HOST_KM) for code in codes):
        return True
    # beyond some thousand kilometres a distance is no good: it would be 0 on the other side of the globe
    near = [code for code in codes if not basemap.clearly_beyond_km(lon, lat, code, _NEAR_HOST_KM)]
    distances = [basemap.distance_to_country_km(lon, lat, code) for code in near]
    return any(distance is None or distance <= _NEAR_HOST_KM for distance in distances)


def is_host_or_near(lon: float, lat: float, codes: list[str]) -> bool:
    """The same, by shapes of countries that are loaded once: quicker for many points, slower for a few."""
    if basemap.country_at(lon, lat) in codes:
        return True
    left = [code for code in codes if not basemap.clearly_beyond_km(lon, lat, code, _NEAR_HOST_KM)]
    return bool(left) and is_near_host(lon, lat, left)


def _country_words(location: Location) -> str:
    return basemap.country_at(location.lon or 0, location.lat or 0) or "no country"


def _footprint(record: Installation) -> Iterator[Finding]:
    if record.footprint is not None:
        outcome = read_footprint(record.footprint)
        if outcome.message:
            severity: Severity = "error" if outcome.geometry is None else "warning"
            yield found(record, ("footprint",), outcome.message, outcome.hint, severity)
