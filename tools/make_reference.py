"""Writes the parts of docs/commands.md and docs/formats.md that say again what the code declares.

`make docs-pages` runs it; what stands before the first mark in each page is written by hand.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click
from click.testing import CliRunner

from dashboard.cli import commands
from layers.exports import EXPORTS
from layers.exports.columns import COLUMNS, Column

ROOT = Path(__file__).resolve().parent.parent
START: Final = "<!-- Made by `make docs-pages` from the code, to the end of the page; change it there. -->\n"
KINDS: Final = {"text": "text", "texts": "several texts", "number": "number", "flag": "true or false"}


def command_reference() -> str:
    """A section for each command with its help, as a terminal of 100 columns shows it."""
    return "\n".join(
        [_help("basing", []), *(_help(f"basing {' '.join(names)}", names) for names in all_commands())]
    )


def all_commands(group: click.Group = commands, above: Sequence[str] = ()) -> Iterator[list[str]]:
    """The words of each command, those of groups too."""
    context = click.Context(group)
    for name in sorted(group.list_commands(context)):
        yield [*above, name]
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from all_commands(command, (*above, name))


def format_reference() -> str:
    """A section for each format, then one for each table with its columns."""
    formats = (
        f"### {export.title} (`{export.name}`)\n\n{export.description} Files end in `{export.suffix}`. {export.notes}\n"
        for export in EXPORTS
    )
    tables = (_table(name, columns) for name, columns in COLUMNS.items())
    return "\n".join(["## Formats\n", *formats, "## Tables\n", *tables])


def pages() -> dict[str, str]:
    """The text of each page, by its name in docs/: the hand-written part as it stands, the rest made anew."""
    made = {"commands.md": command_reference(), "formats.md": format_reference()}
    return {name: f"{_by_hand(name)}{START}\n{part}" for name, part in made.items()}


def _by_hand(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8").partition(START)[0]


def _help(title: str, names: list[str]) -> str:
    shown = CliRunner().invoke(commands, [*names, "--help"], prog_name="basing", terminal_width=100)
    return f"## `{title}`\n\n```text\n{shown.output}```\n"


def _table(name: str, columns: tuple[Column, ...]) -> str:
    rows = "\n".join(f"| `{column.name}` | {KINDS[column.kind]} | {column.meaning} |" for column in columns)
    return f"### `{name}`\n\n| column | holds | meaning |\n|---|---|---|\n{rows}\n"


def main() -> None:
    """Write the pages that have changed."""
    for name, text in pages().items():
        path = ROOT / "docs" / name
        if path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"docs/{name}")


if __name__ == "__main__":
    main()
