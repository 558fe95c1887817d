"""A Comparison as text, JSON, Markdown and HTML: readable, and no text in it becomes markup."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from layers.comparing import WRITERS, Comparison, compare
from layers.config import Config, read_config
from layers.dataset import Dataset, read_dataset
from layers.errors import Problem
from tests.dossiers import write_dossier
from tests.hostile import ATTACK, hostile_dossier, write_hostile_dossier

LEFT = {"date": "2025-09-01", "status": "withdrawn", "sources": "report"}
SIDES = (("old", "Harbour facility"), ("new", "Port"))
TERMINAL = "\x1b[2J\u009b2Jgone\u202e"
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "p", "strong", "dl", "dt", "dd",
    "main", "section", "article", "code", "table", "thead", "tbody", "tr", "th", "td", "div", "ul", "li", "a",
}  # fmt: skip


class Elements(HTMLParser):
    """The elements and attributes of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def changed(tmp_path: Path, config: Config) -> Callable[..., Comparison]:
    """A function from overrides of the small dossier to what they change in it."""

    def comparison(**overrides: Any) -> Comparison:
        old = read_dataset(write_dossier(tmp_path / "old"), config)
        new = read_dataset(write_dossier(tmp_path / "new", **overrides), config)
        return compare(old, new, ("old-folder", "new-folder"))

    return comparison


@pytest.fixture
def moved(changed: Callable[..., Comparison]) -> Comparison:
    """The harbour under another name, and with an end to its history."""
    history = [{"date": "2017-01-18", "status": "operating", "presence": "granted_base", "sources": "report"}]
    return changed(installations={"harbour": {"name": "Port", "status": [*history, LEFT]}})


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Comparison:
    """Every text an attack: half of the records are new, and all texts of the others have changed."""
    config = read_config(root / "config.yaml")
    folder = tmp_path_factory.mktemp("hostile")
    new = read_dataset(write_hostile_dossier(folder / "new", config.vocabularies), config)
    return compare(Dataset(problems=(Problem(ATTACK, 1, 1, ATTACK),)), new, (ATTACK, ATTACK))


# --- text ---


def test_text_tells_old_and_new_with_the_numbers_of_their_sources(moved: Comparison) -> None:
    assert WRITERS["text"](moved).splitlines()[2:] == [
        "Records: 1 changed.",
        "",
        "Changes of status",
        "  installations harbour: Port: changed",
        "      Status",
        "        + date: 2025-09-01; status: withdrawn; level: reported [1]",
        "",
        "Records",
        "  installations harbour: Port: changed",
        "      Name",
        "        - Harbour facility",
        "        + Port",
        "",
        "Sources",
        "  [1] A news agency, 31 July 2025 https://news.example/harbour",
    ]


def test_text_begins_with_both_sides(moved: Comparison) -> None:
    first, second = WRITERS["text"](moved).splitlines()[:2]
    assert first == f"--- old-folder (data {moved.old.data_hash[:12]})"
    assert second == f"+++ new-folder (data {moved.new.data_hash[:12]})"


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html"])
def test_a_terminal_obeys_no_text(form: str, changed: Callable[..., Comparison]) -> None:
    told = WRITERS[form](changed(positions=[], agreements={"lease": {"title": TERMINAL}}))
    assert [sign for sign in told if ord(sign) < 32 or 127 <= ord(sign) < 160] == ["\n"] * told.count("\n")


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html"])
def test_equal_comparisons_give_equal_text(form: str, moved: Comparison) -> None:
    assert WRITERS[form](moved) == WRITERS[form](moved)


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_records_left_out_are_told(form: str, changed: Callable[..., Comparison]) -> None:
    told = WRITERS[form](changed(actors={"speaker": {"kind": "nonsense"}}))
    assert "1 record left out of new-folder for faults" in told


# --- JSON ---


