"""Rows of tables that went to another table, and are called a little otherwise there.

Equal rows find each other by their text wherever they stand. One whose name was changed as well
is known by its numbers: all of them, where no other free row has these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from search.comparing.aligning.candidates import Candidate
from search.comparing.aligning.gridrows import of_one_name
from search.comparing.aligning.grids import Grid
from search.comparing.texts import Text
from search.likeness import common_share

_NUMBERS = 2  # that a row needs to be known by them


class _Row(NamedTuple):
    piece: int
    key: tuple[str, ...]


def strays(
    left: Text,
    right: Text,
    grids: tuple[Sequence[Grid], Sequence[Grid]],
    known: Sequence[Candidate],
) -> Iterator[Candidate]:
    """Yield the free rows of any tables whose numbers are all the same and whose names are alike;
    `known` rows are not free.
    """
    heres = _by_numbers(grids[0], {pair.left for pair in known})
    theres = _by_numbers(grids[1], {pair.right for pair in known})
    for numbers, rows in heres.items():
        others = theres.get(numbers, ())
        if len(rows) == len(others) == 1 and of_one_name(rows[0].key, others[0].key):
            at, to = rows[0].piece, others[0].piece
            yield Candidate(at, to, common_share(left.pieces[at].plain, right.pieces[to].plain))


def _by_numbers(grids: Sequence[Grid], taken: set[int]) -> dict[tuple[Decimal, ...], list[_Row]]:
    found: dict[tuple[Decimal, ...], list[_Row]] = defaultdict(list)
    for grid in grids:
        for piece, key, row in zip(grid.body, grid.keys, grid.rows, strict=True):
            if piece in taken or not key:
                continue
            numbers = tuple(sorted(filter(None, grid.numbers_of(row).values())))
            if len(numbers) >= _NUMBERS:
                found[numbers].append(_Row(piece, key))
    return found
