"""When two web addresses are one: the same page under a tracking link, a mobile-fast copy, http for https."""

from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_TRACKING: Final = frozenset(
    {"fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "amp", "outputtype"}
)
_VARIANTS: Final = frozenset({"amp", "outputtype"})
"""These lead to another copy of the page."""
_KEPT: Final = "/:@!$&'()*+,;=~-._"


def normal_form(address: str) -> str:
    """The address without what does not tell pages apart; equal for two addresses of one page.

    Leaves out: tracking parameters, the fragment, `www.`, a default port, a trailing slash or dot, and the parts
    that name an AMP copy (`amp.` before the host, `/amp/`, `/amp`, `amp-` before the last part, `?amp=1`). Case of
    the host and the way in which letters are percent-encoded do not count. The scheme is always https.
    """
    parts = urlsplit(address.strip())
    pairs = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(pair[0].casefold())
    ]
    query = f"?{urlencode(sorted(pairs))}" if pairs else ""
    return f"https://{_host(parts.netloc)}{_path(parts.path)}{query}"


def without_tracking(address: str) -> str:
    """The address as it is, less the parameters that only tell who led to it."""
    before, mark, after = address.partition("?")
    if "#" in before:
        return address
    query, hash, fragment = after.partition("#")
    kept = [pair for pair in query.split("&") if not _only_tracks(pair.partition("=")[0].casefold())]
    return f"{before}{mark if kept else ''}{'&'.join(kept)}{hash}{fragment}" if mark else address


def _only_tracks(name: str) -> bool:
    return _tracks(name) and name not in _VARIANTS


def _tracks(name: str) -> bool:
    return name in _TRACKING or name.startswith("utm_")


def _host(netloc: str) -> str:
    host, _, port = netloc.rpartition("@")[2].casefold().partition(":")
    host = host.rstrip(".")
    while host.startswith(("www.", "amp.")):
        host = host[4:]
    return f"{host}:{port}" if port and port not in ("80", "443") else host


def _path(path: str) -> str:
    pieces = [piece for piece in unquote(path).split("/") if piece and piece != "amp"]
    if pieces:
        pieces[-1] = pieces[-1].removeprefix("amp-")
    return "".join(f"/{quote(piece, safe=_KEPT)}" for piece in pieces)
