"""What differs between two states of the dossiers."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.comparing import Comparison, compare
from layers.comparing.changes import FieldChange, Kind, RecordChange
from layers.comparing.entries import KNOWN_BY
from layers.config import Config, read_config
from layers.dataset import Dataset, read_dataset, unite
from layers.dossier import SECTIONS, read_dossier
from layers.fields import Part
from layers.records import RECORDS
from tests.dossiers import ABSENT, minimal, write_dossier, write_text

CONFIG = read_config(Path(__file__).resolve().parents[2] / "config.yaml")
STATUS = {"date": "2017-01-18", "status": "operating", "presence": "granted_base", "sources": "report"}
LEFT = {"date": "2025-09-01", "status": "withdrawn", "sources": "report"}
MIRRORED: dict[Kind, Kind] = {
    "added": "removed",
    "removed": "added",
    "changed": "changed",
    "broken": "mended",
    "mended": "broken",
}
Compared = Callable[..., Comparison]


@pytest.fixture
def read(tmp_path: Path, config: Config) -> Callable[..., Dataset]:
    """A function from overrides of the small dossier to its Dataset."""
    numbers = iter(range(100))
    return lambda **overrides: read_dataset(write_dossier(tmp_path / str(next(numbers)), **overrides), config)


@pytest.fixture
def compared(read: Callable[..., Dataset]) -> Compared:
    """A function from overrides to what they change in the small dossier."""
    return lambda **overrides: compare(read(), read(**overrides))


def only(comparison: Comparison) -> RecordChange:
    assert len(comparison.records) == 1, comparison.records
    return comparison.records[0]


def only_field(comparison: Comparison) -> FieldChange:
    assert len(only(comparison).fields) == 1, only(comparison).fields
    return only(comparison).fields[0]


def harbour(**fields: Any) -> dict[str, Any]:
    return {"harbour": fields}


# --- records ---


def test_equal_datasets_have_no_difference(compared: Compared) -> None:
    assert compared().equal


def test_the_shipped_dossiers_do_not_differ_from_themselves(seeds: Path, config: Config) -> None:
    dataset = read_dataset(seeds, config)
    assert compare(dataset, dataset).records == ()


def test_a_new_record_is_added(compared: Compared) -> None:
    change = only(compared(actors={"other": {"name": "Another"}}))
    assert (change.section, change.id, change.name, change.kind) == ("actors", "other", "Another", "added")


def test_an_added_record_tells_its_fields(compared: Compared) -> None:
    fields = only(compared(actors={"other": {"name": "Another"}})).fields
    assert [(field.title, field.old, field.new) for field in fields] == [
        ("Name", None, "Another"),
        ("Kind", None, "person"),
    ]


def test_a_record_that_is_gone_is_removed(compared: Compared) -> None:
    assert [(one.section, one.kind) for one in compared(positions=[]).records] == [("positions", "removed")]


def test_records_that_moved_to_another_file_are_no_difference(config: Config, tmp_path: Path) -> None:
    old, new = (read_dataset(write_dossier(tmp_path / stem, stem), config) for stem in ("one", "two"))
    assert compare(old, new).equal


def test_a_statement_put_before_a_like_one_is_the_only_change(compared: Compared) -> None:
    before, as_it_was = (minimal()["claims"][0] for _ in range(2))
    change = only(compared(claims=[before | {"phrase": "another factor"}, as_it_was]))
    assert (change.section, change.kind) == ("claims", "added")
    assert {field.field: field.new for field in change.fields}["phrase"] == {"text": "another factor"}


def test_a_statement_without_an_id_that_says_something_else_is_changed(compared: Compared) -> None:
    (said,) = minimal()["positions"]
    assert only(compared(positions=[said | {"says": "No compensation."}])).kind == "changed"


def test_another_typed_id_is_another_record(read: Callable[..., Dataset]) -> None:
    (said,) = minimal()["positions"]
    old, new = (read(positions=[said | {"id": id}]) for id in ("one", "two"))
    assert [(one.id, one.kind) for one in compare(old, new).records] == [("one", "removed"), ("two", "added")]


def test_what_a_dossier_says_of_itself_is_compared(compared: Compared) -> None:
    change = only(compared(dossier={"reviewed": "2025-08-01"}))
    assert (change.section, change.id, change.fields[0].new) == ("dossiers", "small", "2025-08-01")


def test_sections_come_in_the_order_of_the_code_and_ids_sorted(compared: Compared) -> None:
    changes = compared(
        sources={"z": {"publisher": "Z"}, "a": {"publisher": "A"}}, actors={"b": {"name": "B"}}
    ).records
    assert [(one.section, one.id) for one in changes] == [("actors", "b"), ("sources", "a"), ("sources", "z")]


# --- fields ---


def test_a_changed_field_has_its_old_and_its_new_value(compared: Compared) -> None:
    field = only_field(compared(installations=harbour(name="Port")))
    assert (field.title, field.old, field.new) == ("Name", "Harbour facility", "Port")


def test_a_field_inside_a_part_is_told_by_its_path(compared: Compared) -> None:
    field = only_field(compared(installations=harbour(location={"lat": 35.0})))
    assert (field.field, field.title, field.old, field.new) == (
        "location.lat",
        "Location: Latitude",
        34.914,
        35.0,
    )


def test_a_name_in_another_language_is_a_field_of_its_own(compared: Compared) -> None:
    field = only_field(compared(installations=harbour(names={"ru": "Гавань"})))
    assert (field.field, field.old, field.new) == ("names.ru", None, "Гавань")


def test_nothing_written_and_left_out_are_the_same(compared: Compared) -> None:
    assert compared(installations=harbour(note="", aliases=[])).equal


def test_a_short_form_and_its_long_form_are_the_same(compared: Compared) -> None:
    assert compared(installations=harbour(operators=[{"party": "RU"}])).equal


def test_a_part_with_other_sources_alone_differs_in_them(compared: Compared) -> None:
    field = only_field(compared(installations=harbour(location={"sources": ABSENT})))
    assert (field.title, field.old, field.new) == ("Location: Sources", ["report"], None)


# --- entries of lists ---


def test_a_new_entry_of_a_history_is_one_change(compared: Compared) -> None:
    field = only_field(compared(installations=harbour(status=[STATUS, LEFT])))
    assert (field.field, field.old) == ("status", None)
    assert field.new == {"date": "2025-09-01", "status": "withdrawn", "level": "reported"}


def test_an_entry_that_is_gone_is_one_change(compared: Compared) -> None:
    field = only_field(compared(installations=harbour(status=[])))
    assert (field.old["status"], field.new) == ("operating", None)


def test_an_entry_that_changed_says_what_in_it(compared: Compared) -> None:
    field = only_field(compared(installations=harbour(status=[STATUS | {"level": "official"}])))
    assert (field.title, field.entry) == ("Status: Level", "date: 2017-01-18; status: operating")
    assert (field.old, field.new) == ("reported", "official")


def test_another_status_on_the_same_day_is_another_entry(compared: Compared) -> None:
    fields = only(compared(installations=harbour(status=[STATUS | {"status": "withdrawn"}]))).fields
    assert [(field.old is None, field.new is None) for field in fields] == [(False, True), (True, False)]


def test_entries_in_another_order_are_no_difference(compared: Compared, read: Callable[..., Dataset]) -> None:
    old, new = (read(installations=harbour(operators=order)) for order in (["RU", "IR"], ["IR", "RU"]))
    assert compare(old, new).equal


def test_an_entry_that_stands_twice_differs_from_one(compared: Compared) -> None:
    assert only_field(compared(installations=harbour(operators=["RU", "RU"]))).field == "operators"


def test_the_history_of_a_strand_is_told_with_its_strand(read: Callable[..., Dataset]) -> None:
    def talks(status: str) -> Dataset:
        history = [{"date": "2025-07-31", "status": status, "sources": "report"}]
        return read(negotiations={"guest-host": {"strands": [{"title": "North", "status": history}]}})

    fields = only(compare(talks("active"), talks("paused"))).fields
    assert {(field.title, field.entry) for field in fields} == {("Strands: Status", "title: North")}


def test_the_history_comes_before_all_other_fields(compared: Compared) -> None:
    fields = only(compared(installations=harbour(name="Port", status=[STATUS, LEFT]))).fields
    assert [field.field for field in fields] == ["status", "name"]


def test_every_kind_of_entry_says_by_what_it_is_known() -> None:
    kinds = {kind for record in RECORDS for kind in entry_kinds(record)}
    assert [kind.__name__ for kind in kinds if not issubclass(kind, tuple(KNOWN_BY))] == []


def entry_kinds(model: type[Part]) -> Iterator[type[Part]]:
    """The kinds of entries in the lists of a record, and in the lists of these."""
    for field in model.model_fields.values():
        if get_origin(field.annotation) is tuple:
            kind = get_args(field.annotation)[0]
            if isinstance(kind, type) and issubclass(kind, Part):
                yield kind
                yield from entry_kinds(kind)


# --- statuses apart from the rest ---


def test_changes_of_status_stand_apart(compared: Compared) -> None:
    comparison = compared(installations=harbour(name="Port", status=[STATUS, LEFT]))
    assert [field.field for one in comparison.statuses for field in one.fields] == ["status"]
    assert [field.field for one in comparison.others for field in one.fields] == ["name"]


def test_a_record_is_not_told_twice(compared: Compared) -> None:
    comparison = compared(installations=harbour(status=[STATUS, LEFT]))
    assert (len(comparison.statuses), comparison.others) == (1, ())


def test_an_added_record_stays_whole(compared: Compared) -> None:
    port = {"name": "Port", "hosts": ["SY"], "status": [STATUS], "sources": "report"}
    comparison = compared(installations={"port": port})
    assert (comparison.statuses, len(comparison.others)) == ((), 1)
    assert comparison.others[0].fields == comparison.records[0].fields


# --- sources ---


def test_a_value_has_the_sources_of_its_side(compared: Compared) -> None:
    later = {"publisher": "A later paper", "published": "2025-09-02", "url": "https://paper.example/1"}
    changed = compared(
        sources={"later": later}, installations=harbour(status=[STATUS, LEFT | {"sources": "later"}])
    )
    (field,) = changed.statuses[0].fields
    assert field.old_sources == ()
    assert [(one.publisher, one.date, one.url) for one in field.new_sources] == [
        ("A later paper", "2 September 2025", "https://paper.example/1")
    ]


def test_a_part_without_sources_has_those_of_its_record(compared: Compared) -> None:
    field = only_field(compared(claims=[minimal()["claims"][0] | {"phrase": "a steady hand"}]))
    assert [one.id for one in field.new_sources] == ["report"]


def test_a_new_strand_has_the_sources_of_its_history(compared: Compared) -> None:
    history = [{"date": "2025-07-31", "status": "active", "sources": "report"}]
    field = only_field(
        compared(negotiations={"guest-host": {"strands": [{"title": "N", "status": history}]}})
    )
    assert (field.field, [one.id for one in field.new_sources]) == ("strands", ["report"])


def test_an_outcome_has_its_own_sources(read: Callable[..., Dataset]) -> None:
    step = {"id": "step", "by": "2025-12", "what": "A visit.", "sources": "report"}
    other = {"other": {"publisher": "Another"}}
    old = read(sources=other, expected=[step])
    new = read(sources=other, expected=[step | {"outcome": "kept", "outcome_sources": "other"}])
    outcome = next(field for field in only(compare(old, new)).fields if field.field == "outcome")
    assert ([one.id for one in outcome.old_sources], [one.id for one in outcome.new_sources]) == (
        ["report"],
        ["other"],
    )


def test_each_source_is_listed_once(compared: Compared) -> None:
    comparison = compared(installations=harbour(status=[STATUS, LEFT], location={"lat": 35.0}))
    assert [source.id for source in comparison.sources] == ["report"]


# --- faults ---


def test_a_record_that_a_fault_keeps_out_is_not_removed(compared: Compared) -> None:
    change = only(compared(actors={"speaker": {"kind": "nonsense"}}))
    assert (change.id, change.kind) == ("speaker", "broken")


def test_what_a_file_held_that_cannot_be_parsed_is_not_removed(
    read: Callable[..., Dataset], tmp_path: Path, config: Config
) -> None:
    faulty = read_dataset(write_text(tmp_path / "faulty", "actors:\n  speaker: [\n"), config)
    assert "removed" not in {one.kind for one in compare(read(), faulty).records}


def test_a_record_whose_fault_is_gone_is_not_added(read: Callable[..., Dataset]) -> None:
    assert only(compare(read(actors={"speaker": {"kind": "nonsense"}}), read())).kind == "mended"


def test_faults_are_counted_on_their_side(compared: Compared) -> None:
    comparison = compared(actors={"speaker": {"kind": "nonsense"}})
    assert (comparison.old.left_out, comparison.new.left_out) == (0, 1)


# --- whatever the dossiers hold ---

_HISTORIES = st.lists(st.sampled_from([STATUS, LEFT, STATUS | {"level": "official"}]), max_size=3)
_OPERATORS = st.lists(st.sampled_from(["RU", "IR", "US"]), max_size=3)
_STATES = st.fixed_dictionaries(
    {"name": st.sampled_from(["Port", "Harbour"]), "status": _HISTORIES, "operators": _OPERATORS}
)


@given(_STATES, _STATES)
@settings(max_examples=40, deadline=None)
def test_a_comparison_the_other_way_round_is_its_mirror(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    old, new = dataset_of(before), dataset_of(after)
    there, back = compare(old, new).records, compare(new, old).records
    assert [mirrored(one) for one in there] == [replace(one, name="") for one in back]


@given(_STATES)
@settings(max_examples=20, deadline=None)
def test_nothing_differs_from_itself(state: dict[str, Any]) -> None:
    assert compare(dataset_of(state), dataset_of(state)).equal


def dataset_of(state: dict[str, Any]) -> Dataset:
    text = yaml.safe_dump(minimal(installations={"harbour": state})).encode()
    return unite((read_dossier(text, "small.yaml", CONFIG),), CONFIG)


def mirrored(change: RecordChange) -> RecordChange:
    """The change seen from the other side, less its name, which is that of the new side."""
    fields = tuple(
        replace(one, old=one.new, new=one.old, old_sources=one.new_sources, new_sources=one.old_sources)
        for one in change.fields
    )
    return replace(change, name="", kind=MIRRORED[change.kind], fields=fields)


def test_every_section_is_compared() -> None:
    assert [section for section in SECTIONS if section not in Dataset.__dataclass_fields__] == []
