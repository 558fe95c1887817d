"""What the fields of records are made of: vocabularies, ids, short lists, web addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from layers.errors import did_you_mean, only_near


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Marks a field whose values stand in a list of config.yaml."""

    name: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(
            self._known, handler(source), metadata={"pydantic_js_updates": {"x-vocabulary": self.name}}
        )

    def _known(self, value: str, info: ValidationInfo) -> str:
        terms: Mapping[str, Any] | None = (info.context or {}).get("vocabularies", {}).get(self.name)
        if terms is not None and value not in terms:
            hint = did_you_mean(value, tuple(terms)) or f"one of {', '.join(list(terms)[:12])}"
            raise PydanticCustomError(
                "vocabulary",
                "`{value}` is not in the list `{list}`",
                {"value": value, "list": self.name, "hint": hint, "fix": only_near(value, tuple(terms))},
            )
        return value


def as_list(value: Any) -> Any:
    """The value in a list of its own, unless it is a list or nothing."""
    return value if isinstance(value, list | tuple) or value is None else [value]


def limited_phrase(text: str) -> str:
    """The words of a quotation, refused where there are more than eight."""
    words = len(text.split())
    if words > 8:
        raise PydanticCustomError(
            "phrase", "the phrase has {words} words; at most eight are quoted", {"words": words}
        )
    return text


def _web_address(url: str) -> str:
    if not url.startswith(("https://", "http://")) or any(sign.isspace() for sign in url):
        raise PydanticCustomError(
            "url", "`{url}` is not a web address", {"url": url, "hint": "expected http(s)://..."}
        )
    return url


def _identifier(text: str) -> str:
    if not text or text != text.strip() or any(sign.isspace() for sign in text):
        raise PydanticCustomError(
            "id", "`{id}` is not an id", {"id": text, "hint": "expected words-with-hyphens"}
        )
    return text


Id = Annotated[str, BeforeValidator(lambda value: _identifier(str(value)))]
Ids = Annotated[tuple[Id, ...], BeforeValidator(as_list)]
Texts = Annotated[tuple[str, ...], BeforeValidator(as_list)]
WebAddress = Annotated[str, BeforeValidator(lambda value: _web_address(str(value)))]
Names = Mapping[str, str | None]


Services = Annotated[tuple[Annotated[str, Vocabulary("service")], ...], BeforeValidator(as_list)]
Roles = Annotated[tuple[Annotated[str, Vocabulary("role")], ...], BeforeValidator(as_list)]
Issues = Annotated[tuple[Annotated[str, Vocabulary("position_issue")], ...], BeforeValidator(as_list)]


class Part(BaseModel):
    """Something inside a record; unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    WRITTEN: ClassVar[tuple[str, ...]] = ()
    """The fields that are written first, in their order; all others follow as they stand below."""


class Record(Part):
    """Something with an id that others may refer to; `id` and `dossier` are filled in by the reader."""

    SECTION: ClassVar[str] = ""
    id: str = Field("", title="Id", description="Kebab-case, unique in its section over the whole dataset.")
    dossier: str = Field(
        "", title="Dossier", description="The file it stands in; filled in on reading.", exclude=True
    )
