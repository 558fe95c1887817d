"""What one record cannot know: order of dates, statements without a source, words, places, duplicates."""

import re
from collections.abc import Callable, Iterator, Set
from typing import TYPE_CHECKING, Any

from layers import basemap
from layers.config import Config
from layers.dates import EdtfDate
from layers.editorial import CHECKS, folded
from layers.errors import Severity
from layers.fields import Record
from layers.findings import At, Finding, found
from layers.footprints import read_footprint
from layers.nested import parts_in, value_of
from layers.parts import Location, StatusEntry, Version
from layers.records import Agreement, Installation, Source
from layers.references import missing_references
from layers.statements import Claim, Event, Position
from layers.terms import Ratification

if TYPE_CHECKING:
    from layers.dataset import Dataset

_NEAR_HOST_KM = 50
_MANY = 300


def find_faults(dataset: "Dataset", named: Set[tuple[str, str]], config: Config) -> Iterator[Finding]:
    """Everything wrong between the records of a dataset.

    `named` holds the ids of faulty records too, so that one fault is not told again at each reference to it.
    """
    words = _Words(config)
    is_near = is_near_host if len(dataset.installations) < _MANY else is_host_or_near
    titles = {folded(source.title) for source in dataset.sources.values() if source.title}
    for record in _records(dataset):
        yield from missing_references(record, named)
        yield from _unsourced(record)
        yield from _order_of_dates(record, dataset)
        yield from words.loaded(record)
        yield from _borrowed_title(record, titles)
        if isinstance(record, Installation):
            yield from _place(record, is_near)
            yield from _footprint(record)
    yield from _duplicates(dataset)
    for check in CHECKS:
        yield from check(dataset, config)


def _records(dataset: "Dataset") -> Iterator[Record]:
    for section in (
        dataset.actors, dataset.installations, dataset.agreements, dataset.negotiations, dataset.events,
        dataset.claims, dataset.positions, dataset.expected, dataset.contested, dataset.corrections, dataset.sources,
    ):  # fmt: skip
        yield from section.values()


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


def _order_of_dates(record: Record, dataset: "Dataset") -> Iterator[Finding]:
    for at, part in parts_in(record):
        first, last = value_of(part, "from_"), value_of(part, "to") or value_of(part, "until")
        if isinstance(first, EdtfDate) and isinstance(last, EdtfDate) and first.earliest > last.latest:
            yield found(record, (*at, "from"), f"`from: {first}` is after `{last}`, its end")
        if isinstance(part, StatusEntry):
            at_day = (*at, "date" if part.date else "seen")
            yield from _newer_than_sources(record, at_day, part.day, part.sources, dataset)
    if isinstance(record, Agreement):
        yield from _in_force_too_soon(record)
    if isinstance(record, Event | Claim | Position) and record.date:
        if record.reported and record.date.begins > record.reported.latest:
            yield found(
                record, ("reported",), f"reported ({record.reported}) before it happened ({record.date})"
            )
        if isinstance(record, Event):
            yield from _newer_than_sources(record, ("date",), record.date, record.sources, dataset)


def _in_force_too_soon(record: Agreement) -> Iterator[Finding]:
    if record.signed and record.in_force and record.signed.earliest > record.in_force.latest:
        message = f"in force ({record.in_force}) before it was signed ({record.signed})"
        yield found(record, ("in_force",), message)


def _newer_than_sources(
    record: Record, at: At, day: EdtfDate, sources: tuple[str, ...], dataset: "Dataset"
) -> Iterator[Finding]:
    known = [dataset.sources[id].known_from for id in sources if id in dataset.sources]
    latest = [date.latest for date in known if date is not None]
    if latest and len(latest) == len(known) and day.begins > max(latest):
        message = f"`{day}` is later than every source of it"
        yield found(record, at, message, "a status is never newer than its source", severity="warning")


# --- words ---


class _Words:
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


def _borrowed_title(record: Record, titles: Set[str]) -> Iterator[Finding]:
    if isinstance(record, Event) and folded(record.summary) in titles:
        yield found(
            record, ("summary",), "the summary is a source's title", "say in neutral words what happened"
        )


# --- places ---


def _place(record: Installation, is_near: Callable[[float, float, list[str]], bool]) -> Iterator[Finding]:
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


# --- duplicates ---


def _duplicates(dataset: "Dataset") -> Iterator[Finding]:
    """Warnings for events that seem to be entered twice."""
    seen: dict[Any, Record] = {}
    for event in dataset.events.values():
        yield from _twice(
            event, ("event", str(event.date), event.summary.casefold().strip()), "summary", seen
        )


def _twice(record: Record, key: Any, field: str, seen: dict[Any, Record]) -> Iterator[Finding]:
    first = seen.setdefault(key, record)
    if first is not record:
        yield found(record, (field,), f"the same as `{first.id}`", "keep one of the two", "warning")
