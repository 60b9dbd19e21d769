"""Numbers that go on behind what they count: 九成半, 九成五, 一倍半, 一个半小时.

In: a text, where a number stands in it. Out: the whole of it, what it is worth, its measure.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from search.values import value

_TENTHS = re.compile("成(?:半|(?P<ones>[一二三四五六七八九]))")
_HALF = re.compile(
    "(?P<measure>倍|年|天|小时|公里|里|亩|斤|吨)半(?![年天月径岛数额载壁导成程期夜])"
    "|个半(?P<counted>小时|月)"
)
_MEASURES = {"月": "个月"}
_MOST = 1000  # 2023年半 is no number of years
_REST = Decimal("0.5")


class Whole(NamedTuple):
    """A number with what follows it: `end` is where all of it ends, `measure` what it counts."""

    end: int
    worth: Decimal
    measure: str


def goes_on_as_tenths(text: str, end: int) -> bool:
    """Say whether a number that ends there is of tenths, with a part of one behind: 九成五."""
    return _TENTHS.match(text, end) is not None


def with_rest(text: str, start: int, end: int) -> Whole | None:
    """Return the number at `start:end` with the half or the rest behind its measure, None where
    nothing of the kind follows.
    """
    tenths = _TENTHS.match(text, end)
    if tenths:
        ones, rest = value(text[start:end]), value(tenths["ones"] or "")
        part = rest if tenths["ones"] else Decimal(5)
        if ones is None or part is None:
            return None
        return Whole(tenths.end(), 10 * ones + part, "%")
    half = _HALF.match(text, end)
    number = value(text[start:end]) if half else None
    if half is None or number is None or number >= _MOST or number != number.to_integral_value():
        return None
    name = half["measure"] or half["counted"]
    return Whole(half.end(), number + _REST, _MEASURES.get(name, name))
