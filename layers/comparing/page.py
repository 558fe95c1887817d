"""A Comparison as one HTML page that needs no network; its tables need no script."""

import re
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from layers.comparing.changes import Cited, Comparison, FieldChange, RecordChange
from layers.comparing.values import told
from layers.comparing.wording import headline, notices, record_words, side_line, source_words
from layers.markup import content_policy, escape, framed, joined_policy, safe_url
from layers.terminal import uncontrolled


def html_page(comparison: Comparison, maps: Sequence[str] = ()) -> str:
    """The whole page: what is compared, changes of status, all other changes, a table for each record.

    `maps` are whole pages of ours, the old state's and the new one's; they stand side by side and move together.
    """
    styles, together = _asset("comparison.css"), _asset("together.js")
    policies = [content_policy((together,) if maps else (), (styles,), ()), *map(_policy_of, maps)]
    parts = {
        "title": _text(f"From {comparison.old.named} to {comparison.new.named}"),
        "policy": joined_policy(policies),
        "styles": styles,
        "old": _text(side_line(comparison.old)),
        "new": _text(side_line(comparison.new)),
        "headline": _text(headline(comparison)),
        "notices": "".join(f"<p>{_text(line)}</p>" for line in notices(comparison)),
        "maps": _maps(maps, (comparison.old.named, comparison.new.named)),
        "script": f"<script>{together}</script>" if maps else "",
        "body": _part("Changes of status", comparison.statuses) + _part("Records", comparison.others),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda hole: parts[hole[1]], _asset("comparison.html"))


def _policy_of(page: str) -> str:
    return page.partition('Content-Security-Policy" content="')[2].partition('"')[0]


def _maps(pages: Sequence[str], names: Sequence[str]) -> str:
    if not pages:
        return ""
    frames = "".join(
        f"<figure><figcaption>{side}: <bdi>{_text(name)}</bdi></figcaption>"
        f'<iframe title="Map, {side.lower()}" sandbox="allow-scripts" srcdoc="{framed(page)}"></iframe></figure>'
        for side, name, page in zip(("Old", "New"), names, pages, strict=True)
    )
    return f'<section class="maps"><h2>Maps</h2><div>{frames}</div></section>'


def _part(title: str, records: Sequence[RecordChange]) -> str:
    if not records:
        return ""
    return f"<section><h2>{title}</h2>{''.join(_record(record) for record in records)}</section>"


def _record(record: RecordChange) -> str:
    heading = f'<h3 dir="auto">{_text(record_words(record))}</h3>'
    place = f"<p>{_text(record.section)} <code>{_text(record.id)}</code></p>"
    rows = "".join(_row(field) for field in record.fields)
    head = (
        '<thead><tr><th scope="col">Field</th><th scope="col">Old</th><th scope="col">New</th></tr></thead>'
    )
    table = f"<table>{head}<tbody>{rows}</tbody></table>" if rows else ""
    return f'<article class="{record.kind}">{heading}{place}{table}</article>'


def _row(field: FieldChange) -> str:
    old, new = _cell("old", field.old, field.old_sources), _cell("new", field.new, field.new_sources)
    label = f'<th scope="row" dir="auto">{_text(field.label)}</th>'
    return f"<tr>{label}{old}{new}</tr>"


def _cell(side: str, value: Any, sources: Sequence[Cited]) -> str:
    """The value with its sources below it."""
    if value is None:
        return '<td class="nothing">nothing</td>'
    cited = f"<ul>{''.join(_source(source) for source in sources)}</ul>" if sources else ""
    return f'<td class="{side}"><div dir="auto">{_text(told(value))}</div>{cited}</td>'


def _source(source: Cited) -> str:
    words, url = _text(source_words(source)), safe_url(uncontrolled(source.url))
    told = f'<a href="{url}" rel="noopener noreferrer">{words}</a>' if url else words
    return f'<li dir="auto">{told}</li>'


def _text(text: str) -> str:
    """The text escaped; a page may be printed on a terminal too."""
    return escape(uncontrolled(text))


def _asset(name: str) -> str:
    return (files("layers") / "assets" / name).read_text(encoding="utf-8")
