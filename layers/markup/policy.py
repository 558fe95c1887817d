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


def _hashes(texts: Sequence[str]) -> str:
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests) or _NOTHING
