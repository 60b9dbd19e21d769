"""Which figure of the left answers which of the right, in one row of a comparison.

First by the changes: what stands at one place of a stretch that stayed, or alone in a replaced
one. Then by what is counted. Nothing is said of whether two passages belong together.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from index.measures import finest
from search.comparing.differing.tokens import Cut
from search.comparing.figures.amounts import may_compare, pair
from search.comparing.figures.found import Found, figures_of
from search.comparing.figures.moves import base, may_be_one
from search.comparing.model import Change, ChangeKind, FigurePair
from search.likeness import common_share

_NEAR = 0.6  # of contexts, in one replaced stretch
_FAR = 0.75  # anywhere in the row
_SOMEWHAT = 0.45  # in one replaced stretch, of as many on both sides
_LATER = re.compile("(?:再|又|进一步|总量|总数|总额|亏损|累计|平均|实际|超收)+$")  # of a noun
_HEAD = 2  # characters of a noun
_BARE = re.compile(  # of whatever stands before it
    "(?:同比|环比|[比较](?:去年|上年|同期|上年同期|上月)|年均|分别|其中|占比)*"
    "(?:增长|下降|增加|减少|提高|上升|降低|回升|提升|增幅|增速|占比)?[到至]?"
)


Pair = tuple[Found | None, Found | None]


def pair_figures(
    left_text: str, right_text: str, changes: Sequence[Change], cut: Cut, row: int = 0
) -> tuple[FigurePair, ...]:
    """Return the counted figures of a row: those with a partner, and those on one side only.

    `changes` spell both texts; the empty text stands for a side that is not there. Swapping
    texts and the sides of changes mirrors the pairs. In the order of the right text; what is
    only left stands behind what it follows there. Figures that stayed are among them.
    """
    lefts, rights = figures_of(left_text, cut), figures_of(right_text, cut)
    return tuple(pair(*both, row) for both in partners(lefts, rights, changes))


def partners(
    lefts: Iterable[Found], rights: Iterable[Found], changes: Sequence[Change]
) -> list[Pair]:
    """Return which of the figures of a row's sides belong together, in the order of the table."""
    counted = [one for one in lefts if one.is_counted]
    others = [one for one in rights if one.is_counted]
    if len(changes) == 1 and changes[0].kind is ChangeKind.SAME and len(counted) == len(others):
        # One text on both sides: each figure is itself.
        return [(one, other) for one, other in zip(counted, others, strict=True) if not one.faint]
    if not counted or not others:
        alone: list[Pair] = [(one, None) for one in counted if not one.faint]
        return alone + [(None, one) for one in others if not one.faint]
    found = _Partners(counted, others, changes)
    found.in_columns()
    found.at_one_place(_NEAR)
    found.by_name()
    found.in_one_change()
    found.by_context()
    found.beside_partners()
    found.at_one_place(0)
    found.in_turn()
    found.beside_partners()
    found.part_orphans()
    return [
        (None if at is None else counted[at], None if to is None else others[to])
        for at, to in found.in_order()
    ]


class _Side(NamedTuple):
    """The numbers of the figures that stand in a change, left and right."""

    lefts: list[int]
    rights: list[int]


def _runs(found: Sequence[Found]) -> list[list[int]]:
    """Return the numbers of the figures that stand in a table's row behind one label."""
    runs: list[list[int]] = []
    for number, one in enumerate(found):
        if one.column == 1:
            runs.append([number])
        elif one.column and runs:
            runs[-1].append(number)
    return runs


def _by_label(found: Sequence[Found]) -> dict[tuple[str, str], list[int]]:
    """Return the numbers of the figures behind each label that says something, by measure."""
    told: dict[tuple[str, str], list[int]] = {}
    for number, one in enumerate(found):
        if one.context:
            told.setdefault((one.context, finest(one.measure)[0]), []).append(number)
    return told


def _share_of(left: str, right: str) -> float:
    """Return how much of two labels is common, 0 where neither has the noun with which the
    other ends: 示范基地 and 先行片区, 代表议案 and 代表建议.
    """
    one, other = _LATER.sub("", base(left)), _LATER.sub("", base(right))
    if one[-_HEAD:] not in other and other[-_HEAD:] not in one:
        return 0.0
    return common_share(left, right)


