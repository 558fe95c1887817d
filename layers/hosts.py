"""Who is host, layer by layer: the one place that orders the layers and says where parties differ on the land."""

from collections.abc import Collection, Sequence, Set
from datetime import date
from typing import TYPE_CHECKING, Final

from layers.bidi import closed
from layers.dates import EdtfDate
from layers.parts import Host
from layers.records import Installation
from layers.standing import come_by

if TYPE_CHECKING:
    from layers.dataset import Dataset
    from layers.scene import Scene

CAPACITIES: Final = ("sovereign", "administers", "holds", "claims", "sovereign_pending")
"""The order in which layers are told, whoever is in them: it says nothing of who is right."""
_TITLES: Final = frozenset({"sovereign", "claims", "sovereign_pending"})


def host_layers(site: Installation, day: date) -> tuple[Host, ...]:
    """The layers that had come by a day, also those that have ended since: by capacity, then as in the dossier."""
    layers = come_by(site.hosts, day)
    return layers if len(layers) < 2 else tuple(sorted(layers, key=_rank))


def hosts_on(site: Installation, day: date) -> tuple[Host, ...]:
    """The layers that stand on a day, in the same order."""
    return tuple(host for host in host_layers(site, day) if host.to is None or host.to.latest >= day)


def host_parties(site: Installation, day: date) -> tuple[str, ...]:
    """Every party that had been host in any capacity by a day, each once."""
    return tuple(dict.fromkeys(host.party for host in host_layers(site, day)))


def land_disputed(site: Installation, day: date, dataset: "Dataset") -> bool:
    """Whether parties differ on a day on whose land it is: computed, never typed.

    So it is where two are sovereign, are to be, or claim to be; and where another than those administers or holds
    the place. A part of the sovereign's own state that administers it for that state is no other.
    """
    if len(site.hosts) < 2:
        return False
    layers = hosts_on(site, day)
    titles = {host.party for host in layers if host.capacity in _TITLES}
    others = [host for host in layers if host.capacity not in _TITLES and host.party not in titles]
    return len(titles) > 1 or (bool(titles) and any(not _for_one_of(titles, one, dataset) for one in others))


def matching(site: Installation, wanted: Collection[str], day: date) -> tuple[Host, ...]:
    """The layers by which an installation passes a filter by host: of the parties asked for, in any capacity."""
    return tuple(host for host in host_layers(site, day) if host.party in wanted)


def in_what_way(host: Host, scene: "Scene") -> str:
    """The layer without its party: "claims, since 1980, by Mauritius"."""
    by = " and ".join(closed(scene.actor_name(id)) for id in host.by)
    words = (_capacity(host, scene), _since(host.from_), _until(host.to), f"by {by}" if by else "")
    return ", ".join(word for word in words if word)


def in_short(site: Installation, scene: "Scene") -> str:
    """Who is host: "Syria" where it is sovereign and alone, else "United Kingdom administers; Mauritius claims"."""
    return in_short_on(site, scene.day, scene)


def in_short_on(site: Installation, day: date, scene: "Scene") -> str:
    """Who is host on a day, in the same words."""
    layers = hosts_on(site, day) or host_layers(site, day)
    if len(layers) == 1 and layers[0].capacity == "sovereign" and not layers[0].by:
        return closed(scene.actor_name(layers[0].party))
    groups: dict[str, list[str]] = {}
    for host in layers:
        groups.setdefault(closed(scene.actor_name(host.party)), []).append(_word(host, scene))
    return "; ".join(f"{name} {' and '.join(dict.fromkeys(ways))}" for name, ways in groups.items())


def why_it_matches(site: Installation, scene: "Scene") -> str:
    """By which layers a filter by host leaves it: "Mauritius: claims, since 1980"; empty without such a filter."""
    return why_it_matches_on(site, scene.day, scene)


def why_it_matches_on(site: Installation, day: date, scene: "Scene") -> str:
    """By which layers that had come by a day a filter by host leaves it, in the same words."""
    if not scene.view.host:
        return ""
    return "; ".join(
        f"{closed(scene.actor_name(host.party))}: {in_what_way(host, scene)}"
        for host in matching(site, scene.view.host, day)
    )


def as_data(host: Host) -> str:
    """The layer as its values, for files that are read by machines: "MU: claims, from 1980, by MU"."""
    words = (
        f"{host.party}: {host.capacity}",
        f"from {host.from_.text}" if host.from_ else "",
        f"to {host.to.text}" if host.to else "",
        f"by {' and '.join(host.by)}" if host.by else "",
    )
    return ", ".join(word for word in words if word)


def _for_one_of(titles: Set[str], host: Host, dataset: "Dataset") -> bool:
    """Whether a party administers the place as a part of a state that has a title to it."""
    actor = dataset.actors.get(host.party)
    wholes: Sequence[str | None] = (actor.country, *actor.member_of) if actor else ()
    return host.capacity == "administers" and not titles.isdisjoint(whole for whole in wholes if whole)


def _rank(host: Host) -> int:
    return CAPACITIES.index(host.capacity) if host.capacity in CAPACITIES else len(CAPACITIES)


def _word(host: Host, scene: "Scene") -> str:
    """The capacity, with whose word that is; who claims says so himself."""
    by = "" if host.capacity == "claims" else " and ".join(closed(scene.actor_name(id)) for id in host.by)
    return f"{_capacity(host, scene)} (says {by})" if by else _capacity(host, scene)


def _capacity(host: Host, scene: "Scene") -> str:
    return scene.label("host_capacity", host.capacity).lower()


def _since(day: EdtfDate | None) -> str:
    label = day.label() if day else ""
    return label if not label or label.startswith(("since ", "by ")) else f"since {label}"


def _until(day: EdtfDate | None) -> str:
    return f"until {day.label()}" if day else ""
