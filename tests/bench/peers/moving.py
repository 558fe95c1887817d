"""Frames per second while a map is dragged, and while a document plays its history."""

import time
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Page

from tests.bench.peers.contender import Contender
from tests.bench.peers.opening import HEIGHT, WIDTH, drawn_page
from tests.bench.peers.results import Motion, Motions

SECONDS = 3
SETTLING = 2000
"""Milliseconds that a map is left alone before it is moved."""
STROKE = 0.5
"""Seconds of one stroke of a drag; then the mouse is let go, and the map draws what has come into view."""
SPEED = 500
"""Pixels a second."""
MIDDLE, ZOOM = (25.0, 30.0), 4
FIRST_DAY, LAST_DAY = 13_879, 20_513
"""Days since 1970 that are played: 1 January 2008 to 1 March 2026."""

# Every map here is Leaflet's, which folium keeps in a variable of its own.
_MAP = "window[Object.keys(window).find((name) => /^map_\\w+$/.test(name))]"
_COUNT = """
() => {
  window.frames_at = [];
  const note = (now) => { window.frames_at.push(now); requestAnimationFrame(note); };
  requestAnimationFrame(note);
}
"""
# What the last stroke left to draw holds up this frame, and so is counted.
_COUNTED = "() => new Promise((done) => requestAnimationFrame(() => done(window.frames_at)))"
_PLAYS = f"() => typeof {_MAP}.basing?.setMoment === 'function'"
_PLAY = f"""
([first, last, seconds]) => new Promise((done) => {{
  const page = {_MAP}.basing, frames = [];
  const step = (now) => {{
    frames.push(now);
    const part = (now - frames[0]) / seconds / 1000;
    if (part > 1) {{ done(frames); return; }}
    page.setMoment(Math.round(first + (last - first) * part), null);
    requestAnimationFrame(step);
  }};
  requestAnimationFrame(step);
}})
"""


def motions(contender: Contender, file: Path) -> Motions:
    """Drag the drawn map of a file for SECONDS, then play it for as long if it can."""
    with drawn_page(contender, file) as (page, _):
        page.evaluate(f"() => {{ {_MAP}.setView({list(MIDDLE)}, {ZOOM}, {{ animate: false }}); }}")
        page.wait_for_timeout(SETTLING)
        panning = _panning(page)
        page.wait_for_timeout(SETTLING)
        return Motions(panning, _playing(page) if page.evaluate(_PLAYS) else None)


def _panning(page: Page) -> Motion:
    page.evaluate(_COUNT)
    for stroke in range(int(SECONDS / STROKE)):
        _drag(page, 1 if stroke % 2 == 0 else -1)
    return _motion(page.evaluate(_COUNTED))


def _drag(page: Page, direction: int) -> None:
    """Press the mouse in the middle of the map and draw it aside."""
    x, y = WIDTH / 2, HEIGHT / 2
    page.mouse.move(x, y)
    page.mouse.down()
    started = time.monotonic()
    while (gone := time.monotonic() - started) < STROKE:
        page.mouse.move(x + direction * SPEED * gone, y + direction * SPEED * gone / 3)
    page.mouse.up()


def _playing(page: Page) -> Motion:
    return _motion(page.evaluate(_PLAY, [FIRST_DAY, LAST_DAY, SECONDS]))


def _motion(times: list[float]) -> Motion:
    """From the times of frames in milliseconds."""
    longest = max(after - before for before, after in pairwise(times))
    return Motion((len(times) - 1) / (times[-1] - times[0]) * 1000, longest / 1000)
