"""Rows of two tables that are one, put into one grid: side by side, or cell in cell.

In: the lines of a page that follow on each other. Out: the same, with those of tables in grids.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from index.model import Table
from index.tables.naming import names_codes, names_places, says_of_table
from search.comparing.model import Comparison, Row, TablePair
from search.comparing.onegrid import (
    LEFT,
    RIGHT,
    Column,
    cells_of,
    columns_of,
    goes_by,
    number_of,
    part_of,
)
from web.beside.bars import Bar
from web.beside.boxes import Boxes
from web.beside.gridmodel import Cells, Grid, GridLine, Side, is_wide
from web.beside.rows import Rows
from web.beside.sections import Block, Counts, Fold, Item, Line, fold_of
from web.tabling import sums_up

Shown = Item | Grid


@dataclass(frozen=True, slots=True)
class Drawn:
    """A block of the page, its tables in grids; the rest is as in `Block`."""

    bar: Bar | None
    items: tuple[Shown, ...]
    counts: Counts
    folded: bool


class Grids:
    """Puts the rows of a comparison's tables into grids, as `cells` says (None: by their width)."""

    def __init__(self, rows: Rows, cells: Cells | None = None) -> None:
        self._boxes = Boxes(rows)
        self._cells = cells
        self._found = found = rows.comparison
        self._pairs = {(one.left, one.right): one for one in found.tables}
        self._of = (
            {one.left: one for one in found.tables},
            {one.right: one for one in found.tables},
        )
        self._sizes = _sizes(found)
        self._met: set[int] = set()

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
            if found and isinstance(found[-1], Fold):
                found[-1:] = self._above(found[-1], pair)
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
        here, there = part_of(row, LEFT), part_of(row, RIGHT)
        if here is not None and there is not None:
            return self._pairs.get((here.table, there.table))
        if row.left is not None and row.right is not None:
            return None
        for which, part in ((LEFT, here), (RIGHT, there)):
            if part is not None:
                return self._of[which].get(part.table)
        return None

    def _above(self, fold: Fold, pair: TablePair) -> list[Shown]:
        """Return a fold above a grid without the lines at its end that the grid's head says."""
        rows = list(fold.rows)
        while rows and _says_of(rows[-1].shown.row, *self._tables(pair)):
            rows.pop()
        return [fold_of(rows)] if rows else []

    def _tables(self, pair: TablePair) -> tuple[Table, Table]:
        return self._found.left_tables[pair.left], self._found.right_tables[pair.right]

    def _grid(self, pair: TablePair, lines: Sequence[Line], folded: Sequence[Line]) -> Grid:
        left, right = tables = self._tables(pair)
        columns = columns_of(left, right, pair)
        body = [line for line in lines if not _is_head(line.shown.row, tables)]
        counts: dict[str, int] = defaultdict(int)
        for line in body:
            counts[line.shown.kind.value] += 1
        first = pair.right not in self._met
        self._met.add(pair.right)
        together = is_wide(columns) if self._cells is None else self._cells is Cells.TOGETHER
        made = tuple(self._line(line, tables, columns, apart=not together) for line in body)
        here = tuple(one for one in columns if one.left is not None)
        there = tuple(one for one in columns if one.right is not None)
        return Grid(
            Side(pair.left + 1, left, here, self._sizes[LEFT][pair.left]),
            Side(pair.right + 1, right, there, self._sizes[RIGHT][pair.right]),
            columns,
            _labels(columns, made),
            goes_by(self._found, pair),
            together,
            made,
            tuple(counts.items()),
            sum(not _is_head(line.shown.row, tables) for line in folded),
            first,
        )

    def _line(
        self, line: Line, tables: tuple[Table, Table], columns: Sequence[Column], *, apart: bool
    ) -> GridLine:
        index, row = line.shown.index, line.shown.row
        parts = part_of(row, LEFT), part_of(row, RIGHT)
        cells = cells_of(row, RIGHT) or cells_of(row, LEFT)
        first = next((text for _, text in cells.values() if text.strip()), "")
        here, there = (
            number_of(part, table) if part else 0 for part, table in zip(parts, tables, strict=True)
        )
        return GridLine(
            line,
            (here, there),
            self._boxes.own(index, row, LEFT, columns) if apart else (),
            self._boxes.own(index, row, RIGHT, columns) if apart else (),
            self._boxes.both(index, row, columns),
            sums_up(first),
        )


def _labels(columns: Sequence[Column], lines: Sequence[GridLine]) -> int:
    """Return how many of the first columns say what a row is, at least one."""
    for place, column in enumerate(columns):
        name = (column.names[RIGHT] or column.names[LEFT] or ("",))[-1]
        if names_codes(name) or names_places(name):
            continue
        return place + 1 if not any(line.both[place].number for line in lines) else max(1, place)
    return 1


def _sizes(found: Comparison) -> tuple[Counter[int], Counter[int]]:
    """Return how many rows the tables of either side have, heads left out."""
    counted: tuple[Counter[int], Counter[int]] = Counter(), Counter()
    for row in found.rows:
        for which, side, tables in (
            (LEFT, row.left, found.left_tables),
            (RIGHT, row.right, found.right_tables),
        ):
            for part in side.parts if side else ():
                if part.row is not None and number_of(part.row, tables[part.row.table]):
                    counted[which][part.row.table] += 1
    return counted


def _says_of(row: Row, left: Table, right: Table) -> bool:
    """Say whether a row only tells on both sides what the tables are."""
    if row.left is None or row.right is None:
        return False
    return says_of_table(row.left.text, left) and says_of_table(row.right.text, right)


def _is_head(row: Row, tables: tuple[Table, Table]) -> bool:
    """Say whether a row only names columns, which the grid does itself."""
    parts = zip((part_of(row, LEFT), part_of(row, RIGHT)), tables, strict=True)
    return all(part is None or not number_of(part, table) for part, table in parts)
