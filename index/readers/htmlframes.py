"""The tables, rows and cells of a page that are open, and where the blocks go meanwhile."""

from __future__ import annotations

from collections.abc import Mapping

from index.readers.htmlparts import Box, Hint, Piece
from index.readers.htmltables import Table

DEEPEST = 8  # tables in tables; what is nested deeper is laid out, never a table


class Frames:
    """Open tables of a page. Blocks go to the innermost cell, or to the page.

    `about` are the properties of the document that its table states, `boxes` the boxes that tables
    of this kind made.
    """

    def __init__(self) -> None:
        self.about: list[tuple[str, str]] = []
        self.boxes: list[Box] = []
        self._places: list[list[Piece]] = [[]]  # of the page, and of each open cell
        self._tables: list[Table] = []
        self._open: list[str] = []

    @property
    def pieces(self) -> list[Piece]:
        """The blocks of the page, once all is closed."""
        return self._places[0]

    def add(self, piece: Piece) -> None:
        """Take the next block."""
        self._places[-1].append(piece)

    @property
    def last(self) -> Piece | None:
        """The block taken last, where the next one goes too."""
        return self._places[-1][-1] if self._places[-1] else None

    def replace_last(self, piece: Piece) -> None:
        """Take a block in place of the last one."""
        self._places[-1][-1] = piece

    def open(self, tag: str, attributes: Mapping[str, str], box: Box) -> str:
        """Open an element; return what is to be closed at its end, "" where it is no frame."""
        within = self._open[-1] if self._open else ""
        if tag == "table" or (tag == "tr" and within not in ("table", "row")):
            return self._open_table(tag, attributes, box)
        if tag == "tr" and within == "table":
            self._tables[-1].row(opens=True)
            self._open.append("row")
            return "row"
        if tag in ("td", "th") and within in ("table", "row"):
            self._places.append(self._tables[-1].cell(attributes, heads=tag == "th"))
            self._open.append("cell")
            return "cell"
        if tag == "caption" and within == "table":
            self._places.append(self._tables[-1].caption)
            self._open.append("caption")
            return "caption"
        if tag == "thead" and within == "table":
            self._tables[-1].head(opens=True)
            return "thead"
        return ""

    def _open_table(self, tag: str, attributes: Mapping[str, str], box: Box) -> str:
        if len(self._tables) >= DEEPEST:
            return ""
        if self._tables:
            self._tables[-1].nested = True
        self._tables.append(Table(attributes if tag == "table" else {}, box))
        self._open.append("table")
        if tag == "table":
            return "table"
        self._tables[-1].row(opens=True)  # a row that stands in no table
        self._open.append("row")
        return "lone row"

    def close(self, frame: str) -> None:
        """Close what `open` returned."""
        if frame == "thead":
            self._tables[-1].head(opens=False)
        elif frame in ("cell", "caption"):
            self._open.pop()
            self._places.pop()
        elif frame == "row":
            self._open.pop()
            self._tables[-1].row(opens=False)
        elif frame == "lone row":
            del self._open[-2:]
            self._close_table()
        elif frame == "table":
            self._open.pop()
            self._close_table()

    def _close_table(self) -> None:
        table = self._tables.pop()
        found = table.pieces()
        about = {piece.box for piece in found if piece.box.hint is Hint.ABOUT} - set(self.boxes)
        if about:
            self.about.extend(table.pairs())
            self.boxes.extend(about)
        self._places[-1].extend(found)
