"""What pages with a map carry: our scripts and sheets, and Leaflet's, read from the installed package."""

import functools
import importlib.resources
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from layers.config import Tiles

# Comments are for who reads the scripts here, and so are blanks before a line; a page need not carry them.
_COMMENT = re.compile(r"^[ ]*//.*\n|^[ ]+", re.MULTILINE)
_IMAGE = re.compile(r"url\(images/[\w.-]+\)")


def filled(template: str, parts: Mapping[str, str]) -> str:
    """A template of the assets with each `{{hole}}` filled; parts are HTML, and are looked at once only."""
    return re.sub(r"\{\{(\w+)\}\}", lambda hole: parts[hole[1]], asset(template))


@functools.cache
def asset(name: str) -> str:
    """The text of a file of ours."""
    return importlib.resources.files("layers").joinpath("assets", name).read_text(encoding="utf-8")


@functools.cache
def own_script(names: tuple[str, ...]) -> str:
    """Scripts of ours as one."""
    return _COMMENT.sub("", "\n".join(asset(name) for name in names))


@functools.cache
def leaflet_script() -> str:
    """Leaflet as one script."""
    text = (_leaflet_folder() / "leaflet.js").read_text(encoding="utf-8")
    return re.sub(r"//# sourceMappingURL=.*", "", text)


@functools.cache
def leaflet_styles() -> str:
    """Leaflet's style sheet without the images of its markers and of its list of layers, of which the map has none."""
    text = (_leaflet_folder() / "leaflet.css").read_text(encoding="utf-8").replace("\r", "")
    return _IMAGE.sub("none", text)


def hosts(tiles: "Mapping[str, Tiles]") -> list[str]:
    """The origins that online tiles come from."""
    return sorted({_origin(layer.url) for layer in tiles.values()})


def _origin(url: str) -> str:
    return "/".join(url.split("/")[:3])


def _leaflet_folder() -> Path:
    from xstatic.pkg import leaflet

    return Path(leaflet.BASE_DIR)
