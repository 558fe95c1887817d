"""Text stays text: whatever a field holds, the page that shows it has the same elements."""

import json
from collections.abc import Callable
from datetime import date
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.bidi import closed
from layers.charts import Drawing
from layers.config import Config
from layers.dataset import read_dataset
from layers.extend import (
    Block,
    Card,
    Chart,
    Empty,
    Facts,
    Heading,
    Href,
    Marks,
    More,
    Paragraph,
    Phrase,
    Pick,
    Status,
    Stretch,
    Table,
    Text,
    Timed,
)
from layers.frames import build_frames
from layers.markup import (
    SetAside,
    blocks_html,
    drawn_once,
    escape,
    framed,
    joined_policy,
    safe_url,
    script_json,
    set_aside,
    source_cards_html,
)
from layers.scene import Scene, stage
from layers.view import View
from tests.dossiers import write_dossier
from tests.page_text import Page

ATTACKS = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "${alert(1)}",
    "`${alert(1)}`",
    "\\u003cscript>",
    "javascript:alert(1)",
    "&lt;b&gt;",
    "\u202ereversed\u2066",
    "zero\u200bwidth",
)
# NUL and CR cannot stand in HTML under any escape; the YAML reader refuses them before
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r")) | st.sampled_from(
    ATTACKS
)
WORDS = TEXT.filter(lambda text: text and not text.startswith(("https://", "http://")))
always = settings(deadline=None, derandomize=True)


@pytest.fixture(scope="session")
def scene(config: Config, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """The small dossier as a Scene, its source's publisher an attack."""
    attacks = {
        "report": {
            "publisher": ATTACKS[0],
            "title": ATTACKS[1],
            "note": ATTACKS[2],
            "url": 'https://a.example/"onx=1',
        }
    }
    dataset = read_dataset(write_dossier(tmp_path_factory.mktemp("data"), sources=attacks), config)
    return stage(config, dataset, build_frames(dataset, config), View(), date(2025, 9, 1))


@pytest.fixture(scope="session")
def page_of(scene: Scene) -> Callable[..., Page]:
    """A function that gives the page that shows some blocks."""
    return lambda *blocks: Page(blocks_html(blocks, scene))


def elements(page: Page) -> list[str]:
    """Its tags in order, without those that only keep a script's direction to itself."""
    return [tag for tag, _ in page.elements if tag != "bdi"]


def everything(text: str) -> tuple[Block, ...]:
    """Every shape of block and line, the text in each place that takes one."""
    line = (
        Text(text, "ar", "strong"),
        Phrase(text, text),
        Pick(text, text, "ar"),
        Status(text, text),
        Href(text, text, "ar"),
    )
    return (
        Heading(text, anchor=text),
        Paragraph((*line, Marks((text,)))),
        Facts(((text, (line,)),)),
        Table(text, (text, text), (((line,), (line,)),), (text,)),
        Card(text, text, Status(text, text), (Empty(text, (text,)),)),
        More(text, (Paragraph(line),)),
    )


@always
@given(text=WORDS)
def test_any_text_gives_the_elements_of_a_plain_word(text: str, page_of: Callable[..., Page]) -> None:
    assert elements(page_of(*everything(text))) == elements(page_of(*everything("word")))


@always
@given(text=TEXT)
def test_any_text_gives_no_attribute_that_acts(text: str, page_of: Callable[..., Page]) -> None:
    names = set(chain.from_iterable(attributes for _, attributes in page_of(*everything(text)).elements))
    assert not {name for name in names if name.startswith("on") or name in ("style", "srcdoc", "autofocus")}


@always
@given(text=TEXT)
def test_any_text_is_shown_as_it_was_written(text: str, page_of: Callable[..., Page]) -> None:
    assert "".join(page_of(Paragraph((Text(text, "en"),))).pieces) == f"\n\n{closed(text)}"


@always
@given(text=TEXT)
def test_a_value_in_a_script_reads_as_it_was(text: str) -> None:
    assert json.loads(script_json({"text": text})) == {"text": text}


@always
@given(text=TEXT)
def test_a_value_cannot_end_its_script(text: str) -> None:
    assert not set("<>&`$\u2028\u2029") & set(script_json(text))


@always
@given(text=TEXT)
def test_escaped_text_holds_nothing_that_a_template_would_run(text: str) -> None:
    assert not set("<>\"'`$\\") & set(escape(text))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", " https://a.example", "//a.example", ""]
)
def test_an_address_of_another_scheme_is_no_link(url: str, page_of: Callable[..., Page]) -> None:
    assert safe_url(url) is None
    assert "a" not in page_of(Paragraph((Href(url, "here"),))).tags()


