"""When files were last written, to tell whether anything in a folder has changed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

PAUSE: Final = 0.3
"""Seconds between two looks at the folder. With a session's own half second a saved file shows within two."""

Stamp = Mapping[str, tuple[int, int]]


def look(config_file: Path, folder: Path) -> Stamp:
    """Time and size of the configuration and of every dossier; a file that vanishes meanwhile is left out."""
    files = [config_file, *(path for end in ("*.yaml", "*.yml") for path in folder.rglob(end))]
    return {str(path): stamp for path in files if (stamp := _stamp(path))}


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size
