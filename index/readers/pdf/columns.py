"""Columns of running text, told apart by the white between them.

In: the rows of a page, which may run across its columns. Out: regions in reading order, each with
the rows of one column. White that goes down through several rows parts columns only where
running text stands on both sides: lines that reach from edge to edge. The cells of a table leave
white between them too, but they end where they like; its rows stay whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from index.readers.pdf.rows import Row, tracking

_FEWEST = 3  # lines of a column
_GUTTER = 0.8  # sizes: the narrowest white between two columns
_NEVER_LAST = 1.7  # sizes by which a full line may miss the right edge (no break before 。)
_INDENT = 2.6  # sizes by which a line may be indented
_NARROW = 6.5  # sizes: no column of running text is narrower
_FULL = 0.42  # share of the lines of running text that reach from edge to edge
_WORDY = 0.55  # share of characters that are no figures
_WORDY_BESIDE = 0.35  # the same for one or two lines beside a column
_WHOLE = 0.8  # share of the lines of a column that are parted by no wide white
_HOLE = 1.75  # times the usual step between lines: columns have no larger holes
_FAR = 2.6  # steps: what stands further below is no line of the column any more
_HIGH = 3.2  # sizes: a hole is higher; lines of two columns may stand between each other
_MOST_COLUMNS = 4  # beside each other
_MOST_EDGES = 24
_DEEPEST = 8
_MOST_ROWS = 2_000  # no page has more; what does is not looked through for columns
_SPREAD = 3.0  # sizes between the letters of a title


class Interval(NamedTuple):
    """From one x to another."""

    left: float
    right: float


@dataclass(slots=True)
class Region:
    """Rows of one column, and which column of how many it is (`1/2` is the second of two)."""

    rows: list[Row]
    column: str = ""


def regions_of(rows: list[Row], depth: int = 0, column: str = "") -> list[Region]:
    """Return the regions of a page in reading order."""
    if not rows:
        return []
    rows = sorted(rows, key=_base)
    if not _FEWEST <= len(rows) <= _MOST_ROWS or depth > _DEEPEST:
        return [Region(rows, column)]
    gutter = _widest(rows)
    if gutter is None:
        return [Region(rows, column)]
    found = regions_of(rows[: gutter.start], depth + 1, column)
    for side, part in enumerate(_sides(rows[gutter.start : gutter.end], gutter.x)):
        found += regions_of(part, depth + 1, f"{column}{side}/2 ")
    return found + regions_of(rows[gutter.end :], depth + 1, column)


@dataclass(frozen=True, slots=True)
class _Gutter:
    """White at x between the columns of rows `start` up to `end`."""

    x: float
    start: int
    end: int
    rows: int  # in the shorter column


def _widest(rows: list[Row], depth: int = 0) -> _Gutter | None:
    """Return the white that parts most rows of running text."""
    size = median(row.size for row in rows)
    stretches = [_stretches(row) for row in rows]
    found: _Gutter | None = None
    for x in _candidates(stretches, size):
        crossed = [
            any(part.left < x + size / 4 and part.right > x - size / 4 for part in row)
            for row in stretches
        ]
        for start, end in _clear(rows, crossed):
            gutter = _trimmed(rows, x, start, end)
            better = gutter is not None and (found is None or gutter.rows > found.rows)
            if gutter and better and _parts_text(rows[gutter.start : gutter.end], x, depth):
                found = gutter
    return found


def _candidates(stretches: Sequence[Sequence[Interval]], size: float) -> list[float]:
    """Return places right before edges at which lines begin further right."""
    left = min(row[0].left for row in stretches)
    edges: defaultdict[int, list[float]] = defaultdict(list)
    for row in stretches:
        for at, part in enumerate(row):
            far = part.left > left + _NARROW * size
            if far and (at == 0 or part.left - row[at - 1].right >= _GUTTER * size):
                edges[round(part.left / size)].append(part.left)
    often = sorted(edges.values(), key=len, reverse=True)[:_MOST_EDGES]
    return sorted(min(near) - _GUTTER * size / 2 for near in often)


def _clear(rows: Sequence[Row], crossed: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield runs of rows that nothing crosses and no large hole parts (from, up to)."""
    start = 0
    for at in range(len(rows) + 1):
        if at < len(rows) and not crossed[at]:
            continue
        steps = [after.base - before.base for before, after in pairwise(rows[start:at])]
        far = max(_FAR * median(steps), _HIGH * rows[start].size) if steps else 0.0
        for cut, step in enumerate(steps, start + 1):
            if step > far:
                yield start, cut
                start = cut
        if at > start:
            yield start, at
        start = at + 1


