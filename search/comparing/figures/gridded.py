"""Which figures of tables belong together: those of one row under columns that are one.

In: the figures of both sides' cells. Out: pairs of them, and those that stand alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from index.folding import fold_loose
from index.tables.amounts import number_in
from index.tables.naming import plain_name
from search.comparing.figures.rowcells import Cellular, is_dash
from search.comparing.model import Row, Side, TablePair


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
        same = [cell.found.value for cell in lefts[number]] == [
            cell.found.value for cell in rights[number]
        ]
        mapped = columns.get((one, other)) or ({} if not same else None)
        theres = {(cell.column, cell.found.bound): n for n, cell in enumerate(rights[number])}
        firsts = _first(row.left), _first(row.right)
        # Of two lists in one grid the first one says which row it is, whatever it is called now.
        alone = all(len({cell.label for cell in side[number]}) == 1 for side in (lefts, rights))
        for n, cell in enumerate(lefts[number]):
            column = cell.column if mapped is None else mapped.get(cell.column, -1)
            to = theres.get((column, cell.found.bound))
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
    labels = (text for text in texts if text and number_in(text) is None and not is_dash(text))
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
                    heres[_named(cell, other, mapped[cell.column])].append((number, n))
        table = _table(row.right)
        if table is not None:
            for n, cell in enumerate(rights[number]):
                if (number, n) not in taken and cell.label:
                    theres[_named(cell, table, cell.column)].append((number, n))
    return {
        places[0]: theres[key][0]
        for key, places in heres.items()
        if len(places) == 1 and len(theres.get(key, ())) == 1
    }


def _named(cell: Cellular, table: int, column: int) -> tuple[object, ...]:
    """Return what tells a figure: its table, its label, its column, and which end of a range."""
    return table, fold_loose(cell.label), column, cell.found.bound


def _table(side: Side | None) -> int | None:
    """Return the table of which a side is one row."""
    return side.row.table if side is not None and side.row is not None else None
