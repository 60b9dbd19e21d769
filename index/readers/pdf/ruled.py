"""From rules to grids: which cells the lines of a page enclose.

In: rules in reading coordinates. Out: tables of cells that know their row, their column and how
far they reach. Lines are snapped together; places between them that no line parts are one cell.
Where the lines of a table end alike at a side without a line (open tables, as yearbooks print
them), that side is closed all the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.readers.pdf.rules import Rule

_NEAR = 2.5  # points between lines that are one
_GAP = 3.0  # points by which the pieces of a line may be apart, or miss the line that they meet
_MOST_LINES = 400  # in either direction of one table; a drawing has more
_LEAST_OPEN = 3  # horizontal lines that end alike at an open side

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
    """A table that lines draw: its cells by row, then column, and its box."""

    cells: tuple[CellBox, ...]
    left: float
    top: float
    right: float
    bottom: float
    rows: int
    columns: int


def ruled_tables(rules: Iterable[Rule]) -> list[RuledTable]:
    """Return the tables of a page, from the top. Linear in the places between their lines."""
    lines = _joined(rules)
    found = [table for group in _touching(lines) for table in _tables(group)]
    return sorted(found, key=lambda table: (table.top, table.left))


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Snap rules that stand beside each other and join those that follow each other."""
    found: list[Rule] = []
    for upright in (False, True):
        levels: list[list[Rule]] = []
        for rule in sorted(
            (one for one in rules if one.upright is upright), key=lambda one: one.at
        ):
            if levels and rule.at - levels[-1][-1].at <= _NEAR:
                levels[-1].append(rule)
            else:
                levels.append([rule])
        for level in levels:
            at = sum(one.at for one in level) / len(level)
            level.sort(key=lambda one: one.start)
            start, end = level[0].start, level[0].end
            for one in level[1:]:
                if one.start <= end + _GAP:
                    end = max(end, one.end)
                else:
                    found.append(Rule(upright, at, start, end))
                    start, end = one.start, one.end
            found.append(Rule(upright, at, start, end))
    return found


def _touching(lines: Sequence[Rule]) -> list[list[Rule]]:
    """Return the groups of lines that cross or meet each other."""
    parent = list(range(len(lines)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    level = [index for index, line in enumerate(lines) if not line.upright]
    upright = [index for index, line in enumerate(lines) if line.upright]
    if not level or not upright or len(lines) > 4 * _MOST_LINES:
        return []
    flat = np.array([lines[index][1:] for index in level])
    tall = np.array([lines[index][1:] for index in upright])
    meets = (
        (tall[None, :, 0] >= flat[:, None, 1] - _GAP)
        & (tall[None, :, 0] <= flat[:, None, 2] + _GAP)
        & (flat[:, None, 0] >= tall[None, :, 1] - _GAP)
        & (flat[:, None, 0] <= tall[None, :, 2] + _GAP)
    )
    for one, other in zip(*np.nonzero(meets), strict=True):
        parent[root(level[one])] = root(upright[other])
    groups: dict[int, list[Rule]] = defaultdict(list)
    for index, line in enumerate(lines):
        groups[root(index)].append(line)
    return [group for group in groups.values() if len(group) > 2]


def _tables(lines: Sequence[Rule]) -> list[RuledTable]:
    lines = [*lines, *_open_sides(lines)]
    ys = _levels(line.at for line in lines if not line.upright)
    xs = _levels(line.at for line in lines if line.upright)
    if not (2 <= len(ys) <= _MOST_LINES and 2 <= len(xs) <= _MOST_LINES):
        return []
    flat, tall = _drawn(lines, xs, ys)
    return _enclosed(xs, ys, flat, tall)


def _open_sides(lines: Sequence[Rule]) -> list[Rule]:
    """Return lines that close the sides at which the level lines of a table end alike."""
    level = [line for line in lines if not line.upright]
    found: list[Rule] = []
    for name in ("start", "end"):
        ends: dict[int, list[Rule]] = defaultdict(list)
        for line in level:
            ends[round(getattr(line, name) / _GAP)].append(line)
        for some in ends.values():
            if len(some) < _LEAST_OPEN:
                continue
            at = sum(getattr(line, name) for line in some) / len(some)
            found.append(Rule(True, at, min(one.at for one in some), max(one.at for one in some)))
    upright = [line for line in lines if line.upright]
    return [line for line in found if not any(abs(one.at - line.at) <= 2 * _GAP for one in upright)]


def _levels(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _drawn(lines: Sequence[Rule], xs: Sequence[float], ys: Sequence[float]) -> tuple[Bools, Bools]:
    """Say which stretches between crossing places are drawn.

    `flat[y, x]`: from xs[x] to xs[x + 1] at ys[y]; `tall[y, x]`: from ys[y] to ys[y + 1] at xs[x].
    """
    flat = np.zeros((len(ys), len(xs) - 1), np.bool_)
    tall = np.zeros((len(ys) - 1, len(xs)), np.bool_)
    across, down = np.array(xs), np.array(ys)
    for line in lines:
        marks, levels = (down, across) if line.upright else (across, down)
        at = int(np.abs(levels - line.at).argmin())
        first = int(np.searchsorted(marks, line.start - _GAP))
        last = int(np.searchsorted(marks, line.end + _GAP, side="right")) - 1
        if line.upright:
            tall[first:last, at] = True
        else:
            flat[at, first:last] = True
    return flat, tall


def _enclosed(
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
