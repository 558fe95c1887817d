"""How to cite what is shown: in words, as BibTeX and as CSL-JSON, which reference managers read."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

_TEX: Final = str.maketrans(
    {letter: f"\\{letter}" for letter in "{}&%$#_"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\n": " ", "\r": " "}
)


def citations(facts: Mapping[str, str]) -> Mapping[str, str]:
    """The citation by the name of its form, from what a file says of itself (`about`)."""
    return {"plain": facts["citation"], "BibTeX": _bibtex(facts), "CSL-JSON": _csl_json(facts)}


def _bibtex(facts: Mapping[str, str]) -> str:
    made = date.fromisoformat(facts["made"][:10])
    fields = {
        "title": _title(facts),
        "year": str(made.year),
        "month": str(made.month),
        "version": facts["version"],
        "note": _note(facts),
    }
    rows = ",\n".join(f"  {name} = {{{value.translate(_TEX)}}}" for name, value in fields.items())
    return f"@misc{{{_key(facts)},\n{rows}\n}}"


def _csl_json(facts: Mapping[str, str]) -> str:
    made = date.fromisoformat(facts["made"][:10])
    item: Mapping[str, Any] = {
        "id": _key(facts),
        "type": "dataset",
        "title": _title(facts),
        "version": facts["version"],
        "issued": {"date-parts": [[made.year, made.month, made.day]]},
        "note": _note(facts),
    }
    return json.dumps([item], ensure_ascii=False, indent=1)


def _key(facts: Mapping[str, str]) -> str:
    return f"basing-{facts['data_hash'][:12]}-{facts['as_of']}"


def _title(facts: Mapping[str, str]) -> str:
    return f"{facts['title']}: {facts['credits'] or 'no dossier'}"


def _note(facts: Mapping[str, str]) -> str:
    return (
        f"As of {facts['as_of']}, known by {facts['known_by']}; data SHA-256 {facts['data_hash']}; "
        f"view {facts['view']}; {facts['licence']}"
    )
