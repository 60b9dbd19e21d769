"""One paragraph of a Word file as it grows: text, what was cut, raised stretches, page breaks.

What a stretch or a break means shows only when more of the paragraph is known: raised digits may
come in several runs, and whether a sentence goes on over a page break is seen from both sides.
"""

from __future__ import annotations

from bisect import bisect_left

from index.model import Why
from index.readers.blocks import Cut, Gathering
from index.readers.breaks import goes_on
from index.readers.raised import TAIL, above, below, leading
from index.readers.wordlooks import Align


class ParagraphText:
    """Gathers a paragraph. `align` is how what is written next stands to the line.

    `opens` says that no label stands before it.
    """

    def __init__(self, *, opens: bool = True) -> None:
        self.align = Align.LEVEL
        self._opens = opens
        self._gathered = Gathering()
        self._stretch: list[str] = []
        self._stretched = Align.LEVEL
        self._breaks: list[int] = []
        self._tail = ""  # of what was written, so much that it says what a raised number is

    def write(self, text: str) -> None:
        """Add visible text."""
        if self.align is not self._stretched:
            self._end_stretch()
            self._stretched = self.align
        if self.align is Align.LEVEL:
            self._plain(text)
        else:
            self._stretch.append(text)

    def power(self, words: str) -> bool:
        """Add an exponent of a formula as raised digits; False where it is no number."""
        digits = leading(words)
        if digits != words:
            self._end_stretch()
            self._plain(digits)
        return digits != words

    @property
    def ends_in_digit(self) -> bool:
        """Say whether a digit stands at the end, so far."""
        self._end_stretch()
        return self._tail[-1:].isdecimal()

    def cut(self, text: str, why: Why) -> None:
        """Note text that stood here and is left out."""
        self._end_stretch()
        self._gathered.cut(text, why)

    def break_page(self) -> None:
        """Note that a page or a column ends here."""
        self._end_stretch()
        self._breaks.append(self._gathered.length)
        self._plain("\n")

    @property
    def ends_page(self) -> bool:
        """Say whether a page or a column ends with the paragraph, so far."""
        return bool(self._breaks) and not self._gathered.text[self._breaks[-1] :].strip()

    def finished(self) -> tuple[str, tuple[Cut, ...]]:
        """Return the text, sentences joined over page breaks, and the cuts."""
        self._end_stretch(last=True)
        text, cuts = self._gathered.text, self._gathered.cuts
        joined = _joined(text, self._breaks)
        if not joined:
            return text, cuts
        kept = "".join(
            text[start + 1 : end]
            for start, end in zip([-1, *joined], [*joined, len(text)], strict=True)
        )
        return kept, tuple(
            cut._replace(offset=cut.offset - bisect_left(joined, cut.offset)) for cut in cuts
        )

    def _end_stretch(self, *, last: bool = False) -> None:
        text = "".join(self._stretch)
        self._stretch.clear()
        opens = self._opens and self._gathered.length == 0
        if not text or (opens and last):  # a whole paragraph set small is no sign
            self._plain(text)
        elif self._stretched is Align.LOWERED:
            self._plain(below(text))
        elif self._stretched is Align.LIFTED:
            mark, words = above(text, self._tail)
            self._plain(text if mark else words)  # a power, or a line like any other
        elif opens:
            self._plain(leading(text))
        else:
            mark, words = above(text, self._tail)
            self._gathered.cut(mark, Why.NOTE_MARK)
            self._plain(words)

    def _plain(self, text: str) -> None:
        self._gathered.write(text)
        self._tail = (self._tail + text)[-TAIL:]


def _joined(text: str, breaks: list[int]) -> list[int]:
    """Return those breaks of a text over which a sentence goes on."""
    found: list[int] = []
    at = 0
    while at < len(breaks):
        first = last = breaks[at]
        at += 1
        while at < len(breaks) and breaks[at] == last + 1:
            last = breaks[at]
            at += 1
        before = text[text.rfind("\n", 0, first) + 1 : first]
        end = text.find("\n", last + 1)
        if goes_on(before, text[last + 1 : end if end >= 0 else len(text)]):
            found.extend(range(first, last + 1))
    return found
