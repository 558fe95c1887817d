"""Installation: every fact of the selected one; with none selected, all shown ones to choose from."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from layers.dates import EdtfDate
from layers.extend import (
    Block,
    Card,
    Facts,
    Inline,
    Line,
    More,
    Panel,
    Paragraph,
    Part,
    Pick,
    Row,
    Status,
    Table,
    Text,
)
from layers.hosts import host_layers, in_short, in_what_way, land_disputed, matching, why_it_matches
from layers.panels.agreements import agreement_blocks
from layers.panels.corrections import correction_lines
from layers.panels.status import history_lines, short_status, standing_lines
from layers.panels.wording import further, listed, marked, muted, nothing, period, plain, voices
from layers.parts import Host, Operator
from layers.records import Agreement, Installation
from layers.standing import come_by, parties_by

if TYPE_CHECKING:
    from layers.scene import Scene

T = TypeVar("T")
_MOST_ROWS = 200
_MOST_WHOLE = 12
"""Below the table so many are told in full, folded: in a document nobody can select another."""
_TOLD = frozenset({"id", "dossier", "name", "kind", "note"})


def read(scene: "Scene") -> tuple[Block, ...]:
    """All that is known of the selected installation, or a table of all shown ones."""
    selected = scene.selected
    if isinstance(selected, Installation) and selected.id in scene.shown.installations.index:
        return (_part(selected, _whole, scene),)
    if not scene.installations:
        return nothing("installation", scene)
    return _overview(scene)


# --- all of them ---


def _overview(scene: "Scene") -> tuple[Block, ...]:
    shown = scene.installations[:_MOST_ROWS]
    rows = tuple(_part(site, _overview_row, scene) for site in shown)
    columns = ("Installation", "Host", "Operators", "Foreign use", "Talks")
    table = Table("Installations shown", columns, rows, tuple(site.id for site in shown))
    left = further(len(scene.installations) - len(shown), "installation")
    wholes = (_part(site, _folded, scene) for site in shown[:_MOST_WHOLE])
    return (table, *left, *wholes)


def _part(site: Installation, write: Callable[[Installation, "Scene"], T], scene: "Scene") -> Part[T]:
    """What is told of a site; it follows the agreements and the talks about it too."""
    tells = (site, *_texts(site, scene), *scene.gathered.talks.get(site.id, ()))
    return Part(partial(write, site), tells, ((site.SECTION, site.id),))


def _overview_row(site: Installation, scene: "Scene") -> Row:
    standing = scene.standing(site)
    talks = next(iter(scene.gathered.talks.get(site.id, ())), None)
    in_talks = (
        short_status(scene.standing(talks), "negotiation_status") if talks else (muted("no talks known"),)
    )
    return (
        (plain(scene.name(site)),),
        _host_in_short(site, scene),
        (plain(_operators_on(site, scene)),),
        (marked(short_status(standing, "installation_status"), standing.sources if standing else ()),),
        (in_talks,),
    )


def _folded(site: Installation, scene: "Scene") -> tuple[Block, ...]:
    return (More(f"All on {scene.name(site)}", _whole(site, scene)),)


def _host_in_short(site: Installation, scene: "Scene") -> tuple[Line, ...]:
    match = why_it_matches(site, scene)
    return (plain(in_short(site, scene)), *(((muted(f"matches {match}"),),) if match else ()))


def _operators_on(site: Installation, scene: "Scene") -> str:
    """The users on the day, else those of before."""
    come = come_by(site.operators, scene.day)
    now = [one.party for one in come if one.to is None or one.to.latest >= scene.day]
    if now or not come:
        return voices(dict.fromkeys(now), scene)
    return f"no longer {voices(parties_by(come, scene.day), scene)}"


# --- one ---


def _whole(site: Installation, scene: "Scene") -> tuple[Block, ...]:
    return (_card(site, scene), *_agreements(site, scene))


def _card(site: Installation, scene: "Scene") -> Card:
    standing = scene.standing(site)
    rows = (
        ("Other names", _names(site)),
        ("Kind", _kind(site, scene)),
        ("Host", _hosts(site, scene)),
        ("Operators", tuple(_operator(operator, scene) for operator in come_by(site.operators, scene.day))),
        ("Place", _place(site, scene)),
        ("In use since", _established(site)),
        ("Foreign use", _history(site, scene)),
        ("Talks", _talks(site, scene)),
        ("Parts", _parts(site, scene)),
        *_others(site),
        ("Imported", _imported(site)),
        ("Note", (plain(site.note),) if site.note else ()),
        ("Corrected", correction_lines(site.id, scene)),
        ("Not known", _gaps(site, scene)),
    )
    status = Status("installation_status", standing.status, standing.disputed) if standing else None
    lines = tuple(Paragraph(line) for line in standing_lines(standing, "installation_status", scene))
    return Card(site.id, scene.name(site), status, (*lines, Facts(rows)))


def _names(site: Installation) -> tuple[Line, ...]:
    names: list[Line] = [(Text(name, lang), muted(f"({lang})")) for lang, name in site.names.items() if name]
    return (*names, plain(f"also {listed(site.aliases)}")) if site.aliases else tuple(names)


def _kind(site: Installation, scene: "Scene") -> tuple[Line, ...]:
    services = listed([scene.label("service", one).lower() for one in site.service])
    kind = scene.label("installation_kind", site.kind)
    return (plain(f"{kind}, {services}" if services else kind),)


def _hosts(site: Installation, scene: "Scene") -> tuple[Line, ...]:
    """Each layer in the same order everywhere, what a filter by host matches, and whether parties differ."""
    layers = host_layers(site, scene.day)
    matched = matching(site, scene.view.host, scene.day)
    lines = tuple(_host(host, host in matched, scene) for host in layers)
    if not land_disputed(site, scene.day, scene.dataset):
        return lines
    return (*lines, (muted("The land is claimed or held by several: hatched on the map."),))


def _host(host: Host, matched: bool, scene: "Scene") -> Line:
    words = muted(f"· {in_what_way(host, scene)}")
    found = (muted("· matches the filter"),) if matched else ()
    return _backed((Text(scene.actor_name(host.party)), words, *found), host.sources)


def _operator(operator: Operator, scene: "Scene") -> Line:
    services = listed([scene.label("service", one).lower() for one in operator.service])
    words = [
        scene.label("operator_capacity", operator.capacity).lower(),
        services,
        period(operator.from_, operator.to),
    ]
    line = (Text(scene.actor_name(operator.party)), muted("· " + " · ".join(filter(None, words))))
    return _backed(line, operator.sources)


def _backed(line: Line, sources: Sequence[str]) -> Line:
    """The line with its marks; a fact that is typed without a source of its own stands without."""
    return marked(line, sources) if sources else line


def _place(site: Installation, scene: "Scene") -> tuple[Line, ...]:
    place = site.location
    if place is None:
        return ((muted("no place was published"),),)
    row = scene.frames.installations.geometry.get(site.id)
    precision = scene.label("precision", place.shown_precision).lower()
    of = scene.label("location_of", place.of).lower()
    where = "no point is shown" if row is None else f"{row.y:g}, {row.x:g}"
    line: Line = (Text(where), muted(f"· {precision} · point stands for: {of}"))
    note: tuple[Line, ...] = ((muted(place.note),),) if place.note else ()
    return (_backed(line, place.sources), *note)


def _established(site: Installation) -> tuple[Line, ...]:
    since = site.established
    if since is None:
        return ()
    words = ": ".join(filter(None, (since.date.label() if since.date else "", since.says)))
    return (_backed(plain(words), since.sources),)


def _history(site: Installation, scene: "Scene") -> tuple[Line, ...]:
    return history_lines(site.status, "installation_status", scene)


def _talks(site: Installation, scene: "Scene") -> tuple[Line, ...]:
    lines: list[Line] = []
    for negotiation in scene.gathered.talks.get(site.id, ()):
        status = short_status(scene.standing(negotiation), "negotiation_status")
        lines.append((Pick(negotiation.id, scene.name(negotiation)), *status))
    return tuple(lines) or ((muted("no talks known"),),)


def _others(site: Installation) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """The plain fields that have no row of their own, by their titles: a field added to the record shows here."""
    for name, field in Installation.model_fields.items():
        value = getattr(site, name)
        if name not in _TOLD and isinstance(value, str | int | float | EdtfDate) and value:
            words = value.label() if isinstance(value, EdtfDate) else str(value)
            yield field.title or name, (_backed(plain(words), site.sources),)


def _imported(site: Installation) -> tuple[Line, ...]:
    """The file that it was taken from, and whether that is all it rests on."""
    if site.imported is None:
        return ()
    alone = (muted("· no source has been named yet"),) if site.needs_source else ()
    return ((Text(f"from {site.imported.file}"), *alone),)


def _parts(site: Installation, scene: "Scene") -> tuple[Line, ...]:
    known = [scene.dataset.installations[id] for id in site.parts if id in scene.dataset.installations]
    picks: list[Inline] = [Pick(part.id, scene.name(part)) for part in known]
    return (tuple(picks),) if picks else ()


def _gaps(site: Installation, scene: "Scene") -> tuple[Line, ...]:
    info = scene.dataset.dossiers.get(site.dossier)
    return tuple((muted(gap),) for gap in info.gaps) if info else ()


def _agreements(site: Installation, scene: "Scene") -> tuple[Block, ...]:
    return tuple(block for text in _texts(site, scene) for block in agreement_blocks(text, scene))


def _texts(site: Installation, scene: "Scene") -> Sequence[Agreement]:
    return scene.gathered.agreements.get(site.id, ())


INSTALLATION = Panel(
    "installation", "Installation", "All that is known of one installation, with its agreements.", read
)