class _Partners:
    """Figures of two texts that find each other, those most certain first."""

    def __init__(
        self, lefts: Sequence[Found], rights: Sequence[Found], changes: Sequence[Change]
    ) -> None:
        self._lefts = lefts
        self._rights = rights
        self._inside = self._by_change(changes)
        self._right_of: dict[int, int] = {}
        self._left_of: dict[int, int] = {}

    def in_columns(self) -> None:
        """Join the cells of table rows: those behind the same words, column by column."""
        lefts, rights = _runs(self._lefts), _runs(self._rights)
        for here in list(lefts):
            label = self._lefts[here[0]].context
            there = next((run for run in rights if self._rights[run[0]].context == label), None)
            if there is not None:
                self._run(here, there)
                lefts.remove(here)
                rights.remove(there)
        if len(lefts) == len(rights):
            for here, there in zip(lefts, rights, strict=True):
                label, other = self._lefts[here[0]].context, self._rights[there[0]].context
                if common_share(label, other) >= _NEAR:
                    self._run(here, there)

    def _run(self, here: Sequence[int], there: Sequence[int]) -> None:
        """Join the numbers behind one label. Where an empty cell was lost it is not known which
        column is which: then the first ones, and those that repeat them (a sum and its one part).
        """
        if len(here) == len(there):
            for at, to in zip(here, there, strict=True):
                self._join(at, to)
            return
        self._join(here[0], there[0])
        again = [at for at in here[1:] if self._lefts[at].value == self._lefts[here[0]].value]
        others = [to for to in there[1:] if self._rights[to].value == self._rights[there[0]].value]
        if len(again) == len(others) == 1:
            self._join(again[0], others[0])

    def at_one_place(self, least: float) -> None:
        """Join what stands at one place of stretches that stayed and counts the like."""
        for change, inside in self._inside:
            if change.kind is ChangeKind.SAME:
                shift = change.right.start - change.left.start
                places = {self._rights[to].span.start: to for to in inside.rights}
                for at in inside.lefts:
                    to = places.get(self._lefts[at].span.start + shift)
                    if to is None:
                        continue
                    if self._likeness(at, to) >= least or (least == 0 and self._stayed(at, to)):
                        self._join(at, to)

    def _stayed(self, at: int, to: int) -> bool:
        """Say whether two at one place are one number of one thing, whatever is said to be done
        with it: 帮扶困难群众305户, 惠及困难群众305户.
        """
        left, right = self._lefts[at], self._rights[to]
        told = (left.value, left.measure, left.sense, left.bound, left.column)
        if left.value is None or told != (
            *(right.value, right.measure, right.sense, right.bound, right.column),
        ):
            return False
        if left.column or not may_be_one(left.context, right.context):
            return False
        return _share_of(left.context, right.context) > 0

    def in_one_change(self) -> None:
        """Join what counts the like in one stretch."""
        for _, inside in self._inside:
            self._closest(inside.lefts, inside.rights, _NEAR)

    def in_turn(self) -> None:
        """Join what is left in one stretch in its order, if each has a partner."""
        for _, inside in self._inside:
            lefts, rights = self._free(inside.lefts, inside.rights)
            turns = list(zip(lefts, rights, strict=False))
            if len(lefts) == len(rights) and all(self._may_follow(*turn) for turn in turns):
                for at, to in turns:
                    self._join(at, to)

    def by_name(self) -> None:
        """Join what one figure alone on either side counts, by the same words."""
        lefts, rights = _by_label(self._lefts), _by_label(self._rights)
        for label, ats in lefts.items():
            tos = rights.get(label, [])
            if len(ats) == len(tos) == 1 and self._likeness(ats[0], tos[0]) == 1:
                self._join(ats[0], tos[0])

    def by_context(self) -> None:
        """Join what counts the same in the same measure, wherever it stands."""
        self._closest(range(len(self._lefts)), range(len(self._rights)), _FAR)

    def beside_partners(self) -> None:
        """Join figures that say little of themselves (同比增长) behind others that are joined."""
        for at in range(1, len(self._lefts)):
            to = self._right_of.get(at - 1, len(self._rights)) + 1
            if to < len(self._rights) and self._comparable(at, to):
                alike = self._lefts[at].context == self._rights[to].context
                if alike and _BARE.fullmatch(self._lefts[at].context):
                    self._join(at, to)

    def part_orphans(self) -> None:
        """Part how two things moved (比上年增加) where those two things are no partners."""
        for at, to in list(self._right_of.items()):
            left, right = self._lefts[at].context, self._rights[to].context
            moved = self._is_moved(self._lefts, at) and self._is_moved(self._rights, to)
            if moved and left != right and self._right_of.get(at - 1) != to - 1:
                del self._right_of[at], self._left_of[to]

    def _is_moved(self, found: Sequence[Found], number: int) -> bool:
        """Say whether a figure tells how what the one before it counts moved."""
        subject = found[number - 1].context if number else ""
        label = found[number].context
        return subject != "" and label != subject and base(label) == subject

    def in_order(self) -> Iterator[tuple[int | None, int | None]]:
        """Yield the pairs; a faint figure (一次) only where its partner differs from it."""
        waiting = [at for at in range(len(self._lefts)) if at not in self._right_of]
        behind = -1  # the last left figure passed
        waiting.reverse()
        for to in range(len(self._rights)):
            at = self._left_of.get(to)
            if at is not None:
                behind = max(behind, at)
            if self._tells(at, to):
                yield at, to
            while waiting and waiting[-1] < behind:
                yield from self._only_left(waiting.pop())
        while waiting:
            yield from self._only_left(waiting.pop())

    def _only_left(self, at: int) -> Iterator[tuple[int, None]]:
        if self._tells(at, None):
            yield at, None

    def _tells(self, at: int | None, to: int | None) -> bool:
        left = None if at is None else self._lefts[at]
        right = None if to is None else self._rights[to]
        return any(one is not None and not one.faint for one in (left, right))

    def _closest(self, lefts: Iterable[int], rights: Iterable[int], least: float) -> None:
        """Join the free ones whose contexts are most alike; of equals the nearest in order."""
        free, others = self._free(lefts, rights)
        found = []
        for i, at in enumerate(free):
            for j, to in enumerate(others):
                score = self._likeness(at, to)
                if score >= least:
                    found.append((-score, abs(i - j), i + j, at, to))
        for *_, at, to in sorted(found):
            self._join(at, to)

    def _likeness(self, at: int, to: int) -> float:
        """Return how alike two contexts are: -1 for figures that cannot be partners, 0 for those
        that say nothing of themselves.
        """
        left, right = self._lefts[at], self._rights[to]
        if not self._comparable(at, to):
            return -1.0
        if _BARE.fullmatch(left.context) or _BARE.fullmatch(right.context):
            return 0.0
        if left.leaving is not right.leaving or left.total is not right.total:
            return 0.0  # what it was is no partner of what it is
        if left.context == right.context:
            return 1.0
        return _share_of(left.context, right.context)

    def _may_follow(self, at: int, to: int) -> bool:
        """Say whether two that are left over may be one: nothing in their contexts speaks against.

        A share may be of anything; of it the contexts must be somewhat alike.
        """
        if not self._comparable(at, to):
            return False
        one, other = self._lefts[at], self._rights[to]
        if one.leaving is not other.leaving or one.total is not other.total:
            return False
        left, right = one.context, other.context
        if _BARE.fullmatch(left) or _BARE.fullmatch(right):
            return True
        return _share_of(left, right) >= _SOMEWHAT

    def _comparable(self, at: int, to: int) -> bool:
        left, right = self._lefts[at], self._rights[to]
        if left.column or right.column:  # of tables, joined column by column
            return False
        return may_compare(left, right)

    def _free(self, lefts: Iterable[int], rights: Iterable[int]) -> tuple[list[int], list[int]]:
        return (
            [at for at in lefts if at not in self._right_of],
            [to for to in rights if to not in self._left_of],
        )

    def _join(self, at: int, to: int) -> None:
        if at not in self._right_of and to not in self._left_of:
            self._right_of[at] = to
            self._left_of[to] = at

    def _by_change(self, changes: Sequence[Change]) -> list[tuple[Change, _Side]]:
        """Return the changes in which figures begin, with those."""
        inside = [(change, _Side([], [])) for change in changes]
        starts = [change.left.start for change in changes]
        for at, one in enumerate(self._lefts):
            number = bisect_right(starts, one.span.start) - 1
            if number >= 0:
                inside[number][1].lefts.append(at)
        starts = [change.right.start for change in changes]
        for to, one in enumerate(self._rights):
            number = bisect_right(starts, one.span.start) - 1
            if number >= 0:
                inside[number][1].rights.append(to)
        return [(change, side) for change, side in inside if side.lefts or side.rights]
