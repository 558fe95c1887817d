"""Two Datasets -> a Comparison: records added, removed and changed, field by field, with the sources of each side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pydantic.fields import FieldInfo

from layers.citing import source_date
from layers.comparing.changes import Cited, Comparison, FieldChange, Kind, RecordChange, Side
from layers.comparing.entries import entry_label, pairs
from layers.comparing.matching import unmatched
from layers.comparing.values import plain, told
from layers.dataset import Dataset
from layers.dossier import SECTIONS
from layers.errors import count_left_out
from layers.fields import Part
from layers.references import sources_in

# The id is what a record is found by. `dossier` is only the file it stands in: moving it says nothing new.
_BOOKKEEPING: Final = frozenset({"id", "dossier"})
_NAMED_BY: Final = ("name", "title", "topic", "summary", "says", "what", "roles", "record", "publisher")


def compare(old: Dataset, new: Dataset, named: tuple[str, str] = ("old", "new")) -> Comparison:
    """What differs between two Datasets, which the person called `named`; nothing between equal ones."""
    sections = (_section(section, old, new) for section in (*SECTIONS, "dossiers"))
    return Comparison(
        old=Side(named[0], old.hash, count_left_out(old.problems)),
        new=Side(named[1], new.hash, count_left_out(new.problems)),
        records=tuple(change for changes in sections for change in changes),
    )


def _section(section: str, old: Dataset, new: Dataset) -> Iterator[RecordChange]:
    """The records of one section that differ, by id."""
    before, after = unmatched(section, old, new)
    for id in sorted(before.keys() | after.keys()):
        was, now = before.get(id), after.get(id)
        kind = _kind(was, now, (section, id), old, new)
        changes = _Changes(old, new).of_record(was, now) if kind in ("added", "removed", "changed") else ()
        fields = tuple(sorted(changes, key=lambda change: not change.of_status))
        if fields or kind != "changed":
            yield RecordChange(section, id, _name(now or was), kind, fields)


def _kind(was: Part | None, now: Part | None, id: tuple[str, str], old: Dataset, new: Dataset) -> Kind:
    """In what way a record differs; what a fault keeps out of one side has been neither added nor removed."""
    if was is None:
        return "mended" if _is_kept_out(now, id, old) else "added"
    if now is None:
        return "broken" if _is_kept_out(was, id, new) else "removed"
    return "changed"


def _is_kept_out(record: Part | None, id: tuple[str, str], dataset: Dataset) -> bool:
    """Whether the dossiers name a record that is not among those read, or its file could not be parsed to its end."""
    stem = getattr(record, "dossier", "")
    return any(id in file.named or (file.broken and file.stem == stem) for file in dataset.files)


def _name(record: Part | None) -> str:
    """What a reader would call the record; an empty text where it has no such field."""
    values = (getattr(record, field, None) for field in _NAMED_BY)
    return next((told(plain(value)) for value in values if value), "")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a record, and the ids of the sources that hold there on either side."""

    field: str = ""
    title: str = ""
    entry: str = ""
    old_sources: tuple[str, ...] = ()
    new_sources: tuple[str, ...] = ()

    def at(self, name: str, title: str) -> "_Place":
        """The place of something inside this one."""
        path = f"{self.field}.{name}" if self.field else name
        return replace(self, field=path, title=f"{self.title}: {title}" if self.title else title)

    def cited(self, old: Part | None, new: Part | None) -> "_Place":
        """The same place, where parts with sources of their own go by these."""
        return replace(
            self,
            old_sources=tuple(getattr(old, "sources", ())) or self.old_sources,
            new_sources=tuple(getattr(new, "sources", ())) or self.new_sources,
        )


@dataclass(frozen=True, slots=True)
class _Changes:
    """Finds the fields that differ between a record of the old Dataset and one of the new."""

    old: Dataset
    new: Dataset

    def of_record(self, was: Part | None, now: Part | None) -> Iterator[FieldChange]:
        """Every field that differs, in the order of the fields; all of them where one side has no record."""
        return self._of_part(was, now, _Place())

    def _of_part(self, was: Part | None, now: Part | None, outer: _Place) -> Iterator[FieldChange]:
        here = outer.cited(was, now)
        for name, field in _fields(was, now).items():
            if name not in _BOOKKEEPING:
                place = self._with_own_sources(
                    here.at(field.alias or name, field.title or name), was, now, name
                )
                yield from self._of_value(getattr(was, name, None), getattr(now, name, None), place)

    def _of_value(self, was: Any, now: Any, place: _Place) -> Iterator[FieldChange]:
        if was == now or (plain(was) is None and plain(now) is None):
            return
        if _has_entries(was) or _has_entries(now):
            yield from self._of_entries(was or (), now or (), place)
        elif isinstance(was, Part) and isinstance(now, Part):
            yield from self._of_part(was, now, place)
        elif isinstance(was, Mapping) and isinstance(now, Mapping):
            for key in sorted(was.keys() | now.keys()):
                yield from self._of_value(was.get(key), now.get(key), place.at(key, key))
        else:
            yield self._change(was, now, place)

    def _of_entries(self, was: Any, now: Any, place: _Place) -> Iterator[FieldChange]:
        for before, after in pairs(was, now):
            if before is None or after is None:
                yield self._change(before, after, place)
            else:
                entry = "; ".join(label for label in (place.entry, entry_label(after)) if label)
                yield from self._of_part(before, after, replace(place, entry=entry))

    def _change(self, was: Any, now: Any, place: _Place) -> FieldChange:
        return FieldChange(
            place.field,
            place.title,
            place.entry,
            plain(was),
            plain(now),
            _cited(was, place.old_sources, self.old),
            _cited(now, place.new_sources, self.new),
        )

    @staticmethod
    def _with_own_sources(place: _Place, was: Part | None, now: Part | None, name: str) -> _Place:
        """The place, by the sources of this one field where it has such: an outcome has `outcome_sources`."""
        old, new = (tuple(getattr(part, f"{name}_sources", ())) for part in (was, now))
        return replace(place, old_sources=old or place.old_sources, new_sources=new or place.new_sources)


def _fields(was: Part | None, now: Part | None) -> Mapping[str, FieldInfo]:
    return next((type(part).model_fields for part in (now, was) if part is not None), {})


def _cited(value: Any, outer: Sequence[str], dataset: Dataset) -> tuple[Cited, ...]:
    """The sources of a value, each once: all those inside it, else those of what it stands in; none for nothing."""
    if plain(value) is None:
        return ()
    own = tuple(sources_in(value)) if isinstance(value, Part) else ()
    return tuple(_source(id, dataset) for id in dict.fromkeys(own or outer))


def _source(id: str, dataset: Dataset) -> Cited:
    """What the dataset knows of a source; one that is not there is told by its id alone."""
    source = dataset.sources.get(id)
    if source is None:
        return Cited(id, publisher=id, published="", date="no date", url="")
    published = source.printed.text if source.printed else ""
    return Cited(id, source.publisher, published, source_date(source), source.url or source.archive_url or "")


def _has_entries(value: Any) -> bool:
    return isinstance(value, tuple) and any(isinstance(one, Part) for one in value)
