"""Writes the pages in docs/ that say again what the code declares; `make docs-pages` runs it.

`pages(config)` gives them as text, so that a test can tell when a page on disk is no longer what the code says.
"""

import types
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from layers.config import Config, Term, read_config
from layers.dates import EdtfDate
from layers.editorial import CHECKS
from layers.exports import EXPORTS
from layers.fields import Id, Part, Record, Vocabulary, WebAddress
from layers.overlays import OVERLAYS
from layers.panels import PANELS
from layers.parts import DossierInfo
from layers.records import KEYED, RECORDS

ROOT = Path(__file__).resolve().parent.parent
MADE: Final = "<!-- Made by `make docs-pages` from the code; change it there. -->"

_PLAIN: Final[Mapping[Any, str]] = {
    str: "text",
    float: "number",
    int: "whole number",
    bool: "`true` or `false`",
    EdtfDate: "date",
}
_NAMED: Final[Mapping[str, tuple[Any, ...]]] = {"id": Id.__metadata__, "web address": WebAddress.__metadata__}


def pages(config: Config) -> dict[str, str]:
    """The text of each generated page, by its name in docs/."""
    return {
        "fields.md": fields_page(),
        "vocabularies.md": vocabularies_page(config),
        "panels.md": panels_page(),
        "layers-and-formats.md": layers_and_formats_page(),
        "checks.md": checks_page(config),
    }


# --- checks ---


def checks_page(config: Config) -> str:
    """What the editorial checks ask for, and which events a status cannot outlast."""
    asked = [(f"`{check.__name__}`", (check.__doc__ or "").partition("\n")[0]) for check in CHECKS]
    ended = [
        (section, f"`{event}`", ", ".join(f"`{status}`" for status in statuses))
        for section, table in config.contradictions.items()
        for event, statuses in table.items()
    ]
    return _page(
        [
            "# Editorial checks",
            MADE,
            "`basing check` warns where one of these does not hold; `basing check --strict` ends with 1 then, and the "
            "shipped dossiers hold to it. What it says of mistakes in a file is in [dossiers.md](dossiers.md), and the "
            "policy behind the checks in [editorial.md](editorial.md).",
            _table(("check", "what holds"), asked),
            "## What a status cannot outlast",
            "`contradictions` in `config.yaml`: once an official event of the type has come, the history of what it is "
            "about cannot end with one of these statuses.",
            _table(("of", "event", "statuses"), ended),
        ]
    )


# --- fields ---


def fields_page() -> str:
    """Every section of a dossier with its fields, then every part that a field may hold."""
    lines = [
        "# The fields of a dossier",
        MADE,
        "How to write one is told in [dossiers.md](dossiers.md). A field without a default must be given. "
        "A *date* is EDTF: `2025`, `2025-03`, `2025-03-13`, `2025-03~`, `2025?`, `2017-01-18/..`, `../2026-01-26`. "
        "Where a list is wanted and there is one value, the value alone will do.",
        "## dossier",
        _meaning(DossierInfo),
        _fields(DossierInfo),
    ]
    for record in RECORDS:
        form = "Written as `id: {...}`." if record.SECTION in KEYED else "Written as a list of `- {...}`."
        lines += [f"## {record.SECTION}", f"{_meaning(record)} {form}", _fields(record)]
    for part in sorted(_parts_of((DossierInfo, *RECORDS)), key=lambda part: part.__name__):
        lines += [f"## {part.__name__}", _meaning(part), _fields(part)]
    return _page(lines)


def _fields(model: type[Part]) -> str:
    rows = [
        (
            f"`{field.alias or name}`",
            field.title or "",
            _what(field),
            _default(field),
            field.description or "",
        )
        for name, field in model.model_fields.items()
        if name != "dossier"
    ]
    return _table(("field", "label", "holds", "if left out", "meaning"), rows)


def _what(field: FieldInfo) -> str:
    return _wording(field.annotation, tuple(field.metadata))


