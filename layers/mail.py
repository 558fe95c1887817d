"""E-mail addresses: what counts as one, and when two are the same."""

import re
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

_FORM = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+")


def folded(address: str) -> str:
    """The address as two are compared: upper and lower case are the same.

    Letters beyond ASCII stay as they are: the small form of some is a letter of somebody else's address.
    """
    return address.lower() if address.isascii() else address


def _checked(text: str) -> str:
    if not _FORM.fullmatch(text):
        raise PydanticCustomError(
            "address", "`{text}` is no e-mail address; expected one such as ann@example.org", {"text": text}
        )
    return text


Address = Annotated[str, AfterValidator(_checked)]
