"""The tables that exports hold, and what each of their columns means: the only list of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["text", "texts", "number", "flag"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `texts` holds several texts, which formats without lists join with "; "."""

    name: str
    meaning: str
    kind: Kind = "text"


_STANDING = (
    Column(
        "status", "The status on the day; the newest word where voices differ. Empty: none was published."
    ),
    Column("status_date", "The date of that status (EDTF)."),
    Column("status_disputed", "Whether the latest word of each side differs.", "flag"),
    Column("status_versions", "The latest word of each side, as `side: status`.", "texts"),
    Column("last_reported", "The day of the newest report of that status."),
    Column("age_days", "Days from that report to the day taken for today.", "number"),
)
_CITED = (
    Column("sources", "Ids of the sources that it rests on.", "texts"),
    Column("source_urls", "Their addresses, where they have one.", "texts"),
)
_STATEMENT = (
    Column("id", "The id of the statement."),
    Column("date", "When it was said or happened (EDTF)."),
    Column("reported", "When that was printed (EDTF), where it is known apart."),
    Column("level", "official: a named party said it in public; reported: it is only reported."),
    Column("negotiation", "The talks that it belongs to."),
    Column("installations", "The installations that it is about.", "texts"),
)
_STATEMENT_END = (
    Column("via", "Who carried it.", "texts"),
    *_CITED,
    Column("dossier", "The dossier that it stands in."),
    Column("note", "What a reader should know."),
)

COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    "installations": (
        Column("id", "The id of the installation."),
        Column("name", "Its name in the language of the view."),
        Column("names", "Its names in other languages, as `language: name`.", "texts"),
        Column("aliases", "Other spellings and names.", "texts"),
        Column("kind", "What it is."),
        Column("service", "Branches that use it.", "texts"),
        Column("hosts", "Who is host, in any capacity: country codes or actor ids.", "texts"),
        Column("host_layers", "Each host as `party: capacity, from, to, by`, its days as EDTF.", "texts"),
        Column("land_disputed", "Whether several claim or hold the land on the day.", "flag"),
        Column("operators", "Who uses it: country codes or actor ids.", "texts"),
        *_STANDING,
        Column("talks", "The negotiations about it that are shown, the one last reported first.", "texts"),
        Column("talks_status", "The status of the first of them."),
        Column("talks_disputed", "Whether the latest word of each side on that status differs.", "flag"),
        Column("talks_last_reported", "The day of the newest report of that status."),
        Column("precision", "How precise the point is; it is rounded to that."),
        Column("place_of", "What the point stands for: the site itself, a town, an airport beside it."),
        Column("longitude", "Degrees east (WGS 84). Empty where no point may be drawn.", "number"),
        Column("latitude", "Degrees north (WGS 84).", "number"),
        Column("planned", "Whether it has only been proposed or agreed so far.", "flag"),
        Column("established", "Since when the use exists (EDTF)."),
        Column("dossier", "The dossier that it stands in."),
        *_CITED,
    ),
    "negotiations": (
        Column("id", "The id of the negotiation."),
        Column("title", "Its title."),
        Column("parties", "Who takes part.", "texts"),
        Column("installations", "What it is about.", "texts"),
        Column("agreements", "The texts at issue.", "texts"),
        *_STANDING,
        Column("dossier", "The dossier that it stands in."),
        *_CITED,
    ),
    "agreements": (
        Column("id", "The id of the agreement."),
        Column("title", "Its title."),
        Column("type", "What kind of text it is."),
        Column("parties", "Who made it.", "texts"),
        Column("installations", "What it covers.", "texts"),
        Column("signed", "When it was signed (EDTF)."),
        Column("in_force", "When it entered into force (EDTF)."),
        *_STANDING,
        Column("dossier", "The dossier that it stands in."),
        *_CITED,
    ),
    "events": (
        *_STATEMENT,
        Column("type", "What kind of event."),
        Column("actors", "Who spoke or acted.", "texts"),
        Column("summary", "What happened, in one neutral sentence."),
        *_STATEMENT_END,
    ),
    "claims": (
        *_STATEMENT,
        Column("speaker", "Who says so.", "texts"),
        Column("roles", "The roles that the speaker speaks of.", "texts"),
        Column("stance", "What the speaker does with the role: asserts, denies, proposes ..."),
        Column("of", "What the role is said of: the installation, the talks, the presence ..."),
        Column("as_said", "The speaker's own word for the role."),
        Column("phrase", "The speaker's words, at most eight."),
        Column("phrase_lang", "The language of these words."),
        *_STATEMENT_END,
    ),
    "positions": (
        *_STATEMENT,
        Column("party", "Whose position it is."),
        Column("kind", "A demand, an offer, a refusal ..."),
        Column("issues", "What it is about.", "texts"),
        Column("says", "The position, in our own words."),
        Column("conditional_on", "What it depends on."),
        Column("replaces", "Earlier positions in whose place it stands.", "texts"),
        Column("withdrawn", "When it was given up (EDTF)."),
        *_STATEMENT_END,
    ),
    "sources": (
        Column("id", "The id of the source."),
        Column("publisher", "Who published it."),
        Column("title", "Its title, where it was seen."),
        Column("url", "Its address."),
        Column("published", "When it was published (EDTF)."),
        Column("published_by", "No later than when, where only that is known (EDTF)."),
        Column("accessed", "When an analyst saw it."),
        Column("language", "Its language (BCP 47)."),
        Column("kind", "What it is."),
        Column("tier", "A, B or C."),
        Column("state", "The state that owns it."),
        Column("repeats", "The source that it copies."),
        Column("origin", "A key that copies of one original share."),
        Column("dossier", "The dossier that it stands in."),
    ),
}
"""By table, in the order in which they are written."""
