"""The JSON Schema of a dossier, made from the record models, so that an editor completes and checks YAML."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, get_args

from pydantic.fields import FieldInfo
from pydantic.json_schema import models_json_schema

from layers.config import Config, Term
from layers.fields import Part, Record, Vocabulary
from layers.parts import DossierInfo
from layers.places import actor_codes
from layers.records import KEYED, RECORDS, SHORT_FIELDS, Agreement, Negotiation
from layers.references import referring, sections_of
from layers.terms import Relation

if TYPE_CHECKING:
    from layers.dataset import Dataset

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Final[Mapping[str, str]] = {"type": "string"}
# Fields of parts where a bare text says the part's first field: `hosts: [SY]`, `parties: [RU, SY]`, `phrase: text`.
_SHORT_PARTS: Final = frozenset({"Host", "Operator", "Party", "Quote", "Established"})
_NAMING_ACTORS: Final = frozenset({"Host", "Operator", "Party"})
_SHORT_KINDS: Final = ("naval_base", "air_base")
_SECTIONS: Final = tuple(model.SECTION for model in RECORDS)
_NAMES: Final = ("name", "title", "topic", "summary", "says", "what", "publisher")


Known = Mapping[str, Mapping[str, str]]
"""By section: the ids that exist, each with what a reader would call its record."""


def known_ids(dataset: "Dataset") -> Known:
    """The ids in a Dataset that others may refer to."""
    return {
        section: {id: _name(record) for id, record in getattr(dataset, section).items()}
        for section in _SECTIONS
    }


def _name(record: Record) -> str:
    names = (getattr(record, field, None) for field in _NAMES)
    return str(next(filter(None, names), record.id))


def dossier_schema(config: Config, known: Known = MappingProxyType({})) -> dict[str, Any]:
    """The schema (draft 2020-12) of one dossier file, vocabulary values with their labels and definitions.

    An editor completes the `known` ids where one is referred to, and takes others too: they may be written next.
    """
    models: list[Any] = [(model, "validation") for model in (DossierInfo, *RECORDS)]
    _, made = models_json_schema(models, ref_template="#/$defs/{model}")
    definitions = {name: _definition(name, schema) for name, schema in made["$defs"].items()}
    vocabularies = {_list_name(name): _vocabulary(name, terms) for name, terms in config.vocabularies.items()}
    properties: dict[str, Any] = {"dossier": {"$ref": "#/$defs/DossierInfo"}}
    properties |= {model.SECTION: _section(model) for model in RECORDS}
    for name, definition in definitions.items():
        _complete_references(name, definition)
    return {
        "$schema": _DIALECT,
        "title": f"A dossier of {config.title}",
        "description": "One YAML file; the dataset is the union of all files below the data folder.",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": definitions | vocabularies | _ids(known),
    }


def _section(model: type[Record]) -> dict[str, Any]:
    record = {"$ref": f"#/$defs/{model.__name__}"}
    said = {"description": (model.__doc__ or "").splitlines()[0]}
    if model.SECTION in KEYED:
        return said | {"type": ["object", "null"], "additionalProperties": record}
    return said | {"type": ["array", "null"], "items": record}


def _list_name(vocabulary: str) -> str:
    return f"vocabulary.{vocabulary}"


def _vocabulary(name: str, terms: Mapping[str, Term]) -> dict[str, Any]:
    """One list of config.yaml: each value with its label and definition."""
    values = [
        {"const": value, "title": next(iter(term.label.values()), value), "description": term.definition}
        for value, term in terms.items()
    ]
    if name == "installation_kind":
        known = {value["const"] for value in values}
        short = ({"const": kind, "description": "Short for a kind and a service."} for kind in _SHORT_KINDS)
        values += [kind for kind in short if kind["const"] not in known]
    return {"oneOf": values}


# --- from what pydantic says to what an analyst may type ---


def _definition(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A record or part: its short forms allowed, what the reader fills in left out."""
    fields = {field: _typed(said) for field, said in schema.get("properties", {}).items()}
    fields.pop("dossier", None)
    record = next((model for model in RECORDS if model.__name__ == name), None)
    if record is not None and record.SECTION in KEYED:
        fields.pop("id", None)
    for short, field in SHORT_FIELDS.get(name, {}).items():
        fields[short] = _TEXT if name == "Actor" else fields[field]
    required = [field for field in schema.get("required", ()) if field in fields]
    made = {key: value for key, value in schema.items() if key not in ("properties", "required")}
    made |= {"properties": fields} | ({"required": required} if required else {})
    if name.endswith("Status"):
        made["oneOf"] = [{"required": ["date"]}, {"required": ["seen"]}]
    return made


