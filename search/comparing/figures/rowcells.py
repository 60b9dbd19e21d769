"""The figures of table rows whose grid is known: what a cell counts is said by its row and its
column.

In: the sides of a comparison's rows. Out: of each side the figures of its cells, in their order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from index.measures import measure_at
from index.model import Cell, Span, Table
from index.model import Row as TableRow
from index.tables.amounts import number_in, own_measure, range_in
from index.tables.naming import (
    measure_named,
    measure_of_column,
    names_codes,
    names_places,
    plain_name,
)
from index.tables.units import measure_under
from index.tables.years import number_under, year_columns
from search.comparing.figures.found import Found
from search.comparing.figures.tokens import SCALES
from search.comparing.model import Part, Side

_UNIT = re.compile("(?:计量|计数)?单位")
_CODE = re.compile(r"\d{1,3}|\d{5}|\d{7}")
_SCALE = re.compile("[万亿]*")


class Cellular(NamedTuple):
    """A figure of a cell: the label of its row, its place in the grid, the names of its column."""

    found: Found
    label: str
    column: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Carried:
    """What a label of a row above still says: its text, over which columns, down to which row."""

    text: str
    last: int


def cells_of(sides: Sequence[Side | None], tables: Sequence[Table]) -> list[tuple[Cellular, ...]]:
    """Return of each side the figures of the table rows in it, in their order."""
    rows: list[tuple[int, int, Side, Part, TableRow]] = [
        (part.row.table, part.row.row, side, part, part.row)
        for side in sides
        if side is not None
        for part in side.parts
        if part.row is not None
    ]
    rows.sort(key=lambda one: one[:2])
    dated = _dated(rows, tables)
    found: dict[tuple[int, int], list[Cellular]] = {}
    carried: dict[int, _Carried] = {}
    table = -1
    for number, place, _, part, row in rows:
        if number != table:
            table, carried = number, {}
        if place >= tables[number].header_rows:
            found[number, place] = _of_row(row, part.start, tables[number], carried, dated[number])
        for cell in row.cells:
            if cell.place.down > 1:
                carried[cell.place.column] = _Carried(cell.text, place + cell.place.down - 1)
    return [
        tuple(
            one
            for part in (side.parts if side else ())
            if part.row is not None
            for one in found.get((part.row.table, part.row.row), ())
        )
        for side in sides
    ]


def _dated(
    rows: Sequence[tuple[int, int, Side, Part, TableRow]], tables: Sequence[Table]
) -> dict[int, frozenset[int]]:
    """Return of each table the columns that state years."""
    held: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for number, place, _, _, row in rows:
        if place >= tables[number].header_rows:
            held[number] += [(cell.place.column, cell.text) for cell in row.cells]
    return {number: year_columns(tables[number].columns, cells) for number, cells in held.items()}


def _of_row(
    row: TableRow,
    start: int,
    table: Table,
    carried: dict[int, _Carried],
    dated: frozenset[int],
) -> list[Cellular]:
    cells = {cell.place.column: cell for cell in row.cells}
    found: list[Cellular] = []
    label, measure = "", None
    for column in range(len(table.columns)):
        cell = cells.get(column)
        above = carried.get(column)
        text = cell.text.strip() if cell else above.text if above and above.last >= row.row else ""
        if not text:
            continue
        names = table.columns[column]
        head = plain_name(names[-1]) if names else ""
        if _UNIT.fullmatch(head):
            measure = measure_named(text)
            continue
        if (
            names_codes(head)
            or names_places(head)
            or (not label and not found and _CODE.fullmatch(text))
        ):
            continue
        number = number_under(text, years=column in dated)
        if number is None:
            bounds = _bounds(text, names) if cell is not None and label else None
            if cell is not None and bounds:
                ends = _range(cell, start, bounds, measure or measure_of_column(names) or "", label)
                found += [Cellular(end, label, column, names) for end in ends]
            elif cell is None or not is_dash(text):
                label = plain_name(text)
            continue
        if cell is not None:
            under = cell.measure or measure_under(names, table.measure)
            counted = own_measure(text) or measure or under or ""
            found.append(
                Cellular(_figure(cell, start, number, counted, label), label, column, names)
            )
    return found


def _bounds(text: str, names: Sequence[str]) -> tuple[Span, Span] | None:
    """Return the ends of a range of amounts: one that is measured; another one says what a row is
    (18-35).
    """
    bounds = range_in(text)
    measured = bounds and (own_measure(text[slice(*bounds[1])]) or measure_of_column(names))
    return bounds if measured else None


def _range(
    cell: Cell, start: int, bounds: tuple[Span, Span], counted: str, label: str
) -> list[Found]:
    """Return both ends of a range in a cell."""
    text = cell.text.strip()
    before = cell.place.start + cell.text.index(text)
    measure = own_measure(text[slice(*bounds[1])]) or counted
    found = []
    for bound, span in zip((-1, 1), bounds, strict=True):
        bare = text[slice(*span)]
        place = cell.place._replace(start=before + span.start, end=before + span.end)
        number = number_in(bare)
        assert number is not None  # noqa: S101 - `range_in` has read it
        one = _figure(Cell(bare, place), start, number, measure, label)
        found.append(replace(one, bound=bound))
    return found


def is_dash(text: str) -> bool:
    """Say whether a cell holds what stands for no number."""
    return text in ("-", "－", "—", "——", "/", "…")


def _figure(cell: Cell, start: int, number: Decimal, counted: str, label: str) -> Found:
    scale = _SCALE.match(counted)
    times = scale[0] if scale else ""
    name = counted[len(times) :]
    told = measure_at(name, 0)
    worth = number
    for one in times:
        worth *= SCALES[one]
    bare = cell.text.strip()
    at = start + cell.place.start + cell.text.index(bare)
    return Found(
        Span(at, at + len(bare)),
        bare,
        worth,
        times,
        told.name if told else name,
        context=label,
        faint=number == 0,
        full=bare,
        column=cell.place.column + 1,
        columns=1,
        stated=bool(times) and not own_measure(bare),
    )
