"""Table rows: cells as gathered in, one tab-separated line out, or the cells' own paragraphs.

Tables also frame whole reports (a form with one big cell, an old web page's layout). A row
whose cell holds a longer text is no row of figures, so its paragraphs stay paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.model import LineKind
from index.readers.blocks import Block, Gathering

LONG_CELL = 80  # characters; several paragraphs longer than this are text, not a table cell

_INSIDE_CELL = str.maketrans("\t\n\r\x0b\x0c\x85\u2028\u2029", " " * 8)


def row_of(cells: Sequence[Sequence[Block]]) -> list[Block]:
    """Return one block of kind TABLE, or the blocks of all cells where they hold running text."""
    if len(cells) == 1 or any(_is_running_text(cell) for cell in cells):
        return [block for cell in cells for block in cell if block.cuts or _is_filled(block)]
    row = Gathering()
    for number, cell in enumerate(cells):
        if number:
            row.write("\t")
        filled = False
        for block in cell:
            if filled and _is_filled(block):
                row.write(" ")
            filled = filled or _is_filled(block)
            row.follow(_as_cell(block))
    text = row.text
    if text.strip():
        return [Block(text, kind=LineKind.TABLE, cuts=row.cuts)]
    return [Block(None, cuts=tuple(cut._replace(offset=0) for cut in row.cuts))]


def _as_cell(block: Block) -> Block:
    # Of the same length, so that cuts stay where they are.
    if block.text is None:
        return block
    return Block(
        block.text.translate(_INSIDE_CELL), block.level, block.kind, block.page, block.cuts
    )


def _is_running_text(cell: Sequence[Block]) -> bool:
    if any(block.kind is LineKind.TABLE for block in cell):
        return True
    filled = [block for block in cell if _is_filled(block)]
    return len(filled) > 1 and sum(len(block.text or "") for block in filled) > LONG_CELL


def _is_filled(block: Block) -> bool:
    return bool(block.text and block.text.strip())
