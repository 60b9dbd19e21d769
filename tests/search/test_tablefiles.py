"""Tables of reports as sheets: what is a number there, and what stays as it is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests_support import library_of

from index.errors import ReportNotFound
from index.model import Passage
from search.library import export_tables
from tests.readers.making import paragraph, table, word


def saved(root: Path, *rows: list[str]) -> list[list[tuple[object, str]]]:
    """Save a table of these rows; return the cells of its body, each with its format."""
    report = word(
        paragraph("澜川市水务局2024年部门预算")
        + paragraph("一、收支情况")
        + paragraph("全年收支按月核对，差额逐笔说明。")
        + table(*([paragraph(text) for text in row] for row in rows))
    )
    target = root / "表.xlsx"
    with library_of(root / "home", {"水务局.docx": report}) as library:
        (only,) = library.reports().rows
        export_tables(library.report(only.id), (), target)
    sheet = load_workbook(target).worksheets[0]
    body = list(sheet)[-len(rows) + 1 :]
    return [[(cell.value, cell.number_format) for cell in row] for row in body]


@pytest.mark.parametrize(
    ("text", "value", "form"),
    [
        ("3,296,600", 3296600, "#,##0"),
        ("1,234.50", 1234.5, "#,##0.00"),
        ("-3.5", -3.5, "0.0"),
        ("5.8%", 0.058, "0.0%"),
        ("0", 0, "0"),
        ("2010301", 2010301, "0"),
        ("0201", "0201", "General"),  # a code keeps its nought
        ("2023", "2023", "General"),  # a year
        ("12万元", "12万元", "General"),
        ("(3.5)", "(3.5)", "General"),
        ("1234567890123456", "1234567890123456", "General"),  # more digits than a sheet keeps
        ("=1+1", "=1+1", "General"),
        ("×××", "×××", "General"),
    ],
)
def test_what_a_sheet_can_show_as_it_stands_is_a_number(
    tmp_path: Path, text: str, value: object, form: str
) -> None:
    (row,) = saved(tmp_path, ["项目", "数额"], ["管网改造", text])
    shown, how = row[1]
    assert shown == (pytest.approx(value) if isinstance(value, float) else value)
    assert type(shown) is not str or isinstance(value, str)
    assert how == form


def test_a_report_without_tables_has_none_to_save(tmp_path: Path) -> None:
    files = {"总结.txt": "2023年工作总结\n全年巡查管网32次，隐患逐项销号。\n"}
    with library_of(tmp_path / "home", files) as library:
        report = library.report(1)
        with pytest.raises(ReportNotFound, match="no_such_table"):
            export_tables(report, (), tmp_path / "表.xlsx")
    assert not (tmp_path / "表.xlsx").exists()


def test_a_cell_that_reaches_too_far_down_hides_no_figure(tmp_path: Path) -> None:
    page = "<p>2023年工作总结</p><table>" + "".join(
        f"<tr>{''.join(f'<td>{cell}' for cell in row)}</tr>"
        for row in (("项目", "金额"), ("收入", "120"), ("支出", "80"), ("结余", "40"))
    )
    with library_of(tmp_path / "home", {"总结.html": page}) as library:
        report = library.report(1)
        passages = tuple(_reaching(passage) for passage in report.outline.preamble)
        reaching = replace(report, outline=replace(report.outline, preamble=passages))
        export_tables(reaching, (), tmp_path / "表.xlsx")
    sheet = load_workbook(tmp_path / "表.xlsx").worksheets[0]
    assert [[cell.value for cell in row] for row in sheet][-3:] == [
        ["收入", 120], ["支出", 80], ["结余", 40],
    ]  # fmt: skip
    assert not sheet.merged_cells.ranges


def _reaching(passage: Passage) -> Passage:
    """The passage with cells that reach two rows down, as homes of older programs have them."""
    if passage.row is None:
        return passage
    cells = tuple(replace(one, place=one.place._replace(down=2)) for one in passage.row.cells)
    return replace(passage, row=replace(passage.row, cells=cells))
