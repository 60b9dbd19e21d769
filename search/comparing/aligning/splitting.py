"""Passages that were cut in two or run together, and short ones that stand within long ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.model import Part
from search.comparing.aligning.candidates import WITHIN, Candidate
from search.comparing.aligning.pairing import LONG
from search.comparing.aligning.telling import Twins
from search.comparing.texts import Text
from search.likeness import common_share

_WHOLE = 0.60  # share of common characters of one piece and all its parts
_GAIN = 0.02  # by how much the parts must be more alike than one of them alone
_PART = 8  # characters of a part
_HELD = 0.65  # share of a part's characters that the whole has and its partner alone lacks
_MOST = 12  # parts
_APART = 2  # from one part to the next: one strange piece may have come between


class Group(NamedTuple):
    """Pieces that belong together, ascending; one of the sides holds only one."""

    lefts: tuple[int, ...]
    rights: tuple[int, ...]
    score: float

    def mirrored(self) -> Group:
        """Return the same with its sides swapped."""
        return Group(self.rights, self.lefts, self.score)


def grouped(
    left: Text,
    right: Text,
    pairs: Sequence[Candidate],
    within: Sequence[Candidate],
    twins: Twins,
) -> list[Group]:
    """Return all pairs as groups, those widened to which neighbours belong, and short pieces
    with the long ones that hold them; by their left place.
    """
    partners = {pair.left: pair for pair in pairs}
    others = {pair.right: pair for pair in pairs}
    mirrored = [Candidate(pair.right, pair.left, pair.score) for pair in pairs]
    back = [Candidate(pair.right, pair.left, pair.score) for pair in within]
    offers = [*_splits(left, right, pairs, within)]
    offers += [(gain, one.mirrored()) for gain, one in _splits(right, left, mirrored, back)]
    offers += _embedded(left, right, partners, others, within, twins)
    offers.sort(key=lambda offer: (-round(offer[0], 6), offer[1]))
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    chosen = []
    for _, group in offers:
        if taken_left.isdisjoint(group.lefts) and taken_right.isdisjoint(group.rights):
            # A partner outside would lose its pair.
            if any(n in partners and partners[n].right not in group.rights for n in group.lefts):
                continue
            if any(n in others and others[n].left not in group.lefts for n in group.rights):
                continue
            taken_left.update(group.lefts)
            taken_right.update(group.rights)
            chosen.append(group)
    chosen += [
        Group((pair.left,), (pair.right,), pair.score)
        for pair in pairs
        if pair.left not in taken_left and pair.right not in taken_right
    ]
    return sorted(chosen)


def _splits(
    left: Text, right: Text, pairs: Sequence[Candidate], within: Sequence[Candidate]
) -> Iterator[tuple[float, Group]]:
    """Yield left pieces with the neighbours on the right that they were cut into, and how many
    common characters more there are than in the pair alone.
    """
    partners = {pair.left: pair for pair in pairs}
    paired = {pair.right for pair in pairs}
    parts: dict[int, set[int]] = {}
    for here, there, *_ in within:
        one, other = left.pieces[here], right.pieces[there]
        if one.row or other.row:  # a row is one, however long
            continue
        if one.part is not Part.BODY or there in paired or len(other.plain) < _PART:
            continue
        if other.part is Part.BODY and len(other.plain) < len(one.plain):
            parts.setdefault(here, set()).add(there)
    for known in pairs:
        beside = set(_beside(left, right, known, paired))
        if beside:
            parts.setdefault(known.left, set()).update(beside)
    for here, found in parts.items():
        pair = partners.get(here)
        if pair is not None:
            if right.pieces[pair.right].part is not Part.BODY:
                continue
            found.add(pair.right)
        plain = left.pieces[here].plain
        alone = pair.score if pair is not None else 0.0
        for run in _runs(sorted(found)):
            if len(run) < 2 or (pair is not None and pair.right not in run):
                continue
            run = _fitting(plain, right, run, pair)
            if len(run) < 2:
                continue
            score = common_share(plain, "".join(right.pieces[n].plain for n in run))
            if score >= max(_WHOLE, alone + _GAIN):
                yield (score - alone) * len(plain), Group((here,), tuple(run), score)


def _beside(left: Text, right: Text, pair: Candidate, paired: set[int]) -> Iterator[int]:
    """Yield the neighbours of a partner, as far as they hold what it lacks of the whole."""
    plain = left.pieces[pair.left].plain
    if left.pieces[pair.left].row or right.pieces[pair.right].row:
        return
    if len(plain) - len(right.pieces[pair.right].plain) < _PART:
        return
    for step in (-1, 1):
        joined, number = right.pieces[pair.right].plain, pair.right + step
        common = _common(plain, joined)
        while 0 <= number < len(right.pieces) and number not in paired:
            piece = right.pieces[number]
            if (
                piece.row
                or piece.part is not Part.BODY
                or not _PART <= len(piece.plain) < len(plain)
            ):
                break
            joined = joined + piece.plain if step > 0 else piece.plain + joined
            more = _common(plain, joined)
            if more - common < _HELD * len(piece.plain):
                break
            yield number
            common, number = more, number + step


def _common(one: str, other: str) -> float:
    """Return how many characters are common."""
    return common_share(one, other) * (len(one) + len(other)) / 2


def _fitting(plain: str, right: Text, run: list[int], pair: Candidate | None) -> list[int]:
    """Return the part of a run that is most like the whole: its ends may belong elsewhere."""
    run = run[:_MOST]
    if pair is not None and pair.right not in run:
        return []

    def share(numbers: Sequence[int]) -> float:
        return common_share(plain, "".join(right.pieces[n].plain for n in numbers))

    best = share(run)
    while len(run) > 2:
        shorter = [run[1:], run[:-1]]
        options = [one for one in shorter if pair is None or pair.right in one]
        scored = max(((share(one), one) for one in options), default=(0.0, run))
        if scored[0] <= best:
            break
        best, run = scored
    return run


def _runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Yield neighbours together."""
    run: list[int] = []
    for number in numbers:
        if run and number > run[-1] + _APART:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _embedded(
    left: Text,
    right: Text,
    partners: dict[int, Candidate],
    others: dict[int, Candidate],
    within: Sequence[Candidate],
    twins: Twins,
) -> Iterator[tuple[float, Group]]:
    """Yield pieces without a partner of which one stands within the other."""
    for offer in within:
        here, there, part, _ = offer
        one, other = left.pieces[here], right.pieces[there]
        if here in partners or there in others or part < WITHIN or one.row or other.row:
            continue
        if one.part is not Part.BODY or other.part is not Part.BODY:
            continue
        if one.plain == other.plain or twins.apart(offer):
            continue  # lines of one form that are called otherwise
        size = min(len(one.plain), len(other.plain))
        if size >= LONG:
            score = common_share(one.plain, other.plain)
            yield part * size / 2, Group((here,), (there,), score)
