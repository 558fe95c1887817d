"""The facts in a site's popup, each as `Label: text`. Roles are claims and never stand here."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from layers.bidi import closed
from layers.dates import day_label
from layers.hosts import in_short, why_it_matches
from layers.overlays.looks import Talks
from layers.standing import parties_by

if TYPE_CHECKING:
    from layers.parts import StatusEntry
    from layers.scene import Scene


_DISPUTED: Final[Mapping[str, str]] = {
    "": "",
    "status": "Disputed: a status, on which sources differ",
    "land": "Disputed: the land, claimed or held by several",
    "status land": "Disputed: the land, claimed or held by several; and a status, on which sources differ",
}
"""What a hatched edge stands for, in words."""


def installation_lines(
    scene: "Scene", id_: str, site: dict[str, Any], talks: Talks, hatched: str
) -> list[str]:
    """Status, host, what is disputed, operators, talks, precision; what nobody has published is left out."""
    record = scene.dataset.installations[id_]
    lines = [
        _status(scene, id_),
        _labelled("Host", in_short(record, scene)),
        _labelled("Matches", why_it_matches(record, scene)),
        _DISPUTED[hatched],
        _actors(scene, "Operator", parties_by(record.operators, scene.day)),
        *(_talks(scene, id_, standing) for id_, standing in talks),
        _precision(scene, site),
    ]
    return [line for line in lines if line]


def said(scene: "Scene", vocabulary: str, entry: "StatusEntry") -> str:
    """One status as a sentence part: `operating, seen 3 December 2025, says Russia`."""
    day = f"since {entry.date.label()}" if entry.date else f"seen {entry.seen.label()}" if entry.seen else ""
    speakers = " and ".join(closed(scene.actor_name(by)) for by in entry.by)
    parts = (scene.label(vocabulary, entry.status), day, f"says {speakers}" if speakers else "")
    return ", ".join(part for part in parts if part)


def _status(scene: "Scene", id_: str) -> str:
    standing = scene.standings.get(("installations", id_))
    if standing is None or not standing.entries:
        return "Status: nothing published by this day"
    return "Status: " + "; ".join(said(scene, "installation_status", entry) for entry in standing.entries)


def _talks(scene: "Scene", id_: str, standing: Any) -> str:
    record = scene.find(id_)
    title = closed(scene.name(record)) if record else id_
    reported = f", last reported {day_label(standing.last_reported)}" if standing.last_reported else ""
    return f"Talks: {title}, {scene.label('negotiation_status', standing.status)}{reported}"


def _actors(scene: "Scene", label: str, actors: tuple[str, ...]) -> str:
    return _labelled(label, ", ".join(closed(scene.actor_name(actor)) for actor in actors))


def _labelled(label: str, words: str) -> str:
    return f"{label}: {words}" if words else ""


def _precision(scene: "Scene", site: dict[str, Any]) -> str:
    precision, of = (text_of(site[column]) for column in ("precision", "place_of"))
    if not precision:
        return "Place: not published"
    where = f" of the {scene.label('location_of', of).casefold()}" if of else ""
    return f"Place: a published point{where}, precision {scene.label('precision', precision).casefold()}"


def text_of(cell: Any) -> str:
    """The text of a cell, empty where pandas holds its own word for nothing."""
    return cell if isinstance(cell, str) else ""
