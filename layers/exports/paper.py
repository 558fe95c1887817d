"""The document on paper (PDF) and its map as a picture (PNG), drawn by an installed Chromium."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from layers.errors import ExportError
from layers.exports import snapshot
from layers.extend import Export

if TYPE_CHECKING:
    from layers.scene import Scene

PAPERS: Final = ("a4", "letter")
SECONDS: Final = 90
SIZE: Final = (1200, 800)
"""Of the picture, in pixels of a screen of common density; it has twice as many in each direction."""
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_OPTIONS: Final = (
    "--headless=new",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    # The clock of the page runs ahead until nothing is left to do: the map is drawn then.
    "--virtual-time-budget=20000",
)


def pdf(paper: str) -> Export:
    """The document as a PDF on sheets of A4 or letter paper."""
    return Export(
        name="pdf",
        title="PDF",
        description="The map and every panel on paper.",
        suffix=".pdf",
        mime="application/pdf",
        write=partial(_write_pdf, paper=paper),
    )


def _write_pdf(scene: "Scene", path: Path, paper: str) -> Iterator[tuple[int, int]]:
    with TemporaryDirectory(prefix="basing-") as folder:
        page = Path(folder, "page.html")
        for done, of in snapshot.write(scene, page, f"@page {{ size: {paper}; }}"):
            yield done, of + 1
        _draw(page, path, ["--no-pdf-header-footer", f"--print-to-pdf={path}"])
    yield 1, 1


def _write_png(scene: "Scene", path: Path) -> Iterator[tuple[int, int]]:
    from layers.exports.about import citation
    from layers.map import document_page
    from layers.markup import escape

    yield 0, 1
    with TemporaryDirectory(prefix="basing-") as folder:
        page = Path(folder, "page.html")
        foot = f'<footer class="frame-foot">{escape(citation(scene))}</footer>'
        head, style = snapshot.identity(scene), snapshot.styles()
        text = document_page(scene, foot, style, head=head, body_class="document picture")
        page.write_text(text, encoding="utf-8")
        size = f"--window-size={SIZE[0]},{SIZE[1]}"
        _draw(page, path, [size, "--force-device-scale-factor=2", f"--screenshot={path}"])
    yield 1, 1


PNG = Export(
    name="png",
    title="Picture",
    description="The map with what it shows and how to cite it, as a picture.",
    suffix=".png",
    mime="image/png",
    write=_write_png,
)


def _draw(page: Path, path: Path, options: Sequence[str]) -> None:
    """Let Chromium open a page and write what it shows; ExportError where there is none, or where it fails."""
    browser = _browser()
    profile = f"--user-data-dir={page.parent / 'profile'}"
    command = [browser, *_OPTIONS, *_unboxed(), profile, *options, page.as_uri()]
    try:
        # the path stands in the configuration of whoever runs this, and the options are ours
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603
    except OSError as fault:
        raise ExportError(f"Chromium (`{browser}`) cannot be run: {fault.strerror or fault}") from fault
    except subprocess.TimeoutExpired:
        raise ExportError(
            f"Chromium (`{browser}`) took longer than {SECONDS} seconds and was ended"
        ) from None
    if not path.exists() or not path.stat().st_size:
        said = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        raise ExportError(f"Chromium (`{browser}`) drew nothing: {said[0][:300]}")


def _browser() -> str:
    """The Chromium that is named, else the first that is installed."""
    named = os.environ.get("BASING_CHROMIUM", "")
    if named and shutil.which(named) is None:
        raise ExportError(f"BASING_CHROMIUM names `{named}`, which is no program")
    found = named or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise ExportError(
            "PDF and PNG are drawn by Chromium, and none was found: install it (Debian: `apt install chromium`), "
            "or name it in BASING_CHROMIUM"
        )
    return found


def _unboxed() -> tuple[str, ...]:
    """Chromium keeps no sandbox for root and refuses to start; the page is our own and asks for nothing."""
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
