"""Tables of two reports: rows by their names, columns by theirs, whatever else was changed.

The truth is two dictionaries, row name → column name → number, from which the files are made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from figures_support import cut
from hypothesis import given, settings
from hypothesis import strategies as st

from index.ingest.preparing import draft as prepare
from index.ingest.task import Task
from index.model import Table
from search.comparing.aligning.columns import pair_columns
from search.comparing.between import compared
from search.comparing.model import ColumnsBy, Comparison, RowKind
from search.comparing.subjects import of_draft
from tests.readers.making import paragraph, table, word

ROWS = [
    "行政运行", "一般行政管理事务", "机关服务", "专项业务活动", "信息化建设", "政务公开审批",
    "法制建设", "信访接待", "参事事务", "事业运行", "老龄卫生健康", "城乡社区公共设施",
]  # fmt: skip
COLUMNS = ["基本支出", "项目支出", "上缴上级支出", "经营支出", "附属单位补助"]

Grid = Mapping[str, Mapping[str, str]]


def written(rows: Sequence[Sequence[str]], title: str = "2024年部门预算") -> bytes:
    """Return a Word file with a table of these rows, the first of which heads it."""
    above = paragraph("一、支出安排情况") + paragraph("支出预算按科目公开如下，逐项核对。")
    below = paragraph("二、其他说明") + paragraph("以上支出按季度拨付，年底统一核对。")
    made = table(*([paragraph(text) for text in row] for row in rows))
    return word(paragraph(title) + above + paragraph("支出总表") + made + below)


def of_grid(grid: Grid, columns: Sequence[str]) -> list[list[str]]:
    """Return a grid as rows with a head."""
    rows = [[name, *(cells.get(one, "") for one in columns)] for name, cells in grid.items()]
    return [["科目", *columns], *rows]


def beside(left: bytes, right: bytes, by: ColumnsBy = ColumnsBy.NAME) -> Comparison:
    """Compare two Word files, read in this process: a worker for each of many takes minutes."""
    one, other = (
        of_draft(prepare(Task(file, (), data)), file)
        for file, data in (("甲.docx", left), ("乙.docx", right))
    )
    return compared(one, other, cut, by)


def figures(found: Comparison) -> set[tuple[str, str, str | None, str | None]]:
    """Return the figures of tables: row, column, left and right."""
    return {
        (one.context, one.column[-1], one.left, one.right) for one in found.figures if one.column
    }


def kinds(found: Comparison) -> dict[str, RowKind]:
    """Return how each row of the tables is told, by its name."""
    told = {}
    for row in found.rows:
        side = row.right or row.left
        if side is not None and side.parts[0].row is not None:
            told[side.text.split("\t")[0]] = row.kind
    return told


def truth(left: Grid, right: Grid, columns: Sequence[str], others: Sequence[str]) -> set[object]:
    """Return which figure stands beside which: those of one row and one column."""
    found: set[object] = set()
    for name in {*left, *right}:
        for column in {*columns, *others}:
            one = left.get(name, {}).get(column) if column in columns else None
            other = right.get(name, {}).get(column) if column in others else None
            if one or other:
                found.add((name, column, one or None, other or None))
    return found


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_figures_stand_beside_those_of_their_row_and_column(data: st.DataObject) -> None:
    amount = st.integers(1, 99_999).map(lambda n: f"{n}.{n % 97:02d}")
    names = data.draw(st.permutations(ROWS))[: data.draw(st.integers(4, 9))]
    columns = data.draw(st.permutations(COLUMNS))[: data.draw(st.integers(2, 4))]
    left = {name: {one: data.draw(amount) for one in columns} for name in names}
    # Rows come, go and change places, amounts change, columns come, go and change places.
    kept = [name for name in names if data.draw(st.integers(0, 5))] or names[:1]
    new = [name for name in ROWS if name not in names][: data.draw(st.integers(0, 2))]
    order = data.draw(st.permutations([*kept, *new])) if data.draw(st.booleans()) else [*kept, *new]
    others = [one for one in columns if data.draw(st.integers(0, 4))] or columns[:1]
    others += [one for one in COLUMNS if one not in columns][: data.draw(st.integers(0, 1))]
    others = data.draw(st.permutations(others)) if data.draw(st.booleans()) else others
    right = {
        name: {
            one: left.get(name, {}).get(one) if data.draw(st.integers(0, 3)) else None
            for one in others
        }
        for name in order
    }
    right = {
        name: {one: value or data.draw(amount) for one, value in cells.items()}
        for name, cells in right.items()
    }
    found = beside(written(of_grid(left, columns)), written(of_grid(right, others)))
    assert figures(found) == truth(left, right, columns, others)
    if columns == others:
        for name, kind in kinds(found).items():
            if name in left and name in right:
                same = left[name] == right[name]
                assert kind is (RowKind.SAME if same else RowKind.FIGURES)


def test_equal_cells_are_never_marked() -> None:
    rows = [["科目", "一", "二", "三", "四"], ["城管执法", "6,043,390", "0", "0", "0"]]
    after = [rows[0], ["城管执法", "6,522,681", "0", "0", "0"]]
    found = beside(written(rows), written(after))
    (row,) = (one for one in found.rows if one.right and "城管执法" in one.right.text)
    assert row.left is not None
    assert row.right is not None
    marked = [
        (row.left.text[slice(*change.left)], row.right.text[slice(*change.right)])
        for change in row.changes
        if change.kind.value != "same"
    ]
    assert marked == [("6,043,390", "6,522,681")]


def test_a_row_whose_columns_changed_places_is_the_same_row() -> None:
    left = [["科目", "基本支出", "项目支出"], ["行政运行", "12", "35"], ["机关服务", "7", "8"]]
    right = [["科目", "项目支出", "基本支出"], ["行政运行", "35", "12"], ["机关服务", "8", "7"]]
    found = beside(written(left), written(right))
    assert kinds(found) == dict.fromkeys(("科目", "行政运行", "机关服务"), RowKind.SAME)
    assert all(one.same for one in found.figures if one.column)


def test_two_lists_in_one_grid_are_two_lists() -> None:
    head = ["收入", "预算数", "支出", "预算数"]
    left = [head, ["财政拨款", "100", "基本支出", "60"], ["事业收入", "20", "项目支出", "50"]]
    right = [head, ["财政拨款", "110", "项目支出", "55"], ["事业收入", "20", "基本支出", "60"]]
    found = beside(written(left), written(right))
    assert figures(found) == {
        ("财政拨款", "预算数", "100", "110"),
        ("事业收入", "预算数", "20", "20"),
        ("基本支出", "预算数", "60", "60"),
        ("项目支出", "预算数", "50", "55"),
    }


def test_a_row_called_otherwise_is_known_by_its_place_and_its_numbers() -> None:
    head = ["科目", "基本支出", "项目支出", "经营支出", "其他支出"]
    left = [head, ["行政运行", "12", "35", "7", "90"], ["机关服务", "41", "52", "63", "74"]]
    right = [head, left[1], ["后勤保障", "41", "52", "63", "80"]]
    assert {one[2:] for one in figures(beside(written(left), written(right)))} == {
        *(("12", "12"), ("35", "35"), ("7", "7"), ("90", "90")),
        *(("41", "41"), ("52", "52"), ("63", "63"), ("74", "80")),
    }
    right[2] = ["后勤保障", "1", "2", "3", "4"]  # another row
    assert kinds(beside(written(left), written(right)))["后勤保障"] is RowKind.RIGHT_ONLY


def test_a_column_called_otherwise_is_known_by_its_place_and_its_numbers() -> None:
    names = ["行政运行", "机关服务", "信访接待", "法制建设"]
    left = [
        ["科目", "基本支出", "比上年增减"],
        *([name, f"3{n}", f"5{n}"] for n, name in enumerate(names)),
    ]
    right = [["科目", "基本支出", "变动幅度"], *(row[:] for row in left[1:])]
    right[4][2] = "77"
    (pair,) = (one for one in beside(written(left), written(right)).figures if not one.same)
    assert (pair.left, pair.right, pair.item) == ("53", "77", "法制建设 × 变动幅度")
    other = [right[0], *([name, f"3{n}", f"8{n}"] for n, name in enumerate(names))]
    assert beside(written(left), written(other)).tables[0].columns == ((0, 0), (1, 1))


def test_the_figures_of_a_renamed_row_are_no_other_figures_in_either_list_of_a_grid() -> None:
    head = ["收入", "预算数", "支出", "预算数"]
    left = [head, ["捐赠收入", "100", "教育支出", "60"], ["事业收入", "20", "项目支出", "50"]]
    right = [
        head,
        ["社会捐赠收入", "110", "教育支出", "60"],
        ["事业收入", "20", "重点项目支出", "55"],
    ]
    found = beside(written(left), written(right))
    assert {one[2:] for one in figures(found)} == {
        *(("100", "110"), ("60", "60"), ("20", "20"), ("50", "55")),
    }


def test_what_is_counted_is_said_by_a_column_of_measures_or_above_the_table() -> None:
    left = [["指标", "单位", "2022年"], ["来访批次", "批次", "1200"], ["网上信访", "件", "350"]]
    right = [["指标", "单位", "2023年"], ["来访批次", "批次", "1100"], ["网上信访", "件", "420"]]
    found = beside(written(left), written(right))
    told = {(one.context, one.measure, one.delta) for one in found.figures if one.column}
    assert told == {("来访批次", "批次", -100), ("网上信访", "件", 70)}
    left = [["科目", "金额（万元）"], ["管网改造", "412.60"]]
    right = [["科目", "金额（元）"], ["管网改造", "4,126,000"]]
    (pair,) = (one for one in beside(written(left), written(right)).figures if one.column)
    assert (pair.left, pair.right, pair.measure, pair.same) == ("412.60万", "4,126,000", "元", True)


def test_a_row_is_known_by_its_year_and_a_year_is_no_figure() -> None:
    head = ["年度", "接访批次", "化解积案"]
    left = [head, ["2019", "1200", "35"], ["2020", "980", "30"]]
    right = [head, ["2020", "980", "30"], ["2021", "1320", "40"]]
    found = beside(written(left), written(right))
    assert kinds(found) == {
        "年度": RowKind.SAME, "2019": RowKind.LEFT_ONLY, "2020": RowKind.SAME,
        "2021": RowKind.RIGHT_ONLY,
    }  # fmt: skip
    assert {one[:1] + one[2:] for one in figures(found)} == {
        ("2019", "1200", None), ("2019", "35", None), ("2020", "980", "980"),
        ("2020", "30", "30"), ("2021", None, "1320"), ("2021", None, "40"),
    }  # fmt: skip


def test_columns_that_were_all_called_otherwise_are_one_by_place_where_that_is_asked_for() -> None:
    left = [["指标", "绩效目标", "权重"], ["管网漏损率", "9", "20"], ["投诉办结率", "95", "30"]]
    right = [["指标", "年度目标值", "分值"], ["管网漏损率", "8", "25"], ["投诉办结率", "95", "30"]]
    by_name = beside(written(left), written(right))
    assert by_name.tables[0].columns == ((0, 0),)
    found = beside(written(left), written(right), ColumnsBy.PLACE)
    assert found.columns is ColumnsBy.PLACE
    assert found.tables[0].columns == ((0, 0), (1, 1), (2, 2))
    assert figures(found) == {
        ("管网漏损率", "年度目标值", "9", "8"), ("管网漏损率", "分值", "20", "25"),
        ("投诉办结率", "年度目标值", "95", "95"), ("投诉办结率", "分值", "30", "30"),
    }  # fmt: skip
    assert kinds(found)["管网漏损率"] is RowKind.FIGURES
    assert kinds(found)["投诉办结率"] is RowKind.SAME


def test_columns_by_place_are_mirrored_with_the_sides() -> None:
    left = [["指标", "甲", "乙", "丙"], ["漏损率", "9", "20", "1"]]
    right = [["指标", "丁", "戊"], ["漏损率", "8", "25"]]
    one = beside(written(left), written(right), ColumnsBy.PLACE)
    other = beside(written(right), written(left), ColumnsBy.PLACE)
    assert [pair.mirrored() for pair in one.tables] == list(other.tables)
    assert one.tables[0].columns == ((0, 0), (1, 1), (2, 2))


@pytest.mark.parametrize(
    ("left", "right", "pairs"),
    [
        (["科目", "2022年"], ["科目", "2023年", "2022年"], [(0, 0), (1, 2)]),
        (["科目", "2023年预算数"], ["科目", "2024年预算数"], [(0, 0), (1, 1)]),
        (["科目", "2022年", "2023年"], ["科目", "2023年", "2024年"], [(0, 0), (2, 1)]),
        (
            ["科目", "2023年决算数", "2024年预算数"], ["科目", "2024年决算数", "2025年预算数"],
            [(0, 0), (1, 1), (2, 2)],
        ),
        (
            ["科目", "2023年预算数", "2022年决算数", "比上年增减"],
            ["科目", "2024年预算数", "2023年决算数", "比上年增减"],
            [(n, n) for n in range(4)],
        ),
        (["项目", "数额"] * 2, ["项目", "数额"] * 2, [(n, n) for n in range(4)]),
        (["科目", "预算数合计"], ["科目", "预算合计"], [(0, 0), (1, 1)]),
        (["科目", "甲"], ["科目", "乙"], [(0, 0)]),
        (["", ""], ["", ""], [(0, 0), (1, 1)]),
    ],
)  # fmt: skip
def test_columns_are_one_by_name_and_by_year_where_years_tell_them_apart(
    left: list[str], right: list[str], pairs: list[tuple[int, int]]
) -> None:
    one, other = (
        Table(None, None, tuple((name,) if name else () for name in names), 1)
        for names in (left, right)
    )
    assert pair_columns(one, other) == tuple(pairs)
