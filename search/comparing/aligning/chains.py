"""What stands in the same order on both sides: the heaviest chain of pairs that do not cross."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise


def chain(pairs: Sequence[tuple[int, int, int]]) -> list[int]:
    """Return which of the pairs (left, right, weight) to keep, so that both sides only rise and
    the kept ones weigh most together. In order; weights are above 0. Time n log n.

    With all weights 1 and each place once, it is the longest increasing subsequence.
    """
    if all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs)):
        return list(range(len(pairs)))
    # Of one left place the last right one comes first, so that none can follow another.
    order = sorted(range(len(pairs)), key=lambda n: (pairs[n][0], -pairs[n][1], pairs[n][2], n))
    places = sorted({pair[1] for pair in pairs})
    tree: list[tuple[int, int]] = [(0, -1)] * (len(places) + 1)  # heaviest up to here, its end
    before = [-1] * len(pairs)
    best = (0, -1)
    for number in order:
        _, right, weight = pairs[number]
        rank = bisect_left(places, right)
        total, last = _heaviest(tree, rank)
        before[number] = last
        reached = (total + weight, number)
        if reached[0] > best[0]:
            best = reached
        at = rank + 1
        while at < len(tree):
            if reached[0] > tree[at][0]:
                tree[at] = reached
            at += at & -at
    kept = []
    number = best[1]
    while number >= 0:
        kept.append(number)
        number = before[number]
    return kept[::-1]


def _heaviest(tree: Sequence[tuple[int, int]], rank: int) -> tuple[int, int]:
    best = (0, -1)
    while rank:
        if tree[rank][0] > best[0]:
            best = tree[rank]
        rank -= rank & -rank
    return best
