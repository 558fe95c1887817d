"""Lines as short text, for geometry that travels inside the map page.

A line is a list of points in whole units (say 0.01 degree). Each number is written as the difference from
the one before it (x and y apart, the first from 0), folded so that small negatives stay small (0, -1, 1, -2
become 0, 1, 2, 3), in groups of five bits, lowest first, one letter of ALPHABET each; a letter from the upper
half of the alphabet says that another group follows. The letters need no escaping in HTML, JavaScript or
JSON. `assets/basemap/unpack.js` reads the same text in the browser.
"""

from collections.abc import Iterable, Mapping

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_VALUES: Mapping[str, int] = {letter: value for value, letter in enumerate(ALPHABET)}

Point = tuple[int, int]


def pack(points: Iterable[Point]) -> str:
    """The text of one line of whole-number points."""
    letters: list[str] = []
    last_x = last_y = 0
    for x, y in points:
        letters.append(_letters(x - last_x))
        letters.append(_letters(y - last_y))
        last_x, last_y = x, y
    return "".join(letters)


def unpack(text: str) -> list[Point]:
    """The whole-number points of a line that `pack` wrote; KeyError for a letter outside ALPHABET."""
    numbers = _numbers(text)
    points: list[Point] = []
    x = y = 0
    for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + step_x, y + step_y
        points.append((x, y))
    return points


def _letters(number: int) -> str:
    folded = number * 2 if number >= 0 else -number * 2 - 1
    letters = ""
    while folded > 31:
        letters += ALPHABET[32 + folded % 32]
        folded //= 32
    return letters + ALPHABET[folded]


def _numbers(text: str) -> list[int]:
    numbers: list[int] = []
    folded = shift = 0
    for letter in text:
        value = _VALUES[letter]
        folded |= (value & 31) << shift
        shift += 5
        if value < 32:
            numbers.append(-(folded + 1) // 2 if folded % 2 else folded // 2)
            folded = shift = 0
    return numbers