def _wording(annotation: Any, metadata: tuple[Any, ...] = ()) -> str:
    """What a field holds, in words, with links to the list or the part."""
    if vocabulary := next((mark.name for mark in metadata if isinstance(mark, Vocabulary)), None):
        return f"a word of [{vocabulary}](vocabularies.md#{vocabulary})"
    validators = [mark for mark in metadata if isinstance(mark, BeforeValidator)]
    named = next((name for name, marks in _NAMED.items() if any(mark in marks for mark in validators)), None)
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _wording(inside[0], inside[1:])
    if origin in (Union, types.UnionType):
        return _wording(next(one for one in inside if one is not type(None)), metadata)
    if origin is tuple:
        return f"list: {_wording(inside[0])}"
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return named or _PLAIN.get(annotation, "`key: value` pairs")


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**must be given**"
    return f"`{field.default}`" if isinstance(field.default, str) and field.default else ""


def _parts_of(models: tuple[type[Part], ...]) -> set[type[Part]]:
    """Every part that the models hold, at any depth."""
    found = {
        part
        for model in models
        for field in model.model_fields.values()
        for part in _parts_in(field.annotation)
    }
    return found | (_parts_of(tuple(found)) if found else set())


def _parts_in(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part) and not issubclass(annotation, Record):
        yield annotation
    for inside in get_args(annotation):
        yield from _parts_in(inside)


# --- vocabularies ---


def vocabularies_page(config: Config) -> str:
    """Every list of config.yaml: each value with its labels, its meaning and how it is drawn."""
    lines = [
        "# The words that a field may use",
        MADE,
        "They stand in `config.yaml`. A value in no list is reported with the nearest word; "
        "to use a new one, add it there first.",
    ]
    for name, terms in config.vocabularies.items():
        lines += [f"## {name}", _terms(terms, config.languages)]
    return _page(lines)


def _terms(terms: Mapping[str, Term], languages: tuple[str, ...]) -> str:
    marks = [name for name in Term.model_fields if name not in ("label", "definition")]
    used = [name for name in marks if any(getattr(term, name) for term in terms.values())]
    rows = [
        (
            f"`{value}`",
            *(term.label.get(language, "") for language in languages),
            term.definition,
            *(str(getattr(term, name) or "") for name in used),
        )
        for value, term in terms.items()
    ]
    return _table(("value", *languages, "meaning", *(name.replace("_", " ") for name in used)), rows)


# --- panels, map layers, formats ---


def panels_page() -> str:
    """The panels in reading order."""
    rows = [(f"`{panel.name}`", panel.title, panel.description) for panel in PANELS]
    return _page(
        [
            "# The panels",
            MADE,
            "In reading order. The dashboard and a snapshot show the same, but for `problems`: "
            "a snapshot says only how many records were left out.",
            _table(("name", "title", "what it shows"), rows),
        ]
    )


def layers_and_formats_page() -> str:
    """The map layers in drawing order, and the formats."""
    layers = [(f"`{one.name}`", one.title, one.description, "on" if one.on else "off") for one in OVERLAYS]
    formats = [
        (f"`{one.name}`", one.title, f"`{one.suffix}`", f"`{one.mime}`", one.description, one.notes)
        for one in EXPORTS
    ]
    return _page(
        [
            "# Map layers and formats",
            MADE,
            "## Map layers",
            "In drawing order: the last lies on top. `overlays=NAME,NAME` in a view turns these on and all others off.",
            _table(("name", "title", "what it draws", "at first"), layers),
            "## Formats",
            "`basing snapshot` writes the first, `basing export NAME` the others. "
            "What is in each file is told in [formats.md](formats.md).",
            _table(("name", "title", "ends in", "media type", "what it holds", "notes"), formats),
        ]
    )


# --- Markdown ---


def _meaning(model: type[Part]) -> str:
    return (model.__doc__ or "").strip().splitlines()[0]


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines)


def _page(parts: list[str]) -> str:
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write the pages that have changed."""
    for name, text in pages(read_config(ROOT / "config.yaml")).items():
        path = ROOT / "docs" / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"docs/{name}")


if __name__ == "__main__":
    main()
