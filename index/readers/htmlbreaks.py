"""Page breaks in a page that a word processor wrote: a sentence runs over them.

Word sets them as a line break with a style, LibreOffice as a style of the next paragraph. Whether
a sentence goes on is told as in Word files (`breaks`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from index.model import LineKind
from index.readers.blocks import Gathering
from index.readers.breaks import goes_on, goes_on_below, is_running_text
from index.readers.htmlparts import Piece

_BREAKS = re.compile(r"(?:page-)?break-before\s*:\s*(?:always|page)", re.IGNORECASE)


class PageBreaks:
    """The page break that was seen last, until a block follows it."""

    def __init__(self) -> None:
        self._seen = False
        self._inside = False  # in the middle of a paragraph
        self._in_text = False  # running text has begun

    def look(self, element: Any, *, inside: bool) -> None:
        """Note that an element begins a page; `inside` says that words stand before it in its
        paragraph.
        """
        style = element.get("style")
        if style and _BREAKS.search(style):
            self._seen, self._inside = True, inside

    def joined(self, before: Piece | None, piece: Piece) -> Piece | None:
        """Return a block together with the one before it, with whose sentence it goes on; None
        where it is one of its own.
        """
        if piece.block.text is None:
            return None
        broken, self._seen = self._seen, False
        found = None
        if broken and before is not None and _may_join(before, piece):
            goes = (
                goes_on(before.text, piece.text)
                if self._inside
                else goes_on_below(before.text, piece.text, in_text=self._in_text)
            )
            found = _one(before, piece) if goes else None
        self._in_text = self._in_text or is_running_text((found or piece).text)
        return found


def _may_join(before: Piece, piece: Piece) -> bool:
    return before.box is piece.box and all(
        one.block.text is not None and one.block.level is None and one.block.kind is LineKind.TEXT
        for one in (before, piece)
    )


def _one(before: Piece, piece: Piece) -> Piece:
    gathered = Gathering()
    gathered.follow(before.block)
    gathered.follow(piece.block)
    return replace(
        before,
        block=replace(before.block, text=gathered.text, cuts=gathered.cuts),
        links=before.links + piece.links,
        anchors=before.anchors + piece.anchors,
        file=before.file or piece.file,
    )
