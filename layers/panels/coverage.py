"""Coverage: what each dossier holds, what its statements rest on, and what is known to be missing."""

from typing import TYPE_CHECKING, Final

from layers.citing import counted
from layers.coverage import SECTIONS, SHARES, Coverage, coverage, dossiers_shown
from layers.dates import day_label
from layers.extend import Block, Facts, Line, More, Panel, Paragraph, Table
from layers.panels.wording import further, listed, muted, nothing, plain

if TYPE_CHECKING:
    from layers.scene import Scene

_MOST_DOSSIERS: Final = 100
_COLUMNS: Final = ("Dossier", "Sites", "Statements", "Sources", "Last reported")


def read(scene: "Scene") -> tuple[Block, ...]:
    """A table with a row for each dossier, what the shares count, and each dossier in full, folded."""
    stems = dossiers_shown(scene)
    if not stems:
        return nothing("dossier", scene)
    dossiers = tuple(coverage(scene, stems[:_MOST_DOSSIERS]))
    table = Table("What each dossier holds", _COLUMNS, tuple(_row(one) for one in dossiers))
    left = further(len(stems) - len(dossiers), "dossier")
    return (table, *left, Paragraph((muted(meaning_of_shares()),)), *(_in_full(one) for one in dossiers))


def meaning_of_shares() -> str:
    """What the shares of statements count, in a sentence each."""
    told = "; ".join(f"{share}: {meaning}" for share, meaning in SHARES.items())
    return (
        f"A share counts the events, claims and positions that rest on … {told}. "
        "A statement with several sources counts wherever it applies, so that shares may add up to more than all."
    )


def _row(one: Coverage) -> tuple[tuple[Line, ...], ...]:
    reported = day_label(one.last_reported) if one.last_reported else "no date"
    numbers = (str(one.counts["installations"]), str(one.statements), str(one.sources), reported)
    return ((plain(one.info.title or one.stem),), *((plain(number),) for number in numbers))


def _in_full(one: Coverage) -> More:
    rows = (
        ("Holds", (plain(_counts(one)),)),
        ("Reported", (plain(_span(one)),)),
        *((f"On {share} sources", (plain(share_of(one, share)),)) for share in SHARES),
        ("Languages", (plain(languages(one)),)),
        ("Not known", tuple((muted(gap),) for gap in one.info.gaps)),
        ("Reviewed", (plain(one.info.reviewed.label() if one.info.reviewed else "no date given"),)),
    )
    return More(one.info.title or one.stem, (Facts(rows),))


def _counts(one: Coverage) -> str:
    """Every section with its number: "3 installations, 6 agreements, 1 negotiation, ..."."""
    nouns = {name: name.removesuffix("s") for name in SECTIONS} | {"contested": "contested topic"}
    return listed([counted(one.counts[name], noun) for name, noun in nouns.items()])


def share_of(one: Coverage, share: str) -> str:
    """A share as numbers: "12 of 46 statements (26 %)"."""
    number = one.shares[share]
    percent = f" ({round(100 * number / one.statements)} %)" if one.statements else ""
    return f"{number} of {counted(one.statements, 'statement')}{percent}"


def languages(one: Coverage) -> str:
    """The languages of the sources by their tags, with how many have each: "en 61, ar 10"."""
    return ", ".join(f"{tag} {number}" for tag, number in one.languages.items()) or "none given"


def _span(one: Coverage) -> str:
    if one.first_reported is None or one.last_reported is None:
        return "no source is dated"
    return f"{day_label(one.first_reported)} to {day_label(one.last_reported)}"


COVERAGE = Panel(
    "coverage",
    "Coverage",
    "What each dossier holds, what it rests on, and what is known to be missing.",
    read,
)
