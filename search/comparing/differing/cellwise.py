"""What became of a table's row, cell by cell: each beside the one of its own column.

So a column that came or went changes no other cell, and equal cells are never marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.folding import fold_loose
from index.model import Row, Span
from index.tables.amounts import is_amount
from search.comparing.aligning.chains import chain
from search.comparing.differing.changes import Difference, differences
from search.comparing.differing.tokens import Cut
from search.comparing.model import Change, ChangeKind


@dataclass(frozen=True, slots=True)
class RowText:
    """A row with its text."""

    text: str
    row: Row

    @property
    def spans(self) -> dict[int, Span]:
        """Where its cells stand, by column."""
        return {cell.place.column: cell.span for cell in self.row.cells}

    def cell(self, column: int) -> str:
        """Return the text of a cell."""
        start, end = self.spans[column]
        return self.text[start:end]


@dataclass(frozen=True, slots=True)
class RowPair:
    """Two rows that are one, and the columns that are, left and right."""

    left: RowText
    right: RowText
    columns: Sequence[tuple[int, int]]

    @property
    def cells(self) -> list[tuple[int, int]]:
        """The columns in which both rows have a cell."""
        heres, theres = self.left.spans, self.right.spans
        return [(at, to) for at, to in self.columns if at in heres and to in theres]

    @property
    def texts(self) -> list[tuple[str, str]]:
        """The cells in these columns."""
        return [(self.left.cell(at), self.right.cell(to)) for at, to in self.cells]


def row_differences(pairs: Sequence[RowPair], cut: Cut) -> list[Difference]:
    """Return what became of rows; their words are cut together."""
    wanted = list(dict.fromkeys(texts for pair in pairs for texts in pair.texts))
    found = dict(zip(wanted, differences(wanted, cut), strict=True))
    return [_difference(pair, found) for pair in pairs]


def _difference(pair: RowPair, found: dict[tuple[str, str], Difference]) -> Difference:
    cells = pair.cells
    # Cells that stand in another order are told as gone and come; only quietly where they agree.
    heres, theres = pair.left.spans, pair.right.spans
    kept = [cells[n] for n in chain([(heres[a].start, theres[b].start, 1) for a, b in cells])]
    crossing = [one for one in cells if one not in kept]
    agreed = [one for one in crossing if _equal(pair, one)]
    loose = {a for a, _ in agreed}, {b for _, b in agreed}
    changes: list[Change] = []
    at = to = 0
    quiet = figures = True
    for left, right in [*kept, (-1, -1)]:
        one = heres[left] if left >= 0 else Span(len(pair.left.text), len(pair.left.text))
        other = theres[right] if right >= 0 else Span(len(pair.right.text), len(pair.right.text))
        loud = [
            any(row.cell(column).strip() for column in _inside(row, Span(start, end), free))
            for row, start, end, free in (
                (pair.left, at, one.start, loose[0]),
                (pair.right, to, other.start, loose[1]),
            )
        ]
        changes += _gap(pair, Span(at, one.start), Span(to, other.start), loud)
        if any(loud):
            quiet = figures = False
        if left >= 0:
            texts = pair.left.cell(left), pair.right.cell(right)
            inner = found[texts]
            quiet = quiet and inner.quiet
            figures = figures and (inner.figures or all(map(_countable, texts)))
            changes += _shifted(_whole(texts, inner), one.start, other.start)
        at, to = one.end, other.end
    return Difference(tuple(_joined(changes)), quiet=quiet, figures=figures)


def _equal(pair: RowPair, columns: tuple[int, int]) -> bool:
    return fold_loose(pair.left.cell(columns[0])) == fold_loose(pair.right.cell(columns[1]))


def _countable(text: str) -> bool:
    return not text.strip() or is_amount(text)


def _inside(row: RowText, stretch: Span, loose: set[int]) -> Iterator[int]:
    """Yield the columns of the cells in a stretch that have no equal elsewhere."""
    for column, span in row.spans.items():
        if stretch.start <= span.start and span.end <= stretch.end and column not in loose:
            yield column


def _gap(pair: RowPair, left: Span, right: Span, loud: Sequence[bool]) -> Iterator[Change]:
    """Yield what lies between two cells that are one: the tab, and what only one row has."""
    one, other = pair.left.text[slice(*left)], pair.right.text[slice(*right)]
    size = 1 if one[:1] == other[:1] == "\t" else 0
    if size:
        yield Change(
            ChangeKind.SAME, Span(left.start, left.start + 1), Span(right.start, right.start + 1)
        )
    middle = right.start + size
    if len(one) > size:
        here = Span(left.start + size, left.end)
        yield Change(ChangeKind.REMOVED, here, Span(middle, middle), quiet=not loud[0])
    if len(other) > size:
        there = Span(middle, right.end)
        yield Change(ChangeKind.ADDED, Span(left.end, left.end), there, quiet=not loud[1])


def _whole(texts: tuple[str, str], inner: Difference) -> Iterable[Change]:
    """Return what became of a cell; a number is told as a whole."""
    left, right = texts
    if inner.quiet or not all(map(_countable, texts)) or not (left and right):
        return inner.changes
    return (Change(ChangeKind.REPLACED, Span(0, len(left)), Span(0, len(right))),)


def _shifted(changes: Iterable[Change], left: int, right: int) -> Iterator[Change]:
    for one in changes:
        here = Span(one.left.start + left, one.left.end + left)
        there = Span(one.right.start + right, one.right.end + right)
        yield Change(one.kind, here, there, quiet=one.quiet)


def _joined(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes with neighbours that stayed made one."""
    last: Change | None = None
    for one in changes:
        if one.left.start == one.left.end and one.right.start == one.right.end:
            continue
        if (
            last is not None
            and last.kind is one.kind is ChangeKind.SAME
            and last.quiet is one.quiet
        ):
            left, right = Span(last.left.start, one.left.end), Span(last.right.start, one.right.end)
            last = Change(ChangeKind.SAME, left, right, quiet=one.quiet)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last
