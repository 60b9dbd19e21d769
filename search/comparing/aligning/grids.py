"""Tables side by side: which is which, and what their rows are called.

Which column is which is said by `columns`. A row is told by the cells before its first number.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from index.folding import fold_loose
from index.model import Row, Table
from index.tables.amounts import range_in
from index.tables.naming import measure_of_column, names_codes, names_places
from index.tables.years import number_under, year_columns
from search.comparing.aligning.chains import chain
from search.comparing.aligning.columns import YEAR, pair_columns, yearless
from search.comparing.model import ColumnsBy, TablePair
from search.comparing.texts import Text
from search.likeness import common_share

_CODE = re.compile(r"\d{1,7}")
_MOSTLY = 0.6  # of a column's cells, that are no numbers where it says what rows are
_SURE = 3  # numbers that are the same, and _MOSTLY of all, in what is only called otherwise
_LEAST = 0.4  # how alike tables are that may be one
_CAPTION, _HEADS, _LABELS = 0.4, 0.25, 0.35  # what each of these counts in that


@dataclass(frozen=True)
class Grid:
    """A table of a text with its rows: the pieces `body` under the pieces `heads`, in order."""

    table: Table
    heads: tuple[int, ...]
    body: tuple[int, ...]
    rows: tuple[Row, ...]  # of `body`

    @cached_property
    def dated(self) -> frozenset[int]:
        """The columns that state years."""
        cells = ((cell.place.column, cell.text) for row in self.rows for cell in row.cells)
        return year_columns(self.table.columns, cells)

    @cached_property
    def labelling(self) -> frozenset[int]:
        """The columns that say what a row is."""
        texts: dict[int, list[str]] = defaultdict(list)
        for row in self.rows:
            for cell in row.cells:
                if cell.text.strip():
                    texts[cell.place.column].append(cell.text.strip())
        found: set[int] = set()
        for column in range(len(self.table.columns)):
            given = texts.get(column, [])
            name = self.table.columns[column][-1:] or ("",)
            measured = measure_of_column(self.table.columns[column]) is not None
            words = sum(
                number_under(text, years=column in self.dated) is None
                and not (measured and found and range_in(text))
                for text in given
            )
            coded = not found and given and all(map(_CODE.fullmatch, given))
            if names_places(name[0]):
                continue  # which row it is, and not what it is
            if names_codes(name[0]) or coded or words > _MOSTLY * len(given):
                found.add(column)
        return frozenset(found)

    @cached_property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """What each row of the body is called: its first cells that say so."""
        return tuple(self._key(row) for row in self.rows)

    @cached_property
    def numbers(self) -> dict[tuple[str, ...], dict[int, Decimal]]:
        """The numbers of each row that is called as no other is, by their columns."""
        often = Counter(self.keys)
        return {
            key: self.numbers_of(row)
            for key, row in zip(self.keys, self.rows, strict=True)
            if key and often[key] == 1
        }

    def numbers_of(self, row: Row) -> dict[int, Decimal]:
        """Return the numbers of a row by their columns, without those that say what it is."""
        return {
            cell.place.column: number
            for cell in row.cells
            if cell.place.column not in self.labelling
            and (number := number_under(cell.text, years=cell.place.column in self.dated))
            is not None
        }

    def _key(self, row: Row) -> tuple[str, ...]:
        found: list[str] = []
        for cell in row.cells:
            if cell.place.column in self.labelling:
                found.append(fold_loose(cell.text))
            elif any(found) and cell.text.strip():
                break
        while found and not found[-1]:
            found.pop()
        return tuple(found)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of its columns, whatever year they are of."""
        return frozenset(filter(None, (yearless(path) for path in self.table.columns)))


def grids_of(text: Text) -> tuple[Grid, ...]:
    """Return the tables of a text with their rows."""
    held: dict[int, list[int]] = defaultdict(list)
    for number, piece in enumerate(text.pieces):
        if piece.row is not None:
            held[piece.row.table].append(number)
    found = []
    for number, table in enumerate(text.tables):
        heads: list[int] = []
        body: list[int] = []
        for place in held.get(number, ()):
            row = text.pieces[place].row
            (heads if row is not None and row.row < table.header_rows else body).append(place)
        rows = tuple(row for place in body if (row := text.pieces[place].row) is not None)
        found.append(Grid(table, tuple(heads), tuple(body), rows))
    return tuple(found)


def pair_tables(
    lefts: Sequence[Grid], rights: Sequence[Grid], by: ColumnsBy = ColumnsBy.NAME
) -> list[TablePair]:
    """Return the tables that are one, each at most once, by their left number."""
    shares = {
        (at, to): share
        for at, left in enumerate(lefts)
        for to, right in enumerate(rights)
        if (share := _share(left, right)) >= _LEAST
    }
    # Of tables alike (one a unit, one a year) those in the same order are one.
    ordered = [(at, to, 1 + round(1000 * share * share)) for (at, to), share in shares.items()]
    kept = {(ordered[n][0], ordered[n][1]) for n in chain(ordered)} if ordered else set()
    best = sorted(shares, key=lambda pair: (-round(shares[pair] + 0.1 * (pair in kept), 3), pair))
    taken: tuple[set[int], set[int]] = (set(), set())
    found = []
    for at, to in best:
        if at not in taken[0] and to not in taken[1]:
            taken[0].add(at)
            taken[1].add(to)
            agree = _agreeing(lefts[at], rights[to])
            columns = pair_columns(lefts[at].table, rights[to].table, agree, by)
            found.append(TablePair(at, to, columns))
    return sorted(found, key=lambda pair: pair.left)


def _share(left: Grid, right: Grid) -> float:
    """Return how alike two tables are (0 to 1), their numbers aside."""
    one, other = _caption(left.table), _caption(right.table)
    told = [(_HEADS, _jaccard(left.names, right.names))] if left.names or right.names else []
    told += [(_CAPTION, common_share(one, other))] if one or other else []
    keys = [frozenset(filter(None, grid.keys)) for grid in (left, right)]
    told += [(_LABELS, _jaccard(*keys))] if any(keys) else []
    whole = sum(weight for weight, _ in told)
    return sum(weight * share for weight, share in told) / whole if whole else 0.0


def _jaccard(one: frozenset[object], other: frozenset[object]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _caption(table: Table) -> str:
    return YEAR.sub("", fold_loose(table.caption or ""))


def _agreeing(left: Grid, right: Grid) -> Callable[[int, int], bool]:
    """Return what says of two columns whether most of their numbers are the same, by row."""
    heres, theres = left.numbers, right.numbers
    keys = [key for key in heres if key in theres]

    def agree(at: int, to: int) -> bool:
        told = [
            heres[key][at] == theres[key][to]
            for key in keys
            if at in heres[key] and to in theres[key]
        ]
        return sum(told) >= max(_SURE, _MOSTLY * len(told))

    return agree
