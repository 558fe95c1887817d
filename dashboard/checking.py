"""`basing check`: what is wrong now, after mending what may be mended, or again each time that something was saved."""

import gc
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import click
from platformdirs import user_cache_path

from dashboard.stamps import PAUSE, Stamp, look
from layers.cache import CacheFile, Kept
from layers.checked import Checked, check_folder
from layers.config import Config, read_config
from layers.errors import BasingError

CACHE: Final = "outlines.sqlite3"


def cache_file() -> CacheFile:
    """What earlier checks of this user have kept, in the folder that the platform has for caches."""
    return CacheFile(user_cache_path("basing") / CACHE, datetime.now().astimezone().toordinal())


def mend(folder: Path, config: Config) -> None:
    """Mend the dossiers of a folder, and say on the standard error what was done."""
    from layers.dataset import read_dataset
    from layers.terminal import printable
    from layers.writing.fixing import fix_files

    for fix in fix_files(read_dataset(folder, config), config):
        click.echo(printable(str(fix)), err=True)


def check_once(folder: Path, config: Config, kept: Kept) -> Checked:
    """What a check says of a folder, in a process that ends with it."""
    # little of what is read becomes free before that: a collector that looks for it takes a twentieth of the time
    gc.set_threshold(100_000)
    return check_folder(folder, config, kept)


def keep_checking(
    config_file: Path, folder: Path | None, kept: Kept, report: Callable[[Checked], str]
) -> None:
    """Print a report now and after every change, until the person at the keyboard ends it."""
    try:
        for reading in readings(config_file, folder, kept, threading.Event()):
            told = f"basing: {reading}" if isinstance(reading, BasingError) else report(reading)
            click.echo(f"{told}\n")
    except KeyboardInterrupt:
        click.echo("", err=True)


def readings(
    config_file: Path, folder: Path | None, kept: Kept, stop: threading.Event
) -> Iterator[Checked | BasingError]:
    """What a check says now, and again each time the folder or the configuration has changed, until `stop` is set.

    What cannot be read at all comes as the error that says why.
    """
    seen: Stamp = {}
    while not stop.is_set():
        stamp = look(config_file, folder or config_file.parent)
        if stamp != seen:
            seen = stamp
            try:
                config = read_config(config_file)
                yield check_folder(folder or config_file.parent / config.data, config, kept)
            except BasingError as fault:
                yield fault
        stop.wait(PAUSE)
