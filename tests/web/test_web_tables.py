"""A table on the page of its report: heads, rows, merged cells, marks, and the same as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from tests_support import library_of
from web_support import app_of

from tests.readers.making import paragraph, styled, table, word

STYLES = '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'


def cell(text: str, properties: str = "") -> str:
    return f"<w:tcPr>{properties}</w:tcPr>" + paragraph(text)


ACROSS = '<w:gridSpan w:val="2"/>'
DOWN, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
REPORT = word(
    styled("澜川市水务局2024年部门预算", "T")
    + paragraph("一、收支情况")
    + paragraph("管网支出表")
    + paragraph("单位：万元")
    + table(
        [
            cell("科目", DOWN),
            cell("2024年预算数", ACROSS),
            cell("增减&lt;1 &amp; 2"),
        ],
        [cell("", GOES_ON), cell("基本支出"), cell("项目支出"), cell("%")],
        [cell("管网改造"), cell("412.60"), cell(""), cell("5.8")],
        [cell("合 计"), cell("412.60"), cell("0"), cell("5.8")],
    )
    + paragraph("以上支出按季度拨付。"),
    styles=STYLES,
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    root: Path = tmp_path_factory.mktemp("表")
    with library_of(root, {"水务局.docx": REPORT}) as library, app_of(library) as app:
        yield app.test_client()


def page(client: FlaskClient, query: str = "") -> str:
    answer = client.get(f"/reports/1{query}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def rows(text: str) -> list[str]:
    return re.findall(r"<tr .*?</tr>", text, re.S)


def test_heads_stand_over_their_columns_and_merged_ones_reach_over_several(client) -> None:
    head = re.search(r"<thead>(.*?)</thead>", page(client), re.S)
    assert head
    assert '<th scope="col" rowspan="2">科目</th>' in head[1]
    assert '<th scope="colgroup" colspan="2">2024年预算数</th>' in head[1]
    assert '<th scope="col">项目支出</th>' in head[1]


def test_every_row_is_the_passage_that_links_lead_to(client) -> None:
    found = rows(page(client))
    assert [re.search(r'id="(p\d+)"', row)[1] for row in found] == ["p4", "p5", "p6", "p7"]
    shown = client.get("/api/reports/1").get_json()["passages"]
    assert [one["text"] for one in shown[4:8]] == [
        "科目\t2024年预算数\t增减<1 & 2",
        "基本支出\t项目支出\t%",
        "管网改造\t412.60\t\t5.8",
        "合 计\t412.60\t0\t5.8",
    ]


def test_numbers_stand_at_the_right_blank_cells_stay_blank_and_totals_are_told(client) -> None:
    plain, total = rows(page(client))[2:]
    assert '<th scope="row">管网改造</th><td class="number">412.60</td><td></td>' in plain
    assert 'class="total"' not in plain
    assert 'class="total"' in total


def test_what_the_table_is_called_stands_in_its_head_once(client) -> None:
    text = page(client)
    head = re.search(r"<figcaption>(.*?)</figcaption>", text, re.S)
    assert head
    assert re.search(r'id="p2"[^>]*class="said caption"[^>]*>管网支出表</span>', head[1])
    assert re.search(r'id="p3"[^>]*>单位：万元</span>', head[1])
    assert 'id="p8" data-row class="passage"' in text
    assert '<p id="p2"' not in text


def test_a_phrase_is_marked_in_its_cell(client) -> None:
    row = rows(page(client, "?q=管网改造"))[2]
    assert "current" in row.split(">", 1)[0]
    assert re.search(r"<th [^>]*>.*<mark[^>]*>管网改造</mark></th>", row)


def test_outline_and_panel_lead_to_the_table(client) -> None:
    text = page(client)
    outline = text[text.index('<nav class="outline"') : text.index("</nav>", text.index("outline"))]
    assert re.search(r'href="#p4".*?表 1.*?管网支出表.*?2 行', outline, re.S)
    assert re.search(r'<section class="tables">.*?href="#p4"', text, re.S)


def test_the_same_reads_as_text(client) -> None:
    text = page(client, "?tables=text")
    assert "<table>" not in text
    assert re.search(r'<p id="p6"[^>]*>管网改造\t412.60\t\t5.8', text)


def test_markup_in_a_cell_is_shown_and_never_obeyed(client) -> None:
    text = page(client)
    assert "增减&lt;1 &amp; 2</th>" in text
    assert "增减<1" not in text


def test_a_hit_shows_its_row_under_the_names_of_its_columns(client) -> None:
    text = client.get("/search?q=管网改造").get_data(as_text=True)
    path = re.search(r'<p class="path".*?</p>', text, re.S)
    assert path
    said = re.sub(r"<.*?>", "", path[0])
    assert "一、收支情况" in said
    assert said.endswith("表 1 管网支出表，单位：万元 › 第 1 行")
    shown = re.search(r'<div class="in-table".*?</div>', text, re.S)
    assert shown
    assert "2024年预算数</th>" in shown[0]
    assert '<th scope="row"><mark class="hit">管网改造</mark></th>' in shown[0]
    assert "下面 1 行" in shown[0]
    assert "合 计" not in shown[0]
    lines = re.search(r'<dl class="in-lines".*?</dl>', text, re.S)
    assert lines
    assert '<dt>2024年预算数 · 基本支出</dt><dd class="number">412.60</dd>' in lines[0]


def test_a_hit_says_to_programs_which_cells_it_has(client) -> None:
    (hit,) = client.get("/api/search?q=管网改造").get_json()["hits"]
    assert (hit["table"]["number"], hit["table"]["row"]) == (1, 1)
    assert (hit["table"]["caption"], hit["table"]["measure"]) == ("管网支出表", "万元")
    cell = hit["table"]["cells"][1]
    assert (cell["column"], cell["number"]) == (["2024年预算数", "基本支出"], 412.6)


def test_a_hit_in_running_text_has_no_table(client) -> None:
    (hit,) = client.get("/api/search?q=按季度拨付").get_json()["hits"]
    assert "table" not in hit


def test_a_table_is_saved_as_excel_with_numbers_as_numbers(client: FlaskClient) -> None:
    assert '/reports/1/tables.xlsx?table=1"' in page(client)
    answer = client.get("/reports/1/tables.xlsx?table=1")
    assert answer.status_code == 200
    assert "2024" in answer.headers["Content-Disposition"]
    book = load_workbook(BytesIO(answer.get_data()))
    sheet, about = book.worksheets
    assert [[cell.value for cell in row] for row in sheet] == [
        ["表 1 管网支出表", None, None, None],
        ["单位：万元", None, None, None],
        ["科目", "2024年预算数", None, "增减<1 & 2"],
        [None, "基本支出", "项目支出", "%"],
        ["管网改造", 412.6, None, 5.8],
        ["合 计", 412.6, 0, 5.8],
    ]
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A3:A4", "B3:C3"}
    assert (sheet["B5"].number_format, sheet["C6"].number_format) == ("0.00", "0")
    assert sheet.freeze_panes == "B5"
    told = {row[0].value: row[1].value for row in about}
    assert told["标题"] == "澜川市水务局2024年部门预算"
    assert told["文件"] == "水务局.docx"


def test_all_tables_are_saved_at_once_and_an_unknown_one_is_not_found(client: FlaskClient) -> None:
    assert '/reports/1/tables.xlsx" download>' in page(client)
    book = load_workbook(BytesIO(client.get("/reports/1/tables.xlsx").get_data()))
    assert book.sheetnames == ["表 1 管网支出表", "说明"]
    answer = client.get("/reports/1/tables.xlsx?table=2")
    assert answer.status_code == 404
    assert "没有第 2 张表" in answer.get_data(as_text=True)


def test_the_search_page_narrows_to_the_rows_of_tables(client: FlaskClient) -> None:
    every = client.get("/search?q=管网").get_data(as_text=True)
    assert "在哪里" in every
    assert "其中表格的行 1" in every
    rows_only = client.get("/search?q=管网&where=table").get_data(as_text=True)
    assert re.search(r'name="where" value="table" checked', rows_only)
    answer = client.get("/api/search?q=管网&where=table").get_json()
    assert [hit["text"].split("\t")[0] for hit in answer["hits"]] == ["管网改造"]
    assert answer["facets"]["where"] == {"body": 0, "table": 1, "heading": 0}
    refused = client.get("/api/search?q=管网&where=cover")
    assert refused.status_code == 400
    assert "cover" in refused.get_json()["error"]["message"]
