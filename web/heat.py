"""Counts as steps of a heat colour, with the bounds that a legend says in words.

Up to five the steps are the counts themselves; beyond that they grow evenly in ratio, rounded
to numbers that people read at a glance. 0 is step 0.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

STEPS = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """One count with its step and where it leads; without `held` reports nothing was searched."""

    count: int
    step: int
    held: int
    address: str | None


@dataclass(frozen=True, slots=True)
class Heat:
    """The least count of each step from 1 on, rising, and the most that there is."""

    bounds: tuple[int, ...]
    most: int

    def step(self, count: int) -> int:
        """Return the step of a count, 0 to 5."""
        return bisect_right(self.bounds, count)

    def legend(self) -> list[tuple[int, int, int]]:
        """Return every step with its least and its most count."""
        ends = [*(bound - 1 for bound in self.bounds[1:]), self.most]
        return [
            (step, least, most)
            for step, (least, most) in enumerate(zip(self.bounds, ends, strict=False), 1)
        ]


def heat(counts: Iterable[int]) -> Heat:
    """Return the steps that fit the counts."""
    most = max(counts, default=0)
    if most <= STEPS:
        return Heat(tuple(range(1, most + 1)), most)
    bounds = [1]
    for step in range(1, STEPS):
        bound = _rounded(most ** (step / STEPS))
        bounds.append(max(bound, bounds[-1] + 1))
    return Heat(tuple(bounds), most)


def _rounded(value: float) -> int:
    """Return 2, 3, 4, 5 … 10, and beyond that one leading digit or a half of it: 15, 20, 250."""
    if value < 10:
        return max(2, round(value))
    size = 10 ** (len(str(int(value))) - 1)
    return int(round(value / size * 2) / 2 * size)
