"""A panel as of one day, or through time: its parts as of each of their days, so that every piece stands once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from layers.extend import Block, Card, Chart, More, Part, Picks, Stretch, Table, Timed
from layers.merging import ALWAYS, Held, Merger, about, first
from layers.moments import Moments, days_of

if TYPE_CHECKING:
    from layers.scene import Scene
    from layers.subjects import Subjects

T = TypeVar("T")


def on_the_day(blocks: Iterable[Block], scene: "Scene") -> tuple[Block, ...]:
    """The blocks as of the Scene's day: every part written, and nothing else changed."""
    return tuple(written for block in blocks for written in _settled(block, scene))


def _settled(block: Block, scene: "Scene") -> tuple[Block, ...]:
    match block:
        case Part():
            return on_the_day(block.write(scene) or (), scene)
        case Table():
            return (_settled_table(block, scene),)
        case Chart():
            return (replace(block, table=_settled_table(block.table, scene)),)
        case Card():
            return (replace(block, blocks=on_the_day(block.blocks, scene)),)
        case More():
            inside = on_the_day(block.blocks, scene)
            return (replace(block, blocks=inside),) if inside else ()
        case Picks():
            picks = tuple(pick for one in block.picks if (pick := _written(one, scene)))
            return (Picks(picks),) if picks else ()
        case _:
            return (block,)


def _settled_table(table: Table, scene: "Scene") -> Table:
    """The table without the rows that do not stand; what goes with a row goes with it."""
    rows = [(_written(row, scene), number) for number, row in enumerate(table.rows)]
    kept = [(row, number) for row, number in rows if row is not None]
    return replace(
        table,
        rows=tuple(row for row, _ in kept),
        picks=tuple(table.picks[number] for _, number in kept) if table.picks else (),
        anchors=tuple(table.anchors[number] for _, number in kept) if table.anchors else (),
    )


def _written(piece: Any, scene: "Scene") -> Any:
    return piece.write(scene) if isinstance(piece, Part) else piece


# --- through time ---


def through_time(
    blocks: Iterable[Block], scene: "Scene", moments: Moments, subjects: "Subjects"
) -> tuple[Block, ...]:
    """The blocks with every part through time, up to the Scene's day; what stands for some time only is Timed."""
    reader = _Reader(scene, moments, subjects)
    return tuple(written for block in blocks for written in reader.block(block))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Takes blocks as a panel gives them, whose parts are still to be written."""

    scene: "Scene"
    moments: Moments
    subjects: "Subjects"

    def block(self, block: Block) -> tuple[Block, ...]:
        match block:
            case Part():
                return self._part(block)
            case Table():
                return (self._table(block),)
            case Chart():
                return (replace(block, table=self._table(block.table)),)
            case More():
                return self._more(block)
            case Picks():
                picks = tuple(pick for one in block.picks for pick in self._piece(one, _chosen))
                return (Picks(picks),) if picks else ()
            case _:
                return self._merger(ALWAYS).blocks({0: (block,)})

    def _part(self, part: Part[tuple[Block, ...]]) -> tuple[Block, ...]:
        starts, versions = self._versions(part)
        subject = self.subjects.number(part.about)
        merged = self._merger(starts).blocks({number: one or () for number, one in versions.items()})
        return tuple(about(block, subject) for block in merged)

    def _table(self, table: Table) -> Table:
        rows = [
            (row, number) for number, one in enumerate(table.rows) for row in self._piece(one, Merger.row)
        ]
        return replace(
            table,
            rows=tuple(row for row, _ in rows),
            picks=tuple(table.picks[number] for _, number in rows) if table.picks else (),
            anchors=tuple(table.anchors[number] for _, number in rows) if table.anchors else (),
        )

    def _more(self, more: More) -> tuple[Block, ...]:
        """A fold that holds nothing but pieces of some time stands while any of them does."""
        inside = through_time(more.blocks, self.scene, self.moments, self.subjects)
        if not inside:
            return ()
        folded = replace(more, blocks=inside)
        pieces: list[Any] = [
            piece for block in inside for piece in (block.picks if isinstance(block, Picks) else (block,))
        ]
        if not all(isinstance(piece, Timed) and piece.stretches for piece in pieces):
            return (folded,)
        stretches = _joined(stretch for piece in pieces for stretch in piece.stretches)
        return (Timed(folded, stretches) if stretches else folded,)

    def _piece(self, piece: Any, merged: Callable[[Merger, Held[Any]], Any]) -> tuple[Any, ...]:
        """A row or a pick, which may be a part; nothing if it stands on no day."""
        if not isinstance(piece, Part):
            return (merged(self._merger(ALWAYS), {0: piece}),)
        starts, versions = self._versions(piece)
        held = {number: one for number, one in versions.items() if one is not None}
        if not held:
            return ()
        merger = self._merger(starts)
        return (about(merger.timed(merged(merger, held), held, versions), self.subjects.number(piece.about)),)

    def _versions(self, part: Part[T]) -> tuple[tuple[date | None, ...], Held[T | None]]:
        """From which days on, and what was written then: first what was before all of them, at last the Scene's own."""
        days = sorted(
            {day for told in part.tells for day in days_of(told) if date.min < day <= self.scene.day}
        )
        if not days:
            return ALWAYS, {0: part.write(self.scene)}
        before = self.moments.on(days[0] - timedelta(days=1))
        scenes = [before, *(self.moments.on(day) for day in days[:-1]), self.scene]
        return (None, *days), {number: part.write(one) for number, one in enumerate(scenes)}

    def _merger(self, starts: tuple[date | None, ...]) -> Merger:
        return Merger(starts, self.subjects)


def _chosen(_merger: Merger, held: Held[T]) -> T:
    return first(held)


def _joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Stretches that overlap or touch made one; none at all where they leave nothing out."""
    joined: list[Stretch] = []
    for start, end in sorted(stretches, key=lambda one: one[0] or date.min):
        if joined and (joined[-1][1] is None or start is None or start <= joined[-1][1]):
            last = joined[-1][1]
            joined[-1] = (joined[-1][0], None if last is None or end is None else max(last, end))
        else:
            joined.append((start, end))
    return () if joined == [(None, None)] else tuple(joined)
