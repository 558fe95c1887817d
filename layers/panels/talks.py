"""Talks: a card for each negotiation, the one last reported first."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from layers.citing import counted
from layers.extend import Block, Card, Facts, Inline, Line, More, Panel, Paragraph, Part, Pick, Status, Text
from layers.hosts import why_it_matches
from layers.panels.corrections import correction_lines
from layers.panels.grouping import newest, withdrawn
from layers.panels.status import disagreement, entry_line, short_status, standing_lines
from layers.panels.timeline import event_line
from layers.panels.wording import (
    further,
    listed,
    marked,
    muted,
    nothing,
    plain,
    quoted,
    said_on,
    voices,
)
from layers.parts import Link
from layers.records import Contested, Expected, Negotiation
from layers.standing import entries_on
from layers.statements import Event, Position

if TYPE_CHECKING:
    from layers.scene import Scene

_MOST_CARDS = 50
_MOST_LINES = 4
_MOST_SITES = 20
_VERBS: Final[Mapping[str, str]] = {
    "demand": "asks",
    "offer": "offers",
    "condition": "sets as a condition",
    "red_line": "rules out",
    "refusal": "refuses",
    "objection": "objects",
    "statement_of_policy": "states",
    "concern": "is concerned",
    "warning": "warns",
    "silence": "gave no answer",
}
_FOLDED = frozenset({"statement_of_policy", "concern", "warning", "silence"})


def read(scene: "Scene") -> tuple[Block, ...]:
    """A card for each negotiation that the View leaves, at most fifty."""
    if not scene.negotiations:
        return nothing("negotiation", scene)
    shown = scene.negotiations[:_MOST_CARDS]
    left = len(scene.negotiations) - len(shown)
    return (*(_part(negotiation, scene) for negotiation in shown), *further(left, "negotiation"))


def _part(negotiation: Negotiation, scene: "Scene") -> Part[tuple[Block, ...]]:
    """The card of some talks, which follows all that was said in them and every text at issue."""
    id = negotiation.id
    texts = [
        scene.dataset.agreements[text] for text in negotiation.agreements if text in scene.dataset.agreements
    ]
    said = (*scene.gathered.events.get(id, ()), *scene.gathered.positions.get(id, ()))
    tells = (negotiation, *texts, *said, *_topics(negotiation, scene))
    return Part(partial(_card, negotiation), tells, (("negotiations", id),))


def _card(negotiation: Negotiation, scene: "Scene") -> tuple[Block, ...]:
    standing = scene.standing(negotiation)
    said = scene.gathered.positions.get(negotiation.id, ())
    positions = [
        one for one in said if one.id not in scene.gathered.followers and not withdrawn(one, scene.day)
    ]
    rows = (
        ("Parties", _parties(negotiation, scene)),
        ("Last event", _last_event(scene.gathered.events.get(negotiation.id, ()), scene)),
        *_asked(positions, scene),
        ("Strands", _strands(negotiation, scene)),
        ("Covers", _covers(negotiation, scene)),
        ("Host asked for", _matches(negotiation, scene)),
        ("Agreements", _agreements(negotiation, scene)),
        ("Expected", _expected(negotiation, scene)),
        ("Contested", _contested(negotiation, scene)),
        ("Linked to", _links(negotiation, scene)),
        ("Note", (plain(negotiation.note),) if negotiation.note else ()),
        ("Corrected", correction_lines(negotiation.id, scene)),
        ("Not known", _gaps(negotiation, scene)),
    )
    status = Status("negotiation_status", standing.status, standing.disputed) if standing else None
    lines = tuple(Paragraph(line) for line in standing_lines(standing, "negotiation_status", scene))
    inside = (*lines, Facts(rows), *_also(positions, scene))
    return (Card(negotiation.id, scene.name(negotiation), status, inside),)


def _parties(negotiation: Negotiation, scene: "Scene") -> tuple[Line, ...]:
    """Negotiators in one line, the others one by one with their capacity."""
    negotiators = [p.party for p in negotiation.parties if p.capacity == "negotiator"]
    others = [p for p in negotiation.parties if p.capacity != "negotiator"]
    lines = [plain(listed([scene.actor_name(party) for party in negotiators]))] if negotiators else []
    for other in others:
        capacity = scene.label("negotiation_capacity", other.capacity).lower()
        lines.append((Text(scene.actor_name(other.party)), muted(f"({capacity})")))
    return tuple(lines)


def _last_event(events: Sequence[Event], scene: "Scene") -> tuple[Line, ...]:
    if not events:
        return ((muted("none reported by this day"),),)
    event = newest(events)[0]
    return ((Text(f"{said_on(event)}:"), *event_line(event, scene)), *correction_lines(event.id, scene))


def _asked(positions: Sequence[Position], scene: "Scene") -> Iterator[tuple[str, tuple[Line, ...]]]:
    """What each party asks and offers ("Syria asks"): a row for each party and kind, in the order of the vocabulary."""
    groups: dict[tuple[str, str], list[Position]] = {}
    for position in newest(positions):
        if position.kind not in _FOLDED:
            groups.setdefault((position.party or "", position.kind), []).append(position)
    parties = list(dict.fromkeys(party for party, _ in groups))
    order = list(scene.config.vocabularies["position_kind"])
    for party, kind in sorted(groups, key=lambda key: (order.index(key[1]), parties.index(key[0]))):
        yield _heading(party, kind, scene), _position_lines(groups[(party, kind)])


def _heading(party: str, kind: str, scene: "Scene") -> str:
    who = scene.actor_name(party) if party else "A party"
    return f"{who} {_VERBS.get(kind) or scene.label('position_kind', kind).lower()}"


def _position_lines(positions: Sequence[Position]) -> tuple[Line, ...]:
    lines = tuple(position_line(position) for position in positions[:_MOST_LINES])
    left = len(positions) - len(lines)
    return (*lines, (muted(f"and {left} more in Positions"),)) if left > 0 else lines


def position_line(position: Position) -> Line:
    """What a party says, on what condition, when, with marks."""
    words: list[Inline] = [Text(position.says), *quoted(position.phrase)]
    if position.conditional_on:
        words.append(muted(f"on condition: {position.conditional_on}"))
    words.append(muted(f"· {said_on(position)}" + ("" if position.level == "official" else " · reported")))
    return marked(tuple(words), position.sources)


def _also(positions: Sequence[Position], scene: "Scene") -> tuple[Block, ...]:
    folded = newest([position for position in positions if position.kind in _FOLDED])
    if not folded:
        return ()
    lines = [
        Paragraph(
            (Text(f"{_heading(position.party or '', position.kind, scene)}:"), *position_line(position))
        )
        for position in folded[: 2 * _MOST_LINES]
    ]
    left = further(len(folded) - len(lines), "statement")
    return (
        More(
            f"Also said: {counted(len(folded), 'statement')} of policy, concern, warning or silence",
            (*lines, *left),
        ),
    )


def _strands(negotiation: Negotiation, scene: "Scene") -> tuple[Line, ...]:
    """Each part that ends on its own, with where it stands on the day by each side's word."""
    lines: list[Line] = []
    for strand in negotiation.strands:
        entries = entries_on(strand.status, scene.dataset.sources, scene.day, scene.known_by)
        said = [entry_line(entry, "negotiation_status", scene) for entry in entries]
        lines += [(Text(f"{strand.title}:"), *line) for line in said or [(muted("not reported"),)]]
    return tuple(lines)


