"""What stands before a number and belongs to it: 负120万元, 零下15度, 200-300 where it does not.

In: a text and the figures in it. Out: the same figures, each with its sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.figures import Figure
from index.measures import measure_at

DASHES = "-\u2010\u2011\u2012–—―−－~～〜"  # between the ends of a range
_SIGNS = "-－−+＋"
# 减负20亿元 and 背负30万元 are no negative numbers.
_MINUS = re.compile(
    r"(?:(?<=[为是至到由从达了约近速率润额差值度，,、：:；;（(\s])|^)负(?=\d)|零下(?=\d)"
)
_BELOW = "零下"
_CALENDAR = re.compile("年度?|月份?|日|号|时|点|岁|度|级|楼|层")


def signed(text: str, found: Sequence[Figure]) -> list[Figure]:
    """Return figures with the words that make them negative, and without the dash of a range."""
    minuses = {one.end(): one.start() for one in _MINUS.finditer(text)}
    below = {start for start in minuses.values() if text.startswith(_BELOW, start)}
    return list(_signed(text, found, minuses, below))


def _signed(
    text: str, found: Sequence[Figure], minuses: dict[int, int], below: set[int]
) -> Iterator[Figure]:
    last = 0
    for one in found:
        if one.first in below:
            continue  # the 零 of 零下
        if one.first in minuses:
            yield one._replace(first=minuses[one.first])
        elif last and text[one.first] in _SIGNS and _ranges(text, last, one.first):
            yield one._replace(first=one.first + 1)
        else:
            yield one
        last = one.last


def unsigned(written: str) -> tuple[str, bool]:
    """Return a number without the word that makes it negative, and whether there was one."""
    for word in ("负", _BELOW):
        if written.startswith(word):
            return written.removeprefix(word), True
    return written, False


def _ranges(text: str, start: int, end: int) -> bool:
    """Say whether a sign at `end` is the dash of a range: 15%-18%, 20万元-30万元, 3月-5月."""
    measure = measure_at(text, start)
    if measure is not None and measure.end == end:
        return True
    return _CALENDAR.fullmatch(text, start, end) is not None
