"""What stands inside an agreement: ratification, term, payments, relations to others."""

from typing import Annotated

from pydantic import Field

from layers.dates import EdtfDate
from layers.fields import Id, Ids, Part, Vocabulary
from layers.parts import NOTE, SOURCES


class Ratification(Part):
    """A party's ratification."""

    party: Id = Field(title="Party", description="Who ratified.")
    date: EdtfDate = Field(title="Date", description="When.")
    sources: Ids = SOURCES


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
    sources: Ids = SOURCES
    note: str = NOTE


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
    sources: Ids = SOURCES
    note: str = NOTE


class Relation(Part):
    """How an agreement relates to another."""

    to: Id = Field(title="To", description="The other agreement.")
    kind: Annotated[str, Vocabulary("agreement_relation")] = Field(title="Kind", description="In what way.")
