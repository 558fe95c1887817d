"""KML 2.2: the installations as placemarks."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from layers.extend import Export
from layers.markup.escaping import escape

if TYPE_CHECKING:
    from layers.exports.tables import Row
    from layers.scene import Scene

_SPACE: Final = "http://www.opengis.net/kml/2.2"
# XML has no way to write these, not even escaped.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ELSEWHERE: Final = frozenset({"name", "longitude", "latitude"})
_TOLD: Final = (("Status", "status"), ("Talks", "talks_status"), ("Last reported", "last_reported"))


def write(scene: "Scene", path: Path) -> Iterator[tuple[int, int]]:
    """One placemark per installation, without a point where none may be drawn."""
    from layers.exports.about import about
    from layers.exports.tables import plain_table

    yield 0, 1
    facts = about(scene)
    kml = ET.Element("kml", xmlns=_SPACE)
    document = ET.SubElement(kml, "Document")
    _say(document, "name", f"{facts['title']}, as of {facts['as_of']}")
    _say(document, "description", escape(facts["citation"]))
    _data(document, facts)
    for row in plain_table(scene, "installations").rows:
        _placemark(document, row)
    ET.indent(kml, " ")
    path.write_bytes(ET.tostring(kml, encoding="utf-8", xml_declaration=True))
    yield 1, 1


def _placemark(document: ET.Element, row: "Row") -> None:
    placemark = ET.SubElement(document, "Placemark")
    _say(placemark, "name", _cell(row["name"]))
    # a description is shown as HTML, so its text is escaped once for that and once as XML
    told = (f"{label}: {escape(_cell(row[name]) or 'none published')}" for label, name in _TOLD)
    _say(placemark, "description", "<br/>".join(told))
    _data(placemark, {name: _cell(value) for name, value in row.items() if name not in _ELSEWHERE})
    if row["longitude"] is not None:
        _say(ET.SubElement(placemark, "Point"), "coordinates", f"{row['longitude']},{row['latitude']}")


def _data(parent: ET.Element, values: dict[str, str]) -> None:
    extended = ET.SubElement(parent, "ExtendedData")
    for name, value in values.items():
        _say(ET.SubElement(extended, "Data", name=name), "value", value)


def _say(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _NOT_XML.sub("\ufffd", text)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else "; ".join(value) if isinstance(value, tuple) else str(value)


KML = Export(
    name="kml",
    title="KML",
    description="The installations as placemarks, for globes.",
    suffix=".kml",
    mime="application/vnd.google-earth.kml+xml",
    write=write,
    notes=(
        'Identical bytes for identical input. Several values are joined with "; ". Characters that XML cannot hold '
        "are replaced."
    ),
)
