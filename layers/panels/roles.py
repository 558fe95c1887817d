"""Roles claimed, by whom: claims and counter-claims side by side, as sentences of attribution, never as totals."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from layers.extend import Block, Inline, Line, Panel, Paragraph, Pick, Table, Text
from layers.panels.corrections import correction_lines
from layers.panels.grouping import by_installation, starts
from layers.panels.wording import (
    carried,
    further,
    listed,
    marked,
    muted,
    nothing,
    quoted,
    said_on,
    side,
    strong,
)
from layers.records import Installation
from layers.statements import Claim

if TYPE_CHECKING:
    from layers.scene import Scene

_FIRST: Final = ("stabilizing", "humanitarian", "citizen_safety")
_MOST_COLUMNS = 4
_MOST_ROWS = 40
_MOST_CLAIMS = 8
_Writer = Callable[[Claim, "Scene"], Line]
_NONE: Line = (muted("none found"),)
_NO_COUNTER: Line = (muted("no counter-claim found"),)


def read(scene: "Scene") -> tuple[Block, ...]:
    """A matrix of roles and installations; for the selected installation, claims beside counter-claims."""
    claims = [claim for claim in scene.claims if claim.roles]
    if not claims:
        return nothing("claim of a role", scene)
    intro = Paragraph((muted("Each line is what somebody said, not what is so; sides are grouped."),))
    selected = scene.selected
    if isinstance(selected, Installation):
        about = by_installation(claims).get(selected.id, ())
        return (intro, *_one(selected, about, scene))
    sites = _sites(claims, scene)
    matrix = _matrix if len(sites) <= _MOST_COLUMNS else _by_rows
    return (intro, *matrix(sites, claims, scene), *_of_none(claims, scene))


def _sites(claims: Sequence[Claim], scene: "Scene") -> list[Installation]:
    named = {id for claim in claims for id in claim.installations or ()}
    return [site for site in scene.installations if site.id in named]


# --- the three forms ---


def _one(site: Installation, claims: Sequence[Claim], scene: "Scene") -> tuple[Block, ...]:
    """One installation: role, who claims it, who speaks against it."""
    roles = _by_role(claims)
    rows = tuple(
        (
            _role_cell(role, scene),
            _claim_lines(roles.get(role, ()), scene),
            _counter_lines(roles.get(role, ()), scene),
        )
        for role in _ordered(roles, scene)
    )
    name = scene.name(site)
    return (Table(f"Roles claimed for {name}, by whom", ("Role", "Claimed by", "Counter-claims"), rows),)


def _matrix(sites: Sequence[Installation], claims: Sequence[Claim], scene: "Scene") -> tuple[Block, ...]:
    """Roles by installations, up to four of these."""
    if not sites:
        return ()
    about = by_installation(claims)
    per_site = [_by_role(about.get(site.id, ())) for site in sites]
    roles = _ordered({role: () for one in per_site for role in one}, scene)
    rows = tuple((_role_cell(role, scene), *_cells(role, sites, per_site, scene)) for role in roles)
    columns = ("Role", *(scene.name(site) for site in sites))
    return (Table("Roles claimed, by whom", columns, rows),)


def _by_rows(sites: Sequence[Installation], claims: Sequence[Claim], scene: "Scene") -> tuple[Block, ...]:
    """Many installations: a row for each role with the claims on all of them, each naming what it is about."""
    roles = _by_role(claims)
    ordered = _ordered(roles, scene)
    rows = tuple(
        (
            _role_cell(role, scene),
            _claim_lines(roles.get(role, ()), scene, claim_line_with_sites),
            _counter_lines(roles.get(role, ()), scene, claim_line_with_sites),
        )
        for role in ordered[:_MOST_ROWS]
    )
    table = Table("Roles claimed, by whom", ("Role", "Claimed by", "Counter-claims"), rows)
    return (table, *further(len(ordered) - len(rows), "role"))


def _of_none(claims: Sequence[Claim], scene: "Scene") -> tuple[Block, ...]:
    """Claims that name no installation."""
    general = [claim for claim in claims if not claim.installations]
    if not general:
        return ()
    roles = _by_role(general)
    rows = tuple(
        (_role_cell(role, scene), _claim_lines(roles[role], scene), _counter_lines(roles[role], scene))
        for role in _ordered(roles, scene)
        if role in roles
    )
    caption = "Roles claimed without naming an installation"
    return (Table(caption, ("Role", "Claimed by", "Counter-claims"), rows),)


# --- cells ---


def _cells(
    role: str,
    sites: Sequence[Installation],
    per_site: Sequence[Mapping[str, Sequence[Claim]]],
    scene: "Scene",
) -> list[tuple[Line, ...]]:
    """The row of a role; a cell equal to an earlier one only says so."""
    cells: list[tuple[Line, ...]] = []
    seen: dict[tuple[str, ...], str] = {}
    for site, roles in zip(sites, per_site, strict=True):
        claims = roles.get(role, ())
        key = tuple(claim.id for claim in claims)
        if key and key in seen:
            cells.append(((muted(f"the same as for {seen[key]}"),),))
            continue
        seen[key] = scene.name(site)
        counter = (
            ((muted("Counter-claims:"),), *_counter_lines(claims, scene))
            if _against(claims)
            else (_NO_COUNTER,)
        )
        cells.append((*_claim_lines(claims, scene), *counter) if claims else (_NONE,))
    return cells


def _role_cell(role: str, scene: "Scene") -> tuple[Line, ...]:
    term = scene.config.term("role", role)
    critical = ((muted("speaks against"),),) if term and term.frame == "critical" else ()
    return ((Text(scene.label("role", role)),), *critical)


def _claim_lines(claims: Sequence[Claim], scene: "Scene", write: _Writer | None = None) -> tuple[Line, ...]:
    said = [claim for claim in claims if claim.stance != "disputes"]
    return _sentences(said, scene, write) or (_NONE,)


def _counter_lines(claims: Sequence[Claim], scene: "Scene", write: _Writer | None = None) -> tuple[Line, ...]:
    return _sentences(_against(claims), scene, write) or (_NO_COUNTER,)


def _against(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.stance == "disputes"]


def _sentences(claims: Sequence[Claim], scene: "Scene", write: _Writer | None) -> tuple[Line, ...]:
    told = _grouped(claims, scene)[:_MOST_CLAIMS]
    lines = tuple(
        line
        for claim in told
        for line in ((write or claim_line)(claim, scene), *correction_lines(claim.id, scene))
    )
    left = len(claims) - len(told)
    return (*lines, (muted(f"and {left} more: select an installation"),)) if left > 0 else lines


def claim_line(claim: Claim, scene: "Scene") -> Line:
    """A sentence of attribution: speaker (country): "phrase", date, stance, of what, by whom carried, marks."""
    return marked((*_attributed(claim, scene), muted(_manner(claim, scene))), claim.sources)


def claim_line_with_sites(claim: Claim, scene: "Scene") -> Line:
    """The same sentence, naming the installations it is about."""
    known = (scene.dataset.installations.get(id) for id in claim.installations or ())
    picks = tuple(Pick(site.id, scene.name(site)) for site in known if site)
    return marked((*_attributed(claim, scene), *picks, muted(_manner(claim, scene))), claim.sources)


def _attributed(claim: Claim, scene: "Scene") -> Line:
    parts: list[Inline] = [
        strong(listed([scene.actor_name(id) for id in claim.speaker]) or "Speaker not named")
    ]
    countries = list(dict.fromkeys(name for id in claim.speaker if (name := side(id, scene))))
    if countries:
        parts.append(Text(f"({listed(countries)})"))
    said = quoted(claim.phrase) or _in_our_words(claim, scene)
    return (*parts, Text(":"), *said, Text(f", {said_on(claim)}"))


def _in_our_words(claim: Claim, scene: "Scene") -> tuple[Inline, ...]:
    if claim.as_said:
        return (Text(claim.as_said),)
    return (Text(listed([scene.label("role", role).lower() for role in claim.roles])),)


def _manner(claim: Claim, scene: "Scene") -> str:
    """Stance, what it is said of where not of the installation, and who carried it."""
    words = [scene.label("stance", claim.stance).lower()]
    if claim.of != "installation":
        words.append(f"said of the {scene.label('claim_of', claim.of).lower().removeprefix('the ')}")
    words.append(carried(claim.level, claim.via, claim.sources, scene))
    if claim.note:
        words.append(claim.note)
    return "· " + " · ".join(word for word in words if word)


# --- order ---


def _by_role(claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        for role in claim.roles:
            groups.setdefault(role, []).append(claim)
    return groups


def _ordered(roles: Mapping[str, object], scene: "Scene") -> list[str]:
    """The three that this map was asked for, always; then those that speak against; then the rest."""
    vocabulary = scene.config.vocabularies["role"]
    others = [role for role in vocabulary if role in roles and role not in _FIRST]
    return [*_FIRST, *sorted(others, key=lambda role: vocabulary[role].frame != "critical")]


def _grouped(claims: Sequence[Claim], scene: "Scene") -> list[Claim]:
    """Claims by side, the side that spoke first before the others; within a side by date."""
    ordered = sorted(claims, key=starts)
    sides = list(dict.fromkeys(_side_of(claim, scene) for claim in ordered))
    return sorted(ordered, key=lambda claim: sides.index(_side_of(claim, scene)))


def _side_of(claim: Claim, scene: "Scene") -> str:
    first = claim.speaker[0] if claim.speaker else ""
    return side(first, scene) or (scene.actor_name(first) if first else "")


ROLES = Panel(
    "roles", "Roles", "Roles claimed, by whom: claims and counter-claims, each as somebody's words.", read
)
