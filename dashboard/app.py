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

view, misread = controls.asked()
scene = stage(reading.config, reading.dataset, reading.frames, view, today)

page.complain((*misread, *controls.strangers(scene)), reading.fault)
page.show(scene)
with st.sidebar:
    controls.draw(scene)
    if options.edit != "off":
        reader = login.session(options.edit)
        login.draw(reading.config, reader, editor(reading.config, reader, folder))
follow(watched, reading.version)
