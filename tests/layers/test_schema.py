"""The schema that editors use: it allows what the reader allows."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

from layers.config import Config
from layers.dataset import Dataset, read_dataset
from layers.records import RECORDS
from layers.schema import dossier_schema, known_ids
from tests.dossiers import minimal


@pytest.fixture(scope="module")
def schema(config: Config) -> dict[str, Any]:
    return dossier_schema(config)


@pytest.fixture(scope="module")
def shipped(config: Config, seeds: Path) -> Dataset:
    return read_dataset(seeds, config)


def faults(schema: dict[str, Any], dossier: Any) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(dossier)]


class DatesAsText(SafeConstructor):
    """What a YAML 1.2 editor makes of a file: a date is text."""


DatesAsText.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def test_it_is_a_schema(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)


def test_it_has_every_section(schema: dict[str, Any]) -> None:
    assert set(schema["properties"]) == {"dossier", *(model.SECTION for model in RECORDS)}


def test_the_small_dossier_fits(schema: dict[str, Any]) -> None:
    assert faults(schema, minimal()) == []


def test_the_shipped_dossiers_fit(schema: dict[str, Any], seeds: Path) -> None:
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = DatesAsText
    found = {path.name: faults(schema, yaml.load(path)) for path in seeds.rglob("*.yaml")}
    assert found == {name: [] for name in found}


def test_short_forms_fit(schema: dict[str, Any]) -> None:
    site = {"name": "A", "host": "SY", "operators": ["RU"], "kind": "naval_base", "established": "1971"}
    assert faults(schema, {"installations": {"a": site}}) == []


def test_an_empty_section_fits(schema: dict[str, Any]) -> None:
    assert faults(schema, {"events": None, "actors": None}) == []


def test_an_unknown_key_does_not_fit(schema: dict[str, Any]) -> None:
    assert faults(schema, minimal(installations={"harbour": {"stauts": []}}))


def test_an_unknown_value_does_not_fit(schema: dict[str, Any]) -> None:
    assert faults(schema, minimal(agreements={"lease": {"type": "no_such_type"}}))


def test_a_status_needs_one_day(schema: dict[str, Any]) -> None:
    both = {"date": "2020", "seen": "2021", "status": "operating"}
    assert faults(schema, minimal(installations={"harbour": {"status": [both]}}))


def test_a_value_carries_its_definition(schema: dict[str, Any], config: Config) -> None:
    shown = {term["const"]: term["description"] for term in schema["$defs"]["vocabulary.role"]["oneOf"]}
    assert shown == {value: term.definition for value, term in config.vocabularies["role"].items()}


def test_every_reference_leads_somewhere(schema: dict[str, Any]) -> None:
    def references(part: Any) -> set[str]:
        if isinstance(part, dict):
            own = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
            return own.union(*(references(value) for value in part.values()))
        return set().union(*(references(item) for item in part)) if isinstance(part, list) else set()

    assert references(schema) <= {f"#/$defs/{name}" for name in schema["$defs"]}


# --- references ---


def test_references_complete_with_the_ids_that_exist(config: Config, shipped: Dataset) -> None:
    made = dossier_schema(config, known_ids(shipped))
    lists = {name: offered(part) for name, part in made["$defs"].items() if name.startswith("ids.")}
    assert lists["ids.installations"]["tartus"] == "Tartus naval facility"
    assert lists["ids.actors"]["RU"] == "Russia"
    assert set(shipped.sources) == set(lists["ids.sources"])
    assert {"putin", "hmeimim-2015", "tass-20250129"} <= set(lists["ids.actors-agreements-sources"])
    claim = made["$defs"]["Claim"]["properties"]
    assert "ids.events" in str(claim["in"])
    assert "ids.sources" in str(claim["sources"])
    assert "ids.actors" in str(made["$defs"]["Installation"]["properties"]["operators"])
    assert "ids.agreements" in str(made["$defs"]["Relation"]["properties"]["to"])
    assert "ids.negotiations" in str(made["$defs"]["Link"]["properties"]["to"])


def test_an_id_that_does_not_exist_yet_fits(config: Config, shipped: Dataset) -> None:
    made = dossier_schema(config, known_ids(shipped))
    assert faults(made, minimal(installations={"harbour": {"parts": ["not-written-yet"]}})) == []


def offered(part: dict[str, Any]) -> dict[str, str]:
    return {choice["const"]: choice["title"] for choice in part["anyOf"] if "const" in choice}
