"""What would change: line by line, and on the map before and after."""

from collections.abc import Iterator
from datetime import date
from difflib import unified_diff
from typing import Final

import streamlit as st

from dashboard.bridge.preview import show_page
from dashboard.editing.records import Spot
from layers.comparing.compare import compare
from layers.comparing.maps import map_of
from layers.comparing.page import html_page
from layers.config import Config
from layers.dataset import Dataset
from layers.markup import escape
from layers.precision import shown_place
from layers.view import View

_MOST_LINES: Final = 400
_NEAR_ZOOM: Final = 9
_SPOKEN: Final = {"+": "ins", "-": "del"}


def draw_lines(before: str, after: str) -> None:
    """The lines that come and go, each with two lines around it."""
    rows = list(unified_diff(before.split("\n"), after.split("\n"), n=2, lineterm=""))[2:]
    added, gone = (sum(row.startswith(sign) for row in rows) for sign in "+-")
    st.html(f'<p class="counted">{_count(added)} added, {_count(gone)} taken out</p>')
    more = (
        f'<p class="counted">and {len(rows) - _MOST_LINES:,} lines more</p>'
        if len(rows) > _MOST_LINES
        else ""
    )
    st.html(
        f'<pre class="diff" dir="ltr" tabindex="0" aria-label="Lines that change">{"".join(_told(rows))}</pre>{more}'
    )


def _told(rows: list[str]) -> Iterator[str]:
    for row in rows[:_MOST_LINES]:
        sign, line = row[:1], row[1:]
        if sign == "@":
            place = row.split(" ")[2].lstrip("+").split(",")[0]
            yield f'<span class="place">line {escape(place)}</span>'
        elif sign in _SPOKEN:
            yield f"<{_SPOKEN[sign]}>{sign} {escape(line)}</{_SPOKEN[sign]}>"
        else:
            yield f"<span>  {escape(line)}</span>"


def _count(number: int) -> str:
    return f"{number:,} line{'' if number == 1 else 's'}"


def draw_maps(before: Dataset, after: Dataset, config: Config, today: date, spot: Spot | None) -> None:
    """The records that change, field by field, below both maps, which move together; at first, to a site."""
    view = _view(after, spot)
    page = html_page(
        compare(before, after, ("the file", "your draft")),
        [map_of(dataset, config, today, view) for dataset in (before, after)],
    )
    show_page(page, "Before and after on the map", "edit_maps")


def _view(dataset: Dataset, spot: Spot | None) -> View:
    site = dataset.installations.get(str(spot.key)) if spot and spot.section == "installations" else None
    place = shown_place(site.location) if site else None
    return View(lon=place[0], lat=place[1], zoom=_NEAR_ZOOM) if place else View()
