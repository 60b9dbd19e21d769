"""Which sections stand opposite each other: by what they hold, by their headings, by their role.

A section that was renumbered, renamed, moved or hung under another one is still the same one as
long as its passages or its heading are; of rewritten ones, the role decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from search.comparing.aligning.candidates import Candidate, Candidates, kinship
from search.comparing.aligning.chains import chain
from search.comparing.texts import Head, Text
from search.likeness import share_table

_HELD = 0.15  # share of common characters that makes two sections one …
_HELD_ANYWAY = 0.40  # … where their roles differ
_SAID = 0.60  # share of common characters of their headings, likewise …
_SAID_ANYWAY = 0.85  # … where their roles differ
_KINDRED = 0.15  # how much of one matter next of kin are
_SURE = 0.60  # how alike passages are that speak for their sections
# What speaks for a pair, beside the share of what they hold (1 for all of it).
_HEADING, _SAME_HEADING, _PARENTS, _ROLE, _DEPTH, _MARKER = 0.6, 0.4, 0.3, 0.1, 0.1, 0.05


class _Claim(NamedTuple):
    worth: float
    left: int
    right: int


def pair_sections(left: Text, right: Text, found: Candidates) -> list[tuple[int, int]]:
    """Return the sections that stand opposite each other, by their numbers; each at most once."""
    if not left.sections or not right.sections:
        return []
    held = _held(left, right, [*_mutual(_sure(found.alike)), *_mutual(found.kindred)])
    said = _said(left.sections, right.sections)
    claims = list(_claims(left.sections, right.sections, held, said))
    first = dict(_choose(claims))
    again = [_with_parents(claim, left.sections, right.sections, first) for claim in claims]
    return _with_rest(left, right, _choose(again))


def _held(left: Text, right: Text, speaking: Iterable[Candidate]) -> dict[tuple[int, int], float]:
    """Return for pairs of sections which share of both stands in the other one."""
    above_left, above_right = _above(left.sections), _above(right.sections)
    best: dict[tuple[int, int], float] = {}
    for pair in speaking:
        best[pair.left, pair.right] = max(pair.score, best.get((pair.left, pair.right), 0.0))
    shared: dict[tuple[int, int], float] = {}
    for (number, beside), score in best.items():
        one, other = left.pieces[number], right.pieces[beside]
        weight = score * (len(one.plain) + len(other.plain))
        for here in above_left[one.section] if one.section >= 0 else ():
            for there in above_right[other.section] if other.section >= 0 else ():
                shared[here, there] = shared.get((here, there), 0.0) + weight
    heres, theres = _sizes(left), _sizes(right)
    return {
        (here, there): weight / (heres[here] + theres[there])
        for (here, there), weight in shared.items()
    }


def _sure(alike: Iterable[Candidate]) -> Iterator[Candidate]:
    return (pair for pair in alike if pair.score >= _SURE)


def _mutual(pairs: Iterable[Candidate]) -> list[Candidate]:
    """Return the pairs in which each is the other's best and nothing else is as good."""
    pairs = list(pairs)
    heres: dict[int, tuple[float, int]] = {}
    theres: dict[int, tuple[float, int]] = {}
    for pair in pairs:
        for best, number in ((heres, pair.left), (theres, pair.right)):
            score, times = best.get(number, (0.0, 0))
            if pair.score > score:
                best[number] = (pair.score, 1)
            elif pair.score == score:
                best[number] = (score, times + 1)
    return [
        pair
        for pair in pairs
        if heres[pair.left] == (pair.score, 1) and theres[pair.right] == (pair.score, 1)
    ]


def _above(heads: Sequence[Head]) -> list[tuple[int, ...]]:
    """Return of each section itself and all it lies in."""
    found: list[tuple[int, ...]] = []
    for number, head in enumerate(heads):
        found.append((number, *(found[head.parent] if head.parent >= 0 else ())))
    return found


def _sizes(text: Text) -> list[int]:
    sums = [0]
    for piece in text.pieces:
        sums.append(sums[-1] + len(piece.plain))
    return [sums[head.end] - sums[head.opening] for head in text.sections]


def _said(lefts: Sequence[Head], rights: Sequence[Head]) -> dict[tuple[int, int], float]:
    """Return how alike headings are, of pairs that are enough."""
    heres, theres = _by_heading(lefts), _by_heading(rights)
    shares = share_table([*heres], [*theres], least=_SAID)
    here, there = [*heres.values()], [*theres.values()]
    return {
        (one, other): float(shares[row, column])
        for row, column in zip(*(axis.tolist() for axis in np.nonzero(shares)), strict=True)
        for one in here[row]
        for other in there[column]
    }


