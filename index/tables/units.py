"""What the numbers of a row count in: said by their cells, their columns, the row, the table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.tables.amounts import is_amount, number_in, own_measure
from index.tables.naming import measure_named, measure_of_column

_UNIT_COLUMN = re.compile(r"(?:计量|数量)?单位")
# Columns whose numbers a table's 单位：万元 does not speak of.
_OTHER = re.compile(
    r"序号|行次|编号|编码|代码|(?<![\u4e00-\u9fff])[类款项]$|年份|(?<!\d)年度$|日期|时间"
    r"|人数|户数|个数|数量|面积|次数|件数"
    r"|比例|占比|比重|[率幅%％]$|增减比|排名|得分|分值|权重"
)


def measures(
    texts: Sequence[str], columns: Sequence[Sequence[str]], table: str | None
) -> tuple[str | None, ...]:
    """Return the measure of each cell of a row, None where it holds no number or nothing says.

    In order: behind the number itself, in the names of its column, in a column 单位 of the row,
    and what stands above the table for all of it.
    """
    stated = next(
        (
            measure
            for text, column in zip(texts, columns, strict=True)
            if column and _UNIT_COLUMN.fullmatch(column[-1]) and (measure := measure_named(text))
        ),
        None,
    )
    return tuple(
        _measure(text, column, stated, table) for text, column in zip(texts, columns, strict=True)
    )


def measure_under(column: Sequence[str], table: str | None) -> str | None:
    """Return what a number counts in under a column, by its names or by what stands above its
    table; None where neither says.
    """
    told = measure_of_column(column)
    return told or (None if any(map(_OTHER.search, column[-1:])) else table)


def _measure(text: str, column: Sequence[str], stated: str | None, table: str | None) -> str | None:
    if not is_amount(text) or number_in(text) is None:
        return None
    return own_measure(text) or measure_under(column, stated or table)
