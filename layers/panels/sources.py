"""Sources: what everything here rests on, and which statements rest on each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from layers.citing import counted, source_date, source_kind, source_title
from layers.extend import Block, Line, Panel, Pick, Table, Text
from layers.panels.corrections import correction_lines
from layers.panels.wording import further, muted, nothing, plain
from layers.records import Agreement, Installation, Negotiation, Source

if TYPE_CHECKING:
    from layers.scene import Scene

_MOST_ROWS = 300
_MOST_PICKS = 3
_COLUMNS = ("No.", "Source", "Published", "Language", "Kind", "Tier", "What rests on it")


def read(scene: "Scene") -> tuple[Block, ...]:
    """A table of the sources cited, in the order of their numbers."""
    if not scene.sources:
        return nothing("source", scene)
    resting = _resting(scene)
    ordered = sorted(scene.sources, key=lambda source: scene.source_number(source.id))
    told = ordered[:_MOST_ROWS]
    rows = tuple(_row(source, resting.get(source.id, {}), scene) for source in told)
    anchors = tuple(f"s{scene.source_number(source.id)}" for source in told)
    table = Table("Sources cited by what is shown", _COLUMNS, rows, anchors=anchors)
    return (table, *further(len(ordered) - len(rows), "source"))


def _row(source: Source, resting: Mapping[str, int], scene: "Scene") -> tuple[tuple[Line, ...], ...]:
    publisher: Line = (Text(source.publisher, tone="strong"),)
    note: tuple[Line, ...] = ((muted(source.note),),) if source.note else ()
    return (
        (plain(str(scene.source_number(source.id))),),
        (publisher, source_title(source), *note, *correction_lines(source.id, scene)),
        (plain(source_date(source)),),
        (plain(source.language or "not given"),),
        (plain(source_kind(source, scene)),),
        (plain(source.tier),),
        _rests(resting, scene),
    )


def _rests(resting: Mapping[str, int], scene: "Scene") -> tuple[Line, ...]:
    """How many statements, and the talks that these are about; the sites where there are no talks."""
    if not resting:
        return ((muted("nothing shown"),),)
    talks = [scene.dataset.negotiations[id] for id in resting if id in scene.dataset.negotiations]
    sites = [scene.dataset.installations[id] for id in resting if id in scene.dataset.installations]
    picks = tuple(Pick(record.id, scene.name(record)) for record in (talks or sites)[:_MOST_PICKS])
    return (plain(counted(sum(resting.values()), "statement")), picks)


def _resting(scene: "Scene") -> Mapping[str, Mapping[str, int]]:
    """For each source the number of statements that cite it, by what they are about."""
    found: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for about, sources in _cited(scene):
        for id in sources:
            found[id][about] += 1
    return found


def _cited(scene: "Scene") -> Iterator[tuple[str, Iterable[str]]]:
    for statement in (*scene.events, *scene.claims, *scene.positions):
        yield statement.negotiation or next(iter(statement.installations or ()), ""), statement.sources
    records: tuple[Installation | Agreement | Negotiation, ...] = (
        *scene.installations,
        *scene.agreements,
        *scene.negotiations,
    )
    for record in records:
        for entry in record.status:
            yield record.id, entry.sources
    for topic in scene.contested:
        for version in topic.versions:
            yield next(iter(topic.about), ""), version.sources


SOURCES = Panel("sources", "Sources", "Every published text that what is shown rests on.", read)
