"""The figures of a match as a table: what stood and what stands there, the older text first.

Pure: a match in, rows out. A figure is shown with what belongs to it (1.3万亿斤以上).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.model import Span
from search.reuse.model import Direction, Match
from search.reuse.percents import amount
from search.slots import Filled, Slot

# What may stand behind a number and belongs to it: 1.3万亿斤以上, 99.95%, 5个百分点.
_MEASURE = re.compile(
    r"(?:[多余])?(?:[%％‰]|个百分点|个?(?:公里|公斤|千克|平方米|立方米|千瓦时|人次|家次|户次|件次|场次"
    r"|[元人名户家个件项次场期篇条吨亩斤米倍届岁支处座套批份起宗年月日]))?(?:以上|以下|以内|左右)?"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of both texts: `kind` of slot, what stood and stands there, the difference."""

    kind: Slot
    old: str
    new: str
    delta: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of two texts that stand at the same place.

    `turned` says that the match is the older text, so that `old` is its side; `dated` that it is
    known which of both is older. `kept` are figures that did not change, `masked` are withheld.
    """

    changed: tuple[Figure, ...]
    kept: tuple[Figure, ...]
    masked: int
    turned: bool
    dated: bool


def figures(match: Match, text: str) -> Figures:
    """Return the figures of a match of `text`."""
    turned = match.direction is Direction.EARLIER
    changed: list[Figure] = []
    kept: list[Figure] = []
    for slot in match.slots:
        if slot.kind is Slot.MASK:
            continue
        here = text[slice(*with_measure(text, slot.left_span))]
        there = match.text[slice(*with_measure(match.text, slot.right_span))]
        old, new = (there, here) if turned else (here, there)
        found = Figure(slot.kind, old, new, _difference(slot, turned=turned))
        (changed if slot.changed else kept).append(found)
    return Figures(
        tuple(changed),
        tuple(kept),
        sum(slot.kind is Slot.MASK for slot in match.slots),
        turned,
        turned or match.direction is Direction.LATER,
    )


def with_measure(text: str, span: Span) -> Span:
    """Return the span of a figure together with its measure."""
    found = _MEASURE.match(text, span.end)
    return Span(span.start, found.end() if found else span.end)


def _difference(slot: Filled, *, turned: bool) -> str:
    if slot.delta is None:
        return ""
    return amount(-slot.delta if turned else slot.delta)
