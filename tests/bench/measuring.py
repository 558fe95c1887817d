"""What is measured, each with its limit."""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.bench.keystroke import keystrokes
from tests.bench.making import make_folder, make_list, make_sound_folder, pixels_from
from tests.browser.conftest import _FLAGS
from tests.browser.server import ROOT, serving

TODAY = "2026-03-01"
ROUNDS = 60
_LISTEN = """
window.drawn = [];
window.addEventListener("message", (event) => {
  if (event.data && event.data.basing === "drawn") window.drawn.push(Date.now());
});
for (const kind of ["click", "keydown"])
  document.addEventListener(kind, () => { window.acted = Date.now(); }, true);
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement: what it says, its limit, and how it was taken."""

    what: str
    value: float
    limit: float
    unit: str
    how: str

    @property
    def ratio(self) -> float:
        """The part of the limit that was used: at most 1 is within it."""
        return self.value / self.limit


def measure(folder: Path) -> Iterator[Figure]:
    """Every figure, one after the other; made-up data go below `folder`."""
    yield _check()
    yield _check_again(make_sound_folder(folder / "sound", 1000), folder / "caches")
    yield from _loading()
    yield _import(folder)
    # The limits were set for the dossier on Syria, which shipped alone; all of them are held to the same.
    yield from _snapshot(folder, "the dossier on Syria", "dossier=russia-syria")
    yield from _snapshot(folder, "all shipped dossiers", "")
    with _browser() as page:
        yield _start(page)
    with _browser() as page:
        yield from _thousand(page, make_folder(folder / "thousand", 1000))
    with _browser() as page:
        yield _typing(page)


def _check() -> Figure:
    runs = [_seconds([sys.executable, "-m", "dashboard.cli", "check", "--no-cache"]) for _ in range(5)]
    return Figure("`basing check --no-cache` of the shipped data, with imports", statistics.median(runs), 0.6, "s",
                  "median of 5 runs of the command")  # fmt: skip


