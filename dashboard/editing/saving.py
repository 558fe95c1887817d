"""Saving what was edited, and taking it back: who may is asked each time, on the server."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import streamlit as st

from dashboard import login
from dashboard.editing import drafts
from dashboard.editing.drafts import Edited
from dashboard.editing.telling import tell
from dashboard.editors import Editor, Rule, editor, refusal
from dashboard.watch import Watch
from layers.errors import BasingError, NotCommittedError
from layers.journal import JOURNAL
from layers.markup import escape
from layers.writing.committing import commit, in_repository
from layers.writing.proposing import Proposal, propose
from layers.writing.rewriting import Draft
from layers.writing.saving import Save, Signature, recover, save


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an editor works: the watcher of the data, the folder of the dossiers, and the rule by which one edits."""

    watched: Watch
    folder: Path
    rule: Rule

    def who(self) -> Editor | None:
        """Who edits, by the newest configuration; None if the reader may not."""
        return editor(self.watched.reading.config, login.session(self.rule), self.folder)

    def refusal(self) -> str:
        """Why the reader may not edit."""
        return refusal(self.watched.reading.config, login.session(self.rule))


@dataclass(frozen=True, slots=True)
class Done:
    """A save of this session: the text that was there before, and the file as it left it."""

    before: str
    after: Draft
    when: datetime
    reason: str


def recover_once(desk: Desk) -> None:
    """Settle what a save that was cut short left open, when a session begins to edit."""
    if not st.session_state.get("edit_recovered"):
        st.session_state["edit_recovered"] = True
        try:
            settled = recover(desk.folder)
            told = (
                f"A save of {line.file} by {line.who} was cut short: it was {line.step}." for line in settled
            )
            tell(" ".join(told), "done")
        except BasingError as fault:
            tell(str(fault))


def draw_save(desk: Desk, edited: Edited, proposal: Proposal) -> None:
    """The reason, the button, and why it cannot be pressed."""
    hindered = _hindrance(edited, proposal)
    st.text_input("Reason for the change", key="edit_reason", placeholder="A new source, a correction, …")
    if _in_repository(str(desk.folder.resolve())):
        st.checkbox("Commit to git with this reason", key="edit_commit")
    left, right = st.columns(2)
    left.button(
        "Save", key="edit_save", type="primary", disabled=bool(hindered), width="stretch", on_click=_save,
        args=(desk, edited.base.path),
    )  # fmt: skip
    right.button(
        "Drop my changes", key="edit_drop", disabled=not edited.is_changed, width="stretch", on_click=drafts.put_text,
        args=(edited.base.path, edited.base.text),
    )  # fmt: skip
    if hindered:
        st.html(f'<p class="counted">{escape(hindered)}</p>')


@st.cache_data(ttl=30, show_spinner=False)
def _in_repository(folder: str) -> bool:
    """Asked of git now and then, and not at each key that is pressed."""
    return in_repository(Path(folder))


def _hindrance(edited: Edited, proposal: Proposal) -> str:
    if not edited.is_changed:
        return "Nothing is changed yet."
    if number := len(proposal.faults):
        return f"{number:,} fault{'' if number == 1 else 's'} that these changes bring: mend what is marked, then save."
    return ""


def _save(desk: Desk, path: Path) -> None:
    edited, reason = drafts.held(path), " ".join(str(st.session_state["edit_reason"]).split())
    if not reason:
        tell("Say in a few words why: the reason stands in the journal beside your name.")
        return
    reading = desk.watched.reading
    if propose(reading.dataset, str(path), edited.text, reading.config).faults:
        tell("Nothing was saved: these changes bring faults. They are marked where they are.")
        return
    saved = _put(desk, edited.base, edited.text, reason)
    if saved is None:
        return
    drafts.go_on_from(saved.draft, edited.text)
    _done().append(Done(edited.base.text, saved.draft, datetime.now().astimezone(), reason))
    st.session_state["edit_reason"] = ""
    _tell_saved(desk, path, reason)


def _put(desk: Desk, base: Draft, text: str, reason: str) -> Save | None:
    """Save a text for somebody who may; None where that cannot be done, which is told."""
    who = desk.who()
    if who is None:
        tell(f"Nothing was saved. {desk.refusal()} Your text is still here.")
        return None
    name = f"{who.name} <{who.email}>" if who.email else who.name
    try:
        saved = save(desk.folder, base, text, Signature(name, datetime.now().astimezone(), reason))
    except BasingError as fault:
        tell(f"{fault}. Your text is still here.")
        return None
    desk.watched.renew()
    return saved


def _tell_saved(desk: Desk, path: Path, reason: str) -> None:
    who = desk.who() if st.session_state.get("edit_commit") else None
    if who is None:
        tell(f"Saved {path.name}.", "done")
        return
    try:
        made = commit(desk.folder, [path, desk.folder / JOURNAL], who.name, who.email or "", reason)
        tell(f"Saved {path.name}. Committed as {made}.", "done")
    except NotCommittedError as fault:
        tell(f"Saved {path.name}, but {fault}.")


# --- taking back ---


def draw_done(desk: Desk) -> None:
    """The saves of this session, the latest first, each of which can be taken back."""
    done = _done()
    if not done:
        return
    st.html('<h2 class="part">Saved in this session</h2>')
    for number in reversed(range(len(done))):
        one = done[number]
        words, button = st.columns([3, 1], vertical_alignment="center")
        words.html(
            f'<p class="saved"><time>{one.when:%H:%M}</time> {escape(one.after.path.name)}: {escape(one.reason)}</p>'
        )
        button.button("Undo", key=f"undo_{number}", on_click=_take_back, args=(desk, number), width="stretch")


def _take_back(desk: Desk, number: int) -> None:
    one = _done()[number]
    path = one.after.path
    if path in drafts.unsaved():
        tell(f"You have changes in {path.name} that are not saved: save or drop them first.")
        return
    reason = f"Undo: {one.reason}"
    try:
        there = drafts.held(path).base
    except BasingError as fault:
        tell(f"{fault}.")
        return
    if there.digest != one.after.digest:
        drafts.go_on_from(one.after, one.before)
        tell(f"{path.name} was changed since that save: put together what is to stand, then save.")
        return
    saved = _put(desk, there, one.before, reason)
    if saved:
        drafts.go_on_from(saved.draft, one.before)
        del _done()[number]
        _tell_saved(desk, path, reason)


def _done() -> list[Done]:
    done: list[Done] = st.session_state.setdefault("edit_done", [])
    return done
