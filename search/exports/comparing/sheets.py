"""The tables of a comparison in its workbook: a list of them, and a sheet for each pair.

A row of a sheet is a row of both tables: what it is, its number on either side, and for each
column what stands on the left and on the right; of numbers the difference and the change too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.measures import is_share
from search.comparing.model import FigurePair, Row, RowKind, TablePair
from search.comparing.onegrid import (
    LEFT,
    RIGHT,
    Cells,
    Column,
    cells_of,
    columns_of,
    figures_in,
    is_counted,
    number_of,
    part_of,
)
from search.exports import words
from search.exports.amounts import amount_in
from search.exports.comparing import wording
from search.exports.comparing.beside import Beside
from search.exports.workbook import Book, Sheet

MOST = 100  # sheets of tables: beyond, nobody finds one by its tab
_MOST_COLUMNS = 2_000  # of a table: a sheet holds 16,384
_WIDTHS = (12, 7, 7, 7)  # of what stands before a row's cells
_LABEL, _NUMBER, _TEXT = 28, 14, 20
_LISTED = (
    (wording.LEFT_TABLE, 7),
    (wording.RIGHT_TABLE, 7),
    (wording.LEFT_CAPTION, 36),
    (wording.RIGHT_CAPTION, 36),
    (wording.ROW_COUNT, 8),
    *((wording.KINDS[kind], 10) for kind in RowKind),
    (wording.SHEET, 34),
)

Value = str | float | None


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two tables that are one, with their rows (heads left out) and their columns."""

    pair: TablePair
    rows: tuple[tuple[int, Row], ...]
    columns: tuple[Column, ...]
    counted: frozenset[int]  # places of columns that hold numbers


def tables(book: Book, beside: Beside) -> None:
    """Add the list of the tables that are one, and a sheet for each, to MOST of them."""
    pairs = _pairs(beside)
    if not pairs:
        return
    figures = figures_in(beside.found)
    titles = [(book.say(title), width) for title, width in _LISTED]
    listed = book.sheet(book.say(wording.TABLES_SHEET), [width for _, width in titles])
    listed.head([title for title, _ in titles], rows=len(pairs), fixed=2)
    for number, one in enumerate(pairs):
        name = _sheet(book, beside, one, figures) if number < MOST else ""
        listed.row(_listed(beside, one, name or book.say(wording.NO_SHEET)))
    if len(pairs) > MOST:
        said = book.say(wording.FEWER_SHEETS)
        listed.row([None, None, said.format(most=MOST, rest=f"{len(pairs) - MOST:,}")])


def _pairs(beside: Beside) -> list[_Pair]:
    """Return the tables that are one, in the order of the right report."""
    found = beside.found
    held: dict[TablePair, list[tuple[int, Row]]] = defaultdict(list)
    of = (
        {one.left: one for one in found.tables},
        {one.right: one for one in found.tables},
    )
    for number, row in enumerate(found.rows):
        parts = part_of(row, LEFT), part_of(row, RIGHT)
        both = {of[n].get(part.table) for n, part in enumerate(parts) if part is not None}
        pair = both.pop() if len(both) == 1 else None
        if pair is not None and any(_numbers(beside, pair, row)):
            held[pair].append((number, row))
    made = []
    for pair in sorted(found.tables, key=lambda one: one.right):
        left, right = found.left_tables[pair.left], found.right_tables[pair.right]
        columns = columns_of(left, right, pair)[:_MOST_COLUMNS]
        rows = tuple(held[pair])
        made.append(_Pair(pair, rows, columns, frozenset(_counted(columns, rows))))
    return made


def _numbers(beside: Beside, pair: TablePair, row: Row) -> tuple[int, int]:
    """Return the numbers of a row in the two tables, 0 where it is not there or a head."""
    here, there = part_of(row, LEFT), part_of(row, RIGHT)
    found = beside.found
    return (
        number_of(here, found.left_tables[pair.left]) if here else 0,
        number_of(there, found.right_tables[pair.right]) if there else 0,
    )


def _counted(columns: Sequence[Column], rows: Sequence[tuple[int, Row]]) -> Iterator[int]:
    """Yield the places of columns in which a number stands."""
    sides = [(cells_of(row, LEFT), cells_of(row, RIGHT)) for _, row in rows]
    for place, column in enumerate(columns):
        texts = (_text(cells, column, which) for cells in sides for which in (LEFT, RIGHT))
        if any(text and is_counted(text, column) for text in texts):
            yield place


def _text(cells: tuple[Cells, Cells], column: Column, which: int) -> str:
    place = (column.left, column.right)[which]
    cell = cells[which].get(place) if place is not None else None
    return cell[1] if cell else ""


