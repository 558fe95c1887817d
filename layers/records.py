"""The records of a dossier: the only list of fields. Labels and meanings stand with the fields.

Short forms (`host: SY`, `operators: [RU]`, `sources: x`, `phrase: text`, an actor's `office`) are expanded as a
record is read, so that everything later sees one form. Vocabulary values are checked against config.yaml, which
the validation context carries as `vocabularies`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self, cast, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from layers.dates import EdtfDate
from layers.errors import did_you_mean

# --- types that fields are made of ---


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
                {"value": value, "list": self.name, "hint": hint},
            )
        return value


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list | tuple) or value is None else [value]


def _limited_phrase(text: str) -> str:
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
Ids = Annotated[tuple[Id, ...], BeforeValidator(_as_list)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_as_list)]
WebAddress = Annotated[str, BeforeValidator(lambda value: _web_address(str(value)))]
Names = Mapping[str, str | None]


Services = Annotated[tuple[Annotated[str, Vocabulary("service")], ...], BeforeValidator(_as_list)]
Roles = Annotated[tuple[Annotated[str, Vocabulary("role")], ...], BeforeValidator(_as_list)]
Issues = Annotated[tuple[Annotated[str, Vocabulary("position_issue")], ...], BeforeValidator(_as_list)]


class Part(BaseModel):
    """Something inside a record; unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Record(Part):
    """Something with an id that others may refer to; `id` and `dossier` are filled in by the reader."""

    SECTION: ClassVar[str] = ""
    id: str = Field("", title="Id", description="Kebab-case, unique in its section over the whole dataset.")
    dossier: str = Field(
        "", title="Dossier", description="The file it stands in; filled in on reading.", exclude=True
    )


_SOURCES: Any = Field((), title="Sources", description="Ids of the sources that say so.")
_NOTE: Any = Field("", title="Note", description="What a reader should know, in our own words.")
_LEVEL: Any = Field("reported", title="Level", description="Whether a named party said it in public.")
_VIA: Any = Field((), title="Via", description="Who carried it.")

# --- parts ---


class Defaults(Part):
    """What statements of a dossier are about unless they say otherwise."""

    negotiation: Id = Field("", title="Negotiation", description="The negotiation that statements belong to.")
    installations: Ids = Field(
        (), title="Installations", description="The installations that statements are about."
    )


class DossierInfo(Part):
    """What a dossier says of itself."""

    title: str = Field("", title="Title", description="What the dossier is about.")
    summary: str = Field("", title="Summary", description="One sentence for readers.")
    region: str = Field("", title="Region", description="Part of the world.")
    reviewed: EdtfDate | None = Field(
        None, title="Reviewed", description="When an analyst last went through it."
    )
    defaults: Defaults = Field(
        Defaults(), title="Defaults", description="What statements are about by default."
    )
    gaps: Texts = Field((), title="Gaps", description="What is known to be missing, one sentence each.")


class Office(Part):
    """An office that an actor held, and for whom it speaks."""

    office: str = Field(title="Office", description="The office, as its holder would name it.")
    speaks_for: Id = Field("", title="Speaks for", description="The actor in whose name it speaks.")
    from_: EdtfDate | None = Field(None, alias="from", title="From", description="Since when.")
    to: EdtfDate | None = Field(None, title="To", description="Until when.")
    sources: Ids = _SOURCES


class Host(Part):
    """A layer of authority over the place: who is sovereign, who administers, holds or claims it."""

    party: Id = Field(title="Party", description="Actor or ISO country code.")
    capacity: Annotated[str, Vocabulary("host_capacity")] = Field(
        "sovereign", title="Capacity", description="In what way it is host."
    )
    from_: EdtfDate | None = Field(None, alias="from", title="From", description="Since when.")
    to: EdtfDate | None = Field(None, title="To", description="Until when.")
    by: Ids = Field((), title="By", description="Whose word it is; empty means undisputed.")
    sources: Ids = _SOURCES


class Operator(Part):
    """A foreign user of the installation."""

    party: Id = Field(title="Party", description="Actor or ISO country code.")
    service: Services = Field((), title="Service", description="Branch of its forces.")
    capacity: Annotated[str, Vocabulary("operator_capacity")] = Field(
        "runs", title="Capacity", description="In what way it uses the place."
    )
    from_: EdtfDate | None = Field(None, alias="from", title="From", description="Since when.")
    to: EdtfDate | None = Field(None, title="To", description="Until when.")
    level: Annotated[str, Vocabulary("level")] = _LEVEL
    sources: Ids = _SOURCES


