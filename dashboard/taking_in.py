"""What `basing import` does between reading a file and writing a dossier: it asks a person, where there is one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import click

from dashboard.asking import is_asked
from dashboard.starting import SCHEMA, editor_line
from layers.config import Config
from layers.dataset import Dataset, read_dataset
from layers.errors import ImportedFileError
from layers.files import write_bytes
from layers.importing.candidates import Made, make_candidates, swapped_rows
from layers.importing.columns import (
    Columns,
    columns_of,
    guess_columns,
    refuse_gaps,
    said_columns,
    said_values,
)
from layers.importing.composing import compose, with_ids
from layers.importing.likeness import Match
from layers.importing.matching import sort_out
from layers.importing.opening import read_file
from layers.importing.report import Outcome, told_columns, told_match, told_outcome
from layers.importing.table import Asked, Table
from layers.importing.words import Words
from layers.terminal import printable
from layers.writing.adding import slug


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked for: the file, the folders of the dossiers and of the configuration, and the options."""

    file: Path
    data: Path
    base: Path
    asked: Asked
    columns: tuple[str, ...] = ()
    always: tuple[str, ...] = ()
    swap: bool = False
    new: bool = False
    yes: bool = False
    dry_run: bool = False
    dossier: str | None = None

    @property
    def is_asked(self) -> bool:
        """Whether somebody is there who wants to be asked."""
        return is_asked() and not self.yes


def take_in(wanted: Wanted, config: Config) -> bool:
    """Import a file and report it; whether nothing was taken, which is a fault."""
    table = read_file(wanted.file, wanted.asked, config.imports.file_bytes)
    dataset = _dataset(wanted.data, config)
    columns = _columns(table, wanted, config)
    words = Words(config, dataset)
    made = make_candidates(table, columns, words, config)
    if wanted.is_asked and not columns.swap and _wants_swap(table, made):
        columns = replace(columns, swap=True)
        made = make_candidates(table, columns, words, config)
    found = sort_out(made.candidates, dataset, config.imports.generic, _decision(wanted, table))
    outcome = Outcome(table, columns, made, found, dry=wanted.dry_run)
    if found.new:
        path = _target(wanted, dataset)
        outcome = replace(outcome, target=str(path))
        sites = with_ids(found.new, dataset, wanted.file.stem)
        text = compose(table.file, sites, editor_line(path.parent, wanted.base / SCHEMA), config)
        if not wanted.dry_run:
            write_bytes(path, text.encode())
    click.echo(told_outcome(outcome))
    if outcome.is_fault:
        click.echo(printable(f"basing: nothing was taken from {table.file}"), err=True)
    return outcome.is_fault


def _dataset(folder: Path, config: Config) -> Dataset:
    """What is there already; nothing in a folder that holds no dossier yet."""
    if folder.is_dir() and not any(path.suffix in (".yaml", ".yml") for path in folder.rglob("*")):
        return Dataset()
    return read_dataset(folder, config)


def _target(wanted: Wanted, dataset: Dataset) -> Path:
    """The file of the new dossier: as it was asked for, else named after the file, with a number if that is taken."""
    name = (wanted.dossier or "").removesuffix(".yaml")
    if name:
        if slug(name) != name.casefold():
            raise click.UsageError(f"`{name}` is no name for a dossier: expected words-with-hyphens")
        if (wanted.data / f"{name}.yaml").exists():
            raise click.UsageError(f"the dossier `{name}` exists already: name another one")
        return wanted.data / f"{name}.yaml"
    taken = {file.stem for file in dataset.files}
    stem = name = slug(wanted.file.stem) or "imported"
    number = 1
    while name in taken or (wanted.data / f"{name}.yaml").exists():
        number += 1
        name = f"{stem}-{number}"
    return wanted.data / f"{name}.yaml"


# --- asking ---


def _columns(table: Table, wanted: Wanted, config: Config) -> Columns:
    """Which column is which field, shown; on a terminal until the person agrees."""
    guessed = guess_columns(table, config.imports)
    always = said_values(wanted.always)
    said = said_columns(wanted.columns, table)
    while True:
        columns = columns_of(guessed, said, always)
        columns = replace(columns, swap=wanted.swap)
        if not wanted.is_asked:
            refuse_gaps(columns, table)
            click.echo(told_columns(table, columns))
            return columns
        click.echo(told_columns(table, columns))
        try:
            refuse_gaps(columns, table)
            if click.confirm("Are these the right columns?", default=True):
                return columns
        except ImportedFileError as gap:
            click.echo(printable(str(gap)))
        said |= _asked_columns(table)


def _asked_columns(table: Table) -> dict[str, str]:
    """What a person says of the columns, as for --map."""
    while True:
        text = click.prompt("Which field is in which column (such as name=Site Name,lat=Y)")
        try:
            return said_columns([text], table)
        except ImportedFileError as fault:
            click.echo(printable(str(fault)))


def _wants_swap(table: Table, made: Made) -> bool:
    """Whether a person wants lat and lon swapped, where half of the places or more would only then be right."""
    count = len(list(swapped_rows(made.refused)))
    if not count or count * 2 < len(table.rows):
        return False
    return click.confirm(
        f"{count:,} of {len(table.rows):,} places would be right with lat and lon swapped. Swap them?",
        default=True,
    )


def _decision(wanted: Wanted, table: Table) -> Callable[[Match], bool]:
    """What decides whether a row is a known site: --new, the person, else caution."""
    if wanted.new:
        return lambda match: False
    return _Asking(table.counts).is_same if wanted.is_asked else lambda match: True


class _Asking:
    """Asks whether rows are known sites, one by one, until the person answers for all that are left."""

    def __init__(self, counts: str) -> None:
        self.counts = counts
        self.all = ""

    def is_same(self, match: Match) -> bool:
        """Whether the person takes the two for one."""
        if not self.all:
            click.echo(printable(f"{self.counts} {match.number}: {told_match(match, self.counts)}"))
            said = click.prompt(
                "Is it the same? y: leave it out, n: take it as new, Y or N: the same for all that follow",
                type=click.Choice(["y", "n", "Y", "N"]), default="y", show_choices=False,
            )  # fmt: skip
            if said in "yn":
                return bool(said == "y")
            self.all = said
        return self.all == "Y"
