"""The widgets for fields of one value or several: texts, dates, words of a vocabulary, ids of other records."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import streamlit as st

from dashboard.editing.fields import Form, Inside, kind_of
from dashboard.page import plain
from layers.config import Term
from layers.dates import EdtfDate
from layers.markup import escape
from layers.places import actor_codes
from layers.references import referring, sections_of
from layers.schema import vocabularies_in
from layers.writing.keyorder import field_named


def draw_text(form: Form, inside: Inside, name: str) -> None:
    """A text, over several lines where it is prose."""
    value = inside.values.get(name)
    prose = kind_of(inside.model, name) == "prose" or len(value or "") > 80 or "\n" in (value or "")
    draw: Callable[..., Any] = st.text_area if prose else st.text_input
    draw(label(inside, name), **_widget(form, inside, name, value or "", _text))


def draw_date(form: Form, inside: Inside, name: str) -> None:
    """A date as the public record gives them, said in words below."""
    value = inside.values.get(name)
    st.text_input(
        label(inside, name),
        placeholder="2024-12-08, 2024-12, 2024~ (about), 2024? (uncertain), 2024-11/2025-02",
        **_widget(form, inside, name, value or "", _text),
    )
    if value and (said := _day(value)) and said != value:
        st.caption(plain(said))


def _day(value: str) -> str:
    try:
        return EdtfDate.parse(value).label()
    except ValueError:
        return ""


def _text(said: str) -> str | None:
    return said.strip() or None


def draw_flag(form: Form, inside: Inside, name: str) -> None:
    """Yes or no."""
    st.selectbox(
        label(inside, name), ["true", "false"], index=None, placeholder="not said",
        **_widget(form, inside, name, inside.values.get(name), lambda said: said),
    )  # fmt: skip


def draw_lines(form: Form, inside: Inside, name: str) -> None:
    """Several texts, one in a line."""
    value = inside.values.get(name)
    lines = [value] if isinstance(value, str) else value or []
    shown = "\n".join(one or "" for one in lines)
    st.text_area(
        f"{label(inside, name)}, one in a line",
        **_widget(form, inside, name, shown, _lines),
    )  # fmt: skip


def _lines(said: str) -> list[str] | None:
    return [one.strip() for one in said.split("\n") if one.strip()] or None


def draw_names(form: Form, inside: Inside, name: str) -> None:
    """Names by the tags of their languages, one in a line."""
    value = inside.values.get(name)
    shown = "\n".join(f"{tag}: {said or ''}".rstrip() for tag, said in (value or {}).items())
    st.text_area(
        f"{label(inside, name)}, one in a line",
        placeholder="ar: طرطوس",
        **_widget(form, inside, name, shown, _names),
    )


def _names(said: str) -> dict[str, str] | None:
    pairs = (line.partition(":") for line in said.split("\n") if line.strip())
    return {tag.strip(): name.strip() for tag, _, name in pairs} or None


# --- words of a vocabulary, ids of other records ---


def draw_word(form: Form, inside: Inside, name: str) -> None:
    """One word of a vocabulary, with what it means."""
    terms = _terms(form, inside, name)
    value = inside.values.get(name)
    words = dict.fromkeys((*terms, *([value] if value else [])))
    st.selectbox(
        label(inside, name), list(words), index=None, placeholder="not said",
        format_func=lambda word: _meaning(word, terms),
        **_widget(form, inside, name, value, lambda said: said),
    )  # fmt: skip


def draw_words(form: Form, inside: Inside, name: str) -> None:
    """Several words of a vocabulary."""
    terms = _terms(form, inside, name)
    _draw_several(form, inside, name, tuple(terms), lambda word: _meaning(word, terms), False)


def _terms(form: Form, inside: Inside, name: str) -> dict[str, Term]:
    lists = sorted(vocabularies_in(field_named(inside.model, name)))
    return {word: term for one in lists for word, term in form.config.vocabularies[one].items()}


def _meaning(word: str, terms: Mapping[str, Term]) -> str:
    term = terms.get(word)
    return f"{word}: {term.definition}" if term else word


def draw_id(form: Form, inside: Inside, name: str) -> None:
    """The id of another record, found by its name; one that is yet to be written may be typed."""
    known = _records(form, inside, name)
    value = inside.values.get(name)
    ids = dict.fromkeys((*known, *([value] if value else [])))
    st.selectbox(
        label(inside, name), list(ids), index=None, placeholder="search by name or id", accept_new_options=True,
        format_func=lambda id: _called(id, known),
        **_widget(form, inside, name, value, lambda said: _id_in(said, ids) if said else None),
    )  # fmt: skip


def draw_ids(form: Form, inside: Inside, name: str) -> None:
    """The ids of several other records."""
    known = _records(form, inside, name)
    _draw_several(form, inside, name, tuple(known), lambda id: _called(id, known), True)


def _draw_several(
    form: Form,
    inside: Inside,
    name: str,
    options: tuple[str, ...],
    called: Callable[[str], str],
    open_end: bool,
) -> None:
    value = inside.values.get(name)
    chosen = [value] if isinstance(value, str) else [one for one in value or [] if one]
    st.multiselect(
        label(inside, name), list(dict.fromkeys((*options, *chosen))), placeholder="search by name or id",
        format_func=called, accept_new_options=open_end,
        **_widget(form, inside, name, chosen, lambda said: _one_or_more([_id_in(one, options) for one in said], value)),
    )  # fmt: skip


def _id_in(said: str, ids: Collection[str]) -> str:
    """The id that was chosen: a browser that shows what its record was called before tells name and id."""
    _, _, last = said.removesuffix(")").rpartition(" (")
    return last if said not in ids and last in ids else said


def _one_or_more(said: list[str], before: Any) -> Any:
    """The values chosen; one alone without brackets where it was so, or where nothing was."""
    return said[0] if len(said) == 1 and not isinstance(before, list) else said or None


def _records(form: Form, inside: Inside, name: str) -> Mapping[str, str]:
    field = next(field for field, key in referring(inside.model) if key == name)
    sections = sections_of(field, form.record) or tuple(form.known)
    named = {id: title for section in reversed(sections) for id, title in form.known.get(section, {}).items()}
    return (named | {code: title for code, title in actor_codes().items() if code not in named}
            if "actors" in sections else named)  # fmt: skip


def _called(id: str, known: Mapping[str, str]) -> str:
    return f"{known[id]} ({id})" if known.get(id, id) != id else id


def draw_map(form: Form, inside: Inside, name: str) -> None:
    """What is drawn and not typed."""
    drawn = "is drawn" if inside.values.get(name) else "is not drawn"
    st.html(f'<p class="said"><b>{escape(label(inside, name))}</b> {drawn}: see the map.</p>')


def draw_odd(form: Form, inside: Inside, name: str) -> None:
    """A field that no widget can show as it stands."""
    st.html(
        f'<p class="said"><b>{escape(label(inside, name))}</b> is written in a way of its own: see the text.</p>'
    )


# --- what all have ---


def label(inside: Inside, name: str) -> str:
    """What a field is called; a star where no record can do without it."""
    field = field_named(inside.model, name)
    return f"{field.title or name}{' *' if field.is_required() else ''}"


def widget_key(form: Form, inside: Inside, name: str) -> str:
    """The key of a field's widget in the session."""
    return ":".join(map(str, (form.prefix, *inside.at, name)))


def _widget(form: Form, inside: Inside, name: str, shown: Any, read: Callable[[Any], Any]) -> dict[str, Any]:
    """What every widget of a field takes; `read` makes the field's value of the widget's."""
    key = widget_key(form, inside, name)
    st.session_state[key] = shown

    def said() -> None:
        form.change(inside.changes(name, read(st.session_state[key])))

    return {"key": key, "on_change": said, "help": plain(field_named(inside.model, name).description or "")}
