"""Pieces become rows: all that stands on one baseline, from left to right.

Raised and lowered digits join the row whose text they stand beside, as signs of their own (km²).
A row's cells are what wide gaps leave: the words of a line, or the cells of a table.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from index.readers.pdf.glyphs import Glyph
from index.readers.pdf.pieces import FIGURE, Piece, pieces_of, widest_gap
from index.readers.pdf.raised import lowered, raised

WIDE = 1.6  # sizes: a gap that parts cells

_APART = 0.3  # of the smaller size: by how much baselines of one row may differ
_OVER = 0.3  # of the narrower piece: what may lie over another one of the same row
_NEAR = 8  # rows looked at for a piece
_SMALL = 0.8  # of a row's size: raised and lowered text is smaller
_BESIDE = 0.35  # sizes: how far from its word it stands
_RAISED = 0.15  # sizes above the baseline
_LOWERED = 0.08  # sizes below the baseline
_AMOUNTS = 0.7  # sizes: a gap that parts two numbers
_SPACE = 0.45  # sizes: a gap between Chinese characters that is a space
_LOOSEST = 1.6  # sizes: between the letters of a spaced word
_LOOSEST_TITLE = 3.2  # the same in a title


@dataclass(slots=True)
class Row:
    """Pieces of one baseline by their left edges; `block` numbers what stands for a whole table."""

    base: float
    size: float
    pieces: list[Piece] = field(default_factory=list)
    block: int | None = None

    @property
    def left(self) -> float:
        """Where the row begins."""
        return self.pieces[0].left

    @property
    def right(self) -> float:
        """Where the row ends."""
        return max(piece.right for piece in self.pieces)

    @property
    def main(self) -> Piece:
        """The piece that gives the row its size."""
        return max(self.pieces, key=lambda piece: (piece.size, len(piece.glyphs)))

    def part(self, pieces: list[Piece]) -> Row:
        """Return the row of some of its pieces."""
        size = max(piece.size for piece in pieces)
        base = max(pieces, key=lambda piece: (piece.size, len(piece.glyphs))).base
        return Row(base, size, pieces, self.block)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands between two wide gaps of a row."""

    text: str
    left: float
    right: float


def rows_of(pieces: Iterable[Piece]) -> list[Row]:
    """Return rows from top to bottom."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=_place):
        for row in reversed(rows[-_NEAR:]):
            if _continues(row, piece) and not _covers(row, piece):
                insort(row.pieces, piece, key=_left)
                row.size = max(row.size, piece.size)
                break
        else:
            rows.append(Row(piece.base, piece.size, [piece]))
    for row in rows:
        if any(
            after.left < before.right - _OVER * after.em for before, after in pairwise(row.pieces)
        ):
            # Drawn in another order than they stand.
            glyphs = sorted((glyph for piece in row.pieces for glyph in piece.glyphs), key=_x)
            row.pieces = pieces_of(glyphs)
    return _with_raised(rows)


def cells_of(row: Row, *, title: bool = False) -> list[Cell]:
    """Return a row's cells; `title` says that its letters may stand far apart."""
    main = row.main
    loose = tracking(row.pieces, _LOOSEST_TITLE if title else _LOOSEST) * main.size
    usual = -1.0  # not known yet
    texts: list[str] = []
    cells: list[Cell] = []
    left = right = row.left
    for at, piece in enumerate(row.pieces):
        text = _signs(piece, main)
        if at:
            before = row.pieces[at - 1]
            gap = piece.left - right - loose
            small = max(min(piece.size, before.size), _SMALL * main.size)
            if gap > small * _parts_cells(before.text, text):
                cells.append(Cell("".join(texts), left, right))
                texts, left = [], piece.left
            elif gap > small * widest_gap(before.text, text):
                if usual < 0 and not loose:
                    usual = _usual_gap(row)
                if gap > small * widest_gap(before.text, text) + max(0.0, usual):
                    texts.append(" ")
        texts.append(text)
        right = max(right, piece.right)
    cells.append(Cell("".join(texts), left, right))
    return cells


