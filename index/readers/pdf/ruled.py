"""From rules to grids: which cells the lines of a page enclose.

In: rules in reading coordinates. Out: tables of cells that know their row, their column and how
far they reach. Lines are snapped together; places between them that no line parts are one cell.
Where the lines of a table end alike at a side without a line (open tables, as yearbooks print
them), that side is closed all the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from index.readers.pdf.enclosed import Bools, CellBox, RuledTable, enclosed
from index.readers.pdf.rules import Rule

_NEAR = 2.5  # points between lines that are one
_GAP = 3.0  # points by which the pieces of a line may be apart, or miss the line that they meet
_MOST_LINES = 400  # in either direction of one table; a drawing has more
_LEAST_OPEN = 2  # horizontal lines that end alike at an open side
_HIGHER = 1.4  # times its other rows: a row of a table that no upright line parts


def ruled_tables(rules: Iterable[Rule]) -> list[RuledTable]:
    """Return the tables of a page, from the top. Linear in the places between their lines."""
    lines = _joined(rules)
    found = [table for group in _touching(lines) for table in _tables(group)]
    return _stacked(sorted(found, key=lambda table: (table.top, table.left)))


def _stacked(tables: Sequence[RuledTable]) -> list[RuledTable]:
    """Put open tables together that go on below a row which no upright line parts (流动资产：)."""
    found: list[RuledTable] = []
    for table in tables:
        whole = _as_one(found[-1], table) if found else None
        if whole is not None:
            found[-1] = whole
        else:
            found.append(table)
    return found


def _as_one(upper: RuledTable, lower: RuledTable) -> RuledTable | None:
    edges = [_edges(table) for table in (upper, lower)]
    gap = lower.top - upper.bottom
    pitch = min((table.bottom - table.top) / table.rows for table in (upper, lower))
    if not (upper.open and lower.open and _NEAR < gap <= _HIGHER * pitch):
        return None
    if len(edges[0]) != len(edges[1]) or any(
        abs(one - other) > _GAP for one, other in zip(*edges, strict=True)
    ):
        return None
    row = upper.rows
    between = CellBox(*(upper.left, upper.bottom, upper.right, lower.top), row, 0, 1, upper.columns)
    below = (cell._replace(row=cell.row + row + 1) for cell in lower.cells)
    cells = (*upper.cells, between, *_aligned(tuple(below), edges[1], edges[0]))
    return RuledTable(
        cells,
        *(upper.left, upper.top, upper.right, lower.bottom),
        row + 1 + lower.rows,
        upper.columns,
        open=True,
    )


def _aligned(
    cells: Sequence[CellBox], edges: Sequence[float], others: Sequence[float]
) -> Iterator[CellBox]:
    """Move cells to the edges of another table's columns, a hair away."""
    for cell in cells:
        left, right = (
            others[min(range(len(edges)), key=lambda at: abs(edges[at] - edge))]
            for edge in (cell.left, cell.right)
        )
        yield cell._replace(left=left, right=right)


def _edges(table: RuledTable) -> list[float]:
    return _levels(edge for cell in table.cells for edge in (cell.left, cell.right))


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
    sides = _open_sides(lines)
    lines = [*lines, *sides]
    ys = _levels(line.at for line in lines if not line.upright)
    xs = _levels(line.at for line in lines if line.upright)
    if not (2 <= len(ys) <= _MOST_LINES and 2 <= len(xs) <= _MOST_LINES):
        return []
    flat, tall = _drawn(lines, xs, ys)
    return [replace(table, open=bool(sides)) for table in enclosed(xs, ys, flat, tall)]


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
