"""docs/benchmarks.md: a section for each command that measures. Each writes its own and keeps the other's."""

import os
import platform
import re
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from layers.files import write_bytes

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
LIMITS, PEERS = "Against its own limits", "Against the peers"
COMMANDS = {LIMITS: "make bench", PEERS: "make bench-snapshot"}
"""The sections in their order, each with the command that writes it."""

_HEAD = (
    "# Benchmarks\n\n"
    "Each section is written by the command that it names, on one machine and in one run. "
    "Ratios can be compared between machines, seconds cannot.\n"
)


def write_section(title: str, lines: Sequence[str]) -> None:
    """Put the lines (Markdown) below the title into the page."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    write_bytes(PAGE, with_section(text, title, lines).encode())


def with_section(page: str, title: str, lines: Sequence[str]) -> str:
    """The page with one of its sections written anew; one that was never measured says so."""
    parts = re.split(r"^## (.+)\n", page, flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    sections[title] = "\n" + "\n".join(lines) + "\n"
    texts = [f"## {name}\n\n{sections.get(name, _nothing(name)).strip()}\n" for name in COMMANDS]
    return "\n".join([_HEAD, *texts])


def machine(libraries: Sequence[str]) -> str:
    """The machine and the versions, in a line."""
    versions = ", ".join(f"{name} {version(name)}" for name in libraries)
    return f"Machine: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}. {versions}."


def _nothing(name: str) -> str:
    return f"Not measured yet: run `{COMMANDS[name]}`."
