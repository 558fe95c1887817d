"""What every file says of itself: of which day it is, of which data, and how to cite it."""

from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from itertools import chain
from typing import TYPE_CHECKING, Final

from layers.archive import files_behind
from layers.dates import day_label
from layers.errors import count_left_out
from layers.folder import hash_of

if TYPE_CHECKING:
    from layers.dossier import DossierFile
    from layers.parts import DossierInfo
    from layers.scene import Scene

MOST_NAMED: Final = 50
"""Beyond so many dossiers the others are counted: a citation that names hundreds is read by nobody."""


def about(scene: "Scene", files: "Sequence[DossierFile] | None" = None) -> dict[str, str]:
    """Title, days, filter, data hash, licence, origins, credits and citation, each as text under its name.

    `files` are the dossiers behind what is shown, where they have been looked up already.
    """
    named = hash_of(files_behind(scene) if files is None else files)
    credits = _credits(scene)
    return {
        "title": scene.config.title,
        "summary": scene.config.summary,
        "as_of": scene.day.isoformat(),
        "known_by": scene.known_by.isoformat(),
        "today": scene.today.isoformat(),
        "view": view_query(scene),
        "made": scene.made or scene.today.isoformat(),
        "data_hash": named,
        "version": version(),
        "licence": scene.config.licence,
        "origins": " ".join(scene.config.origins),
        "credits": "; ".join(credits),
        "citation": _citation(scene, named, credits),
        "records_left_out": str(records_left_out(scene)),
    }


def view_query(scene: "Scene") -> str:
    """The View as a query string, its days written out, so that it gives the same view later."""
    return scene.view.pinned(scene.today).to_query()


def citation(scene: "Scene") -> str:
    """One sentence to cite what is shown by: it names the data by their hash, for they change."""
    return _citation(scene, hash_of(files_behind(scene)), _credits(scene))


def _citation(scene: "Scene", named: str, credits: Sequence[str]) -> str:
    return (
        f"{scene.config.title} {version()}, {', '.join(credits) or 'no dossier'}; "
        f"as of {day_label(scene.day)}, known by {day_label(scene.known_by)}, data {named[:12]}, "
        f"view {view_query(scene)}"
    )


def records_left_out(scene: "Scene") -> int:
    """How many records a fault in the data keeps from being shown."""
    return count_left_out(scene.dataset.problems)


@cache
def version() -> str:
    """The version of the program; `development` where it runs without having been installed."""
    try:
        return installed_version("basing")
    except PackageNotFoundError:
        return "development"


def _credits(scene: "Scene") -> list[str]:
    """The dossiers of what is shown, each with the day of its last review; the last says how many more there are."""
    shown = (scene.shown.installations["dossier"].unique(), (talks.dossier for talks in scene.negotiations))
    stems = list(dict.fromkeys(chain.from_iterable(shown)))
    more = len(stems) - MOST_NAMED
    named = [_credit(scene.dataset.dossiers[stem], stem) for stem in stems[:MOST_NAMED]]
    return [*named, f"and {more:,} more dossiers"] if more > 0 else named


def _credit(info: "DossierInfo", stem: str) -> str:
    return f"“{info.title or stem}”" + (f" (reviewed {info.reviewed.label()})" if info.reviewed else "")
