"""The page on which dossiers are edited, read from top to bottom: who, what, the record, what would change, save."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard import login
from dashboard.editing import choosing, drafts, preview, saving
from dashboard.editing.drafts import Edited
from dashboard.editing.keeping import draw_kept
from dashboard.editing.merging import draw_merging
from dashboard.editing.records import Spot, read_values
from dashboard.editing.saving import Desk
from dashboard.editing.telling import draw_told
from dashboard.editing.working import show_work
from dashboard.page import plain
from dashboard.watch import Reading
from layers.errors import LeftAsItIsError
from layers.markup import escape
from layers.writing.proposing import Proposal, propose
from layers.writing.rewriting import read_draft


def show(desk: Desk, map_page: StreamlitPage, today: date) -> None:
    """The whole page, for a reader who may edit; for any other, why not."""
    reading = desk.watched.reading
    who = desk.who()
    st.html(f"<style>{Path(__file__).with_name('editing.css').read_text(encoding='utf-8')}</style>")
    with st.sidebar:
        st.html(f'<h1 class="title">{escape(reading.config.title)}</h1>')
        view = parse_qsl(st.session_state.get("map_query", ""))
        st.page_link(map_page, label="Back to the map", query_params=view or None)
    if who is None:
        st.info(plain(desk.refusal()))
    else:
        saving.recover_once(desk)
        draw_told()
        if reading.fault:
            st.error(plain(f"The last good version is shown. {reading.fault}"))
        _show_dossier(desk, reading, today)
    with st.sidebar:
        login.draw(reading.config, login.session(desk.rule), who)


def _show_dossier(desk: Desk, reading: Reading, today: date) -> None:
    with st.sidebar:
        file = choosing.choose_dossier(reading.dataset.files)
    _draw_homeless(reading)
    path = Path(file.path)
    try:
        edited = drafts.held(path)
    except LeftAsItIsError as fault:
        st.error(plain(f"{fault}."))
        return
    draw_kept(edited)
    edited = drafts.held(path)
    values = _values(edited, reading)
    with st.sidebar:
        spot = choosing.choose_record(values, file.stem)
        choosing.draw_new(file, reading)
    proposal = propose(reading.dataset, file.path, edited.text, reading.config)
    work, outcome = st.columns([58, 42], gap="medium")
    with work, st.container(key="work"):
        show_work(edited, file, spot, values, proposal, reading.config)
    with outcome, st.container(key="outcome"):
        _show_outcome(desk, edited, proposal, spot, today)


def _values(edited: Edited, reading: Reading) -> Mapping[str, Any]:
    """What the draft says; while its text is typed, what it said before, so that no key moves what is chosen."""
    kept = (edited.base.path, edited.turn, st.session_state.get("edit_way"))
    known = st.session_state.get("edit_values")
    if known is None or known[0] != kept or kept[2] != "Text":
        known = st.session_state["edit_values"] = (kept, read_values(edited.text, reading.config.limits))
    values: Mapping[str, Any] = known[1]
    return values


# --- what would change ---


def _show_outcome(desk: Desk, edited: Edited, proposal: Proposal, spot: Spot | None, today: date) -> None:
    reading = desk.watched.reading
    try:
        there = read_draft(edited.base.path)
    except LeftAsItIsError as fault:
        _draw_unsaveable(edited, str(fault))
        return
    if there.digest != edited.base.digest:
        draw_merging(edited, there, reading.config)
        return
    st.html('<h2 class="part">What changes</h2>')
    if edited.is_changed:
        preview.draw_lines(edited.base.text, edited.text)
        if edited.base.text != edited.base.whole:
            st.caption("Saved, it has Unix ends of lines and no byte order mark.")
        if st.toggle("Show it on the map", key="edit_show_map"):
            preview.draw_maps(reading.dataset, proposal.dataset, reading.config, today, spot)
    saving.draw_save(desk, edited, proposal)
    saving.draw_done(desk)


def _draw_homeless(reading: Reading) -> None:
    """Changed dossiers whose files went away: what was typed can be had all the same."""
    there = {Path(file.path) for file in reading.dataset.files}
    for path in drafts.unsaved():
        if path not in there:
            _draw_unsaveable(drafts.held(path), f"{path.name} is gone: deleted, renamed or moved")


def _draw_unsaveable(edited: Edited, why: str) -> None:
    name = edited.base.path.name
    st.error(plain(f"{why}. Your text is still here, and cannot be saved there."))
    st.download_button(
        "Download my text", edited.text, file_name=name, key=f"download_{name}", on_click="ignore"
    )
