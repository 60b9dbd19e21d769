"""Lines of a page parted by wide gaps, and the columns in which their parts stand.

In: glyphs. Out: lines of pieces. A number that almost touches the words of the next column is
parted from them where other lines begin a piece at the same place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from index.readers.pdf.celltext import Piece, baselines, parted, piece_of
from index.readers.pdf.glyphs import Glyph
from index.tables.amounts import is_amount, may_begin

CELL = 30  # characters of a cell

_GAP = 1.1  # characters that part two cells
_BRIDGED = 0.12  # share of the rows in which two cells may seem to be one
_SOME = 5  # rows, of which one may be such
_NARROW = 0.15  # of a character's size: a gap between such cells
_TIGHT = 0.3  # points between cells that touch all the same
_FIGURE = frozenset("0123456789,.%-−－()（）％，．")
_ALIKE = 0.25  # of a character's size: by how much cells that begin alike may be apart
_BEGUN = 3  # lines that begin a piece at a place before it parts others


@dataclass(frozen=True)
class Line:
    """What stands on one baseline, parted by wide gaps; most lines of a page are never spelled."""

    groups: tuple[Sequence[Glyph], ...]

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The text of each part."""
        return tuple(map(piece_of, self.groups))

    @property
    def base(self) -> float:
        """The baseline."""
        return self.groups[0][0].y

    @cached_property
    def size(self) -> float:
        """The size of its largest character."""
        return max(piece.size for piece in self.pieces)

    @cached_property
    def short(self) -> bool:
        """Whether all of it may stand in cells."""
        return all(len(group) <= CELL for group in self.groups) and all(
            len(piece.text) <= CELL for piece in self.pieces
        )

    @cached_property
    def counted(self) -> bool:
        """Whether it may be a row: cells apart, none of them long, a number among them."""
        if len(self.groups) < 2 or any(len(group) > CELL for group in self.groups):
            return False
        if not any(may_begin(group[0].text) for group in self.groups):
            return False
        return self.short and any(is_amount(piece.text) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Column:
    """From where to where the cells of a column reach."""

    left: float
    right: float

    def covers(self, piece: Piece) -> bool:
        """Say whether a piece stands in it, be it in part."""
        return piece.left < self.right and piece.right > self.left


def gapped_lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """Return the lines of some glyphs, from the top; blank ones are left out."""
    lines = [tuple(parted(line, _GAP)) for line in baselines(glyphs)]
    touching = [
        (number, at, end)
        for number, groups in enumerate(lines)
        for at, group in enumerate(groups)
        if may_begin(group[0].text) and (end := _number_ends(group))
    ]
    if touching:
        wide = sorted(group[0].left for groups in lines if len(groups) > 1 for group in groups)
        narrow = sorted(
            group[end].left
            for number, at, end in touching
            if not _is_tight(group := lines[number][at], end)
        )
        for number, at, end in reversed(touching):
            groups = lines[number]
            group = groups[at]
            begun = _near(group[end], wide)
            if not _is_tight(group, end):
                begun += _near(group[end], narrow)
            if begun >= _BEGUN:
                lines[number] = (*groups[:at], group[:end], group[end:], *groups[at + 1 :])
    return [Line(groups) for groups in lines]


def _number_ends(group: Sequence[Glyph]) -> int:
    """Return where words begin right behind a number that begins a group; 0 where none do."""
    end = 0
    while end < len(group) and group[end].text in _FIGURE:
        end += 1
    if not 0 < end < len(group) or group[end].left - group[end - 1].right <= _TIGHT:
        return 0
    return end if is_amount("".join(glyph.text for glyph in group[:end])) else 0


def _is_tight(group: Sequence[Glyph], at: int) -> bool:
    """Say whether less stands empty before a glyph than words leave between them."""
    return group[at].left - group[at - 1].right <= _NARROW * group[at].size


def _near(glyph: Glyph, lefts: Sequence[float]) -> int:
    """Return how many of some sorted places are where a glyph begins."""
    near = _ALIKE * glyph.size
    return bisect_right(lefts, glyph.left + near) - bisect_left(lefts, glyph.left - near)


def columns_of(lines: Sequence[Line]) -> list[Column]:
    """Return the columns: stretches of the width in which the cells of more than a few rows stand.

    A cell that is full to its edge seems to run into the next one; few rows have such.
    """
    edges = sorted(
        edge
        for line in lines
        for piece in line.pieces
        for edge in ((piece.left, 1), (piece.right, -1))
    )
    few = max(int(_BRIDGED * len(lines)), len(lines) >= _SOME)
    found: list[Column] = []
    depth = 0
    start: float | None = None
    for at, step in edges:
        depth += step
        if depth > few and start is None:
            start = at
        elif depth <= few and start is not None:
            found.append(Column(start, at))
            start = None
    for line in lines:  # a column in which few rows have a cell
        for piece in line.pieces:
            if not any(column.covers(piece) for column in found):
                found.append(Column(piece.left, piece.right))
    return sorted(found, key=lambda column: column.left)


def parted_at(line: Line, columns: Sequence[Column]) -> Line:
    """Part pieces that run over a gutter where a gap, however narrow, stands in it."""
    gutters = [(one.right, other.left) for one, other in pairwise(columns)]
    return Line(tuple(part for group in line.groups for part in _parts(group, gutters)))


def _parts(
    group: Sequence[Glyph], gutters: Sequence[tuple[float, float]]
) -> Iterator[Sequence[Glyph]]:
    part: list[Glyph] = []
    for glyph in group:
        if (
            part
            and glyph.left - part[-1].right > _NARROW * glyph.size
            and any(part[-1].right < right and glyph.left > left for left, right in gutters)
        ):
            yield part
            part = []
        part.append(glyph)
    yield part
