"""Amounts that stand on lines of their own, as a table loses its cells where it is pasted line by
line: nothing in them but their place says what they are.

Where as many of them stand between the same two neighbours on both sides, they are the same ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.model import Part
from index.tables.amounts import is_amount
from search.comparing.aligning.splitting import Group
from search.comparing.texts import Piece, Text
from search.likeness import common_share


def with_amounts(left: Text, right: Text, groups: Sequence[Group]) -> list[Group]:
    """Return the groups and the pairs of lone amounts between neighbours that are one; by their
    left place.
    """
    taken = {n for group in groups for n in group.rights}
    beside = {group.lefts[-1]: group.rights[-1] for group in groups}
    follows = {group.lefts[0]: group.rights[0] for group in groups}
    found = list(groups)
    for start, end in _runs(left.pieces, {n for group in groups for n in group.lefts}):
        before = beside.get(start - 1)
        if before is None:
            continue
        there = before + 1
        last = there + end - start
        closed = follows.get(end, -1) == last
        closed = closed or (end, last) == (len(left.pieces), len(right.pieces))
        others = range(there, last)
        if closed and all(n not in taken and _is_lone(right.pieces[n]) for n in others):
            found += [_pair(left, right, n, there + n - start) for n in range(start, end)]
    return sorted(found)


def _runs(pieces: Sequence[Piece], taken: set[int]) -> Iterator[tuple[int, int]]:
    """Yield from where up to where free lone amounts stand together."""
    start = -1
    for number in range(len(pieces) + 1):
        lone = number < len(pieces) and number not in taken and _is_lone(pieces[number])
        if lone and start < 0:
            start = number
        elif not lone and start >= 0:
            yield start, number
            start = -1


def _is_lone(piece: Piece) -> bool:
    return piece.part is Part.BODY and piece.row is None and is_amount(piece.text)


def _pair(left: Text, right: Text, one: int, other: int) -> Group:
    score = common_share(left.pieces[one].plain, right.pieces[other].plain)
    return Group((one,), (other,), score)
