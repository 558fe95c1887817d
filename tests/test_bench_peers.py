"""The measurement against the peers: what it makes of figures, on made-up ones."""

from pathlib import Path

import pytest

from tests.bench.making import make_folder, place_of
from tests.bench.page import LIMITS, PEERS, with_section
from tests.bench.peers.cdn import answer
from tests.bench.peers.results import Built, Motion, Motions, Result
from tests.bench.peers.table import GOALS, goal_lines, motion_lines, result_lines, verdicts

TITLES = {"basing": "Basing", "markercluster": "Clusters", "explore": "Explore"}
MOVING = Motions(Motion(45, 0.05), Motion(31, 0.1))
RESULTS = (
    Result(10_000, "basing", Built(0.25, 0.25, 1_000_000), 0.5),
    Result(10_000, "markercluster", Built(15, 15, 9_000_000), 2.0),
    Result(100_000, "basing", Built(1, 1, 5_000_000), 1.5, MOVING),
    Result(100_000, "explore", Built(12, 12, 41_000_000), 16.0, Motions(Motion(8, 0.9), None)),
    Result(100_000, "markercluster", Built(None, None, None)),
)


def reached(*results: Result) -> list[bool]:
    return [verdict.reached for verdict in verdicts(results)]


def test_a_goal_is_the_ratio_of_a_peer_to_us() -> None:
    measured = [verdict.measured for verdict in verdicts(RESULTS)]
    assert measured == pytest.approx([60, 9, 4, 12, 8.2, 16 / 1.5, 45, 31])


def test_a_ratio_below_its_goal_is_missed() -> None:
    assert reached(*RESULTS) == [True, True, True, False, True, True, True, True]


def test_what_is_met_exactly_is_reached() -> None:
    result = Result(100_000, "basing", Built(1, 1, 1), 1, Motions(Motion(30, 0.1), Motion(29.9, 0.1)))
    assert reached(result)[-2:] == [True, False]


def test_what_was_not_measured_is_not_reached() -> None:
    assert reached() == [False] * len(GOALS)
    unplayed = Result(100_000, "basing", Built(1, 1, 1), None, Motions(Motion(60, 0.1), None))
    cut = Result(100_000, "explore", Built(None, None, None))
    assert reached(unplayed, cut) == [False] * 6 + [True, False]


def test_the_table_of_goals_says_which_is_missed() -> None:
    lines = list(goal_lines(verdicts(RESULTS), TITLES))
    assert lines[2] == "| 10,000 installations: built faster, than Clusters | 50 times | 60 | reached |"
    assert lines[5] == "| 100,000 installations: built faster, than Explore | 15 times | 12 | **missed** |"
    assert lines[9] == "| 100,000 installations: frames a second, playing | 30 | 31 | reached |"


def test_the_table_of_results_compares_each_with_ours_of_its_size() -> None:
    rows = list(result_lines(RESULTS, TITLES))[2:]
    assert rows[0] == "| 10,000 | Basing | 0.25 | 0.25 | 1 | 0.5 |  |  |  |"
    assert rows[1] == "| 10,000 | Clusters | 15 | 15 | 9 | 2 | 60 | 9 | 4 |"
    assert rows[3] == "| 100,000 | Explore | 12 | 12 | 41 | 16 | 12 | 8.2 | 10.7 |"


def test_the_table_of_results_says_what_was_cut() -> None:
    assert (
        list(result_lines(RESULTS, TITLES))[-1] == "| 100,000 | Clusters | cut |  |  | not drawn |  |  |  |"
    )


def test_the_table_of_motion_holds_what_was_moved() -> None:
    rows = list(motion_lines(RESULTS, TITLES))[2:]
    assert rows == ["| 100,000 | Basing | 45 | 0.05 | 31 | 0.10 |", "| 100,000 | Explore | 8 | 0.90 |  |  |"]


def test_the_columns_of_every_row_have_a_head() -> None:
    for lines in (goal_lines(verdicts(RESULTS), TITLES), result_lines(RESULTS, TITLES)):
        assert len({line.count("|") for line in lines}) == 1


# --- the page of two commands ---


def test_a_section_leaves_the_other_as_it_is() -> None:
    page = with_section("", LIMITS, ["| one | 1 |"])
    page = with_section(page, PEERS, ["| two | 2 |"])
    again = with_section(page, LIMITS, ["| three | 3 |"])
    assert again == page.replace("| one | 1 |", "| three | 3 |")
    assert page.index("| one") < page.index("| two")


def test_a_section_that_was_never_measured_says_how() -> None:
    assert "Not measured yet: run `make bench-snapshot`." in with_section("", LIMITS, ["| one | 1 |"])


def test_writing_the_same_again_changes_nothing() -> None:
    page = with_section("", PEERS, ["text", "", "- item"])
    assert with_section(page, PEERS, ["text", "", "- item"]) == page


# --- what stands in for the network ---


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    for name in (
        "leaflet/dist/leaflet.js",
        "@deck.gl/widgets/dist/stylesheet.css",
        "jquery/dist/jquery.min.js",
    ):
        file = tmp_path / "node_modules" / name
        file.parent.mkdir(parents=True)
        file.write_text(name)
    return tmp_path


@pytest.mark.parametrize(
    ("address", "kind", "file"),
    [
        (
            "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.js",
            "text/javascript",
            "leaflet/dist/leaflet.js",
        ),
        (
            "https://cdn.jsdelivr.net/npm/@deck.gl/widgets@~9.3.*/dist/stylesheet.css",
            "text/css",
            "@deck.gl/widgets/dist/stylesheet.css",
        ),
        ("https://code.jquery.com/jquery-3.7.1.min.js", "text/javascript", "jquery/dist/jquery.min.js"),
    ],
)
def test_an_address_leads_to_its_copy(copies: Path, address: str, kind: str, file: str) -> None:
    assert answer(address, copies) == (kind, file.encode())


@pytest.mark.parametrize(
    "address", ["https://unknown.example/map.js", "https://unpkg.com/leaflet@1.9.3/none.js"]
)
def test_an_address_without_a_copy_stays_unanswered(copies: Path, address: str) -> None:
    assert answer(address, copies) is None


def test_tiles_are_blank(copies: Path) -> None:
    assert answer("https://tile.openstreetmap.org/2/1/1.png", copies) is not None


# --- the made-up data ---


def test_made_up_sites_lie_apart() -> None:
    assert len({place_of(site) for site in range(100_000)}) > 99_000


def test_the_made_up_data_are_the_same_each_time_and_have_a_history(tmp_path: Path) -> None:
    first, second = (make_folder(tmp_path / name, 25) for name in ("first", "second"))
    files = [[file.read_bytes() for file in sorted(folder.iterdir())] for folder in (first, second)]
    assert files[0] == files[1]
    assert all(status in files[0][0] for status in (b"status: reduced", b"'2020-05-", b"'2024-05-"))
