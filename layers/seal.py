"""What a document says of itself, and whether it is still what it was when it was written.

The identity is JSON at the end of the page. It holds a digest of every part, so that a change can be named, and
beside it stands a seal: the SHA-256 of the whole file with zeros in the seal's place. A seal tells accidents and
edits; whoever forges a whole document can seal it too, so compare the hash of the data with the publisher's.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from layers.errors import SnapshotError
from layers.markup import script_json

FORMAT: Final = 1
_UNSEALED: Final = "0" * 64
_PART: Final = re.compile(r'id="(map|panel-\w+|basing-packed|basing-panels|basing-archive)"')
_IDENTITY: Final = re.compile(
    r'<script type="application/json" id="basing-identity" data-seal="(\w+)">(.*?)</script>'
)
_ARCHIVE: Final = re.compile(r'<script type="text/plain" id="basing-archive">(.*?)</script>', re.DOTALL)
_WORDS: Final[Mapping[str, str]] = {
    "": "the head of the page",
    "map": "the frame of the map",
    "basing-packed": "the packed data and scripts",
    "basing-panels": "the packed data of the panels",
    "basing-archive": "the archive of dossiers",
}


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a document says of itself, and which of its parts are not as they were; it is intact if there are none."""

    identity: Mapping[str, Any]
    archive: str
    changed: tuple[str, ...]


def sealed(page: str, identity: Mapping[str, Any]) -> str:
    """The page with its identity at the end, sealed."""
    body, _, end = page.rpartition("</body>")
    content = script_json({**identity, "format": FORMAT, "parts": _digests(body)})
    opening = f'<script type="application/json" id="basing-identity" data-seal="{_UNSEALED}">'
    unsealed = f"{body}{opening}{content}</script>\n</body>{end}"
    before, _, after = unsealed.rpartition(_UNSEALED + '">')
    return f'{before}{_digest(unsealed.encode())}">{after}'


def inspect(data: bytes) -> Inspection:
    """The document in some bytes; SnapshotError if it is none, or one that this version cannot know."""
    page = data.decode("utf-8", errors="replace")
    found = list(_IDENTITY.finditer(page))
    if not found:
        raise SnapshotError(_what_it_is_instead(page))
    identity = _identity(found[-1][2])
    archive = _ARCHIVE.search(page)
    return Inspection(
        identity, archive[1] if archive else "", tuple(_changes(data, page, found[-1], identity))
    )


def trusted(found: Inspection) -> Inspection:
    """The same, if it is intact; SnapshotError if anything was changed."""
    if found.changed:
        raise SnapshotError(
            f"it was changed since it was written ({'; '.join(found.changed)}); --force reads it still"
        )
    return found


def _what_it_is_instead(page: str) -> str:
    if "</html>" not in page and ('id="basing-packed"' in page or 'class="document"' in page):
        return "it was cut short: the end of the document, which says what it is, is missing"
    if 'id="basing-' in page:
        return "what it says of itself was changed or taken out"
    return "it is not a snapshot made by Basing"


def _identity(text: str) -> Mapping[str, Any]:
    try:
        identity = json.loads(text)
        number = identity["format"]
    except (ValueError, KeyError, TypeError) as fault:
        raise SnapshotError("what it says of itself was changed and cannot be read") from fault
    if isinstance(number, int) and number > FORMAT:
        made_with = f"Basing {identity.get('version', 'of a later version')}"
        raise SnapshotError(
            f"it was made with {made_with} in format {number}; this one reads formats up to {FORMAT}"
        )
    return dict(identity)


def _changes(data: bytes, page: str, found: re.Match[str], identity: Mapping[str, Any]) -> list[str]:
    """What is not as it was; the identity itself where nothing else is."""
    start = len(page[: found.start(1)].encode())
    if _digest(data[:start] + _UNSEALED.encode() + data[start + len(_UNSEALED) :]) == found[1]:
        return []
    then, now = dict(identity.get("parts") or {}), _digests(page[: found.start()])
    changed = [_named(part) for part in {**then, **now} if then.get(part) != now.get(part)]
    return changed or ["what it says of itself, or its end"]


def _named(part: str) -> str:
    return _WORDS.get(part) or f"the section “{part.removeprefix('panel-')}”"


def _digests(page: str) -> dict[str, str]:
    """A digest for each part, a part being what stands from its id to that of the next one."""
    head, *rest = _PART.split(page)
    return {"": _digest(head.encode())} | {
        name: _digest(text.encode()) for name, text in zip(rest[::2], rest[1::2], strict=True)
    }


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
