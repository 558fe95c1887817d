"""What takes part in the measurement against the peers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Contender:
    """A way to make an HTML map of the same sites.

    `build` writes the file from what is in memory: the sites (a GeoDataFrame, `data.read_sites`), or for Basing the
    staged Scene. `imports` are loaded before the clock starts. `drawn` is a JavaScript expression that is true once
    the marks are on the page, and `drawn_says` is that in words. `flags` are more switches for Chromium.
    """

    name: str
    title: str
    build: Callable[[Any, Path], None]
    imports: tuple[str, ...]
    drawn: str
    drawn_says: str
    flags: tuple[str, ...] = ()


def painted(canvas: str) -> str:
    """True once a canvas holds a pixel that can be seen through nothing (`canvas` is a CSS selector)."""
    return (
        f"[...document.querySelectorAll({canvas!r})].some((it) => it.width && "
        "new Uint32Array(it.getContext('2d').getImageData(0, 0, it.width, it.height).data.buffer).some(Boolean))"
    )
