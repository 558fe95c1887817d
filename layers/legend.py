"""The key of the map: what each shape, mark, colour and line that is on it means."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from layers.over_time import OverTime
from layers.overlays import OVERLAYS
from layers.overlays.looks import NO_TALKS, STEPS, service_shape

if TYPE_CHECKING:
    from layers.scene import Scene

PLAIN: Final[dict[str, Any]] = {
    "colour": NO_TALKS.colour,
    "colour_dark": NO_TALKS.colour_dark,
    "mark": "filled",
    "shape": "circle",
    "size": 7,
    "opacity": 1.0,
    "hatched": "",
    "hollow": False,
    "count": 0,
}
MANY = 10
"""From more sites than these some may lie on one another and be drawn as one with a count."""
RINGED = 4
"""So many states of talks are in the ring of the group that the legend shows."""
Entry = dict[str, Any]
SITES = "installations"
"""The overlay whose rows the list of sites and the search box offer."""


def legend(scene: "Scene", told: Mapping[str, OverTime]) -> list[dict[str, Any]]:
    """Groups of {"title", "entries": [{"label", "look", "overlay"}]}, only of what is shown, on whatever day."""
    others = [
        entry | {"overlay": overlay.name}
        for overlay in OVERLAYS
        if overlay.name in told and overlay.name != SITES
        for entry in _other(overlay.title, told[overlay.name])
    ]
    groups = [{"title": "Other layers", "entries": others}]
    if SITES in told:
        groups = [*_installations(scene, told[SITES]), *groups]
    return [group for group in groups if group["entries"]]


def _installations(scene: "Scene", told: OverTime) -> list[dict[str, Any]]:
    statuses = _statuses(scene, told.values("talks"))
    parts = {
        "Talks": statuses,
        "Service": _services(scene),
        "Last report": _ages(scene, told.values("opacity")),
        "Also": _flags(told, len(scene.shown.installations), statuses),
    }
    return [
        {"title": title, "entries": [entry | {"overlay": SITES} for entry in entries]}
        for title, entries in parts.items()
    ]


def _services(scene: "Scene") -> list[Entry]:
    """One entry per shape that is on the map: services that share one are named together."""
    named: dict[str, set[str]] = {}
    for said in set(scene.shown.installations["service"]):
        service = said[0] if len(said) == 1 else "joint"
        label = scene.label("service", service) if said else "None published"
        named.setdefault(service_shape(scene, said), set()).add(label)
    return [
        {"label": ", ".join(sorted(named[shape])), "look": PLAIN | {"shape": shape}}
        for shape in sorted(named)
    ]


def talks_key(scene: "Scene") -> dict[str, Entry]:
    """For each status of talks its label and look, in the order of the vocabulary; last, for a site in none."""
    terms = scene.config.vocabularies["negotiation_status"]
    entries = {
        status: {"label": scene.label("negotiation_status", status), "look": PLAIN | _colours(term)}
        for status, term in terms.items()
    }
    return entries | {"": {"label": "In no talks", "look": PLAIN}}


def _statuses(scene: "Scene", present: set[str]) -> list[Entry]:
    return [entry for status, entry in talks_key(scene).items() if status in present]


def _colours(term: Any) -> Entry:
    named = {"colour": term.colour, "colour_dark": term.colour_dark or term.colour, "mark": term.mark}
    return {key: value for key, value in named.items() if value}


def _ages(scene: "Scene", steps: set[float]) -> list[Entry]:
    """What the paler steps mean, once one of them is on the map."""
    limits = scene.config.freshness
    said = {
        STEPS["ageing"]: f"{_years(limits.ageing_days)} before the newest",
        STEPS["stale"]: f"{_years(limits.stale_days)} before the newest, or on no known day",
    }
    return [
        {"label": text, "look": PLAIN | {"opacity": step}} for step, text in said.items() if step in steps
    ]


def _years(days: int) -> str:
    years = round(days / 365)
    return (
        f"Over {days} days"
        if abs(days - years * 365) > 2 or not years
        else f"Over {years} year{'s' * (years > 1)}"
    )


def _flags(told: OverTime, number: int, talks: list[Entry]) -> list[Entry]:
    several = {"shape": "group", "count": 5, "talks": talks[:RINGED]}
    reasons = " ".join(told.values("hatched"))
    flags = (
        ("status" in reasons, "Sources differ on a status", {"hatched": "status"}),
        ("land" in reasons, "Land claimed or held by several", {"hatched": "land"}),
        (True in told.values("hollow"), "Planned or proposed", {"hollow": True}),
        (bool(told.values("count") - {0}), "In several talks: shows those last reported", {"count": 2}),
        (number > MANY, "Several sites, their talks in the ring: zoom in", several),
    )
    return [{"label": label, "look": PLAIN | look} for present, label, look in flags if present]


def _other(title: str, told: OverTime) -> list[Entry]:
    """Any other overlay: its title beside the look of its first row, and its hatched land apart."""
    looks = told.last_looks()
    land = [look for look in looks if look["hatched"] == "land"]
    plain = [look for look in looks if look["hatched"] != "land"]
    named = ((title, plain), (f"{title}: claimed or held by several", land))
    return [
        {"label": label, "look": {name: look[name] for name in PLAIN}}
        for label, some in named
        for look in some[:1]
    ]
