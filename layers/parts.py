"""What stands inside a record: a status entry, a host, a term ... Labels and meanings stand with the fields."""

from typing import Annotated, Any, Self, cast

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from layers.dates import EdtfDate
from layers.fields import Id, Ids, Part, Services, Texts, Vocabulary, WebAddress, as_list, limited_phrase

SOURCES: Any = Field((), title="Sources", description="Ids of the sources that say so.")
NOTE: Any = Field("", title="Note", description="What a reader should know, in our own words.")
LEVEL: Any = Field("reported", title="Level", description="Whether a named party said it in public.")
VIA: Any = Field((), title="Via", description="Who carried it.")


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
    sources: Ids = SOURCES


class Host(Part):
    """A layer of authority over the place: who is sovereign, who administers, holds or claims it."""

    party: Id = Field(title="Party", description="Actor or ISO country code.")
    capacity: Annotated[str, Vocabulary("host_capacity")] = Field(
        "sovereign", title="Capacity", description="In what way it is host."
    )
    from_: EdtfDate | None = Field(None, alias="from", title="From", description="Since when.")
    to: EdtfDate | None = Field(None, title="To", description="Until when.")
    by: Ids = Field((), title="By", description="Whose word it is; empty means undisputed.")
    sources: Ids = SOURCES


class Operator(Part):
    """A foreign user of the installation."""

    party: Id = Field(title="Party", description="Actor or ISO country code.")
    service: Services = Field((), title="Service", description="Branch of its forces.")
    capacity: Annotated[str, Vocabulary("operator_capacity")] = Field(
        "runs", title="Capacity", description="In what way it uses the place."
    )
    from_: EdtfDate | None = Field(None, alias="from", title="From", description="Since when.")
    to: EdtfDate | None = Field(None, title="To", description="Until when.")
    level: Annotated[str, Vocabulary("level")] = LEVEL
    sources: Ids = SOURCES


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
    sources: Ids = SOURCES
    note: str = NOTE

    @property
    def shown_precision(self) -> str:
        """The precision at which the place may be shown."""
        return self.display or self.precision


class Imported(Part):
    """From where an installation was taken by `basing import`; `basing check` asks for a source until there is one."""

    file: str = Field(title="File", description="The name of the file.")
    row: int = Field(title="Row", description="The line, row or feature in it, counted from 1.")
    url: WebAddress | None = Field(
        None, title="Address", description="Address that the file gives, to be looked at."
    )
    digest: str = Field(
        title="Digest", description="What the row said, as a fingerprint: it is known again by that."
    )


class StatusEntry(Part):
    """One entry of a dated history: since when (`date`) or observed on (`seen`), and by whose word."""

    date: EdtfDate | None = Field(None, title="Since", description="Since when it is so.")
    seen: EdtfDate | None = Field(
        None, title="Seen", description="Observed on that day; never sets a beginning."
    )
    status: str = Field(title="Status", description="A value of the vocabulary of its record.")
    by: Ids = Field((), title="By", description="Whose word it is; empty means undisputed.")
    level: Annotated[str, Vocabulary("level")] = LEVEL
    presence: Annotated[str, Vocabulary("presence")] | None = Field(
        None, title="Presence", description="What kind of presence it is."
    )
    via: Ids = VIA
    sources: Ids = SOURCES
    note: str = NOTE

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


class Strand(Part):
    """A part of the talks with an ending of its own."""

    title: str = Field(
        title="Title", description="What the part is about: one of several hosts, for instance."
    )
    installations: Ids = Field((), title="Installations", description="What it is about.")
    status: tuple[NegotiationStatus, ...] = Field((), title="Status", description="History of this part.")


def strands_of(value: Any) -> Any:
    """Parts of talks, bare titles expanded."""
    return [{"title": one} if isinstance(one, str) else one for one in as_list(value) or ()]


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
    sources: Ids = SOURCES
    note: str = NOTE


Words = Annotated[str, BeforeValidator(lambda value: limited_phrase(str(value)))]


class Quote(Part):
    """Somebody's own words, at most eight of them."""

    text: Words = Field(title="Text", description="The words, in the language of the cited text.")
    lang: str = Field("", title="Language", description="BCP 47 tag of the words.")
    original: Words = Field(
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
    level: Annotated[str, Vocabulary("level")] = LEVEL
    sources: Ids = SOURCES
    note: str = NOTE


def short_sites(data: Any) -> Any:
    """Expand `host: SY`, `operators: [RU]` and the kinds that name a service."""
    if not isinstance(data, dict):
        return data
    data = dict(data)
    if "host" in data and "hosts" not in data:
        data["hosts"] = data.pop("host")
    for name in ("hosts", "operators"):
        if data.get(name) is not None:
            data[name] = [{"party": one} if isinstance(one, str) else one for one in as_list(data[name])]
    kind, service = {"naval_base": ("base", "navy"), "air_base": ("airfield", "air_force")}.get(
        str(data.get("kind")), (None, None)
    )
    if kind:
        data["kind"] = kind
        data.setdefault("service", [service])
    return data


def parties_of(value: Any) -> Any:
    """Parties to talks, bare names expanded."""
    return [{"party": one} if isinstance(one, str) else one for one in as_list(value) or ()]


class Established(Part):
    """Since when the foreign use exists."""

    date: EdtfDate | None = Field(None, title="Date", description="Since when.")
    says: str = Field("", title="Says", description="In words, where a date alone would mislead.")
    sources: Ids = SOURCES
