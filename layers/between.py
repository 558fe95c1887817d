"""What is wrong between dossiers, told by their outlines: ids used twice, references to nothing, duplicates, policy."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache as once
from itertools import chain
from typing import Final, Literal

from layers.config import Config
from layers.dossier import DossierFile
from layers.editorial import BETWEEN_RECORDS, OF_STATEMENTS
from layers.errors import Problem
from layers.facts import Known, Outline, Reference, Rest, Review, place_name
from layers.findings import Finding, finding
from layers.outlines import Outliner
from layers.references import is_named, missing_reference, nearest
from layers.resolving import resolve
from layers.resting import newer_than_sources

COUNTED: Final = ("installations", "negotiations", "sources")
"""What a summary counts."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file by what is known of it without its records."""

    path: str
    stem: str
    outline: Outline


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks say of some dossiers."""

    problems: tuple[Problem, ...]
    """In file order."""
    left_out: frozenset[str]
    """Keys of the records that could be read and are not to be shown."""
    counts: Mapping[str, int]
    """How many installations, negotiations and sources are to be shown."""


Read = Callable[[int], DossierFile]


def judge(sheets: Sequence[Sheet], read: Read, config: Config) -> Verdict:
    """Everything wrong with some dossiers, in their order; `read` gives the records of one by its place among them."""
    union = Union(disentangled(sheets, read, Outliner(config)))
    findings = list(union.findings(config))
    problems = [Problem(sheet.path, *told) for sheet in union.sheets for told in sheet.outline.facts.problems]
    problems += [*union.repeated(), *map(union.placed, findings)]
    left_out = {one.key for one in findings if one.severity == "error"}
    left_out.update(chain.from_iterable(outline.facts.left_out for outline in union.outlines))
    return Verdict(tuple(sorted(problems, key=_in_file_order)), frozenset(left_out), union.counts(left_out))


def _in_file_order(problem: Problem) -> tuple[object, ...]:
    place = (problem.path, problem.line, problem.column)
    return (*place, problem.message, problem.record, problem.field, problem.severity, problem.hint)


# --- files that cannot be told apart ---


def disentangled(sheets: Sequence[Sheet], read: Read, outliner: Outliner) -> Sequence[Sheet]:
    """The sheets, those anew whose records are other ones beside the others than they are alone.

    So it is where two files use an id, have one name, or something was said in an event of another file: these are
    resolved together. That may give ids which others use, so it is done until nothing more is found.
    """
    together: set[int] = set()
    while not (entangled := _entangled(sheets)) <= together:
        together |= entangled
        files = {number: read(number) for number in sorted(together)}
        resolved = resolve(files.values())
        anew = {number: outliner.among(file, resolved) for number, file in files.items()}
        sheets = [
            replace(sheet, outline=anew.get(number, sheet.outline)) for number, sheet in enumerate(sheets)
        ]
    return sheets


def _entangled(sheets: Sequence[Sheet]) -> set[int]:
    """The places of the files that must be resolved together with others."""
    found: set[int] = set()
    stems: dict[str, int] = {}
    where: dict[str, int] = {}
    for number, sheet in enumerate(sheets):
        keys = sheet.outline.facts.keys
        if where.keys().isdisjoint(keys):
            where.update(dict.fromkeys(keys, number))
        else:
            found.update(where.setdefault(key, number) for key in keys)
            found.add(number)
        if stems.setdefault(sheet.stem, number) != number:
            found.update((stems[sheet.stem], number))
    for number, sheet in enumerate(sheets):
        lent = [where[key] for key in sheet.outline.facts.events if key in where]
        found.update((*lent, number) if lent else ())
    return found


# --- the checks ---


class Union:
    """The outlines of some dossiers in which no id stands twice."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.sheets = sheets
        self.outlines = [sheet.outline for sheet in sheets]
        self.where: dict[str, int] = {}
        """By key of a record: the place of its file among the others."""
        for number, outline in enumerate(self.outlines):
            self.where.update(dict.fromkeys(outline.facts.keys, number))

    def sheet_of(self, key: str) -> Sheet:
        """The file that a record stands in."""
        return self.sheets[self.where[key]]

    def doubles(self, name: Literal["happenings", "addresses"]) -> Iterator[tuple[str, Sequence[str]]]:
        """Of records that say the same: the key of the first, and those of the others."""
        counts = Counter(chain.from_iterable(getattr(one.facts, name) for one in self.outlines))
        twice = {digest for digest, count in counts.items() if count > 1}
        keys: dict[str, list[str]] = {}
        for outline in self.outlines if twice else ():
            for digest in twice.intersection(getattr(outline.facts, name)):
                keys.setdefault(digest, []).extend(getattr(outline.particulars, name)[digest])
        for first, *others in keys.values():
            yield first, others

    def findings(self, config: Config) -> Iterator[Finding]:
        """Everything wrong between records."""
        yield from self._missing_references()
        yield from self._statements()
        yield from self._borrowed_titles()
        for first, others in self.doubles("happenings"):
            message = f"the same as `{first.partition(' ')[2]}`"
            for key in others:
                yield finding(key, ("summary",), message, "keep one of the two", "warning")
        for check in BETWEEN_RECORDS:
            yield from check(self, config)

    def _missing_references(self) -> Iterator[Finding]:
        """References to nothing, each with what is meant: in its own dossier first."""
        named = self.where.keys() | chain.from_iterable(one.facts.faulty for one in self.outlines)

        @once
        def anywhere(target: str, sections: tuple[str, ...]) -> str:
            return nearest(target, sections, named)

        for outline in self.outlines:
            if all(is_named(target, sections, named) for target, sections in outline.facts.references):
                continue
            home = (*outline.facts.keys, *outline.facts.faulty)
            for target, sections, key, at in outline.particulars.references:
                if not is_named(target, sections, named):
                    hint = nearest(target, sections, home) or anywhere(target, tuple(sections))
                    yield missing_reference(Reference(target, sections, key, at), hint)

    def _statements(self) -> Iterator[Finding]:
        """What sources say against statements, where some of these sources stand in other files."""
        for outline in self.outlines:
            for told in outline.particulars.rests if outline.facts.rests else ():
                rest, review = Rest(*told), Review(*outline.particulars.review)
                sources = {id: known for id in rest.sources if (known := self._source(id))}
                for check in (newer_than_sources, *OF_STATEMENTS):
                    yield from check(rest, sources, review)

    def _source(self, id: str) -> Known | None:
        key = f"sources {id}"
        return Known(*self.sheet_of(key).outline.particulars.sources[id]) if key in self.where else None

    def _borrowed_titles(self) -> Iterator[Finding]:
        titles = set(chain.from_iterable(one.facts.titles for one in self.outlines))
        for outline in self.outlines:
            for digest in titles.intersection(outline.facts.summaries):
                for key in outline.particulars.summaries[digest]:
                    message, hint = "the summary is a source's title", "say in neutral words what happened"
                    yield finding(key, ("summary",), message, hint)

    # --- told ---

    def placed(self, finding: Finding) -> Problem:
        """The finding in its place in its file."""
        sheet = self.sheet_of(finding.key)
        line, column = sheet.outline.particulars.places[place_name(finding.key, finding.at)]
        return finding.problem(sheet.path, line, column)

    def repeated(self) -> Iterator[Problem]:
        """A fault for each record whose id another has."""
        for sheet in self.sheets:
            for key, line, column in sheet.outline.facts.repeated:
                section, _, id = key.partition(" ")
                first = self.sheet_of(key)
                place = ":".join(map(str, first.outline.particulars.places[place_name(key, ())]))
                message = f"the id `{id}` is used twice in `{section}`; first at {first.path}:{place}"
                yield Problem(sheet.path, line, column, message, "ids are unique", key, "id")

    def counts(self, left_out: Iterable[str]) -> Mapping[str, int]:
        """How many installations, negotiations and sources there are, less those that are left out."""
        given = [sum(numbers) for numbers in zip(*(one.facts.counts for one in self.outlines), strict=True)]
        less = Counter(key.partition(" ")[0] for key in left_out)
        return {section: number - less[section] for section, number in zip(COUNTED, given, strict=True)}
