"""The grid of a Word table: which cells begin in which row, and how far they reach.

Elements in, gathered rows out; what a cell says is read by the caller. A cell that continues the
one above it (w:vMerge) is part of that one. Rows and cells that were deleted leave only their cuts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from index.model import Why
from index.readers.blocks import Block, Cut
from index.readers.grid import WIDEST, GatheredCell, GatheredRow
from index.readers.wordtracked import why_of_cell, why_of_row
from index.readers.wordxml import GONE, Element, W, is_on, number, unwrapped, value

_Read = Callable[[Element, Why | None], Iterable[Block]]


@dataclass(slots=True)
class _Cell:
    blocks: list[Block]
    across: int
    down: int = 1

    def gathered(self) -> GatheredCell:
        return GatheredCell(tuple(self.blocks), self.across, self.down)


@dataclass(slots=True)
class _Row:
    cells: list[_Cell]
    heads: bool = False
    ahead: int = 0

    def gathered(self) -> GatheredRow:
        return GatheredRow(tuple(cell.gathered() for cell in self.cells), self.heads, self.ahead)


def gathered_rows(table: Element, read: _Read) -> list[GatheredRow]:
    """Return the rows of a table.

    `read` gives the blocks of a cell; with a reason, as what was cut from the text for it.
    """
    found: list[_Row] = []
    reaching: dict[int, _Cell] = {}  # column → the cell that reaches down to here
    for row, why in _rows(table):
        if why is None:
            found.append(_row(row, reaching, read))
        else:
            found.append(_Row([_Cell([_gone(row, why, read)], 1)]))
    return [row.gathered() for row in found]


def _gone(row: Element, why: Why, read: _Read) -> Block:
    """Return what is left of a row that is set aside: its cells as one cut, others as they are."""
    cells: list[str] = []
    others: list[Cut] = []
    for cell in _cells(row):
        cuts = [cut for block in read(cell, why) for cut in block.cuts]
        cells.append(" ".join(cut.text for cut in cuts if cut.why is why))
        others += [cut for cut in cuts if cut.why is not why]
    text = "\t".join(cells)
    return Block(None, cuts=(*([Cut(0, text, why)] if text.strip() else []), *others))


def _rows(table: Element) -> Iterator[tuple[Element, Why | None]]:
    """Yield rows, and why each is to be set aside (None: it stays)."""
    for child in unwrapped(table):
        if child.tag == W + "tr":
            yield child, why_of_row(child)
        elif child.tag in GONE:
            for row, _ in _rows(child):
                yield row, Why.DELETION


def _cells(row: Element) -> Iterator[Element]:
    return (child for child in unwrapped(row) if child.tag == W + "tc")


def _row(row: Element, reaching: dict[int, _Cell], read: _Read) -> _Row:
    """Return a row; `reaching` becomes the cells that reach down into the next one."""
    properties = row.find(W + "trPr")
    found = _Row(
        [],
        properties is not None and is_on(properties.find(W + "tblHeader")),
        _count(properties, "gridBefore", least=0),
    )
    at = found.ahead
    below: dict[int, _Cell] = {}
    waiting: list[Block] = []  # what was cut from deleted cells before the first one that stays
    for element in _cells(row):
        why = why_of_cell(element)
        blocks = list(read(element, why))
        if why is not None:
            (found.cells[-1].blocks if found.cells else waiting).extend(blocks)
            continue
        inside = element.find(W + "tcPr")
        across = _count(inside, "gridSpan", least=1)
        merge = inside.find(W + "vMerge") if inside is not None else None
        above = reaching.get(at)
        if merge is not None and value(merge) != "restart" and above is not None:
            above.down += 1
            above.blocks += _said(blocks)
            below[at] = above
        elif found.cells and _goes_on_across(inside):
            found.cells[-1].across += across
            found.cells[-1].blocks += _said(blocks)
        else:
            cell = _Cell([*waiting, *blocks], across)
            waiting = []
            found.cells.append(cell)
            if merge is not None:
                below[at] = cell
        at += across
    if waiting:
        found.cells.append(_Cell(waiting, 1))
    reaching.clear()
    reaching.update(below)
    return found


def _goes_on_across(properties: Element | None) -> bool:
    """Say whether a cell is part of the one at its left, as older programs write it (w:hMerge)."""
    merge = properties.find(W + "hMerge") if properties is not None else None
    return merge is not None and value(merge) != "restart"


def _said(blocks: Iterable[Block]) -> list[Block]:
    return [one for one in blocks if one.cuts or (one.text or "").strip()]


def _count(properties: Element | None, name: str, *, least: int) -> int:
    told = number(properties.find(W + name)) if properties is not None else None
    return min(max(told or least, least), WIDEST)
