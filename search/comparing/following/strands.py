"""Passages of several texts followed from one to the next: which of them are one and the same.

Every two texts are aligned as if they were compared alone. What is surest is joined first, so
that a passage which was away for a while finds its own row again, and a text that only resembles
it does not take its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from index.model import Part
from search.comparing.aligning.align import Alignment, Bond
from search.comparing.aligning.candidates import LEAST
from search.comparing.texts import Text

MOST_PIECES = 6  # that a cell holds by splits and merges
_APART = 0.05  # what each column between two passages takes from how alike they are

Aligned = Callable[[int, int], Alignment]


@dataclass(slots=True)
class Thread:
    """Pieces that are one passage, by column, in reading order."""

    cells: dict[int, list[int]] = field(default_factory=dict)

    @property
    def columns(self) -> list[int]:
        """The columns in which it stands, rising."""
        return sorted(self.cells)


@dataclass(frozen=True, slots=True)
class _Edge:
    """A bond between two columns, `left` before `right`."""

    left: int
    right: int
    bond: Bond
    weak: bool  # written anew at the same place: only what ended there goes on with it


def strands(texts: Sequence[Text], aligned: Aligned) -> list[Thread]:
    """Return the rows of several texts: every piece of each text stands in exactly one of them.

    `aligned` says how the text of one column belongs to that of a later one. Rows come by the
    first column in which they stand, then by their place there.
    """
    threads = {
        (column, number): Thread({column: [number]})
        for column, text in enumerate(texts)
        for number in range(len(text.pieces))
    }
    for edge in sorted(_edges(texts, aligned), key=_surest):
        _join(texts, threads, edge)
    distinct = {id(one): one for one in threads.values()}
    return sorted(distinct.values(), key=_begins)


def _edges(texts: Sequence[Text], aligned: Aligned) -> Iterator[_Edge]:
    for left, right in combinations(range(len(texts)), 2):
        for bond in aligned(left, right).bonds:
            headings = _heading(texts[left], bond.lefts) and _heading(texts[right], bond.rights)
            weak = bond.score < LEAST and not headings
            # From afar only what is alike: neither place nor section speaks for it any more.
            if right == left + 1 or bond.score >= LEAST:
                yield _Edge(left, right, bond, weak)


def _heading(text: Text, numbers: Sequence[int]) -> bool:
    return all(text.pieces[number].part is not Part.BODY for number in numbers)


def _surest(edge: _Edge) -> tuple[object, ...]:
    apart = edge.right - edge.left - 1
    worth = edge.bond.score - (_APART * apart if edge.bond.score < 1 else 0)
    return edge.weak, -worth, apart, edge.left, edge.bond.lefts, edge.bond.rights


def _join(texts: Sequence[Text], threads: dict[tuple[int, int], Thread], edge: _Edge) -> None:
    """Join what the edge says is one, as far as no column would hold two passages for it."""
    bond = edge.bond
    if not _fits(threads, edge, bond.lefts, bond.rights):
        # Of several that became one, at least the greatest part goes on.
        lefts, rights = (
            _greatest(texts[edge.left], bond.lefts),
            _greatest(texts[edge.right], bond.rights),
        )
        if (lefts, rights) == (bond.lefts, bond.rights):
            return
        if not _fits(threads, edge, lefts, rights):
            return
    else:
        lefts, rights = bond.lefts, bond.rights
    some = _distinct(threads, edge, lefts, rights)
    whole = Thread()
    for one in some:
        for column, numbers in one.cells.items():
            whole.cells[column] = sorted({*whole.cells.get(column, ()), *numbers})
    for column, numbers in whole.cells.items():
        for number in numbers:
            threads[column, number] = whole


def _fits(
    threads: dict[tuple[int, int], Thread],
    edge: _Edge,
    lefts: Sequence[int],
    rights: Sequence[int],
) -> bool:
    """Say whether these pieces can be in one row: two of a column only before a merge, or behind
    a split.
    """
    some = _distinct(threads, edge, lefts, rights)
    if len(some) < 2:
        return False
    if edge.weak:
        before, after = (threads[edge.left, lefts[0]], threads[edge.right, rights[0]])
        if max(before.cells) != edge.left or min(after.cells) != edge.right:
            return False
    sizes: dict[int, int] = {}
    for one in some:
        for column, numbers in one.cells.items():
            shared = column in sizes
            sizes[column] = sizes.get(column, 0) + len(numbers)
            merging = len(lefts) > 1 and column <= edge.left
            splitting = len(rights) > 1 and column >= edge.right
            if shared and not merging and not splitting:
                return False
    return max(sizes.values()) <= MOST_PIECES


def _distinct(
    threads: dict[tuple[int, int], Thread],
    edge: _Edge,
    lefts: Sequence[int],
    rights: Sequence[int],
) -> list[Thread]:
    found = [threads[edge.left, number] for number in lefts]
    found += [threads[edge.right, number] for number in rights]
    return list({id(one): one for one in found}.values())


def _greatest(text: Text, numbers: tuple[int, ...]) -> tuple[int, ...]:
    return (max(numbers, key=lambda number: (len(text.pieces[number].plain), -number)),)


def _begins(thread: Thread) -> tuple[int, int]:
    first = min(thread.cells)
    return first, thread.cells[first][0]
