"""What somebody has in their hands: dossiers as they were opened, and as they would have them. Kept in the session."""

from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from dashboard.editing.telling import tell
from layers.writing.rewriting import Draft, read_draft


@dataclass(frozen=True, slots=True)
class Edited:
    """One dossier: the file as it was opened, and the text that is to take its place."""

    base: Draft
    text: str
    turn: int = 0
    """Grows with each change that was not typed into the text: what shows the text then shows it anew."""
    touched: bool = False
    """Whether this session ever changed it."""

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to save."""
        return self.text != self.base.text


def held(path: Path) -> Edited:
    """The dossier as this session has it; opened anew where nothing was changed.

    LeftAsItIsError if the file cannot be read, and nothing is held of it.
    """
    known = _all().get(str(path))
    if known is not None and known.is_changed:
        return known
    base = read_draft(path)
    if known is None or known.base.digest != base.digest:
        known = _all()[str(path)] = _opened(base, base.text, known)
    return known


def still(drawn: Edited) -> Edited | None:
    """A dossier that a page was drawn of, as it is now; None, which is told, where somebody else's has taken its place.

    What was said on that page of a record by its number might be of another one in it.
    """
    known = held(drawn.base.path)
    if known.base.digest == drawn.base.digest:
        return known
    tell(
        f"{drawn.base.path.name} was changed by somebody else, and is shown anew: look again; nothing was changed."
    )
    return None


def unsaved() -> list[Path]:
    """The dossiers that hold changes."""
    return [Path(path) for path, edited in _all().items() if edited.is_changed]


def type_text(path: Path, text: str) -> None:
    """Another text, typed by the person: it is on their page already."""
    _all()[str(path)] = replace(_all()[str(path)], text=text, touched=True)


def put_text(path: Path, text: str) -> None:
    """Another text, made otherwise than by typing it."""
    known = _all()[str(path)]
    _all()[str(path)] = replace(known, text=text, turn=known.turn + 1, touched=True)


def go_on_from(base: Draft, text: str) -> None:
    """Hold a text that is to take the place of a file as it is now."""
    known = _all().get(str(base.path))
    _all()[str(base.path)] = replace(_opened(base, text, known), touched=True)


def _opened(base: Draft, text: str, known: Edited | None) -> Edited:
    return Edited(base, text, known.turn + 1, known.touched) if known else Edited(base, text)


def _all() -> dict[str, Edited]:
    drafts: dict[str, Edited] = st.session_state.setdefault("drafts", {})
    return drafts
