"""Tables of a page: the glyphs inside their cells become rows, the others are left.

In: a page. Out: its tables as blocks with the place at which they stand, and the glyphs that are
in none of them. A frame around text is no table; a cell that holds a column of numbers (tables
with no line between their rows) is taken apart into rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence

from index.model import LineKind
from index.readers.blocks import Block
from index.readers.grid import GatheredCell, GatheredRow
from index.readers.pdf.banded import parted_rows
from index.readers.pdf.celltext import Piece, joined, pieces
from index.readers.pdf.enclosed import CellBox, RuledTable
from index.readers.pdf.glyphs import SLANTED, Glyph, Page, set_upright
from index.readers.pdf.placed import CellText, PlacedRow, PlacedTable
from index.readers.pdf.ruled import ruled_tables
from index.readers.pdf.spaced import take_spaced_tables

_LONG = 400  # characters of a cell that holds running text, where its row has few others
_FEW = 2
_PADDING = 10.8  # points between a cell's lines and its text, as word processors leave

_Cells = dict[int, list[Piece]]  # by the cell's number in its table


def take_tables(
    page: Page, goes_on: Callable[[PlacedTable], bool] = lambda table: False
) -> tuple[list[PlacedTable], list[Glyph]]:
    """Return the page's tables, from the top, and the glyphs outside of them, in order.

    A row with one filled cell is a table only where `goes_on` says that it is the rest of the last
    one of the page before.
    """
    ruled, left = _take_ruled(page, goes_on)
    spaced, left = take_spaced_tables(left)
    return sorted([*ruled, *spaced], key=lambda table: (table.top, table.left)), left


def _take_ruled(
    page: Page, goes_on: Callable[[PlacedTable], bool]
) -> tuple[list[PlacedTable], list[Glyph]]:
    left = list(page.glyphs)
    found: list[PlacedTable] = []
    tables = [table for table in ruled_tables(page.rules) if table.columns > 1]
    # What stands in a table inside a cell is not the outer table's.
    for table in sorted(tables, key=lambda one: (one.right - one.left) * (one.bottom - one.top)):
        inside, outside = _parted(table, left)
        cells = {number: _lines(glyphs, page) for number, glyphs in inside.items()}
        rest = len(cells) < _FEW and table.rows == 1
        if not rest and not _is_table(table, cells):
            continue
        rows = [row for number in range(table.rows) for row in _rows(table, number, cells)]
        edges = {round(edge, 1) for cell in table.cells for edge in (cell.left, cell.right)}
        placed = PlacedTable(
            *(table.left, table.top, table.right, table.bottom), tuple(rows), tuple(sorted(edges))
        )
        if not rest or goes_on(placed):
            left = outside
            found.append(placed)
    return found, left


def _parted(
    table: RuledTable, glyphs: Sequence[Glyph]
) -> tuple[dict[int, list[Glyph]], list[Glyph]]:
    """Part glyphs into those in each cell of a table and the rest, by their middles."""
    xs = sorted({edge for cell in table.cells for edge in (cell.left, cell.right)})
    ys = sorted({edge for cell in table.cells for edge in (cell.top, cell.bottom)})
    at = _numbers(table, xs, ys)
    inside: dict[int, list[Glyph]] = defaultdict(list)
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        number = at.get((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1))
        if number is None or glyph.turn == SLANTED or glyph.faint:
            outside.append(glyph)
        else:
            inside[number].append(glyph)
    return inside, outside


def _numbers(
    table: RuledTable, xs: Sequence[float], ys: Sequence[float]
) -> dict[tuple[int, int], int]:
    """Return which cell covers each place between the edges."""
    return {
        (row, column): number
        for number, cell in enumerate(table.cells)
        for row in range(ys.index(cell.top), ys.index(cell.bottom))
        for column in range(xs.index(cell.left), xs.index(cell.right))
    }


def _lines(glyphs: Sequence[Glyph], page: Page) -> list[Piece]:
    """Return the lines of a cell; what lies on its side is read the way it lies."""
    by_turn: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        by_turn[glyph.turn].append(glyph)
    return [
        line
        for turn, some in sorted(by_turn.items())
        for line in pieces([set_upright(glyph, page) for glyph in some] if turn else some)
    ]


def _is_table(table: RuledTable, cells: _Cells) -> bool:
    """Say whether lines enclose a table and no page of text: a form's long cell is left."""
    filled = [number for number, lines in cells.items() if any(line.text for line in lines)]
    if len(filled) < _FEW:
        return False
    long = [number for number in filled if _length(cells[number]) > _LONG]
    beside = {table.cells[number].row for number in long if _few_beside(table, number)}
    return not beside


def _few_beside(table: RuledTable, number: int) -> bool:
    row = table.cells[number].row
    return sum(1 for cell in table.cells if cell.row == row) <= _FEW


def _length(lines: Sequence[Piece]) -> int:
    return sum(len(line.text) for line in lines)


def _rows(table: RuledTable, number: int, cells: _Cells) -> list[PlacedRow]:
    """Return row `number` of the grid; several where its cells hold columns of numbers."""
    own = [(index, cell) for index, cell in enumerate(table.cells) if cell.row == number]
    if any(cell.down > 1 for _, cell in own):
        return [_row(own, cells)]
    held = {index: (cells[index], _room(cell)) for index, cell in own if cells.get(index)}
    parts = parted_rows(held)
    return [_row(own, part) for part in parts] if len(parts) > 1 else [_row(own, cells)]


def _row(own: Sequence[tuple[int, CellBox]], cells: _Cells) -> PlacedRow:
    texts = tuple(_cell(cells.get(index, []), cell) for index, cell in own)
    gathered = GatheredRow(
        tuple(
            GatheredCell(
                (Block(joined(text.lines, text.width), kind=LineKind.TEXT),), cell.across, cell.down
            )
            for text, (_, cell) in zip(texts, own, strict=True)
        ),
        ahead=own[0][1].column if own else 0,
    )
    return PlacedRow(gathered, texts)


def _cell(lines: Sequence[Piece], cell: CellBox) -> CellText:
    return CellText(tuple(lines), _room(cell))


def _room(cell: CellBox) -> float:
    return cell.right - cell.left - _PADDING
