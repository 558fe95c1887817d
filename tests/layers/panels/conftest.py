from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from layers.config import Config
from layers.dataset import read_dataset
from layers.extend import Chart, Panel
from layers.frames import build_frames
from layers.markup import blocks_html
from layers.scene import Scene, stage
from layers.view import parse_view
from tests.page_text import Page

TODAY = date(2025, 9, 1)


@pytest.fixture
def scene_of(dossier: Callable[..., Path], config: Config) -> Callable[..., Scene]:
    """A function that gives the Scene of the small dossier with overrides, for a view."""

    def build(view: str = "", **overrides: Any) -> Scene:
        dataset = read_dataset(dossier(**overrides), config)
        return stage(config, dataset, build_frames(dataset, config), parse_view(view), TODAY)

    return build


@pytest.fixture
def shown(scene_of: Callable[..., Scene]) -> Callable[..., Page]:
    """A function that gives what a panel shows of the small dossier with overrides; charts by their table."""

    def show(panel: Panel, view: str = "", **overrides: Any) -> Page:
        scene = scene_of(view, **overrides)
        blocks = [block.table if isinstance(block, Chart) else block for block in panel.read(scene)]
        return Page(blocks_html(blocks, scene))

    return show
