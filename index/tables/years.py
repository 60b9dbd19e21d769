"""Which columns of a table state years: 2024 is one under 年份, and so many of them under 受理数.

A column says so by its name; else the first column states years where all that stands in it looks
like them, and another one where its name does not say that it counts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from index.tables.amounts import bare_year, number_in
from index.tables.naming import measure_of_column

_DATED = re.compile("年份|年度$|年别|届|日期|时间|期间|起止|[起止]年|年$")
_COUNTING = re.compile(
    "数|额|量|[总合小共]计|收入|支出|资金|经费|余额|人次|户次|完成|办结|受理|结转|目标|实际|计划"
)


def year_columns(
    columns: Sequence[Sequence[str]], cells: Iterable[tuple[int, str]]
) -> frozenset[int]:
    """Return the columns that state years, of a table with these paths of names and these cells
    (column, text) below its head.
    """
    texts: dict[int, list[str]] = defaultdict(list)
    for column, text in cells:
        if text.strip():
            texts[column].append(text)
    first = min(texts, default=0)
    return frozenset(
        column
        for column, given in texts.items()
        if any(bare_year(text) is not None for text in given)
        and _states_years(columns[column] if column < len(columns) else (), given, column == first)
    )


def _states_years(path: Sequence[str], texts: Sequence[str], first: bool) -> bool:
    name = path[-1] if path else ""
    measure = measure_of_column(path)
    if measure:
        return measure == "年"
    if _DATED.search(name):
        return True
    if any(bare_year(text) is None and number_in(text) is not None for text in texts):
        return False
    return first or _COUNTING.search(name) is None


def number_under(text: str, *, years: bool) -> Decimal | None:
    """Return the number that a cell states under a column that states `years`, or does not."""
    number = number_in(text)
    return bare_year(text) if number is None and not years else number
