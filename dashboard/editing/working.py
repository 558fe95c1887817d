"""One record at work: as a form, as a part of the text of its dossier, or on the map."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from dashboard.bridge.writing import show_text
from dashboard.editing import choosing, drafts, form
from dashboard.editing.citing import draw_new_source
from dashboard.editing.drafts import Edited
from dashboard.editing.fields import Form
from dashboard.editing.keeping import sheet_of
from dashboard.editing.records import Spot, title_of, values_at
from dashboard.editing.site import draw_site
from dashboard.editing.telling import tell
from layers.config import Config
from layers.dossier import SECTIONS, DossierFile
from layers.errors import LeftAsItIsError, Problem
from layers.markup import escape
from layers.schema import known_ids
from layers.writing.changing import Changes, remove_record, set_fields, span_of
from layers.writing.keyorder import fields_of
from layers.writing.proposing import Proposal


def show_work(
    edited: Edited,
    file: DossierFile,
    spot: Spot | None,
    values: Mapping[str, Any],
    proposal: Proposal,
    config: Config,
) -> None:
    """The form of a record, the text of its dossier, or the map of its place."""
    named = title_of(values, spot) if spot else file.stem
    st.html(f'<h2 class="part" dir="auto">{escape(named)}</h2>')
    ways = ["Form", "Text"] + (["Map"] if spot and spot.section == "installations" else [])
    if st.session_state.get("edit_way") not in ways:
        st.session_state["edit_way"] = "Form"
    way = st.segmented_control(
        "How to edit it", ways, key="edit_way", required=True, label_visibility="collapsed"
    )
    if way == "Text":
        _draw_text(edited, spot, proposal)
        return
    st.session_state.pop("edit_scrolled", None)
    if way == "Map" and spot:
        change = partial(_change, edited, spot, config)
        draw_site(str(spot.key), file, proposal.file, proposal.dataset, config, change)
    elif spot and isinstance(values_at(values, spot), dict):
        _draw_form(edited, spot, values, proposal, config)
    elif spot:
        st.info("This record cannot be read as it is now: see the text.")
    else:
        st.info("This dossier holds no record yet: begin one at the left.")


def _draw_text(edited: Edited, spot: Spot | None, proposal: Proposal) -> None:
    record = f"{edited.base.path} {spot}"
    # the record is looked for in the text once, and not at each key that is pressed
    line = 0 if st.session_state.get("edit_scrolled") == record else _lines_of(edited.text, spot)[0]
    st.session_state["edit_scrolled"] = record
    typed = partial(drafts.type_text, edited.base.path)
    show_text(sheet_of(edited), edited.turn, (record, line), proposal.problems, typed)


def _draw_form(
    edited: Edited, spot: Spot, values: Mapping[str, Any], proposal: Proposal, config: Config
) -> None:
    prefix = f"{edited.base.path}:{spot}"
    first, end = _lines_of(edited.text, spot)
    own: dict[str, list[Problem]] = {}
    for problem in proposal.problems:
        if first <= problem.line <= end:
            own.setdefault(problem.field.partition(".")[0], []).append(problem)
    known = known_ids(proposal.dataset)
    model, record = SECTIONS[spot.section], values_at(values, spot)
    form.draw(Form(config, known, model, prefix, partial(_change, edited, spot, config)), record, own)
    if "sources" in fields_of(model):
        cite = partial(_cite, edited, spot, record, config)
        draw_new_source(edited, proposal.dataset, config, known, prefix, cite)
    elsewhere = len(proposal.problems) - sum(map(len, own.values()))
    if elsewhere:
        st.html(f'<p class="counted">{elsewhere:,} more in other records: see the text</p>')
    with st.popover("Remove this record"):
        st.write("It goes out of the dossier, with the comments in it.")
        st.button("Remove it", key="edit_remove", on_click=_remove, args=(edited, spot))


def _lines_of(text: str, spot: Spot | None) -> tuple[int, int]:
    """The first and the last line of a record, from 1; nothing where it stands in none of its own."""
    try:
        span = span_of(text, spot.section, spot.key) if spot else None
    except LeftAsItIsError:
        span = None
    return (span.first + 1, span.end) if span else (0, 0)


# --- changing it ---


def _change(drawn: Edited, spot: Spot, config: Config, changes: Changes) -> None:
    edited = drafts.still(drawn)
    if edited is None:
        return
    try:
        text = set_fields(edited.text, spot.section, spot.key, changes, config)
    except LeftAsItIsError as fault:
        tell(f"Nothing was changed: {fault}. Change it in the text.")
        return
    drafts.put_text(drawn.base.path, text)


def _cite(drawn: Edited, spot: Spot, record: Mapping[str, Any], config: Config, id: str) -> None:
    sources = record.get("sources") or []
    cited = [sources] if isinstance(sources, str) else list(sources)
    if id not in cited:
        _change(drawn, spot, config, {("sources",): [*cited, id]})


def _remove(drawn: Edited, spot: Spot) -> None:
    edited = drafts.still(drawn)
    if edited is None:
        return
    try:
        drafts.put_text(drawn.base.path, remove_record(edited.text, spot.section, spot.key))
    except LeftAsItIsError as fault:
        tell(f"Nothing was removed: {fault}.")
        return
    choosing.point_to(drawn.base.path.stem, None)
