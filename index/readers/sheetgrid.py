"""The visible rows of a sheet laid out: tables and paragraphs in reading order.

Cells that touch are a table; an empty row ends it, and an empty column where tables stand side by
side. Lines over a table (its name, 编制单位：…, 单位：万元) and notes below it are paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from index.errors import UnreadableReport
from index.model import Why
from index.readers.blocks import Block, Cut
from index.readers.grid import GatheredCell, GatheredRow, table_blocks
from index.readers.sheetview import SeenRow, View
from index.readers.sheetwords import Words
from index.readers.worksheet import Area
from index.tables.amounts import is_amount

_NARROWEST = 2  # columns, and rows, of a table that stands beside another
_EMPTY = GatheredCell(())
_STATED = re.compile(r"\S[^:：。；]{0,11}[:：][^。；]{0,40}")  # 编制单位：市财政局
_TOLD = re.compile(r"单\s*位\s*[:：]|(?:公开|附)?\s*[表附件]+\s*[\d一二三四五六七八九十]|公开\d+表")
_NOTE = re.compile(r"[（(]?(?:备?注|说明|附注|数据来源|资料来源)\s*\d{0,2}\s*[:：、.．]|※|\*")
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]")
_Rows = Sequence[SeenRow]


class Layout:
    """A sheet on its way to blocks. `heads` are the rows that the file repeats on top of its pages,
    `most` the places of all grids.
    """

    def __init__(self, view: View, *, heads: tuple[int, int], name: str, most: int) -> None:
        self._view = view
        self._heads = heads
        self._name = name
        self._left = self._most = most

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks. Raises UnreadableReport `too_many_cells`."""
        yield from self._regions(self._view.rows)

    def _regions(self, rows: _Rows) -> Iterator[Block]:
        for group in self._apart(rows):
            start, end = _body(group)
            yield from _lines(group[:start])
            body = group[start:end]
            pieces = self._beside(body)
            if len(pieces) > 1:
                for piece in pieces:
                    yield from self._regions(piece)
            elif body:
                yield from self._table(body)
            yield from _lines(group[end:])

    def _apart(self, rows: _Rows) -> Iterator[list[SeenRow]]:
        """Cut where an empty row is seen. Hidden rows go with what stands above."""
        group: list[SeenRow] = []
        reach = 0
        for row in rows:
            if row.cells:
                if group and reach and self._view.is_apart(reach, row.number):
                    yield group
                    group = []
                reach = max([row.number, *(area.bottom for area in _shown(row))])
            group.append(row)
        if group:
            yield group

    def _beside(self, rows: _Rows) -> list[list[SeenRow]]:
        """Cut where empty columns part two tables; a column that is only left empty parts none."""
        taken: set[int] = set()
        for row in rows:
            taken.update(row.cells)
            for area in _shown(row):
                taken.update(range(area.left, area.right + 1))
            if drawn := self._view.bordered(row.number):
                taken.update(range(drawn[0], drawn[1] + 1))
        pieces: list[list[int]] = []
        for column in sorted(taken):
            if pieces and not self._view.columns(pieces[-1][-1] + 1, column - 1):
                pieces[-1].append(column)
            else:
                pieces.append([column])
        cut = [_within(rows, piece[0], piece[-1]) for piece in pieces]
        return cut if len(cut) > 1 and all(map(_is_whole, cut)) else [list(rows)]

    def _table(self, rows: _Rows) -> list[Block]:
        columns = self._columns(rows)
        self._left -= len(rows) * len(columns)
        if self._left < 0:
            raise UnreadableReport("too_many_cells", file=self._name, limit=self._most)
        last: dict[Area, int] = {}
        for index, row in enumerate(rows):
            last.update(dict.fromkeys(row.merged, index))
        begun: set[Area] = set()
        found: list[GatheredRow] = []
        for index, row in enumerate(rows):
            if not row.cells:
                found.append(GatheredRow((GatheredCell((Block(None, cuts=row.cuts),)),)))
                continue
            first, final = self._heads
            cells = _cells(row, columns, index, last, begun)
            found.append(GatheredRow(tuple(cells), first <= row.number <= final))
            begun.update(row.merged)
        return table_blocks(found)

    def _columns(self, rows: _Rows) -> list[int]:
        """Return the columns in which something stands; of merged cells those they reach over."""
        filled = {column for row in rows for column in row.cells}
        if not filled:
            return []
        first, last = min(filled), max(filled)
        reached = {(area.left, area.right) for row in rows for area in _shown(row)}
        # Columns that only a name above all of them reaches are none of the table.
        wide = max((right - left for left, right in reached), default=0)
        for left, right in reached:
            if right - left < wide or right <= last:
                filled.update(range(max(left, first), right + 1))
        return [column for column in self._view.columns(first, max(filled)) if column in filled]


def _shown(row: SeenRow) -> Iterator[Area]:
    """Yield the merged cells that begin in a row and say something."""
    return (area for area in row.merged if area.top == row.number and area.left in row.cells)


