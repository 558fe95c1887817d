"""Asks a person on a terminal for the fields of a record, and reads what was typed for one."""

import sys
from collections.abc import Iterable, Mapping
from typing import Any, Final

import click

from layers.config import Config, Term
from layers.errors import did_you_mean
from layers.fields import Part
from layers.reading import read_text
from layers.schema import vocabularies_in
from layers.writing.keyorder import field_named, is_list

# Lists that mostly hold one value, and are then written without brackets.
_OFTEN_ONE: Final = frozenset({"sources", "host", "office"})


def is_asked() -> bool:
    """Whether somebody sits at a terminal who can be asked."""
    return sys.stdin.isatty()


def ask(model: type[Part], name: str, config: Config) -> dict[str, Any]:
    """A field with what the person says; nothing if they say nothing and it may be left out.

    Asked again until it can be read, and is in its vocabulary where it has one; `?` tells what its words mean.
    """
    field = field_named(model, name)
    terms = _terms(vocabularies_in(field), config)
    click.echo(f"\n{field.description}" + (f" One of {', '.join(terms)}." if terms else ""))
    while True:
        said = click.prompt(_prompt(name, field.is_required(), terms), default="", show_default=False).strip()
        if said == "?" and terms:
            _explain(terms)
        elif said:
            try:
                value = value_of(model, name, said, config)
            except click.UsageError as fault:
                click.echo(fault.message)
                continue
            wrong = _unknown(value, terms)
            if not wrong:
                return {name: value}
            click.echo("\n".join(wrong))
        elif not field.is_required():
            return {}


def _prompt(name: str, required: bool, terms: Mapping[str, Term]) -> str:
    notes = [*(["? tells what they mean"] if terms else []), *([] if required else ["Enter leaves it out"])]
    return f"{name} ({', '.join(notes)})" if notes else name


def _terms(vocabularies: Iterable[str], config: Config) -> dict[str, Term]:
    return {word: term for name in sorted(vocabularies) for word, term in config.vocabularies[name].items()}


def _explain(terms: Mapping[str, Term]) -> None:
    width = max(map(len, terms))
    click.echo("\n".join(f"  {word:{width}}  {term.definition}" for word, term in terms.items()))


def _unknown(value: Any, terms: Mapping[str, Term]) -> list[str]:
    """What is to be said of words that are not in the list."""
    words = value if isinstance(value, list) else [value]
    return [
        f"`{word}` is not in the list; {did_you_mean(str(word), tuple(terms)) or 'take one of it'}"
        for word in words
        if terms and word not in terms
    ]


def value_of(model: type[Part], name: str, text: str, config: Config) -> Any:
    """What was typed for a field: a text, a list, or fields of its own, as in a dossier. UsageError if neither."""
    text = text.strip()
    if text[:1] in ("{", "["):
        parsed = read_text(f"value: {text}".encode(), f"--{name}", config.limits)
        if parsed.problems:
            raise click.UsageError(f"--{name}: {parsed.problems[0].message}: {text}")
        return parsed.values["value"]
    if not is_list(field_named(model, name).annotation) or (name in _OFTEN_ONE and "," not in text):
        return text
    return [one.strip() for one in text.split(",") if one.strip()]
