"""What the editorial policy asks of the data and a program can see: each check gives warnings.

The first line of each check's docstring is its line in docs/checks.md.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from layers.addresses import normal_form, without_tracking
from layers.config import Config
from layers.fields import Record
from layers.findings import At, Finding, found
from layers.nested import parts_in
from layers.parts import StatusEntry, Version
from layers.records import Source
from layers.scripts import language_script, main_script
from layers.statements import Claim, Event, Position

if TYPE_CHECKING:
    from layers.dataset import Dataset

_FEWEST_WORDS: Final = 5
_NOT_WORDS: Final = re.compile(r"[\W_]+")


def known_by_nobody(dataset: "Dataset", config: Config) -> Iterator[Finding]:
    """Every statement can be shown: one of its sources has a date, no later than the review of its dossier."""
    for record in _records(dataset):
        for at, part in parts_in(record):
            if isinstance(part, Event | Claim | Position | StatusEntry | Version) and part.sources:
                yield from _never_shown(record, at, part.sources, dataset)


def _never_shown(record: Record, at: At, ids: tuple[str, ...], dataset: "Dataset") -> Iterator[Finding]:
    days = [dataset.sources[id].known_from for id in ids if id in dataset.sources]
    known = [day.latest for day in days if day is not None]
    info = dataset.dossiers.get(record.dossier)
    if days and not known:
        hint = "give one of them `published`, `published_by` or `accessed`"
        yield found(
            record, (*at, "sources"), "no source of it has a date, so no view shows it", hint, "warning"
        )
    elif known and info and info.reviewed and min(known) > info.reviewed.latest:
        message = f"every source of it is later than the review of the dossier ({info.reviewed})"
        yield found(record, (*at, "sources"), message, "renew `dossier.reviewed`", "warning")


def contradicted_status(dataset: "Dataset", config: Config) -> Iterator[Finding]:
    """The history of a site or of talks goes on after an event that ends what it last says (`contradictions`)."""
    for section in ("installations", "negotiations"):
        table = config.contradictions.get(section, {})
        endings = _endings(dataset, section, table)
        for record in getattr(dataset, section).values():
            if record.status and record.id in endings:
                yield from _contradicted(record, max(endings[record.id], key=_begins), table)


def _contradicted(record: Any, event: Event, table: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    index, entry = max(enumerate(record.status), key=lambda pair: pair[1].day.begins)
    if entry.status in table[event.type] and entry.day.begins <= _begins(event):
        message = f"the history ends with `{entry.status}`, and `{event.id}` ({event.type}) came on or after that day"
        yield found(record, ("status", index), message, "add the status that the event brought", "warning")


def _endings(dataset: "Dataset", section: str, table: Mapping[str, Any]) -> dict[str, list[Event]]:
    """The official events that end something, by the id of each record of a section that they are about."""
    endings: dict[str, list[Event]] = {}
    for event in dataset.events.values():
        if event.date and event.level == "official" and event.type in table:
            about = event.installations or () if section == "installations" else (event.negotiation,)
            for id in dict.fromkeys(filter(None, about)):
                endings.setdefault(id, []).append(event)
    return endings


def _begins(event: Event) -> Any:
    return event.date.begins if event.date else None


def same_address(dataset: "Dataset", config: Config) -> Iterator[Finding]:
    """No page stands under two ids: addresses are compared without tracking, scheme, AMP and the like."""
    seen: dict[str, Source] = {}
    for source in dataset.sources.values():
        if source.url:
            first = seen.setdefault(normal_form(source.url), source)
            if first is not source:
                where = f"`{first.id}` in {first.dossier}"
                yield found(source, ("url",), f"the same page as {where}", "cite that one instead", "warning")


def tracking(dataset: "Dataset", config: Config) -> Iterator[Finding]:
    """No address carries parameters that only tell who led a reader to it."""
    for source in dataset.sources.values():
        clean = without_tracking(source.url or "")
        if source.url and clean != source.url:
            message = "the address tells who led to it"
            yield found(source, ("url",), message, f"cite {clean}", "warning", clean)


def language_and_script(dataset: "Dataset", config: Config) -> Iterator[Finding]:
    """The language that is given is written in the script that most letters have."""
    for source in dataset.sources.values():
        yield from _in_script(source, ("title",), source.title, source.language)
    quoting: tuple[Claim | Position, ...] = (*dataset.claims.values(), *dataset.positions.values())
    for record in quoting:
        if quote := record.phrase:
            yield from _in_script(record, ("phrase", "text"), quote.text, quote.lang)
            yield from _in_script(record, ("phrase", "original"), quote.original, quote.original_lang)


def _in_script(record: Record, at: At, text: str | None, language: str | None) -> Iterator[Finding]:
    script, wanted = main_script(text or ""), language_script(language or "")
    if script and wanted and script != wanted:
        message = f"the text is in {script} letters, and `{language}` is written in {wanted}"
        yield found(record, at, message, "is the language right?", "warning")


def out_of_reach(dataset: "Dataset", config: Config) -> Iterator[Finding]:
    """Every installation belongs to talks: listed there, in a strand, or in an agreement that talks list."""
    reached: set[str] = set()
    for talks in dataset.negotiations.values():
        reached.update(talks.installations, *(strand.installations for strand in talks.strands))
        texts = (dataset.agreements.get(id) for id in talks.agreements)
        reached.update(id for text in texts if text for id in text.installations)
    torn = {file.stem for file in dataset.files if _lost_talks(file.named, dataset)}
    for site in dataset.installations.values():
        if site.id not in reached and site.dossier not in torn and not site.needs_source:
            message = "no negotiation leads to this installation"
            yield found(site, (), message, "list it in the `installations` of a negotiation", "warning")


def _lost_talks(named: Iterable[tuple[str, str]], dataset: "Dataset") -> bool:
    """Whether a file names talks or agreements that a fault keeps out: that fault is told, and not its consequences."""
    sections = {"negotiations": dataset.negotiations, "agreements": dataset.agreements}
    return any(id not in sections[section] for section, id in named if section in sections)


def borrowed_words(dataset: "Dataset", config: Config) -> Iterator[Finding]:
    """No summary holds a source's title of five words or more, or is a part of one."""
    titles = {folded(source.title): source.id for source in dataset.sources.values() if source.title}
    for event in dataset.events.values():
        own = folded(event.summary)
        cited = (folded(dataset.sources[id].title or "") for id in event.sources if id in dataset.sources)
        for title in (title for title in cited if title and title != own):
            shorter, longer = sorted((title, own), key=len)
            if len(shorter.split()) >= _FEWEST_WORDS and f" {shorter} " in f" {longer} ":
                message = f"the summary repeats the title of `{titles[title]}`"
                yield found(event, ("summary",), message, "say in neutral words what happened", "warning")


def folded(text: str) -> str:
    """The words of a text without case, signs and doubled spaces."""
    return _NOT_WORDS.sub(" ", text.casefold()).strip()


def _records(dataset: "Dataset") -> Iterator[Record]:
    for section in (
        "installations",
        "agreements",
        "negotiations",
        "events",
        "claims",
        "positions",
        "contested",
    ):
        yield from getattr(dataset, section).values()


def imported(dataset: "Dataset", config: Config) -> Iterator[Finding]:
    """Every installation that `basing import` took from a file has a source, its own or that of its place."""
    for site in dataset.installations.values():
        if site.imported and site.needs_source:
            message = f"imported from `{site.imported.file}`, and needs a source"
            hint = f"look at {site.imported.url}" if site.imported.url else "name one in `sources`"
            yield found(site, ("imported",), message, hint, "warning")


Check = Callable[["Dataset", Config], Iterator[Finding]]
CHECKS: Final[tuple[Check, ...]] = (
    known_by_nobody,
    contradicted_status,
    same_address,
    tracking,
    language_and_script,
    out_of_reach,
    borrowed_words,
    imported,
)
