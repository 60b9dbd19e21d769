"""Text that stands neither upright nor on its side: watermarks, stamps, labels of charts."""

from __future__ import annotations

import math
from collections.abc import Sequence

from index.readers.pdf.glyphs import Glyph
from index.readers.pdf.pieces import Piece

_STEP = 2.0  # sizes from one letter to the next of one stretch
_LARGE = 1.25  # times the usual size
_LABELS = 3  # different small stretches of one page: the labels of a chart


def slanted_texts(glyphs: Sequence[Glyph]) -> list[Piece]:
    """Return stretches of slanted glyphs in the order in which they are drawn."""
    found: list[Piece] = []
    last: Glyph | None = None
    spaces = ""
    for glyph in glyphs:
        if glyph.text.isspace():
            spaces += glyph.text
            continue
        near = (
            last is not None
            and abs(glyph.size - last.size) < 0.1 * last.size
            and math.dist((glyph.x, glyph.y), (last.x, last.y)) < (_STEP + len(spaces)) * last.size
        )
        if near and found:
            piece = found[-1]
            piece.text += spaces + glyph.text
            piece.glyphs.append(glyph)
            piece.left, piece.right = min(piece.left, glyph.left), max(piece.right, glyph.right)
            piece.top, piece.bottom = min(piece.top, glyph.top), max(piece.bottom, glyph.bottom)
        else:
            left, top, right, bottom = glyph[1:5]
            piece = Piece(
                glyph.text, left, right, top, bottom, glyph.y, glyph.size, glyph.size, [glyph]
            )
            piece.faint = glyph.faint
            found.append(piece)
        spaces = ""
        last = glyph
    return found


def is_watermark(pieces: Sequence[Piece], usual: float) -> bool:
    """Say whether a page's slanted text is a watermark or stamp.

    It is none where several different small stretches stand side by side: they label a chart.
    """
    small = all(piece.size <= _LARGE * usual and not piece.faint for piece in pieces)
    different = {piece.text for piece in pieces}
    return not (small and len(different) >= _LABELS and len(different) > len(pieces) / 2)
