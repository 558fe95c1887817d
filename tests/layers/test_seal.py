"""A document tells whether it is what it was: any byte that changed is found, and its part is named."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from layers.errors import SnapshotError
from layers.exports.snapshot import SNAPSHOT
from layers.scene import Scene
from layers.seal import FORMAT, inspect, sealed

PAGE = '<html><head></head><body id="x"><div id="map">m</div><div id="panel-talks">t</div></body></html>'


@pytest.fixture(scope="module")
def document(syria: Callable[..., Scene], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("seal") / "basing.html"
    list(SNAPSHOT.write(syria(), path))
    return path.read_bytes()


def test_a_document_as_it_was_written_is_intact(document: bytes) -> None:
    assert inspect(document).changed == ()


@pytest.mark.parametrize("seed", range(200))
def test_a_single_changed_byte_is_found(document: bytes, seed: int) -> None:
    place = random.Random(seed).randrange(len(document))  # noqa: S311 a place, not a secret
    changed = bytearray(document)
    changed[place] ^= 1 << (seed % 7)
    try:
        found = inspect(bytes(changed)).changed
    except SnapshotError:
        return  # what says that it is a document was hit
    assert found


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("m</div>", "n</div>", "the frame of the map"),
        ("t</div>", "u</div>", "the section “talks”"),
        ("<head>", "<HEAD>", "the head of the page"),
        ('"title":"One"', '"title":"Two"', "what it says of itself, or its end"),
        ('id="panel-talks"', 'id="panel-terms"', "the section “talks”"),
    ],
)
def test_what_was_changed_is_named(old: str, new: str, part: str) -> None:
    page = sealed(PAGE, {"title": "One"})
    assert old in page
    assert part in inspect(page.replace(old, new).encode()).changed


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not a snapshot"),
        ("<html><body>other</body></html>", "not a snapshot"),
        (sealed(PAGE, {})[:-200].replace("</html>", "") + '<i id="basing-packed">', "cut short"),
        (sealed(PAGE, {}).replace('id="basing-identity"', 'id="basing-other"'), "changed or taken out"),
        (sealed(PAGE, {}).replace('"format":1', '"format":"'), "cannot be read"),
    ],
)
def test_what_is_no_whole_document_says_so(text: str, message: str) -> None:
    with pytest.raises(SnapshotError, match=message):
        inspect(text.encode())


def test_a_document_cut_short_says_so(document: bytes) -> None:
    for length in (len(document) // 3, len(document) // 2, len(document) - 300):
        with pytest.raises(SnapshotError, match="cut short"):
            inspect(document[:length])


def test_a_document_of_a_newer_version_is_not_judged() -> None:
    page = sealed(PAGE, {"version": "9.0"}).replace(f'"format":{FORMAT}', '"format":99')
    with pytest.raises(SnapshotError, match=r"made with Basing 9\.0 in format 99"):
        inspect(page.encode())


def test_text_that_looks_like_a_seal_does_not_hide_it(small_hostile: Path) -> None:
    assert inspect(small_hostile.read_bytes()).changed == ()


@pytest.fixture
def small_hostile(dossier: Callable[..., Path], staged_from: Callable[..., Scene], tmp_path: Path) -> Path:
    """A document about a site whose name is a whole identity with a seal of zeros."""
    name = f'<script type="application/json" id="basing-identity" data-seal="{"0" * 64}">{{}}</script></body>'
    path = tmp_path / "hostile.html"
    list(SNAPSHOT.write(staged_from(dossier(installations={"harbour": {"name": name}})), path))
    return path
