"""The words of a workbook: shared strings, and the runs of a cell's text joined to one.

Raised and lowered numbers are read as in Word files (m², a note's mark); readings over
characters (rPh) are no part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.errors import UnreadableReport
from index.model import Why
from index.readers import raised
from index.readers.blocks import Cut, Gathering
from index.readers.xmlstream import Attributes, walk

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_BREAK = re.compile("\r\n?")
_NONE = ""


class Words:
    """What a cell says, on its way: a text and what was cut from it."""

    __slots__ = ("cuts", "text")

    def __init__(self, text: str, cuts: tuple[Cut, ...] = ()) -> None:
        self.text = text
        self.cuts = cuts


class Runs:
    """Gathers the text of one `si` or `is` element from the calls of `walk`."""

    def __init__(self) -> None:
        self._gathered = Gathering()
        self._align = _NONE
        self._reading = 0  # inside readings

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the start of an element."""
        if name == "rPh":
            self._reading += 1
        elif name == "r":
            self._align = _NONE
        elif name == "vertAlign":
            self._align = attributes.get("val", _NONE)

    def end(self, name: str, text: str) -> None:
        """Take the end of an element."""
        if name == "rPh":
            self._reading -= 1
        elif name == "t" and not self._reading:
            self._write(plain(text))

    def words(self) -> Words:
        """Return what was gathered, and begin anew."""
        found = Words(self._gathered.text, self._gathered.cuts)
        self._gathered = Gathering()
        self._align = _NONE
        return found

    def _write(self, text: str) -> None:
        if self._align == "superscript":
            read = raised.above(text, self._gathered.text)
            if read.mark:
                self._gathered.cut(read.mark, Why.NOTE_MARK)
            self._gathered.write(read.words)
        else:
            self._gathered.write(raised.below(text) if self._align == "subscript" else text)


def shared_strings(pieces: Iterable[bytes], *, name: str, most: int) -> list[Words]:
    """Return the shared strings of a workbook. Raises UnreadableReport `too_many_cells`."""
    found: list[Words] = []
    runs = Runs()

    def end(tag: str, text: str) -> None:
        runs.end(tag, text)
        if tag == "si":
            found.append(runs.words())
            if len(found) > most:
                raise UnreadableReport("too_many_cells", file=name, limit=most)

    walk(pieces, runs.start, end)
    return found


def plain(text: str) -> str:
    """Return a text of the file with its escaped characters (_x000D_) and breaks as they are."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return _BREAK.sub("\n", text)
