"""Roles claimed, by whom: claims and counter-claims side by side, as sentences of attribution, never as totals."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from layers.extend import Block, Inline, Line, Panel, Paragraph, Part, Pick, Row, Stated, Table, Text
from layers.panels.corrections import correction_lines
from layers.panels.grouping import starts
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
_Some = Callable[[Iterable[Claim]], list[Claim]]
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
        caption = f"Roles claimed for {scene.name(selected)}, by whom"
        return (intro, *_beside(caption, partial(_about, selected.id), claim_line, scene))
    sites = _sites(claims, scene)
    matrix = _matrix(sites, claims, scene) if len(sites) <= _MOST_COLUMNS else _of_many(scene)
    return (intro, *matrix, *_of_none(claims, scene))


def _sites(claims: Sequence[Claim], scene: "Scene") -> list[Installation]:
    named = {id for claim in claims for id in claim.installations or ()}
    return [site for site in scene.installations if site.id in named]


# --- the three forms ---


def _beside(caption: str, some: _Some, write: _Writer, scene: "Scene") -> tuple[Block, ...]:
    """A row for each role of some claims: who claims it, and who speaks against it."""
    roles = _ordered(_by_role(some(scene.claims)), scene)
    rows = tuple(
        _part(role, some(scene.claims), partial(_row, role, some, write)) for role in roles[:_MOST_ROWS]
    )
    table = Table(caption, ("Role", "Claimed by", "Counter-claims"), rows)
    return (table, *further(len(roles) - len(rows), "role"))


def _part(role: str, claims: Sequence[Claim], write: Callable[["Scene"], Row | None]) -> Part[Row]:
    return Part(write, tuple(claim for claim in claims if role in claim.roles))


def _row(role: str, some: _Some, write: _Writer, scene: "Scene") -> Row | None:
    """The row on a day; of the first three roles also where nobody has claimed them yet."""
    claims = [claim for claim in some(scene.claims) if role in claim.roles]
    if not claims and role not in _FIRST:
        return None
    return (_role_cell(role, scene), _claim_lines(claims, scene, write), _counter_lines(claims, scene, write))


def _matrix(sites: Sequence[Installation], claims: Sequence[Claim], scene: "Scene") -> tuple[Block, ...]:
    """Roles by installations, up to four of these."""
    if not sites:
        return ()
    ids = {site.id for site in sites}
    about = [claim for claim in claims if not ids.isdisjoint(claim.installations or ())]
    rows = tuple(
        _part(role, about, partial(_matrix_row, role, sites)) for role in _ordered(_by_role(about), scene)
    )
    columns = ("Role", *(scene.name(site) for site in sites))
    return (Table("Roles claimed, by whom", columns, rows),)


def _matrix_row(role: str, sites: Sequence[Installation], scene: "Scene") -> Row | None:
    claims = [claim for claim in scene.claims if role in claim.roles]
    per_site = [_about(site.id, claims) for site in sites]
    if role not in _FIRST and not any(per_site):
        return None
    return (_role_cell(role, scene), *_cells(sites, per_site, scene))


def _of_many(scene: "Scene") -> tuple[Block, ...]:
    """Many installations: a row for each role with the claims on all of them, each naming what it is about."""
    return _beside("Roles claimed, by whom", list, claim_line_with_sites, scene)


def _of_none(claims: Sequence[Claim], scene: "Scene") -> tuple[Block, ...]:
    """Claims that name no installation."""
    general = _about_none(claims)
    roles = [role for role in _ordered(_by_role(general), scene) if any(role in one.roles for one in general)]
    if not roles:
        return ()
    rows = tuple(_part(role, general, partial(_row_of_none, role)) for role in roles)
    caption = "Roles claimed without naming an installation"
    return (Table(caption, ("Role", "Claimed by", "Counter-claims"), rows),)


def _row_of_none(role: str, scene: "Scene") -> Row | None:
    said = any(role in claim.roles for claim in _about_none(scene.claims))
    return _row(role, _about_none, claim_line, scene) if said else None


def _about(id: str, claims: Iterable[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.roles and id in (claim.installations or ())]


def _about_none(claims: Iterable[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.roles and not claim.installations]


# --- cells ---


def _cells(
    sites: Sequence[Installation], per_site: Sequence[Sequence[Claim]], scene: "Scene"
) -> list[tuple[Line, ...]]:
    """The row of a role; a cell equal to an earlier one only says so."""
    cells: list[tuple[Line, ...]] = []
    seen: dict[tuple[str, ...], str] = {}
    for site, claims in zip(sites, per_site, strict=True):
        key = tuple(claim.id for claim in claims)
        if key and key in seen:
            cells.append(((muted(f"the same as for {seen[key]}"),),))
            continue
        seen[key] = scene.name(site)
        counter = (
            ((muted("Counter-claims:"),), *_counter_lines(claims, scene, claim_line))
            if _against(claims)
            else (_NO_COUNTER,)
        )
        cells.append((*_claim_lines(claims, scene, claim_line), *counter) if claims else (_NONE,))
    return cells


def _role_cell(role: str, scene: "Scene") -> tuple[Line, ...]:
    term = scene.config.term("role", role)
    critical = ((muted("speaks against"),),) if term and term.frame == "critical" else ()
    return ((Text(scene.label("role", role)),), *critical)


def _claim_lines(claims: Sequence[Claim], scene: "Scene", write: _Writer) -> tuple[Line, ...]:
    said = [claim for claim in claims if claim.stance != "disputes"]
    return _sentences(said, scene, write) or (_NONE,)


def _counter_lines(claims: Sequence[Claim], scene: "Scene", write: _Writer) -> tuple[Line, ...]:
    return _sentences(_against(claims), scene, write) or (_NO_COUNTER,)


def _against(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.stance == "disputes"]


def _sentences(claims: Sequence[Claim], scene: "Scene", write: _Writer) -> tuple[Line, ...]:
    told = _grouped(claims, scene)[:_MOST_CLAIMS]
    lines = tuple(
        line for claim in told for line in (write(claim, scene), *correction_lines(claim.id, scene))
    )
    left = len(claims) - len(told)
    return (*lines, (muted(f"and {left} more: select an installation"),)) if left > 0 else lines


def claim_line(claim: Claim, scene: "Scene") -> Line:
    """A sentence of attribution: speaker (country): "phrase", date, stance, of what, by whom carried, marks."""
    words = (_told(claim), *_attributed(claim, scene), muted(_manner(claim, scene)))
    return marked(words, claim.sources)


def claim_line_with_sites(claim: Claim, scene: "Scene") -> Line:
    """The same sentence, naming the installations it is about."""
    known = (scene.dataset.installations.get(id) for id in claim.installations or ())
    picks = tuple(Pick(site.id, scene.name(site)) for site in known if site)
    words = (_told(claim), *_attributed(claim, scene), *picks, muted(_manner(claim, scene)))
    return marked(words, claim.sources)


def _told(claim: Claim) -> Stated:
    return Stated(((claim.SECTION, claim.id),))


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
