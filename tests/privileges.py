"""What nobody may do, tried as nobody."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_NOBODY: Final = 65534


@contextmanager
def without_privileges(*paths: Path) -> Iterator[None]:
    """The superuser may do everything: for a while, this thread is nobody to files, and the paths belong to it.

    No other thread is, such as one that another test left to watch a folder.
    """
    if os.geteuid() != 0:
        yield
        return
    for path in paths:
        os.chown(path, _NOBODY, _NOBODY)
    set_file_user = ctypes.CDLL(None).setfsuid
    set_file_user(_NOBODY)
    try:
        yield
    finally:
        set_file_user(0)
