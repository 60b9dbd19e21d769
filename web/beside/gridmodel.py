"""Two tables of a comparison as a page shows them: columns, lines of cells, and how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.model import Table
from search.comparing.model import ColumnsBy
from search.comparing.onegrid import Column
from web.beside.boxes import Box
from web.beside.sections import Counts, Line
from web.language import LazyString
from web.language import lazy_gettext as _l

_APART = 5  # columns of a table that is shown side by side


class Cells(StrEnum):
    """How two tables stand: both in one cell, or side by side."""

    TOGETHER = "together"
    APART = "apart"


WAYS: dict[Cells, LazyString] = {
    Cells.TOGETHER: _l("左右同格看"),
    Cells.APART: _l("左右分开看"),
}


@dataclass(frozen=True, slots=True)
class GridLine:
    """A row of the grid: its line, its cells on both sides and those of both in one.

    `numbers` are its numbers in the two tables, from 1, 0 where it is not there.
    """

    line: Line
    numbers: tuple[int, int]
    left: tuple[Box, ...]
    right: tuple[Box, ...]
    both: tuple[Box, ...]
    total: bool

    @property
    def number(self) -> str:
        """Its number, or both where they differ: 4, 3 → 5."""
        there = [str(number) for number in dict.fromkeys(self.numbers) if number]
        return " → ".join(there)


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two tables is: its number in the report, from 1, its own columns, and how
    many rows it has, heads left out.
    """

    number: int
    table: Table
    columns: tuple[Column, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of two tables that stand together; `left_out` are how many rows were not asked for.

    `labels` are how many of the first columns say what a row is; `first` that no other grid of
    these tables stands above.
    """

    left: Side
    right: Side
    columns: tuple[Column, ...]
    labels: int
    by: ColumnsBy
    together: bool
    lines: tuple[GridLine, ...]
    counts: Counts
    left_out: int
    first: bool
    name = "grid"

    @property
    def wide(self) -> bool:
        """Whether it has too many columns to stand side by side."""
        return is_wide(self.columns)

    def renamed(self, *, by_year: bool) -> tuple[Column, ...]:
        """Return the columns that both sides call differently: but for the year, or otherwise."""
        return tuple(one for one in self.columns if one.renamed and one.by_year is by_year)


def is_wide(columns: Sequence[Column]) -> bool:
    """Say whether a table has too many columns to stand side by side."""
    return len(columns) > _APART
