"""The pictures in docs/images: the dashboard wide, dark and on a phone, and a snapshot. `make images` runs this."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the tests' server is not part of the installed project

from tests.browser.conftest import _FLAGS  # noqa: E402  # after the path above
from tests.browser.server import serving  # noqa: E402  # likewise

IMAGES = ROOT / "docs" / "images"
TODAY = "2026-03-01"
VIEW = "as_of=2025-07-31&dossier=russia-syria&selected=tartus"


def main() -> None:
    """Make every picture anew."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with _chromium() as browser, serving(ROOT / "seeds", today=TODAY) as address:
        page_address = f"{address}/?{VIEW}"
        _take(browser, page_address, "dashboard-light", width=1440, height=900)
        _take(browser, page_address, "dashboard-dark", width=1440, height=900, color_scheme="dark")
        _take(browser, page_address, "dashboard-phone", width=390, height=844)
        with TemporaryDirectory() as folder:
            file = Path(folder, "snapshot.html")
            command = [
                sys.executable,
                "-m",
                "dashboard.cli",
                "snapshot",
                "--view",
                VIEW,
                "--today",
                TODAY,
                "-o",
                str(file),
            ]
            run(command, cwd=ROOT, check=True)
            _take(browser, file.as_uri(), "snapshot", width=1024, height=1100)


@contextmanager
def _chromium() -> Iterator[Browser]:
    path = os.environ.get("BASING_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield browser
        browser.close()


def _take(browser: Browser, address: str, name: str, *, width: int, height: int, **options: Any) -> None:
    settings = {"color_scheme": "light", "reduced_motion": "reduce"} | options
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-GB", **settings)
    page = context.new_page()
    page.goto(address)
    _settle(page)
    page.screenshot(path=IMAGES / f"{name}.png")
    context.close()
    print(f"docs/images/{name}.png")


def _settle(page: Page) -> None:
    """Wait until the map and the panels stand: a picture of something half drawn is worse than a slow one."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(4000)


main()
