"""Drawings without a browser: a Vega-Lite specification becomes SVG that needs no style, script or address."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final
from xml.etree import ElementTree as ET

from layers.errors import ExportError

_SVG = "http://www.w3.org/2000/svg"
_DRAWN: Final = frozenset({"svg", "g", "path", "rect", "line", "circle", "ellipse", "polygon", "polyline", "text",
                           "tspan", "title", "desc", "defs", "clipPath", "linearGradient", "stop"})  # fmt: skip
_FOREIGN: Final = re.compile(r"url\(\s*[^#\s]")
_PAINT: Final = re.compile(r"[\w-]+")
# The renderer names its parts for assistive technology in English and by its own terms; the figure is labelled
# once by whoever shows it, and a table beside it says the same.
_DROPPED: Final = frozenset({"style", "class", "role", "href", "pointer-events"})
_INK: Final = frozenset({"#000", "#000000", "black"})


def svg(spec: Mapping[str, Any]) -> str:
    """The drawing as an SVG element: scales to the width it is given, holds text and shapes and nothing else.

    It carries no style attribute, no link and no script; equal specifications give equal text. Hidden from
    assistive technology, because a figure with a label and a table stand around it.
    ExportError if the specification cannot be drawn.
    """
    import vl_convert

    try:
        # nothing is fetched: the data stand in the specification
        drawn = vl_convert.vegalite_to_svg(
            json.dumps(spec, sort_keys=True), config={"background": None}, allowed_base_urls=[]
        )
    except ValueError as fault:
        raise ExportError(f"a chart cannot be drawn: {' '.join(str(fault).split())[:300]}") from fault
    root = ET.fromstring(drawn)  # noqa: S314 the renderer's own output, where text is escaped
    return _text(_plain(root))


def _plain(element: ET.Element) -> ET.Element:
    """A copy with only shapes and text; what a link holds stays, the link goes."""
    copy = ET.Element(_local(element.tag), dict(_attributes(element)))
    copy.text, copy.tail = element.text, element.tail
    for child in element:
        name = _local(child.tag)
        if child.get("display") == "none" or child.get("opacity") == "0":
            continue
        if name in _DRAWN:
            copy.append(_plain(child))
        elif name == "a":
            copy.extend(_plain(child))
    return copy


def _attributes(element: ET.Element) -> list[tuple[str, str]]:
    """What may stay of an element's attributes, with the declarations of `style` as attributes of their own."""
    pairs = [(_local(name), value) for name, value in element.attrib.items()]
    style = next((value for name, value in pairs if name == "style"), "")
    declared = [part.partition(":")[::2] for part in style.split(";") if ":" in part]
    pairs += [(name.strip(), value.strip()) for name, value in declared if _PAINT.fullmatch(name.strip())]
    return [(name, _seen_in_the_dark(value)) for name, value in pairs if _may_stay(name, value)]


def _may_stay(name: str, value: str) -> bool:
    unwanted = name in _DROPPED or name.startswith(("on", "aria-"))
    return not unwanted and not _FOREIGN.search(value)


def _seen_in_the_dark(value: str) -> str:
    """Black, which the page's own text colour replaces."""
    return "currentColor" if value in _INK else value


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _text(root: ET.Element) -> str:
    root.set("xmlns", _SVG)
    root.set("aria-hidden", "true")
    return ET.tostring(root, encoding="unicode", short_empty_elements=True)
