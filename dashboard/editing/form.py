"""A form for one record, made from its model: a widget for each field, and what is wrong with it below."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from dashboard.editing import widgets
from dashboard.editing.fields import Form, Inside, Kind, kind_for, typed_fields
from dashboard.page import plain
from layers.errors import Problem
from layers.markup import escape
from layers.records import SHORT_FIELDS
from layers.writing.changing import Path
from layers.writing.keyorder import field_named, fields_of, part_in

# What most records of a kind have: shown at once, the rest further down.
_USUAL: Final = frozenset({
    "name", "title", "host", "hosts", "operators", "kind", "type", "location", "status", "parties", "installations",
    "date", "actors", "summary", "sources", "in", "speaker", "party", "roles", "stance", "says", "url", "publisher",
    "published", "language", "tier", "country", "office", "signed", "topic", "versions", "by", "what", "record",
})  # fmt: skip


def draw(form: Form, values: Mapping[str, Any], problems: Mapping[str, list[Problem]]) -> None:
    """The whole form; `problems` are those of the record, by the name of the field that they are of."""
    inside = Inside(form.record, values)
    names = list(typed_fields(form.record, values))
    canonical = SHORT_FIELDS.get(form.record.__name__, {})
    beside = {canonical.get(name, name) for name in names}
    for problem in (one for field, told in problems.items() if field not in beside for one in told):
        _tell(problem)
    shown = [name for name in names if name in values or name in _USUAL or name in problems]
    draw_fields(form, inside, shown, problems)
    if rest := [name for name in names if name not in shown]:
        more = st.expander("More fields", key=f"{form.prefix}:more", on_change="rerun")
        if more.open:
            with more:
                draw_fields(form, inside, rest, problems)


def draw_fields(
    form: Form, inside: Inside, names: Iterable[str], problems: Mapping[str, list[Problem]]
) -> None:
    """A widget for each of some fields of a record or a part, and its problems below."""
    canonical = SHORT_FIELDS.get(inside.model.__name__, {})
    for name in names:
        _DRAWN[kind_for(inside.model, name, inside.values.get(name))](form, inside, name)
        for problem in problems.get(canonical.get(name, name), ()):
            _tell(problem)


def _tell(problem: Problem) -> None:
    hint = f" ({problem.hint})" if problem.hint else ""
    sign = "Fault" if problem.severity == "error" else "Warning"
    st.html(f'<p class="said {problem.severity}"><b>{sign}</b> {escape(problem.message + hint)}</p>')


# --- parts ---


def _draw_part(form: Form, inside: Inside, name: str) -> None:
    value = inside.values.get(name)
    key = widgets.widget_key(form, inside, f"{name}:fold")
    label = plain(widgets.label(inside, name))
    fold = st.expander(label, expanded=value is not None, key=key, on_change="rerun")
    if fold.open:
        with fold:
            _draw_inner(form, inside, name, value, (*inside.at, name))
            if value is not None:
                _draw_remover(form, inside, name, (*inside.at, name))


def _draw_parts(form: Form, inside: Inside, name: str) -> None:
    """Each part folds out; what is folded is not drawn, for a long history has hundreds of fields."""
    value = inside.values.get(name)
    place = (*inside.at, name)
    items = value if isinstance(value, list) else [value] if value is not None else []
    with st.container(border=True):
        st.html(f'<p class="label">{escape(widgets.label(inside, name))}</p>')
        for number, item in enumerate(items):
            at = (*place, number) if isinstance(value, list) else place
            label = plain(f"{number + 1}. {_in_short(item)}")
            fold = st.expander(label, key=_fold_key(form, inside, name, number), on_change="rerun")
            if fold.open:
                with fold:
                    _draw_inner(form, inside, name, item, at)
                    _draw_remover(form, inside, name, at if len(items) > 1 else place)
        key = widgets.widget_key(form, inside, f"{name}:add")
        st.button("Add one", key=key, on_click=_add_part, args=(form, inside, name, len(items)))


def _add_part(form: Form, inside: Inside, name: str, number: int) -> None:
    st.session_state[_fold_key(form, inside, name, number)] = True
    form.change({(*inside.at, name, number): {}})


def _fold_key(form: Form, inside: Inside, name: str, number: int) -> str:
    return widgets.widget_key(form, inside, f"{name}:{number}:fold")


def _draw_inner(form: Form, inside: Inside, name: str, value: Any, at: Path) -> None:
    """The fields of a part; a bare value is that of its first field."""
    model: Any = part_in(field_named(inside.model, name).annotation)
    values = {fields_of(model)[0]: value} if isinstance(value, str) else value or {}
    inner = Inside(model, values, at, bare=isinstance(value, str))
    draw_fields(form, inner, list(typed_fields(model, values)), {})


def _draw_remover(form: Form, inside: Inside, name: str, at: Path) -> None:
    key = widgets.widget_key(form, replace(inside, at=at), "remove")
    st.button("Remove", key=key, on_click=form.change, args=({at: None},))


def _in_short(item: Any) -> str:
    words = item.values() if isinstance(item, dict) else [item]
    return ", ".join(str(one) for one in words if isinstance(one, str))[:70] or "empty"


_DRAWN: Final[Mapping[Kind, Callable[[Form, Inside, str], None]]] = {
    "parts": _draw_parts, "part": _draw_part, "words": widgets.draw_words, "word": widgets.draw_word,
    "ids": widgets.draw_ids, "id": widgets.draw_id, "names": widgets.draw_names, "lines": widgets.draw_lines,
    "date": widgets.draw_date, "flag": widgets.draw_flag, "prose": widgets.draw_text, "text": widgets.draw_text,
    "map": widgets.draw_map, "odd": widgets.draw_odd,
}  # fmt: skip
