"""The section of docs/benchmarks.md: how it is measured, whether the goals are reached, and every figure."""

from collections.abc import Sequence

from tests.bench.page import machine
from tests.bench.peers import PEERS
from tests.bench.peers.basing import BASING, FRAME
from tests.bench.peers.building import LIMIT, LONG, RUNS
from tests.bench.peers.moving import SECONDS, STROKE
from tests.bench.peers.opening import PATIENCE
from tests.bench.peers.results import Result
from tests.bench.peers.table import Verdict, goal_lines, motion_lines, result_lines

CONTENDERS = (BASING, FRAME, *PEERS)
TITLES = {contender.name: contender.title for contender in CONTENDERS}

_METHOD = f"""\
Written by `make bench-snapshot`. The same made-up installations, each with the same name (tooltip) and the same lines
(popup), become one HTML file through Basing's snapshot and through the maps of others. Basing's file also holds its
basemap, every panel, the history and the dossiers themselves; its *map alone* (`basing snapshot --embed`) is what is
like the others. These load their scripts and their basemap from the network, of which there is none here: local
copies answer at once. pydeck's has no basemap.

- *build*: from the data in memory (Basing: the staged Scene; the others: a GeoDataFrame that has the text ready) to the
  written file, after imports, by the clock; *processor*: how much of that the processor worked.
- *open*: from navigation to the frame after the marks are there, in headless Chromium, from a server on the same
  machine, in a new browser each time.
- Of {RUNS} builds (each in a process of its own) and openings the fastest counts; what takes over {LONG} s is done
  once. A build is cut after {LIMIT} s, an opening after {PATIENCE} s.
- *panning*: the mouse drags the map for {SECONDS} s, in strokes of {STROKE} s, after each of which the map draws what
  came into view. *playing*: all days from 2008 to 2026 in {SECONDS} s. *longest frame*: how long the picture stood.

The marks are there when, looked at before each frame,
"""


def section(results: Sequence[Result], told: Sequence[Verdict], versions: str) -> list[str]:
    """The lines (Markdown); `versions` are those of the peers."""
    drawn = [f"- {one.title}: {one.drawn_says}." for one in CONTENDERS]
    return [
        *_METHOD.splitlines(),
        "",
        *drawn,
        "",
        f"{machine(('playwright',))} Peers: {versions}.",
        "",
        "Goals, as ratios of this run:",
        "",
        *goal_lines(told, TITLES),
        "",
        *result_lines(results, TITLES),
        "",
        *motion_lines(results, TITLES),
    ]
