"""What `basing check --fix` mends, and that it changes nothing else."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from layers.addresses import normal_form, without_tracking
from layers.config import Config
from layers.dataset import read_dataset
from layers.dates import EdtfDate, iso_form
from layers.errors import Problem
from layers.writing.fixing import fix_files, fixed_values
from tests.dossiers import write_text

FAULTY = """\
installations:
  a:
    name: A   # its name
    kind: baze
    host: SY
    operators: [RU]   # who uses it
    status: [{date: 2020/3/7, status: "operatting", sources: s}]
    location: {lat: 34.9, lon: 35.9, precision: 'facilty', sources: s}~~
negotiations:
  n: {title: N, parties: [RU, SY], installations: [a]}
sources:
  s: {publisher: P, url: "https://news.example/a?id=3&utm_source=x#part", published: 13 March 2025}
""".replace("~", " ")
MENDED = """\
installations:
  a:
    name: A # its name
    kind: base
    host: SY
    operators: [RU] # who uses it
    location: {lat: 34.9, lon: 35.9, precision: facility, sources: s}
    status: [{date: 2020-03-07, status: operating, sources: s}]

negotiations:
  n: {title: N, parties: [RU, SY], installations: [a]}

sources:
  s: {publisher: P, url: https://news.example/a?id=3#part, published: 2025-03-13}
"""


def test_what_has_one_right_form_is_mended_and_comments_stay(tmp_path: Path, config: Config) -> None:
    folder = write_text(tmp_path, FAULTY)
    fixes = fix_files(read_dataset(folder, config), config)
    assert (folder / "small.yaml").read_text(encoding="utf-8") == MENDED
    assert [fix.message for fix in fixes[:2]] == ["`baze` is now `base`", "`2020/3/7` is now `2020-03-07`"]
    assert read_dataset(folder, config).problems == ()


def test_a_second_time_changes_nothing(tmp_path: Path, config: Config) -> None:
    folder = write_text(tmp_path, FAULTY)
    fix_files(read_dataset(folder, config), config)
    before = (folder / "small.yaml").stat().st_mtime_ns
    assert fix_files(read_dataset(folder, config), config) == []
    assert (folder / "small.yaml").stat().st_mtime_ns == before


def test_the_shipped_dossiers_need_no_mending(seeds: Path, config: Config, tmp_path: Path) -> None:
    for path in seeds.rglob("*.yaml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert fix_files(read_dataset(tmp_path, config), config) == []


def test_a_word_with_two_neighbours_is_left(tmp_path: Path, config: Config) -> None:
    text = "installations:\n  a: {name: A, status: [{date: 2020, status: withdraw, sources: s}]}\n"
    folder = write_text(tmp_path, text)
    fix_files(read_dataset(folder, config), config)
    assert (folder / "small.yaml").read_text(encoding="utf-8") == text


def test_a_file_that_changed_since_it_was_read_is_left(tmp_path: Path, config: Config) -> None:
    folder = write_text(tmp_path, FAULTY)
    dataset = read_dataset(folder, config)
    write_text(folder, FAULTY + "# more\n")
    assert fix_files(dataset, config) == []
    assert (folder / "small.yaml").read_text(encoding="utf-8").endswith("# more\n")


def test_a_link_is_left(tmp_path: Path, config: Config) -> None:
    write_text(tmp_path / "elsewhere", FAULTY)
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "small.yaml").symlink_to(tmp_path / "elsewhere" / "small.yaml")
    assert fix_files(read_dataset(folder, config), config) == []
    assert (tmp_path / "elsewhere" / "small.yaml").read_text(encoding="utf-8") == FAULTY


def test_a_file_that_cannot_be_parsed_is_left(tmp_path: Path, config: Config) -> None:
    text = "installations:\n  a: {name: A, kind: baze\n  b: {name: B}   \n"
    folder = write_text(tmp_path, text)
    assert fix_files(read_dataset(folder, config), config) == []
    assert (folder / "small.yaml").read_text(encoding="utf-8") == text


def test_blanks_that_are_part_of_a_text_stay(tmp_path: Path, config: Config) -> None:
    text = "dossier:\n  summary: |\n    two blanks  \n    behind\n"
    folder = write_text(tmp_path, text)
    assert fix_files(read_dataset(folder, config), config) == []
    assert (folder / "small.yaml").read_text(encoding="utf-8") == text


def test_line_ends_and_a_byte_order_mark_are_mended(tmp_path: Path, config: Config) -> None:
    folder = write_text(tmp_path, b"\xef\xbb\xbfdossier:\r\n  title: T\r\n")
    fix_files(read_dataset(folder, config), config)
    assert (folder / "small.yaml").read_bytes() == b"dossier:\n  title: T\n"


VALUES = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\x85\u2028\u2029"), max_size=20
)


@given(values=st.lists(VALUES, min_size=1, max_size=4), at=st.integers(0, 3), fix=VALUES)
def test_whatever_is_put_right_no_other_value_changes(values: list[str], at: int, fix: str) -> None:
    text = yaml.safe_dump(values, allow_unicode=True, width=10_000, default_flow_style=False)
    number = at % len(values)
    problem = Problem("x.yaml", number + 1, 3, "wrong", fix=fix)
    _, mended = fixed_values(text, (problem,))
    read = yaml.load(mended, Loader=yaml.BaseLoader)  # noqa: S506  # texts alone, no types
    expected = [str(fix) if place == number and fix else value for place, value in enumerate(values)]
    assert read == expected


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2025/07/31", "2025-07-31"), ("2025-7-1", "2025-07-01"), ("31.7.2025", "2025-07-31"),
        ("31 July 2025", "2025-07-31"), ("July 31, 2025", "2025-07-31"), ("Sept. 2025", ""), ("Sep 2025", "2025-09"),
        ("March 2025", "2025-03"), ("03/04/2025", ""), ("31 June 2025", ""), ("2025-13-01", ""), ("soon", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_date_in_another_form_is_read_where_only_one_can_be_meant(written: str, meant: str) -> None:
    assert iso_form(written) == meant
    assert not meant or EdtfDate.parse(meant)


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("https://a.example/x?utm_source=b", "https://a.example/x"),
        ("https://a.example/x?id=1&fbclid=2&p=%20q#frag", "https://a.example/x?id=1&p=%20q#frag"),
        ("https://a.example/x?amp=1", "https://a.example/x?amp=1"),
        ("https://a.example/x#a?utm_source=b", "https://a.example/x#a?utm_source=b"),
        ("https://a.example/x", "https://a.example/x"),
    ],
)
def test_an_address_without_tracking_is_of_the_same_page(address: str, clean: str) -> None:
    assert without_tracking(address) == clean
    assert normal_form(address) == normal_form(clean)
