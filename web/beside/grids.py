"""Rows of two tables that are one, put into one grid: side by side, or cell in cell.

In: the lines of a page that follow on each other. Out: the same, with those of tables in grids.
Nothing is computed from numbers here: what a figure became is told by `search.comparing.figures`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from index.folding import fold_loose
from index.model import Row as TableRow
from index.model import Span, Table
from index.tables.amounts import is_amount
from search.comparing.figures.said import said
from search.comparing.model import (
    Change,
    ChangeKind,
    Comparison,
    FigurePair,
    Row,
    RowKind,
    TablePair,
)
from web.beside.bars import Bar
from web.beside.figurewords import change, rate
from web.beside.marks import LEFT, RIGHT
from web.beside.rows import Rows
from web.beside.sections import Block, Counts, Fold, Item, Line, fold_of
from web.beside.weaving import woven
from web.filters import markup, masks
from web.tabling import sums_up

_APART = 5  # columns of a table that is shown side by side
_NAMES = ("left", "right")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the grid: its names on both sides, outermost first, None where it is not there.

    `renamed` says that both have it under different names.
    """

    left: int | None
    right: int | None
    names: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def renamed(self) -> bool:
        """Whether the two sides call it differently."""
        both = self.left is not None and self.right is not None
        return both and fold_loose("/".join(self.names[0])) != fold_loose("/".join(self.names[1]))

    @property
    def kind(self) -> str:
        """Of which side it is: both, left_only or right_only."""
        if self.left is None:
            return RowKind.RIGHT_ONLY.value
        return RowKind.LEFT_ONLY.value if self.right is None else "both"


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: what stands there, and below it what became of a number."""

    html: Markup
    number: bool = False
    below: str = ""
    absent: bool = False  # its row or its column is not on this side


@dataclass(frozen=True, slots=True)
class GridLine:
    """A row of the grid: its line, its cells on both sides and those of both in one."""

    line: Line
    left: tuple[Box, ...]
    right: tuple[Box, ...]
    both: tuple[Box, ...]
    total: bool


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two tables is: its number in the report, from 1, and its own columns."""

    number: int
    table: Table
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of two tables that stand together; `left_out` are how many rows were not asked for."""

    left: Side
    right: Side
    columns: tuple[Column, ...]
    lines: tuple[GridLine, ...]
    counts: Counts
    left_out: int
    name = "grid"

    @property
    def wide(self) -> bool:
        """Whether it has too many columns to stand side by side."""
        return len(self.columns) > _APART


Shown = Item | Grid


@dataclass(frozen=True, slots=True)
class Drawn:
    """A block of the page, its tables in grids; the rest is as in `Block`."""

    bar: Bar | None
    items: tuple[Shown, ...]
    counts: Counts
    folded: bool


class Grids:
    """Puts the rows of a comparison's tables into grids."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        found = rows.comparison
        self._found = found
        self._pairs = {(one.left, one.right): one for one in found.tables}
        self._of = (
            {one.left: one for one in found.tables},
            {one.right: one for one in found.tables},
        )
        self._figures = _by_place(found)

    def drawn(self, block: Block) -> Drawn:
        """Return a block with the rows of one table in one grid."""
        found: list[Shown] = []
        for pair, group in groupby(self._by_table(block.items), self._pair_of):
            some = list(group)
            lines = [item for item in some if isinstance(item, Line)]
            if pair is None or not lines:
                found += some
                continue
            folded = [line for item in some if isinstance(item, Fold) for line in item.rows]
            found.append(self._grid(pair, lines, folded))
        return Drawn(block.bar, tuple(found), block.counts, block.folded)

    def _by_table(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield the items, folds cut where a table begins or ends."""
        for item in items:
            if isinstance(item, Fold):
                for _, lines in groupby(item.rows, self._pair_of):
                    yield fold_of(list(lines))
            else:
                yield item

    def _pair_of(self, item: Item) -> TablePair | None:
        """Return the tables of which an item is a row, None where it is none."""
        if isinstance(item, Fold):
            pairs = {self._of_row(line.shown.row) for line in item.rows}
            return pairs.pop() if len(pairs) == 1 else None
        return self._of_row(item.shown.row) if isinstance(item, Line) else None

    def _of_row(self, row: Row) -> TablePair | None:
        here, there = _part(row, LEFT), _part(row, RIGHT)
        if here is not None and there is not None:
            return self._pairs.get((here.table, there.table))
        if row.left is not None and row.right is not None:
            return None
        for which, part in ((LEFT, here), (RIGHT, there)):
            if part is not None:
                return self._of[which].get(part.table)
        return None

    def _grid(self, pair: TablePair, lines: Sequence[Line], folded: Sequence[Line]) -> Grid:
        left, right = self._found.left_tables[pair.left], self._found.right_tables[pair.right]
        columns = _columns(left, right, pair)
        heads = (left.header_rows, right.header_rows)
        body = [line for line in lines if not _is_head(line.shown.row, heads)]
        counts: dict[str, int] = defaultdict(int)
        for line in body:
            counts[line.shown.kind.value] += 1
        return Grid(
            Side(pair.left + 1, left, tuple(one for one in columns if one.left is not None)),
            Side(pair.right + 1, right, tuple(one for one in columns if one.right is not None)),
            columns,
            tuple(self._line(line, columns) for line in body),
            tuple(counts.items()),
            sum(not _is_head(line.shown.row, heads) for line in folded),
        )

    def _line(self, line: Line, columns: Sequence[Column]) -> GridLine:
        row = line.shown.row
        cells = [_cells(row, which) for which in (LEFT, RIGHT)]
        sides = [
            tuple(
                self._own(line, which, cells[which].get(place))
                for column in columns
                if (place := (column.left, column.right)[which]) is not None
            )
            for which in (LEFT, RIGHT)
        ]
        texts = (text for _, text in (cells[RIGHT] or cells[LEFT]).values())
        first = next((text for text in texts if text.strip()), "")
        return GridLine(
            line,
            sides[LEFT] if row.left else (),
            sides[RIGHT] if row.right else (),
            tuple(self._both(line, cells, column) for column in columns),
            sums_up(first),
        )

    def _own(self, line: Line, which: int, cell: tuple[Span, str] | None) -> Box:
        if cell is None:
            return Box(Markup())
        html = self._rows.stretch(line.shown.index, which, cell[0])
        return Box(html, is_amount(cell[1]))

    def _both(self, line: Line, cells: Sequence[_Cells], column: Column) -> Box:
        row = line.shown.row
        here = cells[LEFT].get(column.left) if column.left is not None else None
        there = cells[RIGHT].get(column.right) if column.right is not None else None
        if here is None and there is None:
            return Box(Markup(), absent=column.kind != "both")
        if row.left is None or row.right is None or here is None or there is None:
            text = (there or here or (Span(0, 0), ""))[1]
            name = _NAMES[RIGHT if there is not None else LEFT]
            html = woven(*(("", text) if name == "right" else (text, "")), _gone(text, name)).whole
            return Box(html, is_amount(text))
        left, right = here[1], there[1]
        if fold_loose(left) == fold_loose(right):
            return Box(markup(right, masks(right)), is_amount(right))
        if is_amount(left) and is_amount(right):
            told = self._figures.get((line.shown.index, there[0].start))
            box = Markup('<b class="figure">{} → {}</b>').format(left.strip(), right.strip())
            return Box(box, number=True, below=_became(told) if told else "")
        return Box(woven(left, right, _inside(row.changes, here[0], there[0])).whole)


_Cells = dict[int, tuple[Span, str]]


def _columns(left: Table, right: Table, pair: TablePair) -> tuple[Column, ...]:
    """Return all columns, those of the right table in its order; one that only the left one has
    stands behind what it follows there.
    """
    to = dict(pair.columns)
    back = {there: here for here, there in pair.columns}
    behind: dict[int, list[int]] = defaultdict(list)
    last = -1
    for here in range(len(left.columns)):
        if here in to:
            last = to[here]
        else:
            behind[last].append(here)
    order: list[tuple[int | None, int | None]] = [(here, None) for here in behind[-1]]
    for there in range(len(right.columns)):
        order += [(back.get(there), there), *((here, None) for here in behind[there])]
    return tuple(
        Column(
            here,
            there,
            (
                left.columns[here] if here is not None else (),
                right.columns[there] if there is not None else (),
            ),
        )
        for here, there in order
    )


def _part(row: Row, which: int) -> TableRow | None:
    """Return the row of a table that is one side of a row."""
    side = (row.left, row.right)[which]
    return side.row if side is not None else None


def _cells(row: Row, which: int) -> _Cells:
    """Return the cells of one side by column: where they stand, and their texts."""
    part = _part(row, which)
    return {cell.place.column: (cell.span, cell.text) for cell in part.cells} if part else {}


def _is_head(row: Row, heads: tuple[int, int]) -> bool:
    """Say whether a row only names columns, which the grid does itself."""
    parts = [_part(row, which) for which in (LEFT, RIGHT)]
    return all(part is None or part.row < most for part, most in zip(parts, heads, strict=True))


def _by_place(found: Comparison) -> dict[tuple[int, int], FigurePair]:
    """Return the figures of tables by the row and the place of the right one."""
    return {
        (one.row, one.right_span.start): one
        for one in found.figures
        if one.column and one.right_span is not None and one.left_row is None
    }


def _became(pair: FigurePair) -> str:
    """Return what became of a number: ＋26.50（＋6.9%）."""
    told = said(pair)
    size = rate(told)
    return f"{change(told)}（{size}）" if size else change(told)


def _inside(changes: Iterable[Change], left: Span, right: Span) -> list[Change]:
    """Return the changes between two cells, counted from where these begin."""
    found = []
    for one in changes:
        here = _within(one.left, left)
        there = _within(one.right, right)
        if here is None or there is None or (here.start == here.end and there.start == there.end):
            continue
        found.append(Change(one.kind, here, there, one.quiet))
    return found


def _within(span: Span, cell: Span) -> Span | None:
    start, end = max(span.start, cell.start), min(span.end, cell.end)
    return Span(start - cell.start, end - cell.start) if start <= end else None


def _gone(text: str, name: str) -> list[Change]:
    """Return a text that only one side has as what became of it."""
    whole, none = Span(0, len(text)), Span(0, 0)
    if name == "right":
        return [Change(ChangeKind.ADDED, none, whole)]
    return [Change(ChangeKind.REMOVED, whole, none)]
