"""When files were last written, to tell whether anything in a folder has changed."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

PAUSE: Final = 0.3
"""Seconds between two looks at the folder. With a session's own half second a saved file shows within two."""

Stamp = Mapping[str, tuple[int, int]]


def look(config_file: Path, folder: Path) -> Stamp:
    """Time and size of the configuration and of every dossier; what vanishes or is closed meanwhile is left out."""
    files = [config_file, *_dossiers(folder)]
    return {str(path): stamp for path in files if (stamp := _stamp(path))}


def _dossiers(folder: Path) -> Iterator[Path]:
    for at, _, names in os.walk(folder):  # which passes over a folder that may not be read
        yield from (Path(at, name) for name in names if name.endswith((".yaml", ".yml")))


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size
