"""What must be true of the files as a whole."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt", "tests/bench/peers/requirements.txt")
HOST = re.compile(r"\w://|\b(?:[a-z0-9-]+\.)+(?:org|com|io|net|dev)\b")
PIN = re.compile(r"^[a-z0-9-]+==", re.MULTILINE)
HOME = re.compile(r"(?<![\w.:/])/(?:home|root|Users)/\w+")
LINK = re.compile(r"\]\(([^)\s#]+)[^)]*\)")


def tracked() -> list[Path]:
    """The files that git knows, or none where the project is a plain copy."""
    run = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    paths = [ROOT / name for name in run.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def text_of(path: Path) -> str:
    """The text of a file; a binary file has none."""
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


def links(page: Path) -> set[Path]:
    """The files that a page links to."""
    targets = LINK.findall(text_of(page)) if page.is_file() else []
    return {
        (page.parent / target).resolve() for target in targets if "://" not in target and ":" not in target
    }


def pins(name: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+==[^ ;]+)", text_of(ROOT / name), re.MULTILINE))


PAGES = sorted(path for path in tracked() if path.suffix == ".md")
DOCS = [path for path in PAGES if path.is_relative_to(ROOT / "docs") and path.name != "README.md"]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_requirements_name_no_host(name: str) -> None:
    assert HOST.findall(text_of(ROOT / name)) == []


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    blocks = re.split(r"^(?=[a-z0-9])", text_of(ROOT / name), flags=re.MULTILINE)
    assert [
        block for block in blocks if block.strip() and not (PIN.match(block) and "--hash=sha256:" in block)
    ] == []


def test_tests_run_on_the_versions_that_readers_run() -> None:
    assert pins("requirements.txt") - pins("requirements-dev.txt") == set()


def test_no_file_names_somebodys_home_folder() -> None:
    found = {str(path.relative_to(ROOT)): HOME.findall(text_of(path)) for path in tracked()}
    assert {name: homes for name, homes in found.items() if homes} == {}


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_every_page_can_be_found(page: Path) -> None:
    assert page in links(ROOT / "README.md") | links(ROOT / "docs" / "README.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page: Path) -> None:
    assert [str(target) for target in links(page) if not target.exists()] == []