def _links(negotiation: Negotiation, scene: "Scene") -> tuple[Line, ...]:
    """Other talks that somebody ties to these."""
    return tuple(_link_line(link, scene) for link in negotiation.links if scene.is_known(link.sources))


def _link_line(link: Link, scene: "Scene") -> Line:
    other = scene.dataset.negotiations.get(link.to)
    how = [scene.label("negotiation_link", link.kind).lower()]
    how += [f"said by {voices(link.by, scene)}"] if link.by else []
    name: Inline = Pick(other.id, scene.name(other)) if other else Text(link.to)
    return marked((name, muted(f"· {' · '.join([*how, link.note] if link.note else how)}")), link.sources)


def _covers(negotiation: Negotiation, scene: "Scene") -> tuple[Line, ...]:
    sites = [
        scene.dataset.installations[id]
        for id in negotiation.installations
        if id in scene.dataset.installations
    ]
    if not sites:
        return ()
    picks: list[Inline] = [Pick(site.id, scene.name(site)) for site in sites[:_MOST_SITES]]
    left = len(sites) - len(picks)
    return ((*picks, muted(f"and {left} more")),) if left > 0 else (tuple(picks),)


def _matches(negotiation: Negotiation, scene: "Scene") -> tuple[Line, ...]:
    """By which layer of its hosts each site passes a filter by host."""
    sites = (
        [scene.dataset.installations.get(id) for id in negotiation.installations] if scene.view.host else []
    )
    matches = [(site, why_it_matches(site, scene)) for site in sites if site]
    return tuple(
        (Text(f"{scene.name(site)}:"), muted(f"matches {why}")) for site, why in matches[:_MOST_SITES] if why
    )


