"""Writes docs/coverage.md: what each shipped dossier holds and rests on; `make docs-pages` runs it."""

from pathlib import Path

from layers.config import read_config
from layers.coverage import SECTIONS, SHARES, Coverage, coverage, dossiers_shown
from layers.dataset import read_dataset
from layers.dates import day_label
from layers.files import write_bytes
from layers.frames import build_frames
from layers.panels.coverage import languages, meaning_of_shares, share_of
from layers.scene import Scene, stage
from layers.view import View

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "coverage.md"


def coverage_page() -> str:
    """The page, as of the last day on which a dossier was reviewed: never of the day on which it is made."""
    scene = _scene()
    dossiers = tuple(coverage(scene, dossiers_shown(scene)))
    head = ["dossier", *SECTIONS, "sources", "reviewed"]
    lines = [
        "# Coverage of the shipped dossiers",
        "",
        "<!-- Made by `make docs-pages` from the dossiers; change it there. -->",
        "",
        f"As of {day_label(scene.day)}. The panel *Coverage* says the same of what a view shows.",
        "",
        _row(head),
        _row(["---"] * len(head)),
        *(_row(_counts(one)) for one in dossiers),
        "",
        "## What they rest on, and what is missing",
        "",
        meaning_of_shares(),
        "",
        *(line for one in dossiers for line in _in_full(one)),
    ]
    return "\n".join(lines)


def _scene() -> Scene:
    config = read_config(ROOT / "config.yaml")
    dataset = read_dataset(ROOT / "seeds", config)
    today = max(info.reviewed.latest for info in dataset.dossiers.values() if info.reviewed)
    return stage(config, dataset, build_frames(dataset, config), View(), today)


def _counts(one: Coverage) -> list[str]:
    reviewed = one.info.reviewed.label() if one.info.reviewed else "no date given"
    return [one.info.title, *(str(one.counts[name]) for name in SECTIONS), str(one.sources), reviewed]


def _in_full(one: Coverage) -> list[str]:
    first, last = one.first_reported, one.last_reported
    return [
        f"### {one.info.title}",
        "",
        f"- Reported: {day_label(first)} to {day_label(last)}" if first and last else "- No source is dated",
        *(f"- On {share} sources: {share_of(one, share)}" for share in SHARES),
        f"- Languages of the sources: {languages(one)}",
        *(f"- Not known: {gap}" for gap in one.info.gaps),
        "",
    ]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Write the page anew."""
    write_bytes(PAGE, coverage_page().encode())


if __name__ == "__main__":
    main()
