"""The map page: folium's map and layers, and one element of ours that draws every overlay, on our own template."""

import base64
import functools
import importlib.resources
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layers.maprows import (
    base,
    document_parts,
    known_language,
    map_rows,
    map_state,
    pointed_state,
    rows_hash,
    shown_state,
)
from layers.markup import content_policy, escape, script_json, set_aside

if TYPE_CHECKING:
    from layers.config import Config
    from layers.scene import Scene

__all__ = ["document_page", "live_page", "map_rows", "map_state", "pointed_state", "rows_hash", "shown_state"]

SCRIPTS = ("marks.js", "base.js", "overlays.js", "card.js", "controls.js", "map.js")
RUNNING = 'document.documentElement.classList.add("scripts");'
"""Run before anything is shown: what is said where scripts do not run is never seen where they do."""
_IMAGE = re.compile(r"url\((images/[\w.-]+)\)")


def live_page(config: "Config") -> str:
    """The whole page for the dashboard's frame, without rows: these come as messages. The same for each Config."""
    from layers.foliummap import folium_parts

    hosts = sorted({_origin(tiles.url) for tiles in config.tiles.values()})
    return _page(
        title=config.title,
        body_class="live",
        parts_of_map=folium_parts(config),
        data={"base": base(), "live": True},
        images=("data:", *hosts),
    )


def document_page(scene: "Scene", body: str, styles: str, head: str = "", cards: str = "") -> str:
    """The same page with its rows in it, `head` (HTML) above the map and `body` below, and no network at all.

    What is folded away in the body travels packed, and so do the `cards` (HTML), which scripts alone can open:
    they are added at the end of the panels.
    """
    from layers.foliummap import folium_parts

    config = scene.config.model_copy(update={"tiles": {}})
    kept, folds = set_aside(body)
    return _page(
        title=config.title,
        body_class="document",
        parts_of_map=folium_parts(config),
        data={"base": base(), "live": False} | document_parts(scene),
        images=("data:",),
        lang=known_language(scene),
        styles=styles,
        head=head,
        body=kept,
        folds=folds,
        cards=cards,
    )


def _page(
    *,
    title: str,
    body_class: str,
    parts_of_map: tuple[str, str],
    data: Any,
    images: Sequence[str],
    lang: str = "en",
    styles: str = "",
    head: str = "",
    body: str = "",
    folds: Sequence[str] = (),
    cards: str = "",
) -> str:
    html, script = parts_of_map
    boot, scripts = _asset("boot.js"), (_leaflet_script(), _own_script(), script)
    sheets = (_leaflet_styles(), _asset("map.css"), styles)
    parts = {
        "lang": escape(lang),
        "title": escape(title),
        "policy": content_policy((RUNNING, boot, *scripts), sheets, images),
        "scripts": RUNNING,
        "styles": "".join(f"<style>{sheet}</style>" for sheet in sheets),
        "class": body_class,
        "head": head,
        "map": html,
        "body": body,
        "packed": _packed({"data": data, "scripts": scripts, "folds": folds, "cards": cards}),
        "boot": boot,
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda hole: parts[hole[1]], _asset("page.html"))


def _packed(content: Any) -> str:
    """What only scripts read, as text a third of its size: JSON, gzip, base64; unpacked by boot.js.

    libdeflate packs alike on every machine; what `gzip` gives depends on the zlib that Python was built with.
    """
    import deflate

    return base64.b64encode(deflate.gzip_compress(script_json(content).encode(), 11)).decode()


def _origin(url: str) -> str:
    return "/".join(url.split("/")[:3])


@functools.cache
def _asset(name: str) -> str:
    return importlib.resources.files("layers").joinpath("assets", name).read_text(encoding="utf-8")


@functools.cache
def _own_script() -> str:
    texts = [_asset("basemap/unpack.js"), _asset("panels.js"), *(_asset(name) for name in SCRIPTS)]
    return "\n".join(texts)


@functools.cache
def _leaflet_script() -> str:
    text = (_leaflet_folder() / "leaflet.js").read_text(encoding="utf-8")
    return re.sub(r"//# sourceMappingURL=.*", "", text)


@functools.cache
def _leaflet_styles() -> str:
    """Leaflet's style sheet with its images inside it."""
    text = (_leaflet_folder() / "leaflet.css").read_text(encoding="utf-8").replace("\r", "")
    return _IMAGE.sub(lambda found: f"url({_data_url(_leaflet_folder() / found[1])})", text)


def _data_url(path: Path) -> str:
    return f"data:image/png;base64,{base64.b64encode(path.read_bytes()).decode()}"


def _leaflet_folder() -> Path:
    from xstatic.pkg import leaflet

    return Path(leaflet.BASE_DIR)
