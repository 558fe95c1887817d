"""A Comparison as JSON, for programs."""

import json
from dataclasses import asdict

from layers.comparing.changes import KINDS, Comparison


def json_text(comparison: Comparison) -> str:
    """An object with `old` and `new`, how many records differ in what way, and the records.

    Text stands as it is, but for signs that a terminal would obey: these are written out.
    """
    told = {
        "old": asdict(comparison.old),
        "new": asdict(comparison.new),
        "counts": {kind: comparison.count(kind) for kind in KINDS},
        "records": [asdict(record) for record in comparison.records],
    }
    text = json.dumps(told, ensure_ascii=False, indent=2)
    return "".join(sign if sign.isprintable() or sign == "\n" else json.dumps(sign)[1:-1] for sign in text)
