"""How long a file takes to open: from navigation to the first marks painted, in Chromium without a network."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Route, sync_playwright
from playwright.sync_api import TimeoutError as TooLate

from tests.bench.peers.building import LONG, RUNS
from tests.bench.peers.cdn import answer
from tests.bench.peers.contender import Contender
from tests.browser.conftest import _FLAGS
from tests.browser.guard import is_foreign

PATIENCE = 180
"""Seconds within which a page must have drawn."""
WIDTH, HEIGHT = 1440, 900

# A frame after the marks are there they have been painted. The page says so itself: its policy may forbid to ask it.
_WATCH = """
(() => {
  const drawn = () => { try { return DRAWN; } catch { return false; } };
  const look = () => {
    if (!drawn()) requestAnimationFrame(look);
    else requestAnimationFrame(() => setTimeout(() => console.info(`drawn ${performance.now()}`)));
  };
  requestAnimationFrame(look);
})();
"""


@dataclass
class Network:
    """What a page asked for off this machine: answered from the copies, or noted down."""

    unanswered: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def stand_in(self, context: BrowserContext) -> None:
        """Answer for the whole network from now on."""
        context.route(is_foreign, self._answer)
        context.on("weberror", lambda fault: self.errors.append(str(fault.error)))

    def _answer(self, route: Route) -> None:
        found = answer(route.request.url)
        if found:
            headers = {"Access-Control-Allow-Origin": "*"}
            route.fulfill(content_type=found[0], body=found[1], headers=headers)
        else:
            self.unanswered.append(route.request.url)
            route.abort()


def best_opening(contender: Contender, file: Path) -> float | None:
    """Seconds from navigation to the marks: the fastest of RUNS openings, each in a browser of its own.

    A long one is done once. None if nothing was drawn in time.
    """
    runs: list[float] = []
    while not runs or (len(runs) < RUNS and max(runs) < LONG):
        try:
            with drawn_page(contender, file) as (_, seconds):
                runs.append(seconds)
        except TooLate:
            return None
    return min(runs)


@contextmanager
def drawn_page(contender: Contender, file: Path) -> Iterator[tuple[Page, float]]:
    """The page of a file with its marks drawn, and the seconds that took.

    AssertionError if it asked for what there is no copy of, or failed.
    """
    network = Network()
    with _browser(contender.flags) as context, _served(file.parent) as address:
        network.stand_in(context)
        context.add_init_script(_WATCH.replace("DRAWN", contender.drawn))
        page = context.new_page()
        with page.expect_console_message(_is_report, timeout=PATIENCE * 1000) as report:
            page.goto(f"{address}/{file.name}", wait_until="commit")
        yield page, float(report.value.text.split()[1]) / 1000
    assert not network.unanswered, f"{contender.title} asked for what has no copy: {network.unanswered}"
    assert not network.errors, f"{contender.title} failed: {network.errors}"


def _is_report(message: ConsoleMessage) -> bool:
    return message.type == "info" and message.text.startswith("drawn ")


@contextmanager
def _browser(flags: tuple[str, ...]) -> Iterator[BrowserContext]:
    path = os.environ.get("BASING_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*_FLAGS, *flags])
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB")
        try:
            yield context
        finally:
            context.unroute_all(behavior="ignoreErrors")  # a tile may still be on its way
            browser.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of a request."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The address of a folder on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