def _typed(said: Any) -> Any:
    """A field's schema with vocabularies by name, and a single value where a list may be one value."""
    if isinstance(said, list):
        return [_typed(part) for part in said]
    if not isinstance(said, dict):
        return said
    made = {key: _typed(part) for key, part in said.items() if key not in ("x-vocabulary", "default")}
    if vocabulary := said.get("x-vocabulary"):
        made.pop("type", None)
        return made | {"$ref": f"#/$defs/{_list_name(vocabulary)}"}
    part = made.get("$ref", "").rpartition("/")[2]
    if part in _SHORT_PARTS:
        short = {"$ref": f"#/$defs/{_ids_name(('actors',))}"} if part in _NAMING_ACTORS else _TEXT
        return {key: value for key, value in made.items() if key != "$ref"} | {
            "anyOf": [{"$ref": made["$ref"]}, short]
        }
    return _or_one(made) if made.get("type") == "array" else made


def _or_one(array: dict[str, Any]) -> dict[str, Any]:
    """A list of texts, or of parts with a short form, may be typed as its one value."""
    items = array["items"]
    if "$ref" in items and "vocabulary." not in items["$ref"]:
        return array
    told = {key: array[key] for key in ("title", "description") if key in array}
    return told | {"anyOf": [{"type": "array", "items": items}, items]}


# --- references ---


def _complete_references(name: str, definition: dict[str, Any]) -> None:
    """Let every field of a record or part that refers to others take the ids that exist."""
    model = next(model for model in _models(Part) if model.__name__ == name)
    record = (
        Agreement if model is Relation else Negotiation
    )  # what `to` means; the other fields mean one thing only
    for field, key in referring(model):
        if key in definition["properties"]:
            ids = {"$ref": f"#/$defs/{_ids_name(sections_of(field, record))}"}
            definition["properties"][key] = _with_ids(definition["properties"][key], ids)


def _with_ids(said: Any, ids: dict[str, str]) -> Any:
    if isinstance(said, list):
        return [_with_ids(part, ids) for part in said]
    if not isinstance(said, dict):
        return said
    if said.get("type") == "string":
        return {key: value for key, value in said.items() if key != "type"} | ids
    return {key: _with_ids(part, ids) for key, part in said.items()}


def _ids(known: Known) -> dict[str, Any]:
    """The lists of ids that fields refer to, each by its sections."""
    fields = {(name, model) for model in _models(Part) for name, _ in referring(model)}
    of_all = {sections_of(name, record) for name, _ in fields for record in (Agreement, Negotiation)}
    return {_ids_name(sections): _ids_of(sections or _SECTIONS, known) for sections in of_all}


def _ids_name(sections: tuple[str, ...]) -> str:
    return "ids." + ("-".join(sections) or "all")


def _ids_of(sections: tuple[str, ...], known: Known) -> dict[str, Any]:
    named = {id: name for section in reversed(sections) for id, name in known.get(section, {}).items()}
    if "actors" in sections:
        named = actor_codes() | named
    return {"anyOf": [*({"const": id, "title": name} for id, name in named.items()), {"type": "string"}]}


def names_of(*types: type) -> frozenset[str]:
    """The names, as they are typed, of all fields that may hold a value of one of some types."""
    fields = (item for model in _models(Part) for item in model.model_fields.items())
    return frozenset(
        field.alias or name for name, field in fields if not _types(field.annotation).isdisjoint(types)
    )


def _types(annotation: Any) -> set[Any]:
    return {annotation, *(one for part in get_args(annotation) for one in _types(part))}


def vocabulary_names() -> tuple[str, ...]:
    """The names of all vocabularies that some field needs, sorted."""
    names: set[str] = set()
    for model in _models(Part):
        for field in model.model_fields.values():
            names |= vocabularies_in(field)
    return tuple(sorted(names))


def vocabularies_in(field: FieldInfo) -> set[str]:
    """The vocabularies of whose words a field may be made."""
    return _vocabularies(field.annotation) | {
        one.name for one in field.metadata if isinstance(one, Vocabulary)
    }


def _models(base: type[Part]) -> list[type[Part]]:
    return [base, *(model for child in base.__subclasses__() for model in _models(child))]


def _vocabularies(annotation: Any) -> set[str]:
    found = {part.name for part in getattr(annotation, "__metadata__", ()) if isinstance(part, Vocabulary)}
    for part in get_args(annotation):
        found |= _vocabularies(part)
    return found
