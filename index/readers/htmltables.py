"""Tables of a page: those that hold figures or facts become rows, those that lay a page out do not.

The one place that knows table, row and cell: a table closes with all its cells gathered, each with
its place (`th`, head of the table, colspan, rowspan), and says what becomes of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.cleaning.pagewords import is_about_document
from index.readers.blocks import Block
from index.readers.grid import LONG_CELL, GatheredCell, GatheredRow, blocks_by_row
from index.readers.htmlparts import Box, Hint, Piece, joined, visible

_SPAN = 1000  # columns or rows that a cell may take
_LINKED = 0.6  # of the characters, from which on a table is a list of links
_ABOUT_ROWS = 16  # rows of the longest table of a document's properties
_ABOUT_CELL = 300  # characters in one of its cells


@dataclass(slots=True, eq=False)
class Cell:
    """A cell: its blocks, whether it names a row or column, how many columns and rows it takes.

    Once the table is closed, `filled` are the blocks with words and `text` all words in one line.
    """

    pieces: list[Piece] = field(default_factory=list)
    heads: bool = False
    columns: int = 1
    rows: int = 1
    filled: list[Piece] = field(default_factory=list)
    text: str = ""

    def close(self) -> None:
        """Look at what was gathered."""
        self.filled = [piece for piece in self.pieces if piece.text]
        self.text = joined(self.filled)

    @property
    def runs(self) -> bool:
        """Whether it holds running text."""
        filled = self.filled
        return len(filled) > 1 and sum(len(piece.text) for piece in filled) > LONG_CELL


class Table:
    """A table that is being read: rows and cells as they open, then `pieces` at its end."""

    def __init__(self, attributes: Mapping[str, str], box: Box) -> None:
        self.box = box
        self.caption: list[Piece] = []
        self.rows: list[list[Cell]] = []
        self.nested = False  # a table stands in one of its cells
        self._role = (attributes.get("role") or "").strip().lower()
        self._head = False
        self._row_open = False

    def head(self, *, opens: bool) -> None:
        """Enter or leave the table's head (thead)."""
        self._head = opens

    def row(self, *, opens: bool) -> None:
        """Open or close a row."""
        self._row_open = opens
        if opens:
            self.rows.append([])

    def cell(self, attributes: Mapping[str, str], *, heads: bool) -> list[Piece]:
        """Open a cell and return where its blocks go. Old pages forget to open the row."""
        if not self._row_open and not self.rows:
            self.rows.append([])
        cell = Cell(
            heads=heads or self._head,
            columns=_span(attributes.get("colspan")),
            rows=_span(attributes.get("rowspan")),
        )
        self.rows[-1].append(cell)
        return cell.pieces

    def pieces(self) -> list[Piece]:
        """Return what the table gives: its rows, or the blocks of its cells where it is layout."""
        for row in self.rows:
            for cell in row:
                cell.close()
        if self.is_layout():
            cells = (piece for row in self.rows for cell in row for piece in cell.pieces)
            return [*self.caption, *cells]
        box = Box(self.box, Hint.ABOUT) if self.is_about() else self.box
        blocks = blocks_by_row(map(_gathered, self.rows))
        lines = zip(self.rows, blocks, strict=True)
        return [*self.caption, *(piece for row, found in lines for piece in _line(row, found, box))]

    def is_layout(self) -> bool:
        """Say whether the table only arranges a page."""
        if self._role in ("presentation", "none") or self.nested:
            return True
        rows = [filled for row in self.rows if (filled := [cell for cell in row if cell.filled])]
        wide = [row for row in rows if len(row) > 1]
        cells = [cell for row in rows for cell in row]
        if not wide or any(_is_hinted(cell, self.box) for cell in cells):
            return True
        if any(cell.heads for cell in cells) or self.caption:
            return False
        if any(_has_heading(cell) for cell in cells):
            return True
        total = sum(visible(cell.text) for cell in cells)
        links = sum(piece.links for cell in cells for piece in cell.pieces)
        anchors = sum(piece.anchors for cell in cells for piece in cell.pieces)
        if anchors >= 3 and links >= _LINKED * total:
            return True
        most = max((visible(cell.text) for cell in cells if cell.runs), default=0)
        return most > 0 and (len(wide) == 1 or (len(wide) < 3 and most >= _LINKED * total))

    def is_about(self) -> bool:
        """Say whether the table says what a published document is: labels beside their values."""
        rows = [row for row in self.rows if any(cell.filled for cell in row)]
        if len(rows) > _ABOUT_ROWS:
            return False
        labels = [label for label, _ in self.pairs()]
        sure = sum(is_about_document(label) is True for label in labels)
        begins = sum(is_about_document(row[0].text) is not False for row in rows)
        return (
            sure >= 1
            and len(labels) >= 2
            and begins * 2 >= len(rows)
            and all(len(cell.text) <= _ABOUT_CELL for row in rows for cell in row)
        )

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield the labels of a document's properties with the values beside them."""
        for row in self.rows:
            for label, value in pairwise(row):
                if (
                    len(label.text) <= 12
                    and is_about_document(label.text) is not False
                    and is_about_document(value.text) is not True
                ):
                    yield label.text, value.text


def _gathered(row: list[Cell]) -> GatheredRow:
    filled = [cell for cell in row if cell.filled]
    return GatheredRow(
        tuple(
            GatheredCell(tuple(piece.block for piece in cell.pieces), cell.columns, cell.rows)
            for cell in row
        ),
        heads=len(filled) > 1 and all(cell.heads for cell in filled),
    )


def _line(row: list[Cell], blocks: Sequence[Block], box: Box) -> Iterator[Piece]:
    """Yield what a row gave: one line, or the paragraphs of a cell that holds running text."""
    links = sum(piece.links for cell in row for piece in cell.pieces)
    anchors = sum(piece.anchors for cell in row for piece in cell.pieces)
    for block in blocks:
        share = links if len(blocks) == 1 else 0
        yield Piece(block, box, share, anchors if share else 0)


def _has_heading(cell: Cell) -> bool:
    return any(piece.block.level is not None for piece in cell.filled)


def _is_hinted(cell: Cell, around: Box) -> bool:
    """Say whether a cell holds an element that calls itself the page's text."""
    boxes = {piece.box for piece in cell.filled}
    for inner in boxes:
        box: Box | None = inner
        while box is not None and box is not around:
            if box.hint is Hint.BODY:
                return True
            box = box.parent
    return False


def _span(stated: str | None) -> int:
    digits = (stated or "").strip()
    return min(max(int(digits), 1), _SPAN) if digits.isdecimal() and len(digits) < 6 else 1
