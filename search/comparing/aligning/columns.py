"""Which columns of two tables are one: those of one name, or those of one place.

A year in a name counts only where another column agrees to the year (2022年, 2023年 beside
2023年, 2024年), else 2023年预算数 is beside 2024年预算数.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from index.folding import fold_loose
from index.model import Table
from search.comparing.model import ColumnsBy
from search.likeness import common_share

YEAR = re.compile("(?:19|20)\\d{2}年?度?|上年度?|本年度?|去年|今年|当年")
"""A year in a name, told or spoken of."""

_TOLD = re.compile("(?:19|20)\\d{2}")
_ALIKE = 0.6  # names of columns of which one was changed


def yearless(path: Sequence[str]) -> str:
    """Return the name of a column, whatever year it is of."""
    return YEAR.sub("", _named(path))


def pair_columns(
    left: Table,
    right: Table,
    agree: Callable[[int, int], bool] = lambda at, to: False,
    by: ColumnsBy = ColumnsBy.NAME,
) -> tuple[tuple[int, int], ...]:
    """Return which columns are one, each at most once, by their left place; `agree` says of two
    whether their numbers do. Tables without any names have only places to go by.
    """
    heres = [_named(path) for path in left.columns]
    theres = [_named(path) for path in right.columns]
    if by is ColumnsBy.PLACE or not any(heres) or not any(theres):
        return tuple((at, at) for at in range(min(len(heres), len(theres))))
    found = dict(_equal(heres, theres, {}))
    # 上年 is said of whatever year a table is of: that both say it dates nothing.
    dated = any(_TOLD.search(heres[at]) for at in found)
    if not dated:
        bare = [YEAR.sub("", name) for name in heres], [YEAR.sub("", name) for name in theres]
        found |= _equal(*bare, found)
    for at, to in _between(len(heres), len(theres), found):
        alike = not heres[at] or not theres[to] or common_share(heres[at], theres[to]) >= _ALIKE
        same_year = not dated or _years(heres[at]) == _years(theres[to])
        if (alike and same_year) or agree(at, to):
            found[at] = to
    return tuple(sorted(found.items()))


def _equal(heres: Sequence[str], theres: Sequence[str], known: dict[int, int]) -> dict[int, int]:
    """Return the free columns of one name; of those that repeat themselves, in their order."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for to in range(len(theres) - 1, -1, -1):
        if to not in known.values():
            waiting[theres[to]].append(to)
    found: dict[int, int] = {}
    for at, name in enumerate(heres):
        if at not in known and name and waiting[name]:
            found[at] = waiting[name].pop()
    return found


def _between(width: int, other: int, known: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Yield free columns that stand between the same known ones, as many on both sides."""
    ends = [(-1, -1), *sorted(known.items()), (width, other)]
    taken = set(known.values())
    for (at, to), (last, end) in pairwise(ends):
        heres = range(at + 1, last)
        theres = [place for place in range(to + 1, end) if place not in taken]
        if len(heres) == len(theres):
            yield from zip(heres, theres, strict=True)


def _named(path: Sequence[str]) -> str:
    return fold_loose("/".join(path))


def _years(name: str) -> list[str]:
    """Return the years that a name tells, however they are written."""
    return [found.rstrip("年度") for found in YEAR.findall(name)]
