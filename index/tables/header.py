"""Which rows of a table name its columns, and the names of each column.

A row names columns where the file says so, and at the top where its cells are words and no
amounts; the rows below belong to it as far as one of its cells reaches down into them or spans
several columns that they tell apart. A row of column numbers (栏次 1 2 3) ends the head.
"""

from __future__ import annotations

import re

from index.model import CellPlace
from index.tables.amounts import is_amount
from index.tables.grid import Grid, GridRow
from index.tables.naming import is_total, plain_name

_STOP = re.compile("[。！？；;]$")
_MOST = 6  # rows of a head
_LABEL = 30  # characters of a column's name
_ORDER = re.compile(
    r"栏次|行次|列次|[甲乙丙丁戊己庚辛]|[A-Za-z]|\d{1,2}|[（(]\d{1,2}[)）]|\d{1,2}=.{1,30}"
)
_NAMING = re.compile(
    "序号|编号|编码|代码|科目|项目|名称|内容|单位|类别|类型|种类|指标|时间|日期|职务|姓名|备注|措施|数量|金额"
    "|合计|总计|小计|目标|完成|情况|职责|问题|要求|部门|标准|分值|得分|依据|地点|人数|负责人|责任人|进度|期限|预算|决算"
    "|收入|支出|年度|本年|上年|说明|成效|来源|比例|占比|增减|行次|栏次|事项|任务|举措|对象|方式|结果|计划|实际"
)


def header_rows(grid: Grid) -> int:
    """Return how many rows at the top name the columns; 0 where none do."""
    told = 0
    while told < min(len(grid.rows), _MOST) and grid.rows[told].heads:
        told += 1
    count = told or (1 if _names_columns(grid) else 0)
    if not count or count >= len(grid.rows):
        # A table of names and nothing below them names nothing.
        return 0 if count == len(grid.rows) and not told else count
    while count < min(len(grid.rows) - 1, _MOST) and _goes_on(grid, count):
        count += 1
    return count


def column_names(grid: Grid, rows: int) -> tuple[tuple[str, ...], ...]:
    """Return the path of names of each column, outermost first, from the first `rows` rows."""
    covering = grid.covering(rows)
    counted = {index for index in range(1, rows) if _is_order(grid.rows[index])}
    names: list[tuple[str, ...]] = []
    for column in range(grid.width):
        path: list[str] = []
        seen = None
        for index in range(rows):
            cell = covering[index][column]
            if cell is None or cell == seen or index in counted:
                continue
            seen = cell
            name = plain_name(grid.rows[cell[0]].texts[cell[1]])
            if name:
                path.append(name)
        names.append(tuple(path))
    return tuple(names)


def _names_columns(grid: Grid) -> bool:
    """Say whether the first row names the columns, where the file does not say so."""
    first = grid.rows[0]
    filled = [text for text in first.texts if text.strip()]
    if len(filled) < 2 or not all(map(_is_label, filled)):
        return False
    below = [text for row in grid.rows[1:] for text in row.texts if text.strip()]
    if any(map(is_amount, below)):
        # 「姓名 | 某某」 with amounts only in some places is a form all the same.
        named = zip(first.texts, first.places, strict=True)
        return 2 * sum(place.across for text, place in named if text.strip()) >= grid.width
    second = grid.rows[1] if len(grid.rows) > 1 else None
    if second is None:
        return False
    if any(place.across > 1 and _tells_apart(second, place) for place in first.places):
        return True  # a table of which nothing but the head is filled in
    if all(map(is_total, below)):
        return _share(first) >= 0.5  # nor here: a total without numbers is no name of a column
    return _share(first) >= 0.5 and _share(second) < _share(first)


def _goes_on(grid: Grid, index: int) -> bool:
    """Say whether row `index`, below the rows of the head, belongs to it."""
    row = grid.rows[index]
    filled = [text for text in row.texts if text.strip()]
    if row.heads or (filled and _is_order(row)):
        return True
    if not all(map(_is_label, filled)):
        return False
    if grid.reaching_into(index):
        return True
    spanning = [place for place in grid.rows[index - 1].places if place.across > 1]
    return bool(filled) and any(_tells_apart(row, place) for place in spanning)


def _tells_apart(row: GridRow, above: CellPlace) -> bool:
    """Say whether a row has several names below a cell that spans columns."""
    inside = range(above.column, above.column + above.across)
    names = [
        text
        for text, place in zip(row.texts, row.places, strict=True)
        if place.column in inside and text.strip()
    ]
    return len(names) > 1


def _is_label(text: str) -> bool:
    bare = text.strip()
    return len(bare) <= _LABEL and not is_amount(bare) and not _STOP.search(bare)


def _is_order(row: GridRow) -> bool:
    """Say whether a row only numbers the columns: 栏次 1 2 3, 甲 乙 1 2."""
    filled = [text.strip() for text in row.texts if text.strip()]
    if len(filled) < 2 or not all(map(_ORDER.fullmatch, filled)):
        return False
    numbers = [int(text) for text in filled if text.isdecimal()]
    return not numbers or numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _share(row: GridRow) -> float:
    filled = [text for text in row.texts if text.strip()]
    return sum(_NAMING.search(text) is not None for text in filled) / max(1, len(filled))
