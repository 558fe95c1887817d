"""The editing page as the first page of a program, since AppTest opens no other: `editing_app.py DATA CONFIG RULE`."""

import sys
from datetime import date
from pathlib import Path

import streamlit as st

from dashboard.editing.page import show
from dashboard.editing.saving import Desk
from dashboard.watch import Watch

data, config, rule = sys.argv[1:]


@st.cache_resource(show_spinner=False)
def watch(config_file: Path, folder: Path) -> Watch:
    """One watcher for all sessions, as in the dashboard."""
    return Watch(config_file, folder)


def edit() -> None:
    """The page under test."""
    show(Desk(watch(Path(config), Path(data)), Path(data), rule), other, date(2026, 3, 1))


page, other = st.Page(edit, default=True), st.Page(lambda: None, title="Map", url_path="map")
st.navigation([page, other], position="hidden").run()
