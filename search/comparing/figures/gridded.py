"""Figures of tables whose grid is known: what a cell counts is said by its row and its column.

In: the sides of a comparison's rows. Out: of each side the figures of its cells, and which of them
belong together: those of one row under columns that are one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from index.folding import fold_loose
from index.measures import measure_at
from index.model import Cell, Span, Table
from index.model import Row as TableRow
from index.tables.amounts import number_in, own_measure
from index.tables.naming import measure_named, names_codes, names_places, plain_name
from search.comparing.figures.found import Found
from search.comparing.figures.tokens import SCALES
from search.comparing.model import Part, Row, Side, TablePair

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
    found: dict[tuple[int, int], list[Cellular]] = {}
    carried: dict[int, _Carried] = {}
    table = -1
    for number, place, _, part, row in rows:
        if number != table:
            table, carried = number, {}
        if place >= tables[number].header_rows:
            found[number, place] = _of_row(row, part.start, tables[number], carried)
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


def _of_row(
    row: TableRow, start: int, table: Table, carried: dict[int, _Carried]
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
        number = number_in(text)
        if number is None:
            if cell is None or not _dash(text):
                label = plain_name(text)
            continue
        if cell is not None:
            counted = own_measure(text) or measure or cell.measure or ""
            found.append(
                Cellular(_figure(cell, start, number, counted, label), label, column, names)
            )
    return found


def _dash(text: str) -> bool:
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


class Joined(NamedTuple):
    """Two figures of cells that belong together, or one alone; each with its row."""

    left: tuple[int, Cellular] | None
    right: tuple[int, Cellular] | None


def joined(
    rows: Sequence[Row],
    lefts: Sequence[tuple[Cellular, ...]],
    rights: Sequence[tuple[Cellular, ...]],
    tables: Iterable[TablePair],
) -> list[Joined]:
    """Return which figures of cells belong together: in one row under one column, behind one
    label; then those of one label under one column of two tables that are one; then those of one
    row and column whose label was changed.
    """
    columns = {(one.left, one.right): dict(one.columns) for one in tables}
    pairs: dict[tuple[int, int], tuple[int, int]] = {}  # (row, number) left → right
    renamed: dict[tuple[int, int], tuple[int, int]] = {}
    for number, row in enumerate(rows):
        one, other = _table(row.left), _table(row.right)
        if one is None or other is None:
            continue
        same = row.left is not None and row.right is not None and row.left.text == row.right.text
        mapped = columns.get((one, other)) or ({} if not same else None)
        theres = {cell.column: n for n, cell in enumerate(rights[number])}
        firsts = _first(row.left), _first(row.right)
        # Of two lists in one grid the first one says which row it is, whatever it is called now.
        alone = all(len({cell.label for cell in side[number]}) == 1 for side in (lefts, rights))
        for n, cell in enumerate(lefts[number]):
            to = theres.get(cell.column if mapped is None else mapped.get(cell.column, -1))
            if to is None:
                continue
            beside = rights[number][to]
            if alone or (cell.label, beside.label) == firsts or _agree(cell, beside):
                pairs[number, n] = (number, to)
            elif _was_renamed(cell, beside):
                renamed[number, n] = (number, to)
    pairs |= _elsewhere(rows, lefts, rights, columns, pairs)
    taken = {*pairs.values()}
    pairs |= {at: to for at, to in renamed.items() if at not in pairs and to not in taken}
    back = {to: at for at, to in pairs.items()}
    found: list[Joined] = []
    for number in range(len(rows)):
        for n, cell in enumerate(lefts[number]):
            if (number, n) not in pairs:
                found.append(Joined((number, cell), None))
        for n, cell in enumerate(rights[number]):
            at = back.get((number, n))
            left = (at[0], lefts[at[0]][at[1]]) if at else None
            found.append(Joined(left, (number, cell)))
    return found


def _first(side: Side | None) -> str | None:
    """Return the first label of a side that is one row, None without."""
    cells = side.row.cells if side is not None and side.row is not None else ()
    texts = (cell.text.strip() for cell in cells)
    labels = (text for text in texts if text and number_in(text) is None and not _dash(text))
    return next(map(plain_name, labels), None)


def _agree(left: Cellular, right: Cellular) -> bool:
    """Say whether two labels may be of one thing."""
    return not left.label or not right.label or fold_loose(left.label) == fold_loose(right.label)


def _was_renamed(left: Cellular, right: Cellular) -> bool:
    """Say whether two figures of other labels are one where neither label stands elsewhere: one
    label holds the other, or nothing but the label changed.
    """
    one, other = fold_loose(left.label), fold_loose(right.label)
    held = bool(one and other) and (one in other or other in one)
    return held or (left.found.value == right.found.value != 0)


def _elsewhere(
    rows: Sequence[Row],
    lefts: Sequence[tuple[Cellular, ...]],
    rights: Sequence[tuple[Cellular, ...]],
    columns: dict[tuple[int, int], dict[int, int]],
    known: dict[tuple[int, int], tuple[int, int]],
) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the free figures that have their label and column alone in tables that are one."""
    taken = set(known.values())
    partner = {one: (other, mapped) for (one, other), mapped in columns.items()}
    heres: dict[tuple[object, ...], list[tuple[int, int]]] = defaultdict(list)
    theres: dict[tuple[object, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, row in enumerate(rows):
        one = _table(row.left)
        if one is not None and one in partner:
            other, mapped = partner[one]
            for n, cell in enumerate(lefts[number]):
                if (number, n) not in known and cell.label and cell.column in mapped:
                    key = (other, fold_loose(cell.label), mapped[cell.column])
                    heres[key].append((number, n))
        table = _table(row.right)
        if table is not None:
            for n, cell in enumerate(rights[number]):
                if (number, n) not in taken and cell.label:
                    theres[table, fold_loose(cell.label), cell.column].append((number, n))
    return {
        places[0]: theres[key][0]
        for key, places in heres.items()
        if len(places) == 1 and len(theres.get(key, ())) == 1
    }


def _table(side: Side | None) -> int | None:
    """Return the table of which a side is one row."""
    return side.row.table if side is not None and side.row is not None else None
