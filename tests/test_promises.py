"""The six sentences that say what this map must be better at; each is a group of tests named after it."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.dossiers import ABSENT
from tests.packed import unpacked

if TYPE_CHECKING:
    from layers.config import Config
    from layers.extend import Block, Line
    from layers.scene import Scene

TODAY = date(2026, 3, 1)
NAMES = {"name", "names", "aliases"}
"""A place may be called "logistics point"; that is its name and no claim."""
Staged = Callable[..., "Scene"]


def staged_from(folder: Path, config: "Config", query: str = "", today: date = TODAY) -> "Scene":
    from layers.dataset import read_dataset
    from layers.frames import build_frames
    from layers.scene import stage
    from layers.view import View

    dataset = read_dataset(folder, config)
    return stage(config, dataset, build_frames(dataset, config), View.from_query(query)[0], today)


@pytest.fixture
def syria(only_syria: Path, config: "Config") -> Staged:
    """The Scene of the shipped dossier on Syria for a query and a day."""
    return lambda query="", today=TODAY: staged_from(only_syria, config, query, today)


@pytest.fixture
def small(dossier: Callable[..., Path], config: "Config") -> Staged:
    """The Scene of the small dossier with overrides."""
    return lambda query="", **overrides: staged_from(dossier(**overrides), config, query)


# --- reading panels ---


def panel_lines(scene: "Scene", *names: str) -> list["Line"]:
    """Every line of these panels, of all if none is named."""
    from layers.panels import PANELS
    from layers.through_time import on_the_day

    panels = [panel for panel in PANELS if not names or panel.name in names]
    return [line for panel in panels for line in lines(on_the_day(panel.read(scene), scene))]


def lines(blocks: Iterable["Block"]) -> Iterator["Line"]:
    from layers.extend import Card, Chart, Facts, More, Paragraph, Table

    for block in blocks:
        match block:
            case Paragraph():
                yield block.line
            case Facts():
                yield from chain.from_iterable(row for _, row in block.rows)
            case Table():
                yield from (line for row in block.rows for cell in row for line in cell)
            case Card() | More():
                yield from lines(block.blocks)
            case Chart():
                yield from lines([block.table])


def text(line: "Line") -> str:
    """A line's own words, as they are in the record."""
    return " ".join(getattr(piece, "text", "") for piece in line).replace("\u00a0", " ")


def all_text(scene: "Scene", *names: str) -> str:
    return "\n".join(text(line) for line in panel_lines(scene, *names))


def unmarked(found: Iterable["Line"]) -> list[str]:
    """The lines that do not end in at least one source mark."""
    from layers.extend import Marks

    return [text(line) for line in found if not (line and isinstance(line[-1], Marks) and line[-1].sources)]


