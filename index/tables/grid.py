"""The grid of a table: rows of cells that know their columns, and which cell covers a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index.model import CellPlace


@dataclass(frozen=True, slots=True)
class GridRow:
    """The cells that begin in a row: their texts, and their places (offsets do not matter here).

    `heads`: the file says that the row names the columns.
    """

    texts: tuple[str, ...]
    places: tuple[CellPlace, ...]
    heads: bool = False


@dataclass(frozen=True)
class Grid:
    """The rows of one table, from the top."""

    rows: tuple[GridRow, ...]

    @cached_property
    def width(self) -> int:
        """The number of columns."""
        return max(
            (place.column + place.across for row in self.rows for place in row.places), default=0
        )

    def covering(self, rows: int) -> list[list[tuple[int, int] | None]]:
        """Return for each of the first `rows` rows which cell covers each column.

        A cell is named by its row and its number in it; None where there is none.
        """
        found: list[list[tuple[int, int] | None]] = [[None] * self.width for _ in range(rows)]
        for index, row in enumerate(self.rows[:rows]):
            for number, place in enumerate(row.places):
                for below in range(index, min(index + place.down, rows)):
                    for column in range(place.column, place.column + place.across):
                        found[below][column] = (index, number)
        return found

    def reaching_into(self, index: int) -> Sequence[CellPlace]:
        """Return the places of cells above row `index` that reach down into it."""
        return [
            place
            for above, row in enumerate(self.rows[:index])
            for place in row.places
            if above + place.down > index
        ]
