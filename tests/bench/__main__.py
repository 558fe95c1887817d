"""Measure, and write docs/benchmarks.md: `python -m tests.bench`."""

import os
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from layers.files import write_bytes
from tests.bench.measuring import Figure, measure

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
LIBRARIES = ("streamlit", "folium", "geopandas", "pandas", "pydantic", "playwright")


def main() -> None:
    """Write the page; a figure beyond its limit is marked there and ends the command with 1."""
    with tempfile.TemporaryDirectory() as folder:
        figures = []
        for figure in measure(Path(folder)):
            figures.append(figure)
            sys.stdout.write(_line(figure) + "\n")
            sys.stdout.flush()
    write_bytes(PAGE, _page(figures).encode())
    sys.exit(any(figure.ratio > 1 for figure in figures))


def _line(figure: Figure) -> str:
    verdict = "within" if figure.ratio <= 1 else "**beyond**"
    return (
        f"| {figure.what} | {figure.value:.3g} {figure.unit} | {figure.limit:g} {figure.unit} "
        f"| {figure.ratio:.2f} | {verdict} | {figure.how} |"
    )


def _page(figures: list[Figure]) -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return "\n".join(
        [
            "# Benchmarks",
            "",
            "Written by `make bench`. The ratio is the measured value over its limit, all in one run.",
            "",
            f"Machine: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}. {versions}.",
            "",
            "| what | measured | limit | ratio | | how |",
            "|---|---|---|---|---|---|",
            *map(_line, figures),
            "",
        ]
    )


main()
