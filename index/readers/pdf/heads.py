"""Names above the columns of a table without upright lines: which columns each of them names.

In: the lines above the rows, and the columns. Out: rows of cells. A name of several lines is one;
a name in the middle above several others names their columns; one beside both of them reaches
down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.readers.blocks import Block
from index.readers.grid import GatheredCell, GatheredRow
from index.readers.pdf.celltext import Piece, joined
from index.readers.pdf.gaps import Column, Line
from index.readers.pdf.placed import CellText, PlacedRow

_PITCH = 1.4  # sizes from one line of a name to its next
_CENTRED = 0.6  # sizes by which the middles of names that stand above each other may differ
_NAMED = 3  # names on a line, one of which may name an empty column
_WIDE_OFF = 1.0  # sizes by which a name may miss the middle of the columns that it names
_STEP = 0.3  # sizes: what misses the middle by less is as good
_MIDDLE = 0.2  # sizes by which a name may miss the middle of the head's height
_LEVEL = 0.5  # sizes by which the baselines of one line may differ


@dataclass(frozen=True, slots=True)
class _Name:
    """The lines of a name, and its first and last column."""

    lines: tuple[Piece, ...]
    first: int
    last: int

    @property
    def middle(self) -> float:
        return (self.lines[0].left + self.lines[0].right) / 2

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def top(self) -> float:
        return self.lines[0].base

    @property
    def bottom(self) -> float:
        return self.lines[-1].base

    def shares(self, other: _Name) -> bool:
        """Say whether there is a column that both of them stand over."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class _Placed:
    """A name, the row in which it begins and the row before which it ends."""

    name: _Name
    level: int
    end: int

    def covers(self, row: int, column: int) -> bool:
        """Say whether it stands over a place."""
        return self.level <= row < self.end and self.name.first <= column <= self.name.last


def head_rows(lines: Sequence[Line], columns: Sequence[Column]) -> list[PlacedRow]:
    """Return the rows of a head, from the top."""
    names = _whole([name for line in lines for name in _on_line(line, columns)])
    boxes = _boxes(names, columns)
    names = [_widened(name, names, boxes) for name in names]
    names.sort(key=lambda name: (name.top, name.first))
    levels: list[int] = []
    for at, name in enumerate(names):
        above = [levels[number] for number in range(at) if names[number].shares(name)]
        levels.append(max(above, default=-1) + 1)
    height = max(levels, default=-1) + 1
    placed = [
        _Placed(name, level, min(_below(name, level, names, levels), default=height))
        for name, level in zip(names, levels, strict=True)
    ]
    return [_row(level, placed, len(columns)) for level in range(height)]


def named_columns(lines: Sequence[Line], columns: Sequence[Column]) -> list[Column]:
    """Return the columns, and those in which no row has a cell: only a name stands above them.

    Such a name has no column below it, and the nearest one has a name of its own on its line.
    """
    found = list(columns)
    for line in lines:
        if len(line.pieces) < _NAMED:
            continue
        for piece in line.pieces:
            if len(piece.text) < 2 or any(column.covers(piece) for column in found):
                continue
            beside = columns[nearest(piece, columns)]
            if any(beside.covers(one) for one in line.pieces):
                found.append(Column(piece.left, piece.right))
    return sorted(found, key=lambda column: column.left)


def _below(name: _Name, level: int, names: Sequence[_Name], levels: Sequence[int]) -> Iterator[int]:
    """Yield the levels of the names below a name."""
    for one, other in zip(names, levels, strict=True):
        if other > level and one.shares(name):
            yield other


def _on_line(line: Line, columns: Sequence[Column]) -> list[_Name]:
    """Return the names on a line: what stands over one column is one, however spaced."""
    found: list[_Name] = []
    for piece in line.pieces:
        over = [number for number, column in enumerate(columns) if column.covers(piece)]
        if not over:
            over = [nearest(piece, columns)]
        if found and found[-1].last >= over[0]:
            before = found.pop()
            one = before.lines[0]
            both = replace(
                one,
                text=f"{one.text} {piece.text}",
                right=piece.right,
                glyphs=(*one.glyphs, *piece.glyphs),
            )
            found.append(_Name((both,), before.first, max(before.last, over[-1])))
        else:
            found.append(_Name((piece,), over[0], over[-1]))
    return found


def nearest(piece: Piece, columns: Sequence[Column]) -> int:
    """Return the column to which a piece is nearest."""
    return min(
        range(len(columns)),
        key=lambda at: max(columns[at].left - piece.right, piece.left - columns[at].right),
    )