def _cells(
    row: SeenRow,
    columns: Sequence[int],
    index: int,
    last: dict[Area, int],
    begun: set[Area],
) -> Iterator[GatheredCell]:
    over = {column: area for area in row.merged for column in _under(area, columns)}
    done: set[Area] = set()
    for column in columns:
        area = over.get(column)
        words = row.cells.get(column)
        if area is None:
            yield _EMPTY if words is None else GatheredCell(tuple(_lines_of(words)))
        elif area not in begun and area not in done:
            done.add(area)
            words = row.cells.get(area.left)
            across = sum(over.get(other) == area for other in columns)
            blocks = tuple(_lines_of(words)) if words else ()
            yield GatheredCell(blocks, across, last[area] - index + 1)


def _under(area: Area, columns: Sequence[int]) -> Sequence[int]:
    """Return the columns that merged cells reach over."""
    return columns[bisect_left(columns, area.left) : bisect_right(columns, area.right)]


def _lines_of(words: Words) -> Iterator[Block]:
    """Yield the lines of a cell, its cuts at their places."""
    if "\n" not in words.text:
        yield Block(words.text, cuts=words.cuts)
        return
    start = 0
    lines = words.text.split("\n")
    for number, line in enumerate(lines):
        end = start + len(line) + (number < len(lines) - 1)
        cuts = tuple(
            cut._replace(offset=min(cut.offset - start, len(line)))
            for cut in words.cuts
            if start <= cut.offset < end or (number == len(lines) - 1 and cut.offset >= start)
        )
        if line.strip() or cuts:
            yield Block(line, cuts=cuts)
        start = end


def _lines(rows: _Rows) -> Iterator[Block]:
    """Yield rows that frame a table as paragraphs, a cell each."""
    for row in rows:
        if row.cuts:
            yield Block(None, cuts=row.cuts)
        for _, words in sorted(row.cells.items()):
            yield from (_bare(block) for block in _lines_of(words))


def _bare(block: Block) -> Block:
    """Return a line without the spaces around it, that only set it in its cell."""
    text = block.text or ""
    lead = len(text) - len(text.lstrip())
    bare = text.strip()
    cuts = (cut._replace(offset=min(max(0, cut.offset - lead), len(bare))) for cut in block.cuts)
    return replace(block, text=bare or None, cuts=tuple(cuts))


def _within(rows: _Rows, left: int, right: int) -> list[SeenRow]:
    """Return the part of rows that stands between two columns."""
    found: list[SeenRow] = []
    for row in rows:
        cells = {column: words for column, words in row.cells.items() if left <= column <= right}
        if cells or (row.cuts and left == min((*row.cells, left))):
            merged = tuple(area for area in row.merged if left <= area.left <= right)
            found.append(replace(row, cells=cells, merged=merged))
    return found


def _is_whole(rows: _Rows) -> bool:
    """Say whether rows are a table of their own: with names at the left, and no single column."""
    columns = {column for row in rows for column in row.cells}
    filled = [row for row in rows if row.cells]
    if len(columns) < _NARROWEST or len(filled) < _NARROWEST:
        return False
    first = min(columns)
    names = [row.cells[first].text for row in filled if first in row.cells]
    return 2 * sum(not is_amount(name) for name in names) > len(names)


def _body(rows: _Rows) -> tuple[int, int]:
    """Return the first row of the table among rows, and the one after its last."""
    several = [index for index, row in enumerate(rows) if len(row.cells) > 1]
    if not several:
        return 0, len(rows)
    start = 0
    while start < several[-1] and _is_above(rows, start):
        start += 1
    if _opens_section(rows, start):
        start -= 1
    end = len(rows)
    while end > start + 1 and (not rows[end - 1].cells or _is_below(rows[end - 1])):
        end -= 1
    last = next((index for index in reversed(range(start, end)) if rows[index].cells), start) + 1
    noted = next((i for i in range(several[-1] + 1, end) if _is_note(rows[i])), end)
    return start, max(start, min(last, noted))


def _is_above(rows: _Rows, index: int) -> bool:
    texts = _texts(rows[index])
    if len(texts) < 2:
        return True
    return all(_STATED.fullmatch(text) or _TOLD.match(text) for text in texts) and any(
        _TOLD.search(text) for text in texts
    )


def _opens_section(rows: _Rows, start: int) -> bool:
    """Say whether the line above is a row of the body: 一、基本支出 over rows of amounts."""
    if not start or start >= len(rows):
        return False
    texts = _texts(rows[start - 1])
    return (
        bool(texts)
        and _SECTION.match(texts[0]) is not None
        and any(is_amount(text) for text in _texts(rows[start]))
    )


def _is_below(row: SeenRow) -> bool:
    texts = _texts(row)
    return len(texts) > 1 and all(map(_STATED.fullmatch, texts))


def _is_note(row: SeenRow) -> bool:
    texts = _texts(row)
    return len(texts) == 1 and _NOTE.match(texts[0]) is not None


def _texts(row: SeenRow) -> list[str]:
    return [words.text.strip() for _, words in sorted(row.cells.items()) if words.text.strip()]


def aside(rows: Iterable[str]) -> Block:
    """Return lines that are set aside as hidden."""
    text = "\n".join(line for line in rows if line.strip())
    return Block(None, cuts=(Cut(0, text, Why.HIDDEN),) if text else ())
