"""A page that edits the place of one site and shows what came of it: what tests/browser/test_placing.py opens."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.bridge.placing import show_place
from layers.config import read_config
from layers.placing import Place, Placed

SAVED = Placed(34.914, 35.874)


def changed(values: Mapping[str, Any]) -> None:
    """Take it into the draft."""
    st.session_state["draft"] = replace(st.session_state["draft"], **values)
    st.session_state["changes"].append(dict(values))


st.session_state.setdefault("draft", SAVED)
st.session_state.setdefault("changes", [])
config = read_config(Path(__file__).resolve().parents[2] / "config.yaml")
show_place(config, Place("tartus", "Tartus", "facility", SAVED, st.session_state["draft"]), "place", changed)
st.text(f"told: {json.dumps(st.session_state['changes'])}")
