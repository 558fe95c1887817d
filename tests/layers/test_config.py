"""What `config.yaml` says of editors, and every fault in it with its place."""

from pathlib import Path

import pytest

from layers.config import ListedEditor, read_config
from layers.errors import ConfigError


def listing(path: Path, root: Path, text: str) -> Path:
    """Write the shipped configuration with other editors, which begin in line 1."""
    shipped = (root / "config.yaml").read_text(encoding="utf-8")
    path.write_text(f"{text}\n" + shipped.replace("editors: []\n", ""), encoding="utf-8")
    return path


def test_nobody_is_listed_unless_the_configuration_says_so(root: Path, tmp_path: Path) -> None:
    path = listing(tmp_path / "config.yaml", root, "")
    assert read_config(path).editors == ()


def test_editors_are_addresses_with_or_without_a_name(root: Path, tmp_path: Path) -> None:
    text = "editors:\n  - ann@example.org\n  - {email: Bo@Example.org, name: Bo}"
    assert read_config(listing(tmp_path / "config.yaml", root, text)).editors == (
        ListedEditor(email="ann@example.org"),
        ListedEditor(email="Bo@Example.org", name="Bo"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "editors: ann@example.org",
            "1:10: error: `editors`: expected e-mail addresses, each in a line of its own after `- `; got "
            "`ann@example.org`",
        ),
        (
            "editors:",
            "1:9: error: `editors`: expected e-mail addresses, each in a line of its own after `- `; got nothing",
        ),
        (
            "editors: [Ann]",
            "1:11: error: `editors.0.email`: `Ann` is no e-mail address; expected one such as ann@example.org",
        ),
        (
            "editors:\n  - ann@example.org\n  - {email: Ann Editor <ann@example.org>}",
            "3:13: error: `editors.1.email`: `Ann Editor <ann@example.org>` is no e-mail address; expected one such "
            "as ann@example.org",
        ),
        (
            "editors:\n  - ann@example.org\n  - []",
            "3:5: error: `editors.1`: `[]` names nobody; expected an e-mail address, or `email` and `name`",
        ),
        ("editors:\n  - {name: Ann}", "2:5: error: `editors.0.email`: field required"),
        (
            "editors:\n  - {email: a@b.org, nmae: Ann}",
            "2:28: error: `editors.0.nmae`: unknown key (did you mean `name`?)",
        ),
        (
            "editors:\n  - ann@example.org\n  - bo@example.org\n  - ANN@example.org",
            "4:5: error: `editors.2`: `ANN@example.org` is there already",
        ),
    ],
)
def test_a_fault_of_the_editors_is_told_with_its_place(
    text: str, said: str, root: Path, tmp_path: Path
) -> None:
    path = listing(tmp_path / "config.yaml", root, text)
    with pytest.raises(ConfigError) as fault:
        read_config(path)
    assert str(fault.value) == f"{path}:{said}"
