"""What was measured as tables, and whether the goals are reached: ratios, all of one run."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.bench.peers.results import Motion, Result

OURS = "basing"
_RATIOS = ("times our build", "times our bytes", "times our opening")
Value = Callable[[Result], float | None]


@dataclass(frozen=True, slots=True)
class Goal:
    """So many times less than a peer at a size, or (`peer` empty) so many frames a second."""

    what: str
    installations: int
    peer: str
    of: Value
    times: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """A goal and the number that was measured for it; None where it could not be."""

    goal: Goal
    measured: float | None

    @property
    def reached(self) -> bool:
        """Whether the number was measured and is large enough."""
        return self.measured is not None and self.measured >= self.goal.times


def build_seconds(result: Result) -> float | None:
    """Seconds by the clock of one build."""
    return result.built.seconds


def file_bytes(result: Result) -> float | None:
    """Bytes of the file."""
    return result.built.size


def open_seconds(result: Result) -> float | None:
    """Seconds from navigation to the marks."""
    return result.opened


def frames_panning(result: Result) -> float | None:
    """Frames per second while the map is dragged."""
    return result.moved.panning.frames if result.moved else None


def frames_playing(result: Result) -> float | None:
    """Frames per second while the history plays."""
    return result.moved.playing.frames if result.moved and result.moved.playing else None


_COMPARED = (build_seconds, file_bytes, open_seconds)

GOALS = (
    Goal("built faster", 10_000, "markercluster", build_seconds, 50),
    Goal("fewer bytes", 10_000, "markercluster", file_bytes, 8),
    Goal("opened faster", 10_000, "markercluster", open_seconds, 3),
    Goal("built faster", 100_000, "explore", build_seconds, 15),
    Goal("fewer bytes", 100_000, "explore", file_bytes, 8),
    Goal("opened faster", 100_000, "explore", open_seconds, 10),
    Goal("frames a second, panning", 100_000, "", frames_panning, 30),
    Goal("frames a second, playing", 100_000, "", frames_playing, 30),
)


def verdicts(results: Sequence[Result]) -> tuple[Verdict, ...]:
    """Each goal with what was measured for it."""
    found = {(result.installations, result.contender): result for result in results}
    return tuple(Verdict(goal, _measured(goal, found)) for goal in GOALS)


def _measured(goal: Goal, found: Mapping[tuple[int, str], Result]) -> float | None:
    ours = found.get((goal.installations, OURS))
    if not goal.peer or ours is None:
        return goal.of(ours) if ours else None
    theirs = found.get((goal.installations, goal.peer))
    return times(goal.of, theirs, ours) if theirs else None


def times(of: Value, theirs: Result, ours: Result) -> float | None:
    """How many times more the peer needs than we do; None where either was not measured."""
    more, less = of(theirs), of(ours)
    return more / less if more is not None and less else None


def goal_lines(told: Sequence[Verdict], titles: Mapping[str, str]) -> Iterator[str]:
    """A Markdown table of the goals; `titles` are what the contenders are called."""
    yield from _head("goal", "", "measured", "")
    for verdict in told:
        goal = verdict.goal
        against = f", than {titles[goal.peer]}" if goal.peer else ""
        sign = " times" if goal.peer else ""
        reached = "reached" if verdict.reached else "**missed**"
        measured = _number(verdict.measured) or "not measured"
        what = f"{goal.installations:,} installations: {goal.what}{against}"
        yield _row([what, f"{goal.times:g}{sign}", measured, reached])


def result_lines(results: Sequence[Result], titles: Mapping[str, str]) -> Iterator[str]:
    """A Markdown table of all results, each with what it needs as a multiple of what Basing needs."""
    yield from _head("installations", "", "build s", "processor s", "MB", "open s", *_RATIOS)
    ours = {result.installations: result for result in results if result.contender == OURS}
    yield from (_row(result_cells(result, titles, ours.get(result.installations))) for result in results)


def result_cells(result: Result, titles: Mapping[str, str], ours: Result | None) -> list[str]:
    """One row of that table; without what we need there are no multiples of it."""
    built, compared = result.built, ours if ours is not result else None
    return [
        f"{result.installations:,}",
        titles[result.contender],
        _number(built.seconds) or "cut",
        _number(built.processor),
        _number(built.size / 1e6 if built.size is not None else None),
        _number(result.opened) or "not drawn",
        *(_number(times(of, result, compared)) if compared else "" for of in _COMPARED),
    ]


def motion_lines(results: Sequence[Result], titles: Mapping[str, str]) -> Iterator[str]:
    """A Markdown table of how the maps move, for the results of which that was measured."""
    longest = "longest frame, s"
    yield from _head(
        "installations", "", "panning, frames a second", longest, "playing, frames a second", longest
    )
    for result in results:
        if result.moved:
            cells = [*_motion(result.moved.panning), *_motion(result.moved.playing)]
            yield _row([f"{result.installations:,}", titles[result.contender], *cells])


def _head(*names: str) -> tuple[str, str]:
    return _row(names), f"|{'---|' * len(names)}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _motion(motion: Motion | None) -> tuple[str, str]:
    return (f"{motion.frames:.0f}", f"{motion.longest:.2f}") if motion else ("", "")


def _number(value: float | None) -> str:
    """Three figures, and no exponent."""
    if value is None:
        return ""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
