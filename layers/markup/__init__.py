"""The only place that turns text into HTML or JavaScript: everything is escaped here, once."""

from layers.markup.blocks import block_html, blocks_html, panel_html
from layers.markup.charts import chart_svg
from layers.markup.escaping import escape, framed, safe_url, script_json
from layers.markup.folds import SetAside, set_aside, uncut
from layers.markup.glyphs import drawn_once
from layers.markup.inline import inline_html, line_html, status_html, total_html
from layers.markup.policy import content_policy, joined_policy
from layers.markup.sources import source_card_html, source_cards_html
from layers.markup.timing import day_number

__all__ = [
    "SetAside",
    "block_html",
    "blocks_html",
    "chart_svg",
    "content_policy",
    "day_number",
    "drawn_once",
    "escape",
    "framed",
    "inline_html",
    "joined_policy",
    "line_html",
    "panel_html",
    "safe_url",
    "script_json",
    "set_aside",
    "source_card_html",
    "source_cards_html",
    "status_html",
    "total_html",
    "uncut",
]
