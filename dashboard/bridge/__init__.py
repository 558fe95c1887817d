"""The Streamlit components: the map in its frame, and what panels say; both report what was picked.

The map takes four components, because Streamlit sends a component's data again whenever any part of it changes: the
page is sent once for each configuration, the rows once for each dataset, what is shown of them once for each filter,
and what is selected, which is small, each time.
"""

import importlib.resources
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from layers.config import Config
from layers.map import live_page, map_rows, pointed_state, rows_hash, shown_state
from layers.scene import Scene

Answer = Callable[[], None]


def component_text(package: str, *names: str) -> str:
    """Files of a package as one text."""
    folder = importlib.resources.files(package)
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)


_page = st.components.v2.component(
    "basing_map_page",
    html='<div class="map"><p class="wait" role="status">The map is being drawn</p></div>',
    css=component_text("dashboard.bridge", "map.css"),
    js=component_text("dashboard.bridge", "hub.js", "theme.js", "page.js"),
)
_rows = st.components.v2.component(
    "basing_map_rows", js=component_text("dashboard.bridge", "hub.js", "rows.js")
)
_shown = st.components.v2.component(
    "basing_map_shown", js=component_text("dashboard.bridge", "hub.js", "shown.js")
)
_pointed = st.components.v2.component(
    "basing_map_pointed", js=component_text("dashboard.bridge", "hub.js", "pointed.js")
)
_reading = st.components.v2.component(
    "basing_reading",
    html='<div class="reading"></div>',
    css=component_text("layers.assets", "panels.css") + component_text("dashboard.bridge", "reading.css"),
    js=component_text("layers.assets", "panels.js")
    + component_text("dashboard.bridge", "theme.js", "reading.js"),
)


def show_map(scene: Scene, on_picked: Callable[[str], None]) -> None:
    """The map of the Scene; a marker that is clicked calls `on_picked` with its id."""
    config = scene.config
    _page(key="map_page", data=_page_data(f"{config.title} {config.tiles}", scene))
    _rows(key="map_rows", data=_row_data(rows_hash(scene), scene), height=1)
    _shown(key="map_shown", data=_shown_data(scene), height=1)
    _pointed(
        key="map_pointed",
        # Where the map is goes to the address again whenever that is written anew: so the address is a part of this.
        data={"state": pointed_state(scene), "address": scene.view.to_query()},
        height=1,
        on_picked_change=_answer("map_pointed", "picked", on_picked),
    )


def show_html(html: str, key: str, answers: Mapping[str, Callable[[str], None]]) -> None:
    """HTML from `layers.markup`; `answers` are called with the id picked, the panel opened or the fields reset."""
    callbacks: dict[str, Any] = {
        f"on_{event}_change": _answer(key, event, answer) for event, answer in answers.items()
    }
    _reading(key=key, data={"html": html}, **callbacks)


def _answer(key: str, event: str, answer: Callable[[str], None]) -> Answer:
    def read() -> None:
        value = st.session_state[key][event]
        if value:
            answer(str(value))

    return read


@st.cache_resource(max_entries=2, show_spinner=False)
def _page_data(config_key: str, _scene: Scene) -> dict[str, str]:
    return {"title": "Map", "page": live_page(_scene.config)}


def _shown_data(scene: Scene) -> dict[str, Any]:
    """What is shown on the map, kept whatever is selected: a click then costs only what it changes."""
    asked = replace(scene.view, selected="", lat=None, lon=None, zoom=None)
    days = (scene.day, scene.known_by, scene.today)
    return _shown_state(rows_hash(scene), scene.config, asked.to_query(), days, scene)


@st.cache_resource(max_entries=64, show_spinner=False, hash_funcs={Config: Config.model_dump_json})
def _shown_state(
    rows_key: str, config: Config, asked: str, days: tuple[date, ...], _scene: Scene
) -> dict[str, Any]:
    return {"state": shown_state(_scene)}


@st.cache_resource(max_entries=4, show_spinner=False)
def _row_data(rows_key: str, _scene: Scene) -> dict[str, Any]:
    return {"rows": map_rows(_scene)}
