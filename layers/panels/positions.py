"""Positions: what each party said on each issue, and what it has replaced or withdrawn since."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from layers.extend import Block, Inline, Line, Panel, Part, Row, Table, Text
from layers.panels.corrections import correction_lines
from layers.panels.grouping import has_come, newest, withdrawn
from layers.panels.wording import (
    attribution,
    further,
    listed,
    marked,
    muted,
    nothing,
    plain,
    quoted,
    said_on,
)
from layers.records import Negotiation
from layers.statements import Position

if TYPE_CHECKING:
    from layers.scene import Scene

_MOST_ROWS = 150
_COLUMNS = ("Party", "Issue", "Kind", "Says", "Date")


def read(scene: "Scene") -> tuple[Block, ...]:
    """A table of positions for each negotiation; of the selected negotiation or installation alone, if one is."""
    positions = _about_selected(scene)
    if not positions:
        return nothing("position", scene)
    followers = scene.gathered.followers
    groups: dict[str, list[Position]] = {}
    for position in positions:
        groups.setdefault(position.negotiation or "", []).append(position)
    blocks: list[Block] = []
    left = _MOST_ROWS
    for id, group in groups.items():
        shown = _in_order(group, scene)[: max(left, 0)]
        left -= len(shown)
        if shown:
            rows = tuple(_part(position, followers.get(position.id, ())) for position in shown)
            blocks.append(Table(_caption(scene.dataset.negotiations.get(id), scene), _COLUMNS, rows))
    return (*blocks, *further(len(positions) - _MOST_ROWS, "position"))


def _about_selected(scene: "Scene") -> list[Position]:
    id = scene.selected.id if scene.selected else ""
    about = [
        one for one in scene.positions if id and (one.negotiation == id or id in (one.installations or ()))
    ]
    return about or list(scene.positions)


def _caption(negotiation: Negotiation | None, scene: "Scene") -> str:
    return f"Positions: {scene.name(negotiation)}" if negotiation else "Positions outside the talks listed"


def _in_order(positions: list[Position], scene: "Scene") -> list[Position]:
    """By party, then by issue as the vocabulary orders them, then the newest first."""
    issues = list(scene.config.vocabularies["position_issue"])
    return sorted(
        newest(positions),
        key=lambda one: (
            scene.actor_name(one.party or ""),
            issues.index(one.issues[0]) if one.issues else len(issues),
        ),
    )


def _part(position: Position, followers: Sequence[Position]) -> Part[Row]:
    return Part(partial(_row, position), (position, *followers), ((position.SECTION, position.id),))


def _row(position: Position, scene: "Scene") -> Row | None:
    if not has_come(position, scene):
        return None
    issues = listed([scene.label("position_issue", issue).lower() for issue in position.issues])
    return (
        (plain(scene.actor_name(position.party) if position.party else "Party not named"),),
        (plain(issues or "not said"),),
        (plain(scene.label("position_kind", position.kind)),),
        _says(position, scene),
        (plain(said_on(position)),),
    )


def _says(position: Position, scene: "Scene") -> tuple[Line, ...]:
    superseded = position.id in scene.gathered.followers
    over = superseded or withdrawn(position, scene.day)
    words: list[Inline] = [Text(position.says, tone="struck" if over else "plain"), *quoted(position.phrase)]
    if position.conditional_on:
        words.append(muted(f"on condition: {position.conditional_on}"))
    if superseded:
        words.append(muted("replaced by a later position"))
    if withdrawn(position, scene.day) and position.withdrawn:
        words.append(muted(f"withdrawn {position.withdrawn.label()}"))
    how = attribution(
        (position.party,) if position.party else (), position.level, position.via, position.sources, scene
    )
    words.append(muted(f"· {how}" + (f" · {position.note}" if position.note else "")))
    return (marked(tuple(words), position.sources), *correction_lines(position.id, scene))


POSITIONS = Panel(
    "positions", "Positions", "Party by issue: what is asked, offered, refused or left unanswered.", read
)
