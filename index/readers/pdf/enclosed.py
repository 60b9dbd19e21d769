"""Which places between crossing lines are cells: those with a line on every side.

In: the lines' levels and which stretches between them are drawn. Out: tables of cells that know
their row, their column and how far they reach. Places between which no line stands are one cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]


class CellBox(NamedTuple):
    """A cell: its box (y downwards), where it stands in the grid, how far it reaches."""

    left: float
    top: float
    right: float
    bottom: float
    row: int
    column: int
    down: int
    across: int


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table that lines draw: its cells by row, then column, and its box.

    `open`: no line closes its sides.
    """

    cells: tuple[CellBox, ...]
    left: float
    top: float
    right: float
    bottom: float
    rows: int
    columns: int
    open: bool = False


def enclosed(
    xs: Sequence[float], ys: Sequence[float], flat: Bools, tall: Bools
) -> list[RuledTable]:
    """Return the tables that cells with a line on every side make."""
    height, width = len(ys) - 1, len(xs) - 1
    parent = list(range(height * width + 1))
    outside = height * width

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for row in range(height):
        for column in range(width):
            here = row * width + column
            if not tall[row, column]:
                parent[root(here)] = root(here - 1 if column else outside)
            if not flat[row, column]:
                parent[root(here)] = root(here - width if row else outside)
            if column == width - 1 and not tall[row, width]:
                parent[root(here)] = root(outside)
            if row == height - 1 and not flat[height, column]:
                parent[root(here)] = root(outside)
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in range(height):
        for column in range(width):
            one = root(row * width + column)
            if one != root(outside):
                places[one].append((row, column))
    cells = [cell for some in places.values() for cell in _cells(some, xs, ys)]
    return [_table(some) for some in _neighbours(cells)]


def _cells(
    places: Sequence[tuple[int, int]], xs: Sequence[float], ys: Sequence[float]
) -> list[CellBox]:
    """Return the cell that some places make; those that are no rectangle are cells of their own."""
    rows, columns = zip(*places, strict=True)
    top, left = min(rows), min(columns)
    down, across = max(rows) - top + 1, max(columns) - left + 1
    if down * across == len(places):
        return [_box(top, left, down, across, xs, ys)]
    return [_box(row, column, 1, 1, xs, ys) for row, column in places]


def _box(
    row: int, column: int, down: int, across: int, xs: Sequence[float], ys: Sequence[float]
) -> CellBox:
    right, bottom = xs[column + across], ys[row + down]
    return CellBox(xs[column], ys[row], right, bottom, row, column, down, across)


def _neighbours(cells: Sequence[CellBox]) -> list[list[CellBox]]:
    """Return the groups of cells that share a side."""
    at: dict[tuple[int, int], int] = {}
    for number, cell in enumerate(cells):
        for row in range(cell.row, cell.row + cell.down):
            for column in range(cell.column, cell.column + cell.across):
                at[row, column] = number
    seen: set[int] = set()
    groups: list[list[CellBox]] = []
    near: dict[int, set[int]] = defaultdict(set)
    for (row, column), number in at.items():
        for other in (at.get((row + 1, column)), at.get((row, column + 1))):
            if other is not None and other != number:
                near[number].add(other)
                near[other].add(number)
    for number in range(len(cells)):
        if number in seen:
            continue
        group, waiting = [], [number]
        seen.add(number)
        while waiting:
            one = waiting.pop()
            group.append(cells[one])
            new = near[one] - seen
            seen |= new
            waiting.extend(new)
        groups.append(group)
    return groups


def _table(cells: Sequence[CellBox]) -> RuledTable:
    """Return a table of its cells, counted from its own first row and column."""
    rows = {at: number for number, at in enumerate(sorted({cell.row for cell in cells}))}
    columns = {at: number for number, at in enumerate(sorted({cell.column for cell in cells}))}
    found = []
    for cell in cells:
        row, column = rows[cell.row], columns[cell.column]
        down = sum(1 for at in rows if cell.row <= at < cell.row + cell.down)
        across = sum(1 for at in columns if cell.column <= at < cell.column + cell.across)
        found.append(cell._replace(row=row, column=column, down=down, across=across))
    found.sort(key=lambda cell: (cell.row, cell.column))
    return RuledTable(
        tuple(found),
        min(cell.left for cell in found),
        min(cell.top for cell in found),
        max(cell.right for cell in found),
        max(cell.bottom for cell in found),
        len(rows),
        len(columns),
    )
