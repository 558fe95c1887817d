"""What the View shows as plain tables, the same for every format. A role is a row of `claims`, nothing else."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from layers.exports.columns import COLUMNS, Column
from layers.hosts import as_data, host_layers, land_disputed

if TYPE_CHECKING:
    from layers.records import Agreement, Installation, Negotiation
    from layers.scene import Scene

Value = str | float | bool | tuple[str, ...] | None
Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table of plain values: text, numbers, flags, tuples of text; None where nothing is known."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def plain_tables(scene: "Scene") -> Iterator[PlainTable]:
    """The tables that exports hold, one after the other, in the order of COLUMNS."""
    for name in COLUMNS:
        yield plain_table(scene, name)


def plain_table(scene: "Scene", name: str) -> PlainTable:
    """One of the tables in COLUMNS."""
    columns = COLUMNS[name]
    make = _ROWS.get(name, _frame_row)
    frame = getattr(scene.shown, name)
    cells = zip(frame.index, frame.to_dict("records"), strict=True)
    made = (make(scene, name, {"id": id, **row}) for id, row in cells)
    return PlainTable(
        name,
        columns,
        tuple({column.name: _value(row.get(column.name)) for column in columns} for row in made),
    )


def _value(value: Any) -> Value:
    """The value as formats take it: whatever is neither text, number, flag nor several texts is nothing."""
    if isinstance(value, tuple):
        return tuple(str(item) for item in value)
    if isinstance(value, float) and value != value:
        return None
    return value if isinstance(value, str | bool | float) else int(value) if isinstance(value, int) else None


# --- rows ---


def _frame_row(scene: "Scene", name: str, row: dict[str, Any]) -> dict[str, Any]:
    return row


def _statement(scene: "Scene", name: str, row: dict[str, Any]) -> dict[str, Any]:
    return row | _cited(scene, row["sources"])


def _negotiated(scene: "Scene", name: str, row: dict[str, Any]) -> dict[str, Any]:
    """An agreement or a negotiation with its status on the day."""
    record: Agreement | Negotiation = getattr(scene.dataset, name)[row["id"]]
    standing = scene.standing(record)
    return row | _standing(scene, record) | _cited(scene, standing.sources if standing else ())


def _site(scene: "Scene", name: str, row: dict[str, Any]) -> dict[str, Any]:
    record = scene.dataset.installations[row["id"]]
    point = row["geometry"]
    return row | _standing(scene, record) | _talks(scene, record) | _cited(scene, _site_sources(scene, record)) | {
        "name": scene.name(record),
        "names": tuple(f"{lang}: {name}" for lang, name in record.names.items() if name),
        "host_layers": tuple(as_data(host) for host in host_layers(record, scene.day)),
        "land_disputed": land_disputed(record, scene.day, scene.dataset),
        "longitude": point.x if point else None,
        "latitude": point.y if point else None,
    }  # fmt: skip


def _site_sources(scene: "Scene", site: "Installation") -> tuple[str, ...]:
    """The sources of the status on the day, of the place, and of who hosts and uses it."""
    standing = scene.standing(site)
    return (
        *(standing.sources if standing else ()),
        *(site.location.sources if site.location else ()),
        *(id for host in site.hosts for id in host.sources),
        *(id for operator in site.operators for id in operator.sources),
        *site.sources,
    )


def _talks(scene: "Scene", site: "Installation") -> dict[str, Any]:
    talks = [one for one in scene.negotiations if site.id in one.installations]
    first = _standing(scene, talks[0]) if talks else {}
    return {
        "talks": tuple(one.id for one in talks),
        "talks_status": first.get("status"),
        "talks_disputed": first.get("status_disputed", False),
        "talks_last_reported": first.get("last_reported"),
    }


def _standing(scene: "Scene", record: "Installation | Agreement | Negotiation") -> dict[str, Any]:
    standing = scene.standing(record)
    if standing is None:
        return {"status_disputed": False}
    entries = [(", ".join(entry.by), entry.status) for entry in standing.entries]
    return {
        "status": standing.status,
        "status_date": standing.newest.day.text,
        "status_disputed": standing.disputed,
        "status_versions": tuple(f"{by}: {status}" if by else status for by, status in entries),
        "last_reported": standing.last_reported.isoformat() if standing.last_reported else None,
        "age_days": standing.age_days,
    }


def _cited(scene: "Scene", ids: tuple[str, ...]) -> dict[str, Any]:
    """Those of the sources that had been published by the day, and their addresses."""
    known = tuple(id for id in dict.fromkeys(ids) if scene.source_number(id))
    urls = (scene.dataset.sources[id].url for id in known)
    return {"sources": known, "source_urls": tuple(url for url in urls if url)}


_ROWS: Final[Mapping[str, Callable[["Scene", str, dict[str, Any]], dict[str, Any]]]] = {
    "installations": _site,
    "negotiations": _negotiated,
    "agreements": _negotiated,
    "events": _statement,
    "claims": _statement,
    "positions": _statement,
}
