"""Agreement by chance: 推进, 发展 and 的 stand in any two paragraphs.

A longest common subsequence of two texts that say different things is made of such crumbs. What
two clauses have in common counts only where it is a good part of them; else they are read as one
clause that went and another one that came.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from search.comparing.differing.clauses import clauses
from search.comparing.differing.steps import How, Step

_SHARE = 0.40  # of both clauses' characters, that is no chance …
_PART = 0.80  # … or of the shorter one's, …
_SOME = 6  # … if it has so many
_LONG = 8  # characters that are no chance wherever they stand


class _Bit(NamedTuple):
    """A part of a step that lies in one clause of either side; -1 where it agrees on nothing."""

    step: Step
    left: int
    right: int


def without_chance(left: str, right: str, steps: Sequence[Step]) -> Iterable[Step]:
    """Return the steps; those that keep what is common by chance replace it."""
    if all(step.how is not How.LOUD for step in steps):
        return steps
    here, there = _clauses(left), _clauses(right)
    bits = list(_bits(steps, here, there))
    common: dict[tuple[int, int], int] = {}
    for step, one, other in bits:
        if one >= 0:
            common[one, other] = common.get((one, other), 0) + min(step.left, step.right)
    meant = {
        pair for pair, size in common.items() if _is_meant(size, here.sizes, there.sizes, pair)
    }
    return list(_told(bits, meant))


class _Clauses(NamedTuple):
    """Where the clauses of a text end, and how many characters each has."""

    ends: list[int]
    sizes: list[int]


def _clauses(text: str) -> _Clauses:
    sizes = [len(clause) for clause in clauses(text)]
    return _Clauses(list(accumulate(sizes)), sizes)


def _bits(steps: Iterable[Step], here: _Clauses, there: _Clauses) -> Iterator[_Bit]:
    """Yield the steps; what is the same on both sides cut where a clause ends."""
    at = to = 0
    for step in steps:
        if not step.left and not step.right:
            continue
        if step.how not in (How.SAME, How.FIGURE) or not step.left or not step.right:
            yield _Bit(step, -1, -1)
            at, to = at + step.left, to + step.right
            continue
        end = at + step.left
        while at < end:
            one, other = bisect_right(here.ends, at), bisect_right(there.ends, to)
            size = min(here.ends[one] - at, there.ends[other] - to, end - at)
            if step.how is How.FIGURE:
                yield _Bit(step, one, other)
                at, to = end, to + step.right
                break
            yield _Bit(Step(How.SAME, size, size), one, other)
            at, to = at + size, to + size


def _is_meant(
    size: int, lefts: Sequence[int], rights: Sequence[int], pair: tuple[int, int]
) -> bool:
    one, other = lefts[pair[0]], rights[pair[1]]
    return 2 * size >= _SHARE * (one + other) or (size >= _SOME and size >= _PART * min(one, other))


def _told(bits: Sequence[_Bit], meant: set[tuple[int, int]]) -> Iterator[Step]:
    """Yield the steps between what is meant to be the same; where no word changed, as they are.

    What both texts begin or end with stays the same however short it is.
    """
    loud = [number for number, bit in enumerate(bits) if bit.step.how is How.LOUD]
    yield from (bit.step for bit in bits[: loud[0]])
    waiting: list[_Bit] = []
    for bit in bits[loud[0] : loud[-1] + 1]:
        step, one, other = bit
        if step.how is How.SAME and ((one, other) in meant or step.left >= _LONG):
            yield from _settled(waiting, meant)
            waiting = []
            yield step
        else:
            waiting.append(bit)
    yield from _settled(waiting, meant)
    yield from (bit.step for bit in bits[loud[-1] + 1 :])


def _settled(bits: Sequence[_Bit], meant: set[tuple[int, int]]) -> Iterator[Step]:
    """Yield the steps; what agrees by chance goes with the words that changed beside it."""
    run: list[Step] = []
    for step, one, other in bits:
        if step.how is How.LOUD or (one >= 0 and (one, other) not in meant):
            run.append(step)
            continue
        yield from _run(run)
        run = []
        yield step
    yield from _run(run)


def _run(steps: Sequence[Step]) -> Iterator[Step]:
    if any(step.how is How.LOUD for step in steps):
        yield from (Step(How.LOUD, step.left, step.right) for step in steps)
    else:
        yield from steps
