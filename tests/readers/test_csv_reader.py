"""Tables as plain text: in any encoding, with any sign between cells."""

from __future__ import annotations

import pytest

from index.model import LineKind, Source
from index.readers import read


def rows(source: Source) -> list[list[str]]:
    return [line.text.split("\t") for line in source.lines if line.kind is LineKind.TABLE]


TABLE = [
    ["单位", "上年结转（万元）", "备注"],
    ["市财政局", "1,234.5", "含专项资金，已下达"],
    ["市教育局", "980", ""],
]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_sign_and_encoding_is_found(sign: str, encoding: str) -> None:
    text = "\r\n".join(sign.join(f'"{cell}"' for cell in row) for row in TABLE)
    source = read("台账.csv", text.encode(encoding))
    assert rows(source) == TABLE
    assert source.facts.media == "text/csv"


def test_lines_over_a_table_and_notes_below_are_text() -> None:
    text = (
        "某县2024年项目台账,,\n填报单位：发改局,,单位：万元\n"
        "项目,投资,进度\n道路改造,320,80%\n注：含在建。,,\n"
    )
    source = read("台账.csv", text.encode())
    assert rows(source) == [["项目", "投资", "进度"], ["道路改造", "320", "80%"]]
    others = [line.text for line in source.lines if line.kind is LineKind.TEXT]
    assert others == ["某县2024年项目台账", "填报单位：发改局", "单位：万元", "注：含在建。"]


def test_numbers_that_programs_guard_and_lines_inside_cells_are_read() -> None:
    source = read("台账.csv", 'sep=;\r\n编号;事项\r\n="00123";"第一行\n第二行"\r\n'.encode())
    assert rows(source) == [["编号", "事项"], ["00123", "第一行 第二行"]]


def test_an_open_quotation_mark_swallows_no_table() -> None:
    lines = [
        "编号,事项",
        '1,"未闭合的引号',
        *(f"{number},第{number}项工作" for number in range(2, 400)),
    ]
    source = read("台账.csv", "\n".join(lines).encode())
    assert rows(source)[-1] == ["399", "第399项工作"]


def test_a_table_that_is_called_a_workbook_is_read_as_what_it_is() -> None:
    data = "单位\t金额\n市财政局\t12\n".encode("gb18030")
    assert rows(read("导出.xls", data)) == [["单位", "金额"], ["市财政局", "12"]]
