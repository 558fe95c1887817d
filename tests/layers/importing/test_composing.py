"""The dossier that an import makes: in its one form, sound, and saying what the file says."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.config import Config, read_config
from layers.dataset import Dataset, read_dataset
from layers.errors import ImportedFileError
from layers.importing.candidates import clean, make_candidates
from layers.importing.columns import Columns
from layers.importing.composing import compose, with_ids
from layers.importing.matching import sort_out
from layers.importing.table import Row, Table
from layers.importing.words import Words
from layers.writing.formatting import formatted
from tests.layers.importing.conftest import Making

CONFIG = read_config(Path(__file__).resolve().parents[3] / "config.yaml")
WORDS = Words(CONFIG, Dataset())
COLUMNS = Columns(
    {field: field for field in ("name", "names.ar", "aliases", "kind", "lat", "lon", "url", "note")}
)

names = st.text(min_size=1, max_size=30).filter(clean)
cells = st.fixed_dictionaries(
    {
        "name": names,
        "lat": st.floats(-89, 89).map(lambda number: f"{number:.3f}"),
        "lon": st.floats(-180, 180).map(lambda number: f"{number:.3f}"),
    },
    optional={
        "names.ar": names,
        "aliases": names,
        "kind": st.sampled_from(["airfield", "naval base", "yes"]),
        "note": st.text(max_size=200),
        "url": st.sampled_from(["https://news.example/a?b=#c", "http://[::1]/'\""]),
    },
)


@given(st.lists(cells, min_size=1, max_size=4), names)
def test_what_is_written_reads_back_as_what_the_file_says(rows: list[dict[str, str]], file: str) -> None:
    table = Table(
        file, "CSV", "line", tuple(COLUMNS.of), tuple(Row(at, row) for at, row in enumerate(rows, start=1))
    )
    made = make_candidates(table, COLUMNS, WORDS, CONFIG)
    assert {one.why for one in made.refused} <= {"its place is 0, 0, which stands for none"}
    new = sort_out(made.candidates, Dataset(), CONFIG.imports.generic, lambda match: False).new
    if not new:
        return
    sites = with_ids(new, Dataset(), file)
    text = compose(file, sites, "", CONFIG)
    assert formatted(text, CONFIG) == text
    dataset = _united(text)
    assert [(one.name, dict(one.names), list(one.aliases), one.note) for one in dataset.installations.values()] == [
        (one.name, one.fields.get("names", {}), one.fields.get("aliases", []), one.fields.get("note", ""))
        for one in new
    ]  # fmt: skip
    assert [
        (one.location.lat, one.location.lon) for one in dataset.installations.values() if one.location
    ] == [(one.fields["location"]["lat"], one.fields["location"]["lon"]) for one in new]
    assert {(one.severity, one.message) for one in dataset.problems} == {
        ("warning", f"imported from `{clean(file)}`, and needs a source")
    }
    again = sort_out(made.candidates, dataset, CONFIG.imports.generic, lambda match: False)
    assert again.new == ()


def _united(text: str) -> Dataset:
    from layers.dataset import unite
    from layers.dossier import read_dossier

    return unite((read_dossier(text.encode(), "made.yaml", CONFIG),), CONFIG)


def test_ids_are_made_of_names_and_are_new_ones(made_of: Making, seeds: Path, config: Config) -> None:
    made = made_of("name,lat,lon\nTartus,34.9,35.8\nTartus,1.5,1.5\nбаза,2.5,2.5\n", "My list.csv")
    sites = with_ids(made.candidates, read_dataset(seeds, config), "My list")
    assert list(sites) == ["tartus-2", "tartus-3", "my-list-4"]


def test_an_id_of_a_faulty_record_is_taken_too(made_of: Making, dossier: Any, config: Config) -> None:
    dataset = read_dataset(dossier(installations={"alpha": {"nmae": "x"}}), config)
    made = made_of("name,lat,lon\nAlpha,34.9,35.8\n")
    assert list(with_ids(made.candidates, dataset, "x")) == ["alpha-2"]


def test_a_dossier_is_no_larger_than_one_may_be(made_of: Making, config: Config) -> None:
    made = made_of("name,lat,lon\nAlpha,34.9,35.8\n")
    small = config.model_copy(update={"limits": config.limits.model_copy(update={"file_bytes": 100})})
    with pytest.raises(ImportedFileError) as refused:
        compose("a.csv", with_ids(made.candidates, Dataset(), "a"), "", small)
    assert str(refused.value) == (
        "a.csv: 1 site makes a dossier of 203 bytes; `limits.file_bytes` in config.yaml is 100: split the file"
    )
