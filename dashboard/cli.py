"""The `basing` command: a few lines for each of its commands.

Commands import what they need when they run, so that `basing check` does not wait for libraries that draw maps.
"""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from dashboard.entering import ADD, NEW
from dashboard.exporting import Commands
from dashboard.importing import import_command
from dashboard.options import CONFIG, TEXT_OUTPUT, TODAY, Day, Moment, place_options, scene_options
from dashboard.output import (
    bytes_of,
    document_format,
    put,
    staged,
    with_tiles,
    write,
    write_again,
    write_beside,
    write_dossiers,
)
from layers.errors import BasingError


def main() -> None:
    """Run the command line. Errors of the project end here: a message on stderr and exit code 2."""
    try:
        commands(prog_name="basing")
    except BasingError as fault:
        click.echo(f"basing: {fault}", err=True)
        sys.exit(2)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="basing", message="%(prog)s %(version)s")
def commands() -> None:
    """A sourced, time-aware map of military installations on foreign soil and of the talks about them."""


# --- the commands ---


@commands.command()
@place_options
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8501, show_default=True, help="0 takes any free one."
)
@click.option("--headless", "--no-browser", "headless", is_flag=True, help="Do not open a browser.")
@click.option("--edit", is_flag=True, help="Let dossiers be changed in the browser, by those who may.")
@click.option(
    "--today", type=Day(), help="The day to take for today.  [default: the clock's, each time it is asked]"
)
def serve(
    data: Path | None, config_file: Path, host: str, port: int, headless: bool, edit: bool, today: date | None
) -> None:
    """Open the dashboard in a browser, from this machine alone unless told otherwise."""
    from dashboard.editors import editing_rule
    from dashboard.provider import secrets_beside
    from dashboard.serve import serve as run
    from layers.config import read_config
    from layers.dataset import read_dataset

    config = read_config(config_file)
    folder = data or config_file.parent / config.data
    read_dataset(folder, config)  # what cannot be read at all is better said here than in the browser
    secrets = secrets_beside(config_file)
    rule = editing_rule(host, config, secrets) if edit else "off"
    named = {"--data": folder, "--config": config_file, "--edit": rule, "--today": today}
    arguments = [str(part) for option in named.items() if option[1] for part in option]
    run(host, port, arguments, secrets, browser=not headless)


@commands.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@place_options
@click.option("--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text",
              show_default=True, help="github: as annotations of a pull request.")  # fmt: skip
@click.option("--strict", is_flag=True, help="Let a warning count as a fault.")
@click.option("--watch", is_flag=True, help="Go on, and check again each time that a file is saved.")
@click.option("--fix", is_flag=True, help="Mend first what can be mended without asking, and say what was.")
@click.option("--no-cache", is_flag=True, help="Read every dossier, also those that have not changed.")
def check(
    folder: Path | None, data: Path | None, config_file: Path, form: str,
    strict: bool, watch: bool, fix: bool, no_cache: bool,
) -> None:  # fmt: skip
    """List every fault in the dossiers with its file, line and column.

    FOLDER says the same as --data. Ends with 0 if there are none (there may be warnings, unless --strict), 1 if there
    are faults, 2 if it could not look.
    """
    if folder and data:
        raise click.UsageError("the folder is named twice: FOLDER and --data say the same")
    from dashboard.checking import cache_file, check_once, keep_checking, mend
    from layers.cache import Memory
    from layers.config import read_config
    from layers.report import REPORTS

    if watch and (fix or strict):
        raise click.UsageError("--watch goes on by itself: --fix and --strict are for a check that ends")
    kept = Memory() if no_cache else cache_file()
    if watch:
        keep_checking(config_file, folder or data, kept, REPORTS[form])
        return
    config = read_config(config_file)
    where = folder or data or config_file.parent / config.data
    if fix:
        mend(where, config)
    checked = check_once(where, config, kept)
    click.echo(REPORTS[form](checked))
    faults = {"error", "warning"} if strict else {"error"}
    sys.exit(any(problem.severity in faults for problem in checked.problems))


