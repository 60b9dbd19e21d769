"""Rows of two tables that are one: which of them are one row.

A row is told by what it is called, wherever it stands; one whose name was changed by its place,
or by a name that is alike, and by its numbers.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import numpy as np

from search.comparing.aligning.candidates import Candidate, equals
from search.comparing.aligning.chains import chain
from search.comparing.aligning.grids import Grid
from search.comparing.texts import Text
from search.likeness import common_share, share_table

_PLACE = re.compile("(?:[镇乡县区市省村]|街道|社区)$")
_SURE = 3  # numbers that are the same, and _MOSTLY of all, in what is only called otherwise
_MOSTLY = 0.6
_ALIKE = 0.6  # names of rows of which one was changed
_OFTEN = 12  # rows of one number in one column that are looked at
_ROUNDING = 1e-6  # of shares told in single precision
_MOST = 1_000_000  # pairs of rows between two joined ones whose names are compared

_Named = Sequence[tuple[int, tuple[str, ...]]]  # rows, and what each is called
Joining = Callable[[_Named, _Named], Iterable[tuple[int, int]]]


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
    told = [
        dict(zip(grid.body, map(grid.numbers_of, grid.rows), strict=True)) for grid in (one, other)
    ]
    found.in_place(one, other, lambda heres, theres: _alike(heres, theres, told))
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


def _alike(
    heres: _Named, theres: _Named, told: Sequence[Mapping[int, Mapping[int, Decimal]]]
) -> Iterator[tuple[int, int]]:
    """Yield rows whose names are alike, the likest first; rows without a name in their order."""
    names_of = dict(heres), dict(theres)
    if heres and theres and len(heres) * len(theres) <= _MOST:
        names = [["".join(key) for _, key in side] for side in (heres, theres)]
        shares = share_table(*names, least=_ALIKE - _ROUNDING)
        found = [
            (float(shares[i, j]), -abs(i - j), heres[i][0], theres[j][0])
            for i, j in zip(*(axis.tolist() for axis in np.nonzero(shares)), strict=True)
            if names[0][i] and names[1][j] and not _apart(heres[i][1], theres[j][1])
        ]
        for _, _, at, to in sorted(found, reverse=True):
            agree = {*told[0][at].values()} & {*told[1][to].values()} - {0}
            if agree or not _are_places(names_of[0][at], names_of[1][to]):
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


def _are_places(key: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether two names are those of two places (城关镇、城南镇), of one length."""
    one, two = "".join(key), "".join(other)
    mark = _PLACE.search(one)
    return mark is not None and two.endswith(mark[0]) and len(one) == len(two) and one != two


def _apart(key: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether two names differ in a year, a number or a code, and so name two things."""
    return re.findall(r"\d+", "\t".join(key)) != re.findall(r"\d+", "\t".join(other))
