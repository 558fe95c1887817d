"""What `basing import` says of a file: which columns it took, what was taken, matched and refused, row by row."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from layers.importing.candidates import Made
from layers.importing.columns import Columns
from layers.importing.likeness import Match
from layers.importing.matching import Sorted
from layers.importing.table import Table
from layers.terminal import printable

_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: `target` is the dossier that was written (or would be), empty where nothing was taken."""

    table: Table
    columns: Columns
    made: Made
    sorted: Sorted
    target: str = ""
    dry: bool = False

    @property
    def is_fault(self) -> bool:
        """Whether nothing was taken, and nothing is known from an import before."""
        return not (self.sorted.new or self.sorted.known)


def told_columns(table: Table, columns: Columns) -> str:
    """What was read, and which column was taken for which field."""
    count = len(table.rows) + len(table.refused)
    lines = [f"{table.file}: {table.form}, {count:,} {table.counts if count == 1 else f'{table.counts}s'}"]
    lines += [f"  {note}" for note in table.notes]
    width = max(map(len, [*columns.of, *columns.always]), default=0)
    lines += [
        f"  {field:{width}}  from `{column}`{_example(table, column)}" for field, column in columns.of.items()
    ]
    lines += [f"  {field:{width}}  always {value}" for field, value in columns.always.items()]
    if columns.swap:
        lines.append("  lat and lon are swapped")
    unused = [f"`{column}`" for column in table.columns if column not in columns.of.values()]
    if unused:
        lines.append(f"  not used: {', '.join(unused)}")
    return "\n".join(map(printable, lines))


def _example(table: Table, column: str) -> str:
    """What the first row that says something says in a column."""
    said = next((row.cells[column] for row in table.rows if column in row.cells), "")
    return (
        f", such as `{said if len(said) <= _SHOWN else said[:_SHOWN] + '...'}`"
        if said
        else ", which is empty"
    )


def told_outcome(outcome: Outcome) -> str:
    """How many rows were taken, are there already or were refused, and why."""
    return "\n".join(map(printable, _lines(outcome)))


def _lines(outcome: Outcome) -> Iterator[str]:
    counts, found = outcome.table.counts, outcome.sorted
    yield f"read: {len(outcome.table.rows) + len(outcome.table.refused):,}"
    where = f", {'would go' if outcome.dry else 'written'} to {outcome.target}" if outcome.target else ""
    yield f"taken: {len(found.new):,}{where}"
    if found.known:
        yield f"known from an import before: {len(found.known):,}{'' if found.new else '; nothing changes'}"
    yield f"matched, left out: {len(found.same):,}" + (
        "; --new takes them too" if _any_known(found.same) else ""
    )
    yield from (f"  {counts} {match.number}: {told_match(match, counts)}" for match in found.same)
    yield f"refused: {len(outcome.made.refused):,}"
    yield from (f"  {counts} {one.number}: {one.why}" for one in outcome.made.refused)
    remarks = Counter(remark for one in found.new for remark in one.remarks)
    if remarks:
        yield "to look at:"
        yield from (
            f"  {text}" + (f" ({times:,} times)" if times > 1 else "")
            for text, times in remarks.most_common()
        )
    if found.new and not outcome.dry:
        yield "each needs a source: `basing check` lists them"


def _any_known(matches: Sequence[Match]) -> bool:
    return any(match.id or match.metres is not None for match in matches)


def told_match(match: Match, counts: str) -> str:
    """What a row may be: "`Tartus` may be `tartus` (Tartus naval facility), 400 m away"."""
    far = "" if match.metres is None else f", {_far(match.metres)}"
    if match.id:
        return f"`{match.name}` may be `{match.id}` ({match.known}){far}"
    if match.metres is None:
        return f"`{match.name}` says the same as {counts} {match.known}"
    return f"`{match.name}` may be {counts} {match.known} again{far}"


def _far(metres: float) -> str:
    if metres < 1:
        return "at the same place"
    return f"{metres:.0f} m away" if metres < 1000 else f"{metres / 1000:,.0f} km away"