class Location(Part):
    """A published place, and how precise it is; never finer than what was published."""

    lat: float | None = Field(
        None, ge=-90, le=90, allow_inf_nan=False, title="Latitude", description="Degrees north, WGS 84."
    )
    lon: float | None = Field(
        None, ge=-180, le=180, allow_inf_nan=False, title="Longitude", description="Degrees east, WGS 84."
    )
    precision: Annotated[str, Vocabulary("precision")] = Field(
        title="Precision", description="How precise the published place is."
    )
    of: Annotated[str, Vocabulary("location_of")] = Field(
        "site", title="Of", description="What the point stands for."
    )
    display: Annotated[str, Vocabulary("precision")] | None = Field(
        None, title="Display", description="A coarser precision to show, if wanted."
    )
    sources: Ids = _SOURCES
    note: str = _NOTE

    @property
    def shown_precision(self) -> str:
        """The precision at which the place may be shown."""
        return self.display or self.precision


class StatusEntry(Part):
    """One entry of a dated history: since when (`date`) or observed on (`seen`), and by whose word."""

    date: EdtfDate | None = Field(None, title="Since", description="Since when it is so.")
    seen: EdtfDate | None = Field(
        None, title="Seen", description="Observed on that day; never sets a beginning."
    )
    status: str = Field(title="Status", description="A value of the vocabulary of its record.")
    by: Ids = Field((), title="By", description="Whose word it is; empty means undisputed.")
    level: Annotated[str, Vocabulary("level")] = _LEVEL
    presence: Annotated[str, Vocabulary("presence")] | None = Field(
        None, title="Presence", description="What kind of presence it is."
    )
    via: Ids = _VIA
    sources: Ids = _SOURCES
    note: str = _NOTE

    @model_validator(mode="after")
    def _one_day(self) -> Self:
        if (self.date is None) == (self.seen is None):
            raise PydanticCustomError(
                "status_day", "a status needs exactly one of `date` (since) and `seen` (on)"
            )
        return self

    @property
    def day(self) -> EdtfDate:
        """Its date, whichever of the two it is."""
        return cast(EdtfDate, self.date or self.seen)  # the validator has seen to it that there is one


class InstallationStatus(StatusEntry):
    """The status of the foreign use, never of the place."""

    status: Annotated[str, Vocabulary("installation_status")] = Field(
        title="Status", description="Of the foreign use."
    )


class AgreementStatus(StatusEntry):
    """Where an agreement stands."""

    status: Annotated[str, Vocabulary("agreement_status")] = Field(
        title="Status", description="Of the agreement."
    )


class NegotiationStatus(StatusEntry):
    """Where the talks stand."""

    status: Annotated[str, Vocabulary("negotiation_status")] = Field(
        title="Status", description="Of the talks."
    )


class Ratification(Part):
    """A party's ratification."""

    party: Id = Field(title="Party", description="Who ratified.")
    date: EdtfDate = Field(title="Date", description="When.")
    sources: Ids = _SOURCES


class Renewal(Part):
    """How a term goes on."""

    years: int | None = Field(None, gt=0, title="Years", description="Length of each further period.")
    automatic: bool | None = Field(None, title="Automatic", description="Whether it goes on unless ended.")


class Notice(Part):
    """The notice that ends an agreement."""

    months: int | None = Field(None, gt=0, title="Months", description="Length of the notice.")
    before: str = Field("", title="Before", description="Before what: the end of a period, or at any time.")


class Term(Part):
    """How long an agreement runs. Nothing is computed from it without `from_basis`."""

    from_: EdtfDate | None = Field(None, alias="from", title="From", description="First day of the term.")
    from_basis: Annotated[str, Vocabulary("term_basis")] | None = Field(
        None, title="From basis", description="What sets the first day."
    )
    until: EdtfDate | None = Field(None, title="Until", description="Last day of the term.")
    years: int | None = Field(None, gt=0, title="Years", description="Length in years.")
    open_ended: bool | None = Field(None, title="Open-ended", description="Whether it has no end.")
    renewal: Renewal | None = Field(None, title="Renewal", description="How it goes on.")
    notice: Notice | None = Field(None, title="Notice", description="How it is ended.")
    sources: Ids = _SOURCES
    note: str = _NOTE


