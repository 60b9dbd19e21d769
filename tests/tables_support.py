"""Tables for tests, drawn as text: a line a row, `|` between cells.

`<` goes on with the cell at its left, `^` with the one above it.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.model import FileFacts, Source
from index.readers.blocks import Block, source_of
from index.readers.grid import GatheredCell, GatheredRow, table_blocks
from index.settings import LIMITS


def drawn_table(drawing: str, *, page: int = 0, heads: int = 0) -> list[Block]:
    """Return the blocks of a drawn table; its first `heads` rows are marked as heads."""
    lines = [line for line in drawing.strip().splitlines() if line.strip()]
    grid = [[cell.strip() for cell in line.strip().split("|")] for line in lines]
    rows = []
    for at, row in enumerate(grid):
        cells = []
        for column, text in enumerate(row):
            if text in ("<", "^"):
                continue
            across = 1
            while row[column + across : column + across + 1] == ["<"]:
                across += 1
            down = 1
            while at + down < len(grid) and grid[at + down][column : column + 1] == ["^"]:
                down += 1
            cells.append(GatheredCell((Block(text, page=page),), across, down))
        rows.append(GatheredRow(tuple(cells), heads=at < heads))
    return table_blocks(rows)


def report_of(*pieces: str | Sequence[Block], page: int = 0) -> Source:
    """Return the source of lines of text and tables, in order."""
    blocks: list[Block] = []
    for piece in pieces:
        if isinstance(piece, str):
            blocks += [Block(line, page=page) for line in piece.split("\n")]
        else:
            blocks += piece
    return source_of(blocks, FileFacts(), name="总结.docx", limits=LIMITS)
