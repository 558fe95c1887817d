"""Each editorial check: a sample that it warns of, and its neighbour of which it says nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.addresses import normal_form
from layers.config import Config
from layers.dataset import read_dataset
from layers.editorial import CHECKS
from layers.scripts import language_script, main_script
from tests.dossiers import minimal

Warned = Callable[..., list[str]]


@pytest.fixture
def warned(dossier: Callable[..., Path], config: Config) -> Warned:
    """A function that gives what the checks say of the small dossier with overrides."""

    def say(**overrides: Any) -> list[str]:
        return [problem.message for problem in read_dataset(dossier(**overrides), config).problems]

    return say


def report(**changes: Any) -> dict[str, Any]:
    return minimal()["sources"]["report"] | changes


def event(**changes: Any) -> dict[str, Any]:
    return minimal()["events"][0] | changes


def test_the_small_dossier_is_without_a_warning(warned: Warned) -> None:
    assert warned() == []


# --- known_by_nobody ---


def test_a_statement_without_a_dated_source_is_named(warned: Warned) -> None:
    said = warned(sources={"report": report(published=None, accessed=None)})
    assert set(said) == {"no source of it has a date, so no view shows it"}


def test_a_source_that_was_looked_at_has_a_date(warned: Warned) -> None:
    assert warned(sources={"report": report(published=None, accessed="2025-08-02")}) == []


def test_a_source_later_than_the_review_is_named(warned: Warned) -> None:
    said = warned(dossier={"reviewed": "2025-07-30"})
    assert set(said) == {"every source of it is later than the review of the dossier (2025-07-30)"}


def test_a_source_of_the_day_of_the_review_is_not(warned: Warned) -> None:
    assert warned(dossier={"reviewed": "2025-07-31"}) == []


# --- contradicted_status ---


def handed_over(**changes: Any) -> list[dict[str, Any]]:
    ended = {"id": "end", "type": "handover", "date": "2025-07-31", "summary": "The harbour passes to Syria."}
    return [event(), event(**ended | changes)]


def test_a_history_that_ends_before_a_handover_is_named(dossier: Callable[..., Path], config: Config) -> None:
    (problem,) = read_dataset(dossier(events=handed_over()), config).problems
    assert problem.message == (
        "the history ends with `operating`, and `end` (handover) came on or after that day"
    )
    assert (problem.record, problem.severity, problem.line > 1) == (
        "installations harbour", "warning", True,
    )  # fmt: skip


def test_a_history_that_tells_the_handover_is_not(warned: Warned) -> None:
    status = [
        {"date": "2017-01-18", "status": "operating", "sources": "report"},
        {"date": "2025-07-31", "status": "handed_over", "sources": "report"},
    ]
    assert warned(events=handed_over(), installations={"harbour": {"status": status}}) == []


def test_a_site_may_be_used_again(warned: Warned) -> None:
    status = [{"date": "2025-08-15", "status": "operating", "sources": "report"}]
    said = warned(events=handed_over(), installations={"harbour": {"status": status}})
    assert [one for one in said if "the history ends" in one] == []


def test_a_reported_handover_ends_nothing(warned: Warned) -> None:
    assert warned(events=handed_over(level="reported")) == []


def test_an_agreement_after_a_refusal_is_named(warned: Warned) -> None:
    status = [{"date": "2025-07-01", "status": "refused", "sources": "report"}]
    agreed = [event(), event(id="agreed", type="agreement", summary="The two sign.")]
    (said,) = warned(events=agreed, negotiations={"guest-host": {"status": status}})
    assert said.startswith("the history ends with `refused`")


# --- same_address ---


@pytest.mark.parametrize(
    "address",
    [
        "http://news.example/harbour",
        "https://www.news.example/harbour/",
        "https://NEWS.example:443/harbour#top",
        "https://news.example/harbour?utm_source=x&fbclid=1",
        "https://news.example/amp/harbour",
        "https://amp.news.example/harbour",
        "https://news.example/harbour/amp",
        "https://news.example/harbour?amp=1",
        "https://news.example/amp-harbour",
        "https://news.example/%68arbour",
    ],
)
def test_one_page_under_two_ids_is_named(warned: Warned, address: str) -> None:
    said = warned(sources={"report": report(url="https://news.example/harbour"), "copy": report(url=address)})
    tracks = ["the address tells who led to it"] if "utm_source" in address else []
    assert sorted(said) == [*tracks, "the same page as `report` in small"]


@pytest.mark.parametrize("address", ["https://news.example/harbours", "https://news.example/harbour?page=2"])
def test_two_pages_are_not(warned: Warned, address: str) -> None:
    assert warned(sources={"report": report(), "other": report(url=address)}) == []


@given(
    host=st.from_regex(r"[a-z]{1,8}\.(com|example)", fullmatch=True),
    path=st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/?#%;"), min_size=1), max_size=3
    ),
    name=st.sampled_from(["utm_source", "UTM_Medium", "fbclid", "gclid", "amp"]),
)
def test_a_normal_form_stays_and_forgets_who_led_there(host: str, path: list[str], name: str) -> None:
    from urllib.parse import quote

    address = f"https://{host}/{'/'.join(quote(piece, safe='') for piece in path)}"
    form = normal_form(address)
    assert normal_form(form) == form
    assert normal_form(f"{address}?{name}=1") == form


# --- language_and_script ---


def test_a_title_in_another_script_than_its_language_is_named(warned: Warned) -> None:
    (said,) = warned(sources={"report": report(title="قاعدة طرطوس", language="en")})
    assert said == "the text is in Arabic letters, and `en` is written in Latin"


@pytest.mark.parametrize(
    ("title", "language"),
    [("قاعدة طرطوس: TASS", "ar"), ("База в Тартусе", "ru"), ("Base 201", "en"), ("2025", "ar"), ("x", "tlh")],
)
def test_a_title_in_its_own_script_is_not(warned: Warned, title: str, language: str) -> None:
    assert warned(sources={"report": report(title=title, language=language)}) == []


def test_a_phrase_is_held_to_its_language_too(warned: Warned) -> None:
    claim = minimal()["claims"][0] | {"phrase": {"text": "фактор стабильности", "lang": "en"}}
    assert warned(claims=[claim]) == ["the text is in Cyrillic letters, and `en` is written in Latin"]


@pytest.mark.parametrize(
    ("language", "script"),
    [
        ("ar", "Arabic"),
        ("ru", "Cyrillic"),
        ("sr-Latn", "Latin"),
        ("zh", "Cjk"),
        ("fa-IR", "Arabic"),
        ("qqq", ""),
    ],
)
def test_a_language_has_its_script(language: str, script: str) -> None:
    assert language_script(language) == script


@given(st.text())
def test_any_text_has_a_script_or_none(text: str) -> None:
    assert isinstance(main_script(text), str)


# --- out_of_reach ---


def test_a_site_that_no_talks_lead_to_is_named(warned: Warned) -> None:
    talks = {"installations": [], "agreements": []}
    assert warned(negotiations={"guest-host": talks}) == ["no negotiation leads to this installation"]


@pytest.mark.parametrize(
    "talks",
    [
        {"installations": [], "agreements": ["lease"]},
        {"installations": [], "agreements": [], "strands": [{"title": "One", "installations": ["harbour"]}]},
    ],
)
def test_an_agreement_or_a_strand_leads_there_too(warned: Warned, talks: dict[str, Any]) -> None:
    assert warned(negotiations={"guest-host": talks}) == []


def test_talks_that_a_fault_keeps_out_are_told_once(warned: Warned) -> None:
    assert warned(negotiations={"guest-host": {"stauts": []}}) == ["unknown key `stauts`"]


# --- borrowed_words, phrases, titles ---


def test_a_summary_that_holds_a_title_is_named(warned: Warned) -> None:
    said = warned(
        events=[event(summary="On Monday, two states talk on the harbour, again.")],
        sources={"report": report(title="Two states talk on the harbour")},
    )
    assert said == ["the summary repeats the title of `report`"]


def test_a_summary_that_is_a_title_but_for_its_signs_is_refused(warned: Warned) -> None:
    said = warned(
        events=[event(id="one", summary="Two states: talk on the harbour!")], claims=[], positions=[],
        sources={"report": report(title="Two states talk on the harbour")},
    )  # fmt: skip
    assert said == ["the summary is a source's title"]


def test_four_words_in_common_are_not(warned: Warned) -> None:
    assert warned(sources={"report": report(title="Contacts on the harbour")}) == []


def test_the_original_of_a_phrase_has_at_most_eight_words_too(warned: Warned) -> None:
    phrase = {"text": "one", "lang": "en", "original": "a b c d e f g h i", "original_lang": "fr"}
    (said,) = warned(claims=[minimal()["claims"][0] | {"phrase": phrase}])
    assert said == "the phrase has 9 words; at most eight are quoted"


def test_a_title_has_no_verb_that_could_lean(warned: Warned) -> None:
    assert warned(agreements={"lease": {"title": "Exchange of notes"}}) == []


# --- imported ---


def imported(**changes: Any) -> dict[str, Any]:
    """An installation that was imported, to which no talks lead."""
    row = {"file": "list.csv", "row": 2, "digest": "0123456789abcdef"}
    place = {"lat": 35.4, "lon": 35.95, "precision": "facility"}
    return {"other": {"name": "Other", "host": "SY", "location": place, "imported": row} | changes}


def test_an_imported_site_is_asked_for_its_source_first(warned: Warned) -> None:
    assert warned(installations=imported()) == ["imported from `list.csv`, and needs a source"]


def test_an_imported_site_with_a_source_is_one_like_any_other(warned: Warned) -> None:
    place = {"lat": 35.4, "lon": 35.95, "precision": "facility", "sources": "report"}
    for changes in ({"sources": "report"}, {"location": place}):
        assert warned(installations=imported(**changes)) == ["no negotiation leads to this installation"]


def test_the_address_that_a_list_gives_is_where_to_look(dossier: Callable[..., Path], config: Config) -> None:
    row = {"file": "list.csv", "row": 2, "digest": "0123456789abcdef", "url": "https://news.example/a"}
    (problem,) = read_dataset(dossier(installations=imported(imported=row)), config).problems
    assert problem.hint == "look at https://news.example/a"


# --- told ---


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_check_is_told(check: Any, root: Path) -> None:
    page = (root / "docs" / "checks.md").read_text(encoding="utf-8")
    assert f"| `{check.__name__}` | {check.__doc__.splitlines()[0]} |" in page
