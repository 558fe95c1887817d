"""`basing fmt`: a dossier in its one form, every comment kept, and proved to say the same before it is written.

What is fixed: the order of sections and fields (`keyorder`), two blanks of indentation, lists indented below their key,
quotes only where they are needed, one blank line between sections and at most one elsewhere, no line longer than the
width where it can be broken. What stays as it was typed: brackets, as long as what is in them fits.
"""

import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap
from typing import Any, Final

import yaml
from yaml.emitter import Emitter
from yaml.resolver import Resolver

from layers.config import Config, Form
from layers.reading import NULLS, read_text
from layers.writing.commented import Collection, Entry, Scalar, comments_of, read_commented
from layers.writing.keyorder import put_in_order

_STEP: Final = 2
_UNPRINTABLE: Final = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_BREAKS_BRACKETS: Final = re.compile(r"[,\[\]{}]|^[?:-]")
# Asked about one text after the other; neither keeps anything of it.
_EMITTER: Final[Any] = Emitter(io.StringIO(), allow_unicode=True)
_RESOLVER: Final[Any] = Resolver()
_TEXT_TAG: Final = "tag:yaml.org,2002:str"


def formatted(text: str, config: Config) -> str:
    """The text of a dossier in its one form; the text as it is where that cannot be parsed or would not say the same.

    Formatting twice changes nothing more.
    """
    before = read_text(text.encode(), "", config.limits)
    if before.problems or not before.values:
        return text
    root = read_commented(before.text)
    header = _take_header(root)
    put_in_order(root, config.form.newest_event)
    made = "\n".join((*header, *_Writer(config.form).document(root))) + "\n"
    return made if _says_the_same(before.text, made, config) else text


def entry_lines(entry: Entry, indent: int, form: Form) -> list[str]:
    """The lines of one entry of a dossier in its form, so many blanks from the left."""
    return list(_Writer(form).lines_of(entry, indent))


def _take_header(root: Collection) -> list[str]:
    """The comment at the top of a file, up to its last blank line: it is said of the file, not of what follows."""
    above = root.entries[0].above
    header = len(above) - above[::-1].index("") if "" in above else 0
    taken, above[:header] = above[:header], []
    return taken if any(taken) else []


def _says_the_same(before: str, after: str, config: Config) -> bool:
    """Whether two texts hold the same values and comments; events may stand in another order."""
    try:
        comments = [comments_of(read_commented(text)) for text in (before, after)]
    except yaml.YAMLError:
        return False
    old, new = (_unordered(read_text(text.encode(), "", config.limits).values) for text in (before, after))
    return old == new and comments[0] == comments[1]


