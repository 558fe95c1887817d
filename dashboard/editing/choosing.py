"""What is edited: a dossier and a record in it, chosen in the sidebar and said in the address."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import streamlit as st

from dashboard.editing import drafts
from dashboard.editing.records import Spot, read_values, spot_of, spots_in, title_of
from dashboard.editing.telling import tell
from dashboard.watch import Reading
from layers.dossier import SECTIONS, DossierFile
from layers.errors import LeftAsItIsError
from layers.markup import escape
from layers.records import KEYED
from layers.writing.adding import id_for
from layers.writing.inserting import insert_record

# What the id of a new record is made of.
_NAMED_BY: Final[Mapping[str, str]] = {
    "actors": "name", "installations": "name", "agreements": "title", "negotiations": "title", "sources": "publisher",
}  # fmt: skip


def choose_dossier(files: Sequence[DossierFile]) -> DossierFile:
    """The dossier that the address names, or that holds the record that it names; the first where it names none."""
    stems = {file.stem: file for file in files}
    asked = st.query_params.get("dossier") or _stem_with(st.query_params.get("record", ""), files)
    st.session_state["edit_dossier"] = asked if asked in stems else next(iter(stems))
    stem = st.selectbox(
        "Dossier", list(stems), key="edit_dossier", on_change=_take_dossier, args=(tuple(stems),)
    )
    changed = [path.stem for path in drafts.unsaved()]
    if changed:
        st.html(f'<p class="summary">Not saved yet: {escape(", ".join(changed))}</p>')
    return stems[stem]


def _stem_with(id: str, files: Sequence[DossierFile]) -> str:
    return next((file.stem for file in files if any(one.record.id == id for one in file.stated)), "")


def _take_dossier(stems: Collection[str]) -> None:
    if st.session_state["edit_dossier"] in stems:
        st.query_params.from_dict({"dossier": st.session_state["edit_dossier"]})


def choose_record(values: Mapping[str, Any], stem: str) -> Spot | None:
    """The record that the address names, the first installation or record where it names none; None without any.

    A record that cannot be read at the moment, while its lines are typed, stays the chosen one.
    """
    spots = list(spots_in(values))
    said = st.query_params.get("record", "")
    asked = Spot.read(said) or spot_of(values, said)
    if asked is None:
        asked = next((spot for spot in spots if spot.section == "installations"), spots[0] if spots else None)
    if asked is not None and asked not in spots:
        spots.append(asked)
    st.session_state["edit_record"] = asked
    titles = _titles(values, spots)
    st.selectbox(
        "Record", spots, key="edit_record", on_change=_take_record, args=(stem,), placeholder="None yet",
        format_func=lambda spot: titles.get(spot, str(spot)),
    )  # fmt: skip
    point_to(stem, asked)
    return asked


def _titles(values: Mapping[str, Any], spots: Sequence[Spot]) -> Mapping[Spot, str]:
    """What each record is called, no two alike: a browser tells by these words which one was chosen."""
    titles = {spot: title_of(values, spot) for spot in spots}
    often = Counter(titles.values())
    return {spot: f"{title} ({spot.key})" if often[title] > 1 else title for spot, title in titles.items()}


def _take_record(stem: str) -> None:
    """Let the address name the chosen record.

    A browser that still shows what a record was called before tells that name, which names none: then all stays.
    """
    chosen = st.session_state["edit_record"]
    if isinstance(chosen, Spot):
        point_to(stem, chosen)


def point_to(stem: str, spot: Spot | None) -> None:
    """Let the address name a record, or a dossier alone."""
    wanted = {"dossier": stem} | ({"record": str(spot)} if spot else {})
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


# --- a new record ---


def draw_new(file: DossierFile, reading: Reading) -> None:
    """What begins a record."""
    with st.popover("New record", width="stretch", key="new_record", on_change="rerun"):
        kinds = {SECTIONS[section].__name__: section for section in SECTIONS}
        kind = st.selectbox("Kind", list(kinds), index=list(kinds).index("Event"), key="new_kind")
        section = kinds[kind]
        if section in KEYED:
            st.text_input(_NAMED_BY[section].capitalize(), key="new_name")
            st.text_input("Id", key="new_id", help="Made of the name if it is left empty.")
        st.button("Begin it", key="new_begin", type="primary", on_click=_begin, args=(file, reading, section))


def _begin(file: DossierFile, reading: Reading, section: str) -> None:
    path, limits = Path(file.path), reading.config.limits
    id, fields = _named(section, reading) if section in KEYED else ("", {})
    text = drafts.held(path).text
    before = read_values(text, limits)
    if section in KEYED and not id:
        tell("A record of this kind has an id: give its name, or an id of words-with-hyphens.")
        return
    if section in KEYED and id in (before.get(section) or {}):
        tell(f"There is a record with the id {id} already.")
        return
    try:
        made, _line = insert_record(text, section, id, fields, reading.config)
    except LeftAsItIsError as fault:
        tell(f"No record was begun: {fault}.")
        return
    drafts.put_text(path, made)
    st.session_state.update(new_name="", new_id="", new_record=False, edit_way="Form")
    point_to(file.stem, Spot(section, id or _place(before, read_values(made, limits), section)))


def _named(section: str, reading: Reading) -> tuple[str, dict[str, str]]:
    """The id that a new record is to have, made of its name where none was typed; and the field of the name."""
    name, id = (str(st.session_state[key]).strip() for key in ("new_name", "new_id"))
    fields = {_NAMED_BY[section]: name} if name else {}
    return id or id_for(section, fields, reading.dataset), fields


def _place(before: Mapping[str, Any], after: Mapping[str, Any], section: str) -> int:
    """The number of the record that one list has and the other has not."""
    old, new = before.get(section) or [], after[section]
    return next((number for number, one in enumerate(old) if new[number] != one), len(old))
