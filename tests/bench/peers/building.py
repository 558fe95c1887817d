"""How long building takes: each build in a process of its own, after its imports and with the data in memory.

`python -m tests.bench.peers.building PEER SITES FILE` builds in the virtual environment of the peers.
"""

import importlib
import json
import multiprocessing
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.bench.peers.contender import Contender
from tests.bench.peers.results import Built

LIMIT = 300
"""Seconds after which a build is cut."""
LONG = 20
"""Seconds: a build that takes longer is done once, any other RUNS times."""
RUNS = 3

# A forked process shares what was read and imported, but nothing that an earlier build may have kept.
_FORK = multiprocessing.get_context("fork")


def time_builds(contender: Contender, data: Any, file: Path) -> None:
    """Print [seconds by the clock, seconds of the processor] of each build of the file; of none, if it was cut."""
    for name in contender.imports:
        importlib.import_module(name)
    runs: list[tuple[float, float]] = []
    while not runs or (len(runs) < RUNS and runs[-1][0] < LONG):
        run = _in_a_fork(contender, data, file)
        if run is None:
            break
        runs.append(run)
    sys.stdout.write(json.dumps(runs) + "\n")


def best_build(command: Sequence[str], root: Path, file: Path) -> Built:
    """The fastest of the builds that a command prints by `time_builds`."""
    done = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, check=True, text=True)
    runs: list[tuple[float, float]] = json.loads(done.stdout.splitlines()[-1])
    if not runs:
        return Built(None, None, None)
    seconds, processor = min(runs)
    return Built(seconds, processor, file.stat().st_size)


def _in_a_fork(contender: Contender, data: Any, file: Path) -> tuple[float, float] | None:
    """Seconds by the clock and of the processor of one build; None if it took longer than LIMIT."""
    heard, told = _FORK.Pipe(duplex=False)
    child = _FORK.Process(target=_clocked, args=(contender, data, file, told))
    child.start()
    told.close()
    child.join()
    if child.exitcode == -signal.SIGALRM:
        return None
    seconds, processor = heard.recv()
    return seconds, processor


def _clocked(contender: Contender, data: Any, file: Path, told: Connection) -> None:
    signal.alarm(LIMIT)  # nobody handles it: it ends the process
    started, worked = time.perf_counter(), time.process_time()
    contender.build(data, file)
    told.send((time.perf_counter() - started, time.process_time() - worked))


if __name__ == "__main__":
    from tests.bench.peers import PEERS
    from tests.bench.peers.data import read_sites

    (peer,) = (one for one in PEERS if one.name == sys.argv[1])
    time_builds(peer, read_sites(Path(sys.argv[2])), Path(sys.argv[3]))
