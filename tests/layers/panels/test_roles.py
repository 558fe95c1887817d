from collections.abc import Callable
from copy import deepcopy

from layers.panels.roles import ROLES
from tests.dossiers import minimal
from tests.page_text import Page

Shown = Callable[..., Page]


def claim(**overrides: object) -> dict[str, object]:
    return minimal()["claims"][0] | overrides


def test_a_role_is_a_sentence_of_attribution(shown: Shown) -> None:
    text = shown(ROLES).text
    assert "A Speaker (Russia): a stabilizing factor, 31 July 2025 · asserts" in text


def test_the_three_first_roles_are_always_there(shown: Shown) -> None:
    text = shown(ROLES).text
    assert all(label in text for label in ("Stabilizing", "Humanitarian", "Safety of citizens"))


def test_a_role_that_nobody_claims_says_none_found(shown: Shown) -> None:
    assert "Humanitarian\nnone found" in shown(ROLES).text


def test_a_claim_without_an_answer_says_so(shown: Shown) -> None:
    assert "no counter-claim found" in shown(ROLES).text


def test_a_role_that_is_disputed_stands_among_the_counter_claims(shown: Shown) -> None:
    claims = [claim(), claim(speaker=["SY"], stance="disputes", phrase="not a factor of stability")]
    text = shown(ROLES, "selected=harbour", claims=claims).text
    assert text.index("a stabilizing factor") < text.index("not a factor of stability")


def test_what_is_said_of_the_talks_is_not_said_of_the_base(shown: Shown) -> None:
    assert "said of the talks" in shown(ROLES, claims=[claim(of="talks", roles=["citizen_safety"])]).text


def test_one_speaker_is_named_once_however_many_copies_carried_it(shown: Shown) -> None:
    sources = minimal()["sources"] | {"copy": minimal()["sources"]["report"] | {"repeats": "report"}}
    text = shown(ROLES, sources=sources, claims=[claim(sources=["report", "copy"])]).text
    assert text.count("A Speaker") == 1


def test_equal_cells_are_written_once(shown: Shown) -> None:
    sites = {"second": deepcopy(minimal()["installations"]["harbour"]) | {"name": "Second harbour"}}
    text = shown(ROLES, installations=sites, claims=[claim(installations=["harbour", "second"])]).text
    assert "the same as for Harbour facility" in text


def test_many_installations_become_rows_that_name_them(shown: Shown) -> None:
    site = minimal()["installations"]["harbour"]
    sites = {f"site-{number}": site | {"name": f"Site {number}"} for number in range(6)}
    page = shown(ROLES, installations=sites, claims=[claim(installations=list(sites))])
    assert {one["data-pick"] for one in page.with_class("pick")} == set(sites)
