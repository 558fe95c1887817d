"""The only place that turns text into HTML or JavaScript: everything is escaped here, once."""

import json
from typing import Any

from layers.bidi import closed

_HTML = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "'": "&#x27;",
        "\\": "&#x5c;",
        "`": "&#x60;",
        "$": "&#x24;",
    }
)
# In JSON inside a <script>, `<` could end the element and U+2028/9 were line ends in older JavaScript;
# `$` and the backtick would open a template literal where folium wraps text in one.
_SCRIPT = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
    | {"$": "\\u0024", "`": "\\u0060"}
)


def escape(text: str) -> str:
    """The text, safe as HTML content, as a quoted attribute value and inside a folium template literal.

    A switch of direction that it leaves open ends with it: it may not turn the words that follow.
    """
    return closed(text).translate(_HTML)


def framed(page: str) -> str:
    """A whole page of ours as the value of `srcdoc`: it stays what it is inside a frame."""
    return page.replace("&", "&amp;").replace('"', "&quot;")


def script_json(value: Any) -> str:
    """The value as JSON, safe inside a <script> element; keys sorted, so that equal values give equal bytes."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.translate(_SCRIPT)


def safe_url(url: str) -> str | None:
    """The address escaped for an attribute if it is http(s), else None: other schemes could run code."""
    return escape(url) if url.startswith(("https://", "http://")) else None
