"""What a page carries packed for its scripts alone."""

import base64
import gzip
import json
import re
from typing import Any

LETTERS = str.maketrans(",./:[", "$&<>`")


def unpacked(page: str) -> dict[str, Any]:
    """The data, the scripts, the style sheets and the source cards of a map page, as boot.js unpacks them."""
    found = re.findall(r'<script type="text/plain" id="basing-(?:packed|panels)">([^<]*)</script>', page)
    assert found, "the page carries nothing for its map"
    of_map, of_panels = map(_content, [*found, None][:2])
    return of_panels | of_map | {"data": of_map["data"] | of_panels.get("data", {})}


def _content(packed: str | None) -> dict[str, Any]:
    if packed is None:
        return {}
    content: dict[str, Any] = json.loads(gzip.decompress(base64.b85decode(packed.translate(LETTERS))))
    return content
