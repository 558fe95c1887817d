"""Measure Basing's snapshot beside the maps of others, and write that section of docs/benchmarks.md.

`python -m tests.bench.peers` measures all sizes and ends with 1 if a goal is missed. With sizes behind it, it only
prints what it measures of these.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.making import make_folder
from tests.bench.page import PEERS as PEERS_SECTION
from tests.bench.page import write_section
from tests.bench.peers import PEERS
from tests.bench.peers.basing import BASING, FRAME
from tests.bench.peers.building import best_build
from tests.bench.peers.cdn import FOLDER
from tests.bench.peers.contender import Contender
from tests.bench.peers.explore import EXPLORE, EXPLORE_CANVAS
from tests.bench.peers.moving import motions
from tests.bench.peers.opening import best_opening
from tests.bench.peers.results import Result
from tests.bench.peers.table import result_cells, verdicts
from tests.bench.peers.words import TITLES, section
from tests.browser.server import ROOT

SIZES = (100, 1_000, 10_000, 100_000)
MOVED = (EXPLORE, EXPLORE_CANVAS, BASING)
LIBRARIES = ("folium", "geopandas", "pydeck", "mapclassify", "matplotlib", "pandas")
PYTHON = str(FOLDER / "venv" / "bin" / "python")


def main(sizes: Sequence[int]) -> None:
    """Measure every contender at every size."""
    with tempfile.TemporaryDirectory() as folder:
        results = list(_results(sizes or SIZES, Path(folder)))
    if sizes:
        return
    told = verdicts(results)
    write_section(PEERS_SECTION, section(results, told, _versions()))
    sys.exit(not all(verdict.reached for verdict in told))


def _results(sizes: Sequence[int], folder: Path) -> Iterator[Result]:
    """The result of each contender at each size, printed as soon as it is there."""
    for size in sizes:
        make_folder(folder / f"dossiers-{size}", size)
        for contender in (BASING, FRAME, *PEERS):
            result = _result(contender, size, folder)
            cells = result_cells(result, TITLES, None)
            sys.stdout.write(f"{'  '.join(filter(None, cells))}  {result.moved or ''}\n")
            sys.stdout.flush()
            yield result


def _result(contender: Contender, size: int, folder: Path) -> Result:
    file = folder / f"{contender.name}-{size}.html"
    built = best_build(_command(contender, size, folder, file), ROOT, file)
    opened = best_opening(contender, file) if built.size else None
    moves = size == max(SIZES) and contender in MOVED and opened is not None
    result = Result(size, contender.name, built, opened, motions(contender, file) if moves else None)
    file.unlink(missing_ok=True)  # they are large
    return result


def _command(contender: Contender, size: int, folder: Path, file: Path) -> list[str]:
    """What builds the file; Basing's build leaves the sites for the others."""
    sites = folder / f"sites-{size}.json"
    if contender in (BASING, FRAME):
        dossiers = folder / f"dossiers-{size}"
        return [
            sys.executable,
            "-m",
            "tests.bench.peers.basing",
            contender.name,
            str(dossiers),
            str(file),
            str(sites),
        ]
    return [PYTHON, "-m", "tests.bench.peers.building", contender.name, str(sites), str(file)]


def _versions() -> str:
    """The versions of the peers, which are in a virtual environment of their own."""
    code = (
        "import sys\nfrom importlib.metadata import version\n"
        "print(', '.join(f'{name} {version(name)}' for name in sys.argv[1:]))"
    )
    command = [PYTHON, "-c", code, *LIBRARIES]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
