"""Logging in and out: the end of the sidebar where editing is on."""

import streamlit as st

from dashboard.editors import Editor, Rule, Session, refusal
from dashboard.provider import UNNAMED, providers_in
from layers.config import Config
from layers.markup import escape


def session(rule: Rule) -> Session:
    """What is known of the reader of the page that is being drawn."""
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    claims = st.user.to_dict()
    return Session(rule, headers, claims if claims.get("is_logged_in") else {})


def draw(config: Config, reader: Session, who: Editor | None) -> None:
    """Who edits, or why the reader cannot; the buttons to log in, or out."""
    said = f"You edit as {who.name}." if who else refusal(config, reader)
    with st.container(key="login"):
        st.html(f'<p class="label">Editing</p><p class="summary">{escape(said)}</p>')
        if reader.rule == "login":
            _draw_buttons(reader)


def _draw_buttons(reader: Session) -> None:
    if reader.claims:
        st.button("Log out", key="logout", on_click=st.logout, width="stretch")
        return
    for name in _providers():
        label = "Log in" if name == UNNAMED else f"Log in with {name}"
        provider = None if name == UNNAMED else name
        st.button(label, key=f"login_{name}", on_click=st.login, args=(provider,), width="stretch")


def _providers() -> tuple[str, ...]:
    """The providers that can be chosen; none where the secrets were taken away since the server was started."""
    try:
        return providers_in(st.secrets["auth"])
    except (KeyError, FileNotFoundError):
        return ()