def _agreements(negotiation: Negotiation, scene: "Scene") -> tuple[Line, ...]:
    """Each text at issue with where it stands: its own timeline, apart from that of the talks."""
    lines = []
    for id in negotiation.agreements:
        agreement = scene.dataset.agreements.get(id)
        if agreement is None:
            continue
        standing = scene.standing(agreement)
        status: Line = (muted("not reported"),)
        if standing:
            status = short_status(standing, "agreement_status")
            if standing.disputed:
                status = (*status, muted(f"· {disagreement(standing, 'agreement_status', scene)}"))
        lines.append(
            marked((Text(f"{scene.name(agreement)}:"), *status), standing.sources if standing else ())
        )
    return tuple(lines)


def _expected(negotiation: Negotiation, scene: "Scene") -> tuple[Line, ...]:
    """Steps that somebody said would come by a day, and what came of them."""
    steps = [step for step in scene.expected if step.negotiation == negotiation.id]
    ordered = sorted(steps, key=lambda step: step.by, reverse=True)
    return tuple(
        line for step in ordered for line in (_step_line(step, scene), *correction_lines(step.id, scene))
    )


def _step_line(step: Expected, scene: "Scene") -> Line:
    who = f"{listed([scene.actor_name(id) for id in step.who])}: " if step.who else ""
    outcome = step.outcome if scene.is_known(step.outcome_sources) else "unknown"
    words = muted(f"· due {step.by.label()} · outcome {scene.label('outcome', outcome).lower()}")
    return marked((Text(f"{who}{step.what}"), words), (*step.sources, *step.outcome_sources))


def _contested(negotiation: Negotiation, scene: "Scene") -> tuple[Line, ...]:
    topics = _topics(negotiation, scene)
    lines = [
        (Text(topic.topic), muted(f"· {counted(len(topic.versions), 'version')}"))
        for topic in topics[:_MOST_LINES]
    ]
    left = len(topics) - len(lines)
    return (*lines, (muted(f"and {left} more in Contested"),)) if left > 0 else tuple(lines)


def _topics(negotiation: Negotiation, scene: "Scene") -> list[Contested]:
    """What is contested of some talks, of the texts at issue and of the sites that they cover."""
    ids = (negotiation.id, *negotiation.agreements, *negotiation.installations)
    topics = {topic.id: topic for id in ids for topic in scene.gathered.contested.get(id, ())}
    return list(topics.values())


def _gaps(negotiation: Negotiation, scene: "Scene") -> tuple[Line, ...]:
    info = scene.dataset.dossiers.get(negotiation.dossier)
    return tuple((muted(gap),) for gap in info.gaps) if info else ()


TALKS = Panel(
    "talks", "Talks", "What is being negotiated: who asks, who offers, and how old the last report is.", read
)
