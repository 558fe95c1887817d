"""The file of outlines: whatever becomes of it, a check says what it says without."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from layers.cache import DAYS, CacheFile, Memory, basis_of, entry_name
from layers.checked import check_folder
from layers.config import Config
from layers.dossier import read_dossier
from layers.facts import Outline
from layers.outlines import Outliner
from tests.dossiers import write_text
from tests.privileges import without_privileges

FAULTY = "installations:\n  a: {name: A, stauts: 1}\n  b: {name: B, host: SY}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "caches" / "outlines.sqlite3"


@pytest.fixture
def outline(config: Config) -> Outline:
    return Outliner(config).alone(read_dossier(FAULTY.encode(), "small.yaml", config))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_text(tmp_path / "data", FAULTY)


def entries(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT count(*) FROM outlines").fetchone()[0])


def change(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_what_is_kept_is_found_as_it_was(file: Path, outline: Outline) -> None:
    CacheFile(file, 1).keep({b"one": outline})
    found = CacheFile(file, 1).find([b"one", b"other"])
    assert list(found) == [b"one"]
    as_data = CacheFile(file, 1)
    as_data.keep({b"again": found[b"one"]})
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT sum, facts, particulars FROM outlines").fetchall()
    assert rows[0] == rows[1]


def test_more_names_than_a_question_to_sqlite_may_hold_are_found(file: Path, outline: Outline) -> None:
    names = [f"{number}".encode() for number in range(1200)]
    CacheFile(file, 1).keep(dict.fromkeys(names, outline))
    assert CacheFile(file, 1).find(names).keys() == set(names)


def test_the_name_of_an_entry_follows_all_that_an_outline_depends_on(config: Config) -> None:
    other = config.model_copy(update={"languages": ("en",)})
    names = {
        entry_name(basis, digest, stem)
        for basis in (basis_of(config), basis_of(other))
        for digest in ("a", "b")
        for stem in ("small", "large", "\udcff")
    }
    assert len(names) == 12


def test_only_the_owner_may_look_into_the_folder(file: Path, outline: Outline) -> None:
    CacheFile(file, 1).keep({b"one": outline})
    assert file.parent.stat().st_mode & 0o077 == 0


# --- what leaves ---


def test_the_oldest_entries_leave_where_there_are_too_many(file: Path, outline: Outline) -> None:
    for day in range(8):
        CacheFile(file, day, most=5).keep({str(day).encode(): outline})
    found = CacheFile(file, 8).find([str(day).encode() for day in range(8)])
    assert list(found) == [b"3", b"4", b"5", b"6", b"7"]


def test_what_was_not_asked_for_in_a_month_leaves(file: Path, outline: Outline) -> None:
    CacheFile(file, 1).keep({b"asked": outline, b"forgotten": outline})
    CacheFile(file, 20).find([b"asked"])
    CacheFile(file, 20 + DAYS).keep({b"new": outline})
    assert list(CacheFile(file, 60).find([b"asked", b"forgotten", b"new"])) == [b"asked", b"new"]


def test_memory_keeps_what_was_asked_for_last(outline: Outline) -> None:
    memory = Memory()
    memory.keep({b"one": outline, b"other": outline})
    memory.find([b"one"])
    assert memory.find([b"one", b"other"]) == {b"one": outline}


# --- a file that cannot be used ---


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def scribble(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[100 : len(data) : 7] = b"?" * len(data[100 : len(data) : 7])
    file.write_bytes(data)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut short": cut,
    "scribbled over": scribble,
    "another kind of file": lambda file: file.write_bytes(b"no database at all" * 100),
    "empty": lambda file: file.write_bytes(b""),
    "of a newer version": lambda file: change(
        file, "DROP TABLE outlines", "CREATE TABLE outlines (id, text)", "PRAGMA user_version = 99"
    ),
    "without its table": lambda file: change(file, "DROP TABLE outlines"),
    "with another text": lambda file: change(
        file, "UPDATE outlines SET facts = replace(facts, 'stauts', 'status')"
    ),
    "with another place": lambda file: change(file, "UPDATE outlines SET particulars = x'5b5d'"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_costs_nothing_but_time(
    file: Path, data: Path, config: Config, damage: Callable[[Path], object]
) -> None:
    sound = check_folder(data, config, CacheFile(file, 1))
    damage(file)
    assert [check_folder(data, config, CacheFile(file, 1)) for _ in range(3)] == [sound] * 3


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_made_anew(file: Path, data: Path, config: Config, damage: str) -> None:
    check_folder(data, config, CacheFile(file, 1))
    DAMAGES[damage](file)
    for _ in range(2):
        check_folder(data, config, CacheFile(file, 1))
    assert entries(file) == 1


def test_a_file_in_the_place_of_the_folder_is_left_as_it_is(file: Path, data: Path, config: Config) -> None:
    file.parent.write_text("mine")
    check = check_folder(data, config, CacheFile(file, 1))
    assert check == check_folder(data, config, Memory())
    assert file.parent.read_text() == "mine"


def test_a_folder_in_the_place_of_the_file_is_left_as_it_is(file: Path, data: Path, config: Config) -> None:
    file.mkdir(parents=True)
    assert check_folder(data, config, CacheFile(file, 1)) == check_folder(data, config, Memory())
    assert file.is_dir()


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that others than its owner may read and not write."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def test_a_file_that_may_only_be_read_is_read(shared: Path, outline: Outline) -> None:
    file = shared / "outlines.sqlite3"
    CacheFile(file, 1).keep({b"one": outline})
    for path, mode in ((file, 0o444), (shared, 0o555)):
        path.chmod(mode)
    with without_privileges():
        CacheFile(file, 2).keep({b"other": outline})
        found = CacheFile(file, 2).find([b"one", b"other"])
    shared.chmod(0o755)
    assert list(found) == [b"one"]


def test_a_folder_that_may_not_be_written_keeps_nothing(shared: Path, outline: Outline) -> None:
    shared.chmod(0o555)
    with without_privileges():
        CacheFile(shared / "below" / "outlines.sqlite3", 1).keep({b"one": outline})
        assert CacheFile(shared / "below" / "outlines.sqlite3", 1).find([b"one"]) == {}
    shared.chmod(0o755)
    assert list(shared.iterdir()) == []


def test_a_file_that_another_process_locks_is_done_without(file: Path, data: Path, config: Config) -> None:
    sound = check_folder(data, config, CacheFile(file, 1))
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert check_folder(data, config, CacheFile(file, 1)) == sound
        other.execute("ROLLBACK")
    assert entries(file) == 1
