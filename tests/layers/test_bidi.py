import pytest

from layers.bidi import closed, isolate
from layers.markup import escape


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb", "a\u202eb\u202c"),
        ("\u2067a\u202bb", "\u2067a\u202bb\u202c\u2069"),
        ("\u202aa\u202c", "\u202aa\u202c"),
        ("قاعدة", "قاعدة"),
    ],
)
def test_a_switch_of_direction_ends_with_its_text(text: str, shown: str) -> None:
    assert closed(text) == shown


def test_html_never_holds_an_open_switch_of_direction() -> None:
    assert escape("a\u202eb") == "a\u202eb\u202c"


@pytest.mark.parametrize(
    ("text", "sign"), [("Tartus", ""), ("(قاعدة)", "\u2067"), ("1. Tartus طرطوس", "\u2066"), ("12", "")]
)
def test_a_text_is_set_apart_in_its_own_direction(text: str, sign: str) -> None:
    assert isolate(text) == sign
