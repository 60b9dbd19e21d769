"""Tables side by side: which is which, and which rows are called the same.

Which column is which is said by `columns`. A row is told by the cells before its first number.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np

from index.folding import fold_loose
from index.model import Row, Table
from index.tables.amounts import range_in
from index.tables.naming import measure_of_column, names_codes, names_places
from index.tables.years import number_under, year_columns
from search.comparing.aligning.candidates import Candidate, equals
from search.comparing.aligning.chains import chain
from search.comparing.aligning.columns import YEAR, pair_columns, yearless
from search.comparing.model import ColumnsBy, TablePair
from search.comparing.texts import Text
from search.likeness import common_share, share_table

_CODE = re.compile(r"\d{1,7}")
_MOSTLY = 0.6  # of a column's cells, that are no numbers where it says what rows are
_SURE = 3  # numbers that are the same, and _MOSTLY of all, in what is only called otherwise
_LEAST = 0.4  # how alike tables are that may be one
_CAPTION, _HEADS, _LABELS = 0.4, 0.25, 0.35  # what each of these counts in that
_ALIKE = 0.6  # names of rows of which one was changed
_OFTEN = 12  # rows of one number in one column that are looked at
_ROUNDING = 1e-6  # of shares told in single precision
_MOST = 1_000_000  # pairs of rows between two joined ones whose names are compared


_Named = Sequence[tuple[int, tuple[str, ...]]]  # rows, and what each is called
Joining = Callable[[_Named, _Named], Iterable[tuple[int, int]]]


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


def pair_rows(
    left: Text, right: Text, one: Grid, other: Grid, columns: Sequence[tuple[int, int]]
) -> list[Candidate]:
    """Return the rows of two tables with these columns in common that are one: equal ones, those
    called the same, and those whose name was changed between them; each at most once.
    """
    found = _Rows(left, right)
    found.take(zip(one.heads, other.heads, strict=False))
    texts = [[left.pieces[n].text for n in one.body], [right.pieces[n].text for n in other.body]]
    found.by_name(one.body, other.body, *texts)
    found.by_name(one.body, other.body, one.keys, other.keys)
    found.in_place(one, other, _alike)
    told = [
        dict(zip(grid.body, map(grid.numbers_of, grid.rows), strict=True)) for grid in (one, other)
    ]
    found.in_place(one, other, lambda heres, theres: _numbered(heres, theres, told, columns))
    found.anywhere(one, other, lambda heres, theres: _renamed(heres, theres, told, columns))
    return found.pairs


class _Rows:
    """Rows that find each other, those most certain first."""

    def __init__(self, left: Text, right: Text) -> None:
        self._left = left
        self._right = right
        self._right_of: dict[int, int] = {}
        self._taken: set[int] = set()

    @property
    def pairs(self) -> list[Candidate]:
        return [Candidate(at, to, self._score(at, to)) for at, to in sorted(self._right_of.items())]

    def take(self, pairs: Iterable[tuple[int, int]]) -> None:
        for at, to in pairs:
            if at not in self._right_of and to not in self._taken:
                self._right_of[at] = to
                self._taken.add(to)

    def by_name(
        self,
        heres: Sequence[int],
        theres: Sequence[int],
        names: Sequence[object],
        others: Sequence[object],
    ) -> None:
        """Join the free rows of one name: in their order, then those that have it alone."""
        here = [
            (at, name) for at, name in zip(heres, names, strict=True) if self._free(at) and name
        ]
        there = [
            (to, name) for to, name in zip(theres, others, strict=True) if to not in self._taken
        ]
        places: dict[object, list[int]] = defaultdict(list)
        for to, name in there:
            places[name].append(to)
        given = [(at, to, 2) for at, to in self._right_of.items()]
        alike = equals([name for _, name in here], [name for _, name in there])
        possible = [(here[pair.left][0], there[pair.right][0], 3) for pair in alike]
        together = [*possible, *given]
        self.take(possible[n][:2] for n in chain(together) if n < len(possible))
        rest = Counter(name for at, name in here if self._free(at))
        others_left = Counter(name for to, name in there if to not in self._taken)
        alone = {name for name, count in rest.items() if count == others_left[name] == 1}
        self.take(
            (at, to)
            for at, name in here
            if name in alone
            for to in places[name]
            if to not in self._taken
        )

    def in_place(self, one: Grid, other: Grid, join: Joining) -> None:
        """Join free rows between the same joined ones, those of which `join` says that they are
        one.
        """
        ranks = {to: rank for rank, to in enumerate(other.body)}
        keys = dict(zip(other.body, other.keys, strict=True))
        behind = -1
        waiting: list[tuple[int, tuple[str, ...]]] = []
        for at, key in [*zip(one.body, one.keys, strict=True), (-1, ())]:
            to = self._right_of.get(at)
            if at >= 0 and to is None:
                waiting.append((at, key))
                continue
            rank = len(other.body) if at < 0 else ranks.get(to if to is not None else -1, behind)
            free = [n for n in other.body[behind + 1 : max(rank, behind)] if n not in self._taken]
            self.take(join(waiting, [(n, keys[n]) for n in free]))
            behind, waiting = rank, []

    def anywhere(self, one: Grid, other: Grid, join: Joining) -> None:
        """Join free rows wherever they stand, those of which `join` says that they are one."""
        here = [(at, key) for at, key in zip(one.body, one.keys, strict=True) if self._free(at)]
        there = [
            (to, key)
            for to, key in zip(other.body, other.keys, strict=True)
            if to not in self._taken
        ]
        if here and there:
            self.take(join(here, there))

    def _free(self, at: int) -> bool:
        return at not in self._right_of

    def _score(self, at: int, to: int) -> float:
        return common_share(self._left.pieces[at].plain, self._right.pieces[to].plain)


def _alike(heres: _Named, theres: _Named) -> Iterator[tuple[int, int]]:
    """Yield rows whose names are alike, the likest first; rows without a name in their order."""
    if heres and theres and len(heres) * len(theres) <= _MOST:
        names = [["".join(key) for _, key in side] for side in (heres, theres)]
        shares = share_table(*names, least=_ALIKE - _ROUNDING)
        told = [
            (float(shares[i, j]), -abs(i - j), heres[i][0], theres[j][0])
            for i, j in zip(*(axis.tolist() for axis in np.nonzero(shares)), strict=True)
            if names[0][i] and names[1][j] and not _apart(heres[i][1], theres[j][1])
        ]
        for _, _, at, to in sorted(told, reverse=True):
            yield at, to
    bare = [[at for at, key in side if not key] for side in (heres, theres)]
    if len(bare[0]) == len(bare[1]):
        yield from zip(*bare, strict=True)


def _renamed(
    heres: _Named,
    theres: _Named,
    told: Sequence[Mapping[int, Mapping[int, Decimal]]],
    columns: Sequence[tuple[int, int]],
) -> Iterator[tuple[int, int]]:
    """Yield rows most of whose numbers are the same and whose names are alike."""
    names = dict(heres), dict(theres)
    for at, to in _numbered(heres, theres, told, columns, least=1):
        if of_one_name(names[0][at], names[1][to]):
            yield at, to


def _numbered(
    heres: _Named,
    theres: _Named,
    told: Sequence[Mapping[int, Mapping[int, Decimal]]],
    columns: Sequence[tuple[int, int]],
    least: int = _SURE,
) -> Iterator[tuple[int, int]]:
    """Yield rows most of whose numbers are the same, the likest first: only their name is not."""
    partners = dict(columns)
    holding: dict[tuple[int, Decimal], list[int]] = defaultdict(list)
    for j, (to, _) in enumerate(theres):
        for column, number in told[1][to].items():
            if number:
                holding[column, number].append(j)
    found = []
    for i, (at, key) in enumerate(heres):
        held = [(partners[n], number) for n, number in told[0][at].items() if n in partners]
        equal = Counter(j for one in held for j in holding.get(one, ())[:_OFTEN])
        for j, times in equal.items():
            to, name = theres[j]
            beside = told[1][to]
            both = sum(column in beside and bool(one or beside[column]) for column, one in held)
            if times >= max(least, _MOSTLY * both) and not _apart(key, name):
                found.append((-times, abs(i - j), at, to))
    yield from ((at, to) for _, _, at, to in sorted(found))


def of_one_name(key: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether what two rows are called is the same with something changed or added."""
    one, two = "".join(key), "".join(other)
    if not one or not two or _apart(key, other):
        return False
    return one in two or two in one or common_share(one, two) >= _ALIKE


def _apart(key: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether two names differ in a year, a number or a code, and so name two things."""
    return re.findall(r"\d+", "\t".join(key)) != re.findall(r"\d+", "\t".join(other))
