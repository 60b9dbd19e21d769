"""Lines and fragments of glyphs that stand on one baseline, as cells need them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from statistics import median

from index.readers.pdf.glyphs import Glyph
from index.tables.amounts import is_amount

_SAME_LINE = 0.5  # of a character's size, by which baselines of one line may differ
_LOOSE = 0.3  # characters that a full line may miss the cell's width beyond that
_UNBROKEN = re.compile(r"[（(《“‘【]*(?:[0-9A-Za-z.,%‰/+\-]+|.)[）)》”’】，。、；：％%]*")
_NUMERIC = re.compile(r"[-+−－(（]?[\d０-９,，.．]+[%％)）]{0,2}")
_LONG_NUMBER = 5  # digits; a number of more is written with commas, or not at all
_DIGIT = 0.6  # of a character's size
_WORD_GAP = 0.25  # of a character's size: a space between words
_BY_PLACE = itemgetter(Glyph._fields.index("y"), Glyph._fields.index("x"))
_BY_X = itemgetter(Glyph._fields.index("x"))
_LETTERS = 4  # of the shortest line whose letters may be set apart


@dataclass(frozen=True, slots=True)
class Piece:
    """Text on one baseline: its edges, its baseline, the size of its largest character."""

    text: str
    left: float
    right: float
    base: float
    size: float
    glyphs: tuple[Glyph, ...] = ()


def runs_on(before: Piece, line: Piece, width: float) -> bool:
    """Say whether a line of a cell that is so wide (points) goes on in the next one.

    Had the piece at the next line's start, which cannot be broken, still fitted, it would
    stand in this one.
    """
    end, start = before.text[-1:], line.text[:1]
    if end.isascii() and end.isalpha() and start.isascii():
        return False
    piece = _UNBROKEN.match(line.text)
    need = sum(0.5 if char.isascii() else 1.0 for char in piece[0]) if piece else 1.0
    return width - (before.right - before.left) <= (need + _LOOSE) * before.size


def joined(lines: Sequence[Piece], width: float) -> str:
    """Return the lines of a cell as one text: a line that fills the cell runs on in the next."""
    text = ""
    for at, line in enumerate(lines):
        if at:
            text += "" if _belongs(lines[at - 1], line, width) else " "
        text += line.text
    return text


def _belongs(before: Piece, line: Piece, width: float) -> bool:
    """Say whether a line of a cell follows the one before without a space."""
    if _is_numeric(before.text) and _is_numeric(line.text):
        return _is_broken_number(before, line, width)
    # Words of a label run on however they were broken.
    words = not before.text[-1:].isascii() and not line.text[:1].isascii()
    return words or runs_on(before, line, width)


def _is_numeric(text: str) -> bool:
    return any(map(str.isdecimal, text)) and _NUMERIC.fullmatch(text) is not None


def _is_broken_number(before: Piece, line: Piece, width: float) -> bool:
    """Say whether two lines are one number that was broken where the cell ends.

    They must make one (1,234.56 and 7,890.12 do not). Where each is one by itself, the first must
    be long and leave no room for a digit: two numbers stand below each other more often.
    """
    if not is_amount(before.text + line.text):
        return False
    if not (is_amount(before.text) and is_amount(line.text)):
        return True
    room = width - (before.right - before.left)
    return len(before.text) >= _LONG_NUMBER and room <= _DIGIT * before.size


def baselines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return glyphs by baseline, from the top; those of one baseline from the left."""
    groups: list[list[Glyph]] = []
    first = 0.0
    for glyph in sorted(glyphs, key=_BY_PLACE):
        if groups and glyph.y - first <= _SAME_LINE * (glyph.size if glyph.size > 1.0 else 1.0):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
            first = glyph.y
    for group in groups:
        group.sort(key=_BY_X)
    return groups


def pieces(glyphs: Sequence[Glyph]) -> list[Piece]:
    """Return the lines of some glyphs, from the top; blank ones are left out."""
    lines = [piece_of(group) for group in baselines(glyphs)]
    return [line for line in lines if line.text]


def parted(line: Sequence[Glyph], gap: float) -> list[list[Glyph]]:
    """Part the glyphs of a line where `gap` times the size of its characters stands empty."""
    groups: list[list[Glyph]] = []
    end = size = 0.0
    for glyph in line:
        if glyph.text.isspace():
            continue
        larger = glyph.size if glyph.size > size else size
        if groups and glyph.left - end <= gap * larger:
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
        end, size = glyph.right, glyph.size
    return groups


def piece_of(glyphs: Sequence[Glyph]) -> Piece:
    """Return the text of glyphs from left to right, with a space where one seems to stand."""
    shown = [glyph for glyph in glyphs if not glyph.text.isspace()] or list(glyphs)
    text = _spelled(glyphs, 0.0)
    if " " in text and (spread := _spread(shown)):
        text = _spelled(glyphs, spread)
    return Piece(
        " ".join(text.split()),
        min([glyph.left for glyph in shown]),
        max([glyph.right for glyph in shown]),
        shown[0].y,
        max([glyph.size for glyph in shown]),
        tuple(glyphs),
    )


def _spelled(glyphs: Sequence[Glyph], spread: float) -> str:
    parts: list[str] = []
    end = 0.0
    for glyph in glyphs:
        if parts and glyph.left - end > spread + _WORD_GAP * glyph.size:
            parts.append(" ")
        parts.append(glyph.text)
        end = glyph.right
    return "".join(parts)


def _spread(glyphs: Sequence[Glyph]) -> float:
    """Return the gap that stands between all glyphs of a line, in points; 0 where none does."""
    if len(glyphs) < _LETTERS:
        return 0.0
    gaps = [after.left - before.right for before, after in pairwise(glyphs)]
    usual, word = median(gaps), _WORD_GAP * glyphs[0].size
    return usual if word / 2 < usual and max(gaps) <= 2 * usual + word else 0.0