class Payment(Part):
    """What is paid for a base, by whom."""

    payer: Id = Field("", title="Payer", description="Who pays.")
    payee: Id = Field("", title="Payee", description="Who is paid.")
    amount: float | None = Field(None, ge=0, allow_inf_nan=False, title="Amount", description="How much.")
    currency: str = Field("", title="Currency", description="ISO 4217 code.")
    per: str = Field("", title="Per", description="Per year, in all, ...")
    from_: EdtfDate | None = Field(None, alias="from", title="From", description="Since when.")
    to: EdtfDate | None = Field(None, title="To", description="Until when.")
    free: bool | None = Field(None, title="Free", description="Whether the use is free of charge.")
    basis: Annotated[str, Vocabulary("payment_basis")] = Field(
        "reported", title="Basis", description="Agreed, reported or asked."
    )
    sources: Ids = _SOURCES
    note: str = _NOTE


class Relation(Part):
    """How an agreement relates to another."""

    to: Id = Field(title="To", description="The other agreement.")
    kind: Annotated[str, Vocabulary("agreement_relation")] = Field(title="Kind", description="In what way.")


class Party(Part):
    """A party to talks."""

    party: Id = Field(title="Party", description="Actor or ISO country code.")
    capacity: Annotated[str, Vocabulary("negotiation_capacity")] = Field(
        "negotiator", title="Capacity", description="In what way it takes part."
    )


class Link(Part):
    """A link between talks, which is somebody's claim."""

    to: Id = Field(title="To", description="The other negotiation.")
    kind: Annotated[str, Vocabulary("negotiation_link")] = Field(title="Kind", description="In what way.")
    by: Ids = Field((), title="By", description="Who says so.")
    sources: Ids = _SOURCES
    note: str = _NOTE


class Quote(Part):
    """Somebody's own words, at most eight of them."""

    text: Annotated[str, BeforeValidator(lambda value: _limited_phrase(str(value)))] = Field(
        title="Text", description="The words, in the language of the cited text."
    )
    lang: str = Field("", title="Language", description="BCP 47 tag of the words.")
    original: str = Field(
        "", title="Original", description="The words as spoken, if the text is a translation."
    )
    original_lang: str = Field("", title="Original language", description="BCP 47 tag of the original.")
    translated_by: str = Field("", title="Translated by", description="Who translated.")


class Version(Part):
    """One version of a contested topic. There is no field for who is right."""

    says: str = Field(title="Says", description="What this version says.")
    by: Texts = Field((), title="By", description="Who says so; `none`: the source, in its own voice.")
    date: EdtfDate | None = Field(None, title="Date", description="When it was said.")
    value: str = Field("", title="Value", description="The number, date or word in question.")
    level: Annotated[str, Vocabulary("level")] = _LEVEL
    sources: Ids = _SOURCES
    note: str = _NOTE


def _short_sites(data: Any) -> Any:
    """Expand `host: SY`, `operators: [RU]` and the kinds that name a service."""
    if not isinstance(data, dict):
        return data
    data = dict(data)
    if "host" in data and "hosts" not in data:
        data["hosts"] = data.pop("host")
    for name in ("hosts", "operators"):
        if data.get(name) is not None:
            data[name] = [{"party": one} if isinstance(one, str) else one for one in _as_list(data[name])]
    kind, service = {"naval_base": ("base", "navy"), "air_base": ("airfield", "air_force")}.get(
        str(data.get("kind")), (None, None)
    )
    if kind:
        data["kind"] = kind
        data.setdefault("service", [service])
    return data


def _parties(value: Any) -> Any:
    return [{"party": one} if isinstance(one, str) else one for one in _as_list(value) or ()]


# --- records ---


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
    note: str = _NOTE

    @model_validator(mode="before")
    @classmethod
    def _short_office(cls, data: Any) -> Any:
        if isinstance(data, dict) and "office" in data:
            data = dict(data)
            data["roles"] = [*(data.get("roles") or ()), {"office": data.pop("office")}]
        return data


