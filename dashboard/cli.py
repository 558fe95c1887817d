"""The `basing` command: options, and a few lines for each of its commands.

Commands import what they need when they run, so that `basing check` does not wait for libraries that draw maps.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

import click

from layers.errors import BasingError
from layers.exports import EXPORTS

if TYPE_CHECKING:
    from layers.extend import Export
    from layers.scene import Scene

SNAPSHOT, *FORMATS = EXPORTS
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


def main() -> None:
    """Run the command line. Errors of the project end here: a message on stderr and exit code 2."""
    try:
        commands(prog_name="basing")
    except BasingError as fault:
        click.echo(f"basing: {fault}", err=True)
        sys.exit(2)


# --- options that several commands take ---


def _several(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    """The options as one decorator, shown in this order in the help."""

    def decorate(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


_CONFIG = click.option(
    "--config", "config_file", type=click.Path(path_type=Path), default=Path("config.yaml"), metavar="FILE",
    help="The configuration.  [default: config.yaml]",
)  # fmt: skip
_DATA = click.option(
    "--data", "data", type=click.Path(path_type=Path), metavar="DIR",
    help="The folder of the dossiers.  [default: the one that the configuration names]",
)  # fmt: skip
_TODAY = click.option(
    "--today", type=Day(), default=lambda: datetime.now().astimezone().date(),
    help="The day to take for today: age is counted from it.  [default: the clock's]",
)  # fmt: skip
_VIEW = click.option(
    "--view", "query", default="", metavar="QUERY", help="What to show, as in the dashboard's address."
)
_AS_OF = click.option(
    "--as-of", type=Day(), help="The state of which day to show; goes before the one in --view."
)
_OUTPUT = click.option(
    "-o", "--output", type=click.Path(path_type=Path, allow_dash=True), metavar="FILE",
    help="The file to write, - for the standard output.  [default: basing-DATE with the format's ending]",
)  # fmt: skip
_TEXT_OUTPUT = click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="[default: the standard output]"
)
_place_options = _several(_DATA, _CONFIG)
_scene_options = _several(_DATA, _CONFIG, _VIEW, _AS_OF, _TODAY, _OUTPUT)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="basing", message="%(prog)s %(version)s")
def commands() -> None:
    """A sourced, time-aware map of military installations on foreign soil and of the talks about them."""


# --- the commands ---


@commands.command()
@_place_options
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8501, show_default=True, help="0 takes any free one."
)
@click.option("--headless", "--no-browser", "headless", is_flag=True, help="Do not open a browser.")
@click.option(
    "--today", type=Day(), help="The day to take for today.  [default: the clock's, each time it is asked]"
)
def serve(
    data: Path | None, config_file: Path, host: str, port: int, headless: bool, today: date | None
) -> None:
    """Open the dashboard in a browser, from this machine alone unless told otherwise."""
    from dashboard.serve import serve as run
    from layers.config import read_config
    from layers.dataset import read_dataset

    config = read_config(config_file)
    folder = data or config_file.parent / config.data
    read_dataset(folder, config)  # what cannot be read at all is better said here than in the browser
    named = {"--data": folder, "--config": config_file} | ({"--today": today} if today else {})
    arguments = [str(part) for option in named.items() for part in option]
    run(host, port, arguments, browser=not headless)


@commands.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@_place_options
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True,
              help="github: as annotations of a pull request.")  # fmt: skip
@click.option("--strict", is_flag=True, help="Let a warning count as a fault.")
def check(folder: Path | None, data: Path | None, config_file: Path, form: str, strict: bool) -> None:
    """List every fault in the dossiers with its file, line and column.

    FOLDER says the same as --data. Ends with 0 if there are none (there may be warnings, unless --strict), 1 if there
    are faults, 2 if it could not look.
    """
    if folder and data:
        raise click.UsageError("the folder is named twice: FOLDER and --data say the same")
    from layers.config import read_config
    from layers.dataset import read_dataset
    from layers.report import REPORTS

    config = read_config(config_file)
    dataset = read_dataset(folder or data or config_file.parent / config.data, config)
    click.echo(REPORTS[form](dataset))
    faults = {"error", "warning"} if strict else {"error"}
    sys.exit(any(problem.severity in faults for problem in dataset.problems))


@commands.command()
@_scene_options
def snapshot(output: Path | None, **asked: Any) -> None:
    """Write the map and every panel as one HTML file that needs no network."""
    _write(SNAPSHOT, _scene(**asked), output)


@commands.command(epilog=f"FORMAT is one of {', '.join(export.name for export in FORMATS)}.")
@click.argument("form", metavar="FORMAT", type=click.Choice([export.name for export in FORMATS]))
@_scene_options
def export(form: str, output: Path | None, **asked: Any) -> None:
    """Write what the view shows as data."""
    chosen = next(export for export in FORMATS if export.name == form)
    _write(chosen, _scene(**asked), output)


@commands.command()
@_CONFIG
@_TEXT_OUTPUT
def schema(config_file: Path, output: Path | None) -> None:
    """Write the JSON Schema of a dossier, for editors that complete and check YAML."""
    import json

    from layers.config import read_config
    from layers.schema import dossier_schema

    _put(json.dumps(dossier_schema(read_config(config_file)), ensure_ascii=False, indent=2), output)


@commands.command()
@click.argument("old")
@click.argument("new")
@_CONFIG
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown", "html"]), default="text",
              show_default=True, help="html: one page that needs no network.")  # fmt: skip
@_TEXT_OUTPUT
def diff(old: str, new: str, config_file: Path, form: str, output: Path | None) -> None:
    """Tell what differs between two states of the dossiers: record by record, field by field, with sources.

    OLD and NEW are folders, or folders in a revision of git such as HEAD~5:seeds. Both are read by the same
    configuration. Ends with 0 if no record differs, 1 if some do, 2 if it could not look.
    """
    from layers.comparing import WRITERS, compare
    from layers.config import read_config
    from layers.dataset import read_dataset
    from layers.revisions import data_folder

    config = read_config(config_file)
    with data_folder(old) as before, data_folder(new) as after:
        comparison = compare(read_dataset(before, config), read_dataset(after, config), (old, new))
    _put(WRITERS[form](comparison), output)
    sys.exit(not comparison.equal)


# --- from options to a Scene, from a Scene to a file ---


def _scene(data: Path | None, config_file: Path, query: str, as_of: date | None, today: date) -> "Scene":
    from layers.config import read_config
    from layers.dataset import read_dataset
    from layers.frames import build_frames
    from layers.scene import stage
    from layers.view import parse_view

    view = parse_view(query)
    config = read_config(config_file)
    dataset = read_dataset(data or config_file.parent / config.data, config)
    view = replace(view, as_of=as_of or view.as_of)
    return stage(config, dataset, build_frames(dataset, config), view, today)


def _write(export: "Export", scene: "Scene", output: Path | None) -> None:
    """Write the file, or its bytes to the standard output for `-`, and say what has become of it."""
    from layers.exports.about import records_left_out

    if output == Path("-"):
        with TemporaryDirectory() as folder:
            draft = Path(folder, f"basing{export.suffix}")
            _run(export, scene, draft)
            sys.stdout.buffer.write(draft.read_bytes())
    else:
        path = output or Path(f"basing-{scene.day.isoformat()}{export.suffix}")
        _run(export, scene, path)
        click.echo(
            f"{path}: as of {scene.day}, {_count(len(scene.installations), 'installation')}, {_size(path)}"
        )
    for problem in scene.problems:
        if problem.record == "view":
            click.echo(f"basing: {problem}", err=True)
    if left_out := records_left_out(scene):
        click.echo(
            f"basing: records left out for faults in the data: {left_out}; `basing check` lists them",
            err=True,
        )


def _put(text: str, output: Path | None) -> None:
    """Write the text to the file, or print it where none is named."""
    from layers.files import write_bytes

    if output is None:
        click.echo(text)
    else:
        write_bytes(output, f"{text}\n".encode())


def _run(export: "Export", scene: "Scene", path: Path) -> None:
    from layers.exports import write_file

    bar = partial(click.progressbar, label=export.title, file=sys.stderr, hidden=not sys.stderr.isatty())
    with bar(length=100) as progress:
        for done, of in write_file(export, scene, path):
            progress.update(100 * done // of - progress.pos)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1000:,.0f} kB"


if __name__ == "__main__":
    main()