def _listed(beside: Beside, one: _Pair, name: str) -> list[Value]:
    found, pair = beside.found, one.pair
    kinds = [row.kind for _, row in one.rows]
    return [
        pair.left + 1,
        pair.right + 1,
        found.left_tables[pair.left].caption,
        found.right_tables[pair.right].caption,
        len(kinds),
        *(kinds.count(kind) for kind in RowKind),
        name,
    ]


def _sheet(
    book: Book, beside: Beside, one: _Pair, figures: Mapping[tuple[int, int], FigurePair]
) -> str:
    """Write one pair of tables; return the sheet's name."""
    table = beside.found.right_tables[one.pair.right]
    number = book.say(words.TABLE_NUMBER).format(number=one.pair.right + 1)
    told = [_told(row, number, one, figures) for number, row in one.rows]
    measures = _measures(one, told)
    heads = [*map(book.say, (wording.KIND, wording.MOVED, wording.LEFT_ROW, wording.RIGHT_ROW))]
    widths: list[float] = [*_WIDTHS]
    for place, column in enumerate(one.columns):
        titles = _titles(book, column, measures.get(place, ""), numbers=place in one.counted)
        first = _LABEL if place == 0 else _TEXT
        heads += titles
        widths += [_NUMBER if place in one.counted else first] * len(titles)
    sheet = book.sheet(f"{number} {table.caption or ''}".strip(), widths)
    sheet.head(heads, rows=len(one.rows), fixed=len(_WIDTHS) + 1)
    for (_, row), pairs in zip(one.rows, told, strict=True):
        _row(book, sheet, beside, one, row, pairs, measures)
    return sheet.name


def _titles(book: Book, column: Column, measure: str, *, numbers: bool) -> list[str]:
    """Return the heads of a column's left and right, and of what became of its numbers."""
    say = book.say
    names = [" › ".join(names or column.names[1 - n]) for n, names in enumerate(column.names)]
    titles = [
        say(wording.OF_COLUMN).format(column=name, what=say(side))
        for name, side in zip(names, (wording.LEFT, wording.RIGHT), strict=True)
    ]
    if not numbers:
        return titles
    change = say(wording.CHANGE)
    if measure:
        told = say(wording.POINTS) if is_share(measure) else measure
        change = say(wording.CHANGE_IN).format(measure=told)
    both = " › ".join(column.together)
    more = (change, say(wording.RATE_PERCENT))
    return [*titles, *(say(wording.OF_COLUMN).format(column=both, what=one) for one in more)]


def _told(
    row: Row, number: int, one: _Pair, figures: Mapping[tuple[int, int], FigurePair]
) -> dict[int, FigurePair]:
    """Return the figures of a row by the places of their columns."""
    cells = cells_of(row, RIGHT)
    found = {}
    for place, column in enumerate(one.columns):
        cell = cells.get(column.right) if column.right is not None else None
        pair = figures.get((number, cell[0].start)) if cell else None
        if pair is not None and pair.left is not None and pair.delta is not None:
            found[place] = pair
    return found


def _measures(one: _Pair, told: Sequence[Mapping[int, FigurePair]]) -> dict[int, str]:
    """Return in what the differences of a column are told, of those that are told in one."""
    found: dict[int, set[str]] = defaultdict(set)
    for pairs in told:
        for place, pair in pairs.items():
            found[place].add(pair.measure)
    return {place: names.pop() for place, names in found.items() if len(names) == 1}


def _row(
    book: Book,
    sheet: Sheet,
    beside: Beside,
    one: _Pair,
    row: Row,
    told: Mapping[int, FigurePair],
    measures: Mapping[int, str],
) -> None:
    here, there = _numbers(beside, one.pair, row)
    moved = book.say(wording.YES) if row.moved else None
    first: list[Value] = [book.say(wording.KINDS[row.kind]), moved, here or None, there or None]
    for at, value in enumerate(first):
        sheet.cell(at, value, book.plain)
    cells = cells_of(row, LEFT), cells_of(row, RIGHT)
    at = len(first)
    for place, column in enumerate(one.columns):
        for which in (LEFT, RIGHT):
            _cell(book, sheet, at, _text(cells, column, which), column)
            at += 1
        if place not in one.counted:
            continue
        pair = told.get(place)
        became = _became(pair, told=place in measures) if pair else (None, None)
        for value in became:
            sheet.cell(at, value, book.plain)
            at += 1
    sheet.end_row()


def _cell(book: Book, sheet: Sheet, at: int, text: str, column: Column) -> None:
    number = amount_in(text) if is_counted(text, column) else None
    if number is None:
        sheet.cell(at, text, book.wrapped)
    else:
        sheet.cell(at, number.value, book.numbered(number.form))


def _became(pair: FigurePair, *, told: bool) -> tuple[Value, Value]:
    """Return the difference, with its measure where the head does not tell it, and the percent."""
    percent = None if pair.percent is None else round(pair.percent, 4)
    return (pair.delta if told else f"{pair.delta}{pair.measure}"), percent