class Established(Part):
    """Since when the foreign use exists."""

    date: EdtfDate | None = Field(None, title="Date", description="Since when.")
    says: str = Field("", title="Says", description="In words, where a date alone would mislead.")
    sources: Ids = _SOURCES


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
    sources: Ids = _SOURCES
    note: str = _NOTE

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, data: Any) -> Any:
        data = _short_sites(data)
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
    sources: Ids = _SOURCES
    note: str = _NOTE


class Negotiation(Record):
    """Talks about installations."""

    SECTION = "negotiations"
    title: str = Field(title="Title", description="In English, neutral.")
    parties: Annotated[tuple[Party, ...], BeforeValidator(_parties)] = Field(
        (), title="Parties", description="Who takes part, in what capacity."
    )
    installations: Ids = Field((), title="Installations", description="What the talks are about.")
    agreements: Ids = Field((), title="Agreements", description="Texts at issue.")
    strands: Texts = Field((), title="Strands", description="Parts with endings of their own.")
    links: tuple[Link, ...] = Field(
        (), title="Links", description="Links to other talks, as somebody claims."
    )
    status: tuple[NegotiationStatus, ...] = Field((), title="Status", description="History of the talks.")
    note: str = _NOTE


class Statement(Record):
    """What events, claims and positions have in common."""

    date: EdtfDate | None = Field(None, title="Date", description="When it was said or happened.")
    reported: EdtfDate | None = Field(None, title="Reported", description="When that was printed.")
    level: Annotated[str, Vocabulary("level")] | None = Field(
        None, title="Level", description="Whether a named party said it in public."
    )
    negotiation: Id | None = Field(None, title="Negotiation", description="The talks it belongs to.")
    installations: Annotated[tuple[Id, ...] | None, BeforeValidator(_as_list)] = Field(
        None, title="Installations", description="What it is about; `[]` means none."
    )
    via: Ids = _VIA
    sources: Ids = _SOURCES
    note: str = _NOTE


class Event(Statement):
    """Something said or done on a day."""

    SECTION = "events"
    type: Annotated[str, Vocabulary("event_type")] = Field(title="Type", description="What kind of event.")
    actors: Ids = Field((), title="Actors", description="Who spoke or acted.")
    summary: str = Field(title="Summary", description="One neutral sentence in our own words.")


class Claim(Statement):
    """A role that a speaker claims, proposes or denies; never an attribute of a base."""

    SECTION = "claims"
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


class Expected(Record):
    """A step that somebody said would come by a day."""

    SECTION = "expected"
    by: EdtfDate = Field(title="By", description="By when.")
    what: str = Field(title="What", description="The step.")
    who: Ids = Field((), title="Who", description="Whose step it is.")
    sources: Ids = _SOURCES
    outcome: Annotated[str, Vocabulary("outcome")] = Field(
        "unknown", title="Outcome", description="What came of it."
    )
    outcome_sources: Ids = Field((), title="Outcome sources", description="Sources of the outcome.")
    negotiation: Id | None = Field(None, title="Negotiation", description="The talks it belongs to.")
    note: str = _NOTE


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
    note: str = _NOTE


class Correction(Record):
    """Something that was shown and is now told otherwise."""

    SECTION = "corrections"
    date: EdtfDate = Field(title="Date", description="When we corrected it.")
    record: Id = Field(title="Record", description="The record it touches.")
    field: str = Field("", title="Field", description="The field.")
    was: str = Field(title="Was", description="What it said.")
    now: str = Field(title="Now", description="What it says.")
    why: str = Field(title="Why", description="The reason.")
    sources: Ids = _SOURCES


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
    note: str = _NOTE

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


def vocabulary_names() -> tuple[str, ...]:
    """The names of all vocabularies that some field needs, sorted."""
    names: set[str] = set()
    for model in _models(Part):
        for field in model.model_fields.values():
            names.update(
                _vocabularies(field.annotation), (m.name for m in field.metadata if isinstance(m, Vocabulary))
            )
    return tuple(sorted(names))


def _models(base: type[Part]) -> list[type[Part]]:
    return [base, *(model for child in base.__subclasses__() for model in _models(child))]


def _vocabularies(annotation: Any) -> set[str]:
    found = {part.name for part in getattr(annotation, "__metadata__", ()) if isinstance(part, Vocabulary)}
    for part in get_args(annotation):
        found |= _vocabularies(part)
    return found
