"""A folder of dossiers as a revision of git or a snapshot holds it, laid out on the disk for as long as it is read."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from layers.archive import lay_out, unpack_archive
from layers.errors import DataFolderError, RevisionError
from layers.seal import inspect, trusted


@contextmanager
def data_folder(named: str) -> Iterator[Path]:
    """The folder that is named, or a copy of what a snapshot or `HEAD~5:seeds` holds, which is gone after the block.

    DataFolderError where there is no such folder; RevisionError where git cannot give it; SnapshotError for a file
    that is no snapshot, or was changed.
    """
    if Path(named).is_file():
        with TemporaryDirectory(prefix="basing-") as folder:
            lay_out(unpack_archive(trusted(inspect(Path(named).read_bytes())).archive), Path(folder))
            yield Path(folder)
    elif Path(named).exists():
        yield Path(named)
    elif ":" not in named:
        raise DataFolderError(
            f"the data folder `{named}` does not exist; name a folder, or one in a revision of git: HEAD~5:seeds"
        )
    else:
        with TemporaryDirectory(prefix="basing-") as folder:
            _lay_out(named, Path(folder))
            yield Path(folder)


def _lay_out(named: str, folder: Path) -> None:
    """Write the dossiers of a folder in a revision into a folder on the disk."""
    files = dict(_dossiers(_tree(named), named))
    if not files:
        raise DataFolderError(f"the data folder `{named}` holds no dossier (*.yaml)")
    for path, blob in files.items():
        found = _run("cat-file", "blob", blob)
        if found.returncode:
            raise RevisionError(
                f"git does not hold `{path}` of `{named}` here; a shallow copy lacks old states"
            )
        _write(folder / path, found.stdout)


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as fault:
        raise RevisionError(f"{path} cannot be written: {fault.strerror or fault}") from None


def _tree(named: str) -> str:
    """The id of the object in git that the words name."""
    revision, _, path = named.partition(":")
    if not revision or revision.startswith(
        "-"
    ):  # git would take the one for the index, the other for an option
        raise RevisionError(f"`{named}` names no revision of git; expected one such as HEAD~5:seeds")
    if _run("rev-parse", "--git-dir").returncode:
        raise RevisionError(f"`{named}` cannot be read: here is no git repository, nor a folder of that name")
    found = _run("rev-parse", "--verify", "--quiet", named)
    if found.returncode == 0:
        return found.stdout.decode().strip()
    if _run("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").returncode:
        raise RevisionError(f"`{revision}` is no revision that git knows here")
    raise RevisionError(
        f"the revision `{revision}` holds no folder `{path}`; paths count from the top of the repository"
    )


def _dossiers(tree: str, named: str) -> Iterator[tuple[str, str]]:
    """Path and id of every dossier in a folder of git: plain files, no links, nothing that is hidden."""
    listed = _run("ls-tree", "-r", "-z", "--full-tree", tree)
    if listed.returncode:
        raise RevisionError(f"`{named}` is a file; expected the folder that holds the dossiers")
    for line in listed.stdout.decode(errors="surrogateescape").split("\0"):
        about, _, name = line.partition("\t")
        path = PurePosixPath(name)
        hidden = any(part.startswith(".") for part in path.parts)  # `..` too, which git would not write
        if (
            about.startswith("100")
            and path.suffix in (".yaml", ".yml")
            and not hidden
            and not path.is_absolute()
        ):
            yield name, about.split()[2]


def _run(*arguments: str) -> "subprocess.CompletedProcess[bytes]":
    git = shutil.which("git")
    if git is None:
        raise RevisionError("git is not installed, or not where programs are looked for")
    # a list of arguments and no shell: a name is never more than a name
    return subprocess.run([git, *arguments], capture_output=True, check=False)  # noqa: S603