def _check_again(data: Path, caches: Path) -> Figure:
    """From the start of the command to its end, each time with another of the dossiers changed since the last check."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(caches)}
    command = [sys.executable, "-m", "dashboard.cli", "check", str(data)]
    runs = []
    for dossier in [None, *sorted(data.iterdir())[:9]]:
        if dossier:
            dossier.write_text(f"{dossier.read_text(encoding='utf-8')}# looked at again\n", encoding="utf-8")
        runs.append(_seconds(command, environment))
    what = "`basing check` of 1,000 dossiers of which one was changed, with imports"
    how = f"median of 9 runs of the command; the first, which reads all: {runs[0]:.1f} s"
    return Figure(what, statistics.median(runs[1:]), 0.5, "s", how)


def _loading() -> Iterator[Figure]:
    code = (
        "import time\nfrom pathlib import Path\n"
        "from layers.config import read_config\nfrom layers.dataset import read_dataset\n"
        "from layers.frames import build_frames\n"
        "config,folder,before=read_config(Path('config.yaml')),Path('seeds'),None\n"
        "for _ in range(2):\n"
        "    started=time.perf_counter()\n"
        "    before=read_dataset(folder,config,before=before)\n"
        "    build_frames(before,config)\n"
        "    print(time.perf_counter()-started)"
    )
    runs = [[float(line) for line in _printed(code).split()] for _ in range(5)]
    cold, warm = (statistics.median(times) for times in zip(*runs, strict=True))
    yield Figure("loading all shipped dossiers, after imports", cold, 1, "s",
                 "median of 5 processes, from the files to the tables")  # fmt: skip
    yield Figure("loading them again, nothing changed", warm, 0.2, "s", "the same processes, once more")


def _snapshot(folder: Path, what: str, query: str) -> Iterator[Figure]:
    code = (
        "import sys,time\nfrom datetime import date\nfrom pathlib import Path\n"
        "from dashboard.output import staged\nfrom layers.exports import EXPORTS\n"
        "import deflate, folium\n"
        "import layers.dataset, layers.foliummap, layers.frames, layers.map, layers.panels\n"
        "started=time.perf_counter()\n"
        "scene=staged(data=None,config_file=Path('config.yaml'),query=sys.argv[2],as_of=None,"
        "today=date(2026,11,24))\n"
        "list(EXPORTS[0].write(scene,Path(sys.argv[1])))\nprint(time.perf_counter()-started)"
    )
    file = folder / "snapshot.html"
    runs = [float(_printed(code, str(file), query)) for _ in range(3)]
    yield Figure(f"`basing snapshot` of {what}, after imports", statistics.median(runs), 1.5, "s",
                 "median of 3 processes, from reading the dossiers to the written file")  # fmt: skip
    yield Figure(f"size of the snapshot of {what}", file.stat().st_size / 1e6, 0.8, "MB", "bytes of the file")


def _start(page: Page) -> Figure:
    started = time.perf_counter()
    with serving(ROOT / "seeds", today=TODAY) as address:
        page.goto(address)
        page.wait_for_function("window.drawn.length > 0", timeout=60_000)
        seconds = time.perf_counter() - started
    return Figure(
        "from starting `basing serve` to the map drawn in an open browser", seconds, 5, "s", "one start"
    )


def _typing(page: Page) -> Figure:
    times = keystrokes(page, ROOT / "seeds", TODAY, "hmeimim")
    how = f"{len(times)} times in the dossier on Syria, median {statistics.median(times) * 1000:.0f} ms"
    return Figure(
        "a key in the text of a dossier to its message, 95th percentile", _p95(times) * 1000, 300, "ms", how
    )


def _thousand(page: Page, data: Path) -> Iterator[Figure]:
    with serving(data, today=TODAY) as address:
        page.goto(f"{address}/?as_of=2024-12-31")
        page.wait_for_function("window.drawn.length > 0", timeout=60_000)
        page.wait_for_timeout(3000)
        filters = [_filter_once(page, round) for round in range(ROUNDS)]
        clicks = _clicks(page, address)
    for what, times in (("filter change", filters), ("click on a marker", clicks)):
        yield Figure(f"{what} seen in the browser, 1,000 installations, 95th percentile", _p95(times) * 1000, 400, "ms",
                     f"{len(times)} times, median {statistics.median(times) * 1000:.0f} ms")  # fmt: skip


def _filter_once(page: Page, round: int) -> float:
    """Seconds from moving a filter to the map being drawn anew."""
    word = f"Site {round + 10}"
    box = page.get_by_label("Search", exact=True).first
    box.fill(word)
    return _until_drawn(page, lambda: box.press("Enter"))


def _clicks(page: Page, address: str) -> list[float]:
    """Seconds from a click on a marker to the map being drawn anew, for one marker after the other."""
    (lat, lon), zoom = (10.0, 20.0), 4
    page.goto(f"{address}/?as_of=2024-12-31&lat={lat}&lon={lon}&zoom={zoom}")
    page.wait_for_function("window.drawn.length > 0", timeout=60_000)
    page.wait_for_timeout(3000)
    box = page.locator("iframe").first.bounding_box() or {"x": 0, "y": 0, "width": 0, "height": 0}
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    offsets = _lonely([pixels_from((lat, lon), zoom, site) for site in range(1000)])
    clear = [(dx, dy) for dx, dy in offsets if -300 < dx < 0 and -200 < dy < 220]  # of the map's controls
    times = []
    for dx, dy in clear[:ROUNDS]:
        page.keyboard.press("Escape")  # the card of the last one may lie over this one
        times.append(_until_drawn(page, partial(page.mouse.click, x + dx, y + dy)))
    return times


def _lonely(offsets: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Those with no other so near that the map would make one group of them."""
    return [
        (x, y)
        for x, y in offsets
        if sum(abs(x - right) < 30 and abs(y - below) < 30 for right, below in offsets) == 1
    ]


def _until_drawn(page: Page, act: Callable[[], Any]) -> float:
    """Seconds from the event that `act` causes in the page, or in the map's frame, to the map being drawn anew."""
    before = page.evaluate("window.drawn.length")
    act()
    page.wait_for_function("(before) => window.drawn.length > before", arg=before, timeout=20_000)
    acted = max(frame.evaluate("window.acted || 0") for frame in page.frames)
    seconds = (page.evaluate("window.drawn[window.drawn.length - 1]") - acted) / 1000
    page.wait_for_timeout(700)  # let the panels of this run arrive before the next change
    return float(seconds)


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _printed(code: str, *arguments: str) -> str:
    """What a fresh process prints that runs this code."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout


def _import(folder: Path) -> Figure:
    file = make_list(folder / "list.csv", 10_000)
    data = shutil.copytree(ROOT / "seeds", folder / "importing")
    command = [sys.executable, "-m", "dashboard.cli", "import", str(file), "--data", str(data)]
    runs = []
    for _ in range(3):
        runs.append(_seconds(command))
        (data / "list.yaml").unlink()
    return Figure("`basing import` of 10,000 points, with the search for known ones and imports",
                  statistics.median(runs), 5, "s", "median of 3 runs, into the shipped data")  # fmt: skip


def _seconds(command: list[str], environment: dict[str, str] | None = None) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return time.perf_counter() - started


@contextmanager
def _browser() -> Iterator[Page]:
    path = os.environ.get("BASING_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.add_init_script(_LISTEN)
        yield page
        browser.close()
