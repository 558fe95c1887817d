"""From options to a Scene, and from a Scene to files and to what is said of them."""

import gc
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from layers.errors import ExportError, SnapshotError

if TYPE_CHECKING:
    from layers.extend import Export
    from layers.scene import Scene


def staged(
    data: Path | None,
    config_file: Path,
    query: str,
    as_of: date | None,
    today: date | None = None,
    made: str | None = None,
) -> "Scene":
    """What some options ask for; where no day is given, that of `made`, else the clock's."""
    from layers.config import read_config
    from layers.dataset import read_dataset
    from layers.frames import build_frames
    from layers.scene import stage
    from layers.view import parse_view

    view = parse_view(query)
    config = read_config(config_file)
    dataset = read_dataset(data or config_file.parent / config.data, config)
    view = replace(view, as_of=as_of or view.as_of)
    day = today or (date.fromisoformat(made[:10]) if made else datetime.now().astimezone().date())
    scene = stage(config, dataset, build_frames(dataset, config), view, day)
    # What has been read stays until the command ends: the garbage collector need not walk through it again and again,
    # nor look after every seven hundred of the millions of small things that a document is made of.
    gc.freeze()
    gc.set_threshold(100_000)
    return replace(scene, made=made or "")


def with_tiles(scene: "Scene", name: str) -> "Scene":
    """The Scene with an online tile layer to offer; ViewError for a name that the configuration does not know."""
    from layers.errors import ViewError, did_you_mean

    if name and name not in scene.config.tiles:
        known = tuple(scene.config.tiles)
        hint = did_you_mean(name, known) or f"it knows {', '.join(known) or 'none'}"
        raise ViewError(f"the configuration has no tiles `{name}` ({hint})")
    return replace(scene, tiles=name)


def write(export: "Export", scene: "Scene", output: Path | None, force: bool) -> Path:
    """Write the file, or its bytes to the standard output for `-`, and say what has become of it; where it is."""
    from layers.exports.about import records_left_out

    path = output or Path(f"basing-{scene.day.isoformat()}{export.suffix}")
    if path == Path("-"):
        with TemporaryDirectory() as folder:
            draft = Path(folder, f"basing{export.suffix}")
            _run(export, scene, draft)
            sys.stdout.buffer.write(draft.read_bytes())
    else:
        refuse(path, force)
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
    return path


def document_format(output: Path | None, paper: str, static: bool) -> "Export":
    """What a document is written as: a PDF or a picture where its name ends so, else HTML."""
    from layers.exports.paper import PNG, pdf
    from layers.exports.snapshot import SNAPSHOT
    from layers.exports.static import STATIC

    drawn = {".pdf": pdf(paper), ".png": PNG}
    page = STATIC if static else SNAPSHOT
    return drawn.get(output.suffix.casefold() if output else "", page)


def write_beside(scene: "Scene", whole: Path, force: bool) -> None:
    """The map alone beside a document that was written, and the text of the frame that shows it."""
    from layers.exports.snapshot import EMBED, frame_text, write_frame

    if whole == Path("-"):
        raise ExportError("a frame links to its document: name a file with -o")
    frame = whole.with_suffix(EMBED.suffix)
    write(replace(EMBED, write=partial(write_frame, whole=whole.name)), scene, frame, force)
    click.echo(frame_text(scene, frame.name))


def put(text: str, output: Path | None) -> None:
    """Write the text to the file, or print it where none is named."""
    from layers.files import write_bytes

    if output is None:
        click.echo(text)
    else:
        write_bytes(output, f"{text}\n".encode())


def refuse(path: Path, force: bool) -> None:
    """ExportError for a target that is a folder, or a file that nobody said to write over."""
    if path.is_dir():
        raise ExportError(f"{path} is a folder; name a file")
    if path.exists() and not force:
        raise ExportError(f"{path} exists; --force writes over it")


def bytes_of(file: Path) -> bytes:
    """What a file holds; SnapshotError if it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as fault:
        raise SnapshotError(f"{file} cannot be read: {fault.strerror or fault}") from fault


def write_dossiers(dossiers: Mapping[str, bytes], folder: Path, force: bool) -> None:
    """Each dossier as a file of its own, byte by byte as it was."""
    from layers.files import write_bytes

    for name in dossiers:
        refuse(folder / name, force)
    for name, content in dossiers.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_bytes(folder / name, content)
    click.echo(f"{folder}: {_count(len(dossiers), 'dossier')}")


def write_again(
    dossiers: Mapping[str, bytes], identity: Mapping[str, Any], config_file: Path, output: Path, force: bool
) -> None:
    """The GeoJSON of the view and the day that a snapshot names."""
    from layers.archive import lay_out
    from layers.exports.geojson import GEOJSON

    with TemporaryDirectory() as folder:
        lay_out(dossiers, Path(folder))
        today = date.fromisoformat(str(identity["today"]))
        scene = staged(Path(folder), config_file, str(identity["view"]), None, today, str(identity["made"]))
        write(GEOJSON, scene, output, force)


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
