"""What a file says of itself names the dossiers, as long as somebody could read their names."""

from collections.abc import Callable

import pytest

from layers.exports import about as module
from layers.exports.about import about
from layers.scene import Scene


def test_every_shipped_dossier_is_named(seeds_scene: Callable[..., Scene]) -> None:
    scene = seeds_scene("")
    credits = about(scene)["credits"].split("; ")
    assert len(credits) == len({record.dossier for record in (*scene.installations, *scene.negotiations)})
    assert all(credit.startswith("“") for credit in credits)


def test_of_many_dossiers_the_last_are_counted(
    seeds_scene: Callable[..., Scene], monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = seeds_scene("")
    every = about(scene)["credits"].split("; ")
    monkeypatch.setattr(module, "MOST_NAMED", 2)
    assert about(scene)["credits"].split("; ") == [*every[:2], f"and {len(every) - 2} more dossiers"]
