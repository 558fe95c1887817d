"""The facts in a site's popup, each as `Label: text`. Roles are claims and never stand here."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from layers.bidi import closed
from layers.dates import day_label

if TYPE_CHECKING:
    from layers.parts import StatusEntry
    from layers.records import Negotiation
    from layers.scene import Scene
    from layers.standing import Standing

DISPUTED: Final[Mapping[str, str]] = {
    "": "",
    "status": "Disputed: a status, on which sources differ",
    "land": "Disputed: the land, claimed or held by several",
}
"""What a hatched edge stands for, in words."""


def status_line(standing: "Standing | None", scene: "Scene") -> str:
    """The status of the foreign use, by whose word."""
    if standing is None or not standing.entries:
        return "Status: nothing published by this day"
    return "Status: " + "; ".join(said(scene, "installation_status", entry) for entry in standing.entries)


def said(scene: "Scene", vocabulary: str, entry: "StatusEntry") -> str:
    """One status as a sentence part: `operating, seen 3 December 2025, says Russia`."""
    day = f"since {entry.date.label()}" if entry.date else f"seen {entry.seen.label()}" if entry.seen else ""
    speakers = " and ".join(closed(scene.actor_name(by)) for by in entry.by)
    parts = (scene.label(vocabulary, entry.status), day, f"says {speakers}" if speakers else "")
    return ", ".join(part for part in parts if part)


def talks_line(negotiation: "Negotiation", standing: "Standing", scene: "Scene") -> str:
    """One negotiation about the site, its status, and when that was last reported."""
    reported = f", last reported {day_label(standing.last_reported)}" if standing.last_reported else ""
    return (
        f"Talks: {closed(negotiation.title)}, {scene.label('negotiation_status', standing.status)}{reported}"
    )


def operators_line(actors: Iterable[str], scene: "Scene") -> str:
    """Whose forces use the site; empty where nobody has published that."""
    return labelled("Operator", ", ".join(closed(scene.actor_name(actor)) for actor in actors))


def place_line(precision: str, of: str, scene: "Scene") -> str:
    """What the point is, and how precise."""
    if not precision:
        return "Place: not published"
    where = f" of the {scene.label('location_of', of).casefold()}" if of else ""
    return f"Place: a published point{where}, precision {scene.label('precision', precision).casefold()}"


def without_gaps(*lines: str) -> tuple[str, ...]:
    """The lines that say something."""
    return tuple(line for line in lines if line)


def labelled(label: str, words: str) -> str:
    """The line; empty where there are no words."""
    return f"{label}: {words}" if words else ""
