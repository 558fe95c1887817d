"""What a page may run, show and fetch."""

import base64
import hashlib
from collections.abc import Sequence
from typing import Final

_NOTHING: Final = "'none'"


def content_policy(scripts: Sequence[str], sheets: Sequence[str], images: Sequence[str]) -> str:
    """The content security policy: nothing but these very texts, and these images."""
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(sheets)}; "
        f"img-src {' '.join(images) or _NOTHING}; base-uri 'none'; form-action 'none'"
    )


def joined_policy(policies: Sequence[str]) -> str:
    """A policy that allows what each of some policies allows: a page in a frame without an address has its parent's."""
    joined: dict[str, dict[str, None]] = {}
    for policy in policies:
        for directive in policy.split(";"):
            name, *sources = directive.split()
            joined.setdefault(name, {}).update(dict.fromkeys(sources))
    for allowed in joined.values():
        if len(allowed) > 1:
            allowed.pop(_NOTHING, None)
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in joined.items())


def _hashes(texts: Sequence[str]) -> str:
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests) or _NOTHING
