"""What a page carries packed for its scripts alone."""

import base64
import gzip
import json
import re
from typing import Any

LETTERS = str.maketrans(",./:[", "$&<>`")


def unpacked(page: str) -> dict[str, Any]:
    """The data, the scripts, the style sheets and the source cards of a map page, as boot.js unpacks them."""
    found = re.search(r'<script type="text/plain" id="basing-packed">([^<]*)</script>', page)
    assert found, "the page carries nothing for its map"
    content: dict[str, Any] = json.loads(gzip.decompress(base64.b85decode(found[1].translate(LETTERS))))
    return content
