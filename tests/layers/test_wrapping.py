"""Names in lines of a column."""

from layers.wrapping import width, wrapped


def test_words_fill_their_lines() -> None:
    assert wrapped("Agreement on enlarging the port", 20) == ("Agreement on", "enlarging the port")


def test_a_word_that_is_too_wide_is_broken() -> None:
    lines = wrapped("a" + "b" * 50, 20)
    assert "".join(lines) == "a" + "b" * 50
    assert all(width(line) <= 20 for line in lines)


def test_wide_letters_take_more_room() -> None:
    assert len(wrapped("基地" * 8, 20)) > len(wrapped("ab" * 8, 20))
    assert width("MW") > width("AB") > width("ab") > width("il")


def test_marks_on_a_letter_take_none() -> None:
    assert width("e\u0301") == width("e")


def test_every_line_runs_in_the_direction_of_the_whole() -> None:
    assert wrapped("Hmeimim (قاعدة حميميم)", 18) == ("\u2066Hmeimim (قاعدة\u2069", "\u2066حميميم)\u2069")
    assert wrapped("قاعدة Hmeimim", 14) == ("\u2067قاعدة\u2069", "\u2067Hmeimim\u2069")


def test_a_switch_of_direction_ends_with_its_line() -> None:
    assert wrapped("\u202eab cd", 3) == ("\u202eab\u202c", "cd")


def test_nothing_is_no_line() -> None:
    assert wrapped(" ", 20) == ()
