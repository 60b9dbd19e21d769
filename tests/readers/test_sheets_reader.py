"""Workbooks as offices make them come back cell by cell as they are displayed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from index.errors import UnreadableReport
from index.model import LineKind, Source, Why
from index.outline import outline
from index.readers import read
from index.settings import LIMITS
from tests.readers.making_sheets import parts, saved, workbook

GENERAL = "General"
LONG_DATE = 'yyyy"年"m"月"d"日"'
ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '
# Rows of a budget: each cell as (what is typed, its format, what is seen).
BUDGET: list[list[tuple[Any, str, str]]] = [
    [
        ("一般公共服务支出", GENERAL, "一般公共服务支出"),
        (3296600, "#,##0.00", "3,296,600.00"),
        (0.0725, "0.00%", "7.25%"),
        (date(2024, 3, 5), LONG_DATE, "2024年3月5日"),
        (None, GENERAL, ""),
    ],
    [
        ("教育支出", GENERAL, "教育支出"),
        (-1250.5, "#,##0.00_ ;(#,##0.00)", "(1,250.50)"),
        (-0.031, "0.0%", "-3.1%"),
        (date(2024, 11, 30), "yyyy-mm-dd", "2024-11-30"),
        ("含上年结转", GENERAL, "含上年结转"),
    ],
    [
        ("科学技术支出", GENERAL, "科学技术支出"),
        (0, ACCOUNTING, "-"),
        (1, "0%", "100%"),
        (datetime(2024, 12, 31, 17, 30), "yyyy/m/d h:mm", "2024/12/31 17:30"),
        (True, GENERAL, "TRUE"),
    ],
    [
        ("卫生健康支出", GENERAL, "卫生健康支出"),
        (12345678, '0!.0,"万元"', "1234.6万元"),
        (1 / 3, GENERAL, "0.333333333"),
        (time(9, 5), "h:mm", "9:05"),
        ("#DIV/0!", GENERAL, "#DIV/0!"),
    ],
    [
        ("合计", GENERAL, "合计"),
        (98765.4, '#,##0.0"万元"', "98,765.4万元"),
        (0.99, "# ?/?", "1"),
        (date(2024, 3, 5), 'm"月"d"日"', "3月5日"),
        ("0012", "@", "0012"),
    ],
]


def fill_budget(sheet: Worksheet) -> None:
    """Write a budget with its title, unit and a head of two lines."""
    sheet["A1"] = "某县2024年一般公共预算支出表"
    sheet.merge_cells("A1:E1")
    sheet["A2"], sheet["E2"] = "编制单位：某县财政局", "单位：元"
    for place, name, reach in (
        ("A3", "支出科目", "A3:A4"),
        ("B3", "预算执行", "B3:C3"),
        ("D3", "完成时间", "D3:D4"),
        ("E3", "备注", "E3:E4"),
    ):
        sheet[place] = name
        sheet.merge_cells(reach)
    sheet["B4"], sheet["C4"] = "金额", "增长率"
    for number, row in enumerate(BUDGET, 5):
        for column, (value, code, _) in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            cell.number_format = code
    sheet.cell(11, 1, "注：本表不含政府性基金支出。")


def lines(source: Source) -> list[str]:
    return [line.text for line in source.lines]


def rows(source: Source) -> list[list[str]]:
    return [line.text.split("\t") for line in source.lines if line.kind is LineKind.TABLE]


def removed(source: Source, why: Why) -> list[str]:
    return [piece.text for piece in source.removed if piece.why is why]


def test_every_cell_of_a_workbook_is_as_it_is_displayed() -> None:
    book = Workbook()
    fill_budget(book.active)
    for name in ("二季度", "三季度"):
        fill_budget(book.create_sheet(name))
    truth = [[seen for _, _, seen in row] for row in BUDGET]
    found = rows(read("表.xlsx", saved(book)))
    head = [["支出科目", "预算执行", "完成时间", "备注"], ["金额", "增长率"]]
    assert found == [*head, *truth] * 3


def test_names_of_columns_measure_and_caption_are_found() -> None:
    cut = outline(read("表.xlsx", workbook(fill_budget)))
    (table,) = cut.tables
    assert cut.title
    assert cut.title.text == "某县2024年一般公共预算支出表"
    assert table.measure == "元"
    assert table.columns[1:3] == (("预算执行", "金额"), ("预算执行", "增长率"))
    assert table.header_rows == 2
    texts = [passage.text for passage in cut.passages if passage.row is None]
    assert texts[1:] == ["编制单位：某县财政局", "单位：元", "注：本表不含政府性基金支出。"]


def test_several_sheets_are_sections_and_a_lone_unnamed_one_is_none() -> None:
    book = Workbook()
    book.active.title = "收入"
    book.active.append(["项目", "金额"])
    second = book.create_sheet("支出")
    second.append(["项目", "金额"])
    book.create_sheet("Sheet3")
    levels = [(line.text, line.level) for line in read("表.xlsx", saved(book)).lines]
    assert levels == [("收入", 1), ("项目\t金额", None), ("支出", 1), ("项目\t金额", None)]
    alone = read("表.xlsx", workbook(lambda sheet: sheet.append(["项目", "金额"])))
    assert lines(alone) == ["项目\t金额"]


def test_what_is_hidden_is_set_aside_where_it_stood() -> None:
    book = Workbook()
    sheet = book.active
    for row in (
        ["姓名", "身份证号", "职务"],
        ["张建国", "3201", "科长"],
        ["李红梅", "3202", "科员"],
    ):
        sheet.append(row)
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True
    draft = book.create_sheet("测算底稿")
    draft.append(["不公开的测算", 99])
    draft.sheet_state = "veryHidden"
    source = read("表.xlsx", saved(book))
    assert rows(source) == [["姓名", "职务"], ["张建国", "科长"]]
    assert removed(source, Why.HIDDEN) == [
        "身份证号", "3201", "李红梅\t3202\t科员", "测算底稿\n不公开的测算\t99",
    ]  # fmt: skip


def test_merged_cells_say_what_they_say_where_they_are_first_seen() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"], sheet["C1"] = "年度目标", "盖住的字", "完成"
        sheet.merge_cells("A1:B1")
        sheet["A2"], sheet["B2"], sheet["C2"] = "一季度", "二季度", "全年"
        sheet.column_dimensions["A"].hidden = True

    # openpyxl empties what it merges: the cell behind is written part by part below.
    source = read("表.xlsx", workbook(fill))
    assert rows(source) == [["年度目标", "完成"], ["二季度", "全年"]]
    covered = parts(
        '<row r="1"><c r="A1" t="str"><v>目标</v></c><c r="B1" t="str"><v>盖住</v></c>'
        '<c r="C1" t="str"><v>完成</v></c></row><row r="2"><c r="A2"><v>1</v></c>'
        '<c r="B2"><v>2</v></c><c r="C2"><v>3</v></c></row>',
        after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
    )
    source = read("表.xlsx", covered)
    assert rows(source) == [["目标", "完成"], ["1", "2", "3"]]
    assert removed(source, Why.HIDDEN) == ["盖住"]


def test_a_formula_shows_its_kept_value_and_one_without_is_said() -> None:
    source = read(
        "表.xlsx",
        parts(
            '<row r="1"><c r="A1" t="str"><v>合计</v></c><c r="B1"><f>SUM(B2:B9)</f><v>12</v></c>'
            '<c r="C1"><f>SUM(C2:C9)</f></c><c r="D1" t="str"><f>IF(B1,"","无")</f><v></v></c>'
            '<c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        ),
    )
    assert rows(source) == [["合计", "12", "", "#DIV/0!"]]
    assert removed(source, Why.FORMULA) == ["=SUM(C2:C9)"]


def test_what_a_format_hides_or_shortens_is_kept_aside() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["名称", "内部数", "账号", "空"])
        sheet.append(["甲单位", 37, 123456789012, 0])
        sheet["B2"].number_format = ";;;"
        sheet["D2"].number_format = "#"

    source = read("表.xlsx", workbook(fill))
    assert rows(source)[1] == ["甲单位", "", "1.23457E+11", ""]
    assert removed(source, Why.HIDDEN) == ["37", "123456789012"]


def test_notes_boxes_and_page_texts_have_their_places() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["项目", "金额"])
        sheet.append(["基本支出", 12])
        sheet["B2"].comment = Comment("张三:\n含退休人员经费", "张三")
        sheet.oddHeader.center.text = "内部资料"
        sheet.oddFooter.right.text = "第 &P 页"

    source = read("表.xlsx", workbook(fill))
    assert [line.text for line in source.lines if line.kind is LineKind.NOTE] == ["含退休人员经费"]
    assert removed(source, Why.HEADER) == ["内部资料", "第  页"]
    assert removed(source, Why.COMMENT) == ["张三:\n"]


def test_an_empty_row_ends_a_table_unless_it_has_borders() -> None:
    line = Side(style="thin")

    def fill(sheet: Worksheet) -> None:
        for row in (
            ["项目", "金额"],
            ["基本支出", 1],
            [],
            ["项目支出", 2],
            [],
            ["人员", "人数"],
            ["在职", 3],
        ):
            sheet.append(row)
        for cell in sheet[3][:2] or (sheet["A3"], sheet["B3"]):
            cell.border = Border(left=line, right=line, top=line, bottom=line)

    source = read("表.xlsx", workbook(fill))
    assert [line.row.table for line in source.lines if line.row] == [0, 0, 0, 1, 1]


def test_tables_side_by_side_are_two_and_an_empty_column_parts_none() -> None:
    def beside(sheet: Worksheet) -> None:
        sheet.append(["收支情况"])
        for row in (
            ["收入", "金额", None, "支出", "金额"],
            ["税收", 1, None, "教育", 3],
            ["非税", 2, None, "卫生", 4],
        ):
            sheet.append(row)

    source = read("表.xlsx", workbook(beside))
    assert lines(source) == [
        "收支情况", "收入\t金额", "税收\t1", "非税\t2", "支出\t金额", "教育\t3", "卫生\t4",
    ]  # fmt: skip

    def spaced(sheet: Worksheet) -> None:
        for row in (["项目", None, "金额"], ["税收", None, 1], ["非税", None, 2]):
            sheet.append(row)

    assert rows(read("表.xlsx", workbook(spaced))) == [
        ["项目", "金额"],
        ["税收", "1"],
        ["非税", "2"],
    ]


def test_a_report_written_in_one_column_is_text() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "某局2024年工作总结"
        sheet["A2"] = "一、主要工作\n全年办理来信三百二十件，办结率百分之九十八。"
        sheet["A3"] = "二、存在问题"

    source = read("总结.xlsx", workbook(fill))
    assert lines(source) == [
        "某局2024年工作总结",
        "一、主要工作",
        "全年办理来信三百二十件，办结率百分之九十八。",
        "二、存在问题",
    ]


def test_raised_digits_and_readings_are_read_as_in_word_files() -> None:
    strings = (
        "<si><r><t>面积85km</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>2</t></r></si>"
        "<si><t>东京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si>"
        "<si><t>第一行_x000D_\n第二行</t></si>"
    )
    cells = "".join(f'<c r="{at}1" t="s"><v>{n}</v></c>' for n, at in enumerate("ABC"))
    source = read("表.xlsx", parts(f'<row r="1">{cells}</row>', strings=strings))
    assert rows(source) == [["面积85km²", "东京", "第一行 第二行"]]


def test_days_from_1904_and_noughts_that_a_sheet_does_not_show() -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="31"/></cellXfs>'
    source = read(
        "表.xlsx",
        parts(
            '<row r="1"><c r="A1" s="1"><v>43894</v></c><c r="B1"><v>0</v></c>'
            '<c r="C1" t="b"><v>0</v></c></row>',
            styles=styles,
            book='<workbookPr date1904="1"/>',
            before='<sheetViews><sheetView showZeros="0"/></sheetViews>',
        ),
    )
    assert rows(source) == [["2024年3月5日", "FALSE"]]


def test_author_editor_and_times_are_stated() -> None:
    book = Workbook()
    book.active["A1"] = "总结"
    book.properties.creator, book.properties.lastModifiedBy = "王强", "赵敏"
    facts = read("表.xlsx", saved(book)).facts
    assert (facts.author, facts.last_editor) == ("王强", "赵敏")
    assert facts.created
    assert facts.media.endswith("spreadsheetml.sheet")


def test_images_are_listed_as_evidence(tmp_path: Any) -> None:
    pillow = pytest.importorskip("PIL.Image")
    file = tmp_path / "章.png"
    pillow.effect_noise((64, 48), 80).save(file)

    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "附图"
        sheet.add_image(Image(file), "A2")

    (image,) = read("表.xlsx", workbook(fill)).images
    assert (image.media, image.width, image.height) == ("image/png", 64, 48)


def test_macros_are_named_and_the_rest_is_read() -> None:
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="rId2" Type="http://x/vbaProject" Target="vbaProject.bin"/>'
        "</Relationships>"
    )
    data = parts(
        '<row r="1"><c r="A1" t="str"><v>总结</v></c></row>',
        more={"xl/_rels/workbook.xml.rels": related, "xl/vbaProject.bin": b"\xd0\xcf"},
    )
    source = read("表.xlsm", data)
    assert lines(source) == ["总结"]
    assert removed(source, Why.MACRO) == ["vbaProject.bin"]


def test_what_a_sheet_claims_costs_nothing() -> None:
    cell = '<row r="{0}"><c r="{1}{0}" t="str"><v>{2}</v></c></row>'
    data = parts(
        cell.format(1, "A", "目标") + cell.format(1_048_576, "XFD", "完成"),
        before='<dimension ref="A1:XFD1048576"/>',
        after='<mergeCells><mergeCell ref="A1:XFD9999"/></mergeCells>',
    )
    assert lines(read("表.xlsx", data)) == ["目标", "完成"]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (parts("".join(f"<row><c><v>{n}</v></c></row>" for n in range(101))), "too_many_cells"),
        (parts('<row r="1"><c r="A1"><v>1</v>'), "damaged"),
        (parts('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), "damaged"),
        (parts("", more={"xl/_rels/workbook.xml.rels": "<a/>"}), "damaged"),
        (parts("", more={"xl/worksheets/sheet1.xml": "<!DOCTYPE a><worksheet/>"}), "damaged"),
        (parts(""), "empty"),
        (parts("<row><c t='str'><v>字</v></c></row>", more={"a": b"0" * 3000}), "too_large"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(data: bytes, key: str) -> None:
    limits = replace(LIMITS, cells=100, unpacked_size=20_000 if key != "too_large" else 3000)
    with pytest.raises(UnreadableReport) as refused:
        read("表.xlsx", data, limits=limits)
    assert refused.value.key == key
