"""Basing's snapshot with everything in it, and its map alone, each from the staged Scene.

`python -m tests.bench.peers.basing NAME DOSSIERS FILE SITES` builds one of them, then writes the sites for
the peers.
"""

import pkgutil
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import layers
from tests.bench.peers.building import time_builds
from tests.bench.peers.contender import Contender, painted
from tests.bench.peers.data import write_sites
from tests.browser.server import ROOT

if TYPE_CHECKING:
    from layers.scene import Scene

TODAY = date(2026, 3, 1)


def build(scene: "Scene", path: Path) -> None:
    """The map, every panel, the history and the dossiers."""
    from layers.exports.snapshot import SNAPSHOT

    list(SNAPSHOT.write(scene, path))


def build_frame(scene: "Scene", path: Path) -> None:
    """The map with its history, as `basing snapshot --embed` writes it: the points, names and texts of the peers."""
    from layers.exports.snapshot import EMBED

    list(EMBED.write(scene, path))


def main(name: str, dossiers: Path, file: Path, sites: Path) -> None:
    """Read and stage the dossiers, then build by the clock."""
    from dashboard.output import staged

    scene = staged(data=dossiers, config_file=ROOT / "config.yaml", query="", as_of=None, today=TODAY)
    time_builds(FRAME if name == FRAME.name else BASING, scene, file)
    write_sites(scene, sites)


BASING = Contender(
    name="basing",
    title="Basing",
    build=build,
    imports=(
        "deflate",
        "xstatic.pkg.leaflet",
        *(module.name for module in pkgutil.walk_packages(layers.__path__, "layers.")),
    ),
    drawn=painted(".leaflet-basing-overlays-pane canvas"),
    drawn_says="the canvas of the marks holds a pixel",
)
FRAME = replace(BASING, name="frame", title="Basing, map alone", build=build_frame)

if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
