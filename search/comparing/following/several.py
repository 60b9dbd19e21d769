"""Several reports side by side: a column for each, a row for each passage that is followed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.model import Part
from search.comparing.aligning.align import Alignment, align
from search.comparing.compare import side_of
from search.comparing.differing.changes import Difference, difference
from search.comparing.differing.tokens import Cut
from search.comparing.following.followed import Cell, Column, Strand
from search.comparing.following.reading import reading_order
from search.comparing.following.strands import Aligned, Thread, strands
from search.comparing.model import RowKind, Side
from search.comparing.texts import Piece, Text
from search.likeness import common_share

_Bound = tuple[frozenset[int], float, bool]
"""The partners of a piece, how alike they are, and whether it moved."""


@dataclass(frozen=True, slots=True)
class Woven:
    """All rows of several texts in the order in which they are read."""

    texts: tuple[Text, ...]
    rows: tuple[Strand, ...]


def weave(texts: Sequence[Text], cut: Cut, aligned: Aligned | None = None) -> Woven:
    """Follow the passages of texts, given oldest first, through all of them.

    Every passage of each text stands in exactly one cell. `aligned` says how two of the texts
    belong together, by their numbers, where that is known already.
    """
    weaver = _Weaver(texts, cut, aligned or (lambda one, other: align(texts[one], texts[other])))
    threads = strands(texts, weaver.aligned)
    rows = [weaver.strand(thread) for thread in threads]
    moved = {
        number for number, row in enumerate(rows) if any(one and one.moved for one in row.cells)
    }
    order = reading_order(texts, threads, moved)
    return Woven(tuple(texts), tuple(rows[number] for number in order))


def counts(rows: Sequence[Strand], columns: int) -> tuple[Column, ...]:
    """Count what became of rows in each column."""
    return tuple(_column(rows, number) for number in range(columns))


class _Weaver:
    """Makes cells of threads; holds what is known of every two texts."""

    def __init__(self, texts: Sequence[Text], cut: Cut, aligned: Aligned) -> None:
        self._texts = texts
        self._cut = cut
        self._aligned = aligned
        self._alignments: dict[tuple[int, int], Alignment] = {}
        self._bound: dict[tuple[int, int], dict[int, _Bound]] = {}

    def aligned(self, left: int, right: int) -> Alignment:
        if (left, right) not in self._alignments:
            self._alignments[left, right] = self._aligned(left, right)
        return self._alignments[left, right]

    def strand(self, thread: Thread) -> Strand:
        columns = sorted(thread.cells)
        cells: list[Cell | None] = [None] * len(self._texts)
        cells[columns[0]] = Cell(_side(self._pieces(thread, columns[0])))
        for before, column in pairwise(columns):
            cells[column] = self._cell(thread, before, column)
        pieces = [piece for column in columns for piece in self._pieces(thread, column)]
        return Strand(
            tuple(cells), columns[0], all(piece.part is not Part.BODY for piece in pieces)
        )

    def _pieces(self, thread: Thread, column: int) -> list[Piece]:
        return [self._texts[column].pieces[number] for number in thread.cells[column]]

    def _cell(self, thread: Thread, before: int, column: int) -> Cell:
        heres, theres = self._pieces(thread, before), self._pieces(thread, column)
        left, right = _side(heres), _side(theres)
        found = difference(left.text, right.text, self._cut)
        kind = _kind(heres, theres, found)
        bound = self._between(thread, before, column)
        if kind in (RowKind.SAME, RowKind.FIGURES):
            score = 1.0
        elif bound:
            score = max(one[1] for one in bound)
        else:  # joined through a third column
            score = common_share(*("".join(one.plain for one in side) for side in (heres, theres)))
        return Cell(right, before, kind, any(one[2] for one in bound), score, found.changes)

    def _between(self, thread: Thread, left: int, right: int) -> list[_Bound]:
        """Return what binds two cells directly."""
        if (left, right) not in self._bound:
            self._bound[left, right] = {
                number: (frozenset(bond.lefts), bond.score, bond.moved)
                for bond in self.aligned(left, right).bonds
                for number in bond.rights
            }
        known = self._bound[left, right]
        bound = [known[number] for number in thread.cells[right] if number in known]
        return [one for one in bound if not one[0].isdisjoint(thread.cells[left])]


def _side(pieces: Sequence[Piece]) -> Side:
    return side_of(pieces) or Side("", ())


def _kind(heres: Sequence[Piece], theres: Sequence[Piece], found: Difference) -> RowKind:
    if len(heres) != len(theres):
        return RowKind.SPLIT if len(heres) < len(theres) else RowKind.MERGED
    if found.quiet:
        return RowKind.SAME
    plain = all(one.plain == other.plain for one, other in zip(heres, theres, strict=True))
    return RowKind.FIGURES if found.figures or plain else RowKind.EDITED


def _column(rows: Sequence[Strand], number: int) -> Column:
    counted: Counter[str] = Counter()
    for row in rows:
        cell = row.cells[number]
        if cell is None:
            counted["gone"] += bool(number and row.cells[number - 1])
            continue
        counted["rows"] += 1
        counted["first" if cell.kind is None else cell.kind.value] += 1
        counted["back"] += cell.before is not None and cell.before < number - 1
        counted["moved"] += cell.moved
    return Column(**counted)
