"""The text of a dossier with its problems beside it, and what the browser keeps of it, as Streamlit components."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

from dashboard.bridge import component_text
from layers.errors import Problem

_MOST_TOLD = 200


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text that is edited: which file it is of (a name that tells nothing of the machine), and what it was."""

    file: str
    digest: str
    """The SHA-256 of the file as it was opened."""
    whole: str
    """What the file held then."""
    text: str


_writing = st.components.v2.component(
    "basing_writing",
    html="""<div class="writing"><div class="sheet">
      <div class="gutter" aria-hidden="true"><div class="numbers"></div><div class="marks"></div></div>
      <textarea wrap="off" spellcheck="false" autocapitalize="off" autocomplete="off" dir="ltr"
        aria-label="The dossier as text, in YAML"></textarea></div>
      <div class="told"><p role="status"></p>
        <ol aria-label="What is wrong in the text" tabindex="0"></ol></div></div>""",
    css=component_text("dashboard.bridge", "writing.css"),
    js=component_text("dashboard.bridge", "keep.js", "writing.js"),
)
_keeping = st.components.v2.component(
    "basing_keeping", js=component_text("dashboard.bridge", "keep.js", "keeping.js")
)


def show_text(
    sheet: Sheet,
    turn: int,
    record: tuple[str, int],
    problems: Sequence[Problem],
    on_typed: Callable[[str], None],
) -> None:
    """A text to type in; `on_typed` is called with the whole of it, a moment after the last key.

    `record` is its name and its line, 0 where that has been told: the text is scrolled there once. What is shown is
    replaced only when `turn` is another one, so that nothing typed meanwhile is lost.
    """
    key = "writing"

    def typed() -> None:
        said = st.session_state[key]["typed"]
        if isinstance(said, Mapping) and (said.get("turn"), said.get("file")) == (turn, sheet.file):
            st.session_state["writing_number"] = said.get("number")
            on_typed(_text(said.get("text")))

    _writing(
        key=key,
        data={
            "draft": asdict(sheet),
            "turn": turn,
            "record": record[0],
            "line": record[1],
            "number": st.session_state.get("writing_number"),
            "summary": _summary(problems),
            "problems": [_told(problem) for problem in problems[:_MOST_TOLD]],
        },
        on_typed_change=typed,
    )


def keep(
    sheet: Sheet, touched: bool, asked: str, settled: str, on_found: Callable[[Mapping[str, str]], None]
) -> None:
    """Have the browser keep a text that is not saved yet.

    `on_found` is called with one that it kept before, if the session has not `touched` the file: `digest` and `whole`
    of the file it was made of, the `text`, and `when` it was typed. What is `asked` of is kept on, by its `when`; what
    is `settled` is not.
    """

    def found() -> None:
        said = st.session_state["keeping"]["found"]
        if isinstance(said, Mapping):
            on_found({name: _text(said.get(name)) for name in ("digest", "whole", "text", "when")})

    data = {"draft": asdict(sheet), "touched": touched, "asked": asked, "settled": settled}
    _keeping(key="keeping", data=data, height=1, on_found_change=found)


def _text(said: Any) -> str:
    """A text from a browser, whose letters may be halves of letters, and its lines end in any way."""
    whole = str(said or "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\r\n", "\n").replace("\r", "\n")


def _told(problem: Problem) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in ("line", "column", "severity", "message", "hint")}


def _summary(problems: Sequence[Problem]) -> str:
    faults = sum(problem.severity == "error" for problem in problems)
    counts = ((faults, "fault"), (len(problems) - faults, "warning"))
    words = [f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in counts if number]
    most = f", of which {_MOST_TOLD} are shown" if len(problems) > _MOST_TOLD else ""
    return (", ".join(words) or "Nothing is wrong with this dossier") + most
