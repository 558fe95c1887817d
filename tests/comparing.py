"""A fact of the fact sheet beside the records that tell it: what differs in date, sources and actors."""

from collections.abc import Iterator, Mapping
from typing import Any

from layers.dataset import Dataset
from layers.dates import EdtfDate
from tests.fact_sheet import Entry, Fact, as_list

_NAMED = {"events": "actors", "positions": "party", "claims": "speaker", "agreements": "parties"}


def differences(fact: Fact, dataset: Dataset) -> list[str]:
    """What the records of a fact do not say as the fact sheet does; nothing for an entry without records."""
    if fact.entry is None:
        return [f"{fact}: the ledger does not say where it stands"]
    return compared(fact, dataset) if fact.comparable else []


def compared(fact: Fact, dataset: Dataset) -> list[str]:
    """The same for any fact that has records, one that is told otherwise on purpose too."""
    assert fact.entry is not None
    records = [record for id in fact.entry.ids if (record := dataset.find(id)) is not None]
    if not records:
        return [f"{fact}: none of {', '.join(fact.entry.ids)} is in the data"]
    found = [*_dates(fact, records), *_sources(fact, records, dataset), *_actors(fact, records, dataset)]
    if fact.section == "installations":
        found += [*_place(fact, records), *_changes(fact, dataset)]
    return [f"{fact} ({', '.join(fact.entry.ids)}): {one}" for one in found]


def cited(told: Any, key: str = "") -> Iterator[str]:
    """Every source that a record cites, at whatever depth."""
    if isinstance(told, Mapping):
        for name, one in told.items():
            yield from cited(one, name)
    elif isinstance(told, list | tuple):
        for one in told:
            yield from cited(one, key)
    elif key.endswith("sources"):
        yield told


def sources_of(record: Any, dataset: Dataset) -> set[str]:
    """The sources of a record and of the event that it was said in."""
    event = dataset.events.get(getattr(record, "in_", None) or "")
    return set(cited(record.model_dump())) | set(event.sources if event else ())


# --- dates ---


def _dates(fact: Fact, records: list[Any]) -> Iterator[str]:
    told = fact.told.get("signed" if fact.section == "agreements" else "date")
    days = [day for record in records for day in _days(record)]
    if told and not any(_holds(day, told) for day in days):
        yield f"date {told}, ours {', '.join(map(str, days)) or 'none'}"


def _holds(day: EdtfDate, told: str) -> bool:
    """Whether a date holds all the days that the fact's can mean: so it is no finer."""
    fact = EdtfDate.parse(told)
    return day.earliest <= fact.earliest and fact.latest <= day.latest


def _days(record: Any) -> list[EdtfDate]:
    days = (getattr(record, name, None) for name in ("date", "seen", "reported", "signed"))
    return [day for day in days if day is not None]


# --- sources ---


def _sources(fact: Fact, records: list[Any], dataset: Dataset) -> Iterator[str]:
    ours = {source for record in records for source in sources_of(record, dataset)}
    told = {name: one for name, one in fact.told.items() if name != "status_changes"}
    missing = sorted(set(cited(told)) - ours)
    if missing:
        yield f"sources {', '.join(missing)} not cited"


# --- installations ---


def _place(fact: Fact, records: list[Any]) -> Iterator[str]:
    told = fact.told.get("coordinates")
    places = [one.location for one in records if one.location is not None]
    if told and (told["lat"], told["lon"]) not in [(place.lat, place.lon) for place in places]:
        yield f"place {told['lat']}, {told['lon']}"


def _changes(fact: Fact, dataset: Dataset) -> Iterator[str]:
    """What the entries and events that stand for changes of status do not say as the fact sheet does."""
    stand = fact.ledger.histories().get(str(fact.place), [])
    excused = fact.ledger.changed("status_changes")
    for number, (told, entry) in enumerate(zip(fact.told["status_changes"], stand, strict=False), start=1):
        records = _change(fact, entry, dataset)
        place = f"{fact.place} {number}"
        if place in excused or not records:
            continue
        if not any(_holds(day, told["date"]) for record in records for day in _days(record)):
            yield f"change {number}: date {told['date']}"
        missing = set(told["sources"]) - {id for record in records for id in sources_of(record, dataset)}
        if missing:
            yield f"change {number}: sources {', '.join(sorted(missing))} not cited"


def _change(fact: Fact, told: Any, dataset: Dataset) -> list[Any]:
    """The status entry, or the records, that stand for a change of status."""
    if isinstance(told, Mapping) and "status" in told:
        site = dataset.installations.get(fact.entry.ids[0]) if fact.entry else None
        history = site.status if site else ()
        return [one for one in history if (one.status, str(one.day)) == (told["status"], told["day"])]
    return [record for id in Entry.read(told).ids if (record := dataset.find(id)) is not None]


# --- actors ---


def _actors(fact: Fact, records: list[Any], dataset: Dataset) -> Iterator[str]:
    ours = {voice for record in records for voice in _voices(record, dataset)}
    for name in _names(fact):
        wanted = fact.ledger.actors(name)
        if not wanted:
            yield f"the ledger has no actor for {name}"
        elif not ours & set(wanted):
            yield f"{name} ({', '.join(wanted)}) is not among {', '.join(sorted(ours))}"
    if fact.section == "agreements":
        (agreement,) = records
        extra = set(agreement.parties) - {id for name in _names(fact) for id in fact.ledger.actors(name)}
        if extra:
            yield f"parties {', '.join(sorted(extra))} are not in the fact sheet"


def _names(fact: Fact) -> list[str]:
    """Who speaks or acts, as the fact sheet names them."""
    field = _NAMED.get(fact.section, "")
    return [name for name in as_list(fact.told.get(field) or []) if name]


def _voices(record: Any, dataset: Dataset) -> Iterator[str]:
    """Who speaks or acts in a record, who carries it, and in whose name they do so."""
    for field in (*_NAMED.values(), "via"):
        for id in as_list(getattr(record, field, None) or []):
            yield id
            actor = dataset.actors.get(id)
            if actor is not None:
                yield from (office.speaks_for for office in actor.roles if office.speaks_for)
                yield from (actor.country or "", *actor.member_of)
