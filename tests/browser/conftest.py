"""Chromium that can reach nothing but this machine, and dashboards for it to look at."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.guard import Watch
from tests.browser.server import serving

TODAY = "2026-03-01"
"""The day on which the dashboards under test believe to be, unless a test names another."""

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test in this folder, so that `-m 'not browser'` leaves them out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests; each test has a context of its own."""
    path = os.environ.get("BASING_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def watch(request: pytest.FixtureRequest) -> Iterator[Watch]:
    """What the pages asked for and complained of; at the end nothing may be left in it.

    A test that expects either says so: `@pytest.mark.foreign_requests`, `@pytest.mark.console_errors`.
    """
    seen = Watch()
    yield seen
    if not request.node.get_closest_marker("foreign_requests"):
        assert seen.foreign == [], "addresses off this machine were asked for"
    if not request.node.get_closest_marker("console_errors"):
        assert seen.errors == [], "the console holds errors"


@pytest.fixture
def open_page(chromium: Browser, watch: Watch) -> Iterator[Callable[..., Page]]:
    """A function that opens an empty page; it takes the options of a browser context.

    `open_page(color_scheme="dark")`, `open_page(viewport={"width": 390, "height": 844})`.
    """
    with ExitStack() as stack:

        def opened(**options: Any) -> Page:
            settings = {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB"} | options
            context = chromium.new_context(**settings)
            stack.callback(context.close)
            watch.follow(context)
            return context.new_page()

        yield opened


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """An empty page, wide and light."""
    return open_page()


@pytest.fixture(scope="module")
def shared_page(chromium: Browser) -> Iterator[Page]:
    """One page for all tests of a file that only read from it: what each needs, it opens itself."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    seen = Watch()
    seen.follow(context)
    yield context.new_page()
    context.close()
    assert seen.foreign == [], "addresses off this machine were asked for"
    assert seen.errors == [], "the console holds errors"


@pytest.fixture
def emptied_page(shared_page: Page) -> Iterator[Page]:
    """The page that all tests of a file share, with nothing in it: to open a window takes as long as a small test."""
    yield shared_page
    shared_page.emulate_media(media="null")
    shared_page.goto("about:blank")


@pytest.fixture(scope="session")
def server() -> Iterator[Callable[..., str]]:
    """A function from a data folder to the address of a dashboard on it; one each, kept to the end."""
    with ExitStack() as stack:
        running: dict[tuple[Path, str], str] = {}

        def started(data: Path, today: str = TODAY) -> str:
            if (data, today) not in running:
                running[data, today] = stack.enter_context(serving(data, today=today))
            return running[data, today]

        yield started


@pytest.fixture
def brief_server() -> Iterator[Callable[..., str]]:
    """The same, ended with the test: for a data folder that the test changes."""
    with ExitStack() as stack:
        yield lambda data, today=TODAY: stack.enter_context(serving(data, today=today))
