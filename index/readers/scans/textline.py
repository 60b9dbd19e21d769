"""Where each character of a recognised line stands.

The recogniser tells the middle of a character within some sixth of its width. Cells reach from
one to the next, so that no gap shows where the paper has none; a real gap stays one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from index.readers.scans.engine import Box, Char
from index.readers.scans.spelling import spelled

_HALF = 0.55  # of a Chinese character's width: what letters and figures take
_GAP = 0.75  # characters between two that do not touch
_LEAST = 4  # pairs of Chinese characters that tell how wide one is
_FULL = 0.74  # of a line's box: how high its characters are
_WORDS = 0.3  # characters of white between words


class SeenCell(NamedTuple):
    """A character in pixels, and how certain it is (0 to 1)."""

    char: str
    left: float
    right: float
    certain: float


class SeenLine(NamedTuple):
    """A line as it stands on the picture: its characters, their size, its middle (y)."""

    cells: tuple[SeenCell, ...]
    size: float
    middle: float


def pitch(signs: Sequence[Char], wide: float) -> float | None:
    """Return how far Chinese characters of a line stand from each other; None of too few."""
    steps = [
        (right.at - left.at) * wide
        for left, right in pairwise(signs)
        if _units(left.char) == _units(right.char) == 1.0 and not _is_mark(left.char)
    ]
    return median(steps) if len(steps) >= _LEAST else None


def laid(signs: Sequence[Char], box: Box, size: float) -> SeenLine:
    """Return the line that was recognised in a box, in characters of that size (pixels)."""
    wide = box.right - box.left
    kept = [sign for sign in signs if not sign.char.isspace()]
    chars = spelled([sign.char for sign in kept])
    middles = [box.left + sign.at * wide for sign in kept]
    widths = [_units(char) * size for char in chars]
    spaced = _after_space(signs)
    lefts = [middle - width / 2 for middle, width in zip(middles, widths, strict=True)]
    rights = [middle + width / 2 for middle, width in zip(middles, widths, strict=True)]
    for at in range(len(chars) - 1):
        gap = lefts[at + 1] - rights[at]
        if gap < (_WORDS if at + 1 in spaced else _GAP) * size:
            both = (middles[at] * widths[at + 1] + middles[at + 1] * widths[at]) / (
                widths[at] + widths[at + 1]
            )
            rights[at] = lefts[at + 1] = both
            if at + 1 in spaced and not (_is_wide(chars[at]) or _is_wide(chars[at + 1])):
                rights[at], lefts[at + 1] = both - _WORDS * size / 2, both + _WORDS * size / 2
    cells = tuple(
        SeenCell(char, left, max(right, left + 1), sign.certain)
        for char, left, right, sign in zip(chars, lefts, rights, kept, strict=True)
    )
    return SeenLine(cells, size, (box.top + box.bottom) / 2)


def size_of(box: Box) -> float:
    """Return how high the characters of a line seem, from its box alone."""
    return (box.bottom - box.top) * _FULL


def _after_space(signs: Sequence[Char]) -> set[int]:
    """Return which characters, spaces left out, have a space before them."""
    found: set[int] = set()
    at = 0
    for sign in signs:
        if sign.char.isspace():
            found.add(at)
        else:
            at += 1
    return found


def _units(char: str) -> float:
    return 1.0 if _is_wide(char) else _HALF


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WFA" and ord(char) >= 0x2000


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("P")
