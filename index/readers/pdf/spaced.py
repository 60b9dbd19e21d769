"""Tables without lines: rows whose cells stand apart, one under the other.

In: the glyphs of a page that are in no ruled table. Out: tables, and the glyphs that are left. Only
what cannot be running text is taken: several rows in a row, each parted by wide gaps at the
same places, with numbers in at least one column. Contents (a rising page number at every
line's end) are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from index.readers.blocks import Block
from index.readers.grid import GatheredCell, GatheredRow
from index.readers.pdf.celltext import Piece, baselines, joined, parted, piece_of, runs_on
from index.readers.pdf.glyphs import Glyph
from index.readers.pdf.placed import CellText, PlacedRow, PlacedTable
from index.tables.amounts import is_amount, may_begin, number_in
from index.tables.naming import is_total

_GAP = 1.1  # characters that part two cells
_ROWS = 3  # of the shortest table, without its head
_HEADS = 3  # rows of a head that are looked for above the numbers
_CELL = 30  # characters of a cell
_APART = 3.0  # line heights between two rows
_BRIDGED = 0.12  # share of the rows in which two cells may seem to be one
_SOME = 5  # rows, of which one may be such
_NARROW = 0.15  # of a character's size: a gap between such cells
_MARKED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]")
_BROKEN = 4  # lines of a name, after its first
_COUNTED = 0.6  # share of the cells of a column of numbers that are numbers


@dataclass(frozen=True)
class _Line:
    """What stands on one baseline, parted by wide gaps; most lines of a page are never spelled."""

    groups: tuple[Sequence[Glyph], ...]

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(map(piece_of, self.groups))

    @property
    def base(self) -> float:
        return self.groups[0][0].y

    @cached_property
    def counted(self) -> bool:
        """Whether it may be a row: cells apart, none of them long, a number among them."""
        if len(self.groups) < 2 or any(len(group) > _CELL for group in self.groups):
            return False
        if not any(may_begin(group[0].text) for group in self.groups):
            return False
        short = all(len(piece.text) <= _CELL for piece in self.pieces)
        return short and any(is_amount(piece.text) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Column:
    left: float
    right: float


def take_spaced_tables(glyphs: Sequence[Glyph]) -> tuple[list[PlacedTable], list[Glyph]]:
    """Return the tables without lines, from the top, and the glyphs that are in none of them."""
    upright = [glyph for glyph in glyphs if glyph.turn == 0 and not glyph.faint]
    lines = [
        _Line(tuple(parted(line, _GAP)))
        for line in baselines([glyph for glyph in upright if not glyph.text.isspace()])
    ]
    tables: list[PlacedTable] = []
    taken: set[int] = set()
    for start, end in _runs(lines):
        columns = _columns(lines[start:end])
        if len(columns) < 2 or not _is_table(lines[start:end], columns):
            continue
        first = _head_begins(lines, start, columns, tables)
        rows = [_parted_at(line, columns) if line.counted else line for line in lines[first:end]]
        pieces = [piece for line in rows for piece in line.pieces]
        tables.append(
            PlacedTable(
                min(piece.left for piece in pieces),
                min(glyph.top for piece in pieces for glyph in piece.glyphs),
                max(piece.right for piece in pieces),
                max(glyph.bottom for piece in pieces for glyph in piece.glyphs),
                _rows(rows, columns),
                (*(column.left for column in columns), columns[-1].right),
            )
        )
        taken |= {id(glyph) for piece in pieces for glyph in piece.glyphs}
    return tables, [glyph for glyph in glyphs if id(glyph) not in taken]


def _rows(lines: Sequence[_Line], columns: Sequence[_Column]) -> tuple[PlacedRow, ...]:
    """Return the rows: a line that only goes on with the name of the row above belongs to it."""
    width = _name_width([line for line in lines if _covers(columns[0], line.pieces[0])])
    names: list[list[Piece]] = []
    others: list[tuple[Piece, ...]] = []
    for at, line in enumerate(lines):
        first = line.pieces[0]
        if at and _covers(columns[0], first) and _goes_on(lines[at - 1], line, width):
            names[-1].append(first)
        else:
            names.append([first])
            others.append(line.pieces[1:])
    return tuple(_row(name, rest, columns, width) for name, rest in zip(names, others, strict=True))


def _runs(lines: Sequence[_Line]) -> list[tuple[int, int]]:
    """Return from which line up to which rows follow each other: with numbers, or between such."""
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and (end == start or _is_near(lines[end - 1], lines[end])):
            step = 1 if lines[end].counted else _between(lines, start, end)
            if not step:
                break
            end += step
        if sum(line.counted for line in lines[start:end]) >= _ROWS:
            found.append((start, end))
        start = max(end, start + 1)
    return found


def _between(lines: Sequence[_Line], start: int, at: int) -> int:
    """Return how many lines from `at` on are rows, or parts of such, though without numbers.

    The rest of a name that was broken, a group's name, a total that is blank.
    """
    if at == start:
        return 0
    label = lines[at - 1].pieces[0]
    size = label.size
    counted = [line for line in lines[start:at] if line.counted]
    beside = min(line.pieces[1].left for line in counted)
    count = 0
    while at + count < len(lines) and count < _BROKEN:
        line = lines[at + count]
        first = line.pieces[0]
        fits = len(line.pieces) == 1 and len(first.text) <= _CELL and first.right < beside
        if not (fits and abs(first.left - label.left) <= 2 * size) or (
            count and not _is_near(lines[at + count - 1], line)
        ):
            break
        count += 1
    after = lines[at + count] if at + count < len(lines) else None
    if count and after is not None and after.counted and _is_near(lines[at + count - 1], after):
        return count
    if count and is_total(lines[at].pieces[0].text):
        return 1
    # At the table's end only what a full line leaves over belongs to it.
    width = _name_width(lines[start : at + count])
    broken = 0
    while broken < count and _goes_on(lines[at + broken - 1], lines[at + broken], width):
        broken += 1
    return broken


def _name_width(lines: Sequence[_Line]) -> float:
    """Return how wide the names of rows may be: as wide as the widest."""
    return max(line.pieces[0].right - line.pieces[0].left for line in lines)


def _goes_on(before: _Line, line: _Line, width: float) -> bool:
    """Say whether a line is but the rest of the name in the one before."""
    first = line.pieces[0]
    new = is_total(first.text) or _MARKED.match(first.text)
    return len(line.pieces) == 1 and not new and runs_on(before.pieces[0], first, width)


def _is_near(one: _Line, other: _Line) -> bool:
    return other.base - one.base <= _APART * max(piece.size for piece in other.pieces)


def _columns(lines: Sequence[_Line]) -> list[_Column]:
    """Return the columns: stretches of the width in which the cells of more than a few rows stand.

    A cell that is full to its edge seems to run into the next one; few rows have such.
    """
    rows = [line for line in lines if line.counted]
    edges = sorted(
        edge
        for line in rows
        for piece in line.pieces
        for edge in ((piece.left, 1), (piece.right, -1))
    )
    few = max(int(_BRIDGED * len(rows)), len(rows) >= _SOME)
    found: list[_Column] = []
    depth = 0
    start: float | None = None
    for at, step in edges:
        depth += step
        if depth > few and start is None:
            start = at
        elif depth <= few and start is not None:
            found.append(_Column(start, at))
            start = None
    for line in rows:  # a column in which few rows have a cell
        for piece in line.pieces:
            if not any(_covers(column, piece) for column in found):
                found.append(_Column(piece.left, piece.right))
    return sorted(found, key=lambda column: column.left)


def _parted_at(line: _Line, columns: Sequence[_Column]) -> _Line:
    """Part pieces that run over a gutter where a gap, however narrow, stands in it."""
    gutters = [(one.right, other.left) for one, other in pairwise(columns)]
    found: list[Sequence[Glyph]] = []
    for piece in line.pieces:
        group: list[Glyph] = []
        for glyph in piece.glyphs:
            if (
                group
                and any(group[-1].right < right and glyph.left > left for left, right in gutters)
                and glyph.left - group[-1].right > _NARROW * glyph.size
            ):
                found.append(group)
                group = []
            group.append(glyph)
        found.append(group)
    return _Line(tuple(found))


def _is_table(lines: Sequence[_Line], columns: Sequence[_Column]) -> bool:
    """Say whether lines hold a column of numbers that are no page numbers of a contents list."""
    words = sum(any(len(piece.text) > 1 for piece in line.pieces) for line in lines)
    if words < _COUNTED * len(lines):
        return False  # text written downwards
    counted = 0
    for column in columns:
        cells = [piece.text for line in lines for piece in line.pieces if _covers(column, piece)]
        numbers = [text for text in cells if is_amount(text)]
        if len(cells) >= _ROWS and len(numbers) >= _COUNTED * len(cells):
            counted += not (column == columns[-1] and len(columns) == 2 and _rise(numbers))
    return counted > 0


def _rise(numbers: Sequence[str]) -> bool:
    values = [number_in(text) for text in numbers]
    whole = [value for value in values if value is not None and value == int(value)]
    return len(whole) == len(numbers) and all(one <= other for one, other in pairwise(whole))


def _covers(column: _Column, piece: Piece) -> bool:
    return piece.left < column.right and piece.right > column.left


def _head_begins(
    lines: Sequence[_Line], start: int, columns: Sequence[_Column], tables: Sequence[PlacedTable]
) -> int:
    """Return the first line of the head: lines above whose pieces stand over the columns."""
    least = tables[-1].bottom if tables else float("-inf")
    at = start
    while at > 0 and start - at < _HEADS:
        above = lines[at - 1]
        short = all(len(piece.text) <= _CELL for piece in above.pieces)
        over = all(any(_covers(column, piece) for column in columns) for piece in above.pieces)
        # The first line of a page may be the rest of a name that began on the page before.
        rest = at == 1 and _covers(columns[0], above.pieces[0])
        if not (short and over and _is_near(above, lines[at])) or (
            len(above.pieces) < 2 and not rest
        ):
            break
        if above.base <= least:
            break
        at -= 1
    return at


def _row(
    name: Sequence[Piece], others: Sequence[Piece], columns: Sequence[_Column], width: float
) -> PlacedRow:
    """Return a row of its name, which may have several lines, and its other cells."""
    cells: list[GatheredCell] = []
    texts: list[CellText] = []

    at = 0
    for piece in (name[0], *others):
        under = [number for number, column in enumerate(columns) if _covers(column, piece)]
        first = max(under[0] if under else at, at)
        cells += [GatheredCell((Block(""),)) for _ in range(first - at)]
        texts += [CellText((), 0.0) for _ in range(first - at)]
        lines = tuple(name) if piece is name[0] else (piece,)
        across = max(1, (under[-1] if under else first) - first + 1)
        cells.append(GatheredCell((Block(joined(lines, width)),), across))
        texts.append(CellText(lines, width))
        at = first + across
    cells += [GatheredCell((Block(""),)) for _ in range(len(columns) - at)]
    texts += [CellText((), 0.0) for _ in range(len(columns) - at)]
    return PlacedRow(GatheredRow(tuple(cells)), tuple(texts))
