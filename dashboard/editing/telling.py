"""What came of a click, said at the top of the page that is drawn after it."""

from typing import Literal

import streamlit as st

from dashboard.page import plain

Tone = Literal["done", "refused"]


def tell(text: str, tone: Tone = "refused") -> None:
    """Say something on the next page."""
    st.session_state["edit_told"] = (text, tone)


def draw_told() -> None:
    """What was to be said, once."""
    text, tone = st.session_state.pop("edit_told", ("", "done"))
    if text:
        (st.success if tone == "done" else st.error)(plain(text))