def test_json_holds_each_change_with_its_sources(moved: Comparison) -> None:
    (record,) = json.loads(WRITERS["json"](moved))["records"]
    assert [field["field"] for field in record["fields"]] == ["status", "name"]
    assert record["fields"][0]["new_sources"] == [
        {
            "id": "report",
            "publisher": "A news agency",
            "published": "2025-07-31",
            "date": "31 July 2025",
            "url": "https://news.example/harbour",
        }
    ]


def test_json_says_what_was_compared(moved: Comparison) -> None:
    told = json.loads(WRITERS["json"](moved))
    assert (told["old"]["named"], told["new"]["data_hash"]) == ("old-folder", moved.new.data_hash)


def test_json_keeps_every_text_as_it_is(hostile: Comparison) -> None:
    assert json.loads(WRITERS["json"](hostile))["old"]["named"] == ATTACK


# --- Markdown ---


def test_markdown_has_a_table_for_each_record(moved: Comparison) -> None:
    told = WRITERS["markdown"](moved)
    assert "### Port: changed\n\nIn installations: harbour\n\n| Field | Old | New |\n|---|---|---|\n" in told
    assert "| Name | Harbour facility | Port |\n" in told


def test_markdown_lists_the_sources_with_links(moved: Comparison) -> None:
    assert "1. A news agency, 31 July 2025 <https://news.example/harbour>\n" in WRITERS["markdown"](moved)


def test_markdown_carries_no_html(hostile: Comparison) -> None:
    told = re.sub(r"<https?://[^<>\s]*>", "", WRITERS["markdown"](hostile))
    assert "<" not in told


def test_every_row_of_a_markdown_table_has_three_cells(hostile: Comparison) -> None:
    rows = [line for line in WRITERS["markdown"](hostile).splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {4}


@pytest.mark.parametrize("sign", ["`", "*", "_", "[", "]", "$", "~", "{", "!"])
def test_no_sign_of_a_text_is_markup_in_markdown(sign: str, hostile: Comparison) -> None:
    told = re.sub(r"<https?://[^<>\s]*>", "", WRITERS["markdown"](hostile))
    assert re.findall(rf"(?<!\\)(?:\\\\)*{re.escape(sign)}", told) == []


def test_an_address_in_a_text_is_no_link_in_markdown(changed: Callable[..., Comparison]) -> None:
    told = WRITERS["markdown"](
        changed(installations={"harbour": {"note": "See https://evil.example and www.evil.example"}})
    )
    assert r"See https\://evil.example and www\.evil.example" in told


# --- HTML ---


def test_html_has_old_and_new_side_by_side(moved: Comparison) -> None:
    told = WRITERS["html"](moved)
    old, new = (f'<td class="{side}"><div dir="auto">{value}</div></td>' for side, value in SIDES)
    assert old + new in told


def test_html_links_to_the_sources_of_a_value(moved: Comparison) -> None:
    page = Elements(WRITERS["html"](moved))
    assert page.links == ["https://news.example/harbour"]
    assert "A news agency, 31 July 2025" in page.text


def test_html_has_no_elements_but_its_own(hostile: Comparison) -> None:
    assert Elements(WRITERS["html"](hostile)).tags <= ELEMENTS


def test_html_has_no_attributes_but_its_own(hostile: Comparison) -> None:
    attributes = Elements(WRITERS["html"](hostile)).attributes
    assert attributes <= {
        "lang", "charset", "content", "http-equiv", "name", "class", "scope", "dir", "href", "rel",
    }  # fmt: skip


def test_html_shows_an_attack_as_text(hostile: Comparison) -> None:
    assert "<script>window.hacked=1</script>" in Elements(WRITERS["html"](hostile)).text


def test_html_lets_nothing_run_or_be_fetched(moved: Comparison) -> None:
    told = WRITERS["html"](moved)
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', told)[0]
    assert policy.startswith("default-src 'none'; script-src 'none'; style-src 'sha256-")
    assert "img-src 'none'" in policy


def test_every_field_of_the_hostile_dossier_is_told(hostile: Comparison, config: Config) -> None:
    sections = set(hostile_dossier(config.vocabularies)) - {"dossier"}
    assert sections <= {record.section for record in hostile.records}
