"""The map on which one place is edited, as a Streamlit component.

Two components, for the reason that the map has four: the page and the land are sent once, the place each time.
"""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from dashboard.bridge import component_text
from layers.config import Config
from layers.placed import read_change
from layers.placing import Place, placing_ground, placing_page, placing_state

_page = st.components.v2.component(
    "basing_placing_page",
    html='<div class="placing"><p class="wait" role="status">The map is being drawn</p></div>',
    css=component_text("dashboard.bridge", "placing.css"),
    js=component_text("dashboard.bridge", "placing_hub.js", "theme.js", "placing_page.js"),
)
_place = st.components.v2.component(
    "basing_placing_place", js=component_text("dashboard.bridge", "placing_hub.js", "placing_place.js")
)


def show_place(
    config: Config, place: Place, key: str, on_changed: Callable[[Mapping[str, Any]], None]
) -> None:
    """The map of a place; what is done on it calls `on_changed` with the fields of the site that change.

    These are `lat` and `lon`, rounded to the place's precision; or `footprint`, a GeoJSON Polygon or MultiPolygon
    within 180 degrees, or None; or all three, as the file has them. What is no such change is refused on the page, in
    words, and `on_changed` is not called. The page shows what it is given: `place` with the draft that came of it.
    """
    told, answer = f"{key}_place", f"{key}_answer"

    def changed() -> None:
        said = st.session_state[told]["placed"]
        if not isinstance(said, Mapping):
            return
        change = read_change(said, place)
        st.session_state[answer] = {"to": said.get("at"), "refused": change.message}
        if change.values is not None:
            on_changed(change.values)

    _page(
        key=f"{key}_page",
        data={"of": key, "title": "Place", "page": _page_text(config), "ground": placing_ground(place)},
    )
    _place(
        key=told,
        data={"of": key, "place": placing_state(place, config), "answer": st.session_state.get(answer)},
        height=1,
        on_placed_change=changed,
    )


@st.cache_resource(max_entries=2, show_spinner=False, hash_funcs={Config: Config.model_dump_json})
def _page_text(config: Config) -> str:
    return placing_page(config)
