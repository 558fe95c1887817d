"""A Scene of the small dossier, and files made of it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from layers.config import Config
from layers.dataset import read_dataset
from layers.exports import EXPORTS, write_file
from layers.frames import build_frames
from layers.scene import Scene, stage
from layers.view import View

TODAY = date(2025, 8, 31)
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>${alert(3)}`\"'&]]>\u202e\u200b"
"""Text that would run, break out or turn around wherever it is not treated as text."""


@pytest.fixture
def scene_of(config: Config) -> Callable[..., Scene]:
    """A function from a data folder, and fields of the View, to a Scene on 31 August 2025."""

    def staged(folder: Path, **view: Any) -> Scene:
        dataset = read_dataset(folder, config)
        return stage(config, dataset, build_frames(dataset, config), View(**view), TODAY)

    return staged


@pytest.fixture
def small(dossier: Callable[..., Path], scene_of: Callable[..., Scene]) -> Scene:
    """The Scene of the small dossier."""
    return scene_of(dossier())


@pytest.fixture
def hostile(dossier: Callable[..., Path], scene_of: Callable[..., Scene]) -> Scene:
    """A Scene whose every free text is an attack."""
    scene = scene_of(
        dossier(
            dossier={"title": HOSTILE, "summary": HOSTILE},
            actors={"speaker": {"name": HOSTILE, "note": HOSTILE}},
            installations={
                "harbour": {"name": HOSTILE, "names": {"ar": HOSTILE}, "aliases": [HOSTILE], "note": HOSTILE}
            },
            agreements={"lease": {"title": HOSTILE, "note": HOSTILE}},
            negotiations={"guest-host": {"title": HOSTILE, "note": HOSTILE}},
            sources={"report": {"publisher": HOSTILE, "title": HOSTILE, "note": HOSTILE}},
        )
    )
    assert scene.dataset.problems == ()
    return scene


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, Scene], Path]:
    """A function that writes a Scene in a format and gives the file."""

    def write(name: str, scene: Scene) -> Path:
        export = next(export for export in EXPORTS if export.name == name)
        path = tmp_path / f"out{export.suffix}"
        steps = list(write_file(export, scene, path))
        assert steps[-1][0] == steps[-1][1]
        return path

    return write
