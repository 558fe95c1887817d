"""How sources are cited in words: title, date with its basis, who said it and who carried it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from layers.extend import Facts, Href, Inline, Line, Text

if TYPE_CHECKING:
    from layers.records import Source
    from layers.scene import Scene

_DATE_BASIS: Final[Mapping[str, str]] = {
    "inferred": " (inferred)",
    "url": " (from the address)",
    "text": "",
    "metadata": "",
}
_TITLE_BASIS: Final[Mapping[str, str]] = {
    "slug": "wording from the address",
    "compiler": "named by the compiler",
}


def cited(scene: "Scene", ids: Iterable[str]) -> list["Source"]:
    """The sources of these ids that are shown (published by the day), each once, in the order given."""
    return [scene.dataset.sources[id] for id in dict.fromkeys(ids) if scene.source_number(id)]


def source_date(source: "Source") -> str:
    """When it was published, in words that say what the date rests on."""
    if source.published is not None:
        return source.published.label() + _DATE_BASIS.get(source.published_basis or "", "")
    if source.published_by is not None:
        return f"no later than {source.published_by.label()}"
    if source.accessed is not None:
        return f"no date; seen {source.accessed.label()}"
    return "no date"


def source_title(source: "Source") -> Line:
    """Its title as a link, and how much of the title is ours."""
    address = source.archive_url or source.url or ""
    if not source.title:
        return (Href(address, "title not seen"),)
    basis = _TITLE_BASIS.get(source.title_basis or "")
    link: Inline = Href(address, source.title, source.language or "")
    return (link, Text(f"({basis})", tone="muted")) if basis else (link,)


def source_facts(source: "Source", scene: "Scene") -> Facts:
    """What is known of a source, label by label."""
    rows: list[tuple[str, tuple[Line, ...]]] = [
        ("Publisher", ((Text(source.publisher),),)),
        ("Published", ((Text(source_date(source)),),)),
        ("Language", ((Text(source.language),),)) if source.language else ("", ()),
        ("Kind", ((Text(source_kind(source, scene)),),)),
        ("Tier", ((Text(tier_words(source, scene)),),)),
        ("Read", ((Text(scene.label("read", source.read)),),)) if source.read else ("", ()),
        ("Repeats", (_repeated(source, scene),)),
        ("Note", ((Text(source.note),),)) if source.note else ("", ()),
        ("Archived", ((Href(source.archive_url, "archived copy"),),)) if source.archive_url else ("", ()),
    ]
    return Facts(tuple((label, tuple(line for line in lines if line)) for label, lines in rows if label))


def source_kind(source: "Source", scene: "Scene") -> str:
    """Its kind, and the state that owns it: "State media (Russia)"."""
    kind = scene.label("source_kind", source.kind) if source.kind else "kind not given"
    return f"{kind}, owned by a state: {scene.actor_name(source.state)}" if source.state else kind


def tier_words(source: "Source", scene: "Scene") -> str:
    """The tier's letter and what it means."""
    if not source.tier:
        return "not given"
    term = scene.config.term("tier", source.tier)
    return f"{source.tier}: {term.definition}" if term else source.tier


def origins(sources: Sequence["Source"]) -> int:
    """How many origins stand behind sources: copies of one original count once."""
    return len({source.origin or source.repeats or source.id for source in sources})


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 source", "2 sources"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def _repeated(source: "Source", scene: "Scene") -> Line:
    original = scene.dataset.sources.get(source.repeats) if source.repeats else None
    if original is not None:
        return (Text(f"{original.publisher}, {source_date(original)}"),)
    return (Text(f"an original not held: {source.origin}"),) if source.origin else ()
