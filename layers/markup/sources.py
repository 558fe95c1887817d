"""What is known of a source, in a hidden box that its marks open."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from layers.citing import cited, source_date, source_facts, source_title
from layers.markup.blocks import block_html
from layers.markup.escaping import escape
from layers.markup.inline import line_html

if TYPE_CHECKING:
    from layers.records import Source
    from layers.scene import Scene


def source_cards_html(scene: "Scene", ids: Iterable[str]) -> str:
    """A hidden box for each source, in the order of the marks' numbers: `id="source-<number>"`."""
    sources = sorted(cited(scene, tuple(ids)), key=lambda source: scene.source_number(source.id))
    return "".join(source_card_html(source, scene) for source in sources)


def source_card_html(source: "Source", scene: "Scene") -> str:
    """The hidden box of one source: publisher, title, date, language, kind, tier, note, link."""
    number = scene.source_number(source.id)
    title = line_html(source_title(source), scene)
    said = escape(f"Source {number}: {source.publisher}, {source_date(source)}")
    attributes = f'id="source-{number}" role="group" aria-label="{said}" hidden'
    return (
        f'<div class="blocks source-card" {attributes}>'
        f'<p class="source-title"><small>[{number}]</small> {title}</p>'
        f"{block_html(source_facts(source, scene), scene)}</div>"
    )
