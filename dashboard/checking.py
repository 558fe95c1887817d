"""What `basing check` does beside telling: mends what it may, and checks again each time that something was saved."""

import threading
from collections.abc import Callable, Iterator, Set
from dataclasses import replace
from pathlib import Path

import click

from dashboard.stamps import PAUSE, Stamp, look
from layers.config import Config, read_config
from layers.dataset import Dataset, read_dataset
from layers.errors import BasingError
from layers.terminal import printable
from layers.writing.fixing import fix_files


def mend(dataset: Dataset, config: Config) -> None:
    """Mend the files of a Dataset, and say on the standard error what was done."""
    for fix in fix_files(dataset, config):
        click.echo(printable(str(fix)), err=True)


def keep_checking(config_file: Path, folder: Path | None, report: Callable[[Dataset], str]) -> None:
    """Print a report now and after every change, until the person at the keyboard ends it."""
    try:
        for reading in readings(config_file, folder, threading.Event()):
            told = f"basing: {reading}" if isinstance(reading, BasingError) else report(reading)
            click.echo(f"{told}\n")
    except KeyboardInterrupt:
        click.echo("", err=True)


def readings(
    config_file: Path, folder: Path | None, stop: threading.Event
) -> Iterator[Dataset | BasingError]:
    """The data folder as it is now, and again each time it or the configuration has changed, until `stop` is set.

    Only files that changed are read again; what cannot be read at all comes as the error that says why.
    """
    before: tuple[Config, Dataset] | None = None
    seen: Stamp = {}
    while not stop.is_set():
        stamp = look(config_file, folder or config_file.parent)
        if stamp != seen:
            same = {path for path in stamp if seen.get(path) == stamp[path]}
            seen = stamp
            try:
                before = _read(config_file, folder, before, same)
                yield before[1]
            except BasingError as fault:
                yield fault
        stop.wait(PAUSE)


def _read(
    config_file: Path, folder: Path | None, before: tuple[Config, Dataset] | None, same: Set[str]
) -> tuple[Config, Dataset]:
    """A reading that takes over files that are the `same`; of others no last good version is kept."""
    config = read_config(config_file)
    known = None
    if before and before[0] == config:
        known = replace(before[1], files=tuple(file for file in before[1].files if file.path in same))
    return config, read_dataset(folder or config_file.parent / config.data, config, before=known)
