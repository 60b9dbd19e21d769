"""Cells of tables beside each other: numbers that look like years, ranges, rows called otherwise.

The tables are pasted as lines with tabs, as a spreadsheet gives them.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from figures_support import cut

from index.ingest.preparing import draft as prepare
from index.ingest.task import Task
from search.comparing.between import compared
from search.comparing.model import Comparison, FigurePair
from search.comparing.subjects import of_draft

HEAD = ["2024年澜北县信访工作总结", "一、工作完成情况", "各镇办理情况列表如下，逐项核对。"]
END = ["二、下一步打算", "继续做好初信初访办理，推动矛盾就地化解。"]


def beside(left: Sequence[str], right: Sequence[str]) -> Comparison:
    """Compare two texts that hold these lines."""
    one, other = (
        of_draft(prepare(Task(file, (), "\n".join([*HEAD, *lines, *END]).encode())), file)
        for file, lines in (("甲.txt", left), ("乙.txt", right))
    )
    return compared(one, other, cut)


def table(*rows: str) -> list[str]:
    """Return rows, drawn with spaces between their cells, as lines with tabs."""
    return ["\t".join(row.split()) for row in rows]


def changed(found: Comparison) -> set[tuple[str, str, str | None, str | None]]:
    """Return the figures of cells that are not the same: row, column, left and right."""
    return {
        (one.context, one.column[-1], one.left, one.right) for one in cells(found) if not one.same
    }


def cells(found: Comparison) -> list[FigurePair]:
    """Return the figures that stand under a column."""
    return [one for one in found.figures if one.column]


def told(found: Comparison) -> set[tuple[str, bool]]:
    """Return the rows that are not what they were and where they were: kind and moved."""
    return {
        (row.kind.value, row.moved) for row in found.rows if row.kind.value != "same" or row.moved
    }


ROWS = ("城东镇 {} {}", "石桥镇 1300 1200", "柳湾镇 1412 1377")


@pytest.mark.parametrize("heads", ["镇名 受理数（件） 办结数（件）", "镇名 受理件数 办结件数"])
def test_a_number_that_looks_like_a_year_is_one_where_its_column_counts(heads: str) -> None:
    columns = heads.split()[1:]
    left = table(heads, ROWS[0].format(2050, 1009), *ROWS[1:])
    right = table(heads, ROWS[0].format(2051, 2015), *ROWS[1:])
    assert changed(beside(left, right)) == {
        ("城东镇", columns[0], "2050", "2051"),
        ("城东镇", columns[1], "1009", "2015"),
    }


def test_a_number_that_looks_like_a_year_is_one_among_other_numbers() -> None:
    heads = "镇名 信件 来访"
    left = table(heads, ROWS[0].format(1986, 1009), *ROWS[1:])
    right = table(heads, ROWS[0].format(1997, 1009), *ROWS[1:])
    assert changed(beside(left, right)) == {("城东镇", "信件", "1986", "1997")}


def test_it_counts_in_what_stands_above_its_table() -> None:
    heads = "科目 预算数 执行数"
    rows = "行政运行 2030 1990", "信访事务 312 308", "机关服务 145 140"
    left = ["单位：万元", *table(heads, *rows)]
    right = ["单位：万元", *table(heads, rows[0].replace("1990", "2010"), *rows[1:])]
    (pair,) = (one for one in cells(beside(left, right)) if not one.same)
    assert (pair.left, pair.right, pair.measure, pair.delta) == ("1990", "2010", "万元", 20)


@pytest.mark.parametrize(
    "heads", ["项目 开工年份 投资（万元）", "项目 建成时间 投资（万元）", "项目 开工 投资（万元）"]
)
def test_a_year_in_a_column_of_years_is_no_figure(heads: str) -> None:
    left = table(heads, "污水管网 2021 300", "文化广场 2022 450", "养老中心 2023 520")
    right = table(heads, "污水管网 2022 300", "文化广场 2022 470", "养老中心 2023 520")
    found = changed(beside(left, right))
    assert {one[2:] for one in found if one[2] != "300" and one[3] != "300"} == {("450", "470")}
    assert not {"2021", "2022"} & {text for one in found for text in one[2:]}


@pytest.mark.parametrize(
    "heads",
    [
        "年份 受理数（件） 办结数（件）",
        "年度 受理数（件） 办结数（件）",
        "类别 受理数（件） 办结数（件）",
    ],
)
def test_the_years_at_the_head_of_rows_say_which_they_are(heads: str) -> None:
    rows = "2021 1300 1200", "2022 2008 1290", "2023 1400 1377"
    left = table(heads, *rows)
    right = table(heads, rows[0], rows[1].replace("2008", "2019"), rows[2], "2024 1408 1399")
    assert changed(beside(left, right)) == {
        ("2022", "受理数（件）", "2008", "2019"),
        ("2024", "受理数（件）", None, "1408"),
        ("2024", "办结数（件）", None, "1399"),
    }


def test_both_ends_of_a_range_in_a_cell_count_what_its_row_and_column_say() -> None:
    heads = "类别 补助标准（元） 人数（人）"
    rows = "甲类 {} 12", "乙类 300-400 15", "丙类 500-800 20"
    left = table(heads, rows[0].format("200-300"), *rows[1:])
    right = table(heads, rows[0].format("250-350"), *rows[1:])
    found = beside(left, right)
    assert changed(found) == {
        ("甲类", "补助标准（元）", "200", "250"),
        ("甲类", "补助标准（元）", "300", "350"),
    }
    assert {one.measure for one in cells(found) if not one.same} == {"元"}


def test_a_range_that_counts_nothing_says_which_row_it_is() -> None:
    heads = "班次 年龄段 人数（人）"
    rows = "初级班 18-35 40", "初级班 36-50 31", "提高班 18-35 22", "提高班 36-50 19"
    right = table(heads, rows[1], rows[2].replace("22", "27"), rows[3])
    found = beside(table(heads, *rows), right)
    assert {one[2:] for one in changed(found)} == {("40", None), ("22", "27")}


NAMED = ("网上信访 1510 4963 521", "风险排查 377 2895 3153", "领导接访 642 12 2820",
         "法律援助 800 701 99", "司法救助 45 43 0")  # fmt: skip


@pytest.mark.parametrize("name", ["风险排查（含下属单位）", "风险大排查"])
@pytest.mark.parametrize("place", [0, 4])
def test_a_row_called_a_little_otherwise_is_the_same_one_wherever_it_stands(
    name: str, place: int
) -> None:
    heads = "指标 受理数 办结数 积案数"
    others = [row for row in NAMED if not row.startswith("风险")]
    renamed = NAMED[1].replace("风险排查", name)
    right = [*others[:place], renamed, *others[place:]]
    found = beside(table(heads, *NAMED), table(heads, *right))
    assert not changed(found)
    assert {kind for kind, _ in told(found)} <= {"edited", "same"}
    assert sum(row.moved for row in found.rows) == 1
    found = beside(table(heads, *right), table(heads, *NAMED))
    assert not changed(found)


def test_a_row_with_next_to_nothing_but_zeros_is_known_by_its_name_and_number() -> None:
    heads = "指标 受理数 办结数 积案数"
    rows = [*NAMED[:4], "司法救助 191 0 0"]
    right = ["司法救助（含法律援助） 191 0 0", *NAMED[:4]]
    assert not changed(beside(table(heads, *rows), table(heads, *right)))


def test_a_row_of_another_name_with_other_numbers_is_another_row() -> None:
    heads = "指标 受理数 办结数 积案数"
    others = [row for row in NAMED if not row.startswith("风险")]
    right = ["风险排查（含下属单位） 401 2977 3098", *others]
    kinds = {kind for kind, _ in told(beside(table(heads, *NAMED), table(heads, *right)))}
    assert kinds == {"left_only", "right_only"}


def test_a_row_that_went_to_another_table_under_a_longer_name_is_the_same_one() -> None:
    heads = "指标 受理数 办结数 积案数"
    between = ["（二）分镇办理情况", "各镇数据来源于统计台账，逐项核对。"]
    towns = [f"{name} {n}31 {n}17 {n}4" for n, name in enumerate(["城东镇", "石桥镇", "柳湾镇"], 4)]
    renamed = NAMED[1].replace("风险排查", "风险排查（含下属单位）")
    left = [*table(heads, *NAMED), *between, *table(heads.replace("指标", "镇名"), *towns)]
    right = [
        *table(heads, NAMED[0], *NAMED[2:]),
        *between,
        *table(heads.replace("指标", "镇名"), *towns, renamed),
    ]
    found = beside(left, right)
    assert told(found) == {("edited", True)}
    assert not changed(found)


def test_two_places_in_one_row_of_a_table_are_two_rows_unless_their_numbers_agree() -> None:
    heads = "镇名 受理数（件） 办结数（件）"
    left = table(heads, "城关镇 412 377", *ROWS[1:])
    right = table(heads, "城南镇 93 88", *ROWS[1:])
    assert {kind for kind, _ in told(beside(left, right))} == {"left_only", "right_only"}
    right = table(heads, "城官镇 412 381", *ROWS[1:])
    assert told(beside(left, right)) == {("edited", False)}
    assert {one[2:] for one in changed(beside(left, right))} == {("377", "381")}
