"""The command `basing export`, made when it is asked for: its help names every format, which no other command needs."""

from pathlib import Path
from typing import Any

import click

from dashboard.options import scene_options
from dashboard.output import staged, write


class Commands(click.Group):
    """The commands of `basing`, those that are decorated as such and `export`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        return sorted((*super().list_commands(ctx), "export"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with a name; None where there is none."""
        return _export_command() if cmd_name == "export" else super().get_command(ctx, cmd_name)


def _export_command() -> click.Command:
    from layers.exports import EXPORTS

    formats = {export.name: export for export in EXPORTS[1:]}

    @click.command("export", epilog=f"FORMAT is one of {', '.join(formats)}.")
    @click.argument("form", metavar="FORMAT", type=click.Choice(list(formats)))
    @scene_options
    def export(form: str, output: Path | None, force: bool, **asked: Any) -> None:
        """Write what the view shows as data."""
        write(formats[form], staged(**asked), output, force)

    return export
