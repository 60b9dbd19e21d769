"""Tables in plain text: lines of cells that tabs part, as a spreadsheet pastes them.

A tab also indents, leads to a page number and aligns words. A table is a run of lines most of
which have one number of cells, three at least, or two of which the second is an amount.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from index.cleaning.shapes import starts_item
from index.readers.blocks import Block
from index.readers.grid import LONG_CELL, GatheredCell, GatheredRow, table_blocks
from index.tables.amounts import is_amount, range_in

_ROWS = 3  # lines of the shortest table
_CELLS = 3  # of a row
_HEADS = 2  # rows of a head with merged cells
_MOST = 0.6  # share of the lines that have one number of cells
_AMOUNTS = 0.5  # share of the lines of two cells whose second one is an amount


class _Cell(NamedTuple):
    text: str
    across: int = 1
    down: int = 1


def with_tables(lines: Iterable[Block]) -> Iterator[Block]:
    """Yield lines, those that make up tables as rows of these."""
    run: list[Block] = []
    for line in lines:
        if line.text and _has_cells(line.text):
            run.append(line)
            continue
        yield from _as_table(run)
        run = []
        yield line
    yield from _as_table(run)


def _has_cells(text: str) -> bool:
    return "\t" in text.strip()


def _as_table(run: Sequence[Block]) -> Sequence[Block]:
    rows = [[cell.strip() for cell in (line.text or "").split("\t")] for line in run]
    if not _is_table(rows):
        return run
    heads = _merged(rows)
    body = [[_Cell(cell) for cell in row] for row in rows[len(heads) :]]
    return table_blocks(
        GatheredRow(
            tuple(
                GatheredCell((Block(cell.text, page=line.page),), cell.across, cell.down)
                for cell in cells
            )
        )
        for line, cells in zip(run, [*heads, *body], strict=True)
    )


def _merged(rows: Sequence[Sequence[str]]) -> list[list[_Cell]]:
    """Return a head of two rows with what is left blank in them as merged cells; none where the
    head is one row: a name above reaches over the names below it, a lone one down to its column.
    """
    if len(rows) <= _HEADS or len(rows[0]) != len(rows[1]):
        return []
    above, below = rows[0], rows[1]
    if not _names(above) or not _names(below) or _names(rows[_HEADS]) or not above[0]:
        return []
    if all(above) or not any(one and not other for one, other in zip(below, above, strict=True)):
        return []
    first: list[_Cell] = []
    for name, under in zip(above, below, strict=True):
        if name:
            first.append(_Cell(name, 1, 1 if under else _HEADS))
        elif under and first[-1].down == 1:
            first[-1] = first[-1]._replace(across=first[-1].across + 1)
        else:
            return []
    return [first, [_Cell(under) for under in below if under]]


def _names(row: Sequence[str]) -> bool:
    """Say whether a row states no amount."""
    return not any(is_amount(cell) for cell in row if cell)


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    if len(rows) < _ROWS or any(len(cell) > LONG_CELL for row in rows for cell in row):
        return False
    width, times = Counter(map(len, rows)).most_common(1)[0]
    if times < _MOST * len(rows):
        return False
    if width >= _CELLS:
        return True
    amounts = sum(len(row) == width and _is_counted(row[-1]) for row in rows)
    return amounts >= _AMOUNTS * len(rows) and not any(starts_item(row[0]) for row in rows)


def _is_counted(text: str) -> bool:
    return is_amount(text) or range_in(text) is not None
