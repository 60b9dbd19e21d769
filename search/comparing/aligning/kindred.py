"""Passages that were written anew: other words about the same matter, at the same place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.model import Part
from search.comparing.aligning.candidates import Candidate
from search.comparing.aligning.pairing import LONG, Places
from search.comparing.aligning.splitting import Group
from search.comparing.aligning.telling import Twins
from search.comparing.texts import Text
from search.likeness import common_share

_BEST = 0.8  # share of the best one there is for either that a pair must reach


def rewritten(
    left: Text,
    right: Text,
    groups: Sequence[Group],
    kindred: Iterable[Candidate],
    sections: Sequence[tuple[int, int]],
    twins: Twins,
) -> list[Group]:
    """Return the groups and the pairs of what is in none of them, speaks of the same matter and
    stands between the same groups; by their left place.
    """
    heres = {number for group in groups for number in group.lefts}
    theres = {number for group in groups for number in group.rights}
    free = [
        pair
        for pair in kindred
        if pair.left not in heres and pair.right not in theres
        if _running(left, pair.left) and _running(right, pair.right)
        if not twins.apart(pair)
    ]
    best_left, best_right = (
        _best((p.left, p.score) for p in free),
        _best((p.right, p.score) for p in free),
    )
    near = [
        pair
        for pair in free
        if pair.score >= _BEST * max(best_left[pair.left], best_right[pair.right])
    ]
    given = [Candidate(group.lefts[0], group.rights[0], group.score) for group in groups]
    places = Places(left, right, dict(sections), twins)
    homely = places.in_sections(near, given)
    ordered = places.in_order(near, given) - homely
    found = list(groups)
    for number in (*sorted(homely), *sorted(ordered)):
        pair = near[number]
        if pair.left in heres or pair.right in theres:
            continue
        heres.add(pair.left)
        theres.add(pair.right)
        score = common_share(left.pieces[pair.left].plain, right.pieces[pair.right].plain)
        found.append(Group((pair.left,), (pair.right,), score))
    return sorted(found)


def _running(text: Text, number: int) -> bool:
    piece = text.pieces[number]
    return piece.part is Part.BODY and piece.row is None and len(piece.plain) >= LONG


def _best(scores: Iterable[tuple[int, float]]) -> dict[int, float]:
    best: dict[int, float] = {}
    for number, score in scores:
        best[number] = max(score, best.get(number, 0.0))
    return best
