"""Outlines of dossiers, kept in a file, so that what has not changed need not be read again.

An entry is named by the content of its dossier and by all that its outline depends on besides: the file's name, the
configuration, the program, the libraries that it reads with. So an entry is never wrong, only never asked for again;
what was not asked for in a month leaves, and so do the oldest beyond `MOST`.

The file may be damaged, locked or not to be written at any time. Whatever SQLite says of it, the outlines are taken
anew, and nothing else comes of it.
"""

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import cache as once
from functools import partial
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar
from zlib import crc32

from layers.config import Config
from layers.facts import Facts, Outline, Particulars

MOST: Final = 10_000
"""So many entries are kept, about 80 MB of them."""
DAYS: Final = 30
_LAYOUT: Final = 1
_PATIENCE: Final = 0.5
"""Seconds to wait for another process that writes."""
_AT_ONCE: Final = 500
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS outlines "
    "(name BLOB PRIMARY KEY, used INTEGER, sum INTEGER, facts BLOB, particulars BLOB)",
    "CREATE INDEX IF NOT EXISTS by_use ON outlines (used)",
)
_LIBRARIES: Final = ("babel", "pydantic", "pydantic-core", "pyyaml", "shapely")

_Answer = TypeVar("_Answer")


def entry_name(basis: str, digest: str, stem: str) -> bytes:
    """The name of the outline of a dossier: of the same content, file name and `basis`."""
    return blake2b(f"{basis} {digest} {stem}".encode(errors="surrogateescape"), digest_size=16).digest()


def basis_of(config: Config) -> str:
    """What names all that an outline depends on beside its dossier."""
    digest = blake2b(config.model_dump_json().encode(), digest_size=16)
    digest.update(_program())
    return digest.hexdigest()


@once
def _program() -> bytes:
    """A digest of the code that takes outlines, of its basemap, of Python and the libraries that it reads with."""
    digest = blake2b(" ".join((sys.version, *(version(name) for name in _LIBRARIES))).encode())
    for module in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(module.read_bytes())
    for asset in sorted(Path(__file__).parent.glob("assets/basemap/*")):
        state = asset.stat()
        digest.update(f"{asset.name} {state.st_size} {state.st_mtime_ns}".encode())
    return digest.digest()


class Kept(Protocol):
    """Where outlines are kept."""

    def find(self, names: Sequence[bytes]) -> Mapping[bytes, Outline]:
        """The outlines that are there, of those with some names."""

    def keep(self, outlines: Mapping[bytes, Outline]) -> None:
        """Keep outlines under their names."""


class Memory:
    """Outlines kept while the process lives: those that were asked for last."""

    def __init__(self) -> None:
        self._outlines: Mapping[bytes, Outline] = {}

    def find(self, names: Sequence[bytes]) -> Mapping[bytes, Outline]:
        """The outlines that are there, of those with some names; the others go."""
        self._outlines = {name: self._outlines[name] for name in names if name in self._outlines}
        return self._outlines

    def keep(self, outlines: Mapping[bytes, Outline]) -> None:
        """Keep outlines under their names."""
        self._outlines = {**self._outlines, **outlines}


class CacheFile:
    """At most so many outlines kept in a file, which is made where there is none; `day` is the number of today."""

    def __init__(self, path: Path, day: int, most: int = MOST) -> None:
        self._path, self._day, self._most = path, day, most

    def find(self, names: Sequence[bytes]) -> Mapping[bytes, Outline]:
        """The outlines that are there, of those with some names; none where the file cannot be used."""
        return self._asked(partial(_find, names=names, day=self._day)) or {}

    def keep(self, outlines: Mapping[bytes, Outline]) -> None:
        """Keep outlines under their names, if the file can be written; what is too old or too much leaves."""
        rows = [(name, self._day, *_written(outline)) for name, outline in outlines.items()]
        if rows:
            self._asked(partial(_keep, rows=rows, day=self._day, most=self._most))

    def _asked(self, ask: Callable[[sqlite3.Connection], _Answer]) -> _Answer | None:
        """What the file answers; nothing where it cannot. A damaged one is taken away, so that the next is sound."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=_PATIENCE)) as connection, connection:
                _prepare(connection)
                return ask(connection)
        except (sqlite3.OperationalError, OSError):
            return None  # locked, full, not to be written: the next check will try again
        except sqlite3.DatabaseError:
            with suppress(OSError):
                self._path.unlink()
            return None


def _prepare(connection: sqlite3.Connection) -> None:
    """See to it that the table is there, as this version of the program lays it out."""
    (layout,) = connection.execute("PRAGMA user_version").fetchone()
    # a power cut may cost the file, which is no loss: a damaged one is made anew, and each entry has its sum
    connection.execute("PRAGMA synchronous = OFF")
    if layout != _LAYOUT:
        connection.execute("DROP TABLE IF EXISTS outlines")
        connection.execute(f"PRAGMA user_version = {_LAYOUT}")
    for statement in _TABLE:
        connection.execute(statement)


def _find(connection: sqlite3.Connection, names: Sequence[bytes], day: int) -> dict[bytes, Outline]:
    """The sound entries of some names."""
    found: dict[bytes, Outline] = {}
    for some in _portions(names):
        marks = ", ".join("?" * len(some))
        asked = f"SELECT name, used, sum, facts, particulars FROM outlines WHERE name IN ({marks})"  # noqa: S608 - marks
        rows = [row for row in connection.execute(asked, some) if _is_sound(*row)]
        found |= {name: _read(facts, particulars) for name, _, _, facts, particulars in rows}
        stale = [(day, name) for name, used, *_ in rows if used < day]
        if stale:
            _use(connection, stale)
    return found


def _use(connection: sqlite3.Connection, entries: Sequence[tuple[int, bytes]]) -> None:
    """Note on which day entries were asked for, where that can be noted."""
    with suppress(sqlite3.OperationalError):
        connection.executemany("UPDATE outlines SET used = ? WHERE name = ?", entries)


def _keep(connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]], day: int, most: int) -> None:
    connection.executemany("INSERT OR REPLACE INTO outlines VALUES (?, ?, ?, ?, ?)", rows)
    connection.execute("DELETE FROM outlines WHERE used < ?", (day - DAYS,))
    (count,) = connection.execute("SELECT count(*) FROM outlines").fetchone()
    if count > most:
        oldest = "SELECT rowid FROM outlines ORDER BY used, rowid LIMIT ?"
        connection.execute(f"DELETE FROM outlines WHERE rowid IN ({oldest})", (count - most,))  # noqa: S608 - ours


def _portions(names: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """Some at a time: SQLite takes a limited number of values in one question."""
    return (names[start : start + _AT_ONCE] for start in range(0, len(names), _AT_ONCE))


def _written(outline: Outline) -> tuple[int, bytes, bytes]:
    facts, particulars = (json.dumps(part).encode() for part in (outline.facts, outline.particulars))
    return _sum(facts, particulars), facts, particulars


def _read(facts: bytes, particulars: bytes) -> Outline:
    return Outline(Facts._make(json.loads(facts)), lambda: Particulars._make(json.loads(particulars)))


def _is_sound(name: bytes, used: object, sum: object, facts: object, particulars: object) -> bool:
    """Whether an entry is as it was written: on a damaged disk even its types may not be."""
    if not (isinstance(used, int) and isinstance(facts, bytes) and isinstance(particulars, bytes)):
        return False
    return sum == _sum(facts, particulars)


def _sum(facts: bytes, particulars: bytes) -> int:
    """A sum that tells whether a bit of an entry has changed on the disk."""
    return crc32(particulars, crc32(facts))