@commands.command()
@click.argument("places", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@place_options
@click.option(
    "--check", "compare", is_flag=True, help="Write nothing: name the dossiers that are not in the form."
)
def fmt(places: tuple[Path, ...], data: Path | None, config_file: Path, compare: bool) -> None:
    """Put dossiers in their one form, comments kept: order of fields, indentation, quotes, long lines.

    PATH is a dossier or a folder of them. Ends with 0 if all are in it now, 1 if some could not be put in it (with
    --check: are not in it), 2 if it could not look. Nothing is written that would not say the same.
    """
    from dashboard.forming import are_in_form, dossiers_in, write_forms
    from layers.config import read_config

    config = read_config(config_file)
    paths = dossiers_in(places or (data or config_file.parent / config.data,))
    sys.exit(not (are_in_form if compare else write_forms)(paths, config))


@commands.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make a data folder to begin with: configuration, an example dossier, settings for editors.

    Nothing that exists is written over: ends with 2 if one of its files is there.
    """
    from dashboard.starting import begin

    for path in begin(folder):
        click.echo(path)
    click.echo(f"next: cd {folder} && basing serve")


commands.add_command(NEW)
commands.add_command(ADD)
commands.add_command(import_command)


@commands.command()
@scene_options
@click.option("--made", type=Moment(), help="When the file is to say that it was made, and with it the day "
              "to take for today; then equal data give equal bytes.  [default: --today]")  # fmt: skip
@click.option("--tiles", default="", metavar="NAME", help="Offer this online tile layer of the configuration too; it "
              "is off until the reader turns it on.")  # fmt: skip
@click.option(
    "--embed", is_flag=True, help="Write the map alone beside it too, and print the text of its frame."
)
@click.option(
    "--static", is_flag=True, help="Without scripts: the map is a picture, and every panel is there whole."
)
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True,
              help="The sheet of a PDF.")  # fmt: skip
def snapshot(
    output: Path | None, force: bool, tiles: str, paper: str, static: bool, embed: bool, **asked: Any
) -> None:
    """Write the map and every panel as one HTML file that needs no network.

    With an output that ends in .pdf they are put on paper, and with .png the map alone is a picture, by a Chromium that
    is installed.
    """
    scene = with_tiles(staged(**asked), tiles)
    written = write(document_format(output, paper, static), scene, output, force)
    if embed:
        write_beside(scene, written, force)


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
def verify(file: Path) -> None:
    """Tell whether a snapshot is what it says it is.

    Ends with 0 if every byte of FILE is as it was written, 1 if not, and says which parts differ; 2 if FILE is no
    snapshot, was cut short or was made by a newer version.
    """
    from layers.seal import inspect

    found = inspect(bytes_of(file))
    for part in found.changed:
        click.echo(f"{file}: changed since it was written: {part}")
    if not found.changed:
        told = {
            name: found.identity.get(name) for name in ("version", "made", "as_of", "known_by", "data_hash")
        }
        click.echo(f"{file}: intact; " + ", ".join(f"{name} {value}" for name, value in told.items()))
    sys.exit(bool(found.changed))


@commands.command()
@click.argument("file", type=click.Path(path_type=Path))
@CONFIG
@click.option("--format", "form", type=click.Choice(["dossiers", "geojson"]), default="dossiers", show_default=True,
              help="dossiers: the YAML files as they were; geojson: the installations of the view.")  # fmt: skip
@click.option("-o", "--output", type=click.Path(path_type=Path, allow_dash=True), metavar="PATH",
              help="The folder of the dossiers, or the GeoJSON file.  [default: FILE without its ending]")  # fmt: skip
@click.option("--force", is_flag=True, help="Write over what exists, and read a file that was changed.")
def read(file: Path, config_file: Path, form: str, output: Path | None, force: bool) -> None:
    """Give back the records that a snapshot was made from."""
    from layers.archive import unpack_archive
    from layers.seal import inspect, trusted

    found = inspect(bytes_of(file))
    dossiers = unpack_archive((found if force else trusted(found)).archive)
    if form == "dossiers":
        write_dossiers(dossiers, output or file.with_suffix(""), force)
    else:
        write_again(dossiers, found.identity, config_file, output or file.with_suffix(".geojson"), force)


@commands.command()
@place_options
@TEXT_OUTPUT
def schema(data: Path | None, config_file: Path, output: Path | None) -> None:
    """Write the JSON Schema of a dossier, for editors that complete and check YAML.

    It holds the ids of the dossiers that are there, so that references complete too: write it again after new ones.
    """
    import json

    from layers.config import read_config
    from layers.dataset import read_dataset
    from layers.schema import dossier_schema, known_ids

    config = read_config(config_file)
    dataset = read_dataset(data or config_file.parent / config.data, config)
    put(json.dumps(dossier_schema(config, known_ids(dataset)), ensure_ascii=False, indent=2), output)


@commands.command()
@click.argument("old")
@click.argument("new")
@CONFIG
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown", "html"]), default="text",
              show_default=True, help="html: one page that needs no network, with both maps.")  # fmt: skip
@TODAY
@TEXT_OUTPUT
def diff(old: str, new: str, config_file: Path, form: str, today: date | None, output: Path | None) -> None:
    """Tell what differs between two states of the dossiers: record by record, field by field, with sources.

    OLD and NEW are folders, snapshots, or folders in a revision of git such as HEAD~5:seeds. Both are read by the
    same configuration. Ends with 0 if no record differs, 1 if some do, 2 if it could not look.
    """
    from layers.comparing import WRITERS, compare, html_page
    from layers.comparing.maps import map_of
    from layers.config import read_config
    from layers.dataset import read_dataset
    from layers.revisions import data_folder
    from layers.view import View

    config = read_config(config_file)
    with data_folder(old) as before, data_folder(new) as after:
        states = (read_dataset(before, config), read_dataset(after, config))
        comparison = compare(*states, (old, new))
    day = today or datetime.now().astimezone().date()
    maps = [map_of(state, config, day, View()) for state in states] if form == "html" else []
    put(html_page(comparison, maps) if maps else WRITERS[form](comparison), output)
    sys.exit(not comparison.equal)


if __name__ == "__main__":
    main()
