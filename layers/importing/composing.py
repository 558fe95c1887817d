"""Installations that are taken -> the text of a new dossier in its one form, proved to say what it should."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from layers.config import Config
from layers.dataset import Dataset
from layers.errors import ImportedFileError, LeftAsItIsError
from layers.importing.candidates import Candidate, clean
from layers.reading import read_text
from layers.writing.adding import slug
from layers.writing.commented import Entry, Scalar
from layers.writing.formatting import entry_lines
from layers.writing.inserting import plain, tree_of

_SECTION: Final = "installations"
_NO_NAME: Final = "site"


def with_ids(candidates: Iterable[Candidate], dataset: Dataset, stem: str) -> dict[str, Mapping[str, Any]]:
    """The fields of each installation by an id that none has yet: made of its name, else of the file's and the row."""
    taken = {id for file in dataset.files for section, id in file.named if section == _SECTION}
    taken |= set(dataset.installations)
    numbers: dict[str, int] = {}
    made: dict[str, Mapping[str, Any]] = {}
    for candidate in candidates:
        wanted = slug(candidate.name) or f"{slug(stem) or _NO_NAME}-{candidate.number}"
        id = wanted
        while id in taken:
            numbers[wanted] = numbers.get(wanted, 1) + 1
            id = f"{wanted}-{numbers[wanted]}"
        taken.add(id)
        made[id] = candidate.fields
    return made


def compose(file: str, sites: Mapping[str, Mapping[str, Any]], head: str, config: Config) -> str:
    """The text of a dossier of some installations; `head` stands above it.

    ImportedFileError where it would be larger than a dossier may be.
    """
    info = {"title": f"Imported from {clean(file)}"}
    lines = [*_entry("dossier", info, 0, config), "", f"{_SECTION}:"]
    for id, fields in sites.items():
        lines += _entry(id, fields, 2, config)
    text = head + "\n".join(lines) + "\n"
    size = len(text.encode())
    if size > config.limits.file_bytes:
        sites_make = "1 site makes" if len(sites) == 1 else f"{len(sites):,} sites make"
        raise ImportedFileError(
            f"{file}: {sites_make} a dossier of {size:,} bytes; `limits.file_bytes` in config.yaml is "
            f"{config.limits.file_bytes:,}: split the file"
        )
    _prove(text, {"dossier": info, _SECTION: dict(sites)}, config)
    return text


def _entry(key: str, fields: Mapping[str, Any], indent: int, config: Config) -> list[str]:
    tree: Any = tree_of(fields)
    tree.flow = False
    return entry_lines(Entry(Scalar(key, '"'), tree), indent, config.form)


def _prove(text: str, meant: Mapping[str, Any], config: Config) -> None:
    """LeftAsItIsError unless the text is read again as what it should say."""
    read = read_text(text.encode(), "", config.limits)
    if read.problems or read.values != plain(meant):
        raise LeftAsItIsError("the dossier would not say what the file says; nothing was written")
