"""Figures and masks in a text: whole numbers, and the signs that stand for a withheld one.

Read from text that is not folded (① is no 1 there). A number is never cut: in 1,234.5 there is
one figure. What it counts (万元, %) does not belong to it; a scale (万, 亿) may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_D = "[0-9０-９]"
# Also as PDF files spell them (⼀ ⼆ ⼋ ⼗ are radicals). Not as bills do (壹贰伍陆): those stand
# in 队伍, 陆续, 參加 far more often.
_ONES = "零〇○一二三四五六七八九两兩⼀⼆⼋"
_TENS = "十百千⼗"
_SCALES = "万亿萬億"
_CHINESE = _ONES + _TENS + _SCALES

_FIGURE = re.compile(
    rf"(?P<sign>(?<![0-9０-９A-Za-zＡ-Ｚａ-ｚ)）])[-−－+＋](?={_D}))?"
    rf"(?P<digits>{_D}{{1,3}}(?:[,，]{_D}{{3}})+(?!{_D})(?:[.．]{_D}+)*|{_D}+(?:[.．]{_D}+)*)"
    rf"(?P<scale>[{_TENS}{_SCALES}]+)?"
    rf"|(?P<chinese>[{_CHINESE}](?:[{_CHINESE}]|[0０](?=[{_CHINESE}]))*)"
    r"|(?P<mask>×+|(?<![A-Za-zＡ-Ｚａ-ｚ])(?:[XxＸｘ]{2,}|[XxＸｘ](?!光))(?![A-Za-zＡ-Ｚａ-ｚ])"
    r"|[*＊]+|某+(?!些))"
)
_TRAILING = re.compile(rf"(?<=[{_ONES}{_TENS}])[{_SCALES}]+$")


class Figure(NamedTuple):
    """A number or mask at `start:end` (characters). `first` is where a sign before it stands,
    `last` the end of a scale behind it (三千|万, 120|万); else they are `start` and `end`.
    """

    start: int
    end: int
    first: int
    last: int


def figures(text: str) -> Iterator[Figure]:
    """Yield every figure and mask of `text`, in order; none overlaps another."""
    for found in _FIGURE.finditer(text):
        first, last = found.span()
        if found["digits"]:
            yield Figure(*found.span("digits"), first, last)
        elif found["chinese"]:
            scale = _TRAILING.search(found[0])
            yield Figure(first, first + scale.start() if scale else last, first, last)
        else:
            yield Figure(first, last, first, last)