def _whole(names: Sequence[_Name]) -> list[_Name]:
    """Put the lines of one name together."""
    found: list[_Name] = []
    for name in names:
        for at, above in enumerate(found):
            if (
                (above.first, above.last) == (name.first, name.last)
                and 0 < name.top - above.bottom <= _PITCH * name.size
                and abs(above.middle - name.middle) <= _CENTRED * name.size
            ):
                found[at] = replace(above, lines=(*above.lines, *name.lines))
                break
        else:
            found.append(name)
    return found


def _boxes(names: Sequence[_Name], columns: Sequence[Column]) -> list[tuple[float, float]]:
    """Return how wide the columns are: as far to the one side of a name's middle as to the other.

    The rows reach to one side of a column only: words to its left, numbers to its right. One in
    which no row has a cell begins where the column before it ends.
    """
    found: list[tuple[float, float]] = []
    for number, column in enumerate(columns):
        own = [name for name in names if name.first == name.last == number]
        lowest = max(own, key=lambda name: name.top, default=None)
        if lowest is None:
            found.append((column.left, column.right))
            continue
        middle = lowest.middle
        left = min(column.left, *(line.left for line in lowest.lines))
        right = max(column.right, *(line.right for line in lowest.lines))
        if (column.left, column.right) == (left, right) and found:
            left = min(left, found[-1][1]) if len(lowest.lines) == 1 else left
        half = max(middle - left, right - middle)
        found.append((middle - half, middle + half))
    return found


def stands_over_some(line: Line, head: Sequence[Line], columns: Sequence[Column]) -> bool:
    """Say whether the only piece of a line names several columns of a head, and not all of them.

    What stands in the middle of all of them is what the table is called.
    """
    names = _whole([name for one in (line, *head) for name in _on_line(one, columns)])
    boxes = _boxes(names, columns)
    top = names[0]
    whole = (boxes[0][0] + boxes[-1][1]) / 2
    if len(line.pieces) > 1 or abs(whole - top.middle) <= _CENTRED * top.size:
        return False
    name = _widened(top, names, boxes)
    return 0 < name.last - name.first < len(columns) - 1


def _is_tall(name: _Name, names: Sequence[_Name]) -> bool:
    """Say whether a name alone over its column stands in the middle of the height of the head."""
    alone = all(one is name or not one.shares(name) for one in names)
    middle = (min(one.top for one in names) + max(one.bottom for one in names)) / 2
    return alone and abs((name.top + name.bottom) / 2 - middle) <= _MIDDLE * name.size


def _widened(name: _Name, names: Sequence[_Name], boxes: Sequence[tuple[float, float]]) -> _Name:
    """Return a name with all the columns in the middle of which it stands, above their names."""
    level = _LEVEL * name.size
    beside = [
        one
        for one in names
        if one is not name and one.top <= name.bottom + level and one.bottom >= name.top - level
    ]
    low = max((one.last + 1 for one in beside if one.last < name.first), default=0)
    high = min((one.first - 1 for one in beside if one.first > name.last), default=len(boxes) - 1)
    below = [one for one in names if one.top > name.bottom + level and not _is_tall(one, names)]
    named = [any(one.first <= at <= one.last for one in below) for at in range(len(boxes))]
    fits: list[tuple[int, int, int]] = []
    for first in range(low, name.first + 1):
        for last in range(max(name.last, first + 1), high + 1):
            off = abs((boxes[first][0] + boxes[last][1]) / 2 - name.middle) / name.size
            if off <= _WIDE_OFF and all(named[first : last + 1]):
                fits.append((int(off / _STEP), first - last, first))
    if not fits:
        return name
    _, width, first = min(fits)
    return replace(name, first=first, last=first - width)


def _row(level: int, names: Sequence[_Placed], width: int) -> PlacedRow:
    """Return a row of a head; what reaches down into it from above is not in it."""
    cells: list[GatheredCell] = []
    texts: list[CellText] = []
    at = 0
    while at < width:
        here = next((one for one in names if one.covers(level, at)), None)
        if here is not None and here.level < level:
            at += 1
        elif here is not None:
            lines = here.name.lines
            room = max(line.right - line.left for line in lines)
            across = here.name.last - at + 1
            cells.append(GatheredCell((Block(joined(lines, room)),), across, here.end - level))
            texts.append(CellText(lines, room))
            at = here.name.last + 1
        else:
            cells.append(GatheredCell((Block(""),)))
            texts.append(CellText((), 0.0))
            at += 1
    return PlacedRow(GatheredRow(tuple(cells)), tuple(texts))
