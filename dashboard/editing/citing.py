"""A source added where it is cited: known by its address, or put into the dossier with the record that rests on it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import streamlit as st

from dashboard.editing import drafts
from dashboard.editing.drafts import Edited
from dashboard.editing.fields import Form, Inside
from dashboard.editing.form import draw_fields
from dashboard.editing.telling import tell
from dashboard.page import plain
from layers.addresses import without_tracking
from layers.config import Config
from layers.dataset import Dataset
from layers.errors import LeftAsItIsError
from layers.records import Source
from layers.schema import Known
from layers.writing.adding import id_for, known_source
from layers.writing.changing import Changes
from layers.writing.inserting import insert_record

_ASKED: Final = ("url", "publisher", "title", "published", "accessed", "language", "kind", "tier")
"""The fields that most sources have; the rest is filled in where the source itself is edited."""

Cite = Callable[[str], None]
"""Called with the id of a source that is in the data, or in the draft by now."""


def draw_new_source(
    edited: Edited, dataset: Dataset, config: Config, known: Known, prefix: str, cite: Cite
) -> None:
    """A form for a source that the record is to cite."""
    fields: dict[str, Any] = st.session_state.setdefault(f"{prefix}:source", {})
    fold = st.expander("Cite a new source", key=f"{prefix}:cite-new", on_change="rerun")
    if not fold.open:
        return
    with fold:
        form = Form(config, known, Source, f"{prefix}:new-source", lambda changes: _fill(fields, changes))
        draw_fields(form, Inside(Source, fields), _ASKED, {})
        if there := _known(fields, dataset):
            st.html('<p class="said">This source is in the data already: it is cited by its id.</p>')
        st.button(
            plain(f"Cite {there}") if there else "Add the source and cite it", key=f"{prefix}:cite",
            on_click=_add, args=(edited, fields, dataset, config, cite),
        )  # fmt: skip


def _fill(fields: dict[str, Any], changes: Changes) -> None:
    for path, value in changes.items():
        fields[str(path[0])] = value
        if value is None:
            del fields[str(path[0])]


def _known(fields: Mapping[str, Any], dataset: Dataset) -> str:
    return known_source(dataset, str(fields.get("url", "")))


def _add(drawn: Edited, fields: dict[str, Any], dataset: Dataset, config: Config, cite: Cite) -> None:
    # looked up once more: the address may have been typed since the button was drawn
    id = _known(fields, dataset) or _inserted(drawn, fields, dataset, config)
    if id:
        cite(id)
        fields.clear()


def _inserted(drawn: Edited, fields: Mapping[str, Any], dataset: Dataset, config: Config) -> str:
    """The id under which a source was put into the draft; empty where it was not, which is told."""
    given = dict(fields)
    if "url" in given:
        given["url"] = without_tracking(given["url"])
    id, edited = id_for("sources", given, dataset), drafts.still(drawn)
    if edited is None:
        return ""
    if not id:
        tell("Say at least who published the source.")
        return ""
    try:
        made, _line = insert_record(edited.text, "sources", id, given, config)
    except LeftAsItIsError as fault:
        tell(f"The source was not added: {fault}.")
        return ""
    drafts.put_text(drawn.base.path, made)
    return id
