"""A table with its place on a page, and how it goes on on the next page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.readers.blocks import Block
from index.readers.grid import GatheredCell, GatheredRow, table_blocks
from index.readers.pdf.celltext import Piece, joined, runs_on
from index.tables.amounts import is_amount

_SAME = 3.5  # points by which the lines of one column may waver from page to page
_HEADS = 6  # rows of a head that the next page may repeat


@dataclass(frozen=True, slots=True)
class CellText:
    """The lines of a cell as they stand, and how wide they may be, in points."""

    lines: tuple[Piece, ...]
    width: float


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row, and the lines of each of its cells where those are known."""

    row: GatheredRow
    texts: tuple[CellText, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """What its cells say."""
        return tuple(cell.text for cell in self.row.cells)


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table's rows and its box on the page, in points (y downwards).

    `edges` are where its columns begin, and where the last one ends; none where nobody knows.
    """

    left: float
    top: float
    right: float
    bottom: float
    rows: tuple[PlacedRow, ...]
    edges: tuple[float, ...] = ()

    def blocks(self, page: int) -> tuple[Block, ...]:
        """Return the table as blocks of a page."""
        return tuple(
            Block(one.text, one.level, one.kind, page, one.cuts, None, one.row)
            for one in table_blocks(row.row for row in self.rows)
        )


def fitted(table: PlacedTable, before: PlacedTable) -> PlacedTable:
    """Return a table with the columns of the one before, whose lines it shares.

    A page that holds the last rows alone (合计 over four columns) draws fewer lines. Where a line
    of it stands elsewhere it is a table of its own, and stays as it is.
    """
    if len(table.edges) < 2 or len(table.edges) >= len(before.edges):
        return table
    places = [_place(edge, before.edges) for edge in table.edges]
    known = [place for place in places if place is not None]
    ends = known[:1] == [0] and known[-1:] == [len(before.edges) - 1]
    if len(known) != len(places) or not ends:
        return table
    steps = [end - start for start, end in pairwise(known)]
    rows = tuple(replace(one, row=_widened(one.row, steps)) for one in table.rows)
    return replace(table, rows=rows, edges=before.edges)


def mended(
    before: PlacedTable, table: PlacedTable, heads: Sequence[PlacedRow]
) -> tuple[PlacedTable, PlacedTable] | None:
    """Put a row together that a page break parts; None where none is.

    `heads` are the first rows of the whole table, which the next page may repeat. Returns the
    table before with the whole of its last row, and the table without what belonged to it.
    """
    again = 0
    while again < min(len(heads), len(table.rows)) and (
        table.rows[again].words == heads[again].words
    ):
        again += 1
    if again == len(table.rows) or not before.rows:
        return None
    last, rest = before.rows[-1], table.rows[again]
    if not _goes_on(last, rest):
        return None
    whole = tuple(
        CellText((*above.lines, *below.lines), above.width)
        for above, below in zip(last.texts, rest.texts, strict=True)
    )
    cells = tuple(
        replace(cell, blocks=(Block(joined(text.lines, text.width)),))
        for cell, text in zip(last.row.cells, whole, strict=True)
    )
    row = PlacedRow(replace(last.row, cells=cells), whole)
    return (
        replace(before, rows=(*before.rows[:-1], row)),
        replace(table, rows=(*table.rows[:again], *table.rows[again + 1 :])),
    )


def heads_of(table: PlacedTable) -> tuple[PlacedRow, ...]:
    """Return the rows that a later page may repeat."""
    return table.rows[:_HEADS]


def _goes_on(last: PlacedRow, rest: PlacedRow) -> bool:
    """Say whether the cells of a row that have text only go on with those of the last one.

    A number is whole where it stands: nothing goes on with it.
    """
    if not rest.texts or len(rest.texts) != len(last.texts):
        return False
    pairs = list(zip(last.texts, rest.texts, strict=True))
    filled = [(above, below) for above, below in pairs if below.lines]
    return (
        0 < len(filled) < sum(1 for above, _ in pairs if above.lines)
        and all(above.lines for above, _ in filled)
        and not any(
            is_amount(above.lines[-1].text) or is_amount(below.lines[0].text)
            for above, below in filled
        )
        and all(runs_on(above.lines[-1], below.lines[0], above.width) for above, below in filled)
    )


def _place(edge: float, edges: Sequence[float]) -> int | None:
    near = min(range(len(edges)), key=lambda at: abs(edges[at] - edge))
    return near if abs(edges[near] - edge) <= _SAME else None


def _widened(row: GatheredRow, steps: Sequence[int]) -> GatheredRow:
    """Return a row whose columns are so many columns of the other table."""
    at = row.ahead
    cells: list[GatheredCell] = []
    for cell in row.cells:
        cells.append(replace(cell, across=sum(steps[at : at + cell.across])))
        at += cell.across
    return replace(row, cells=tuple(cells), ahead=sum(steps[: row.ahead]))
