"""Tables of a comparison in its workbook: a sheet for each pair, to be reckoned with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from search.comparing.model import ColumnsBy, CompareRequest, Comparison, Given
from search.exports import as_written
from search.exports.comparing import sheets, writing
from search.library import compare_drafts
from tests.readers.making import paragraph, table, word

Rows = Sequence[Sequence[str]]

LEFT = [
    ["科目编码", "科目", "2023年预算数", "增减%", "备注"],
    ["2130305", "渠道清淤", "1,200.50", "4.1", "=1+2"],
    ["2130306", "泵站养护", "35", "2.0", "按季"],
    ["2130399", "应急抢修", "7", "", ""],
]
RIGHT = [
    ["科目编码", "科目", "2024年预算数", "增减%", "备注"],
    ["2130305", "渠道清淤", "1,300.50", "5.6", '=HYPERLINK("x")'],
    ["2130306", "泵站养护", "35", "2.0", "按月"],
    ["2130310", "智慧水务", "88", "", ""],
]


def compared(*pairs: tuple[str, Rows, Rows], by: ColumnsBy = ColumnsBy.NAME) -> Comparison:
    """Compare two reports that hold these tables, each under its caption."""
    sides = []
    for which, year in enumerate((2023, 2024), 1):
        made = [paragraph(f"芦荡灌区管理处{year}年部门预算"), paragraph("一、收支情况")]
        for number, one in enumerate(pairs):
            rows = one[which]
            made += [paragraph(str(one[0])), paragraph("单位：万元")]
            made.append(table(*([paragraph(str(cell)) for cell in row] for row in rows)))
            made.append(paragraph(f"以上第{number}项按季度核对，差额逐笔说明。"))
        sides.append(Given(file=f"{year}.docx", data=word("".join(made))))
    return compare_drafts(CompareRequest(sides[0], sides[1], by))


def workbook(found: Comparison, folder: Path) -> Any:
    file = folder / "对比.xlsx"
    writing.export_comparison(found, file, say=as_written)
    return openpyxl.load_workbook(file)


def lines(sheet: Any) -> list[dict[str, Any]]:
    rows = list(sheet.iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_a_pair_of_tables_has_a_sheet_with_numbers_differences_and_percent(tmp_path: Path) -> None:
    book = workbook(compared(("渠道支出表", LEFT, RIGHT)), tmp_path)
    told = {one["科目：右"] or one["科目：左"]: one for one in lines(book["表 1 渠道支出表"])}
    canal = told["渠道清淤"]
    assert (canal["类型"], canal["左行"], canal["右行"]) == ("修改", 1, 1)
    assert canal["2023年预算数：左"] == 1200.5
    assert canal["2024年预算数：右"] == 1300.5
    assert canal["2023 → 2024年预算数：增减（万元）"] == 100
    assert canal["2023 → 2024年预算数：变化率（%）"] == pytest.approx(8.3299)
    assert canal["增减%：增减（百分点）"] == 1.5
    assert canal["增减%：变化率（%）"] is None
    assert canal["科目编码：左"] == "2130305"  # a code counts nothing
    assert canal["备注：右"] == '=HYPERLINK("x")'
    assert [told[name]["类型"] for name in ("泵站养护", "应急抢修", "智慧水务")] == [
        "修改", "仅左", "仅右",
    ]  # fmt: skip
    assert (told["应急抢修"]["左行"], told["应急抢修"]["右行"]) == (3, None)
    assert told["应急抢修"]["2024年预算数：右"] is None
    for sheet in book:
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_numbers_of_a_sheet_are_shown_as_the_report_shows_them(tmp_path: Path) -> None:
    sheet = workbook(compared(("渠道支出表", LEFT, RIGHT)), tmp_path)["表 1 渠道支出表"]
    shown = {cell.value: cell.number_format for row in sheet.iter_rows() for cell in row}
    assert shown[1200.5] == "#,##0.00"
    assert shown[4.1] == "0.0"


def test_the_tables_are_listed_with_their_rows_by_kind_and_their_sheets(tmp_path: Path) -> None:
    found = compared(("渠道支出表", LEFT, RIGHT), ("闸门支出表", LEFT[:3], LEFT[:3]))
    book = workbook(found, tmp_path)
    one, other = lines(book["表格对照"])
    assert (one["左表名"], one["行数"], one["修改"], one["仅左"], one["仅右"]) == (
        "渠道支出表", 4, 2, 1, 1,
    )  # fmt: skip
    assert (other["行数"], other["相同"]) == (2, 2)
    assert {one["工作表"], other["工作表"]} <= set(book.sheetnames)


def test_names_of_sheets_are_legal_and_each_its_own(tmp_path: Path) -> None:
    caption = "部门收支[总表]：甲/乙*丙?及其他各项支出安排情况汇总明细表"
    found = compared((caption, LEFT, RIGHT), (caption, LEFT[:3], LEFT[:3]))
    names = workbook(found, tmp_path).sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)


def test_beyond_the_most_sheets_the_list_says_how_many_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST", 1)
    found = compared(("渠道支出表", LEFT, RIGHT), ("闸门支出表", LEFT[:3], LEFT[:3]))
    book = workbook(found, tmp_path)
    assert [name for name in book.sheetnames if name.startswith("表 ")] == ["表 1 渠道支出表"]
    said = [value for row in book["表格对照"].iter_rows(values_only=True) for value in row]
    assert "没有单独的工作表，见“逐段对照”" in said
    assert any(value and "只有前 1 对" in str(value) for value in said)


def test_columns_by_place_stand_beside_each_other_in_the_sheet(tmp_path: Path) -> None:
    left = [["指标", "绩效目标"], ["漏损率", "9"], ["办结率", "95"]]
    right = [["指标", "年度目标值"], ["漏损率", "8"], ["办结率", "96"]]
    book = workbook(compared(("目标表", left, right), by=ColumnsBy.PLACE), tmp_path)
    first, _ = lines(book["表 1 目标表"])
    assert (first["绩效目标：左"], first["年度目标值：右"]) == (9, 8)
    assert first["绩效目标 → 年度目标值：增减（万元）"] == -1


def test_a_comparison_without_tables_has_no_sheet_for_them(tmp_path: Path) -> None:
    left, right = (Given(text=f"水闸管理所{year}年工作总结。") for year in (2023, 2024))
    found = compare_drafts(CompareRequest(left, right))
    assert "表格对照" not in workbook(found, tmp_path).sheetnames
