"""The records of a dossier: the only list of fields. Labels and meanings stand with the fields.

Short forms (`host: SY`, `operators: [RU]`, `sources: x`, `phrase: text`, an actor's `office`) are expanded as a
record is read, so that everything later sees one form. Vocabulary values are checked against config.yaml, which
the validation context carries as `vocabularies`.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, model_validator

from layers.dates import EdtfDate
from layers.fields import (
    Id,
    Ids,
    Names,
    Record,
    Services,
    Texts,
    Vocabulary,
    WebAddress,
)
from layers.parts import (
    NOTE,
    SOURCES,
    AgreementStatus,
    Established,
    Host,
    Imported,
    InstallationStatus,
    Link,
    Location,
    NegotiationStatus,
    Office,
    Operator,
    Party,
    Strand,
    Version,
    parties_of,
    short_sites,
    strands_of,
)
from layers.statements import Claim, Event, Position
from layers.terms import Payment, Ratification, Relation, Term


class Actor(Record):
    """A state, organisation, office or person in public office that says or does something."""

    SECTION = "actors"
    name: str = Field(title="Name", description="In English.")
    names: Names = Field({}, title="Names", description="In other languages, by BCP 47 tag.")
    kind: Annotated[str, Vocabulary("actor_kind")] = Field("person", title="Kind", description="What it is.")
    country: Id | None = Field(None, title="Country", description="ISO 3166-1 alpha-2 code.")
    roles: tuple[Office, ...] = Field((), title="Offices", description="Offices held.")
    successor_of: Id | None = Field(None, title="Successor of", description="The actor it follows.")
    member_of: Ids = Field((), title="Member of", description="Actors that it is part of.")
    note: str = NOTE

    @model_validator(mode="before")
    @classmethod
    def _short_office(cls, data: Any) -> Any:
        if isinstance(data, dict) and "office" in data:
            data = dict(data)
            data["roles"] = [*(data.get("roles") or ()), {"office": data.pop("office")}]
        return data


class Installation(Record):
    """A place used by foreign forces; its status is that of the foreign use."""

    SECTION = "installations"
    name: str = Field(title="Name", description="In English, neutral.")
    names: Names = Field({}, title="Names", description="In other languages, by BCP 47 tag.")
    aliases: Texts = Field((), title="Aliases", description="Other spellings and names.")
    kind: Annotated[str, Vocabulary("installation_kind")] = Field(
        "base", title="Kind", description="What it is."
    )
    service: Services = Field((), title="Service", description="Branches that use it.")
    hosts: tuple[Host, ...] = Field((), title="Hosts", description="Layers of authority over the place.")
    operators: tuple[Operator, ...] = Field((), title="Operators", description="Foreign users.")
    location: Location | None = Field(None, title="Location", description="A published place.")
    footprint: Mapping[str, Any] | None = Field(
        None, title="Footprint", description="GeoJSON Polygon or MultiPolygon of the published perimeter."
    )
    parts: Ids = Field((), title="Parts", description="Installations that belong to it.")
    established: Established | None = Field(
        None, title="Established", description="Since when the use exists."
    )
    status: tuple[InstallationStatus, ...] = Field(
        (), title="Status", description="History of the foreign use."
    )
    imported: Imported | None = Field(
        None, title="Imported", description="The row of a file that it was imported from."
    )
    sources: Ids = SOURCES
    note: str = NOTE

    @property
    def needs_source(self) -> bool:
        """Whether it was imported and nobody has named a source of it yet."""
        return bool(self.imported) and not (self.sources or (self.location and self.location.sources))

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, data: Any) -> Any:
        data = short_sites(data)
        if isinstance(data, dict) and isinstance(data.get("established"), str):
            data["established"] = {"date": data["established"]}
        return data


class Agreement(Record):
    """A text, published or not, on the use of installations."""

    SECTION = "agreements"
    title: str = Field(title="Title", description="In English, neutral.")
    type: Annotated[str, Vocabulary("agreement_type")] = Field(title="Type", description="What kind of text.")
    parties: Ids = Field((), title="Parties", description="Who made it.")
    installations: Ids = Field((), title="Installations", description="What it covers.")
    signed: EdtfDate | None = Field(None, title="Signed", description="When it was signed.")
    in_force: EdtfDate | None = Field(None, title="In force", description="When it entered into force.")
    ratified: tuple[Ratification, ...] = Field((), title="Ratified", description="Ratification per party.")
    term: Term | None = Field(None, title="Term", description="How long it runs.")
    payments: tuple[Payment, ...] = Field((), title="Payments", description="What is paid.")
    relations: tuple[Relation, ...] = Field((), title="Relations", description="Links to other agreements.")
    text: Annotated[str, Vocabulary("agreement_text")] = Field(
        "unpublished", title="Text", description="Whether its text is published."
    )
    status: tuple[AgreementStatus, ...] = Field((), title="Status", description="History of the agreement.")
    sources: Ids = SOURCES
    note: str = NOTE


class Negotiation(Record):
    """Talks about installations."""

    SECTION = "negotiations"
    title: str = Field(title="Title", description="In English, neutral.")
    parties: Annotated[tuple[Party, ...], BeforeValidator(parties_of)] = Field(
        (), title="Parties", description="Who takes part, in what capacity."
    )
    installations: Ids = Field((), title="Installations", description="What the talks are about.")
    agreements: Ids = Field((), title="Agreements", description="Texts at issue.")
    strands: Annotated[tuple[Strand, ...], BeforeValidator(strands_of)] = Field(
        (), title="Strands", description="Parts with endings of their own, each with its history."
    )
    links: tuple[Link, ...] = Field(
        (), title="Links", description="Links to other talks, as somebody claims."
    )
    status: tuple[NegotiationStatus, ...] = Field((), title="Status", description="History of the talks.")
    note: str = NOTE


class Expected(Record):
    """A step that somebody said would come by a day."""

    SECTION = "expected"
    by: EdtfDate = Field(title="By", description="By when.")
    what: str = Field(title="What", description="The step.")
    who: Ids = Field((), title="Who", description="Whose step it is.")
    sources: Ids = SOURCES
    outcome: Annotated[str, Vocabulary("outcome")] = Field(
        "unknown", title="Outcome", description="What came of it."
    )
    outcome_sources: Ids = Field((), title="Outcome sources", description="Sources of the outcome.")
    negotiation: Id | None = Field(None, title="Negotiation", description="The talks it belongs to.")
    note: str = NOTE


class Contested(Record):
    """A topic on which the sources differ: every version is kept."""

    SECTION = "contested"
    topic: str = Field(title="Topic", description="What is contested.")
    about: Ids = Field((), title="About", description="Ids of the records that it is about.")
    kind: Annotated[str, Vocabulary("contested_kind")] = Field(
        title="Kind", description="What the difference is in."
    )
    state: Annotated[str, Vocabulary("contested_state")] = Field(
        "open", title="State", description="Open or not."
    )
    versions: tuple[Version, ...] = Field(title="Versions", description="Each version with its sources.")
    note: str = NOTE


class Correction(Record):
    """Something that was shown and is now told otherwise."""

    SECTION = "corrections"
    date: EdtfDate = Field(title="Date", description="When we corrected it.")
    record: Id = Field(title="Record", description="The record it touches.")
    field: str = Field("", title="Field", description="The field.")
    was: str = Field(title="Was", description="What it said.")
    now: str = Field(title="Now", description="What it says.")
    why: str = Field(title="Why", description="The reason.")
    sources: Ids = SOURCES


class Source(Record):
    """A published text; everything on the screen rests on one."""

    SECTION = "sources"
    publisher: str = Field(title="Publisher", description="Who published it.")
    title: str | None = Field(None, title="Title", description="As published; empty if it was not seen.")
    title_basis: Annotated[str, Vocabulary("title_basis")] | None = Field(
        None, title="Title basis", description="How the title is known."
    )
    url: WebAddress | None = Field(None, title="Address", description="http(s) address.")
    published: EdtfDate | None = Field(None, title="Published", description="When it was published.")
    published_basis: Annotated[str, Vocabulary("published_basis")] | None = Field(
        None, title="Published basis", description="How that is known."
    )
    published_by: EdtfDate | None = Field(None, title="Published by", description="No later than.")
    accessed: EdtfDate | None = Field(None, title="Accessed", description="When an analyst saw it.")
    read: Annotated[str, Vocabulary("read")] | None = Field(
        None, title="Read", description="In full or an excerpt."
    )
    language: str = Field("", title="Language", description="BCP 47 tag.")
    kind: Annotated[str, Vocabulary("source_kind")] = Field(
        "news_site", title="Kind", description="What it is."
    )
    tier: Annotated[str, Vocabulary("tier")] = Field("C", title="Tier", description="A, B or C.")
    state: Id | None = Field(None, title="State", description="The state that owns it.")
    repeats: Id | None = Field(None, title="Repeats", description="A source in the set that it copies.")
    origin: str = Field("", title="Origin", description="Key that copies of one unheld original share.")
    hosted_by: str = Field("", title="Hosted by", description="Who keeps the copy that was seen.")
    archive_url: WebAddress | None = Field(None, title="Archive", description="Address of an archived copy.")
    corrected: EdtfDate | None = Field(
        None, title="Corrected", description="When the publisher corrected it."
    )
    reliability: str = Field(
        "", title="Reliability", description="Admiralty code, such as B2; F6 means unknown."
    )
    note: str = NOTE

    @property
    def known_from(self) -> EdtfDate | None:
        """The date by whose latest bound it counts as known; None if it was never dated."""
        return self.printed or self.accessed

    @property
    def printed(self) -> EdtfDate | None:
        """When it was published, as far as that is known: when it was looked at says nothing of its age."""
        return self.published or self.published_by


RECORDS: tuple[type[Record], ...] = (
    Actor, Installation, Agreement, Negotiation, Event, Claim, Position, Expected, Contested, Correction, Source,
)  # fmt: skip
KEYED = frozenset({"actors", "installations", "agreements", "negotiations", "sources"})
"""The sections that are written as `id: record`; the others are lists."""

SHORT_FIELDS: Final[Mapping[str, Mapping[str, str]]] = {
    "Installation": {"host": "hosts"},
    "Actor": {"office": "roles"},
}
"""Other names of fields, each with the field that it is short for, by record."""
