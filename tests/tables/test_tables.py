"""What a table says: the names of its columns, its measures, its caption, its rows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables_support import drawn_table, report_of

from index.catalogue.shapes import codes_of, decode, encode
from index.model import LineKind, Part, Why
from index.outline import outline
from index.readers.blocks import Block
from index.readers.grid import GatheredCell, GatheredRow, table_blocks
from index.tables.amounts import number_in

BUDGET = """
    功能分类科目 | 2024年预算数 | <        | 2023年 预算数 | 比上年增减（%）
    ^            | 基本支出     | 项目支出 | ^             | ^
    一、公共服务 | 412.60       | 86.00    | 471.20        | 5.8
    公共设施     |              | 3,960.00 | 3,540.00      | 11.9
    合计         | 1,946.85     | 4,046.00 | 5,509.64      | 8.8
"""
ABOVE = "澜川市住建局2024年部门预算\n一、收支情况\n支出预算表\n单位：万元"


def cells(passage):
    return [(cell.column, cell.text, cell.measure) for cell in passage.row.cells]


def rows(found):
    return [passage for passage in found.passages if passage.row is not None]


def test_a_column_is_named_by_all_the_heads_above_it_outermost_first() -> None:
    table = outline(report_of(ABOVE, drawn_table(BUDGET))).tables[0]
    assert table.header_rows == 2
    assert table.columns == (
        ("功能分类科目",),
        ("2024年预算数", "基本支出"),
        ("2024年预算数", "项目支出"),
        ("2023年预算数",),
        ("比上年增减（%）",),
    )


def test_the_lines_above_a_table_say_its_caption_and_its_measure() -> None:
    table = outline(report_of(ABOVE, drawn_table(BUDGET))).tables[0]
    assert (table.caption, table.measure) == ("支出预算表", "万元")


def test_a_table_that_was_left_empty_keeps_the_names_of_its_columns() -> None:
    empty = """
        科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
                 | 合 计    |      |          |
    """
    table = outline(report_of(ABOVE, drawn_table(empty))).tables[0]
    assert table.header_rows == 1
    assert table.columns[3:] == (("基本支出",), ("项目支出",))


def test_every_row_is_one_passage_of_its_cells_joined_by_tabs() -> None:
    found = rows(outline(report_of(ABOVE, drawn_table(BUDGET))))
    assert [one.part for one in found] == [Part.HEADER] * 2 + [Part.BODY] * 3
    assert found[3].text == "公共设施\t\t3,960.00\t3,540.00\t11.9"
    assert cells(found[3]) == [
        (("功能分类科目",), "公共设施", None),
        (("2024年预算数", "基本支出"), "", None),
        (("2024年预算数", "项目支出"), "3,960.00", "万元"),
        (("2023年预算数",), "3,540.00", "万元"),
        (("比上年增减（%）",), "11.9", "%"),
    ]
    for one in found:
        assert one.row is not None
        assert "\t".join(cell.text for cell in one.row.cells) == one.text
        assert all(one.text[slice(*cell.span)] == cell.text for cell in one.row.cells)


def test_rows_are_no_headings_and_long_rows_are_not_cut() -> None:
    long = "，".join(f"{number},{number}00万元" for number in range(100, 140))
    table = f"项目 | 金额 | 说明\n一、收入 | 100 | {long}\n二、支出 | 90 | 无"
    found = outline(report_of("某局2023年工作总结\n一、收支\n收支如下表：", drawn_table(table)))
    assert [section.heading for section in found.sections] == ["收支"]
    assert [one.text.split("\t")[0] for one in rows(found)] == ["项目", "一、收入", "二、支出"]
    assert long in rows(found)[1].text


def test_a_name_over_the_whole_width_stands_above_its_table_and_a_note_below_it() -> None:
    table = """
        三公经费预算表 | < | <
        单位：元       |   |
        项目 | 2023年 | 2024年
        公务接待费 | 1,200 | 900
        注：接待费含外宾。 | < | <
    """
    found = outline(report_of("某局2024年部门预算\n一、三公经费", drawn_table(table)))
    assert (found.tables[0].caption, found.tables[0].measure) == ("三公经费预算表", "元")
    assert [one.text for one in rows(found)] == ["项目\t2023年\t2024年", "公务接待费\t1,200\t900"]
    assert found.passages[-1].text == "注：接待费含外宾。"


def test_a_row_names_the_measure_of_its_numbers_in_a_column_of_its_own() -> None:
    table = "指标 | 单位 | 2022年\n来访 | 批次 | 120\n网上信访 | 件 | 300"
    found = rows(outline(report_of("某局2022年总结", drawn_table(table))))
    assert [one.row.cells[2].measure for one in found] == [None, "批次", "件"]


@pytest.mark.parametrize("column", ["科目编码", "序号", "人数", "占比", "年度"])
def test_the_measure_of_a_table_says_nothing_of_codes_people_and_shares(column: str) -> None:
    table = f"项目 | {column} | 金额\n培训费 | 201 | 8.5"
    row = rows(outline(report_of("某局2022年总结\n单位：万元", drawn_table(table))))[1].row
    assert [cell.measure for cell in row.cells] == [None, None, "万元"]


def test_a_row_of_column_numbers_ends_the_head_and_names_nothing() -> None:
    table = "项目 | 行次 | 金额\n栏次 | <  | 1\n一、收入 | 1 | 500\n二、支出 | 2 | 400"
    found = outline(report_of("某局2022年决算\n单位：万元", drawn_table(table)))
    assert found.tables[0].header_rows == 2
    assert found.tables[0].columns == (("项目",), ("行次",), ("金额",))


def test_a_table_of_figures_without_a_head_has_none() -> None:
    found = outline(report_of("某局2022年总结", drawn_table("收入 | 500\n支出 | 400")))
    assert found.tables[0].header_rows == 0
    assert found.tables[0].columns == ((), ())
    assert [one.part for one in rows(found)] == [Part.BODY, Part.BODY]


def test_a_form_of_labels_and_answers_has_no_head() -> None:
    form = "姓名 | 王某 | 职务 | 科长\n单位 | 某局 | 完成情况 | 良好"
    assert outline(report_of("述职报告表", drawn_table(form))).tables[0].header_rows == 0


def test_a_table_of_words_has_the_head_that_names_its_columns() -> None:
    table = "序号 | 问题 | 整改措施 | 责任部门\n一 | 学习不够 | 每月集中学习 | 办公室"
    assert outline(report_of("整改报告", drawn_table(table))).tables[0].header_rows == 1


def test_the_file_may_say_which_rows_name_the_columns() -> None:
    table = "甲单位 | 乙单位\n良好 | 合格\n良好 | 良好"
    found = outline(report_of("考核情况", drawn_table(table, heads=1)))
    assert found.tables[0].columns == (("甲单位",), ("乙单位",))


def test_running_text_in_a_cell_stays_paragraphs() -> None:
    text = "坚持把责任扛在肩上，每月研究部署一次，带队检查三十次。" * 3
    form = [
        GatheredRow((cell("姓名"), cell("王某"))),
        GatheredRow((cell("述职内容"), cell("一、履职情况", text, "二、存在问题"))),
    ]
    found = outline(report_of("述职报告", table_blocks(form)))
    assert [one.text for one in rows(found)] == ["姓名\t王某"]
    assert [section.heading for section in found.sections] == ["履职情况", "存在问题"]


def test_a_cell_of_several_lines_is_one_cell() -> None:
    grid = [
        GatheredRow((cell("项目"), cell("目标"), cell("得分"))),
        GatheredRow(
            (cell("道路养护"), cell("目标1：修复道路12公里", "目标2：群众满意"), cell("95"))
        ),
    ]
    found = rows(outline(report_of("某局绩效自评报告", table_blocks(grid))))
    assert found[1].text == "道路养护\t目标1：修复道路12公里 目标2：群众满意\t95"


def cell(*lines: str) -> GatheredCell:
    return GatheredCell(tuple(Block(line) for line in lines))


def test_a_table_over_two_pages_is_one_and_its_repeated_head_is_set_aside() -> None:
    head = "项目 | 预算数 | 决算数\n"
    first = drawn_table(head + "培训费 | 10 | 9\n会议费 | 8 | 7", page=1)
    second = drawn_table(head + "差旅费 | 6 | 5", page=2)
    source = report_of("某局决算\n支出表\n单位：万元", first, "支出表（续）", second)
    source = type(source)(
        tuple(
            line if line.kind is LineKind.TABLE else type(line)(line.text, page=1)
            for line in source.lines
        )
    )
    found = outline(source)
    assert len(found.tables) == 1
    assert [one.row.row for one in rows(found)] == [0, 1, 2, 3]
    assert [one.text for one in found.removed if one.why is Why.TABLE_HEAD] == [
        "支出表（续）\n项目\t预算数\t决算数"
    ]


def test_two_tables_that_name_other_columns_stay_two() -> None:
    first = drawn_table("项目 | 预算数\n培训费 | 10", page=1)
    second = drawn_table("乡镇 | 户数\n城关 | 300", page=2)
    found = outline(report_of("某局总结", first, second))
    assert [table.columns for table in found.tables] == [
        (("项目",), ("预算数",)),
        (("乡镇",), ("户数",)),
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,200", "1200"), ("－3.5%", "-3.5"), ("12万元", "12"), ("(5.0)", "-5.0"), ("１２", "12"),
        ("2023年", None), ("第3次", None), ("12,34", None), ("—", None), ("甲", None), ("", None),
    ],
)  # fmt: skip
def test_a_number_is_what_a_cell_states_and_nothing_else(text: str, number: str | None) -> None:
    found = number_in(text)
    assert (None if found is None else str(found)) == number


TEXTS = st.sampled_from(
    ["", "合计", "一、收入", "1,200", "3.5%", "2023年", "单位：万元", "是", "甲 乙"]
)


@st.composite
def drawings(draw: st.DrawFn) -> str:
    width = draw(st.integers(1, 4))
    rows = draw(st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1, max_size=5))
    for at, row in enumerate(rows):
        for column in range(width):
            merge = draw(st.sampled_from(["", "", "", "<", "^"]))
            if (merge == "<" and column) or (merge == "^" and at and row[column] != "<"):
                row[column] = merge
    return "\n".join(" | ".join(row) or " " for row in rows)


@given(drawings())
def test_whatever_the_grid_every_character_is_kept_and_cells_spell_their_rows(drawing: str) -> None:
    source = report_of("某局2023年总结", drawn_table(drawing))
    found = outline(source)
    kept = "".join(one.text for one in found.passages) + "".join(one.text for one in found.removed)
    visible = [char for char in source.text if not char.isspace()]
    assert sorted(char for char in kept if not char.isspace()) == sorted(visible)
    for one in rows(found):
        assert "\t".join(cell.text for cell in one.row.cells) == one.text
        assert all(one.text[slice(*cell.span)] == cell.text for cell in one.row.cells)
        assert one.row.table < len(found.tables)
    texts = [one.text for one in found.passages]
    assert decode(encode(found), codes_of(found.passages)).outline(texts) == found


def test_cells_know_their_columns_beside_merged_ones() -> None:
    blocks = drawn_table("甲 | 乙 | 丙\n丁 | < | 戊\n^ | ^ | 己")
    assert [[tuple(place)[2:] for place in one.row.cells] for one in blocks if one.row] == [
        [(0, 1, 1), (1, 1, 1), (2, 1, 1)],
        [(0, 2, 2), (2, 1, 1)],
        [(2, 1, 1)],
    ]


def test_a_grid_that_claims_billions_of_columns_is_bounded() -> None:
    wide = GatheredCell((Block("合计"),), 10**9, 10**9)
    (block,) = table_blocks([GatheredRow((cell("甲"), wide)), GatheredRow(())])
    assert block.row is not None
    assert block.row.columns <= 500


def test_a_cell_over_several_columns_has_the_names_that_they_share_and_no_more() -> None:
    found = outline(
        report_of(
            "青澜县2023年部门决算",
            drawn_table(
                """
                科目 | 2022年（万元） | <      | 2023年（万元） | <
                ^    | 预算           | 决算   | 预算           | 决算
                水务 | 1,200          | 1,180  | 1,500          | 1,499
                合计 | 2,421          | <      | 6,044          | <
                总计 | 8,465          | <      | <              | <
                """
            ),
        )
    )
    rows = [one.row for one in found.passages if one.row is not None]
    said = [[(cell.text, cell.column, cell.measure) for cell in row.cells] for row in rows[3:]]
    assert said == [
        [
            ("合计", ("科目",), None),
            ("2,421", ("2022年（万元）",), "万元"),
            ("6,044", ("2023年（万元）",), "万元"),
        ],
        [("总计", ("科目",), None), ("8,465", (), "万元")],
    ]
