"""A whole page of ours in a frame of the dashboard's, as a Streamlit component."""

import streamlit as st

from dashboard.bridge import component_text

_CSS = ":host { display: block; } iframe { display: block; width: 100%; height: 44rem; border: 0; }"
_preview = st.components.v2.component(
    "basing_preview",
    html='<div class="preview"></div>',
    css=_CSS,
    js=component_text("dashboard.bridge", "preview.js"),
)


def show_page(page: str, title: str, key: str) -> None:
    """A page that needs no network and asks for nothing, such as `layers.comparing.html_page` makes."""
    _preview(key=key, data={"page": page, "title": title})
