"""Checks by outlines: what is kept of files that have not changed says the same as the files."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.between import Sheet, judge
from layers.cache import CacheFile, Memory
from layers.checked import Checked, check_folder
from layers.config import Config, read_config
from layers.dataset import read_dataset
from layers.dossier import read_dossier
from layers.outlines import Outliner
from layers.report import json_report, text_report
from layers.resolving import resolve
from tests.dossier_sets import PATHS, TEXTS, dossier_sets
from tests.dossiers import write_dossier, write_text

CHANGES = st.lists(st.tuples(st.sampled_from(PATHS), st.none() | TEXTS), min_size=1, max_size=4)
"""One file after the other that is written or taken away."""


@cache
def config_() -> Config:
    return read_config(Path(__file__).parents[2] / "config.yaml")


def lay_out(folder: Path, texts: Mapping[str, str]) -> Path:
    """The folder, holding these dossiers and no others."""
    rmtree(folder, ignore_errors=True)
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def states(
    folder: Path, texts: Mapping[str, str], changes: Sequence[tuple[str, str | None]]
) -> Iterator[Path]:
    """The folder with some dossiers, and again after each change that leaves any."""
    yield lay_out(folder, texts)
    for path, text in changes:
        texts = {name: other for name, other in texts.items() if name != path}
        texts |= {} if text is None else {path: text}
        if texts:
            yield lay_out(folder, texts)


def said(checked: Checked) -> tuple[object, ...]:
    return checked.problems, text_report(checked), json_report(checked)


@settings(max_examples=100)
@given(dossier_sets(), CHANGES)
def test_a_check_says_the_same_whatever_was_kept_before(
    first: dict[str, str], changes: list[tuple[str, str | None]]
) -> None:
    with TemporaryDirectory() as name:
        kept = CacheFile(Path(name, "cache", "outlines.sqlite3"), day=1)
        for folder in states(Path(name, "data"), first, changes):
            cold = said(check_folder(folder, config_(), Memory()))
            assert [said(check_folder(folder, config_(), kept)) for _ in range(2)] == [cold, cold]


@settings(max_examples=100)
@given(dossier_sets())
def test_a_check_says_what_the_records_say(texts: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        dataset = read_dataset(lay_out(Path(folder, "data"), texts), config_())
        checked = check_folder(Path(folder, "data"), config_(), Memory())
        assert (checked.problems, checked.counts, checked.hash) == (
            dataset.problems,
            dataset.counts,
            dataset.hash,
        )


@settings(max_examples=100)
@given(dossier_sets())
def test_files_that_are_resolved_alone_say_what_they_say_together(texts: dict[str, str]) -> None:
    files = [read_dossier(text.encode(), path, config_()) for path, text in sorted(texts.items())]
    outliner, resolved = Outliner(config_()), resolve(files)
    alone = [Sheet(file.path, file.stem, outliner.alone(file)) for file in files]
    together = [Sheet(file.path, file.stem, outliner.among(file, resolved)) for file in files]
    assert judge(alone, files.__getitem__, config_()) == judge(together, files.__getitem__, config_())


# --- what is read again ---


class Noting(Memory):
    """Notes how many outlines were taken anew, check by check."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[int] = []

    def keep(self, outlines: Mapping[bytes, object]) -> None:
        self.taken.append(len(outlines))
        super().keep(outlines)  # type: ignore[arg-type] - what Memory keeps


def test_only_what_has_changed_is_read_again(tmp_path: Path, config: Config) -> None:
    folder, kept = write_dossier(tmp_path), Noting()
    for text in ("sources: {}\n", "sources: {}\n", "actors: {}\n"):
        write_text(folder, text, "other")
        check_folder(folder, config, kept)
    assert kept.taken == [2, 0, 1]


def test_another_configuration_has_every_file_read_again(tmp_path: Path, config: Config) -> None:
    folder, kept = write_dossier(tmp_path), Noting()
    for one in (config, config.model_copy(update={"title": "Other"})):
        check_folder(folder, one, kept)
    assert kept.taken == [1, 1]


def test_a_file_that_moves_is_not_read_again_and_told_in_its_new_place(
    tmp_path: Path, config: Config
) -> None:
    folder, kept = write_text(tmp_path / "one", "installations:\n  a: {name: A, stauts: 1}\n"), Noting()
    check_folder(folder, config, kept)
    folder.rename(tmp_path / "two")
    (problem,) = check_folder(tmp_path / "two", config, kept).problems
    assert (problem.path, kept.taken) == (str(tmp_path / "two" / "small.yaml"), [1, 0])


# --- files that depend on one another ---


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_a_claim_takes_over_from_an_event_of_another_file_what_changes_there(
    tmp_path: Path, config: Config, order: tuple[str, str]
) -> None:
    events, claims, kept = *order, Memory()
    claim = "claims:\n- {in: e, roles: [stabilizing], stance: asserts}\n"
    event = "events:\n- {id: e, date: 2024-05-01, type: statement, actors: [RU], summary: Said.%s}\n"
    write_text(tmp_path, claim, claims)
    write_text(tmp_path, event % "", events)
    before = [problem.record for problem in check_folder(tmp_path, config, kept).problems]
    write_text(tmp_path, "sources:\n  s: {publisher: P, published: 2024-05-02}\n", "sources")
    write_text(tmp_path, event % ", sources: [s]", events)
    after = [problem.record for problem in check_folder(tmp_path, config, kept).problems]
    assert (sorted(before), after) == (
        [
            "claims a-2024-05-01-ru-stabilizing" if claims == "a" else "claims b-2024-05-01-ru-stabilizing",
            "events e",
        ],
        [],
    )
