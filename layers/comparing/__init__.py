"""What differs between two states of the dossiers, and the forms in which that can be told."""

from collections.abc import Callable, Mapping
from typing import Final

from layers.comparing.as_json import json_text
from layers.comparing.changes import Comparison
from layers.comparing.compare import compare
from layers.comparing.markdown import markdown_text
from layers.comparing.page import html_page
from layers.comparing.text import plain_text

__all__ = ["WRITERS", "Comparison", "compare", "html_page"]

WRITERS: Final[Mapping[str, Callable[[Comparison], str]]] = {
    "text": plain_text,
    "json": json_text,
    "markdown": markdown_text,
    "html": html_page,
}
