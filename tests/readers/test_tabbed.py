"""Lines of cells in plain text: which are rows of a table, and which only hold a tab."""

from __future__ import annotations

import pytest

from index.model import RowPlace, Source
from index.readers.text import read
from index.settings import LIMITS

TABLE = """支出项目\t2024年预算数\t2023年决算数
办公费\t1,202.50\t900.00
印刷费\t302.40\t1,000.00
差旅费\t1,402.00\t-
"""


def source(text: str) -> Source:
    return read("决算.txt", text.encode(), LIMITS)


def rows(found: Source) -> list[RowPlace]:
    return [line.row for line in found.lines if line.row]


def test_lines_of_as_many_cells_are_one_table_with_columns() -> None:
    found = source("一、支出情况\n" + TABLE + "以上数字均为快报数。\n" + TABLE)
    places = rows(found)
    assert [one.table for one in places] == [0, 0, 0, 0, 1, 1, 1, 1]
    assert {one.columns for one in places} == {3}
    assert "\n".join(line.text for line in found.lines) + "\n" == (
        "一、支出情况\n" + TABLE + "以上数字均为快报数。\n" + TABLE
    )


def test_blank_cells_of_a_head_are_merged_with_the_name_beside_or_above_them() -> None:
    text = (
        "支出项目\t2024年预算数\t\t2023年决算数\t\n"
        "\t基本支出\t项目支出\t基本支出\t项目支出\n"
        "办公费\t12.5\t9\t30\t12\n印刷费\t30.4\t10\t32\t13\n"
    )
    first, second = rows(source(text))[:2]
    assert [(one.column, one.across, one.down) for one in first.cells] == [
        (0, 1, 2),
        (1, 2, 1),
        (3, 2, 1),
    ]
    assert [(one.column, one.across) for one in second.cells] == [(n, 1) for n in range(1, 5)]


@pytest.mark.parametrize(
    "text",
    [
        "\t全年召开会议十二次。\n\t走访群众三百户。\n\t整改问题九个。\n",  # tabs that indent
        "姓名\t李敏\n职务\t支部书记\n单位\t青石街道\n",  # words side by side
        "一、总体情况\t1\n二、主要做法\t3\n三、存在问题\t8\n",  # contents
        "办公费\t12\t30\n印刷费\t14\t32\n",  # two lines are no table
        "甲\t1\t2\n乙\t3\n丙\t4\t5\t6\n丁\t7\n戊\t8\t9\n",  # no number of cells is usual
        "序号\t事项\t说明\n1\t走访\t" + "全年走访群众，" * 20 + "\n2\t慰问\t无\n",  # text in a cell
    ],
)
def test_a_tab_alone_makes_no_table(text: str) -> None:
    assert not rows(source(text))


def test_two_columns_are_a_table_where_the_second_holds_amounts() -> None:
    assert len(rows(source("项目\t金额\n办公费\t1,202\n印刷费\t302\n差旅费\t87\n"))) == 4
    assert len(rows(source("类别\t补助标准（元）\n低保户\t300-500\n边缘户\t150-260\n"))) == 3


def test_a_row_with_fewer_cells_stays_in_its_table() -> None:
    assert len(rows(source(TABLE + "合计\t2,906.90\n"))) == 5
