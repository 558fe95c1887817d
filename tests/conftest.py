"""What every test may ask for."""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.dossiers import write_dossier

# The same examples each time, however slow the machine is: what fails here fails for everybody.
settings.register_profile("basing", deadline=None, derandomize=True)
settings.load_profile("basing")

if TYPE_CHECKING:
    from layers.config import Config


@pytest.fixture(scope="session", autouse=True)
def cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder where `basing check` keeps what it found, also of processes that tests start: never a person's own."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def seeds(root: Path) -> Path:
    """The folder of the dossiers that ship with the project."""
    return root / "seeds"


@pytest.fixture(scope="session")
def only_syria(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the shipped dossier on Syria and no other, for tests that count or name what it says."""
    folder = tmp_path_factory.mktemp("syria") / "data"
    folder.mkdir()
    shutil.copy(seeds / "russia-syria.yaml", folder)
    return folder


@pytest.fixture(scope="session")
def config(root: Path) -> "Config":
    """The Config that ships with the project."""
    from layers.config import read_config

    return read_config(root / "config.yaml")


@pytest.fixture
def dossier(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes the small dossier, with overrides by section, and gives its folder.

    `dossier(claims=[])`, `dossier(installations={"harbour": {"host": "NO"}})`; see tests/dossiers.py.
    """
    return partial(write_dossier, tmp_path / "data")
