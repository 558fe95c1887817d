"""The dashboard run in the process of the test, without a browser."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.editors import Rule

TODAY = "2026-03-01"


@pytest.fixture
def opened(root: Path, only_syria: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """A function that opens the dashboard: `opened("host=SY", data=folder, edit="machine")`."""

    def open_page(query: str = "", data: Path = only_syria, edit: Rule = "off") -> AppTest:
        command = ["app.py", "--data", str(data), "--config", str(root / "config.yaml"), "--today", TODAY]
        command += ["--edit", edit]
        monkeypatch.setattr(sys, "argv", command)
        app = AppTest.from_file(str(root / "dashboard" / "app.py"), default_timeout=30)
        for pair in filter(None, query.split("&")):
            name, _, value = pair.partition("=")
            app.query_params[name] = [*app.query_params.get(name, []), value]
        return app.run()

    yield open_page
    st.cache_resource.clear()
