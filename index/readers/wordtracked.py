"""Tracked changes in tables of a Word file: deleted rows and cells go, inserted ones stay.

Rows and cells in, the reason for which they are set aside out. What is merged in a tracked way
(w:cellMerge) keeps its text in any case.
"""

from __future__ import annotations

from index.model import Why
from index.readers.blocks import Block, Cut
from index.readers.wordxml import GONE, Element, W, is_on


def why_of_row(row: Element) -> Why | None:
    """Return why a row (w:tr) is to be set aside: deleted, or hidden; None where it stays."""
    properties = row.find(W + "trPr")
    if properties is None:
        return None
    if any(properties.find(tag) is not None for tag in GONE):
        return Why.DELETION
    return Why.MARKUP if is_on(properties.find(W + "hidden")) else None


def why_of_cell(cell: Element) -> Why | None:
    """Return why a cell (w:tc) is to be set aside; None where it stays."""
    return Why.DELETION if cell.find(f"{W}tcPr/{W}cellDel") is not None else None


def as_cut(block: Block, why: Why) -> Block:
    """Return a block of which nothing stays but what was cut, its own text with the rest."""
    cuts = tuple(cut._replace(offset=0) for cut in block.cuts)
    text = (block.text or "").strip()
    return Block(None, cuts=(*cuts, Cut(0, text, why)) if text else cuts)
