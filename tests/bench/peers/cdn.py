"""What the maps of the peers load from the network, from copies on this machine."""

import re
from collections.abc import Sequence
from pathlib import Path

from tests.browser.server import ROOT

FOLDER = ROOT / ".basing" / "peers"
"""Where `make bench-snapshot` puts the packages of npm (`package.json` beside this file) and the peers' venv."""

_NPM = re.compile(r"https://(?:cdn\.jsdelivr\.net/npm|unpkg\.com)/((?:@[^/]+/)?[^@/]+)@[^/]+/(.+)")
_MARKERS = "https://cdnjs.cloudflare.com/ajax/libs/Leaflet.awesome-markers/2.0.2/"
_GLYPHS = "https://netdna.bootstrapcdn.com/bootstrap/3.0.0/css/bootstrap-glyphicons.css"
_ROTATE = (
    "https://cdn.jsdelivr.net/gh/python-visualization/folium/folium/templates/leaflet.awesome.rotate.min.css"
)
_ELSEWHERE = {
    "https://code.jquery.com/jquery-3.7.1": "jquery/dist/jquery",
    f"{_MARKERS}leaflet.awesome-markers.js": "drmonty-leaflet-awesome-markers/js/leaflet.awesome-markers.js",
    f"{_MARKERS}leaflet.awesome-markers.css": "drmonty-leaflet-awesome-markers/css/leaflet.awesome-markers.css",
    "https://cdnjs.cloudflare.com/ajax/libs/leaflet.markercluster/1.1.0": "leaflet.markercluster/dist",
    _GLYPHS: "glyphicons-only-bootstrap/css/bootstrap.min.css",
    "https://maxcdn.bootstrapcdn.com/bootstrap/3.2.0": "bootstrap-3/dist",
    "https://maxcdn.bootstrapcdn.com/font-awesome/4.6.3": "font-awesome",
    "https://api.tiles.mapbox.com/mapbox-gl-js/v1.13.0": "mapbox-gl/dist",
}
_DECK = re.compile(r"https://cdn\.jsdelivr\.net/npm/@deck\.gl/jupyter-widget@[^/]+/dist/index\.js")
_TILE = re.compile(r"https://(?:\w\.)?tile\.openstreetmap\.org/")
_BLANK = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256">'
    b'<rect fill="#ddd" width="256" height="256"/></svg>'
)
_TYPES = {".js": "text/javascript", ".css": "text/css", ".png": "image/png", ".woff2": "font/woff2"}


def answer(address: str, folder: Path = FOLDER) -> tuple[str, bytes] | None:
    """The media type and the bytes of what an address on the network holds; None where there is no copy.

    A tile of the online map is a plain square, and one style sheet of no visible use, which is in no package, is empty.
    """
    if _TILE.match(address):
        return "image/svg+xml", _BLANK
    if address == _ROTATE:
        return "text/css", b""
    file = _copy_of(address, folder)
    return (_TYPES.get(file.suffix, "application/octet-stream"), file.read_bytes()) if file else None


def _copy_of(address: str, folder: Path) -> Path | None:
    if _DECK.match(address):
        return _first(sorted(folder.glob("venv/lib/*/site-packages/pydeck/nbextension/static/index.js")))
    modules = folder / "node_modules"
    if found := _NPM.match(address):
        return _first([modules / found[1] / found[2]])
    copies = (
        modules / f"{copy}{address[len(start) :]}"
        for start, copy in _ELSEWHERE.items()
        if address.startswith(start)
    )
    return _first(list(copies))


def _first(files: Sequence[Path]) -> Path | None:
    return next((file for file in files if file.is_file()), None)
