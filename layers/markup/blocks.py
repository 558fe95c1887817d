"""Blocks as HTML: semantic elements with classes, no style attributes, no ids but those of records."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any

from layers.extend import (
    Block,
    Card,
    Chart,
    Empty,
    Fact,
    Facts,
    Heading,
    Line,
    Lines,
    More,
    Panel,
    Paragraph,
    Part,
    Pick,
    Picks,
    Row,
    Table,
    Text,
    Timed,
)
from layers.markup.charts import chart_svg
from layers.markup.escaping import escape
from layers.markup.inline import line_html, lines_html, pick_html, status_html, words_html
from layers.markup.timing import timed_html
from layers.through_time import on_the_day

if TYPE_CHECKING:
    from layers.scene import Scene


def blocks_html(blocks: Iterable[Block], scene: "Scene") -> str:
    """The blocks as HTML in one element, everything in them escaped; what is a Part, as of the Scene's day."""
    return f'<div class="blocks">{_inside(on_the_day(blocks, scene), scene)}</div>'


def panel_html(panel: Panel, blocks: Iterable[Block], scene: "Scene") -> str:
    """A whole panel: its title as a level 2 heading, what it is, and its blocks."""
    name = escape(panel.name)
    return (
        f'<section class="panel panel-{name}" id="panel-{name}" aria-labelledby="title-{name}">'
        f'<h2 id="title-{name}">{escape(panel.title)}</h2><p class="description">{escape(panel.description)}</p>'
        f"{blocks_html(blocks, scene)}</section>"
    )


def block_html(block: Block, scene: "Scene") -> str:
    """One block as HTML, in one element."""
    if isinstance(block, Timed):
        return timed_html(block, lambda one: block_html(one, scene))
    if isinstance(block, Part):
        return blocks_html((block,), scene)
    return _plain(block, scene)


def _plain(
    block: Heading | Paragraph | Facts | Table | Card | Chart | More | Picks | Empty, scene: "Scene"
) -> str:
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
            return f'<details class="fold">{_summary(block)}{_inside(block.blocks, scene)}</details>'
        case Picks():
            return f'<ul class="picks">{"".join(map(_pick, _written(block.picks)))}</ul>'
        case Empty():
            return _empty(block)


def _inside(blocks: Iterable[Block], scene: "Scene") -> str:
    return "".join(block_html(block, scene) for block in blocks)


def _facts(facts: Facts, scene: "Scene") -> str:
    rows = (timed_html(row, lambda one: _fact(one, scene)) for row in facts.rows)
    return f'<dl class="facts">{"".join(rows)}</dl>'


def _fact(fact: Fact, scene: "Scene") -> str:
    label, lines = fact
    return f"<div><dt>{words_html(label)}</dt>{lines_html(lines, scene, 'dd')}</div>" if lines else ""


def _summary(more: More) -> str:
    """The line of a fold; where it counts what is inside, its number stands apart, so that it can be counted anew."""
    said = more.summary if isinstance(more.summary, tuple) else (more.summary,)
    words = "".join(timed_html(one, lambda text: f"<span>{words_html(text)}</span>") for one in said)
    count = "" if more.count is None else f"<b data-count>{more.count:,}</b> · "
    return f"<summary>{count}{words}</summary>"


def _pick(pick: Pick | Timed[Pick]) -> str:
    return timed_html(pick, lambda one: f"<li>{pick_html(one)}</li>")


def _card(card: Card, scene: "Scene") -> str:
    selected = scene.view.selected == card.id
    said = card.status if isinstance(card.status, tuple) else (card.status,) if card.status else ()
    status = "".join(
        timed_html(one, lambda status: f'<p class="card-status">{status_html(status, scene)}</p>')
        for one in said
    )
    title = pick_html(Pick(card.id, card.title), current=selected)
    return (
        f'<article class="record-card{" selected" if selected else ""}" id="record-{escape(card.id)}">'
        f"<header><h3>{title}</h3>{status}</header>{_inside(card.blocks, scene)}</article>"
    )


def _table(table: Table, scene: "Scene") -> str:
    picks: Sequence[str] = table.picks or [""] * len(table.rows)
    anchors: Sequence[str] = table.anchors or [""] * len(table.rows)
    head = "".join(f'<th scope="col">{words_html(column)}</th>' for column in table.columns)
    body = "".join(map(_row, _written(table.rows), picks, anchors, repeat(scene)))
    caption = escape(table.caption)
    # a wide table scrolls in a box of its own, which the keyboard must be able to reach
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{caption}"><table>'
        f"<caption>{words_html(table.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(row: Row | Timed[Row], pick: str, anchor: str, scene: "Scene") -> str:
    return timed_html(row, lambda cells: _cells(cells, pick, anchor, scene))


def _written(pieces: Iterable[Any]) -> Iterator[Any]:
    """The pieces, none of which is still a Part: `on_the_day` and `through_time` have written those."""
    return (piece for piece in pieces if not isinstance(piece, Part))


def _cells(row: Row, pick: str, anchor: str, scene: "Scene") -> str:
    first, *others = row
    named = f' id="{escape(anchor)}"' if anchor else ""
    selected = ' class="selected"' if pick and scene.view.selected == pick else ""
    cells = "".join(f"<td>{_cell(cell, scene)}</td>" for cell in others)
    return f'<tr{named}{selected}><th scope="row">{_cell(_picking(first, pick), scene)}</th>{cells}</tr>'


def _cell(lines: Lines, scene: "Scene") -> str:
    if len(lines) == 1 and not isinstance(lines[0], Timed):
        return line_html(lines[0], scene)
    return lines_html(lines, scene, "div")


def _picking(cell: Lines, pick: str) -> Lines:
    """The cell, the words of its first line made a Pick if the row selects a record."""
    if not (pick and cell):
        return cell
    return (_with_pick(cell[0], pick), *cell[1:])


def _with_pick(line: Line | Timed[Line], pick: str) -> Line | Timed[Line]:
    if isinstance(line, Timed):
        return Timed(_chosen(line.item, pick), line.stretches, line.subject)
    return _chosen(line, pick)


def _chosen(line: Line, pick: str) -> Line:
    return tuple(Pick(pick, piece.text, piece.lang) if isinstance(piece, Text) else piece for piece in line)


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
