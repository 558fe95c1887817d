"""What the browser kept of a dossier when a session ended before it was saved: offered, taken up or forgotten."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from hashlib import sha256
from typing import Final

import streamlit as st

from dashboard.bridge.writing import Sheet, keep
from dashboard.editing import drafts
from dashboard.editing.drafts import Edited
from dashboard.page import plain

_HELP: Final = "Save or drop first what you have changed since."


def sheet_of(edited: Edited) -> Sheet:
    """A dossier as the browser hears of it."""
    name = sha256(str(edited.base.path.resolve()).encode()).hexdigest()[:16]
    return Sheet(name, edited.base.digest, edited.base.text, edited.text)


def draw_kept(edited: Edited) -> None:
    """Offer a text that the browser kept when its session ended before it was saved."""
    kept = st.session_state.setdefault("edit_kept", {})
    sheet = sheet_of(edited)
    found, settled = kept.get(sheet.file), st.session_state.get("edit_settled", "")
    keep(sheet, edited.touched, found["when"] if found else "", settled, partial(_find, sheet.file))
    if found:
        name, when = edited.base.path.name, found["when"][:16].replace("T", " ")
        with st.container(key="kept"):
            st.warning(plain(f"This browser kept changes of {name} that were not saved, of {when} (UTC)."))
            take, forget = st.columns(2)
            take.button(
                "Take them up", key="kept_take", on_click=_take_up, args=(edited, found), width="stretch",
                disabled=edited.is_changed, help=_HELP if edited.is_changed else None,
            )  # fmt: skip
            forget.button(
                "Forget them", key="kept_forget", on_click=_settle, args=(sheet.file, found), width="stretch"
            )


def _find(file: str, found: Mapping[str, str]) -> None:
    st.session_state["edit_kept"][file] = found


def _settle(file: str, found: Mapping[str, str]) -> None:
    del st.session_state["edit_kept"][file]
    st.session_state["edit_settled"] = found["when"]


def _take_up(edited: Edited, found: Mapping[str, str]) -> None:
    _settle(sheet_of(edited).file, found)
    drafts.go_on_from(replace(edited.base, whole=found["whole"], digest=found["digest"]), found["text"])
