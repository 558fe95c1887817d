"""`basing new` and `basing add`: a record is asked for, field by field, and put in its place in a dossier."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import click

from dashboard.asking import ask, is_asked, value_of
from dashboard.options import CONFIG, DATA
from dashboard.starting import SCHEMA, new_dossier
from layers.addresses import without_tracking
from layers.config import Config, read_config
from layers.dataset import Dataset, read_dataset
from layers.dossier import SECTIONS, DossierFile
from layers.errors import (
    AlreadyThereError,
    LeftAsItIsError,
    RefusedRecordError,
    UnknownSourceError,
    did_you_mean,
)
from layers.fields import Part, Record
from layers.parts import DossierInfo
from layers.records import KEYED
from layers.terminal import printable
from layers.writing.adding import add_record, cited, events_like, id_for, known_source
from layers.writing.keyorder import field_named, fields_of
from layers.writing.rewriting import read_unchanged

# What an analyst is asked for beside what a record cannot do without; all else is given by options.
_ASKED: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "installations": ("name", "host", "operators", "kind", "location", "status"),
    "negotiations": ("title", "parties", "installations"),
    "agreements": ("title", "type", "parties", "installations", "signed", "sources"),
    "actors": ("name", "kind", "country", "office"),
    "events": ("date", "type", "actors", "summary", "sources"),
    "claims": ("in", "speaker", "date", "roles", "stance", "sources"),
    "positions": ("in", "party", "date", "kind", "says", "sources"),
    "sources": ("url", "publisher", "title", "published", "language", "kind", "tier"),
})  # fmt: skip
# What the event says in which something was said.
_FROM_EVENT: Final = frozenset({"speaker", "party", "date", "sources"})
# What has an option of its own, and what only `basing import` says.
_NOT_TYPED: Final = frozenset({"id", "imported"})
_NAME: Final = re.compile(r"\w[\w.-]*")
_DOSSIER: Final = click.option(
    "--dossier", metavar="NAME", help="The dossier it is put in, by its file name.  [default: the only one]"
)
_ID: Final = click.option("--id", help="Its id.  [default: made of its name; a statement may go without]")
_AGAIN: Final = click.option("--again", is_flag=True, help="Add it although one like it is there already.")


@dataclass(frozen=True, slots=True)
class _Addition:
    """What is to be added to, and under which id; an empty one: as the record's name says."""

    dataset: Dataset
    config: Config
    file: DossierFile
    section: str
    id: str


def record_command(name: str) -> click.Command:
    """The command that adds one kind of record, with an option for each of its fields."""
    section = f"{name}s"
    model = SECTIONS[section]
    options = [_option(model, field) for field in fields_of(model) if field not in _NOT_TYPED]
    options += [_ID, _DOSSIER, DATA, CONFIG] + ([_AGAIN] if section == "events" else [])

    def run(config_file: Path, data: Path | None, dossier: str | None, **asked: Any) -> None:
        again, id = asked.pop("again", True), asked.pop("id") or ""
        config = read_config(config_file)
        dataset = read_dataset(data or config_file.parent / config.data, config)
        file = _dossier(dataset, dossier)
        fields = _fields(model, {name: text for name, text in asked.items() if text is not None}, config)
        _keep_adding(_Addition(dataset, config, file, section, id), fields, again)

    for option in reversed(options):
        run = option(run)
    first = (model.__doc__ or "").splitlines()[0]
    return click.command(name, help=f"{first}\n\n{_HOW}", short_help=first)(run)


_HOW: Final = (
    "What is missing is asked for on a terminal. A list takes several values with commas between them; what has "
    "fields of its own is written as in a dossier: '{lat: 34.9, lon: 35.9, precision: facility}'. Ends with 2, and "
    "nothing is written, if the record would be a fault."
)


def _option(model: type[Part], name: str) -> Callable[[Any], Any]:
    told = field_named(model, name).description
    return click.option(f"--{name.replace('_', '-')}", name, metavar="TEXT", help=told)


def dossier_command() -> click.Command:
    """The command that begins a dossier."""

    def run(name: str, data: Path | None, config_file: Path, **asked: str | None) -> None:
        config = read_config(config_file)
        said = {field: text for field, text in asked.items() if text is not None}
        if is_asked():
            for field in ("title", "summary", "region"):
                if field not in said:
                    said |= ask(DossierInfo, field, config)
        folder = data or config_file.parent / config.data
        if not _NAME.fullmatch(name):
            raise click.UsageError(f"`{name}` is no name for a dossier: expected words-with-hyphens")
        made = new_dossier(
            folder / f"{name.removesuffix('.yaml')}.yaml", said, config, config_file.parent / SCHEMA
        )
        click.echo(made)

    for option in (DATA, CONFIG, *(_option(DossierInfo, field) for field in ("region", "summary", "title"))):
        run = option(run)
    return click.command("dossier", help="A new dossier, in a file of its own.")(
        click.argument("name", metavar="NAME")(run)
    )