def _unordered(values: dict[str, Any]) -> dict[str, Any]:
    events = values.get("events")
    if isinstance(events, list):
        values = values | {"events": sorted(json.dumps(event, sort_keys=True) for event in events)}
    return values


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes a tree as lines."""

    form: Form

    def document(self, root: Collection) -> Iterator[str]:
        for number, entry in enumerate(root.entries):
            if number and entry.above[:1] != [""]:
                entry.above.insert(0, "")
        yield from self._block(root, 0)

    def _block(self, node: Collection, indent: int) -> Iterator[str]:
        pad = " " * indent
        for number, entry in enumerate(node.entries):
            lines = list(self.lines_of(entry, indent))
            above = entry.above[1:] if not number and entry.above[:1] == [""] else entry.above
            yield from (pad + line if line else "" for line in above)
            yield from lines
        yield from (pad + line if line else "" for line in node.below)

    def lines_of(self, entry: Entry, indent: int) -> Iterator[str]:
        head = " " * indent + (f"{self._inline(entry.key)}:" if entry.key else "-")
        beside = f" {entry.beside}" if entry.beside else ""
        if isinstance(entry.value, Scalar):
            yield from self._scalar(entry.value, head, indent, beside)
        elif lines := self._in_brackets(entry.value, head, indent + _STEP + (not entry.key)):
            yield from (*lines[:-1], lines[-1] + beside)
        elif entry.key:
            yield head + beside
            yield from self._block(entry.value, indent + _STEP)
        else:
            yield from self._beside_dash(entry, head, indent)

    def _beside_dash(self, entry: Entry, head: str, indent: int) -> Iterator[str]:
        """A list or mapping as an item of a list: its first line stands beside the dash, comments go above that."""
        inner: Any = entry.value
        lines = list(self._block(inner, indent + _STEP))
        first = next(at for at, line in enumerate(lines) if line and not line.lstrip(" ").startswith("#"))
        entry.above += [entry.beside] if entry.beside else []
        entry.above += [line.strip() for line in lines[:first]]
        yield f"{head} {lines[first][indent + _STEP :]}"
        yield from lines[first + 1 :]

    # --- texts ---

    def _scalar(self, value: Scalar, head: str, indent: int, beside: str) -> Iterator[str]:
        written = self._inline(value)
        fits = len(f"{head} {written}") <= self.form.width and "\n" not in value.text
        lines = [] if fits else _as_block(value.text, self.form.width - indent - _STEP)
        if lines:
            yield f"{head} {lines[0]}{beside}"
            yield from (" " * (indent + _STEP) + line if line else "" for line in lines[1:])
        else:
            yield (f"{head} {written}" if written else head) + beside

    def _inline(self, value: Scalar, flow: bool = False) -> str:
        """The text in one line, in quotes where it needs them."""
        if value.style == "" and "\n" not in value.text:
            return value.text
        return _quoted(value.text, flow)

    # --- brackets ---

    def _in_brackets(self, node: Collection, head: str, indent: int) -> list[str]:
        """The lines of what stands in brackets; none where they do not hold it: it is written in lines of its own."""
        if not (node.flow or not node.entries) or comments_of(node):
            return []
        units = [self._unit(entry) for entry in node.entries]
        start, end = "{}" if node.is_mapping else "[]"
        lines = [f"{head} {start}"]
        for number, unit in enumerate(units):
            unit += "," if number < len(units) - 1 else end
            gap = "" if not number else " "
            if len(lines[-1] + gap + unit) <= self.form.width:
                lines[-1] += gap + unit
            else:
                lines.append(" " * indent + unit)
        if not units:
            lines[-1] += end
        return [] if any(len(line) > self.form.width for line in lines) else lines

    def _unit(self, entry: Entry) -> str:
        value = self._within(entry.value)
        return f"{self._inline(entry.key, flow=True)}: {value}" if entry.key else value

    def _within(self, node: Scalar | Collection) -> str:
        """What stands inside brackets, in one line."""
        if isinstance(node, Scalar):
            return self._inline(node, flow=True) or "null"
        start, end = "{}" if node.is_mapping else "[]"
        return start + ", ".join(self._unit(entry) for entry in node.entries) + end


@lru_cache(maxsize=4096)  # keys and words of vocabularies come again and again
def _quoted(text: str, flow: bool) -> str:
    """A text in quotes where it needs them, `flow`: within brackets."""
    analysis = _EMITTER.analyze_scalar(text)
    plain = analysis.allow_block_plain and not (flow and _BREAKS_BRACKETS.search(text))
    if plain and text not in NULLS and _is_text(text):
        return text
    if set(text) & set('"\\') and "'" not in text and analysis.allow_single_quoted and not analysis.multiline:
        return f"'{text}'"
    quoted = json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f")
    return _UNPRINTABLE.sub(lambda found: f"\\U{ord(found[0]):08x}", quoted)


def _is_text(value: str) -> bool:
    """Whether other readers of YAML too take it for a text where it stands without quotes."""
    return bool(_RESOLVER.resolve(yaml.ScalarNode, value, (True, False)) == _TEXT_TAG)


def _as_block(text: str, width: int) -> Sequence[str]:
    """The text below a sign: folded where it has long lines, line by line otherwise; empty where it cannot be so."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if not lines[0].strip() or lines[0].startswith(" ") or not lines[-1] or _UNPRINTABLE.search(body):
        return ()
    end = "" if text.endswith("\n") else "-"
    is_long = len(lines) == 1 or any(len(line) > width for line in lines)
    is_even = not any(line != line.strip() or "  " in line or "\t" in line for line in lines)
    if is_long and is_even and " " in body:
        folded = [
            wrap(line, max(width, 20), break_long_words=False, break_on_hyphens=False) for line in lines
        ]
        return (
            f">{end}",
            *(part for number, line in enumerate(folded) for part in ([""] * bool(number) + line)),
        )
    return (f"|{end}", *lines) if len(lines) > 1 else ()
