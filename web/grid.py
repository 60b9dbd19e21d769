"""The grid beside a result: units down, years across, how often in each.

A table of the library in, rows for the template out. A cell without a report is not a zero, and
says so; a cell that counts something leads to what it counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.model import Table
from web.forms import named
from web.heat import Cell, Heat, heat
from web.links import Args, extended, link

SHOWN = 13  # rows before the rest folds


@dataclass(frozen=True, slots=True)
class Row:
    """One unit, None for reports without one."""

    unit: str | None
    cells: tuple[Cell, ...]
    total: int
    address: str


@dataclass(frozen=True, slots=True)
class Grid:
    """What is shown; `folded` rows are not, of which `silent` count nothing."""

    years: tuple[int | None, ...]
    rows: tuple[Row, ...]
    folded: int
    silent: int
    whole: bool
    fold: str  # the address with all rows, or with the first ones again
    heat: Heat


def grid(table: Table, args: Args, *, passages: bool) -> Grid | None:
    """Return the grid, the units with most first; None where the library holds no report.

    The first 13 units that count something are shown, with `rows=all` every unit.
    """
    counts = table.passages if passages else table.occurrences
    kept = [column for column in range(len(table.columns)) if any(h[column] for h in table.held)]
    if not kept:
        return None
    totals = [sum(row) for row in counts]
    order = sorted(range(len(table.rows)), key=lambda row: (-totals[row], row))
    speaking = [row for row in order if totals[row]]
    whole = args.get("rows") == "all"
    shown = order if whole else speaking[:SHOWN]
    steps = heat(count for row in counts for count in row)
    base = link("search.show", args, drop=("page", "unit", "year"))
    by_unit = link("search.show", args, drop=("page", "unit"))
    columns = [(column, named(table.columns[column])) for column in kept]

    def cells(row: int, unit: str) -> Sequence[Cell]:
        return [
            Cell(
                count := counts[row][column],
                steps.step(count),
                table.held[row][column],
                extended(base, unit=unit, year=year) if count else None,
            )
            for column, year in columns
        ]

    rows = []
    for row in shown:
        unit = named(table.rows[row])
        found = tuple(cells(row, unit))
        rows.append(Row(table.rows[row], found, totals[row], extended(by_unit, unit=unit)))
    return Grid(
        tuple(table.columns[column] for column in kept),
        tuple(rows),
        len(order) - len(shown),
        len(order) - len(speaking),
        whole,
        link("search.show", args, drop=("page",), rows="" if whole else "all") + "#grid",
        steps,
    )
