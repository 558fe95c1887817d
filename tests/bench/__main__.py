"""Measure, and write docs/benchmarks.md: `python -m tests.bench`."""

import sys
import tempfile
from pathlib import Path

from tests.bench.measuring import Figure, measure
from tests.bench.page import LIMITS, machine, write_section

LIBRARIES = ("streamlit", "folium", "geopandas", "pandas", "pydantic", "playwright")


def main() -> None:
    """Write our section of the page; a figure beyond its limit is marked there and ends the command with 1."""
    with tempfile.TemporaryDirectory() as folder:
        figures = []
        for figure in measure(Path(folder)):
            figures.append(figure)
            sys.stdout.write(_line(figure) + "\n")
            sys.stdout.flush()
    write_section(LIMITS, _section(figures))
    sys.exit(any(figure.ratio > 1 for figure in figures))


def _line(figure: Figure) -> str:
    verdict = "within" if figure.ratio <= 1 else "**beyond**"
    return (
        f"| {figure.what} | {figure.value:.3g} {figure.unit} | {figure.limit:g} {figure.unit} "
        f"| {figure.ratio:.2f} | {verdict} | {figure.how} |"
    )


def _section(figures: list[Figure]) -> list[str]:
    return [
        "Written by `make bench`. The ratio is the measured value over its limit.",
        "",
        machine(LIBRARIES),
        "",
        "| what | measured | limit | ratio | | how |",
        "|---|---|---|---|---|---|",
        *map(_line, figures),
    ]


main()
