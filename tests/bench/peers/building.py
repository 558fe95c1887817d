"""How long building takes: each build in a process of its own, after its imports and with the data in memory.

`python -m tests.bench.peers.building PEER SITES FILE` builds once, in the virtual environment of the peers.
"""

import importlib
import json
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.peers.contender import Contender
from tests.bench.peers.results import Built

LIMIT = 300
"""Seconds after which a build is cut."""
LONG = 20
"""Seconds: a build that takes longer is done once, any other RUNS times."""
RUNS = 3


CUT = Built(None, None, None)


def timed(contender: Contender, data: Any, file: Path) -> None:
    """Build once and print how long it took; the process ends with SIGALRM if that is longer than LIMIT."""
    for name in contender.imports:
        importlib.import_module(name)
    signal.alarm(LIMIT)
    started, worked = time.perf_counter(), time.process_time()
    contender.build(data, file)
    seconds, processor = time.perf_counter() - started, time.process_time() - worked
    signal.alarm(0)
    sys.stdout.write(json.dumps([seconds, processor]) + "\n")


def best_build(command: Sequence[str], root: Path, file: Path) -> Built:
    """The fastest of RUNS runs of a command that builds a file; of one, where that is a long one."""
    runs: list[tuple[float, float]] = []
    while not runs or (len(runs) < RUNS and max(runs)[0] < LONG):
        done = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, check=False, text=True)
        if done.returncode == -signal.SIGALRM:
            return CUT
        done.check_returncode()
        seconds, processor = json.loads(done.stdout.splitlines()[-1])
        runs.append((seconds, processor))
    return Built(*min(runs), file.stat().st_size)


if __name__ == "__main__":
    from tests.bench.peers import PEERS
    from tests.bench.peers.data import read_sites

    (peer,) = (one for one in PEERS if one.name == sys.argv[1])
    timed(peer, read_sites(Path(sys.argv[2])), Path(sys.argv[3]))
