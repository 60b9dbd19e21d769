"""The line of a page that is growing: its words with white space collapsed, and its links."""

from __future__ import annotations

import re

from index.model import Why
from index.readers.blocks import Block, Cut, Gathering
from index.readers.htmlparts import Box, Piece, visible
from index.readers.raised import TAIL

_SPACE = re.compile("[ \t\n\r\f]+")
_OTHER_BREAKS = str.maketrans(dict.fromkeys("\x0b\x85\u2028\u2029", " "))
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2018-\u201d\u2026\u2014]")


def plain(text: str) -> str:
    """Return a text with every run of white space as one space."""
    return _SPACE.sub(" ", text.translate(_OTHER_BREAKS))


class TextLine:
    """One line. White space is written late: none is left where lines of 汉字 were wrapped."""

    def __init__(self) -> None:
        self.before = ""  # the last characters written
        self.is_fresh = True  # nothing was seen, not even white space
        self._text = Gathering()
        self._space = False  # white space seen and not yet written
        self._break = False  # … with a line break in it
        self._links = self._anchors = 0
        self._file = False
        self._counted = 0  # the number of the link counted last

    def write(self, text: str, *, link: int = 0, file: bool = False) -> None:
        """Add words; `link` is the number of the link they stand in, `file` says where it leads."""
        self.is_fresh = False
        start = 0
        text = text.translate(_OTHER_BREAKS)
        for found in _SPACE.finditer(text):
            self._word(text[start : found.start()], link, file)
            self._space = True
            self._break = self._break or "\n" in found[0]
            start = found.end()
        self._word(text[start:], link, file)

    def attach(self, text: str) -> None:
        """Add words without the white space before them: km ² is km²."""
        self.is_fresh = self._space = self._break = False
        self._word(text, 0, False)

    def cut(self, text: str, why: Why) -> None:
        """Note words that stood here and are left out."""
        self.is_fresh = False
        self._text.cut(text, why)

    def cut_apart(self, text: str, why: Why) -> None:
        """Do as `cut`, for words that are a piece of their own."""
        self.is_fresh = False
        self._text.follow(Block("", cuts=(Cut(0, text, why),)))

    def finished(self, level: int | None, box: Box) -> Piece | None:
        """Return what was gathered, if anything."""
        text, cuts = self._text.text, self._text.cuts
        if text.strip():
            block = Block(text, level, cuts=cuts)
            return Piece(block, box, self._links, self._anchors, self._file)
        return Piece(Block(None, cuts=cuts), box) if cuts else None

    def _word(self, word: str, link: int, file: bool) -> None:
        if not word:
            return
        last = self.before[-1:]
        wrapped = self._break and _WIDE.match(last) and _WIDE.match(word)
        if self._space and last and not wrapped:
            self._text.write(" ")
        self._space = self._break = False
        self._text.write(word)
        self.before = (self.before + word)[-TAIL:]
        if link:
            self._links += visible(word)
            self._anchors += link != self._counted
            self._counted = link
            self._file = self._file or file
