"""What is true of every format."""

from collections.abc import Callable
from pathlib import Path

import pytest

from layers.errors import ExportError
from layers.exports import EXPORTS, write_file
from layers.exports.about import about
from layers.exports.columns import COLUMNS
from layers.extend import Export
from layers.scene import Scene


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_equal_scenes_give_equal_bytes(
    export: Export, dossier: Callable[..., Path], scene_of: Callable[..., Scene], written: Callable[..., Path]
) -> None:
    first = written(export.name, scene_of(dossier())).read_bytes()
    assert written(export.name, scene_of(dossier())).read_bytes() == first


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_an_empty_view_makes_a_file(
    export: Export, dossier: Callable[..., Path], scene_of: Callable[..., Scene], written: Callable[..., Path]
) -> None:
    scene = scene_of(dossier(), host=("XX",))
    assert scene.installations == ()
    assert written(export.name, scene).stat().st_size > 0


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_a_folder_that_is_not_there_is_named(export: Export, small: Scene, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="nowhere"):
        list(write_file(export, small, tmp_path / "nowhere" / "file"))


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_an_interrupted_export_leaves_what_was_there(export: Export, small: Scene, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("before")
    steps = write_file(export, small, path)
    next(steps)
    steps.close()
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir() if file.is_file()] == [
        ("file", "before")
    ]


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_nothing_is_left_beside_the_file(export: Export, small: Scene, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    list(write_file(export, small, folder / "file"))
    assert [file.name for file in folder.iterdir()] == ["file"]


def test_a_role_is_never_an_attribute_of_an_installation() -> None:
    columns = {name: {column.name for column in table} for name, table in COLUMNS.items()}
    assert [name for name, names in columns.items() if "roles" in names] == ["claims"]


def test_a_file_says_of_which_day_and_data_it_is(small: Scene) -> None:
    facts = about(small)
    assert (facts["as_of"], facts["known_by"], facts["licence"]) == ("2025-08-31", "2025-08-31", "CC BY 4.0")
    assert facts["data_hash"] == small.dataset.hash


@pytest.mark.parametrize("origin", ["OpenFlights (Open Database License", "Natural Earth (public domain)"])
def test_a_file_says_whose_points_and_borders_it_holds(small: Scene, origin: str) -> None:
    assert origin in about(small)["origins"]


def test_the_citation_names_the_dossier_the_day_and_the_data(small: Scene) -> None:
    citation = about(small)["citation"]
    assert "A base by the sea" in citation
    assert "as of 31 August 2025" in citation
    assert small.dataset.hash[:12] in citation


def test_a_record_at_fault_is_counted_as_left_out(
    dossier: Callable[..., Path], scene_of: Callable[..., Scene]
) -> None:
    scene = scene_of(dossier(agreements={"lease": {"type": "no_such_type"}}))
    assert about(scene)["records_left_out"] == "1"
