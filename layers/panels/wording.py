"""Words that every panel uses: dates, voices, attributions and what is cut short."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from layers.citing import cited, counted, origins
from layers.dates import EdtfDate, day_label
from layers.extend import Empty, Inline, Line, Marks, Paragraph, Phrase, Text
from layers.parts import Quote, StatusEntry
from layers.statements import Statement

if TYPE_CHECKING:
    from layers.scene import Scene


def muted(text: str) -> Text:
    """Words of less weight; a dot between them stays with the word that follows."""
    return Text(text.replace("· ", "·\u00a0"), tone="muted")


def strong(text: str) -> Text:
    """Words of more weight."""
    return Text(text, tone="strong")


def plain(text: str) -> Line:
    """A line of plain words."""
    return (Text(text),)


def listed(names: Sequence[str]) -> str:
    """Names as English lists them: "Russia, Syria and Türkiye"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def voices(ids: Iterable[str], scene: "Scene") -> str:
    """Those whose word it is, named; a treaty may speak by its title."""
    return listed([scene.actor_name(id) for id in ids])


def side(id: str, scene: "Scene") -> str:
    """The country or body that a speaker speaks for; empty where that is the speaker itself."""
    record = scene.dataset.actors.get(id)
    if record is None:
        return ""
    party = record.country or next((office.speaks_for for office in record.roles if office.speaks_for), "")
    name = scene.actor_name(party) if party else ""
    return "" if name == scene.actor_name(id) else name


def day_of(entry: StatusEntry) -> str:
    """The day of a status entry, and whether it began then or was only seen: "since 2017", "seen 3 May 2025"."""
    label = entry.day.label()
    if entry.seen is not None:
        return f"seen {label}"
    return label if label.startswith(("since ", "by ")) else f"since {label}"


def period(start: EdtfDate | None, end: EdtfDate | None) -> str:
    """A stretch of time: "from 2015 until March 2024", "by 18 January 2017"."""
    words = []
    if start is not None:
        label = start.label()
        words.append(label if label.startswith(("since ", "by ")) else f"from {label}")
    if end is not None:
        words.append(f"until {end.label()}")
    return " ".join(words)


def said_on(statement: Statement) -> str:
    """When it was said, else when it was printed, saying which."""
    if statement.date is not None:
        return statement.date.label()
    return f"reported {statement.reported.label()}" if statement.reported is not None else "no date"


def quoted(quote: Quote | None) -> tuple[Inline, ...]:
    """Somebody's words in quotation marks, and that they are a translation if they are."""
    if quote is None:
        return ()
    phrase = Phrase(quote.text, quote.lang)
    if quote.original:
        return (phrase, muted("in the original"), Phrase(quote.original, quote.original_lang))
    return (phrase, muted(f"(translated by {quote.translated_by})")) if quote.translated_by else (phrase,)


def carried(level: str | None, via: Sequence[str], sources: Sequence[str], scene: "Scene") -> str:
    """Who carried a statement, with the tier; "reported" where no party said it in public."""
    first = next(iter(cited(scene, sources)), None)
    if level != "official":
        return f"reported by {first.publisher} (tier {first.tier})" if first else "reported"
    if via:
        return f"as carried by {voices(via, scene)}" + (f" (tier {first.tier})" if first else "")
    return f"as carried by {first.publisher} (tier {first.tier})" if first else ""


def attribution(
    speakers: Sequence[str], level: str | None, via: Sequence[str], sources: Sequence[str], scene: "Scene"
) -> str:
    """How a statement is known: "said in public by Syria, as carried by TASS (tier A)", or "reported by ..."."""
    how = carried(level, via, sources, scene)
    if level != "official":
        return how
    whom = f"said in public by {voices(speakers, scene)}" if speakers else "done or said in public"
    return f"{whom}, {how}" if how else whom


def backing(sources: Sequence[str], scene: "Scene") -> str:
    """How many sources, of how many origins: "3 sources, 2 origins"."""
    known = cited(scene, sources)
    return f"{counted(len(known), 'source')}, {counted(origins(known), 'origin')}"


def marked(line: Line, sources: Sequence[str]) -> Line:
    """The line ending in its source marks."""
    return (*line, Marks(tuple(sources))) if sources else (*line, muted("no source"))


def ago(days: int | None) -> str:
    """Age in days, in words; empty where it is not known."""
    if days is None:
        return ""
    return "today" if days == 0 else "in the future" if days < 0 else f"{counted(days, 'day')} ago"


def further(left: int, noun: str, plural: str = "") -> tuple[Paragraph, ...]:
    """A line that says how many were left out, if any were."""
    if left <= 0:
        return ()
    words = counted(left, f"further {noun}", f"further {plural or noun + 's'}")
    return (Paragraph((muted(f"{words} not listed here: narrow the filters, or take an export."),)),)


def nothing(what: str, scene: "Scene") -> tuple[Empty, ...]:
    """That there is none of it as of the day, how many installations each filter hides, and what to clear."""
    day = f"as of {day_label(scene.day)}"
    hiding = {name: count for name, count in scene.hidden_by.items() if count}
    if hiding:
        counts = [f"{counted(count, 'installation')} hidden by {name}" for name, count in hiding.items()]
        return (Empty(f"No {what} {day}: {listed(counts)}.", reset=tuple(hiding)),)
    narrowed = tuple(name for name in ("as_of", "known_by", *scene.hidden_by) if getattr(scene.view, name))
    if narrowed:
        words = listed([name.replace("_", " ") for name in narrowed])
        return (Empty(f"No {what} {day} with this choice of {words}.", reset=narrowed),)
    return (Empty(f"No {what} {day} in the data."),)
