"""A Scene on the page: who and when at the top, the map, the panels beside it, the timeline below."""

import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import bridge, controls
from dashboard.vega import specification
from layers.dates import day_label
from layers.errors import Problem
from layers.exports import EXPORTS
from layers.exports.snapshot import EMBED, frame_text
from layers.extend import Block, Chart, Export, Heading, Panel
from layers.markup import blocks_html, escape, source_cards_html
from layers.panels import PANELS
from layers.scene import Scene

BELOW = "timeline"
"""The panel that stands below the map and not beside it."""
TABS = tuple(panel for panel in PANELS if panel.name != BELOW)
_TITLES: Mapping[str, str] = {panel.name: panel.title for panel in TABS}
_MARKED = re.compile(r'href="#s(\d+)"')


def dress() -> None:
    """The page's own few styles: Streamlit leaves wide margins."""
    styles = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    st.html(f"<style>{styles}</style>")


def show(scene: Scene, edit_page: StreamlitPage | None) -> None:
    """The whole page but the sidebar; the map first, since it is what is waited for.

    `edit_page` is the page on which dossiers are edited, None for a reader who may not.
    """
    top = st.container(key="top", horizontal=True, vertical_alignment="center", gap="small")
    left, right = st.columns([65, 35], gap=None)
    with left:
        bridge.show_map(scene, _picked_on_map)
    with top:
        _show_top(scene, edit_page)
    with right, st.container(key="panels"):
        _show_tabs(scene)
    with st.container(key="below"):
        for panel in PANELS:
            if panel.name == BELOW:
                _show_blocks(panel, scene)


def complain(problems: Sequence[Problem], fault: str) -> None:
    """What was wrong in the address or with the data folder, above everything else."""
    for problem in problems:
        st.warning(plain(" ".join(filter(None, (f"In the address, {problem.message}.", problem.hint)))))
    if fault:
        st.error(plain(f"The last good version is shown. {fault}"))


def plain(text: str) -> str:
    """The text with everything escaped that Markdown would read as more than text."""
    return "".join(f"\\{letter}" if letter in r"\`*_{}[]<>()#+-.!|$:~" else letter for letter in text)


# --- the line at the top ---


def _show_top(scene: Scene, edit_page: StreamlitPage | None) -> None:
    with st.container(key="identity", width="stretch"):
        bridge.show_html(_identity(scene), "identity_line", {"opened": _open})
    if edit_page:
        asked = {"record": scene.view.selected} if scene.view.selected else None
        st.page_link(edit_page, label="Edit", query_params=asked)
    snapshot = [export for export in EXPORTS if export.name == "snapshot"]
    for export in snapshot:
        _download("Snapshot", export, scene)
    with st.popover("Export"):
        for export in EXPORTS:
            if export not in snapshot:
                _download(export.title, export, scene)
        st.caption("A page shows the file “Embed” with this text; the snapshot lies beside it.")
        st.code(
            frame_text(scene, f"basing-{scene.day.isoformat()}{EMBED.suffix}"),
            language="html",
            wrap_lines=True,
        )


def _identity(scene: Scene) -> str:
    """Who, as of when, how fresh, how sound; each number opens the list behind it."""
    problems = len(scene.problems)
    parts = (
        _opener("installation", _count(len(scene.installations), "installation"))
        + ", "
        + _opener("talks", _count(len(scene.negotiations), "negotiation")),
        f'<span class="muted">as of {day_label(scene.day)}</span>',
        f'<span class="muted">{_freshness(scene)}</span>',
        _opener("problems", _count(problems, "problem")),
    )
    link = escape(scene.view.pinned(scene.today).to_query())
    button = f'<button type="button" data-link="{link}">Copy link</button>'
    return f'<div class="identity"><div><span>{parts[0]}</span>{"".join(parts[1:])}</div>{button}</div>'


def _opener(panel: str, text: str) -> str:
    return f'<button type="button" data-open="{panel}">{text}</button>'


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _freshness(scene: Scene) -> str:
    newest = scene.newest_report
    if newest is None:
        return "no report in the data is dated"
    days = (scene.today - newest).days
    before = "today" if days == 0 else f"{_count(days, 'day')} before today"
    return f"newest report in the data {day_label(newest)}, {before}"


# --- files ---


def _download(label: str, export: Export, scene: Scene) -> None:
    st.download_button(
        label,
        partial(_file, export, scene),
        file_name=f"basing-{scene.day.isoformat()}{export.suffix}",
        mime=export.mime,
        key=f"download_{export.name}",
        help=export.description,
        on_click="ignore",
    )


def _file(export: Export, scene: Scene) -> bytes:
    """The file's bytes, made when the button is clicked."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"basing{export.suffix}"
        for _step in export.write(scene, path):
            pass
        return path.read_bytes()


# --- panels ---


def _show_tabs(scene: Scene) -> None:
    """One tab per panel; only the open one is read, so that a click costs one panel."""
    tabs = st.tabs(list(_TITLES.values()), key="panel", on_change="rerun")
    for panel, tab in zip(TABS, tabs, strict=True):
        if tab.open:
            with tab, st.container(key="panel_body"):
                bridge.show_html(f'<h2 class="unseen">{escape(panel.title)}</h2>', "panel_title", {})
                _show_blocks(panel, scene)


def _show_blocks(panel: Panel, scene: Scene) -> None:
    answers: dict[str, Callable[[str], None]] = {"picked": _picked_in_panel, "reset": controls.clear}
    runs = groupby(panel.read(scene), key=lambda block: isinstance(block, Chart))
    for number, (is_chart, blocks) in enumerate(runs):
        if is_chart:
            _show_charts(tuple(blocks), scene, f"{panel.name}_{number}", answers)
        else:
            bridge.show_html(_html(tuple(blocks), scene), f"{panel.name}_{number}", answers)


def _show_charts(
    charts: Sequence[Block], scene: Scene, key: str, answers: dict[str, Callable[[str], None]]
) -> None:
    for number, chart in enumerate(charts):
        if isinstance(chart, Chart):
            bridge.show_html(blocks_html((Heading(chart.title),), scene), f"{key}_title_{number}", {})
            spec = specification(chart.drawing) | {"description": chart.title}
            st.vega_lite_chart(spec, key=f"{key}_chart_{number}", width="stretch")
            more = st.expander("The same as a table", key=f"{key}_more_{number}", on_change="rerun")
            if more.open:
                with more:
                    bridge.show_html(_html((chart.table,), scene), f"{key}_table_{number}", answers)


def _html(blocks: Sequence[Block], scene: Scene) -> str:
    """The blocks and, hidden, what is known of each source that a mark in them names."""
    html = blocks_html(blocks, scene)
    marked = {int(number) for number in _MARKED.findall(html)}
    sources = (id_ for id_ in scene.dataset.sources if scene.source_number(id_) in marked)
    return html + source_cards_html(scene, sources)


# --- what was picked ---


def _open(panel: str) -> None:
    if panel in _TITLES:
        st.session_state["panel"] = _TITLES[panel]


def _picked_on_map(id_: str) -> None:
    controls.select(id_)
    _open("installation")


def _picked_in_panel(id_: str) -> None:
    controls.select(id_)
