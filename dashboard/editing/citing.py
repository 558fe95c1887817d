"""A source added where it is cited: known by its address, or put into the dossier with the record that rests on it."""

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

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

Cite = Callable[[str, str], None]
"""Called with the text of the dossier, in which the source is now, and the id of the source."""


def draw_new_source(
    text: str, dataset: Dataset, config: Config, known: Known, prefix: str, cite: Cite
) -> None:
    """A form for a source that the record is to cite."""
    fields: dict[str, Any] = st.session_state.setdefault(f"{prefix}:source", {})
    fold = st.expander("Cite a new source", key=f"{prefix}:cite-new", on_change="rerun")
    if not fold.open:
        return
    with fold:
        form = Form(config, known, Source, f"{prefix}:new-source", lambda changes: _fill(fields, changes))
        draw_fields(form, Inside(Source, fields), _ASKED, {})
        if there := known_source(dataset, str(fields.get("url", ""))):
            st.html('<p class="said">This source is in the data already: it is cited by its id.</p>')
        st.button(
            plain(f"Cite {there}") if there else "Add the source and cite it", key=f"{prefix}:cite",
            on_click=_add, args=(text, fields, there, dataset, config, cite),
        )  # fmt: skip


def _fill(fields: dict[str, Any], changes: Changes) -> None:
    for path, value in changes.items():
        fields[str(path[0])] = value
        if value is None:
            del fields[str(path[0])]


def _add(text: str, fields: dict[str, Any], there: str, dataset: Dataset, config: Config, cite: Cite) -> None:
    if there:
        cite(text, there)
        fields.clear()
        return
    given = dict(fields)
    if "url" in given:
        given["url"] = without_tracking(given["url"])
    id = id_for("sources", given, dataset)
    if not id:
        tell("Say at least who published the source.")
        return
    try:
        made, _line = insert_record(text, "sources", id, given, config)
    except LeftAsItIsError as fault:
        tell(f"The source was not added: {fault}.")
        return
    cite(made, id)
    fields.clear()
