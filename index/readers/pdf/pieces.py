"""Glyphs become pieces: stretches of one baseline without a wide gap.

In: upright glyphs in the order in which they are drawn. Out: pieces with their text, in that order
too. White space is not trusted to be drawn: gaps tell words apart as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import sub

from index.readers.pdf.glyphs import Glyph

_DRIFT = 0.15  # of the size: by how much the baseline of one piece may waver
_BACK = (
    0.62  # of the size: by how much a glyph may begin before the end of the last (”。 is set close)
)
_SPACED = 1.2  # sizes: the widest gap inside a piece where spaces are drawn
_TIGHT = 0.4  # sizes: the widest gap inside a piece where none are
_LETTERS = 0.2  # sizes: what may part Chinese words
_WORDS = 0.17  # sizes: what parts Latin words whose spaces are not drawn
_DIGITS = 0.3  # sizes: what parts numbers
_ALIKE = 1.25  # sizes of one piece differ by less
_SQUARE = 0.75  # of the size: narrower glyphs say nothing of how wide Chinese ones are


@dataclass(slots=True)
class Piece:
    """A stretch of text on one baseline; `em` is how wide its Chinese characters are."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    base: float
    size: float
    em: float
    glyphs: list[Glyph]
    faint: bool = False

    @property
    def width(self) -> float:
        """From its first to its last glyph, in points."""
        return self.right - self.left


def usual_size(sizes: Iterable[tuple[float, int]]) -> float:
    """Return the size of most of a text, of stretches with their sizes and characters; else 0."""
    found = sorted(sizes)
    half = sum(count for _, count in found) / 2
    for size, count in found:
        half -= count
        if half <= 0:
            return size
    return 0.0


def pieces_of(glyphs: Iterable[Glyph]) -> list[Piece]:
    """Return the pieces that glyphs make up; white space at their ends is dropped."""
    found: list[Piece] = []
    run: list[Glyph] = []
    parts: list[str] = []
    spaces = ""
    end = base = last = 0.0  # of the run: where it ends, its baseline, the size of its first glyph
    for glyph in glyphs:
        text, left, _, right, _, _, y, size, _, _ = glyph
        if text.isspace():
            spaces += text
            continue
        if run:
            small = size if size < last else last
            gap = (left - end) / small
            if (
                gap >= -_BACK
                and (gap <= _WORDS or gap <= (_SPACED if spaces else widest_gap(parts[-1], text)))
                and -_DRIFT * small <= y - base <= _DRIFT * small
                and size <= _ALIKE * last
                and last <= _ALIKE * size
            ):
                if spaces:
                    parts.append(spaces)
                    spaces = ""
                parts.append(text)
                run.append(glyph)
                if right > end:
                    end = right
                base = y  # the lines of a scan may rise or fall a little
                continue
            found.append(_piece(run, parts))
        run, parts, spaces = [glyph], [text], ""
        end, base, last = right, y, size
    if run:
        found.append(_piece(run, parts))
    return found


def _piece(run: list[Glyph], parts: list[str]) -> Piece:
    _, lefts, tops, rights, bottoms, _, _, _, _, _ = zip(*run, strict=True)
    first = run[0]
    widest = max(map(sub, rights, lefts))
    # The cells of some fonts are wider than their type.
    em = min(widest, first.size) if widest >= _SQUARE * first.size else first.size
    return Piece(
        "".join(parts),
        first.left,
        max(rights),
        min(tops),
        max(bottoms),
        first.y,
        first.size,
        em,
        run,
        first.faint,
    )


def widest_gap(before: str, after: str) -> float:
    """Return how far apart, in sizes, two glyphs may stand that belong together."""
    last, first = before[-1], after[0]
    if last < _FIRST_OTHER and first < _FIRST_OTHER:
        return _DIGITS if last in FIGURE and first in FIGURE else _WORDS
    return _LETTERS if last >= _FIRST_OTHER and first.isalpha() and last.isalpha() else _TIGHT


FIGURE = frozenset("0123456789.,%")
_FIRST_OTHER = "\u0250"  # where Latin ends
