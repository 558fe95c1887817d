"""Blocks as HTML: semantic elements with classes, no style attributes, no ids but those of records."""

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import TYPE_CHECKING

from layers.extend import (
    Block,
    Card,
    Chart,
    Empty,
    Facts,
    Heading,
    Line,
    More,
    Panel,
    Paragraph,
    Pick,
    Table,
    Text,
)
from layers.markup.charts import chart_svg
from layers.markup.escaping import escape
from layers.markup.inline import line_html, lines_html, pick_html, status_html, words_html

if TYPE_CHECKING:
    from layers.scene import Scene


def blocks_html(blocks: Iterable[Block], scene: "Scene") -> str:
    """The blocks as HTML in one element, everything in them escaped."""
    return f'<div class="blocks">{_inside(blocks, scene)}</div>'


def panel_html(panel: Panel, scene: "Scene") -> str:
    """A whole panel: its title as a level 2 heading, what it is, and its blocks."""
    name = escape(panel.name)
    return (
        f'<section class="panel panel-{name}" id="panel-{name}" aria-labelledby="title-{name}">'
        f'<h2 id="title-{name}">{escape(panel.title)}</h2><p class="description">{escape(panel.description)}</p>'
        f"{blocks_html(panel.read(scene), scene)}</section>"
    )


def block_html(block: Block, scene: "Scene") -> str:
    """One block as HTML."""
    match block:
        case Heading():
            anchor = f' id="{escape(block.anchor)}"' if block.anchor else ""
            return f"<h{block.level}{anchor}>{words_html(block.text)}</h{block.level}>"
        case Paragraph():
            return f"<p>{line_html(block.line, scene)}</p>"
        case Facts():
            return _facts(block, scene)
        case Table():
            return _table(block, scene)
        case Card():
            return _card(block, scene)
        case Chart():
            return _chart(block, scene)
        case More():
            summary = f"<summary>{words_html(block.summary)}</summary>"
            return f'<details class="fold">{summary}{_inside(block.blocks, scene)}</details>'
        case Empty():
            return _empty(block)


def _inside(blocks: Iterable[Block], scene: "Scene") -> str:
    return "".join(block_html(block, scene) for block in blocks)


def _facts(facts: Facts, scene: "Scene") -> str:
    rows = (
        f"<div><dt>{words_html(label)}</dt>{lines_html(lines, scene, 'dd')}</div>"
        for label, lines in facts.rows
        if lines
    )
    return f'<dl class="facts">{"".join(rows)}</dl>'


def _card(card: Card, scene: "Scene") -> str:
    selected = scene.view.selected == card.id
    status = f'<p class="card-status">{status_html(card.status, scene)}</p>' if card.status else ""
    title = pick_html(Pick(card.id, card.title), current=selected)
    return (
        f'<article class="record-card{" selected" if selected else ""}" id="record-{escape(card.id)}">'
        f"<header><h3>{title}</h3>{status}</header>{_inside(card.blocks, scene)}</article>"
    )


def _table(table: Table, scene: "Scene") -> str:
    picks: Sequence[str] = table.picks or [""] * len(table.rows)
    head = "".join(f'<th scope="col">{words_html(column)}</th>' for column in table.columns)
    anchors: Sequence[str] = table.anchors or [""] * len(table.rows)
    body = "".join(map(_row, table.rows, picks, anchors, repeat(scene)))
    caption = escape(table.caption)
    # a wide table scrolls in a box of its own, which the keyboard must be able to reach
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{caption}"><table>'
        f"<caption>{words_html(table.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(row: tuple[tuple[Line, ...], ...], pick: str, anchor: str, scene: "Scene") -> str:
    first, *others = row
    named = f' id="{escape(anchor)}"' if anchor else ""
    selected = ' class="selected"' if pick and scene.view.selected == pick else ""
    cells = "".join(f"<td>{_cell(cell, scene)}</td>" for cell in others)
    return f'<tr{named}{selected}><th scope="row">{_cell(_picking(first, pick), scene)}</th>{cells}</tr>'


def _cell(lines: tuple[Line, ...], scene: "Scene") -> str:
    return line_html(lines[0], scene) if len(lines) == 1 else lines_html(lines, scene, "div")


def _picking(cell: tuple[Line, ...], pick: str) -> tuple[Line, ...]:
    """The cell, the words of its first line made a Pick if the row selects a record."""
    if not (pick and cell):
        return cell
    first = tuple(
        Pick(pick, piece.text, piece.lang) if isinstance(piece, Text) else piece for piece in cell[0]
    )
    return (first, *cell[1:])


def _chart(chart: Chart, scene: "Scene") -> str:
    table = More("The same as a table", (chart.table,))
    drawn = chart_svg(chart.drawing)
    return (
        f'<figure class="chart"><figcaption>{words_html(chart.title)}</figcaption>'
        f'<div class="drawing" tabindex="0" role="img" aria-label="{escape(chart.title)}">{drawn}</div>'
        f"{block_html(table, scene)}</figure>"
    )


def _empty(empty: Empty) -> str:
    names = escape(" ".join(empty.reset))
    button = (
        f' <button type="button" class="reset" data-reset="{names}">Show them</button>' if empty.reset else ""
    )
    return f'<p class="empty">{words_html(empty.text)}{button}</p>'
