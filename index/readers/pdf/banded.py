"""Rows that no line parts: what stands between two lines of a table may be several rows of it.

In: the lines of each cell of one band. Out: the same by row. Only a column of numbers says that
there are several rows; then the lines of a cell that run on in each other are one, and what
stands beside each other is one row: a number in the middle beside a name of two lines too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from index.readers.pdf.celltext import Piece, runs_on
from index.tables.amounts import is_amount

_ABOVE = 0.6  # of the size: what a line takes up above its baseline; less than the step to the next
_BELOW = 0.05  # the same below it
_SAME = 0.3  # of the size: by how much baselines of one line may differ


class _Item(NamedTuple):
    """Lines of one cell that belong together, and from where to where they reach."""

    top: float
    bottom: float
    cell: int
    lines: tuple[Piece, ...]


def parted_rows(cells: Mapping[int, tuple[Sequence[Piece], float]]) -> list[dict[int, list[Piece]]]:
    """Return the lines of each cell by row. `cells` has the lines of each, and their room."""
    if not any(_counts(lines) for lines, _ in cells.values()):
        return [{cell: list(lines) for cell, (lines, _) in cells.items()}]
    numbers = sorted(
        line.base for lines, _ in cells.values() for line in lines if is_amount(line.text)
    )
    items = sorted(
        item for cell, (lines, room) in cells.items() for item in _items(cell, lines, room, numbers)
    )
    rows: list[dict[int, list[Piece]]] = []
    bottom = float("-inf")
    for item in items:
        if item.top > bottom:
            rows.append({})
        bottom = max(bottom, item.bottom)
        rows[-1].setdefault(item.cell, []).extend(item.lines)
    return rows


def _counts(lines: Sequence[Piece]) -> bool:
    return len(lines) > 1 and all(is_amount(line.text) for line in lines)


def _items(cell: int, lines: Sequence[Piece], room: float, numbers: Sequence[float]) -> list[_Item]:
    found: list[_Item] = []
    for line in lines:
        top, bottom = line.base - _ABOVE * line.size, line.base + _BELOW * line.size
        before = found[-1].lines[-1] if found else None
        # Where each line has a number beside it, each is a name of its own, however long.
        if (
            before is not None
            and not (_beside(before, numbers) and _beside(line, numbers))
            and runs_on(before, line, room)
        ):
            last = found.pop()
            found.append(_Item(last.top, bottom, cell, (*last.lines, line)))
        else:
            found.append(_Item(top, bottom, cell, (line,)))
    return found


def _beside(line: Piece, numbers: Sequence[float]) -> bool:
    """Say whether a number stands on a line's baseline, or is the line."""
    return bisect_left(numbers, line.base - _SAME * line.size) < bisect_right(
        numbers, line.base + _SAME * line.size
    )
