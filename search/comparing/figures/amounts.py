"""Two figures as one pair: in which measure they compare, by how much they differ.

Reckoned with decimals, so that 0.3 less 0.1 is 0.2. Which figures belong together is not said here.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from decimal import Decimal, localcontext

from index.folding import fold
from index.measures import comparable, finest, is_share, is_thing
from index.model import Span
from search.comparing.figures import qualifiers
from search.comparing.figures.found import Found
from search.comparing.figures.moves import base, may_be_one, opposed, timeless
from search.comparing.figures.periods import alike
from search.comparing.figures.tokens import SCALES
from search.comparing.figures.uncounted import Sense
from search.comparing.model import FigurePair

_DIGITS = 60  # more than any figure has
_FEW = 5  # of fewer things no percentage is told: one more of two is no growth by half
_HEAD = 2  # characters of a noun
_RATIOLESS = ("倍", "番", "基点", "℃")  # ratios themselves, and what has no nought of its own
_VISITS = ("人次", "户次", "家次", "剂次", "人份")  # in which one is counted as often as he comes


def may_compare(left: Found, right: Found) -> bool:
    """Say whether a difference of the two can mean anything, whatever they count: their measures
    compare, they were counted over the same time, and are of the same end of a range and of what
    `may_be_one`.
    """
    if left.sense is not right.sense or not comparable(left.measure, right.measure):
        return False
    if left.bound != right.bound or not alike(left.period, right.period):
        return False
    if left.measure != right.measure and any(
        one.measure in _VISITS for one in (left, right) if not (left.measure and right.measure)
    ):
        return False  # 1100万学生 and 3400万人次
    return may_be_one(left.context, right.context)


def pair(left: Found | None, right: Found | None, row: int) -> FigurePair:
    """Return the line of the table for two figures whose measures are `comparable`, or for one."""
    if left is None or right is None:
        return _lonely(left, right, row)
    both = _amounts(left, right)
    against = opposed(left.context, right.context)  # of 增长5% and 下降2% no difference is told
    full = _told_in_full(left, right)
    return FigurePair(
        left=left.full if full else _told(left, both.scale),
        right=right.full if full else _told(right, both.scale),
        delta=None if against else both.delta,
        percent=None if against else both.percent,
        measure=both.measure,
        context=_context(left, right, against),
        row=row,
        left_span=_span(left, full),
        right_span=_span(right, full),
        left_qualifier=left.qualifier,
        right_qualifier=right.qualifier,
        masked=left.masked or right.masked,
        same=both.same and not against,
    )


def _context(left: Found, right: Found, against: bool) -> str:
    """Return what both count, whichever stands left: the longer label, or both of them."""
    labels = sorted((left.context, right.context), key=lambda label: (len(label), label))
    if labels[0] != labels[1]:
        labels = [timeless(label) for label in labels]
    if against:  # 财政收入下降／增长
        return f"{labels[0]}／{labels[1][_alike(*labels) :]}"
    if _heads_differ(*labels):  # 新建林地／新增森林
        return f"{labels[0]}／{labels[1]}"
    # Of 失业率 and 失业率降到 the first is of both; of 入学率 and 高校入学率 the second tells more.
    return labels[0] if labels[0] and labels[1].startswith(labels[0]) else labels[1]


def _heads_differ(one: str, other: str) -> bool:
    """Say whether the noun of neither of two labels stands in the other."""
    one, other = base(one), base(other)
    return bool(one and other) and one[-_HEAD:] not in other and other[-_HEAD:] not in one


def _alike(first: str, second: str) -> int:
    """Return with how many characters both begin."""
    same = itertools.takewhile(lambda two: two[0] == two[1], zip(first, second, strict=False))
    return sum(1 for _ in same)


def _lonely(left: Found | None, right: Found | None, row: int) -> FigurePair:
    one = left or right
    assert one is not None  # noqa: S101 - a pair has a side
    return FigurePair(
        left=left.token if left else None,
        right=right.token if right else None,
        delta=None,
        percent=None,
        measure=one.scale + one.measure,
        context=one.context,
        row=row,
        left_span=left.span if left else None,
        right_span=right.span if right else None,
        left_qualifier=left.qualifier if left else "",
        right_qualifier=right.qualifier if right else "",
        masked=one.masked,
    )


def _span(one: Found, full: bool) -> Span:
    return Span(one.span.start, one.span.start + len(one.full)) if full else one.span


@dataclass(frozen=True, slots=True)
class _Amounts:
    """How a left and a right figure compare: right minus left in `measure`, and in percent."""

    measure: str
    scale: str
    delta: int | float | None
    percent: float | None
    same: bool


def _amounts(left: Found, right: Found) -> _Amounts:
    """Compare two figures whose measures are `comparable`.

    `measure` holds the scale: 亿元 where both are of 亿, else the smaller scale (8000万 and 1.2亿
    differ by 4000 万元). Shares, ranks and ratios have no percent, nor has what began at zero or
    with a few things.
    """
    name, scale = _shared(left, right)
    measure = scale + name
    if left.masked or right.masked:
        return _Amounts(measure, scale, None, None, same=False)
    alike = qualifiers.agree(left.qualifier, right.qualifier)
    if left.value is None or right.value is None:
        return _Amounts(measure, scale, None, None, alike and fold(left.token) == fold(right.token))
    with localcontext(prec=_DIGITS):
        old, new = _in(left, name, scale), _in(right, name, scale)
        change = new - old
        untold = is_share(name) or name in _RATIOLESS or Sense.RANK in (left.sense, right.sense)
        percent = (
            None
            if untold or _is_tiny(left) or min(old, new) < 0
            else float(change / abs(old) * 100)
        )
    if percent is not None and not math.isfinite(percent):
        percent = None
    return _Amounts(measure, scale, _number(change), percent, alike and change == 0)


def _is_tiny(one: Found) -> bool:
    """Say whether a change can be no share of this: of nothing, or of a few things."""
    if not one.value:
        return True
    whole = one.value == one.value.to_integral_value()
    return whole and 0 < one.value < _FEW and is_thing(one.measure)


def _told(one: Found, scale: str) -> str:
    """Return a number as written; with the scale of its table where both are told in another."""
    return one.token + one.scale if one.stated and one.scale != scale else one.token


def _told_in_full(left: Found, right: Found) -> bool:
    """Say whether the two must be read with their measures: 800米 and 1.5公里."""
    both = left.measure and right.measure
    return bool(both) and finest(left.measure)[1] != finest(right.measure)[1]


def _shared(left: Found, right: Found) -> tuple[str, str]:
    """Return the measure and the scale in which both are told, whichever stands left."""
    assert comparable(left.measure, right.measure)  # noqa: S101 - callers' promise
    if left.measure == right.measure or not (left.measure and right.measure):
        name = left.measure or right.measure
    else:
        sides = (left.measure, right.measure)
        smaller = min(sides, key=lambda side: (finest(side)[1], side))
        name = finest(smaller)[0] if finest(smaller)[1] == 1 else smaller
    return name, min(left.scale, right.scale, key=lambda scale: (_times(scale), scale))


def _times(scale: str) -> int:
    return math.prod(SCALES.get(character, 1) for character in scale)


def _in(one: Found, name: str, scale: str) -> Decimal:
    value = one.value or Decimal(0)
    if one.measure and one.measure != name:
        value = value * finest(one.measure)[1] / finest(name)[1]
    return value / _times(scale)


def _number(change: Decimal) -> int | float:
    return int(change) if change == change.to_integral_value() else float(change)
