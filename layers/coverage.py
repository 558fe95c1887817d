"""What each dossier covers, and what its statements rest on: counts, dates, kinds of sources, languages, gaps."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from layers.fields import Record
from layers.parts import DossierInfo
from layers.records import Source
from layers.references import sources_in

if TYPE_CHECKING:
    from layers.scene import Scene

SECTIONS: Final = (
    "installations",
    "agreements",
    "negotiations",
    "events",
    "claims",
    "positions",
    "contested",
)
"""What is counted, in the order of the columns; sources are counted beside them."""
OFFICIAL_KINDS: Final = frozenset({"official", "parliament", "law_gazette", "treaty_text"})
SHARES: Final[Mapping[str, str]] = {
    "official": "a source published by a government, parliament, gazette or as a treaty's text",
    "state": "a source that a state owns",
    "independent": "a source that is neither official nor owned by a state",
    "only tier C": "nothing but aggregators, reposts, mirrors, partisan or unclear sources",
}
"""What each share counts: the statements that rest on ... ; one with several sources counts wherever it applies."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a Scene shows of one dossier."""

    stem: str
    info: DossierInfo
    counts: Mapping[str, int]
    sources: int
    first_reported: date | None
    last_reported: date | None
    """The oldest and the newest day on which a source of the dossier was printed."""
    statements: int
    shares: Mapping[str, int]
    """For each of SHARES the number of statements that rest on such sources."""
    languages: Mapping[str, int]
    """For each language of the sources how many have it, the most frequent first."""


def dossiers_shown(scene: "Scene") -> list[str]:
    """The dossiers of which an installation or talks are shown, by their titles."""
    stems = {*scene.shown.installations["dossier"], *scene.shown.negotiations["dossier"]}
    return sorted(stems, key=lambda stem: (scene.dataset.dossiers[stem].title or stem).casefold())


def coverage(scene: "Scene", dossiers: Sequence[str]) -> Iterator[Coverage]:
    """What a Scene shows of each of some dossiers."""
    records = {name: _by_dossier(getattr(scene, name)) for name in SECTIONS}
    for stem in dossiers:
        yield _cover(stem, {name: groups.get(stem, []) for name, groups in records.items()}, scene)


def _cover(stem: str, records: Mapping[str, list[Record]], scene: "Scene") -> Coverage:
    statements = [record for name in ("events", "claims", "positions") for record in records[name]]
    cited = dict.fromkeys(id for group in records.values() for record in group for id in sources_in(record))
    sources = _known(cited, scene)
    days = sorted(source.printed.latest for source in sources if source.printed)
    resting = [_known(sources_in(one), scene) for one in statements]
    languages = Counter(source.language for source in sources if source.language)
    return Coverage(
        stem=stem,
        info=scene.dataset.dossiers[stem],
        counts={name: len(group) for name, group in records.items()},
        sources=len(sources),
        first_reported=days[0] if days else None,
        last_reported=days[-1] if days else None,
        statements=len(statements),
        shares={share: sum(_rests_on(share, group) for group in resting) for share in SHARES},
        languages=dict(sorted(languages.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _rests_on(share: str, sources: Iterable[Source]) -> bool:
    """Whether a statement with these sources counts in a share; see SHARES."""
    some = tuple(sources)
    match share:
        case "official":
            return any(_is_official(one) for one in some)
        case "state":
            return any(_is_of_a_state(one) for one in some)
        case "independent":
            return any(not _is_official(one) and not _is_of_a_state(one) for one in some)
        case _:
            return bool(some) and all(one.tier == "C" for one in some)


def _is_official(source: Source) -> bool:
    return source.kind in OFFICIAL_KINDS


def _is_of_a_state(source: Source) -> bool:
    return source.kind == "state_media" or bool(source.state)


def _known(ids: Iterable[str], scene: "Scene") -> list[Source]:
    """The sources of these ids that had been published by the day."""
    return [scene.dataset.sources[id] for id in ids if scene.source_number(id)]


def _by_dossier(records: Iterable[Record]) -> dict[str, list[Record]]:
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(record.dossier, []).append(record)
    return groups