class TestNothingIsShownWithoutWhoWhenAndWhere:
    @pytest.mark.parametrize("selected", ["", "tartus", "hmeimim", "qamishli", "russia-syria"])
    def test_every_statement_in_every_panel_ends_in_source_marks(self, syria: Staged, selected: str) -> None:
        scene = syria(f"selected={selected}")
        told = [event.summary for event in scene.events] + [one.says for one in scene.positions]
        told += [version.says for topic in scene.contested for version in topic.versions]
        stating = [line for line in panel_lines(scene) if any(words in text(line) for words in told)]
        assert stating
        assert unmarked(stating) == []

    def test_every_quotation_ends_in_source_marks(self, syria: Staged) -> None:
        from layers.extend import Phrase

        quoting = [line for line in panel_lines(syria()) if any(isinstance(piece, Phrase) for piece in line)]
        assert quoting
        assert unmarked(quoting) == []

    @pytest.mark.parametrize("selected", ["tartus", "hmeimim", "qamishli"])
    def test_every_entry_of_a_history_ends_in_source_marks(self, syria: Staged, selected: str) -> None:
        from layers.extend import Status

        found = panel_lines(syria(f"selected={selected}"), "installation", "timeline")
        entries = [line for line in found if isinstance(line[0], Status)]
        assert entries
        assert unmarked(entries) == []

    def test_every_claim_names_its_speaker_and_its_day(self, syria: Staged) -> None:
        scene = syria("selected=tartus")
        said = all_text(scene, "roles").splitlines()
        for claim in scene.claims:
            if "tartus" in (claim.installations or ()):
                speakers = [scene.actor_name(id_) for id_ in claim.speaker]
                day = claim.date.label() if claim.date else ""
                assert any(day in line and all(name in line for name in speakers) for line in said), claim.id

    def test_a_dated_statement_without_a_source_is_left_out(self, small: Staged) -> None:
        event = {"id": "unsourced", "date": "2025-07-31", "type": "statement", "summary": "Unsourced."}
        assert "Unsourced." not in all_text(small(events=[event], claims=[], positions=[]))

    def test_no_role_is_a_column_of_the_installations(self, syria: Staged) -> None:
        assert not [name for name in syria().frames.installations.columns if "role" in name]

    def test_no_role_is_on_a_pin(self, syria: Staged) -> None:
        from layers.overlays.installations import INSTALLATIONS

        pins = INSTALLATIONS.draw(syria()).drop(columns=["label", "names"])
        assert named_roles(syria(), pins.to_json()) == []

    def test_no_role_is_in_the_legend(self, syria: Staged) -> None:
        from layers.map import map_state

        assert named_roles(syria(), json.dumps(map_state(syria())["legend"])) == []

    def test_no_role_is_in_the_geojson_of_installations(self, syria: Staged, tmp_path: Path) -> None:
        from layers.exports.geojson import GEOJSON

        list(GEOJSON.write(syria(), tmp_path / "sites.geojson"))
        written = json.loads((tmp_path / "sites.geojson").read_text(encoding="utf-8"))
        told = [
            {key: value for key, value in feature["properties"].items() if key not in NAMES}
            for feature in written["features"]
        ]
        assert told
        assert named_roles(syria(), json.dumps(told)) == []


def named_roles(scene: "Scene", written: str) -> list[str]:
    """The roles of the vocabulary that a text names, by id or by label."""
    roles = list(scene.config.vocabularies["role"])
    names = {name for role in roles for name in (role, scene.label("role", role))}
    return sorted(name for name in names if re.search(rf"\b{re.escape(name)}\b", written, re.IGNORECASE))


class TestTimeIsFirstClass:
    @pytest.mark.parametrize(
        ("day", "status"),
        [("2025-12-31", "operating"), ("2026-01-25", "withdrawing"), ("2026-02-22", "handed_over")],
    )
    def test_a_view_can_be_taken_as_of_a_day(self, syria: Staged, day: str, status: str) -> None:
        assert syria(f"as_of={day}").standings["installations", "qamishli"].status == status

    def test_what_happened_later_is_not_shown(self, syria: Staged) -> None:
        scene = syria("as_of=2025-07-31")
        assert scene.events
        assert [event.id for event in scene.events if event.date.earliest > date(2025, 7, 31)] == []

    def test_a_view_can_be_taken_as_known_by_a_day(self, small: Staged) -> None:
        later = {"publisher": "A later book", "published": "2026-01-15"}
        event = {
            "id": "told-late", "date": "2025-06-01", "type": "meeting", "actors": ["speaker"],
            "summary": "A meeting told of much later.", "sources": ["later"],
        }  # fmt: skip
        overrides: dict[str, Any] = {
            "sources": {"later": later},
            "events": [event],
            "claims": [],
            "positions": [],
        }
        assert [one.id for one in small("known_by=2026-01-14", **overrides).events] == []
        assert [one.id for one in small("known_by=2026-01-15", **overrides).events] == ["told-late"]

    def test_old_reporting_says_how_old_it_is(self, syria: Staged) -> None:
        later = date(2025, 7, 31) + timedelta(days=277)
        talks = all_text(syria("as_of=2025-07-31", later), "talks")
        assert "last reported 31 July 2025 (277 days ago)" in talks

    def test_every_status_is_a_history(self, syria: Staged) -> None:
        said = all_text(syria("selected=qamishli&known_by=2027-01-01"), "installation")
        days = ("14 November 2019", "23 January 2026", "4 February 2026", "21 February 2026")
        assert [day for day in days if day not in said] == []