def test_marks_open_their_sources(page_of: Callable[..., Page]) -> None:
    page = page_of(Paragraph((Text("So it is."), Marks(("report", "report")))))
    assert ("a", {"href": "#s1"}) in page.elements


def test_a_source_card_is_named_after_its_source(scene: Scene) -> None:
    (card,) = Page(source_cards_html(scene, ["report"])).with_class("source-card")
    assert card["aria-label"] == f"Source 1: {ATTACKS[0]}, 31 July 2025"


def test_a_row_can_be_linked_to(page_of: Callable[..., Page]) -> None:
    page = page_of(Table("Sources", ("A",), ((((Text("a"),),),),), anchors=("s1",)))
    assert ("tr", {"id": "s1"}) in page.elements


FOLDS = (
    Card(
        "harbour", "Harbour", None, (More("Inner", (More("Innermost", (Heading("deep"),)), Heading("low"))),)
    ),
    Heading("between"),
    More("<details class=fold></summary>", (Heading("hostile"),)),
)


def test_folds_are_set_aside_whole(scene: Scene) -> None:
    html = blocks_html(FOLDS, scene)
    aside = set_aside(html)
    kept, folds = aside.html, aside.folds
    assert len(folds) == 2
    assert all(word in folds[0] for word in ("Innermost", "deep", "low"))
    assert all(word not in kept for word in ("Innermost", "deep", "low", "hostile"))
    before, first, second = kept.split("</summary>")
    assert before + "</summary>" + folds[0] + first + "</summary>" + folds[1] + second == html


def test_what_has_no_folds_is_kept(scene: Scene) -> None:
    html = blocks_html([Heading("all")], scene)
    assert set_aside(html) == SetAside(html)


def test_drawings_are_set_aside(scene: Scene) -> None:
    table = Table("Same", ("A",), ((((Text("a"),),),),))
    html = blocks_html([Chart("All > none", Drawing(date(2025, 1, 1), date(2026, 1, 1), ()), table)], scene)
    aside = set_aside(html)
    assert "<svg" not in aside.html
    assert [drawing[:4] for drawing in aside.drawings] == ["<svg"]


def timed(*stretches: Stretch, words: str, subject: int | None = None) -> Timed[Paragraph]:
    return Timed(Paragraph((Text(words),)), stretches, subject)


DAY = date(2025, 7, 31)


def test_an_element_tells_its_days_and_what_it_is_about(scene: Scene) -> None:
    html = blocks_html([timed((DAY, None), words="since", subject=3)], scene)
    assert '<p data-t="20300:" data-of="3">since</p>' in html


def test_what_does_not_stand_on_the_day_is_taken_out(scene: Scene) -> None:
    before = [timed((None, DAY), words="before"), timed((None, DAY), words="too")]
    aside = set_aside(blocks_html([*before, timed((DAY, None), words="since", subject=3)], scene))
    assert aside.html == '<div class="blocks"><template class="cut"></template><p data-t>since</p></div>'
    assert aside.cuts == ["".join(f'<p data-t=":20300" hidden>{words}</p>' for words in ("before", "too"))]
    assert aside.times == ["20300:|3"]


def test_what_stands_in_a_fold_or_beside_another_cut_stays_with_it(scene: Scene) -> None:
    gone = timed((None, DAY), words="gone")
    fold = More("Fold", (gone, More("Inner", (Heading("deep"),))))
    aside = set_aside(blocks_html([fold, Timed(fold, ((None, DAY),))], scene))
    (inside,), (cut,) = aside.folds, aside.cuts
    for taken in (inside, cut):
        assert all(word in taken for word in ("gone", "deep"))
        assert "<!--" not in taken
    assert "gone" not in aside.html


