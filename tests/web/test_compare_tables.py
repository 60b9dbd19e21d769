"""Tables in 对比: one grid for two tables, side by side or cell in cell, rows and columns named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from tests_support import library_of
from web_support import app_of

from tests.readers.making import paragraph, table, word

NARROW = (
    [["科目", "2023年预算数", "备注"], ["管网改造", "1,200.50", ""], ["泵站<养护>", "35", "按季"],
     ["应急抢修", "7", ""]],
    [["科目", "2024年预算数", "备注"], ["管网改造", "1,300.50", ""], ["泵站<养护>", "35", "按月"],
     ["智慧水务", "88", ""]],
)  # fmt: skip
WIDE = (
    [["科目", "合计", "基本支出", "项目支出", "上缴", "经营", "补助"],
     ["行政运行", "12", "12", "0", "0", "0", "0"], ["机关服务", "8", "0", "8", "0", "0", "0"]],
    [["科目", "合计", "基本支出", "项目支出", "上缴", "经营", "结转"],
     ["行政运行", "15", "12", "3", "0", "0", "1"], ["机关服务", "8", "0", "8", "0", "0", "0"]],
)  # fmt: skip
RENAMED = (
    [["指标", "绩效目标", "权重"], ["管网漏损率", "9", "20"], ["投诉办结率", "95", "30"]],
    [["指标", "年度目标值", "分值"], ["管网漏损率", "8", "25"], ["投诉办结率", "95", "30"]],
)


SWAPPED = (
    [["科目", "预算数", "决算数"], ["河道管护", "430.00", "430.00"], ["水源保护", "120", "110"]],
    [["科目", "决算数", "预算数", "占比"], ["河道管护", "430.00", "430.00", "41.0%"],
     ["水源保护", "115", "130", "12.0%"]],
)  # fmt: skip


def report(year: int, *tables: Sequence[Sequence[str]]) -> bytes:
    """Return a report of a year with these tables."""
    made = [paragraph(f"澜川市水务局{year}年部门预算"), paragraph("一、收支情况")]
    for number, rows in enumerate(tables, 1):
        made.append(paragraph(f"支出表{number}"))
        made.append(
            table(*([paragraph(cell.replace("<", "&lt;")) for cell in row] for row in rows))
        )
        made.append(paragraph(f"以上第{number}张表按季度核对，差额逐笔说明。"))
    return word("".join(made))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    root: Path = tmp_path_factory.mktemp("表")
    files = {
        "2023.docx": report(2023, NARROW[0], WIDE[0]),
        "2024.docx": report(2024, NARROW[1], WIDE[1]),
        "2025.docx": report(2025, RENAMED[0]),
        "2026.docx": report(2026, RENAMED[1]),
        "2027.docx": report(2027, SWAPPED[0]),
        "2028.docx": report(2028, SWAPPED[1]),
    }
    with library_of(root, files) as library, app_of(library) as app:
        yield app.test_client()


@pytest.fixture(scope="module")
def page(client: FlaskClient) -> str:
    answer = client.get("/compare?left=1&right=2&show=all")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def grids(page: str) -> list[str]:
    return re.findall(r'<section class="tables.*?</section>', page, re.S)


def rows(grid: str, *, together: bool = False) -> list[list[str]]:
    """Return the rows of a grid's body, each as the words of its cells: of those on either side,
    or of those in which both are `together`.
    """
    body = re.search(r"<tbody>(.*?)</tbody>", grid, re.S)
    assert body
    return [
        [
            unescape(re.sub(r"<[^>]+>", "", re.sub(r'<span class="sr">.*?</span>', "", cell)))
            for kind, cell in re.findall(r'<t[dh][^>]* class="([^"]*)"[^>]*>(.*?)</t[dh]>', row)
            if "gutter" in kind or kind.startswith("one") is together
        ]
        for row in re.findall(r"<tr .*?</tr>", body[1], re.S)
    ]


def test_a_narrow_table_stands_side_by_side(page: str) -> None:
    narrow = grids(page)[0]
    assert rows(narrow) == [
        ["管网改造", "1,200.50", "", "数 1", "管网改造", "1,300.50", ""],
        ["泵站<养护>", "35", "按季", "改 2", "泵站<养护>", "35", "按月"],
        ["应急抢修", "7", "", "左 3", "右没有这一行"],
        ["左没有这一行", "右 3", "智慧水务", "88", ""],
    ]
    assert "<养护>" not in narrow
    assert "“2023年预算数”" in narrow
    assert "“2024年预算数”" in narrow


def test_of_a_wide_table_both_stand_in_one_cell_with_the_difference_below(page: str) -> None:
    wide = grids(page)[1]
    assert rows(wide, together=True) == [
        ["改 1", "行政运行", "12 → 15＋3（＋25.0%）", "12", "0 → 3＋3", "0", "0",
         "0", "1"],
        ["同 2", "机关服务", "8", "0", "8", "0", "0", "0", "0"],
    ]  # fmt: skip
    assert re.findall(r'class="one k-(?:left|right)_only"', wide) == [
        'class="one k-left_only"', 'class="one k-right_only"',
    ]  # fmt: skip


def test_what_stands_side_by_side_stands_cell_in_cell_too_for_small_windows(page: str) -> None:
    assert rows(grids(page)[0], together=True) == [
        ["数 1", "管网改造", "1,200.50 → 1,300.50＋100.00（＋8.3%）", ""],
        ["改 2", "泵站<养护>", "35", "按季按月"],
        ["左 3", "应急抢修 仅左", "7", ""],
        ["右 3", "智慧水务 仅右", "88", ""],
    ]


@pytest.mark.parametrize(("cells", "apart"), [("apart", [True, True]), ("together", [False] * 2)])
def test_the_address_says_whether_tables_stand_side_by_side_or_cell_in_cell(
    client: FlaskClient, cells: str, apart: list[bool]
) -> None:
    page = client.get(f"/compare?left=1&right=2&cells={cells}").get_data(as_text=True)
    assert ["of-left" in grid for grid in grids(page)] == apart
    assert f"cells={cells}" in page
    asked = client.get("/compare?left=1&right=2&cells=无").get_data(as_text=True)
    assert ["of-left" in grid for grid in grids(asked)] == [True, False]


def test_below_a_table_stand_links_to_the_other_ways_to_read_it(page: str) -> None:
    ways = [
        re.findall(r'<a[^>]* href="([^"]*)"[^>]*>([^<]*)</a>', grid.split('class="sum"')[1])
        for grid in grids(page)
    ]
    assert [[words for _, words in some] for some in ways] == [
        ["按列的先后对", "左右同格看"], ["按列的先后对", "左右分开看"],
    ]  # fmt: skip
    for number, some in enumerate(ways, 1):
        assert all(f"#t{number}" in address for address, _ in some)
        assert f'id="t{number}"' in page


def test_equal_cells_of_columns_that_changed_places_are_not_marked(client: FlaskClient) -> None:
    page = client.get("/compare?left=5&right=6&show=all").get_data(as_text=True)
    body = re.search(r"<tbody>(.*?)</tbody>", grids(page)[0], re.S)
    assert body
    equal, changed = re.findall(r"<tr .*?</tr>", body[1], re.S)
    assert equal.count("<span>430.00</span>") == equal.count("430.00") == 6
    assert "<ins>41.0%</ins>" in equal
    assert '<b class="figure">110</b>' in changed


def test_a_column_of_another_year_is_named_with_both_years_in_one_cell(page: str) -> None:
    assert ">2023 → 2024年预算数</th>" in grids(page)[0]
    assert "列按名对上，年份不计" in grids(page)[0]


def test_what_columns_go_by_is_said_as_it_is(client: FlaskClient) -> None:
    asked = "/compare?left=3&right=4&show=all"
    assert "列按先后对上" not in client.get(asked).get_data(as_text=True)
    page = client.get(f"{asked}&columns=place").get_data(as_text=True)
    (grid,) = grids(page)
    assert "列按先后对上" in grid
    assert "“绩效目标”" in grid
    assert "另有 1 列" in grid
    assert "年份不计" not in grid


def test_lines_that_only_say_what_a_table_is_are_in_its_head(client: FlaskClient) -> None:
    page = client.get("/compare?left=1&right=2").get_data(as_text=True)
    assert '<span class="first" lang="zh-CN">支出表1' not in page
    assert re.search(r"表 1<span[^>]*>支出表1</span></b>.*?3 行 × 3 列", grids(page)[0], re.S)


def test_rows_of_tables_are_counted_and_can_be_hidden(client: FlaskClient) -> None:
    page = client.get("/compare?left=1&right=2&show=all").get_data(as_text=True)
    assert re.search(r"表格的行 <b[^>]*>8</b>", page)
    hidden = client.get("/compare?left=1&right=2&hide=tables").get_data(as_text=True)
    assert 'id="switch-tables" class="switch off"' in hidden
    assert not re.search("<tr[^>]* data-stop", hidden)


def test_a_figure_of_a_table_stands_in_its_row(client: FlaskClient) -> None:
    page = client.get("/compare?left=1&right=2").get_data(as_text=True)
    assert re.search(r">表 1 第 1 行</a>", page)
    assert re.search(r"其中在表里 \d+", page)


def test_rows_that_are_the_same_are_counted_and_one_step_away(client: FlaskClient) -> None:
    wide = grids(client.get("/compare?left=1&right=2").get_data(as_text=True))[1]
    assert [row[1] for row in rows(wide, together=True)] == ["行政运行"]
    assert "1 行没有画出" in wide
    assert "show=all" in wide


def test_every_row_of_a_grid_has_its_address_and_is_stopped_at(page: str) -> None:
    for grid in grids(page):
        numbers = re.findall(r'<tr id="r(\d+)"', grid)
        assert len(numbers) == len(set(numbers)) == len(rows(grid))


def test_figures_of_tables_name_their_row_and_column(client: FlaskClient) -> None:
    page = client.get("/compare?left=1&right=2").get_data(as_text=True)
    assert "管网改造 × 2024年预算数" in unescape(re.sub(r"<[^>]+>", "", page))
    found = client.get("/api/compare?left=1&right=2").get_json()
    told = [one for one in found["figures"] if one["context"] == "管网改造"]
    assert [(one["column"], one["left"], one["right"]) for one in told] == [
        (["2024年预算数"], "1,200.50", "1,300.50")
    ]
    assert [(one["left"], one["right"]) for one in found["tables"]] == [(0, 0), (1, 1)]
    assert found["tables"][0]["columns"] == [[0, 0], [1, 1], [2, 2]]


def test_columns_go_by_place_where_page_api_and_file_are_asked_for_it(client: FlaskClient) -> None:
    asked = "left=3&right=4&columns=place"
    found = client.get(f"/api/compare?{asked}").get_json()
    assert found["columns"] == "place"
    assert found["tables"][0]["columns"] == [[0, 0], [1, 1], [2, 2]]
    body = {"left": 3, "right": 4, "columns": "place"}
    assert client.post("/api/compare", json=body).get_json()["tables"] == found["tables"]
    written = client.get(f"/compare/export?{asked}&format=json").get_json()
    assert written["tables"] == found["tables"]
    page = client.get(f"/compare?{asked}").get_data(as_text=True)
    links = re.findall(r'<a[^>]* href="(/compare(?:/export)?\?[^"]*)"[^>]*>(.*?)</a>', page)
    assert {words for link, words in links if "columns=place" not in link} == {"按列名对"}


def test_a_passage_is_found_in_the_comparison_as_it_was_asked_for(client: FlaskClient) -> None:
    answer = client.get("/compare/at?left=3&right=4&columns=place&passage=0")
    assert answer.location.startswith("/compare?left=3&right=4&columns=place")
