from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

from layers.config import Config
from layers.dataset import read_dataset
from layers.extend import Overlay
from layers.frames import build_frames
from layers.scene import stage
from layers.view import parse_view

TODAY = date(2025, 9, 1)


@pytest.fixture
def drawn(dossier: Callable[..., Path], config: Config) -> Callable[..., gpd.GeoDataFrame]:
    """A function that gives what an overlay draws of the small dossier with overrides, for a view."""

    def draw(overlay: Overlay, view: str = "", **overrides: Any) -> gpd.GeoDataFrame:
        dataset = read_dataset(dossier(**overrides), config)
        return overlay.draw(stage(config, dataset, build_frames(dataset, config), parse_view(view), TODAY))

    return draw
