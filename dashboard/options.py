"""Options that several commands take, and the kinds of value that they hold."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day in a command's options: 2025-07-31."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that the text says."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"`{value}` is not a day; expected a date such as 2025-07-31", param, ctx)


class Moment(click.ParamType[str]):
    """A day or a moment in a command's options: 2025-07-31 or 2025-07-31T10:30:00Z, told in UTC."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The day as it is, a moment in UTC to the second."""
        text = str(value)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is None or (len(text) > len("2025-07-31") and moment.tzinfo is None):
            self.fail(
                f"`{value}` is no time; expected a day such as 2025-07-31, or a moment with its time zone such as "
                "2025-07-31T10:30:00Z", param, ctx,
            )  # fmt: skip
        if moment.tzinfo is None:
            return moment.date().isoformat()
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _several(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    """The options as one decorator, shown in this order in the help."""

    def decorate(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


CONFIG = click.option(
    "--config", "config_file", type=click.Path(path_type=Path), default=Path("config.yaml"), metavar="FILE",
    help="The configuration.  [default: config.yaml]",
)  # fmt: skip
DATA = click.option(
    "--data", "data", type=click.Path(path_type=Path), metavar="DIR",
    help="The folder of the dossiers.  [default: the one that the configuration names]",
)  # fmt: skip
TODAY = click.option(
    "--today", type=Day(),
    help="The day to take for today: age is counted from it.  [default: the clock's]",
)  # fmt: skip
VIEW = click.option(
    "--view", "query", default="", metavar="QUERY", help="What to show, as in the dashboard's address."
)
AS_OF = click.option(
    "--as-of", type=Day(), help="The state of which day to show; goes before the one in --view."
)
OUTPUT = click.option(
    "-o", "--output", type=click.Path(path_type=Path, allow_dash=True), metavar="FILE",
    help="The file to write, - for the standard output.  [default: basing-DATE with the format's ending]",
)  # fmt: skip
TEXT_OUTPUT = click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="[default: the standard output]"
)
FORCE = click.option("--force", is_flag=True, help="Write over a file that exists.")
place_options = _several(DATA, CONFIG)
scene_options = _several(DATA, CONFIG, VIEW, AS_OF, TODAY, OUTPUT, FORCE)
