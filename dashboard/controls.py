"""Every widget that takes input: what they say together is the View, and the address is where it is kept.

A run reads the View from the address and sets the widgets to it; a widget that is moved writes the address anew
before the next run. So a link, a click on the map, Back and a widget all take the same way.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlencode

import streamlit as st

from layers.choices import FILTERS, Filter, distinct, option_names
from layers.errors import Problem, did_you_mean
from layers.markup import escape
from layers.overlays import OVERLAYS
from layers.scene import Scene
from layers.view import View

COUNT = " · "
"""Between the name of an option and the number of installations that it leaves."""


# --- the View in the address ---


def asked() -> tuple[View, tuple[Problem, ...]]:
    """The View in the address, and a Problem for each part of it that was not understood."""
    pairs = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    return View.from_query(urlencode(pairs))


def go(view: View) -> None:
    """Put the View in the address, where the next run reads it; but for the map's place, which the bridge writes."""
    placeless = replace(view, lat=None, lon=None, zoom=None)
    st.query_params.from_dict(parse_qs(placeless.to_query(), keep_blank_values=True))


def select(id_: str) -> None:
    """Select a record and leave the rest of the View as it is."""
    go(replace(asked()[0], selected=id_))


def clear(names: str) -> None:
    """Ask for nothing in these fields of the View (their names, with spaces)."""
    empty = View()
    known = {field.name for field in fields(View)} & set(names.split())
    go(replace(asked()[0], **{name: getattr(empty, name) for name in known}))


def strangers(scene: Scene) -> tuple[Problem, ...]:
    """A Problem for each value in the View that the data or the configuration do not know."""
    overlays = tuple(overlay.name for overlay in OVERLAYS)
    asked_for = [("lang", scene.view.lang, scene.config.languages)]
    asked_for += [("overlays", name, overlays) for name in scene.view.overlays or ()]
    found = [
        Problem("address", 0, 0, f"`{field}={value}` is not known", did_you_mean(value, known), "view", field)
        for field, value, known in asked_for
        if value not in known
    ]
    return (*(problem for problem in scene.problems if problem.record == "view"), *found)


# --- the widgets ---


def draw(scene: Scene) -> None:
    """The sidebar: what may be asked, set to what is asked."""
    st.html(f'<h1 class="title">{escape(scene.config.title)}</h1>')
    st.html(f'<p class="summary">{escape(scene.config.summary)}</p>')
    _days(scene)
    if st.session_state.get("q") != scene.view.q:  # else leave alone what is being typed
        _set("q", scene.view.q)
    st.text_input("Search", key="q", placeholder="name, alias, حميميم …", on_change=_searched)
    for each in FILTERS[:3]:
        _filter(scene, each)
    _overlays(scene)
    with st.expander("More filters", expanded=any(getattr(scene.view, each.field) for each in FILTERS[3:])):
        for each in FILTERS[3:]:
            _filter(scene, each)
    _record(scene)
    _language(scene)
    st.button("Reset", key="reset", on_click=go, args=(View(lang=scene.view.lang),), width="stretch")


def _days(scene: Scene) -> None:
    first, last = _span(scene)
    _set("as_of", scene.day)
    st.date_input(
        "As of", key="as_of", format="YYYY-MM-DD", on_change=_day_chosen, args=("as_of", scene.today)
    )
    _set("as_of_slider", min(max(scene.day, first), last))
    st.slider(
        "As of, by slider",
        first,
        last,
        key="as_of_slider",
        format="MMM YYYY",
        label_visibility="collapsed",
        on_change=_day_slid,
        args=(scene.today,),
    )
    _set("known_by", scene.known_by)
    st.date_input(
        "Known by",
        key="known_by",
        format="YYYY-MM-DD",
        help="Only what had been published by this day is shown.",
        on_change=_day_chosen,
        args=("known_by", scene.today),
    )


def _span(scene: Scene) -> tuple[date, date]:
    """From the first event in the data to today: what the slider runs over."""
    days = scene.frames.events["earliest"].dropna()
    first = days.min().date() if len(days) else date(scene.today.year - 1, 1, 1)
    return min(first, scene.today.replace(day=1)), max(scene.today, scene.day)


def _filter(scene: Scene, each: Filter) -> None:
    names = _names(scene, each)
    counts = scene.facets[each.field]
    # The numbers change from run to run: setting the value each time keeps it, whatever its option is called now.
    st.session_state[each.field] = list(getattr(scene.view, each.field))
    st.multiselect(
        each.label,
        list(names),
        key=each.field,
        format_func=lambda value: f"{names[value]}{COUNT}{counts.get(value, 0)}",
        placeholder="all",
        on_change=_filtered,
        args=(each.field, names),
    )


def _names(scene: Scene, each: Filter) -> Mapping[str, str]:
    """Each option's name; options that are asked for but unknown come last."""
    options = dict.fromkeys((*scene.facets[each.field], *getattr(scene.view, each.field)))
    return option_names(scene, each, options)


def _overlays(scene: Scene) -> None:
    st.html('<p class="label">On the map</p>')
    for overlay in OVERLAYS:
        on = overlay.on if scene.view.overlays is None else overlay.name in scene.view.overlays
        _set(f"overlay_{overlay.name}", on)
        st.checkbox(overlay.title, key=f"overlay_{overlay.name}", on_change=_overlaid)


def _record(scene: Scene) -> None:
    records = (*scene.installations, *scene.negotiations)
    names = {record.id: scene.name(record) for record in records}
    if scene.selected is not None and scene.view.selected not in names:
        names[scene.view.selected] = scene.name(scene.selected)
    st.session_state["selected"] = scene.view.selected if scene.view.selected in names else None
    st.selectbox(
        "Record selected",
        list(names),
        key="selected",
        format_func=distinct(names).__getitem__,
        index=None,
        placeholder="none",
        on_change=_recorded,
    )


def _language(scene: Scene) -> None:
    languages = scene.config.languages
    _set("lang", scene.view.lang if scene.view.lang in languages else languages[0])
    st.selectbox("Language of names", languages, key="lang", on_change=_spoken)


def _set(key: str, value: Any) -> None:
    """Set a widget to a value, each time: what a run says that is cut short by the next one never arrives."""
    st.session_state[key] = value


# --- a widget was moved ---


def _change(**values: Any) -> None:
    go(replace(asked()[0], **values))


def _day_chosen(field: str, today: date) -> None:
    day = st.session_state[field]
    _change(**{field: None if day == today else day})


def _day_slid(today: date) -> None:
    day = st.session_state["as_of_slider"]
    _change(as_of=None if day == today else day)


def _searched() -> None:
    _change(q=st.session_state["q"].strip())


def _filtered(field: str, names: Mapping[str, str]) -> None:
    ids = {name: id_ for id_, name in names.items()}
    # An option picked while its number was changing arrives as the text it had.
    chosen = [
        value if value in names else ids.get(value.rpartition(COUNT)[0]) for value in st.session_state[field]
    ]
    _change(**{field: tuple(id_ for id_ in chosen if id_)})


def _overlaid() -> None:
    on = {overlay.name: st.session_state[f"overlay_{overlay.name}"] for overlay in OVERLAYS}
    usual = all(on[overlay.name] == overlay.on for overlay in OVERLAYS)
    _change(overlays=None if usual else tuple(name for name, is_on in on.items() if is_on))


def _recorded() -> None:
    _change(selected=st.session_state["selected"] or "")


def _spoken() -> None:
    _change(lang=st.session_state["lang"])
