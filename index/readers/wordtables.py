"""The grid of a Word table: which cells begin in which row, and how far they reach.

Elements in, gathered rows out; what a cell says is read by the caller. A cell that continues the
one above it (w:vMerge) is part of that one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from index.readers.blocks import Block
from index.readers.grid import WIDEST, GatheredCell, GatheredRow
from index.readers.wordxml import Element, W, is_on, number, unwrapped, value


@dataclass(slots=True)
class _Cell:
    blocks: list[Block]
    across: int
    down: int = 1

    def gathered(self) -> GatheredCell:
        return GatheredCell(tuple(self.blocks), self.across, self.down)


def gathered_rows(table: Element, read: Callable[[Element], Iterable[Block]]) -> list[GatheredRow]:
    """Return the rows of a table; `read` gives the blocks of one cell."""
    found: list[tuple[list[_Cell], bool, int]] = []
    reaching: dict[int, _Cell] = {}  # column → the cell that reaches down to here
    for row in unwrapped(table):
        if row.tag != W + "tr":
            continue
        properties = row.find(W + "trPr")
        ahead = _count(properties, "gridBefore", least=0)
        at = ahead
        cells: list[_Cell] = []
        below: dict[int, _Cell] = {}
        for element in unwrapped(row):
            if element.tag != W + "tc":
                continue
            inside = element.find(W + "tcPr")
            across = _count(inside, "gridSpan", least=1)
            blocks = list(read(element))
            merge = inside.find(W + "vMerge") if inside is not None else None
            above = reaching.get(at)
            if merge is not None and value(merge) != "restart" and above is not None:
                above.down += 1
                above.blocks += [one for one in blocks if one.cuts or (one.text or "").strip()]
                below[at] = above
            else:
                cell = _Cell(blocks, across)
                cells.append(cell)
                if merge is not None:
                    below[at] = cell
            at += across
        reaching = below
        heads = properties is not None and is_on(properties.find(W + "tblHeader"))
        found.append((cells, heads, ahead))
    return [
        GatheredRow(tuple(cell.gathered() for cell in cells), heads, ahead)
        for cells, heads, ahead in found
    ]


def _count(properties: Element | None, name: str, *, least: int) -> int:
    told = number(properties.find(W + name)) if properties is not None else None
    return min(max(told or least, least), WIDEST)
