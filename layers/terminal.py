"""Text for a terminal, which obeys some of the characters that it is sent."""

from unicodedata import category


def printable(text: str) -> str:
    """The text with what could move a terminal's cursor or turn its direction written out."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def uncontrolled(text: str) -> str:
    """The text with control characters written out; what joins letters or turns their direction is left."""
    return "".join(printable(sign) if category(sign) == "Cc" else sign for sign in text)
