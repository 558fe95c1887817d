"""What `basing fmt` does with files."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from layers.config import Config
from layers.errors import LeftAsItIsError
from layers.folder import dossier_paths
from layers.reading import read_text
from layers.terminal import printable
from layers.writing.formatting import formatted
from layers.writing.rewriting import Draft, read_draft


def dossiers_in(places: Iterable[Path]) -> Iterator[Path]:
    """The files that are named, and all dossiers of folders that are; DataFolderError where there is none."""
    for place in places:
        yield from [place] if place.is_file() else dossier_paths(place)


def write_forms(paths: Iterable[Path], config: Config) -> bool:
    """Put dossiers in their one form and name those that had another; whether each could be."""

    def write(path: Path) -> bool:
        draft, made = _read(path, config)
        if draft.replace(made):
            click.echo(printable(f"{path}: formatted"))
        return True

    done = [_told(write, path) for path in paths]  # every one, also after one that could not be
    return all(done)


def are_in_form(paths: Iterable[Path], config: Config) -> bool:
    """Whether dossiers are in their one form; those that are not, or cannot be, are named."""

    def compare(path: Path) -> bool:
        draft, made = _read(path, config)
        if draft.whole != made:
            click.echo(printable(f"{path}: not in its one form; `basing fmt` puts it in it"))
        return draft.whole == made

    done = [_told(compare, path) for path in paths]
    return all(done)


def _told(step: Callable[[Path], bool], path: Path) -> bool:
    """What the step says of a file; no, with the reason on the standard error, where it is to be left as it is."""
    try:
        return step(path)
    except LeftAsItIsError as reason:
        click.echo(printable(str(reason)), err=True)
        return False


def _read(path: Path, config: Config) -> tuple[Draft, str]:
    """A dossier as it is, and in its one form; LeftAsItIsError with every fault that keeps it from being parsed."""
    draft = read_draft(path)
    faults = read_text(draft.text.encode(), str(path), config.limits).problems
    if any(fault.severity == "error" for fault in faults):
        raise LeftAsItIsError("\n".join(str(fault) for fault in faults))
    return draft, formatted(draft.text, config)
