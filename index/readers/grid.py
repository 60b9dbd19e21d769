"""Tables as readers find them: cells gathered row by row in, blocks that know their row out.

Tables also frame whole reports (a form with one big cell, an old page's layout). A row whose cell
holds running text is no row of a table, so its paragraphs stay paragraphs; so do a name above the
columns and notes below them that reach over the whole width.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, count

from index.model import CellPlace, LineKind, RowPlace
from index.readers.blocks import Block, Gathering

WIDEST = 500  # columns of a grid; files may claim billions
LONG_CELL = 80  # characters; several paragraphs longer than this may be text, not a cell
_LONGEST = 400  # characters of the longest cell in a row of two; as of a passage
_LONGEST_ROW = 4_000
_MEASURE = re.compile(r"(?:金额|计量|货币)?\s*单\s*位\s*[:：].{1,20}")
_NOTE = re.compile(r"[（(]?(?:备?注|说明|附注)\s*\d{0,2}\s*[:：、.．]")
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]")
_INSIDE_CELL = str.maketrans("\t\n\r\x0b\x0c\x85\u2028\u2029", " " * 8)
_TABLES = count()


@dataclass(frozen=True, slots=True)
class GatheredCell:
    """A cell: what stands in it, and over how many columns and rows it reaches."""

    blocks: tuple[Block, ...]
    across: int = 1
    down: int = 1

    @property
    def filled(self) -> list[Block]:
        """The blocks that hold visible text."""
        return [block for block in self.blocks if block.text and block.text.strip()]

    @property
    def text(self) -> str:
        """What the cell says, in one line."""
        return " ".join((block.text or "").strip() for block in self.filled)


@dataclass(frozen=True, slots=True)
class GatheredRow:
    """A row: the cells that begin in it, from left to right.

    `heads`: the file says that it names the columns. `ahead` columns stand empty before it.
    """

    cells: tuple[GatheredCell, ...]
    heads: bool = False
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class _Placed:
    row: GatheredRow
    columns: tuple[int, ...]  # where each cell begins

    def spans(self, width: int) -> bool:
        """Say whether one cell fills the row over the whole width."""
        filled = [cell for cell in self.row.cells if cell.filled]
        return len(filled) == 1 and (len(self.row.cells) == 1 or filled[0].across >= width)


def table_blocks(rows: Iterable[GatheredRow]) -> list[Block]:
    """Return a table as blocks in reading order: a block of kind TABLE for each row.

    What was cut inside cells is kept. Rows without visible text leave only their cuts.
    """
    return [block for row in blocks_by_row(rows) for block in row]


def blocks_by_row(rows: Iterable[GatheredRow]) -> list[list[Block]]:
    """Do as `table_blocks`, and keep the blocks of each row together."""
    placed, width = _placed(list(rows))
    if width <= 1:
        return [_as_text(row) for row in placed]
    first = _body_begins(placed, width)
    last = _body_ends(placed, width, first)
    number = next(_TABLES)
    framing = [
        not first <= index < last or _is_running_text(row, width)
        for index, row in enumerate(placed)
    ]
    standing = (
        not frames and any(cell.filled for cell in row.row.cells)
        for frames, row in zip(framing, placed, strict=True)
    )
    above = list(accumulate(standing, initial=0))
    return [
        _as_text(row) if frames else [_as_row(_reaching(row, above, index), number, width)]
        for index, (frames, row) in enumerate(zip(framing, placed, strict=True))
    ]


def _reaching(row: _Placed, above: Sequence[int], index: int) -> _Placed:
    """Return a row whose cells reach over rows that stay only; `above` counts these above each."""
    if all(cell.down == 1 for cell in row.row.cells):
        return row
    cells = tuple(
        replace(cell, down=max(1, above[index + cell.down] - above[index]))
        for cell in row.row.cells
    )
    return replace(row, row=replace(row.row, cells=cells))


def _placed(rows: Sequence[GatheredRow]) -> tuple[list[_Placed], int]:
    """Give every cell its column: after those that reach down into its row from above."""
    taken: dict[int, int] = {}  # column → the row up to which it is taken
    found: list[_Placed] = []
    width = 0
    for index, row in enumerate(rows):
        at = min(row.ahead, WIDEST)
        columns: list[int] = []
        cells: list[GatheredCell] = []
        for cell in row.cells:
            while taken.get(at, 0) > index:
                at += 1
            across = max(1, min(cell.across, WIDEST - at))
            down = max(1, min(cell.down, len(rows) - index))
            if down > 1:
                taken.update(dict.fromkeys(range(at, at + across), index + down))
            columns.append(at)
            same = (across, down) == (cell.across, cell.down)
            cells.append(cell if same else replace(cell, across=across, down=down))
            at += across
        width = max(width, at)
        found.append(_Placed(replace(row, cells=tuple(cells)), tuple(columns)))
    return found, width


def _body_begins(rows: Sequence[_Placed], width: int) -> int:
    """Return the first row of the table itself: what it is called stands over its whole width."""
    for index, row in enumerate(rows):
        texts = [cell.text for cell in row.row.cells if cell.filled]
        above = row.spans(width) or (len(texts) == 1 and _MEASURE.fullmatch(texts[0]))
        if texts and _SECTION.match(texts[0]):
            return index  # a row of the table: it must not become a heading
        if texts and not above:
            return index
    return len(rows)


def _body_ends(rows: Sequence[_Placed], width: int, first: int) -> int:
    """Return the row after the last one of the table: notes stand over its whole width."""
    end = len(rows)
    while end > first:
        row = rows[end - 1]
        words = "".join(cell.text for cell in row.row.cells)
        if words and not (row.spans(width) and _NOTE.match(words)):
            break
        end -= 1
    return end


def _is_running_text(row: _Placed, width: int) -> bool:
    cells = row.row.cells
    if sum(len(cell.text) for cell in cells) > _LONGEST_ROW:
        return True
    alone = row.spans(width)
    return any(_holds_text(cell, alone=alone, few=len(cells) <= 2) for cell in cells)


def _holds_text(cell: GatheredCell, *, alone: bool, few: bool) -> bool:
    if any(block.kind is LineKind.TABLE for block in cell.blocks):
        return True
    filled = cell.filled
    length = sum(len(block.text or "") for block in filled)
    if (few and length > _LONGEST) or (alone and length > LONG_CELL):
        return True
    several = len(filled) > 1 and length > LONG_CELL
    return several and (few or any(_SECTION.match((block.text or "").strip()) for block in filled))


def _as_text(row: _Placed) -> list[Block]:
    blocks = [block for cell in row.row.cells for block in cell.blocks]
    return [block for block in blocks if block.cuts or (block.text and block.text.strip())]


def _as_row(row: _Placed, number: int, width: int) -> Block:
    line = Gathering()
    places: list[CellPlace] = []
    for index, (column, cell) in enumerate(zip(row.columns, row.row.cells, strict=True)):
        if index:
            line.write("\t")
        start = line.length
        empty = True
        for block in cell.blocks:
            inner = _trimmed(block)
            if inner.text and not empty:
                line.write(" ")
            empty = empty and not inner.text
            line.follow(inner)
        places.append(CellPlace(start, line.length, column, cell.across, cell.down))
    if not line.text.strip():
        return Block(None, cuts=tuple(cut._replace(offset=0) for cut in line.cuts))
    place = RowPlace(number, width, tuple(places), row.row.heads)
    page = next((block.page for cell in row.row.cells for block in cell.blocks), 0)
    return Block(line.text, kind=LineKind.TABLE, page=page, cuts=line.cuts, row=place)


def _trimmed(block: Block) -> Block:
    """Return a cell's block as it stands in a row: no white space around it, no breaks in it."""
    text = block.text or ""
    lead = len(text) - len(text.lstrip())
    bare = text.strip().translate(_INSIDE_CELL)
    cuts = (cut._replace(offset=min(max(0, cut.offset - lead), len(bare))) for cut in block.cuts)
    return Block(bare, page=block.page, cuts=tuple(cuts))
