"""The rows of a table put back into their grid, for a page: blocks in, tables and blocks out.

Merged cells keep their reach, places without a cell are filled with blank ones, and the lines
that say what a table is called move into its head. Nothing is computed from the numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from index.model import Table
from index.tables.amounts import is_amount
from index.tables.naming import plain_name, says_of_table
from search.model import TableLine
from web.filters import Mark, masks
from web.reading import Block, in_cells

_TOTAL = re.compile(
    r"[一二三四五六七八九十、（）()]*(?:本[年级])?(?:合\s*计|总\s*计|收入总计|支出总计)"
)
_ABOVE = 4  # blocks above a table that may say what it is


@dataclass(frozen=True, slots=True)
class CellShown:
    """A cell: its markup, over how many columns and rows it reaches, whether it is a number."""

    html: Markup
    across: int = 1
    down: int = 1
    number: bool = False


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row with the passage it is; `total` says that it sums the others up."""

    index: int
    cells: tuple[CellShown, ...]
    total: bool
    holds_current: bool


@dataclass(frozen=True, slots=True)
class TableShown:
    """A table, or the part of it that stands here.

    `number` counts the report's tables from 1, `above` are the lines that say what it is;
    `later` says that its head stands further up.
    """

    number: int
    table: Table
    above: tuple[Block, ...]
    head: tuple[RowShown, ...]
    body: tuple[RowShown, ...]
    later: bool

    @property
    def index(self) -> int:
        """The passage of its first row."""
        return (*self.head, *self.body)[0].index

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.table.columns)


Shown = Block | TableShown


def with_tables(blocks: Sequence[Block], tables: Sequence[Table]) -> list[Shown]:
    """Return blocks with the rows of each table gathered into it, in reading order."""
    found: list[Shown] = []
    seen: set[int] = set()
    at = 0
    while at < len(blocks):
        row = blocks[at].row
        if row is None:
            found.append(blocks[at])
            at += 1
            continue
        end = at
        while end < len(blocks) and (one := blocks[end].row) and one.table == row.table:
            end += 1
        later = row.table in seen
        table = tables[row.table]
        above = () if later else _taken_above(found, table)
        found.append(_shown(blocks[at:end], row.table, table, above, later=later))
        seen.add(row.table)
        at = end
    return found


def rows_shown(
    lines: Sequence[TableLine], width: int, marks: Sequence[Mark] = (), *, current: bool = False
) -> tuple[RowShown, ...]:
    """Return some rows of a table by themselves; `marks` are of the one row that is current."""
    blocks = [
        Block(
            line.index,
            line.text,
            Markup(),
            level=0,
            runs_on=False,
            tabbed=False,
            holds_current=current,
            row=line.row,
            cells=in_cells(line.text, line.row, [*marks, *masks(line.text)]),
        )
        for line in lines
    ]
    return _rows(blocks, width)


def sums_up(first: str) -> bool:
    """Say by its first words whether a row sums the others up."""
    return _TOTAL.fullmatch(plain_name(first)) is not None


def _taken_above(found: list[Shown], table: Table) -> tuple[Block, ...]:
    """Take the lines that say what a table is off the end of what stands above it."""
    taken: list[Block] = []
    while found and len(taken) < _ABOVE:
        block = found[-1]
        if isinstance(block, TableShown) or block.level or not says_of_table(block.text, table):
            break
        taken.append(block)
        found.pop()
    return tuple(reversed(taken))


def _shown(
    blocks: Sequence[Block], number: int, table: Table, above: tuple[Block, ...], *, later: bool
) -> TableShown:
    heads = sum(1 for block in blocks if block.row and block.row.row < table.header_rows)
    width = len(table.columns)
    return TableShown(
        number + 1,
        table,
        above,
        _rows(blocks[:heads], width),
        _rows(blocks[heads:], width),
        later,
    )


def _rows(blocks: Sequence[Block], width: int) -> tuple[RowShown, ...]:
    taken: dict[int, int] = {}  # column → the row up to which a cell from above takes it
    found: list[RowShown] = []
    for at, block in enumerate(blocks):
        cells: list[CellShown] = []
        column = 0
        row = block.row
        for cell, html in zip(row.cells if row else (), block.cells, strict=True):
            cells += _blank(column, cell.place.column, taken, at)
            down = min(cell.place.down, len(blocks) - at)
            column = cell.place.column + cell.place.across
            if down > 1:
                taken.update(dict.fromkeys(range(cell.place.column, column), at + down))
            cells.append(CellShown(html, cell.place.across, down, is_amount(cell.text)))
        cells += _blank(column, width, taken, at)
        first = next((cell.text for cell in row.cells if cell.text.strip()), "") if row else ""
        found.append(RowShown(block.index, tuple(cells), sums_up(first), block.holds_current))
    return tuple(found)


def _blank(start: int, end: int, taken: dict[int, int], row: int) -> list[CellShown]:
    """Return a blank cell for each column up to `end` in which none stands."""
    return [CellShown(Markup()) for column in range(start, end) if taken.get(column, 0) <= row]
