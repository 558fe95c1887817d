"""`basing new` and `basing add`: a record is asked for, field by field, and put in its place in a dossier."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, get_args, get_origin

import click

from dashboard.options import CONFIG, DATA
from dashboard.starting import SCHEMA, new_dossier
from layers.adding import add_record, cited, events_like, id_for, known_source
from layers.addresses import without_tracking
from layers.config import Config, read_config
from layers.dataset import Dataset, read_dataset
from layers.dossier import SECTIONS, DossierFile
from layers.errors import AlreadyThereError, LeftAsItIsError, did_you_mean
from layers.fields import Part, Record
from layers.keyorder import field_named, fields_of
from layers.parts import DossierInfo
from layers.reading import read_text
from layers.records import KEYED
from layers.rewriting import read_draft
from layers.schema import vocabularies_in
from layers.terminal import printable

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
_OFTEN_ONE: Final = frozenset({"sources", "host", "office"})
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
    options = [_option(model, field) for field in fields_of(model) if field != "id"]
    options += [_ID, _DOSSIER, DATA, CONFIG] + ([_AGAIN] if section == "events" else [])

    def run(config_file: Path, data: Path | None, dossier: str | None, **asked: Any) -> None:
        again, id = asked.pop("again", True), asked.pop("id") or ""
        config = read_config(config_file)
        dataset = read_dataset(data or config_file.parent / config.data, config)
        file = _dossier(dataset, dossier)
        fields = _fields(model, {name: text for name, text in asked.items() if text is not None}, config)
        _add(_Addition(dataset, config, file, section, id), fields, again)

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
        if sys.stdin.isatty():
            for field in ("title", "summary", "region"):
                if field not in said:
                    said |= _asked(DossierInfo, field, config)
        folder = data or config_file.parent / config.data
        made = new_dossier(folder / f"{Path(name).stem}.yaml", said, config, config_file.parent / SCHEMA)
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
    if name is None and len(stems) > 1 and sys.stdin.isatty():
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
    fields = {name: _value(model, name, text, config) for name, text in given.items()}
    if sys.stdin.isatty():
        for name in _ASKED[model.SECTION]:
            if name not in fields and not ("in" in fields and name in _FROM_EVENT):
                fields |= _asked(model, name, config)
        return fields
    needed = [
        name for name in fields_of(model) if field_named(model, name).is_required() and name not in fields
    ]
    if needed:
        names = ", ".join(f"--{name.replace('_', '-')}" for name in needed)
        raise click.UsageError(f"{names} missing; in a terminal they are asked for")
    return fields


def _asked(model: type[Part], name: str, config: Config) -> dict[str, Any]:
    """A field with what the person at the keyboard says; nothing if they say nothing and it may be left out."""
    field = field_named(model, name)
    words = tuple(word for list in vocabularies_in(field) for word in config.vocabularies[list])
    told = f"{field.title}: {field.description}" + (f"\n  one of {', '.join(words)}\n" if words else "")
    while True:
        said = click.prompt(told, default="", show_default=False).strip()
        if not said and not field.is_required():
            return {}
        value = _value(model, name, said, config)
        wrong = [one for one in (value if isinstance(value, list) else [value]) if words and one not in words]
        if said and not wrong:
            return {name: value}
        for one in wrong:
            click.echo(
                f"`{one}` is not in the list; {did_you_mean(str(one), words) or 'take one of it'}", err=True
            )


def _value(model: type[Part], name: str, text: str, config: Config) -> Any:
    """What was typed for a field: a text, a list, or fields of its own, as in a dossier."""
    text = text.strip()
    if text[:1] in ("{", "["):
        parsed = read_text(f"value: {text}".encode(), f"--{name}", config.limits)
        if parsed.problems:
            raise click.UsageError(f"--{name}: {parsed.problems[0].message}: {text}")
        return parsed.values["value"]
    if not _is_list(field_named(model, name).annotation) or (name in _OFTEN_ONE and "," not in text):
        return text
    return [one.strip() for one in text.split(",") if one.strip()]


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(_is_list(part) for part in get_args(annotation))


# --- adding it ---


def _add(addition: _Addition, fields: dict[str, Any], again: bool) -> None:
    """Write the dossier with the record in it, and say where it stands."""
    dataset, section = addition.dataset, addition.section
    if section == "sources" and (known := known_source(dataset, str(fields.get("url", "")))):
        click.echo(f"`{known}` is this source already: cite it by this id")
        return
    if url := fields.get("url"):
        fields["url"] = without_tracking(str(url))
    if sources := fields.get("sources"):
        ids = cited(dataset, sources if isinstance(sources, list) else [sources])
        fields["sources"] = ids if isinstance(sources, list) else ids[0]
    if not again:
        _refuse_likeness(dataset, fields)
    id = addition.id or (id_for(section, fields, dataset) if section in KEYED else "")
    if id and section not in KEYED:
        fields = {"id": id, **fields}
    if section in KEYED and not id:
        raise click.UsageError("its name makes no id: give one with --id, of words-with-hyphens")
    _write(addition, id, fields)


def _refuse_likeness(dataset: Dataset, fields: Mapping[str, Any]) -> None:
    like = list(events_like(dataset, fields))
    if like:
        told = "\n".join(f"  {one.place}: {one.says}" for one in like)
        raise AlreadyThereError(
            f"an event like it is there already; --again adds it all the same\n{printable(told)}"
        )


def _write(addition: _Addition, id: str, fields: Mapping[str, Any]) -> None:
    path = Path(addition.file.path)
    draft = read_draft(path)
    if draft.digest != addition.file.digest:
        raise LeftAsItIsError(f"{path}: changed by somebody else since it was read; left as it is")
    if draft.text != draft.whole:
        raise LeftAsItIsError(
            f"{path}: has a byte order mark or CRLF at the ends of its lines: run `basing fmt` first"
        )
    made = add_record(addition.dataset, addition.file, addition.section, id, fields, addition.config)
    draft.replace(made.text)
    click.echo(printable(f"{path}:{made.line}: added to `{addition.section}`{f' as `{id}`' if id else ''}"))
    for warning in made.warnings:
        click.echo(printable(str(warning)), err=True)
