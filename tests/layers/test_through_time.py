"""What a document shows on an earlier day is what the panels say of that day."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.config import Config
from layers.dataset import read_dataset
from layers.extend import Card, Chart, Facts, More, Paragraph, Part, Picks, Stated, Table, Text, Timed
from layers.frames import build_frames
from layers.merging import Merger
from layers.moments import Moments, days_of
from layers.panels import PANELS
from layers.panels.talks import TALKS
from layers.scene import Scene, stage
from layers.subjects import Subjects
from layers.through_time import on_the_day, through_time
from layers.view import parse_view

TODAY = date(2026, 3, 1)
START = date(2025, 1, 1)


# --- what stands on a day ---


def standing(piece: Any, day: date) -> Any:
    """A piece of a document as it stands on a day, in the shape in which a panel gives it; None if it does not."""
    match piece:
        case Timed():
            return standing(piece.item, day) if stands(piece, day) else None
        case Card():
            said = piece.status if isinstance(piece.status, tuple) else (piece.status,)
            (status,) = of(said, day) or (None,)
            return replace(piece, status=status, blocks=of(piece.blocks, day))
        case Facts():
            rows = [(label, of(lines, day)) for label, lines in of(piece.rows, day)]
            return Facts(tuple(row for row in rows if row[1]))
        case More():
            said = piece.summary if isinstance(piece.summary, tuple) else (piece.summary,)
            (summary,) = of(said, day)
            inside = of(piece.blocks, day)
            number = sum(len(one.picks) for one in inside if isinstance(one, Picks))
            return replace(piece, summary=summary, blocks=inside, count=piece.count and number)
        case Picks():
            return Picks(of(piece.picks, day))
        case Table():
            rows = [tuple(of(cell, day) for cell in row) for row in of(piece.rows, day)]
            return replace(piece, rows=tuple(rows), picks=(), anchors=())
        case Chart():
            return replace(piece, table=standing(piece.table, day))
        case _:
            return piece


def of(pieces: Iterable[Any], day: date) -> tuple[Any, ...]:
    return tuple(one for piece in pieces if (one := standing(piece, day)) is not None)


def stands(piece: Timed[Any], day: date) -> bool:
    stretches = piece.stretches or ((None, None),)
    return any((start is None or start <= day) and (end is None or day < end) for start, end in stretches)


def parts(blocks: Iterable[Any]) -> Iterator[Part[Any]]:
    return (block for block in blocks if isinstance(block, Part))


# --- the shipped dossiers ---


@pytest.fixture(scope="module")
def staged(seeds: Path, config: Config) -> Callable[[str], Scene]:
    """The Scene of all shipped dossiers for a query."""
    dataset = read_dataset(seeds, config)
    frames = build_frames(dataset, config)
    return lambda query: stage(config, dataset, frames, parse_view(query), TODAY)


@pytest.fixture(scope="module")
def whole(staged: Callable[[str], Scene]) -> Scene:
    return staged("")


def some_days(scene: Scene) -> list[date]:
    """Days on which something changes and days between them, all over the history."""
    told = (*scene.installations, *scene.negotiations, *scene.agreements, *scene.events, *scene.positions)
    days = sorted({day for one in told for day in days_of(one) if date.min < day <= scene.day})
    chosen = days[:: max(len(days) // 25, 1)]
    return [*chosen, *(day - timedelta(days=1) for day in chosen[::3]), scene.day]


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.name)
@pytest.mark.parametrize("query", ["", "selected=tartus", "dossier=russia-syria"])
def test_every_piece_stands_when_its_panel_says_so(
    panel: Any, query: str, staged: Callable[[str], Scene]
) -> None:
    scene = staged(query)
    moments = Moments(scene)
    blocks = panel.read(scene)
    played = through_time(blocks, scene, moments, Subjects(scene))
    for day in some_days(scene):
        assert of(played, day) == of(on_the_day(blocks, moments.on(day)), day)


def test_on_its_own_day_a_document_says_what_the_dashboard_says(whole: Scene) -> None:
    for panel in PANELS:
        blocks = panel.read(whole)
        played = through_time(blocks, whole, Moments(whole), Subjects(whole))
        assert of(played, whole.day) == of(on_the_day(blocks, whole), whole.day)


def test_a_card_of_an_earlier_day_is_that_of_the_view_as_of_that_day(
    whole: Scene, staged: Callable[[str], Scene]
) -> None:
    moments = Moments(whole)
    for day in some_days(whole)[::3]:
        then = on_the_day(TALKS.read(staged(f"as_of={day}&known_by={TODAY}")), moments.on(day))
        staged_then = {card.id: card for card in then if isinstance(card, Card)}
        for part in parts(TALKS.read(whole)):
            (card,) = part.write(moments.on(day))
            assert card == staged_then[card.id], (day, card.id)


def test_what_stood_then_is_what_the_view_as_of_that_day_has(
    whole: Scene, staged: Callable[[str], Scene]
) -> None:
    moments = Moments(whole)
    for day in some_days(whole)[::3]:
        then, moment = staged(f"as_of={day}&known_by={TODAY}"), moments.on(day)
        assert dict(moment.standings) == dict(then.standings)
        assert {one.id for one in moment.claims} == {one.id for one in then.claims}
        assert {one.id for one in moment.contested} == {one.id for one in then.contested}
        assert [one.id for one in moment.negotiations] == [one.id for one in then.negotiations]


def test_a_statement_is_about_its_talks_and_its_sites(whole: Scene) -> None:
    subjects = Subjects(whole)
    claim = next(one for one in whole.claims if one.negotiation and one.installations)
    number = subjects.number((("claims", claim.id),))
    assert number is not None
    talks, sites, roles = subjects.as_data()[number]
    assert roles == tuple(sorted(claim.roles))
    assert [whole.negotiations[at].id for at in talks] == [claim.negotiation]
    assert {whole.installations[at].id for at in sites} == set(claim.installations or ())


def test_what_is_about_a_claim_and_its_site_is_there_for_every_role(whole: Scene) -> None:
    subjects = Subjects(whole)
    claim = next(one for one in whole.claims if one.installations)
    number = subjects.number((("claims", claim.id), ("installations", (claim.installations or ("",))[0])))
    assert subjects.as_data()[number or 0][2] == ()


def test_what_is_about_nothing_shown_is_always_there(staged: Callable[[str], Scene]) -> None:
    assert Subjects(staged("dossier=russia-syria")).number((("installations", "diego-garcia"),)) is None


# --- putting versions together ---

LINES = st.lists(st.sampled_from("abcde"), unique=True, max_size=5).map(
    lambda words: tuple((Text(word),) for word in words)
)


@given(versions=st.lists(LINES, min_size=1, max_size=6))
def test_each_day_has_its_lines_in_their_order(whole: Scene, versions: list[Any]) -> None:
    starts = (None, *(START + timedelta(days=number) for number in range(1, len(versions))))
    merged = Merger(starts, Subjects(whole)).lines(dict(enumerate(versions)))
    for number, lines in enumerate(versions):
        assert of(merged, START + timedelta(days=number)) == lines


def test_a_line_that_stays_stands_once(whole: Scene) -> None:
    kept, other = (Text("kept"),), (Text("other"),)
    merged = Merger((None, START), Subjects(whole)).lines({0: (kept,), 1: (other, kept)})
    assert merged == (Timed(other, ((START, None),)), kept)


def test_a_line_that_comes_back_has_two_stretches(whole: Scene) -> None:
    line, later = (Text("a"),), START + timedelta(days=1)
    merged = Merger((None, START, later), Subjects(whole)).lines({0: (line,), 1: (), 2: (line,)})
    assert merged == (Timed(line, ((None, START), (later, None))),)


def test_a_line_tells_what_a_filter_may_hide_it_for(whole: Scene) -> None:
    subjects = Subjects(whole)
    line = (Stated((("installations", "tartus"),)), Text("said"))
    (timed,) = Merger((None,), subjects).lines({0: (line,)})
    assert isinstance(timed, Timed)
    assert subjects.as_data()[timed.subject or 0][1] == (
        list(whole.shown.installations.index).index("tartus"),
    )


def test_a_fold_goes_with_the_last_piece_in_it(whole: Scene) -> None:
    def write(scene: Scene) -> tuple[Paragraph, ...] | None:
        return (Paragraph((Text("said"),)),) if scene.day < date(2020, 1, 1) else None

    part = Part(write, (whole.dataset.installations["tartus"],))
    (fold,) = through_time((More("Fold", (part,)),), whole, Moments(whole), Subjects(whole))
    assert isinstance(fold, Timed)
    assert not fold.stands