# --- what is to be added ---


def _dossier(dataset: Dataset, name: str | None) -> DossierFile:
    """The dossier of a name, or the only one there is."""
    stems = {file.stem: file for file in dataset.files}
    if name is None and len(stems) > 1 and is_asked():
        name = click.prompt("Dossier", type=click.Choice(sorted(stems)))
    if name is None and len(stems) > 1:
        raise click.UsageError(
            f"there are several dossiers: name one with --dossier ({', '.join(sorted(stems))})"
        )
    name = Path(name).stem if name else next(iter(stems))
    if name not in stems:
        hint = did_you_mean(name, tuple(stems)) or f"there are {', '.join(sorted(stems))}"
        raise click.UsageError(f"there is no dossier `{name}` ({hint})")
    return stems[name]


def _fields(model: type[Record], given: Mapping[str, str], config: Config) -> dict[str, Any]:
    """The fields of a record: those that were given, and on a terminal those that are asked for."""
    fields = {name: value_of(model, name, text, config) for name, text in given.items()}
    if is_asked():
        for name in _ASKED[model.SECTION]:
            if name not in fields and not ("in" in fields and name in _FROM_EVENT):
                fields |= ask(model, name, config)
        return fields
    needed = [
        name for name in fields_of(model) if field_named(model, name).is_required() and name not in fields
    ]
    if needed:
        names = ", ".join(f"--{name.replace('_', '-')}" for name in needed)
        raise click.UsageError(f"{names} missing; in a terminal they are asked for")
    return fields


# --- adding it ---


def _keep_adding(addition: _Addition, fields: dict[str, Any], again: bool) -> None:
    """Add a record; what would be a fault is asked for again where there is somebody to ask."""
    while True:
        try:
            _add(addition, dict(fields), again)
            return
        except AlreadyThereError as refused:
            if not is_asked() or not click.confirm(f"{refused}\nAdd it all the same?"):
                raise
            again = True
        except (RefusedRecordError, UnknownSourceError) as refused:
            wrong = [name for name in refused.fields if name in fields]
            if not is_asked() or not wrong:
                raise
            click.echo(f"\n{printable(str(refused))}")
            for name in wrong:
                del fields[name]
                fields |= ask(SECTIONS[addition.section], name, addition.config)


def _add(addition: _Addition, fields: dict[str, Any], again: bool) -> None:
    """Write the dossier with the record in it, and say where it stands."""
    dataset, section = addition.dataset, addition.section
    if section == "sources" and (known := known_source(dataset, str(fields.get("url", "")))):
        click.echo(f"`{known}` is this source already: cite it by this id")
        return
    _use_known_sources(dataset, fields)
    if not again:
        _refuse_likeness(dataset, fields)
    id = addition.id or (id_for(section, fields, dataset) if section in KEYED else "")
    if id and section not in KEYED:
        fields = {"id": id, **fields}
    if section in KEYED and not id:
        raise click.UsageError("its name makes no id: give one with --id, of words-with-hyphens")
    _write(addition, id, fields)


def _use_known_sources(dataset: Dataset, fields: dict[str, Any]) -> None:
    """Cite by their ids the sources that are named by their addresses; an address of its own loses its tracking."""
    if url := fields.get("url"):
        fields["url"] = without_tracking(str(url))
    if sources := fields.get("sources"):
        ids = cited(dataset, sources if isinstance(sources, list) else [sources])
        fields["sources"] = ids if isinstance(sources, list) else ids[0]


def _refuse_likeness(dataset: Dataset, fields: Mapping[str, Any]) -> None:
    like = list(events_like(dataset, fields))
    if like:
        told = "\n".join(f"  {one.place}: {one.says}" for one in like)
        raise AlreadyThereError(
            f"an event like it is there already; --again adds it all the same\n{printable(told)}"
        )


def _write(addition: _Addition, id: str, fields: Mapping[str, Any]) -> None:
    path = Path(addition.file.path)
    draft = read_unchanged(path, addition.file.digest)
    if draft.text != draft.whole:
        raise LeftAsItIsError(
            f"{path}: has a byte order mark or CRLF at the ends of its lines: run `basing fmt` first"
        )
    made = add_record(addition.dataset, addition.file, addition.section, id, fields, addition.config)
    draft.replace(made.text)
    click.echo(printable(f"{path}:{made.line}: added to `{addition.section}`{f' as `{id}`' if id else ''}"))
    for warning in made.warnings:
        click.echo(printable(str(warning)), err=True)