def _trimmed(rows: list[Row], x: float, start: int, end: int) -> _Gutter | None:
    """Return a gutter without the lines above and below that are not of its columns."""
    left = [at for at in range(start, end) if rows[at].left < x]
    right = [at for at in range(start, end) if rows[at].right > x]
    if not (left and right) or len(left) + len(right) < 2 * _FEWEST:
        return None
    steps = [rows[b].base - rows[a].base for side in (left, right) for a, b in pairwise(side)]
    step = median(steps)
    # A line above where both begin is the last of the paragraph before.
    both = max(left[0], right[0])
    while start < both and rows[both].base - rows[start].base > step / 2:
        start += 1
    # One column may go on below the other, as long as its lines follow each other.
    last = min(left[-1], right[-1])
    for at in range(last + 1, end):
        if rows[at].base - rows[at - 1].base > _HOLE * step:
            end = at
            break
    shorter = min(sum(start <= at < end for at in side) for side in (left, right))
    return _Gutter(x, start, end, shorter) if shorter else None


def _base(row: Row) -> float:
    return row.base


def _stretches(row: Row) -> list[Interval]:
    """Return what a row covers; gaps that words of a line may have are covered too."""
    if tracking(row.pieces, _SPREAD):
        return [Interval(row.left, row.right)]
    found: list[Interval] = []
    for piece in row.pieces:
        if found and piece.left - found[-1].right < _GUTTER * min(row.size, piece.size):
            found[-1] = Interval(found[-1].left, max(found[-1].right, piece.right))
        else:
            found.append(Interval(piece.left, piece.right))
    return found


def _sides(run: list[Row], x: float) -> tuple[list[Row], list[Row]]:
    left: list[Row] = []
    right: list[Row] = []
    for row in run:
        before = [piece for piece in row.pieces if piece.left < x]
        after = [piece for piece in row.pieces if piece.left >= x]
        if before:
            left.append(row.part(before))
        if after:
            right.append(row.part(after))
    return sorted(left, key=_base), sorted(right, key=_base)


def _parts_text(run: list[Row], x: float, depth: int) -> bool:
    """Say whether running text stands on both sides of x, in one column or several."""
    sides = _sides(run, x)
    left, right = (_Text.of(side) for side in sides)
    if left is None or right is None:
        return False
    if not (left.running or right.running):
        return False
    for one, other, rows in ((left, right, sides[1]), (right, left, sides[0])):
        if one.running and not other.running:
            last = one.lines > _FEWEST and other.beside(one)
            return last or (depth < _MOST_COLUMNS and _in_columns(rows, depth))
    return True


def _in_columns(rows: list[Row], depth: int) -> bool:
    """Say whether most of some rows are parted into columns again."""
    gutter = _widest(rows, depth + 1)
    return gutter is not None and gutter.end - gutter.start >= _WHOLE * len(rows)


@dataclass(frozen=True, slots=True)
class _Text:
    """What stands on one side of a gutter, as far as it tells text from cells."""

    lines: int
    whole: int  # lines that no wide white parts
    full: int
    ems: float  # how wide the side is
    wordy: float  # share of characters that are no figures
    step: float  # from line to line
    holes: int
    top: float
    size: float

    @classmethod
    def of(cls, rows: list[Row]) -> _Text | None:
        rows = [row for row in rows if row.block is None]
        if not rows:
            return None
        size = median(row.size for row in rows)
        left = min(row.left for row in rows)
        right = max(row.right for row in rows)
        whole = [len(_stretches(row)) == 1 for row in rows]
        full = sum(
            one and row.right >= right - _NEVER_LAST * size and row.left <= left + _INDENT * size
            for row, one in zip(rows, whole, strict=True)
        )
        text = "".join(piece.text for row in rows for piece in row.pieces)
        words = sum(char.isalpha() for char in text)
        steps = [after.base - before.base for before, after in pairwise(rows)]
        step = median(steps) if steps else 0.0
        holes = sum(each > _HOLE * step for each in steps)
        ems, wordy = (right - left) / size, words / max(1, len(text))
        top = rows[0].base
        return cls(len(rows), sum(whole), full, ems, wordy, step, holes, top, size)

    @property
    def running(self) -> bool:
        """Whether it looks like lines of running text."""
        return (
            self.lines >= 3
            and self.full >= _FULL * self.lines
            and self.ems >= _NARROW
            and self.wordy >= _WORDY
        )

    def beside(self, other: _Text) -> bool:
        """Whether it may be the last, short column beside one of running text."""
        return (
            self.wordy >= (_WORDY if self.lines >= _FEWEST else _WORDY_BESIDE)
            and self.whole >= _WHOLE * self.lines
            and self.ems >= _NARROW
            and self.holes == 0
            and abs(self.top - other.top) <= 2 * other.step
            and (self.lines < _FEWEST or 0.7 * other.step <= self.step <= 1.3 * other.step)
        )
