"""What a table says: which rows name its columns, what it is called, what its numbers count in.

In: the rows of one table as their cells' texts and places, and the lines above it. Out: the
`Table` and, for every row, the names and measures of its cells. Nothing is known of formats.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.model import Cell, CellPlace, Table
from index.tables.grid import Grid, GridRow
from index.tables.header import column_names, header_rows
from index.tables.naming import caption_in, measure_in, measure_of_column
from index.tables.units import measures

__all__ = ["GridRow", "cells_of", "understand"]


def understand(rows: Sequence[GridRow], above: Sequence[str]) -> Table:
    """Say what a table is, from its rows and the lines above it (the nearest one last)."""
    grid = Grid(tuple(rows))
    heads = header_rows(grid)
    return Table(caption_in(above), measure_in(above), column_names(grid, heads), heads)


def cells_of(
    row: GridRow, places: Sequence[CellPlace], table: Table, *, head: bool
) -> tuple[Cell, ...]:
    """Return the cells of a row with what the table says of them.

    `places` are those of the cells in the passage. Cells of header rows have no column; a cell that
    reaches over several columns has the names that all of them share.
    """
    if head:
        return tuple(Cell(text, place) for text, place in zip(row.texts, places, strict=True))
    columns = [table.names(place) for place in places]
    counted = [_counted(table, place) for place in places]
    told = measures(row.texts, counted, table.measure)
    return tuple(
        Cell(text, place, column, measure)
        for text, place, column, measure in zip(row.texts, places, columns, told, strict=True)
    )


def _counted(table: Table, place: CellPlace) -> tuple[str, ...]:
    """Return the names that say what a cell counts in: one measure in all columns is its measure,
    whatever else they are called.
    """
    covered = table.covered(place)
    same = len({measure_of_column(path) for path in covered}) == 1
    return covered[0] if same else table.names(place)
