"""A pair of figures as a table tells it: 1.3 | 1.4 | 万亿斤 | ＋0.1 | ＋7.7%. No words, no markup.

In: a FigurePair. Out: short texts for people, and the same as exact numbers for a workbook.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum

from index.measures import finest, is_share, measure_at
from search.comparing.figures import qualifiers
from search.comparing.figures.tokens import tokens
from search.comparing.model import FigurePair

_PREFIX = re.compile("[万亿]*")
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000, "万亿": 10**12}
_DECIMALS = re.compile(r"\d[.．](\d+)[万亿萬億]*$")
_TIMES = 3  # from so many times on the change is told as 5 倍
_DIGITS = 400  # more than any number that a float holds
_GROUPED = 5  # digits from which thousands are set apart


class Standing(StrEnum):
    """What became of a figure; UNKNOWN where a mask hides it on a side."""

    CHANGED = "changed"
    SAME = "same"
    LEFT_ONLY = "left_only"
    RIGHT_ONLY = "right_only"
    UNKNOWN = "unknown"


class Rate(StrEnum):
    """In what the size of a change is told: in percent, in percentage points (of shares), as so
    many times the left, or not at all.
    """

    NONE = "none"
    PERCENT = "percent"
    POINTS = "points"
    TIMES = "times"


@dataclass(frozen=True, slots=True)
class Said:
    """The line of a table for one pair.

    `left` and `right` are as written without the scale that stands in `measure`, `""` where there
    is none. Where their scales differ (8000万, 1.2亿) both keep them and `measure` has none, and
    `delta` has one of its own (＋4000万); where the measures differ (800米, 1.5公里) both keep
    those too. `delta` and `percent` carry ＋ or −; `percent` is one decimal with %, for TIMES the
    bare number (5, 8.9), else `""`.

    `left_number`, `right_number` and `delta_number` are in `number_measure`, exactly; None where
    unknown. `qualified` says that the qualifiers differ, `scaled` that both numbers are told in
    `measure`, `full` that they have their measures with them.
    """

    standing: Standing
    left: str
    right: str
    measure: str
    delta: str
    rate: Rate
    percent: str
    qualified: bool
    left_number: Decimal | None
    right_number: Decimal | None
    delta_number: Decimal | None
    number_measure: str
    scaled: bool = True
    full: bool = False


def said(pair: FigurePair) -> Said:
    """Return how a pair is told."""
    prefix = _PREFIX.match(pair.measure)
    scale = prefix[0] if prefix else ""
    left, right = (
        _written(pair.left, pair.measure, scale),
        _written(pair.right, pair.measure, scale),
    )
    full = left.full or right.full
    apart = full or any(one.text and one.scale != scale for one in (left, right))
    standing = _standing(pair)
    delta = None if pair.delta is None else Decimal(str(pair.delta))
    rate, percent = _rate(pair, left.number, right.number)
    return Said(
        standing=standing,
        left=left.text if apart else left.bare,
        right=right.text if apart else right.bare,
        measure=pair.measure[len(scale) :] if apart else pair.measure,
        delta=_delta(delta, (left, right), scale, apart) if delta else "",
        rate=rate,
        percent=percent,
        qualified=not qualifiers.agree(pair.left_qualifier, pair.right_qualifier),
        left_number=left.number,
        right_number=right.number,
        delta_number=delta,
        number_measure=pair.measure,
        scaled=not apart,
        full=full,
    )


def tally(pairs: Iterable[FigurePair]) -> dict[Standing, int]:
    """Return how many pairs there are of each standing, zeros too."""
    counted = Counter(map(_standing, pairs))
    return {standing: counted[standing] for standing in Standing}


@dataclass(frozen=True, slots=True)
class Reading:
    """How many figures were read: in the left text, in the right one, and in how many pairs.

    A figure without a partner is left alone.
    """

    left: int
    right: int
    paired: int

    @property
    def alone(self) -> int:
        """How many figures of both texts have no partner."""
        return self.left + self.right - 2 * self.paired


def reading(pairs: Iterable[FigurePair]) -> Reading:
    """Return what was read of the figures that these pairs are all of."""
    sides = [(one.left is not None, one.right is not None) for one in pairs]
    return Reading(
        sum(here for here, _ in sides), sum(there for _, there in sides), sum(map(all, sides))
    )


@dataclass(frozen=True, slots=True)
class _Written:
    """One side: its text, the text without its scale, what it is worth in the pair's measure."""

    text: str
    bare: str
    scale: str
    number: Decimal | None
    full: bool = False


def _written(text: str | None, measure: str, scale: str) -> _Written:
    if not text:
        return _Written("", "", "", None)
    read = tokens(text)
    if len(read) != 1:
        return _Written(text, text, scale, None)
    token = read[0]
    worth = token.worth
    own = measure_at(text, token.span.end)
    with localcontext(prec=_DIGITS):
        if worth is not None:
            if own:  # 1.5公里, told in 米
                worth = worth * finest(own.name)[1] / finest(measure[len(scale) :])[1]
            if token.scale or not scale:  # else its table says the scale
                worth /= _SCALES.get(scale, 1)
    if own:
        return _Written(text, text, token.scale, worth, full=True)
    bare = text[: len(text) - len(token.scale)].rstrip() if token.scale == scale else text
    return _Written(text, bare, token.scale or scale, worth)


def _standing(pair: FigurePair) -> Standing:
    if pair.masked:
        return Standing.UNKNOWN
    if pair.left is None:
        return Standing.RIGHT_ONLY
    if pair.right is None:
        return Standing.LEFT_ONLY
    return Standing.SAME if pair.same else Standing.CHANGED


def _rate(pair: FigurePair, left: Decimal | None, right: Decimal | None) -> tuple[Rate, str]:
    if not pair.delta:  # the same, but for a qualifier
        return Rate.NONE, ""
    if is_share(pair.measure):
        return Rate.POINTS, ""
    if pair.percent is None:
        return Rate.NONE, ""
    with localcontext(prec=_DIGITS):
        if left and right and left > 0 and right >= _TIMES * left:
            return Rate.TIMES, _plain(_rounded(right / left))
        return Rate.PERCENT, f"{_signed(_rounded(Decimal(str(pair.percent))), 1)}%"


def _delta(delta: Decimal, sides: tuple[_Written, _Written], scale: str, apart: bool) -> str:
    """Return the difference with as many decimals as the sides have; of sides in two scales in
    the greater one if it holds one of those.
    """
    if not apart:
        return _signed(delta, max(_places(one.text) for one in sides))
    small = _SCALES.get(scale, 1)
    for name in sorted({one.scale for one in sides}, key=lambda name: -_SCALES.get(name, 1)):
        with localcontext(prec=_DIGITS):
            told = delta * small / _SCALES.get(name, 1)
        if abs(told) >= 1:
            return _signed(told, 0) + name
    return _signed(delta, 0) + scale


def _places(written: str) -> int:
    found = _DECIMALS.search(written)
    return len(found[1]) if found else 0


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _signed(number: Decimal, places: int) -> str:
    """Return a number with ＋ or −, with at least so many decimals and with all that it has."""
    sign = "−" if number < 0 else "＋"
    digits = _plain(abs(number))
    whole, _, decimals = digits.partition(".")
    decimals = decimals.ljust(places, "0")
    if len(whole) >= _GROUPED:
        whole = f"{int(whole):,}"
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def _plain(number: Decimal) -> str:
    """Return a number without zeros at its end and without an exponent."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
