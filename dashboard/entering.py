"""The commands `basing new` and `basing add`, without what they import: their options are the fields of records."""

from typing import Final

import click


class RecordCommands(click.Group):
    """A command for each kind of record, made when it is asked for: that takes the libraries of records."""

    def __init__(self, name: str, kinds: tuple[str, ...], help: str) -> None:
        super().__init__(name, help=help)
        self.kinds = kinds

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The kinds of record."""
        return sorted(self.kinds)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command for a kind; None where there is none."""
        from dashboard.desk import dossier_command, record_command

        if cmd_name not in self.kinds:
            return None
        return dossier_command() if cmd_name == "dossier" else record_command(cmd_name)


NEW: Final = RecordCommands(
    "new",
    ("agreement", "dossier", "installation", "negotiation"),
    "Begin a dossier, or put a new installation, agreement or negotiation into one.",
)
ADD: Final = RecordCommands(
    "add",
    ("actor", "claim", "event", "position", "source"),
    "Add an event, a claim, a position, a source or an actor to a dossier: no line that is there changes.",
)