def test_text_cannot_take_anything_out(scene: Scene) -> None:
    html = blocks_html([Paragraph((Text('<!--cut--> data-t="" <!--/cut-->'),))], scene)
    aside = set_aside(html)
    assert (aside.html, aside.cuts, aside.times) == (html, [], [])


def test_a_mark_of_an_unknown_source_is_left_out(page_of: Callable[..., Page]) -> None:
    assert page_of(Paragraph((Text("So it is."), Marks(("nowhere",))))).text.strip() == "So it is."


def test_marks_stay_on_the_line_of_their_statement(scene: Scene) -> None:
    assert "So it is.&nbsp;<sup>" in blocks_html([Paragraph((Text("So it is."), Marks(("report",))))], scene)


def test_no_space_stands_before_punctuation(page_of: Callable[..., Page]) -> None:
    assert page_of(Paragraph((Text("A", tone="strong"), Text(": b"), Text(", c")))).text.strip() == "A: b, c"


def test_a_source_card_is_hidden_text(scene: Scene) -> None:
    page = Page(source_cards_html(scene, ["report"]))
    (card,) = page.with_class("source-card")
    assert (card["id"], "hidden" in card) == ("source-1", True)
    assert not page.tags() & {"script", "img"}


def test_words_of_another_script_do_not_turn_the_line(page_of: Callable[..., Page]) -> None:
    assert ("bdi", {}) in page_of(Paragraph((Text("قاعدة"),))).elements


def test_a_wide_table_can_be_scrolled_by_keyboard(page_of: Callable[..., Page]) -> None:
    (box,) = page_of(Table("Sites", ("A", "B"), ((((Text("a"),),), ((Text("b"),),)),))).with_class("scroll")
    assert (box["tabindex"], box["role"], box["aria-label"]) == ("0", "region", "Sites")


def test_a_row_is_picked_by_its_first_cell(page_of: Callable[..., Page]) -> None:
    page = page_of(Table("Sites", ("A", "B"), ((((Text("a"),),), ((Text("b"),),)),), ("harbour",)))
    assert [one["data-pick"] for one in page.with_class("pick")] == ["harbour"]


@pytest.mark.parametrize("mark", ["filled", "half", "ring", "cross", "dash"])
def test_no_two_marks_of_a_status_look_alike(mark: str, config: Config, page_of: Callable[..., Page]) -> None:
    terms = config.vocabularies["negotiation_status"]
    drawings = {
        terms[value].mark: tuple(
            str(one) for one in page_of(Paragraph((Status("negotiation_status", value),))).elements[4:]
        )
        for value in terms
    }
    assert [other for other, drawn in drawings.items() if drawn == drawings[mark]] == [mark]


def test_a_joined_policy_allows_what_each_allows() -> None:
    policies = ("default-src 'none'; img-src 'none'", "default-src 'none'; img-src data:; script-src 'a'")
    assert joined_policy(policies) == "default-src 'none'; img-src data:; script-src 'a'"


def test_a_page_in_a_frame_stays_what_it_is() -> None:
    page = '<p class="a">&lt; &amp; "quoted"</p>'
    assert Page(f'<iframe srcdoc="{framed(page)}"></iframe>').elements == [("iframe", {"srcdoc": page})]


def test_a_mark_is_drawn_once_in_a_document(scene: Scene) -> None:
    status = Status("negotiation_status", "active")
    html = blocks_html(
        [Paragraph((status,)), Paragraph((status, Status("negotiation_status", "stalled")))], scene
    )
    elements = [tag for tag, _ in Page(drawn_once(html)).elements]
    assert (elements.count("symbol"), elements.count("use")) == (2, 3)


def test_a_document_without_marks_has_no_drawings(scene: Scene) -> None:
    html = blocks_html([Heading("None")], scene)
    assert drawn_once(html) == html