class TestThreeTimelinesAreKeptApart:
    def test_tartus_operates_under_a_disputed_agreement_in_active_talks(self, syria: Staged) -> None:
        standings = syria("as_of=2025-12-31").standings
        site = standings["installations", "tartus"]
        agreement = standings["agreements", "tartus-2017"]
        talks = standings["negotiations", "russia-syria"]
        assert (site.status, site.disputed) == ("operating", False)
        assert agreement.disputed
        assert (talks.status, talks.disputed) == ("active", False)

    def test_each_has_a_lane_of_its_own(self, syria: Staged) -> None:
        found = all_text(syria("selected=tartus"), "timeline").splitlines()
        lanes = {line.rpartition(" ")[2] for line in found}
        assert {"installation", "agreement", "talks"} <= lanes

    @pytest.mark.parametrize(
        ("section", "record", "status"),
        [
            ("installations", "harbour", "withdrawn"),
            ("agreements", "lease", "terminated"),
            ("negotiations", "guest-host", "stalled"),
        ],
    )
    def test_a_change_of_one_leaves_the_others(
        self, small: Staged, section: str, record: str, status: str
    ) -> None:
        before = {key: standing.status for key, standing in small().standings.items()}
        entry = {"date": "2025-07-31", "status": status, "sources": "report"}
        after = small(**{section: {record: {"status": [entry]}}}).standings
        changed = {key for key, standing in after.items() if standing.status != before[key]}
        assert changed == {(section, record)}


class TestDisagreementIsData:
    def test_a_contested_topic_keeps_every_version_with_its_sources(self, syria: Staged) -> None:
        scene = syria("known_by=2027-01-01")
        versions = [version for topic in scene.dataset.contested.values() for version in topic.versions]
        found = panel_lines(scene, "contested")
        shown = [line for line in found if any(version.says in text(line) for version in versions)]
        assert len(shown) >= len(versions) > 1
        assert unmarked(shown) == []

    def test_both_sides_are_heard_where_they_differ(self, syria: Staged) -> None:
        said = all_text(syria("selected=tartus&as_of=2025-12-31"), "installation")
        assert "Syria says suspended" in said
        assert "Russia says in force" in said

    def test_there_is_no_field_for_who_is_right(self) -> None:
        from layers.records import Contested

        assert not {"right", "true", "verdict", "winner", "answer"} & set(Contested.model_fields)

    def test_silence_is_shown(self, small: Staged) -> None:
        silence = {
            "in": "statement-2025-07-31", "party": "SY", "issues": ["compensation"], "kind": "silence",
            "says": "Asked for the sum, the spokesman gave no answer.",
        }  # fmt: skip
        said = all_text(small(positions=[silence]), "positions")
        assert "Silence" in said
        assert "gave no answer" in said

    def test_denial_stands_beside_the_claim(self, small: Staged) -> None:
        claims = [
            {"in": "statement-2025-07-31", "roles": ["humanitarian"], "stance": "asserts", "phrase": "aid hub"},
            {"in": "statement-2025-07-31", "speaker": "SY", "roles": ["humanitarian"], "stance": "disputes",
             "phrase": "no aid came"},
        ]  # fmt: skip
        said = all_text(small("selected=harbour", claims=claims), "roles")
        assert "aid hub" in said
        assert "no aid came" in said

    def test_where_nobody_denies_a_claim_the_panel_says_so(self, small: Staged) -> None:
        assert "no counter-claim found" in all_text(small("selected=harbour"), "roles")


