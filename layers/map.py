"""The map page: folium's map and layers, and one element of ours that draws every overlay, on our own template."""

import base64
import functools
import hashlib
import importlib.resources
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layers.maprows import base, document_state, map_rows, map_state, rows_hash
from layers.markup import escape, script_json

if TYPE_CHECKING:
    import folium

    from layers.config import Config
    from layers.scene import Scene

__all__ = ["document_page", "live_page", "map_rows", "map_state", "rows_hash"]

SCRIPTS = ("marks.js", "base.js", "overlays.js", "card.js", "controls.js", "map.js")
_IMAGE = re.compile(r"url\((images/[\w.-]+)\)")


def live_page(config: "Config") -> str:
    """The whole page for the dashboard's frame, without rows: these come as messages. The same for each Config."""
    hosts = sorted({_origin(tiles.url) for tiles in config.tiles.values()})
    return _page(
        title=config.title,
        body_class="live",
        folium_map=_folium_map(config),
        data={"base": base(), "live": True},
        images=("data:", *hosts),
    )


def document_page(scene: "Scene", body: str, styles: str, head: str = "") -> str:
    """The same page with its rows in it, `head` (HTML) above the map and `body` below, and no network at all."""
    config = scene.config.model_copy(update={"tiles": {}})
    return _page(
        title=config.title,
        body_class="document",
        folium_map=_folium_map(config),
        data={"base": base(), "live": False, "rows": map_rows(scene), "state": document_state(scene)},
        images=("data:",),
        lang=scene.view.lang,
        styles=styles,
        head=head,
        body=body,
    )


def _page(
    *,
    title: str,
    body_class: str,
    folium_map: "folium.Map",
    data: Any,
    images: Sequence[str],
    lang: str = "en",
    styles: str = "",
    head: str = "",
    body: str = "",
) -> str:
    html, script = _folium_parts(folium_map)
    scripts = (_leaflet_script(), _own_script(), script)
    sheets = (_leaflet_styles(), _asset("map.css"), styles)
    parts = {
        "lang": escape(lang),
        "title": escape(title),
        "policy": _policy(scripts, sheets, images),
        "styles": "".join(f"<style>{sheet}</style>" for sheet in sheets),
        "class": body_class,
        "head": head,
        "map": html,
        "body": body,
        "data": script_json(data),
        "scripts": "".join(f"<script>{text}</script>" for text in scripts),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda hole: parts[hole[1]], _asset("page.html"))


def _policy(scripts: Sequence[str], sheets: Sequence[str], images: Sequence[str]) -> str:
    """The content security policy: nothing but these very texts, and these images."""
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(sheets)}; "
        f"img-src {' '.join(images)}; base-uri 'none'; form-action 'none'"
    )


def _hashes(texts: Sequence[str]) -> str:
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def _origin(url: str) -> str:
    return "/".join(url.split("/")[:3])


# --- folium: L.map, layers, tiles, controls ---


def _folium_map(config: "Config") -> "folium.Map":
    import folium
    from folium.features import Control

    page_map = folium.Map(
        location=[20, 15],
        zoom_start=2,
        tiles=None,
        zoom_control="topleft",
        attribution_control=False,
        world_copy_jump=True,
        zoom_snap=0.5,
        # In Leaflet's own spelling: folium keeps min_zoom and max_zoom for its tiles, of which there are none.
        minZoom=1,
        maxZoom=16,
    )
    # Leaflet's own attribution shows a flag before it.
    for control in (Control("Attribution", prefix=False), Control("Scale", imperial=False)):
        control.options["position"] = "bottomleft"
        control.add_to(page_map)
    layers = [_tile_layer(tiles).add_to(page_map) for tiles in config.tiles.values()]
    _basing_element(layers, [tiles.label for tiles in config.tiles.values()]).add_to(page_map)
    return page_map


def _tile_layer(tiles: Any) -> Any:
    from folium.raster_layers import TileLayer

    return TileLayer(tiles.url, attr=escape(tiles.attribution), max_zoom=tiles.max_zoom, show=False)


def _basing_element(layers: Sequence[Any], labels: Sequence[str]) -> Any:
    """The one element that draws every overlay and the offline basemap: `basingMap` in map.js."""
    from branca.element import MacroElement
    from folium.template import Template

    element = MacroElement()
    element._name = "Basing"
    element._template = Template(
        "{% macro script(this, kwargs) %}"
        "basingMap({{ this._parent.get_name() }}, "
        "[{% for name, label in this.tiles %}[{{ name }}, {{ label|tojavascript }}],{% endfor %}]);"
        "{% endmacro %}"
    )
    element.tiles = list(zip([layer.get_name() for layer in layers], labels, strict=True))
    return element


def _folium_parts(page_map: "folium.Map") -> tuple[str, str]:
    """The HTML and the script that folium makes for the map, with ids that count from 1."""
    figure = page_map.get_root()
    figure.render()
    html, script = figure.html.render(), figure.script.render()
    names = dict.fromkeys(re.findall(r"\b[0-9a-f]{32}\b", re.sub(r"_(?=[0-9a-f]{32})", " ", html + script)))
    for number, name in enumerate(names, start=1):
        html, script = html.replace(name, str(number)), script.replace(name, str(number))
    return html, script


# --- assets ---


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
