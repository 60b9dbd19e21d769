"""Lines and fragments of glyphs that stand on one baseline, as cells need them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.readers.pdf.glyphs import Glyph

_SAME_LINE = 0.5  # of a character's size, by which baselines of one line may differ
_LOOSE = 0.3  # characters that a full line may miss the cell's width beyond that
_UNBROKEN = re.compile(r"[（(《“‘【]*(?:[0-9A-Za-z.,%‰/+\-]+|.)[）)》”’】，。、；：％%]*")
_WORD_GAP = 0.25  # of a character's size: a space between words


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
            before = lines[at - 1]
            # Words of a label run on however they were broken; two numbers never do.
            words = not before.text[-1:].isascii() and not line.text[:1].isascii()
            text += "" if words or runs_on(before, line, width) else " "
        text += line.text
    return text


def baselines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Return glyphs by baseline, from the top; those of one baseline from the left."""
    groups: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: (one.y, one.x)):
        if groups and glyph.y - groups[-1][0].y <= _SAME_LINE * max(glyph.size, 1.0):
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    return [sorted(group, key=lambda one: one.x) for group in groups]


def pieces(glyphs: Sequence[Glyph]) -> list[Piece]:
    """Return the lines of some glyphs, from the top; blank ones are left out."""
    lines = [piece_of(group) for group in baselines(glyphs)]
    return [line for line in lines if line.text]


def parted(line: Sequence[Glyph], gap: float) -> Iterator[Piece]:
    """Part the glyphs of a line where `gap` times the size of its characters stands empty."""
    group: list[Glyph] = []
    for glyph in line:
        if glyph.text.isspace():
            continue
        if group and glyph.left - group[-1].right > gap * max(glyph.size, group[-1].size):
            yield piece_of(group)
            group = []
        group.append(glyph)
    if group:
        yield piece_of(group)


def piece_of(glyphs: Sequence[Glyph]) -> Piece:
    """Return the text of glyphs from left to right, with a space where one seems to stand."""
    text = ""
    before: Glyph | None = None
    for glyph in glyphs:
        if before is not None and glyph.left - before.right > _WORD_GAP * glyph.size:
            text += " "
        text += glyph.text
        before = glyph
    shown = [glyph for glyph in glyphs if not glyph.text.isspace()] or list(glyphs)
    return Piece(
        " ".join(text.split()),
        min(glyph.left for glyph in shown),
        max(glyph.right for glyph in shown),
        shown[0].y,
        max(glyph.size for glyph in shown),
        tuple(glyphs),
    )
