"""Figures, years, dates, 届次 and masks of two passages, one against the other.

Where two texts agree but for their figures, each figure has its partner at the same place. Which
places are partners is said by the caller; what they are, and whether they agree, is said here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from index.folding import fold
from index.model import Span
from index.normal import FIGURE, Normal
from search.values import value


class Slot(StrEnum):
    """What a figure is: 2023年; 5月, 8日; 十九大, 二十届, 三中全会, 十四五; ×××; or a number."""

    YEAR = "year"
    DATE = "date"
    SESSION = "session"
    MASK = "mask"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Filled:
    """One slot as both sides fill it, with sign and scale: `1,200` and `1.5万`.

    `delta` is right minus left, None where either is no number or a day or month. A mask agrees
    with anything, so that nothing `changed`. The spans are of the original passages.
    """

    left: str
    right: str
    delta: int | float | None
    changed: bool
    left_span: Span
    right_span: Span
    kind: Slot

    def mirrored(self) -> Filled:
        """Return the same slot with its sides swapped."""
        delta = None if self.delta is None else -self.delta
        return Filled(
            *(self.right, self.left, delta, self.changed),
            *(self.right_span, self.left_span, self.kind),
        )


_WITHHELD = re.compile("[×*＊某XxＸｘ]")
_SEVERAL = re.compile("[二三四五六七八九十两]")
_PLAN = re.compile("十[一二三四五六七八九]五")
# What makes a lone Chinese numeral a figure rather than part of a word (三项, and not 三会一课).
_COUNTED = frozenset("个项次名人件场期批条家户份篇套台辆支队所处座轮年月日天届倍成元米吨亩类种级")
_SESSIONS = ("届", "中全会", "次全会", "次全体", "次会议")
_CONGRESSES = (11, 40)  # 十大 is more often ten great things
_YEARS = (1900, 2099)
_AFTER_YEARS = ("年", "至", "到", FIGURE)  # 2021—2023年: the dash is dropped


def fill(
    left_text: str, left: Normal, right_text: str, right: Normal, places: Iterable[tuple[int, int]]
) -> tuple[Filled, ...]:
    """Return the slots at these places of the normalised sides, in their order.

    A place that holds no figure is passed over, and so is a numeral inside a word (进一步) that
    both sides have.
    """
    found = []
    for at, to in places:
        if left.text[at] != FIGURE or right.text[to] != FIGURE:
            continue
        here, there = left.span(at, at + 1), right.span(to, to + 1)
        old, new = left_text[slice(*here)], right_text[slice(*there)]
        changed = differ(old, new)
        behind = left.text[at + 1 : at + 4]
        if changed or not _in_word(old, behind) or not _in_word(new, behind):
            kind = Slot.MASK if is_mask(old) or is_mask(new) else _kind(new, behind)
            delta = _delta(old, new) if kind is not Slot.DATE else None
            found.append(Filled(old, new, delta, changed, here, there, kind))
    return tuple(found)


def differ(left: str, right: str) -> bool:
    """Say whether two figures disagree: neither is a mask, and their values are not equal."""
    if left == right or is_mask(left) or is_mask(right):
        return False
    worth, other = value(left), value(right)
    if worth is None or other is None:
        return fold(left) != fold(right)
    return worth != other


def is_mask(token: str) -> bool:
    """Say whether a figure is withheld, wholly or in part (20××)."""
    return _WITHHELD.search(token) is not None


def _in_word(token: str, behind: str) -> bool:
    if len(token) > 1 or token.isdigit() or is_mask(token):
        return False
    return not (_SEVERAL.match(token) and behind[:1] in _COUNTED)


def _kind(token: str, behind: str) -> Slot:
    worth = value(token)
    if behind.startswith(_SESSIONS) or _PLAN.fullmatch(token):
        return Slot.SESSION
    if behind[:1] == "大" and _within(worth, _CONGRESSES) and not token[0].isdigit():
        return Slot.SESSION
    if len(token) == 4 and behind[:1] in _AFTER_YEARS and _within(worth, _YEARS):
        return Slot.YEAR
    return Slot.DATE if behind[:1] in ("月", "日") else Slot.FIGURE


def _within(worth: Decimal | None, bounds: tuple[int, int]) -> bool:
    return worth is not None and bounds[0] <= worth <= bounds[1]


def _delta(left: str, right: str) -> int | float | None:
    old, new = _number(left), _number(right)
    if old is None or new is None:
        return None
    change = new - old
    return int(change) if change == change.to_integral_value() else float(change)


def _number(token: str) -> Decimal | None:
    """Return a value, of a five-year plan (十四五) its number."""
    return Decimal(value(token[:2]) or 0) if _PLAN.fullmatch(token) else value(token)
