"""Which records of the one side are to be held against which of the other."""

from collections.abc import Collection, Mapping

from layers.dataset import Dataset
from layers.fields import Part

Records = Mapping[str, Part]


def unmatched(section: str, old: Dataset, new: Dataset) -> tuple[Records, Records]:
    """The records of a section on both sides, less those that nobody gave an id and that stand on both.

    The id of such a statement is made of its dossier's name and its day, with a number where several are alike:
    a statement put before another, or moved to another file, would else seem to change all that follow it.
    """
    before, after = getattr(old, section), getattr(new, section)
    waiting: dict[str, list[str]] = {}
    for id in _unnamed(section, new):
        waiting.setdefault(_words(after[id]), []).append(id)
    twins = {id: same.pop(0) for id in _unnamed(section, old) if (same := waiting.get(_words(before[id])))}
    return _without(before, twins.keys()), _without(after, twins.values())


def _unnamed(section: str, dataset: Dataset) -> list[str]:
    """The records whose id was not typed, in order; dossiers too, which go by the names of their files."""
    typed = {
        stated.record.id
        for file in dataset.files
        for stated in file.stated
        if section == stated.record.SECTION
    }
    return sorted(getattr(dataset, section).keys() - typed)


def _words(record: Part) -> str:
    """All that a record says, its id and its file aside."""
    return record.model_dump_json(exclude={"id"})


def _without(records: Records, ids: Collection[str]) -> Records:
    return {id: record for id, record in records.items() if id not in ids}
