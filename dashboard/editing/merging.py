"""A dossier that somebody else changed meanwhile: as it was, as they have it, as I have it; put together by choice."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from dashboard.editing import drafts
from dashboard.editing.drafts import Edited
from dashboard.editing.telling import tell
from dashboard.page import plain
from layers.config import Config
from layers.errors import LeftAsItIsError
from layers.markup import escape
from layers.writing.rewriting import Draft
from layers.writing.threeway import Choice, Collision, ThreeWay, settle, three_way

_ANSWERS: Final[Mapping[str, Choice]] = {"Theirs": "theirs", "Mine": "mine"}


def draw_merging(edited: Edited, there: Draft, config: Config) -> None:
    """What both changed, with a choice for each, and the button that puts both together."""
    three = three_way(edited.base.text, edited.text, there.text, config)
    st.warning(
        plain(
            f"Somebody else has saved {edited.base.path.name} since you opened it. Nothing of yours is lost; it cannot "
            "be saved before both are put together."
        )
    )
    with st.container(border=True, key="merging"):
        st.html(f'<h2 class="part">{_headline(three)}</h2>')
        choices = {one: _draw_collision(number, one) for number, one in enumerate(three.collisions)}
        left = sum(choice is None for choice in choices.values())
        st.button(
            "Put both together" if not left else f"Put both together ({left} to choose)",
            key="merge", type="primary", disabled=bool(left), on_click=_merge, args=(three, there),
        )  # fmt: skip
        st.button("Drop my changes", key="merge_drop", on_click=drafts.go_on_from, args=(there, there.text))


def _headline(three: ThreeWay) -> str:
    number = len(three.collisions)
    if not number:
        return "What you changed and what they changed do not touch each other"
    return "One thing was changed by both" if number == 1 else f"{number:,} things were changed by both"


def _draw_collision(number: int, one: Collision) -> Choice | None:
    name = " · ".join(filter(None, (one.section, one.record, one.field))) or "the whole file"
    sides = (("As it was", one.was), ("Theirs", one.theirs), ("Mine", one.mine))
    columns = "".join(_column(title, text) for title, text in sides)
    st.html(f'<h3 dir="auto">{escape(name)}</h3><div class="collision">{columns}</div>')
    said = st.radio(
        f"What is to stand for {plain(name)}",
        list(_ANSWERS),
        index=None,
        horizontal=True,
        key=f"collision_{number}",
    )
    return _ANSWERS[said] if said else None


def _column(title: str, text: str) -> str:
    shown = escape(text[:4000]) if text else "<i>nothing</i>"
    return f'<section><h4>{title}</h4><pre dir="auto" tabindex="0">{shown}</pre></section>'


def _merge(three: ThreeWay, there: Draft) -> None:
    choices = {
        one: _ANSWERS[st.session_state[f"collision_{number}"]] for number, one in enumerate(three.collisions)
    }
    try:
        text = settle(three, choices)
    except LeftAsItIsError as fault:
        tell(f"{fault}.")
        return
    drafts.go_on_from(there, text)
    tell("Both are put together. Look at what changes, then save.", "done")
