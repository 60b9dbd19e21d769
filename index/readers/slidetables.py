"""The grid of a table on a slide: its element in, gathered rows out.

A merged cell says how far it reaches (gridSpan, rowSpan); those that it covers stand in the file as
well, marked as such (hMerge, vMerge), and hold nothing that is shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from index.readers.blocks import Block
from index.readers.grid import WIDEST, GatheredCell, GatheredRow
from index.readers.slidetext import paragraphs
from index.readers.wordxml import DRAWING, Element

_COVERED = ("1", "true")


def gathered_rows(table: Element, page: int) -> Iterator[GatheredRow]:
    """Yield the rows of a table (a:tbl)."""
    for row in table.iterchildren(DRAWING + "tr"):
        yield GatheredRow(
            tuple(
                GatheredCell(_said(cell, page), _count(cell, "gridSpan"), _count(cell, "rowSpan"))
                for cell in row.iterchildren(DRAWING + "tc")
                if cell.get("hMerge") not in _COVERED and cell.get("vMerge") not in _COVERED
            )
        )


def _said(cell: Element, page: int) -> tuple[Block, ...]:
    body = cell.find(DRAWING + "txBody")
    return tuple(paragraphs(body, page)) if body is not None else ()


def _count(cell: Element, name: str) -> int:
    told = cell.get(name) or ""
    return max(1, min(int(told), WIDEST)) if told.isdecimal() and len(told) < 9 else 1
