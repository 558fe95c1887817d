"""What the editorial policy asks of the data and a program can see: each check gives warnings.

The first line of each check's docstring is its line in docs/checks.md.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from layers.addresses import without_tracking
from layers.config import Config
from layers.facts import Ending, Known, Latest, Rest, Review
from layers.fields import Record
from layers.findings import At, Finding, finding, found
from layers.records import Installation, Source
from layers.scripts import language_script, main_script
from layers.statements import Claim, Position

if TYPE_CHECKING:
    from layers.between import Union

_FEWEST_WORDS: Final = 5


# --- of a statement and its sources ---


def known_by_nobody(rest: Rest, sources: Mapping[str, Known], review: Review) -> Iterator[Finding]:
    """Every statement can be shown: one of its sources has a date, no later than the review of its dossier."""
    there = [sources[id].latest for id in rest.sources if id in sources]
    days, at = [day for day in there if day], (*rest.at, "sources")
    if there and not days:
        hint = "give one of them `published`, `published_by` or `accessed`"
        yield finding(rest.key, at, "no source of it has a date, so no view shows it", hint, "warning")
    elif days and review.latest and min(days) > review.latest:
        message = f"every source of it is later than the review of the dossier ({review.text})"
        yield finding(rest.key, at, message, "renew `dossier.reviewed`", "warning")


def borrowed_words(rest: Rest, sources: Mapping[str, Known], review: Review) -> Iterator[Finding]:
    """No summary holds a source's title of five words or more, or is a part of one."""
    for id in rest.sources if rest.summary else ():
        title = sources[id].title if id in sources else ""
        if title and title != rest.summary:
            shorter, longer = sorted((title, rest.summary), key=len)
            if len(shorter.split()) >= _FEWEST_WORDS and f" {shorter} " in f" {longer} ":
                message = f"the summary repeats the title of `{id}`"
                yield finding(
                    rest.key, ("summary",), message, "say in neutral words what happened", "warning"
                )


# --- of a record ---


def tracking(record: Record) -> Iterator[Finding]:
    """No address carries parameters that only tell who led a reader to it."""
    url = (record.url or "") if isinstance(record, Source) else ""
    clean = without_tracking(url)
    if clean != url:
        yield found(record, ("url",), "the address tells who led to it", f"cite {clean}", "warning", clean)


def language_and_script(record: Record) -> Iterator[Finding]:
    """The language that is given is written in the script that most letters have."""
    if isinstance(record, Source):
        yield from _in_script(record, ("title",), record.title, record.language)
    elif isinstance(record, Claim | Position) and (quote := record.phrase):
        yield from _in_script(record, ("phrase", "text"), quote.text, quote.lang)
        yield from _in_script(record, ("phrase", "original"), quote.original, quote.original_lang)


def imported(record: Record) -> Iterator[Finding]:
    """Every installation that `basing import` took from a file has a source, its own or that of its place."""
    if isinstance(record, Installation) and record.imported and record.needs_source:
        message = f"imported from `{record.imported.file}`, and needs a source"
        hint = f"look at {record.imported.url}" if record.imported.url else "name one in `sources`"
        yield found(record, ("imported",), message, hint, "warning")


def _in_script(record: Record, at: At, text: str | None, language: str | None) -> Iterator[Finding]:
    script, wanted = main_script(text or ""), language_script(language or "")
    if script and wanted and script != wanted:
        message = f"the text is in {script} letters, and `{language}` is written in {wanted}"
        yield found(record, at, message, "is the language right?", "warning")


# --- between records ---


def contradicted_status(union: "Union", config: Config) -> Iterator[Finding]:
    """The history of a site or of talks goes on after an event that ends what it last says (`contradictions`)."""
    endings: dict[str, list[Ending]] = {}
    for outline in union.outlines:
        for ending in outline.facts.endings:
            endings.setdefault(ending[0], []).append(Ending(*ending))
    for key in endings.keys() & union.where.keys():
        outline = union.sheet_of(key).outline
        latest = outline.facts.latest.get(key) or outline.particulars.latest.get(key)
        if latest:
            table = config.contradictions[key.partition(" ")[0]]
            yield from _contradicted(
                key, Latest(*latest), max(endings[key], key=lambda one: one.begins), table
            )


def _contradicted(
    key: str, latest: Latest, event: Ending, table: Mapping[str, Sequence[str]]
) -> Iterator[Finding]:
    if latest.status in table[event.type] and latest.begins <= event.begins:
        message = f"the history ends with `{latest.status}`, and `{event.id}` ({event.type}) came on or after that day"
        hint = "add the status that the event brought"
        yield finding(key, ("status", latest.place), message, hint, "warning")


def same_address(union: "Union", config: Config) -> Iterator[Finding]:
    """No page stands under two ids: addresses are compared without tracking, scheme, AMP and the like."""
    for first, others in union.doubles("addresses"):
        for key in others:
            where = f"`{first.partition(' ')[2]}` in {union.sheet_of(first).stem}"
            yield finding(key, ("url",), f"the same page as {where}", "cite that one instead", "warning")


def out_of_reach(union: "Union", config: Config) -> Iterator[Finding]:
    """Every installation belongs to talks: listed there, in a strand, or in an agreement that talks list."""
    reached: set[str] = set()
    for outline in union.outlines:
        reached.update(outline.facts.reaches)
        for key in outline.facts.agreements:
            if key in union.where:
                reached.update(union.sheet_of(key).outline.particulars.agreements[key])
    torn = {one.stem for one in union.sheets if _lost_talks(one.outline.facts.faulty, union.where)}
    for sheet in union.sheets:
        for key in set(sheet.outline.facts.unreached) - reached if sheet.stem not in torn else ():
            message = "no negotiation leads to this installation"
            yield finding(key, (), message, "list it in the `installations` of a negotiation", "warning")


def _lost_talks(named: Iterable[str], there: Container[str]) -> bool:
    """Whether a file names talks or agreements that a fault keeps out: that fault is told, and not its consequences."""
    return any(key not in there for key in named if key.startswith(("negotiations ", "agreements ")))


OF_STATEMENTS: Final = (known_by_nobody, borrowed_words)
OF_RECORDS: Final = (tracking, language_and_script, imported)
BETWEEN_RECORDS: Final = (contradicted_status, same_address, out_of_reach)
CHECKS: Final[tuple[Callable[..., Iterator[Finding]], ...]] = (
    *OF_STATEMENTS, *OF_RECORDS, *BETWEEN_RECORDS,
)  # fmt: skip
