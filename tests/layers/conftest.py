"""Scenes for the tests of what is read from them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from layers.config import Config
from layers.dataset import read_dataset
from layers.frames import build_frames
from layers.scene import Scene, stage
from layers.view import parse_view

TODAY = date(2026, 3, 1)


@pytest.fixture(scope="session")
def staged_from(config: Config) -> Callable[..., Scene]:
    """The Scene of a folder of dossiers for a query."""

    def staged(folder: Path, query: str = "") -> Scene:
        dataset = read_dataset(folder, config)
        return stage(config, dataset, build_frames(dataset, config), parse_view(query), TODAY)

    return staged


@pytest.fixture(scope="session")
def syria(staged_from: Callable[..., Scene], only_syria: Path) -> Callable[..., Scene]:
    """The Scene of the shipped dossier on Syria."""
    return lambda query="": staged_from(only_syria, query)


@pytest.fixture(scope="session")
def seeds_scene(staged_from: Callable[..., Scene], seeds: Path) -> Callable[..., Scene]:
    """The Scene of all shipped dossiers."""
    return lambda query="": staged_from(seeds, query)
