"""What the tests of importing may ask for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from layers.config import Config
from layers.dataset import Dataset
from layers.importing.candidates import Made, make_candidates
from layers.importing.columns import Columns, columns_of, guess_columns
from layers.importing.opening import read_file
from layers.importing.table import Asked, Table
from layers.importing.words import Words

Making = Callable[..., Made]


def read(path: Path, **asked: str) -> Table:
    """The rows of a file of any size."""
    return read_file(path, Asked(**asked), limit=10_000_000)


def guessed(table: Table, config: Config, **always: str) -> Columns:
    """The columns of a table as they are guessed, with what is said of every row."""
    return columns_of(guess_columns(table, config.imports), {}, always)


@pytest.fixture(scope="session")
def words(config: Config) -> Words:
    """The words that are known without any dossier."""
    return Words(config, Dataset())


@pytest.fixture
def made_of(tmp_path: Path, config: Config, words: Words) -> Making:
    """A function that gives what becomes of the rows of a file with a text."""

    def make(text: str, name: str = "sites.csv", **always: Any) -> Made:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        table = read(path)
        return make_candidates(table, guessed(table, config, **always), words, config)

    return make