class TestASnapshotIsADocument:
    @pytest.fixture
    def document(self, syria: Staged, tmp_path: Path) -> str:
        return written(syria("host=SY&as_of=2025-12-31"), tmp_path / "basing.html").decode()

    def test_it_is_the_same_bytes_for_the_same_input(self, syria: Staged, tmp_path: Path) -> None:
        assert written(syria(), tmp_path / "one.html") == written(syria(), tmp_path / "two.html")

    def test_its_policy_lets_nothing_be_fetched(self, document: str) -> None:
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', document)
        assert policy is not None
        assert "default-src 'none'" in policy[1]
        assert "http" not in policy[1]

    def test_no_element_points_to_another_file(self, document: str) -> None:
        assert re.findall(r"<(?:link|script|img|iframe)\b[^>]*\b(?:src|href)=", document) == []

    @pytest.mark.parametrize("label", ["View", "As of", "Known by", "Data", "Records left out", "Version"])
    def test_it_carries_what_tells_it_from_the_next(self, document: str, label: str) -> None:
        assert re.search(rf"<dt>{label}</dt><dd>[^<]+</dd>", document)

    def test_it_carries_its_day_its_filter_and_the_hash_of_its_data(
        self, document: str, syria: Staged
    ) -> None:
        foot = document.partition('id="panel-cite"')[2]
        assert "as_of=2025-12-31" in foot
        assert "host=SY" in foot
        assert syria().dataset.hash in foot

    def test_it_carries_a_citation(self, document: str) -> None:
        assert re.search(r'<p class="citation">Basing [^<]+as of 31 December 2025', document)

    def test_it_carries_every_source_that_it_cites(self, document: str) -> None:
        packed = unpacked(document)
        cited = set(re.findall(r'href="#s(\d+)"', document + "".join(packed["folds"])))
        assert cited
        assert cited <= set(re.findall(r'id="source-(\d+)"', packed["cards"]))
        assert cited <= set(re.findall(r'<tr id="s(\d+)"', document))


def written(scene: "Scene", path: Path) -> bytes:
    from layers.exports.snapshot import SNAPSHOT

    list(SNAPSHOT.write(scene, path))
    return path.read_bytes()


MISSPELT = {"status": ABSENT, "stauts": [{"date": "2025-07-31", "status": "active", "sources": "report"}]}


class TestAMistakeInOneLineCostsOneRecord:
    def test_the_others_stay_on_the_map(self, small: Staged) -> None:
        scene = small(negotiations={"guest-host": MISSPELT})
        assert [site.id for site in scene.installations] == ["harbour"]
        assert [agreement.id for agreement in scene.agreements] == ["lease"]
        assert [event.id for event in scene.events] == ["statement-2025-07-31"]
        assert scene.negotiations == ()

    def test_it_is_told_once(self, small: Staged) -> None:
        assert len(small(negotiations={"guest-host": MISSPELT}).problems) == 1

    def test_the_message_names_file_line_and_column(
        self, small: Staged, dossier: Callable[..., Path]
    ) -> None:
        (problem,) = small(negotiations={"guest-host": MISSPELT}).problems
        where = dossier(negotiations={"guest-host": MISSPELT}) / "small.yaml"
        at = where.read_text(encoding="utf-8").splitlines().index("    stauts:") + 1
        assert Path(problem.path).name == "small.yaml"
        assert (problem.line, problem.column) == (at, 5)

    def test_the_message_names_the_nearest_right_word(self, small: Staged) -> None:
        (problem,) = small(negotiations={"guest-host": MISSPELT}).problems
        assert "`stauts`" in problem.message
        assert problem.hint == "did you mean `status`?"

    def test_the_message_says_what_was_expected(self, small: Staged) -> None:
        (problem,) = small(installations={"harbour": {"location": {"lat": 95}}}).problems
        assert "95" in problem.message
        assert "90" in f"{problem.message} {problem.hint}"
