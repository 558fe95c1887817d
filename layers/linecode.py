"""Lines as short text, for geometry that travels inside the map page.

A line is a list of points in whole units (say 0.01 degree). Each number is written as the difference from
the one before it (x and y apart, the first from 0), folded so that small negatives stay small (0, -1, 1, -2
become 0, 1, 2, 3). Folded numbers below DIRECT are one letter of ALPHABET; larger ones are two, of which the
first counts from DIRECT on, and the largest are the last letter and three more. So most steps of a coast are
one letter, which packs better than bits in groups. The letters need no escaping in HTML, JavaScript or JSON.

Several lines may stand in one text: before each stands the number of its points, and it goes on from where
the one before it began, which is nearer than 0.

`assets/basemap/unpack.js` reads the same texts in the browser.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

ALPHABET: Final = "".join(letter for letter in map(chr, range(33, 127)) if letter not in "\"'&<>\\`$")
DIRECT: Final = 70
_BASE: Final = len(ALPHABET)
_TWO: Final = DIRECT + (_BASE - DIRECT - 1) * _BASE
"""Folded numbers below this one are at most two letters."""
_VALUES: Final[Mapping[str, int]] = {letter: value for value, letter in enumerate(ALPHABET)}
# All short numbers once: looking them up is several times faster than making them.
_SHORT: Final = (
    *ALPHABET[:DIRECT],
    *(first + second for first in ALPHABET[DIRECT:-1] for second in ALPHABET),
)

Point = tuple[int, int]


def pack(points: Iterable[Point]) -> str:
    """The text of one line of whole-number points; ValueError for a step of more than 300,000 units."""
    return pack_numbers(_steps(points, (0, 0)))


def pack_lines(lines: Iterable[Sequence[Point]]) -> str:
    """One text of several lines, none of which is empty."""
    numbers: list[int] = []
    start = (0, 0)
    for points in lines:
        numbers.append(len(points))
        numbers.extend(_steps(points, start))
        start = points[0]
    return pack_numbers(numbers)


def pack_numbers(numbers: Iterable[int]) -> str:
    """The text of whole numbers, of whatever they are."""
    folded = (number * 2 if number >= 0 else -number * 2 - 1 for number in numbers)
    return "".join([_SHORT[one] if one < _TWO else _long(one) for one in folded])


def unpack(text: str) -> list[Point]:
    """The whole-number points of a line that `pack` wrote; KeyError for a letter outside ALPHABET."""
    return _points(list(_numbers(text)), (0, 0))


def unpack_lines(text: str) -> list[list[Point]]:
    """The lines that `pack_lines` wrote."""
    numbers = list(_numbers(text))
    lines: list[list[Point]] = []
    at, start = 0, (0, 0)
    while at < len(numbers):
        end = at + 1 + 2 * numbers[at]
        lines.append(_points(numbers[at + 1 : end], start))
        at, start = end, lines[-1][0]
    return lines


def _steps(points: Iterable[Point], start: Point) -> Iterator[int]:
    last_x, last_y = start
    for x, y in points:
        yield x - last_x
        yield y - last_y
        last_x, last_y = x, y


def _points(steps: Sequence[int], start: Point) -> list[Point]:
    points: list[Point] = []
    x, y = start
    for step_x, step_y in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + step_x, y + step_y
        points.append((x, y))
    return points


def _long(folded: int) -> str:
    high, low = divmod(folded - _TWO, _BASE)
    highest, high = divmod(high, _BASE)
    if highest >= _BASE:
        raise ValueError(f"a step of {(folded + 1) // 2} units is too long to be packed")
    return ALPHABET[-1] + ALPHABET[highest] + ALPHABET[high] + ALPHABET[low]


def _numbers(text: str) -> Iterator[int]:
    letters = iter([_VALUES[letter] for letter in text])
    for value in letters:
        folded = value
        if value == _BASE - 1:
            folded = _TWO + (next(letters) * _BASE + next(letters)) * _BASE + next(letters)
        elif value >= DIRECT:
            folded = DIRECT + (value - DIRECT) * _BASE + next(letters)
        yield -(folded + 1) // 2 if folded % 2 else folded // 2
