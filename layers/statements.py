"""Statements: what somebody said or did on a day. Labels and meanings stand with the fields."""

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, field_validator

from layers.dates import EdtfDate
from layers.fields import Id, Ids, Issues, Record, Roles, Vocabulary, as_list
from layers.parts import NOTE, SOURCES, VIA, Quote


class Statement(Record):
    """What events, claims and positions have in common."""

    date: EdtfDate | None = Field(None, title="Date", description="When it was said or happened.")
    reported: EdtfDate | None = Field(None, title="Reported", description="When that was printed.")
    level: Annotated[str, Vocabulary("level")] | None = Field(
        None, title="Level", description="Whether a named party said it in public."
    )
    negotiation: Id | None = Field(None, title="Negotiation", description="The talks it belongs to.")
    installations: Annotated[tuple[Id, ...] | None, BeforeValidator(as_list)] = Field(
        None, title="Installations", description="What it is about; `[]` means none."
    )
    via: Ids = VIA
    sources: Ids = SOURCES
    note: str = NOTE


class Event(Statement):
    """Something said or done on a day."""

    SECTION = "events"
    WRITTEN: ClassVar = (
        "id", "date", "reported", "type", "level", "actors", "negotiation", "installations", "summary",
        "via", "sources", "note",
    )  # fmt: skip
    type: Annotated[str, Vocabulary("event_type")] = Field(title="Type", description="What kind of event.")
    actors: Ids = Field((), title="Actors", description="Who spoke or acted.")
    summary: str = Field(title="Summary", description="One neutral sentence in our own words.")


class Claim(Statement):
    """A role that a speaker claims, proposes or denies; never an attribute of a base."""

    SECTION = "claims"
    WRITTEN: ClassVar = (
        "id", "in", "speaker", "date", "reported", "level", "roles", "as_said", "stance", "of",
        "negotiation", "installations", "phrase", "via", "sources", "note",
    )  # fmt: skip
    in_: Id | None = Field(
        None, alias="in", title="In", description="The event it was said in; gives what is left out."
    )
    speaker: Ids = Field((), title="Speaker", description="Who says so: an actor, several, or an agreement.")
    roles: Roles = Field(title="Roles", description="The role or roles claimed.")
    as_said: str = Field("", title="As said", description="The speaker's own word for the role.")
    of: Annotated[str, Vocabulary("claim_of")] = Field(
        "installation", title="Of", description="What the role is claimed of."
    )
    stance: Annotated[str, Vocabulary("stance")] = Field(
        title="Stance", description="What the speaker does with it."
    )
    phrase: Quote | None = Field(None, title="Phrase", description="The speaker's words, at most eight.")

    @field_validator("phrase", mode="before")
    @classmethod
    def _short_phrase(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


class Position(Statement):
    """What a party asks, offers, refuses or states in the talks."""

    SECTION = "positions"
    WRITTEN: ClassVar = (
        "id", "in", "party", "date", "reported", "level", "issues", "kind", "says", "conditional_on", "replaces",
        "withdrawn", "negotiation", "installations", "phrase", "via", "sources", "note",
    )  # fmt: skip
    in_: Id | None = Field(
        None, alias="in", title="In", description="The event it was said in; gives what is left out."
    )
    party: Id | None = Field(None, title="Party", description="Whose position it is.")
    issues: Issues = Field((), title="Issues", description="What it is about.")
    kind: Annotated[str, Vocabulary("position_kind")] = Field(
        title="Kind", description="Demand, offer, refusal ..."
    )
    says: str = Field(title="Says", description="The position, in our own words.")
    replaces: Ids = Field((), title="Replaces", description="Earlier positions that it takes the place of.")
    withdrawn: EdtfDate | None = Field(None, title="Withdrawn", description="When it was given up.")
    conditional_on: str = Field("", title="Conditional on", description="What it depends on.")
    phrase: Quote | None = Field(None, title="Phrase", description="The party's words, at most eight.")

    @field_validator("phrase", mode="before")
    @classmethod
    def _short_phrase(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value
