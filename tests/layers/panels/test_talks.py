from collections.abc import Callable

from layers.panels.talks import TALKS
from tests.dossiers import minimal
from tests.page_text import Page

Shown = Callable[..., Page]


def test_talks_say_when_they_were_last_reported_and_how_long_ago(shown: Shown) -> None:
    assert "last reported 31 July 2025 (32 days ago) · 1 source, 1 origin" in shown(TALKS).text


def test_talks_group_what_a_party_asks(shown: Shown) -> None:
    assert "Syria asks\nCompensation." in shown(TALKS).text


def test_a_disputed_status_names_each_voice(shown: Shown) -> None:
    status = [
        {"seen": "2025-07-01", "status": "active", "by": ["RU"], "sources": ["report"]},
        {"seen": "2025-07-02", "status": "stalled", "by": ["SY"], "sources": ["report"]},
    ]
    page = shown(TALKS, negotiations={"guest-host": {"status": status}})
    assert "Russia says active, Syria says stalled" in page.text


def test_a_status_that_was_only_seen_does_not_say_since(shown: Shown) -> None:
    status = [{"seen": "2025-07-31", "status": "active", "sources": ["report"]}]
    assert "seen 31 July 2025" in shown(TALKS, negotiations={"guest-host": {"status": status}}).text


def test_an_official_status_says_who_said_it_and_who_carried_it(shown: Shown) -> None:
    status = [
        {"date": "2025-07-31", "status": "active", "by": ["RU"], "level": "official", "sources": ["report"]},
    ]
    page = shown(TALKS, negotiations={"guest-host": {"status": status}})
    assert "said in public by Russia, as carried by A news agency (tier B)" in page.text


def test_the_gaps_of_the_dossier_stand_beside_the_status(shown: Shown) -> None:
    assert (
        "Nothing after July was found."
        in shown(TALKS, dossier={"gaps": ["Nothing after July was found."]}).text
    )


def test_a_bound_is_not_printed_as_the_date_of_an_event(shown: Shown) -> None:
    event = minimal()["events"][0] | {"date": "../2025-07-31"}
    assert "by 31 July 2025:" in shown(TALKS, events=[event]).text


def test_a_withdrawn_position_is_not_among_what_is_asked(shown: Shown) -> None:
    position = minimal()["positions"][0] | {"withdrawn": "2025-08-15"}
    assert "Syria asks" not in shown(TALKS, positions=[position]).text


def test_a_position_withdrawn_later_was_still_asked_on_the_day(shown: Shown) -> None:
    position = minimal()["positions"][0] | {"withdrawn": "2025-08-15"}
    assert "Syria asks" in shown(TALKS, "as_of=2025-08-01", positions=[position]).text


def test_no_talks_are_explained_by_the_filter_that_hides_them(shown: Shown) -> None:
    page = shown(TALKS, "status=concluded")
    assert "1 installation hidden by status" in page.text


def test_what_is_hidden_can_be_shown_again(shown: Shown) -> None:
    assert [one["data-reset"] for one in shown(TALKS, "status=concluded").with_class("reset")] == ["status"]


def test_at_most_fifty_cards_are_shown_and_the_rest_is_counted(shown: Shown) -> None:
    talks = minimal()["negotiations"]["guest-host"]
    page = shown(TALKS, negotiations={f"talks-{number}": talks for number in range(60)})
    assert len(page.with_class("record-card")) == 50
    assert "11 further negotiations not listed here" in page.text


def test_a_strand_has_an_ending_of_its_own(shown: Shown) -> None:
    status = [
        {"date": "2025-07-01", "status": "active", "sources": ["report"]},
        {"date": "2025-07-17", "status": "concluded", "sources": ["report"]},
    ]
    talks = {"strands": [{"title": "The pier", "status": status}]}
    assert "The pier: Concluded" in shown(TALKS, negotiations={"guest-host": talks}).text
    assert "The pier: Active" in shown(TALKS, "as_of=2025-07-10", negotiations={"guest-host": talks}).text


def test_a_strand_may_be_a_title_alone(shown: Shown) -> None:
    page = shown(TALKS, negotiations={"guest-host": {"strands": ["The pier"]}})
    assert "The pier: not reported" in page.text


def test_a_link_to_other_talks_is_somebody_s_word(shown: Shown) -> None:
    link = {"to": "guest-host", "kind": "precedent", "by": ["speaker"], "sources": ["report"]}
    page = shown(TALKS, negotiations={"guest-host": {"links": [link]}})
    assert "Linked to\nTalks on the harbour · precedent · said by A Speaker" in page.text


def test_the_note_on_talks_is_shown(shown: Shown) -> None:
    page = shown(TALKS, negotiations={"guest-host": {"note": "Held behind closed doors."}})
    assert "Held behind closed doors." in page.text
