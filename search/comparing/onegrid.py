"""Two tables that are one put into one grid: its columns, and the cells of its rows.

In: a pair of tables and rows of a comparison. Out: columns in the order of the grid with names for
either side and for both in one; cells by column; what became of their numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile

from index.folding import fold_loose
from index.model import Row as TableRow
from index.model import Span, Table
from index.tables.amounts import is_amount
from index.tables.naming import names_codes
from search.comparing.aligning.columns import YEAR, yearless
from search.comparing.model import (
    ColumnsBy,
    Comparison,
    FigurePair,
    Row,
    RowKind,
    TablePair,
)

LEFT, RIGHT = 0, 1
BOTH = "both"
_TO = " → "

Cells = Mapping[int, tuple[Span, str]]
"""The cells of one side of a row by column: where they stand in its text, and their own."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the grid: its places and its names on both sides, outermost first; no place
    and no names where it is not there.
    """

    left: int | None
    right: int | None
    names: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def kind(self) -> str:
        """Of which side it is: both, left_only or right_only."""
        if self.left is None:
            return RowKind.RIGHT_ONLY.value
        return RowKind.LEFT_ONLY.value if self.right is None else BOTH

    @property
    def renamed(self) -> bool:
        """Whether the two sides call it differently."""
        here, there = (fold_loose("/".join(names)) for names in self.names)
        return self.kind == BOTH and here != there

    @property
    def by_year(self) -> bool:
        """Whether they call it the same but for the year."""
        return self.renamed and yearless(self.names[0]) == yearless(self.names[1])

    @property
    def together(self) -> tuple[str, ...]:
        """Its names where both sides stand in one cell: 2023 → 2024年预算数, 基本支出."""
        here, there = self.names
        if not self.renamed:
            return there or here
        if len(here) == len(there):
            return tuple(map(_both, here, there))
        return (" › ".join(here) + _TO + " › ".join(there),)


def columns_of(left: Table, right: Table, pair: TablePair) -> tuple[Column, ...]:
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
        Column(here, there, (_names(left, here), _names(right, there))) for here, there in order
    )


def goes_by(found: Comparison, pair: TablePair) -> ColumnsBy:
    """Return what the columns of two tables went by: without any names only their places tell."""
    tables = found.left_tables[pair.left], found.right_tables[pair.right]
    named = all(any(map(any, table.columns)) for table in tables)
    return found.columns if named else ColumnsBy.PLACE


def part_of(row: Row, which: int) -> TableRow | None:
    """Return the row of a table that is one side of a row."""
    side = (row.left, row.right)[which]
    return side.row if side is not None else None


def cells_of(row: Row, which: int) -> Cells:
    """Return the cells of one side of a row."""
    part = part_of(row, which)
    return {cell.place.column: (cell.span, cell.text) for cell in part.cells} if part else {}


def is_counted(text: str, column: Column) -> bool:
    """Say whether a cell is a number that counts something: a code is none."""
    name = (column.names[RIGHT] or column.names[LEFT] or ("",))[-1]
    return is_amount(text) and not names_codes(name)


def number_of(part: TableRow, table: Table) -> int:
    """Return the number of a row in its table, from 1, heads left out (0 for these)."""
    return max(0, part.row - table.header_rows + 1)


def figures_in(found: Comparison) -> dict[tuple[int, int], FigurePair]:
    """Return the figures of tables that both sides have in one row, by the row and the place of
    the right one.
    """
    return {
        (one.row, one.right_span.start): one
        for one in found.figures
        if one.column and one.right_span is not None and one.left_row is None
    }


def _names(table: Table, place: int | None) -> tuple[str, ...]:
    return table.columns[place] if place is not None else ()


def _both(here: str, there: str) -> str:
    """Return two names as one: what is the same but for its years is said once."""
    if fold_loose(here) == fold_loose(there):
        return there
    years = YEAR.findall(here), YEAR.findall(there)
    if YEAR.split(here) != YEAR.split(there) or not years[0]:
        return f"{here}{_TO}{there}"
    told = iter(map(_years, *years))
    return YEAR.sub(lambda _found: next(told), there)


def _years(here: str, there: str) -> str:
    """Return two years as one: 2023 → 2024年度, 上年 → 2023年."""
    if here == there:
        return there
    if not (here[:1].isdigit() and there[:1].isdigit()):
        return f"{here}{_TO}{there}"
    return f"{''.join(takewhile(str.isdigit, here))}{_TO}{there}"
