"""The dashboard, read from top to bottom: load, ask, stage, show.

Started by `basing serve`, as `streamlit run dashboard/app.py -- --data DIR --config FILE [--today DATE] [--edit RULE]`.
"""

import argparse
from datetime import date, datetime
from pathlib import Path

import streamlit as st

from dashboard import controls, login, page
from dashboard.editors import RULES, editor
from dashboard.watch import Watch
from layers.scene import stage


def arguments() -> argparse.Namespace:
    """What the command line says after `--`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path)
    parser.add_argument("--config", type=Path, default=Path("config.yaml"))
    parser.add_argument("--today", type=date.fromisoformat)
    parser.add_argument("--edit", choices=RULES, default="off")
    return parser.parse_args()


@st.cache_resource(show_spinner=False)
def watch(config_file: Path, folder: Path | None) -> Watch:
    """One watcher for the whole process."""
    return Watch(config_file, folder)


@st.fragment(run_every=0.5)
def follow(watched: Watch, version: int) -> None:
    """Run the page again once the watcher has read something newer than what it shows."""
    if watched.reading.version != version:
        st.rerun()


st.set_page_config(page_title="Basing", layout="wide")
page.dress()

options = arguments()
watched = watch(options.config, options.data)
reading = watched.reading
folder = options.data or options.config.parent / reading.config.data
today = options.today or datetime.now().astimezone().date()


def show_map() -> None:
    """The page that everybody reads."""
    view, misread = controls.asked()
    scene = stage(reading.config, reading.dataset, reading.frames, view, today)
    reader = login.session(options.edit) if edit_page else None
    who = editor(reading.config, reader, folder) if reader else None
    page.complain((*misread, *controls.strangers(scene)), reading.fault)
    page.show(scene, edit_page if who else None)
    with st.sidebar:
        controls.draw(scene)
        if reader:
            login.draw(reading.config, reader, who)
    st.session_state["map_query"] = scene.view.to_query()


def show_editing() -> None:
    """The page on which dossiers are edited."""
    from dashboard.editing.page import show  # readers of the map need not wait for it
    from dashboard.editing.saving import Desk

    show(Desk(watched, folder, options.edit), map_page, today)


map_page = st.Page(show_map, title="Basing", default=True)
edit_page = st.Page(show_editing, title="Edit", url_path="edit") if options.edit != "off" else None
if edit_page:
    st.navigation([map_page, edit_page], position="hidden").run()
else:
    show_map()
follow(watched, reading.version)
