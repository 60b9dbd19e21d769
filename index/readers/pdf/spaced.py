"""Tables without upright lines: rows whose cells stand apart, one under the other.

In: the glyphs of a page that are in no ruled table. Out: tables, and the glyphs that are left. Only
what cannot be running text is taken: several rows in a row, each parted by wide gaps at the
same places, with numbers in at least one column. Rows between them need no number where their
cells begin as those of the others do. Contents (a rising page number at every line's end) are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.readers.blocks import Block
from index.readers.grid import GatheredCell, GatheredRow
from index.readers.pdf.celltext import Piece, joined, runs_on
from index.readers.pdf.gaps import CELL, Column, Line, columns_of, gapped_lines, parted_at
from index.readers.pdf.glyphs import Glyph
from index.readers.pdf.heads import head_rows, named_columns, nearest, stands_over_some
from index.readers.pdf.placed import CellText, PlacedRow, PlacedTable
from index.tables.amounts import is_amount, number_in
from index.tables.naming import is_total, states_measure

_ROWS = 3  # of the shortest table, without its head
_NUMBERS = 3  # columns of numbers, each with its name, of a table that is shorter still
_HEADS = 6  # lines of a head that are looked for above the rows
_APART = 3.0  # line heights between two rows
_STACKED = 2.5  # sizes from one line of a head to its next
_CLOSE = 1.0  # the same between lines of one row: the name's, and a number beside its middle
_MARKED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]")
_BROKEN = 4  # lines of a name, after its first
_BLANK = 12  # rows without numbers that may follow each other
_AHEAD = 3  # rows with numbers that are looked at below such
_ALIKE = 0.3  # of a character's size: by how much cells that begin alike may be apart
_OTHERS = 2  # rows that begin a cell at the same place
_COUNTED = 0.6  # share of the cells of a column of numbers that are numbers
_ABOVE = 0.6  # of the size: what a line takes up above its baseline; less than the step to the next
_BELOW = 0.05  # the same below it


@dataclass(frozen=True, slots=True)
class _Item:
    """The lines of a cell, its first column, and over how many it reaches."""

    first: int
    across: int
    lines: list[Piece]

    @property
    def top(self) -> float:
        return self.lines[0].base - _ABOVE * self.lines[0].size

    @property
    def bottom(self) -> float:
        return self.lines[-1].base + _BELOW * self.lines[-1].size


def take_spaced_tables(glyphs: Sequence[Glyph]) -> tuple[list[PlacedTable], list[Glyph]]:
    """Return the tables without lines, from the top, and the glyphs that are in none of them."""
    upright = [glyph for glyph in glyphs if glyph.turn == 0 and not glyph.faint]
    lines = gapped_lines([glyph for glyph in upright if not glyph.text.isspace()])
    tables: list[PlacedTable] = []
    taken: set[int] = set()
    for start, end in _runs(lines):
        columns = columns_of([line for line in lines[start:end] if line.counted])
        if len(columns) < 2 or not _is_table(lines[start:end], columns):
            continue
        least = tables[-1].bottom if tables else float("-inf")
        first = _rows_begin(lines, start, end, least)
        head = lines[_head_begins(lines, first, columns, least) : first]
        few = sum(line.counted for line in lines[start:end]) < _ROWS
        if few and not _is_named(head, lines[start:end], columns):
            continue
        columns = named_columns(head, columns)
        if head and (above := _name_above(lines, head, columns, least)) is not None:
            head = [above, *head]
        rows = [parted_at(line, columns) for line in lines[first:end]]
        pieces = [piece for line in (*head, *rows) for piece in line.pieces]
        tables.append(
            PlacedTable(
                min(piece.left for piece in pieces),
                min(glyph.top for piece in pieces for glyph in piece.glyphs),
                max(piece.right for piece in pieces),
                max(glyph.bottom for piece in pieces for glyph in piece.glyphs),
                (*head_rows(head, columns), *_rows(rows, columns)),
                (*(column.left for column in columns), columns[-1].right),
            )
        )
        taken |= {id(glyph) for piece in pieces for glyph in piece.glyphs}
    return tables, [glyph for glyph in glyphs if id(glyph) not in taken]


def _runs(lines: Sequence[Line]) -> list[tuple[int, int]]:
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
        if end > start and any(line.counted for line in lines[start:end]):
            found.append((start, end))
        start = max(end, start + 1)
    return found


def _between(lines: Sequence[Line], start: int, at: int) -> int:
    """Return how many lines from `at` on are rows, or parts of such, though without numbers.

    The rest of a name that was broken, a group's name, a total or an item that is blank.
    """
    if at == start:
        return 0
    known = [line for line in lines[start:at] if line.counted]
    known += _rows_ahead(lines, at)
    count = names = 0
    whole = 0  # lines that are rows whatever follows
    while at + count < len(lines) and count < _BLANK:
        line = lines[at + count]
        if line.counted or not line.short or not _is_near(lines[at + count - 1], line):
            break
        if _begins_as(line, known):
            names = 0
            if len(line.pieces) > 1:
                whole = count + 1
        elif names < _BROKEN and _is_name(line, lines[start:at], known):
            names += 1
        else:
            break
        count += 1
    after = lines[at + count] if at + count < len(lines) else None
    if count and after is not None and after.counted and _is_near(lines[at + count - 1], after):
        return count
    if whole:
        return whole
    if count and is_total(lines[at].pieces[0].text):
        return 1
    # At the table's end only what a full line leaves over belongs to it.
    broken = 0
    while broken < count and _is_rest(lines[start : at + broken], lines[at + broken]):
        broken += 1
    return broken


def _rows_ahead(lines: Sequence[Line], at: int) -> list[Line]:
    """Return the next lines with numbers below a line without."""
    found: list[Line] = []
    for before, line in pairwise(lines[at : at + _BLANK + _AHEAD]):
        if len(found) == _AHEAD or not _is_near(before, line):
            break
        if line.counted:
            found.append(line)
    return found


def _begins_as(line: Line, known: Sequence[Line]) -> bool:
    """Say whether the cells of a line begin where those of other rows do.

    One that stands alone must not stand in the first column: so does all other text.
    """
    pieces = line.pieces
    if len(pieces) == 1:
        known = [Line(one.groups[1:]) for one in known]
    return all(
        sum(any(_alike(piece, other) for other in one.pieces) for one in known) >= _OTHERS
        for piece in pieces
    )


def _alike(piece: Piece, other: Piece) -> bool:
    near = _ALIKE * piece.size
    if abs(piece.left - other.left) <= near:
        return True
    return abs(piece.right - other.right) <= near and is_amount(piece.text)


def _is_name(line: Line, above: Sequence[Line], known: Sequence[Line]) -> bool:
    """Say whether a line may be the name of a row, or of several rows."""
    first, label = line.pieces[0], above[-1].pieces[0]
    lefts = [label.left, *(one.pieces[0].left for one in known)]
    beside = min(one.pieces[1].left for one in known)
    return (
        len(line.pieces) == 1
        and len(first.text) <= CELL
        and first.right < beside
        and min(abs(first.left - left) for left in lefts) <= 2 * label.size
    )


def _is_rest(above: Sequence[Line], line: Line) -> bool:
    """Say whether a line alone is the rest of a cell in the row above."""
    if len(line.pieces) > 1:
        return False
    piece = line.pieces[0]
    if line.base - above[-1].base <= _CLOSE * piece.size:
        return True  # beside its number, not below it
    same = [
        other
        for one in above
        for other in one.pieces
        if abs(other.left - piece.left) <= 2 * piece.size
    ]
    room = max((other.right - other.left for other in same), default=0.0)
    return bool(same) and _goes_on(same[-1], piece, room)


def _goes_on(before: Piece, piece: Piece, width: float) -> bool:
    """Say whether a line of a cell is but the rest of the one before."""
    new = is_total(piece.text) or _MARKED.match(piece.text) or is_amount(piece.text)
    near = piece.base - before.base <= _APART * piece.size
    return near and not new and not is_amount(before.text) and runs_on(before, piece, width)


def _is_near(one: Line, other: Line) -> bool:
    return other.base - one.base <= _APART * other.size


def _is_table(lines: Sequence[Line], columns: Sequence[Column]) -> bool:
    """Say whether lines hold a column of numbers that are no page numbers of a contents list."""
    words = sum(any(len(piece.text) > 1 for piece in line.pieces) for line in lines)
    if words < _COUNTED * len(lines):
        return False  # text written downwards
    counted = 0
    for column in columns:
        cells = [piece.text for line in lines for piece in line.pieces if column.covers(piece)]
        numbers = [text for text in cells if is_amount(text)]
        if len(numbers) >= _COUNTED * len(cells) and len(cells) >= min(_ROWS, len(lines)):
            counted += not (column == columns[-1] and len(columns) == 2 and _rise(numbers))
    return counted > 0


def _is_named(head: Sequence[Line], lines: Sequence[Line], columns: Sequence[Column]) -> bool:
    """Say whether few rows are a table all the same: several numbers, each below its name."""
    names = [piece for line in head for piece in line.pieces]
    beside = max((len(line.pieces) for line in head), default=0)
    named = {nearest(piece, columns) for piece in names}
    numbers = [
        all(
            is_amount(piece.text) for line in lines for piece in line.pieces if column.covers(piece)
        )
        for column in columns
    ]
    return beside >= _NUMBERS and sum(numbers) >= _NUMBERS and len(named) == len(columns)


def _rise(numbers: Sequence[str]) -> bool:
    values = [number_in(text) for text in numbers]
    whole = [value for value in values if value is not None and value == int(value)]
    return len(whole) == len(numbers) and all(one <= other for one, other in pairwise(whole))


def _rows_begin(lines: Sequence[Line], start: int, end: int, least: float) -> int:
    """Return the first row: one without numbers begins its cells as the others do."""
    known = [line for line in lines[start:end] if line.counted]
    while start > 0:
        above = lines[start - 1]
        if above.base <= least or not above.short or not _begins_as(above, known):
            break
        close = lines[start].base - above.base <= _CLOSE * above.size
        if not (_is_near(above, lines[start]) if len(above.pieces) > 1 else close):
            break
        start -= 1
    return start


def _head_begins(lines: Sequence[Line], start: int, columns: Sequence[Column], least: float) -> int:
    """Return the first line of the head: lines above whose pieces stand over the columns.

    A name alone on its line belongs to the head where others stand above it.
    """
    first = at = start
    left, right = columns[0].left, columns[-1].right
    while at > 0 and start - at < _HEADS:
        above = lines[at - 1]
        pieces = above.pieces
        if above.base <= least or not above.short or not _is_near(above, lines[at]):
            break
        if any(is_amount(piece.text) or states_measure(piece.text) for piece in pieces):
            break
        over = left - above.size <= pieces[0].left and pieces[-1].right <= right + above.size
        # A column of numbers may be much narrower than its name.
        if not over and not _NUMBERS <= len(pieces) <= len(columns) + 1:
            break
        at -= 1
        left, right = min(left, pieces[0].left), max(right, pieces[-1].right)
        # The first line of a page may be the rest of a name that began on the page before.
        rest = at == 0 and first == 1 and columns[0].covers(pieces[0])
        if len(pieces) > 1 or rest:
            first = at
    return first


def _name_above(
    lines: Sequence[Line], head: Sequence[Line], columns: Sequence[Column], least: float
) -> Line | None:
    """Return the line above a head that holds but the name of some of its columns."""
    at = lines.index(head[0]) - 1
    if at < 0:
        return None
    line = lines[at]
    near = line.base > least and head[0].base - line.base <= _STACKED * head[0].size
    alike = near and line.short and abs(line.size - head[0].size) <= _ALIKE
    if not alike or states_measure(line.pieces[0].text):
        return None
    return line if stands_over_some(line, head, columns) else None


def _rows(lines: Sequence[Line], columns: Sequence[Column]) -> list[PlacedRow]:
    """Return the rows: cells of several lines are one, and stand beside what is beside them."""
    rooms = _rooms(lines, columns)
    items: list[_Item] = []
    last: dict[int, _Item] = {}
    for line in lines:
        spans = _spans(line, columns)
        before = [last.get(first) for first, _ in spans]
        rest = not line.counted and all(
            item is not None and _goes_on(item.lines[-1], piece, rooms[first])
            for item, piece, (first, _) in zip(before, line.pieces, spans, strict=True)
        )
        for item, piece, (first, across) in zip(before, line.pieces, spans, strict=True):
            if rest and item is not None:
                item.lines.append(piece)
            else:
                last[first] = _Item(first, across, [piece])
                items.append(last[first])
    rows: list[list[_Item]] = []
    bottom = float("-inf")
    for item in sorted(items, key=lambda one: (one.top, one.first)):
        if item.top > bottom:
            rows.append([])
        bottom = max(bottom, item.bottom)
        rows[-1].append(item)
    return [_row(row, rooms) for row in rows]


def _spans(line: Line, columns: Sequence[Column]) -> list[tuple[int, int]]:
    """Return the first column of each piece, and how many it stands in."""
    found: list[tuple[int, int]] = []
    at = 0
    for piece in line.pieces:
        under = [number for number, column in enumerate(columns) if column.covers(piece)]
        first = max(under[0] if under else at, at)
        across = max(1, (under[-1] if under else first) - first + 1)
        found.append((first, across))
        at = first + across
    return found


def _rooms(lines: Sequence[Line], columns: Sequence[Column]) -> list[float]:
    """Return how wide the cells of each column may be: as wide as the widest."""
    rooms = [0.0] * len(columns)
    for line in lines:
        for piece, (first, across) in zip(line.pieces, _spans(line, columns), strict=True):
            if across == 1 and first < len(rooms):
                rooms[first] = max(rooms[first], piece.right - piece.left)
    return rooms


def _row(items: Sequence[_Item], rooms: Sequence[float]) -> PlacedRow:
    """Return a row of its cells, empty ones between them."""
    lines: dict[int, list[Piece]] = {}
    across: dict[int, int] = {}
    for item in items:
        lines.setdefault(item.first, []).extend(item.lines)
        across[item.first] = max(across.get(item.first, 1), item.across)
    cells: list[GatheredCell] = []
    texts: list[CellText] = []
    at = 0
    while at < max(len(rooms), *(first + 1 for first in lines)):
        width = rooms[at] if at < len(rooms) else 0.0
        text = CellText(tuple(lines.get(at, ())), width)
        after = min((first for first in lines if first > at), default=at + across.get(at, 1))
        wide = max(1, min(across.get(at, 1), after - at))
        cells.append(GatheredCell((Block(joined(text.lines, width)),), wide))
        texts.append(text)
        at += wide
    return PlacedRow(GatheredRow(tuple(cells)), tuple(texts))
