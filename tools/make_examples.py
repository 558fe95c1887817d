"""Puts records of the shipped dossiers into the pages that explain them; `make docs-pages` runs it.

A page names what it wants and the tool writes it below, as it stands in the dossier:

    <!-- example: seeds/russia-syria.yaml claims in=vershinin-2025-07-31 -->
    <!-- the dossiers -->
"""

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

from layers.files import write_bytes

ROOT = Path(__file__).resolve().parent.parent
PAGES: Final = (ROOT / "docs" / "dossiers.md", ROOT / "seeds" / "README.md")

_LIST: Final = re.compile(r"(<!-- the dossiers -->\n)(?:\|.*\n)*")
_EXAMPLE: Final = re.compile(r"(<!-- example: (\S+) (.+?) -->\n)(?:```yaml\n.*?\n```\n)?", re.DOTALL)


def filled(page: str) -> str:
    """The page with every example as its dossier has it now. ValueError where there is no such record."""
    page = _LIST.sub(lambda found: found[1] + _list_of_dossiers(), page)
    return _EXAMPLE.sub(lambda found: f"{found[1]}```yaml\n{_example(found[2], found[3])}\n```\n", page)


def _list_of_dossiers() -> str:
    """A table of the dossiers that ship, each with its title and summary."""
    rows = ["| file | title | what it holds |", "|---|---|---|"]
    for file in sorted((ROOT / "seeds").glob("*.yaml")):
        told = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["dossier"]
        rows.append(f"| [{file.name}]({file.name}) | {told['title']} | {told['summary']} |")
    return "\n".join(rows) + "\n"


def _example(file: str, steps: str) -> str:
    """What a path of keys leads to in a file: an entry of a list is named by its id, or by `key=value`."""
    text = (ROOT / file).read_text(encoding="utf-8")
    nodes = [yaml.compose(text, Loader=yaml.SafeLoader)]
    *way, last = steps.split()
    for step in way:
        nodes = [value for node in nodes for _, value in _matching(node, step)]
    pieces = [_piece(text, key, value) for node in nodes for key, value in _matching(node, last)]
    if not pieces:
        raise ValueError(f"{file} has no {steps!r}")
    return "\n".join(pieces)


def _matching(node: Node, step: str) -> Iterator[tuple[Node | None, Node]]:
    """The values below a node that a step names, each with its key."""
    if isinstance(node, MappingNode):
        yield from ((key, value) for key, value in node.value if key.value == step)
    elif isinstance(node, SequenceNode):
        name, _, wanted = step.rpartition("=")
        yield from ((None, one) for one in node.value if _says(one, name or "id", wanted))


def _says(record: Node, name: str, wanted: str) -> bool:
    return any(key.value == name and value.value == wanted for key, value in record.value)


def _piece(text: str, key: Node | None, value: Node) -> str:
    """The lines of a value, from its key or its dash on, moved to the left."""
    start = (key or value).start_mark
    indent, dash = (start.column, "") if key else (start.column - 2, "- ")
    lines = text[start.index : value.end_mark.index].rstrip().splitlines()
    while lines[-1].lstrip().startswith("#") or not lines[-1].strip():
        lines.pop()
    return textwrap.dedent("\n".join([" " * indent + dash + lines[0], *lines[1:]]))


def main() -> None:
    """Write every page anew."""
    for page in PAGES:
        write_bytes(page, filled(page.read_text(encoding="utf-8")).encode())


if __name__ == "__main__":
    main()
