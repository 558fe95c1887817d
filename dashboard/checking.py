"""`basing check --watch`: a report each time that something was saved."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from dashboard.stamps import PAUSE, Stamp, look
from layers.config import Config, read_config
from layers.dataset import Dataset, read_dataset
from layers.errors import BasingError


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
    seen: Stamp | None = None
    while not stop.is_set():
        stamp = look(config_file, folder or config_file.parent)
        if stamp != seen:
            seen = stamp
            try:
                before = _read(config_file, folder, before)
                yield before[1]
            except BasingError as fault:
                yield fault
        stop.wait(PAUSE)


def _read(
    config_file: Path, folder: Path | None, before: tuple[Config, Dataset] | None
) -> tuple[Config, Dataset]:
    config = read_config(config_file)
    known = _unchanged(before[1]) if before and before[0] == config else None
    return config, read_dataset(folder or config_file.parent / config.data, config, before=known)


def _unchanged(dataset: Dataset) -> Dataset:
    """The Dataset with only those of its files whose bytes are still the same: a check keeps nothing of the others."""
    return replace(dataset, files=tuple(file for file in dataset.files if _digest(file.path) == file.digest))


def _digest(path: str) -> str:
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""
