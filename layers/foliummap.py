"""What folium makes of the page: L.map, tile layers, controls, and the place where our own element starts."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import folium
from branca.element import MacroElement
from folium.features import Control
from folium.raster_layers import TileLayer
from folium.template import Template

from layers.markup import escape

if TYPE_CHECKING:
    from layers.config import Config

_ID = re.compile(r"(?<=_)[0-9a-f]{32}\b")


class BasingElement(MacroElement):  # type: ignore[misc]  # branca ships no types
    """The one element of ours on the map; its script hands the map to `starts`, as `basingMap` in map.js."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "{{ this.starts }}({{ this._parent.get_name() }}, "
        "[{% for label, layer in this.tiles.items() %}"
        "[{{ layer.get_name() }}, {{ label|tojavascript }}],"
        "{% endfor %}]);"
        "{% endmacro %}"
    )

    def __init__(self, tiles: Mapping[str, TileLayer], starts: str) -> None:
        super().__init__()
        self._name = "Basing"
        self.starts = starts
        self.tiles = tiles


def folium_parts(config: "Config", starts: str = "basingMap") -> tuple[str, str]:
    """The HTML and the script of the map; element ids count from 1, so that equal input gives equal text.

    `starts` names the function of ours that is given the map and its tile layers.
    """
    figure = _map(config, starts).get_root()
    figure.render()
    html, script = figure.html.render(), figure.script.render()
    numbers = {
        name: str(number) for number, name in enumerate(dict.fromkeys(_ID.findall(html + script)), start=1)
    }
    return _ID.sub(lambda found: numbers[found[0]], html), _ID.sub(lambda found: numbers[found[0]], script)


def _map(config: "Config", starts: str) -> folium.Map:
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
    tiles = {layer.label: _tile_layer(layer).add_to(page_map) for layer in config.tiles.values()}
    BasingElement(tiles, starts).add_to(page_map)
    return page_map


def _tile_layer(tiles: Any) -> TileLayer:
    return TileLayer(tiles.url, attr=escape(tiles.attribution), max_zoom=tiles.max_zoom, show=False)
