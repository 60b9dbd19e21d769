"""A page's blocks with what their words and links say of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.cleaning.pagelines import is_furniture
from index.cleaning.shapes import ends_sentence, starts_item
from index.model import LineKind
from index.readers.htmlparts import Hint, Piece, visible

_LINKED = 0.5  # of a block's characters, from which on it is links
_LINKED_ROW = 0.9  # … of a row's, which names what it leads to
_STOPS = re.compile("[。！？；，、：]")
_ATTACHED = re.compile(r"附[件表图]|[\d１-９]{1,2}\s*[.．、]")
_DASHES = "—－"


@dataclass(slots=True)
class Word:
    """One block: its piece, its words, how many can be seen.

    `furniture`: made of the words that pages put around a text. `reports`: of the kind that reports
    are made of, sentences, headings, rows.
    """

    piece: Piece
    text: str
    seen: int
    furniture: bool
    reports: bool

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.piece.block.kind is LineKind.TABLE

    @property
    def is_prose(self) -> bool:
        """Whether it is of the report's kind, and no row: rows also stand in navigation."""
        return self.reports and not self.is_row

    @property
    def is_linked(self) -> bool:
        """Whether it is links to other pages; a file to download is the report's."""
        piece = self.piece
        if not _leads(piece, self.seen):
            return False
        if piece.block.level == 1 or piece.file:
            return False
        return not (piece.anchors == 1 and _ATTACHED.match(self.text))

    @property
    def inside(self) -> bool:
        """Whether it stands in the element that holds the text."""
        return self.piece.box.inside

    @property
    def level(self) -> int | None:
        """The level of the heading that it is."""
        return self.piece.block.level


def words_in(pieces: Sequence[Piece]) -> list[Word]:
    """Return the blocks of a page with what they say."""
    found = []
    for piece in pieces:
        text = piece.text
        seen = visible(text)
        furniture = is_furniture(text)
        reports = not furniture and _reports(piece, text, seen)
        found.append(Word(piece, text, seen, furniture, reports))
    return found


def _leads(piece: Piece, seen: int) -> bool:
    row = piece.block.kind is LineKind.TABLE
    return piece.links > 0 and piece.links >= (_LINKED_ROW if row else _LINKED) * seen


def _reports(piece: Piece, text: str, seen: int) -> bool:
    if not seen or _leads(piece, seen):
        return False
    if piece.block.kind is LineKind.TABLE:
        return piece.box.hint is not Hint.ABOUT
    if starts_item(text) and text[0] not in _DASHES and seen >= 4:
        return True
    return bool(
        (ends_sentence(text) and seen >= 6 and not text.endswith(("：", ":", "…")))
        or ("，" in text and seen >= 15)
        or (seen >= 40 and _STOPS.search(text))
    )
