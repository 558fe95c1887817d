"""What travels packed: it comes out as it went in, and means nothing to HTML."""

import base64
import gzip
import json

import pytest

from layers.packing import LETTERS, base85, gzipped, packed_json
from tests.packed import LETTERS as TO_RFC_1924


@pytest.mark.parametrize("data", [b"", b"a", b"ab", b"abc", b"abcd", bytes(range(256)) * 3, b"\xff" * 9])
def test_base_85_is_that_of_rfc_1924_in_other_letters(data: bytes) -> None:
    assert base64.b85decode(base85(data).translate(TO_RFC_1924)) == data


def test_no_letter_means_anything_in_html() -> None:
    assert len(set(LETTERS)) == 85
    assert not set(LETTERS) & set("<>&`$\"'\\ ")


@pytest.mark.parametrize("size", [0, 10, 3_000_000])
def test_what_is_packed_is_one_member_of_gzip(size: int) -> None:
    assert gzip.decompress(gzipped(b"x" * size)) == b"x" * size


def test_equal_values_give_equal_text_whatever_the_order_of_their_keys() -> None:
    assert packed_json({"a": 1, "b": "<"}) == packed_json({"b": "<", "a": 1})


def test_a_value_comes_out_as_it_went_in() -> None:
    value = {"text": "</script> & $ ` \u2028 ع"}
    packed = base64.b85decode(packed_json(value).translate(TO_RFC_1924))
    assert json.loads(gzip.decompress(packed)) == value


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        packed_json([float("nan")])