def _by_heading(heads: Sequence[Head]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, head in enumerate(heads):
        found.setdefault(head.plain, []).append(number)
    return found


def _claims(
    lefts: Sequence[Head],
    rights: Sequence[Head],
    held: dict[tuple[int, int], float],
    said: dict[tuple[int, int], float],
) -> Iterator[_Claim]:
    """Yield the pairs that could be one, with what speaks for them."""
    depths, others = [len(found) for found in _above(lefts)], [len(f) for f in _above(rights)]
    for one, other in sorted(held.keys() | said.keys()):
        content, heading = held.get((one, other), 0.0), said.get((one, other), 0.0)
        left, right = lefts[one], rights[other]
        clash = left.role != right.role and left.role is not None and right.role is not None
        enough = (_HELD_ANYWAY, _SAID_ANYWAY) if clash else (_HELD, _SAID)
        if content < enough[0] and heading < enough[1]:
            continue
        worth = content + _HEADING * heading + _SAME_HEADING * (left.plain == right.plain)
        worth += _ROLE * (left.role == right.role) + _DEPTH * (depths[one] == others[other])
        worth += _MARKER * (left.marker == right.marker)
        yield _Claim(worth, one, other)


def _with_parents(
    claim: _Claim, lefts: Sequence[Head], rights: Sequence[Head], paired: dict[int, int]
) -> _Claim:
    above, other = lefts[claim.left].parent, rights[claim.right].parent
    together = above == other == -1 or (above >= 0 and paired.get(above) == other)
    return claim._replace(worth=claim.worth + _PARENTS) if together else claim


def _choose(claims: Sequence[_Claim]) -> list[tuple[int, int]]:
    """Return the best claims that do not touch, the nearest in place first among equals."""
    order = sorted(
        claims, key=lambda c: (-round(c.worth, 6), abs(c.left - c.right), c.left, c.right)
    )
    lefts: set[int] = set()
    rights: set[int] = set()
    chosen = []
    for claim in order:
        if claim.left not in lefts and claim.right not in rights:
            lefts.add(claim.left)
            rights.add(claim.right)
            chosen.append((claim.left, claim.right))
    return sorted(chosen)


def _with_rest(left: Text, right: Text, chosen: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Add what is left under the same sections: of the same matter all in all, or, in order, by
    heading or by a role of their own.
    """
    chosen = _with_kindred(left, right, chosen, whole=True)
    chosen = _with_kindred(left, right, chosen, whole=False)
    lefts, rights = left.sections, right.sections
    pairs = [
        (one, other, 1)
        for one, other in _free(left, right, chosen)
        if _own_role(lefts, one) is not None and _own_role(lefts, one) == _own_role(rights, other)
    ]
    return sorted([*chosen, *((pairs[n][0], pairs[n][1]) for n in chain(pairs))])


def _with_kindred(
    left: Text, right: Text, chosen: list[tuple[int, int]], *, whole: bool
) -> list[tuple[int, int]]:
    """Add sections that are each other's next of kin, in all they hold or in their headings."""
    free = _free(left, right, chosen)
    if not free:
        return chosen
    here, there = (sorted(set(side)) for side in zip(*free, strict=True))
    shares = kinship(
        [_content(left, number, whole=whole) for number in here],
        [_content(right, number, whole=whole) for number in there],
        [piece.plain for text in (left, right) for piece in text.pieces],
    ).tolist()
    row, column = ({n: at for at, n in enumerate(side)} for side in (here, there))
    kin = [Candidate(one, other, shares[row[one]][column[other]]) for one, other in free]
    near = _mutual(pair for pair in kin if pair.score >= _KINDRED)
    return sorted([*chosen, *((pair.left, pair.right) for pair in near)])


def _content(text: Text, number: int, *, whole: bool) -> str:
    head = text.sections[number]
    last = head.end if whole else head.opening + 1
    return "".join(piece.plain for piece in text.pieces[head.opening : last])


def _free(left: Text, right: Text, chosen: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the pairs of sections without a counterpart that lie in sections that are one."""
    paired = {(-1, -1), *chosen}
    heres, theres = {one for one, _ in chosen}, {other for _, other in chosen}
    rest = [number for number in range(len(right.sections)) if number not in theres]
    return [
        (one, other)
        for one, head in enumerate(left.sections)
        if one not in heres
        for other in rest
        if (head.parent, right.sections[other].parent) in paired
    ]


def _own_role(heads: Sequence[Head], number: int) -> str | None:
    """Return the role that a section has not from the one it lies in."""
    head = heads[number]
    if head.parent >= 0 and heads[head.parent].role == head.role:
        return None
    return head.role
