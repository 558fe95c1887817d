"""The map page: folium's map and layers, and one element of ours that draws every overlay, on our own template."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from layers.mapassets import asset, filled, hosts, leaflet_script, leaflet_styles, own_script
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
from layers.markup import SetAside, content_policy, escape, set_aside
from layers.packing import packed_json

if TYPE_CHECKING:
    from layers.config import Config
    from layers.scene import Scene

__all__ = ["document_page", "live_page", "map_rows", "map_state", "pointed_state", "rows_hash", "shown_state"]

SCRIPTS = (
    "basemap/unpack.js", "panels.js",
    "marks.js", "base.js", "columns.js", "groups.js", "overlays.js", "card.js", "controls.js", "pages.js", "paper.js",
    "address.js", "opening.js", "timed.js", "filters.js", "player.js", "moment.js", "map.js",
)  # fmt: skip
RUNNING = (
    'document.documentElement.classList.add("scripts",'
    "/^$|=/.test(location.hash)"
    '&&performance.getEntriesByType("navigation")[0]?.type==="navigate"?"opening":"open");'
)
"""Run before anything is shown: what is said where scripts do not run is never seen where they do.

A page is `opening` until all of it is there, and `open` at once where its browser goes to a place in it.
"""


def live_page(config: "Config") -> str:
    """The whole page for the dashboard's frame, without rows: these come as messages. The same for each Config."""
    from layers.foliummap import folium_parts

    return _page(
        title=config.title,
        body_class="live",
        parts_of_map=folium_parts(config),
        data={"base": base(), "live": True},
        images=("data:", *hosts(config.tiles)),
    )


def document_page(
    scene: "Scene",
    body: str,
    styles: str,
    *,
    head: str = "",
    controls: str = "",
    cards: str = "",
    tail: str = "",
    body_class: str = "document",
    more: "Mapping[str, Any]" = MappingProxyType({}),
    of_panels: "Mapping[str, Any]" = MappingProxyType({}),
) -> str:
    """The same page with its rows in it and no network at all; `head`, `controls` and `body` are HTML round the map.

    Only the tile layer that the Scene names may be asked for, once the reader turns it on.

    What is folded away or drawn in the body travels packed, and so do the `cards` (HTML), which scripts alone can open:
    they are added at the end of the panels. `tail` (HTML) is the end of the page, which nobody sees, `more` are data
    for its scripts, and `of_panels` such data as they want once the map is drawn.
    """
    from layers.foliummap import folium_parts

    tiles = {name: layer for name, layer in scene.config.tiles.items() if name == scene.tiles}
    config = scene.config.model_copy(update={"tiles": tiles})
    aside = set_aside(body)
    return _page(
        title=config.title,
        body_class=body_class,
        parts_of_map=folium_parts(config),
        data={"base": base(), "live": False, **document_parts(scene), **more},
        images=("data:", *hosts(tiles)),
        lang=known_language(scene),
        styles=styles,
        head=head,
        controls=controls,
        body=aside.html,
        panels=_packed_panels(aside, cards, of_panels),
        tail=tail,
    )


def _packed_panels(aside: SetAside, cards: str, data: "Mapping[str, Any]") -> str:
    """What the page wants once its map is painted, packed; nothing where it has no panels."""
    names = ("folds", "drawings", "cuts", "times")
    taken = {name: getattr(aside, name) for name in names} | {"cards": cards, "data": dict(data)}
    if not any(taken.values()):
        return ""
    return f'<script type="text/plain" id="basing-panels">{packed_json(taken)}</script>'


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
    controls: str = "",
    body: str = "",
    panels: str = "",
    tail: str = "",
) -> str:
    html, script = parts_of_map
    boot, scripts = asset("boot.js"), (leaflet_script(), own_script(SCRIPTS), script)
    # What is read without scripts is plain, before and after the sheets that only the map needs.
    plain, of_map = (asset("page.css"), styles), (leaflet_styles(), asset("map.css"))
    parts = {
        "lang": escape(lang),
        "title": escape(title),
        "policy": content_policy((RUNNING, boot, *scripts), (*plain, *of_map), images),
        "scripts": RUNNING,
        "styles": "".join(f"<style>{sheet}</style>" for sheet in plain),
        "class": body_class,
        "head": head,
        "map": html,
        "controls": controls,
        "body": body,
        "packed": packed_json({"data": data, "sheets": of_map, "scripts": scripts}),
        "panels": panels,
        "boot": boot,
        "tail": tail,
    }
    return filled("page.html", parts)