def _usual_gap(row: Row) -> float:
    """Return the gap between most of a row's glyphs, in points: justified lines have one."""
    gaps = [
        after.left - before.right
        for piece in row.pieces
        for before, after in pairwise(piece.glyphs)
    ]
    gaps += [after.left - before.right for before, after in pairwise(row.pieces)]
    return max(0.0, median(gaps)) if gaps else 0.0


def tracking(pieces: Sequence[Piece], most: float) -> float:
    """Return the gap, in sizes, that a row has between all its letters; 0 where it has none."""
    if len(pieces) < 3 or sum(len(piece.glyphs) == 1 for piece in pieces) < 0.6 * len(pieces):
        return 0.0
    gaps = [
        (after.left - before.right) / max(before.size, 0.1) for before, after in pairwise(pieces)
    ]
    usual = median(gaps)
    return usual if 0 < usual <= most and max(gaps) <= 2 * usual + _SPACE else 0.0


def _parts_cells(before: str, after: str) -> float:
    """Return how wide a gap parts cells; two numbers need less white between them than words."""
    return _AMOUNTS if before[-1] in FIGURE and after[0] in FIGURE else WIDE


def _place(piece: Piece) -> tuple[float, float]:
    return piece.base, piece.left


def _left(piece: Piece) -> float:
    return piece.left


def _continues(row: Row, piece: Piece) -> bool:
    """Say whether a piece stands on the baseline of what it stands beside in a row."""
    small = min(piece.size, row.size)
    if abs(piece.base - row.base) > small:
        return False
    at = bisect_left(row.pieces, piece.left, key=_left)
    if at:
        return abs(piece.base - row.pieces[at - 1].glyphs[-1].y) <= _APART * small
    return abs(piece.glyphs[-1].y - row.pieces[0].base) <= _APART * small


def _x(glyph: Glyph) -> float:
    return glyph.left


def _covers(row: Row, piece: Piece) -> bool:
    """Say whether a piece lies over text that the row has; in a gap of it, it does not."""
    at = bisect_left(row.pieces, piece.left, key=_left)
    for other in row.pieces[max(0, at - 1) : at + 1]:
        least = _OVER * max(0.1, min(other.width, piece.width))
        if min(other.right, piece.right) - max(other.left, piece.left) <= least:
            continue
        inside = bisect_left(other.glyphs, piece.left, key=_x)
        for glyph in other.glyphs[max(0, inside - 1) : inside + len(piece.glyphs) + 1]:
            if min(glyph.right, piece.right) - max(glyph.left, piece.left) > least:
                return True
    return False


def _with_raised(rows: list[Row]) -> list[Row]:
    """Let small rows that stand beside the words of another row become part of it."""
    rows.sort(key=lambda row: row.base)
    kept: list[Row] = []
    for at, row in enumerate(rows):
        near = [*rows[max(0, at - 2) : at], *rows[at + 1 : at + 3]]
        hosts = [other for other in near if other.pieces and row.size < _SMALL * other.size]
        left: list[Piece] = []
        for piece in row.pieces:
            host = next((host for host in hosts if _beside(piece, host)), None)
            if host is None:
                left.append(piece)
            else:
                insort(host.pieces, piece, key=_left)
        row.pieces = left
        if left:
            kept.append(row)
    return kept


def _beside(piece: Piece, row: Row) -> bool:
    top, bottom = piece.base - 0.8 * piece.size, piece.base
    high, low = row.base - 0.9 * row.size, row.base + 0.2 * row.size
    if min(bottom, low) - max(top, high) < 0.5 * (bottom - top):
        return False
    near = _BESIDE * row.size
    at = bisect_left(row.pieces, piece.left, key=_left)
    return any(
        other.size > piece.size
        and min(abs(piece.left - other.right), abs(other.left - piece.right)) <= near
        for other in row.pieces[max(0, at - 1) : at + 1]
    )


def _signs(piece: Piece, main: Piece) -> str:
    """Return a piece's text, digits above or below the line as signs."""
    if piece.size >= _SMALL * main.size:
        return piece.text
    if piece.base < main.base - _RAISED * main.size:
        return raised(piece.text)
    if piece.base > main.base + _LOWERED * main.size:
        return lowered(piece.text)
    return piece.text
