"""数字对照 as people see it: one line a figure, sorted and filtered by links, chips below rows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from web_support import app_of

from search.library import Library

_BEFORE = """# 城东区政府工作报告
一、2023年工作回顾
全区地区生产总值达到820亿元，增长5.6%，经济运行总体平稳。
新增养老床位260张，改造老旧小区18个，培训社工××名。
争取专项债券8000万元，群众满意度96.5%以上。
二、2024年工作安排
建成乡村振兴示范村9个，发展党员三名。
"""
_AFTER = """# 城东区政府工作报告
一、2024年工作回顾
全区地区生产总值达到868亿元，增长5.6%，经济运行总体平稳。
新增养老床位1040张，改造老旧小区18个，培训社工35名。
争取专项债券1.2亿元，群众满意度97.2%左右，引进<高层次>人才12名。
二、2025年工作安排
建成乡村振兴示范村6个，发展党员3名。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("in")
    for year, text in ((2023, _BEFORE), (2024, _AFTER)):
        (folder / f"城东区{year}年政府工作报告.txt").write_text(text, encoding="utf-8")
    with Library(tmp_path_factory.mktemp("home")) as kept:
        assert not kept.add([folder], workers=1).refused
        yield kept


@pytest.fixture(scope="module")
def client(library: Library) -> Iterator[FlaskClient]:
    with app_of(library) as app:
        yield made_client(app)


def made_client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def sides(library: Library) -> dict[str, str]:
    first, second = sorted(library.reports().rows, key=lambda row: row.year or 0)
    return {"left": str(first.id), "right": str(second.id)}


def section(client: FlaskClient, sides: dict[str, str], **more: str) -> str:
    answer = client.get("/compare", query_string={**sides, **more})
    assert answer.status_code == 200
    found = re.search(r'<section id="figures".*?</section>', answer.get_data(as_text=True), re.S)
    assert found
    return found[0]


def lines(table: str) -> list[str]:
    """Return the lines of the table, their cells as texts with | between."""
    found = []
    for row in re.findall(r"<tr>(.*?)</tr>", table.partition("<tbody>")[2], re.S):
        cells = re.findall(r"<t[hd].*?</t[hd]>", row, re.S)
        texts = (html.unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in cells)
        found.append(" | ".join(texts))
    return found


def items(table: str) -> list[str]:
    return [line.partition(" | ")[0] for line in lines(table)]


def test_a_line_tells_item_numbers_measure_change_bounds_and_place(
    client: FlaskClient, sides: dict[str, str]
) -> None:
    assert lines(section(client, sides)) == [
        "地区生产总值 | 820 | 868 | 亿元 | ＋48 | ＋5.9% |  | 一、第 1 段",
        "新增养老床位 | 260 | 1040 | 张 | ＋780 | 4 倍 |  | 一、第 2 段",
        "培训社工 | ×× | 35 | 名 | 未知 |  |  | 一、第 2 段",
        "争取专项债券 | 8000万 | 1.2亿 | 元 | ＋4000万 | ＋50.0% |  | 一、第 3 段",
        "群众满意度 | 96.5 | 97.2 | % | ＋0.7 | 百分点 | 以上 → 左右 | 一、第 3 段",
        "引进高层次人才 | — | 12 | 名 | 仅右 |  |  | 一、第 3 段",
        "建成乡村振兴示范村 | 9 | 6 | 个 | −3 | −33.3% |  | 二、第 1 段",
    ]


def test_the_head_counts_what_became_of_the_figures_and_filters_by_it(
    client: FlaskClient, sides: dict[str, str]
) -> None:
    table = section(client, sides)
    head = html.unescape(re.sub(r"<[^>]+>", "", table.partition("<form")[0]))
    assert "9 项：变化 5，相同 3，仅左 0，仅右 1；脱敏未计 1" in head
    assert items(section(client, sides, fshow="same")) == [
        "地区生产总值增长",
        "改造老旧小区",
        "发展党员",
    ]
    assert len(lines(section(client, sides, fshow="all"))) == 10
    assert items(section(client, sides, fshow="unknown")) == ["培训社工"]
    assert client.get("/compare", query_string={**sides, "fshow": "nix"}).status_code == 400


def test_every_column_sorts_both_ways_and_back(client: FlaskClient, sides: dict[str, str]) -> None:
    by_change = items(section(client, sides, fsort="-change"))
    assert by_change[:3] == ["地区生产总值", "争取专项债券", "新增养老床位"]  # 48亿 before 4000万
    assert by_change[-2:] == ["培训社工", "引进高层次人才"]  # no change to tell
    assert items(section(client, sides, fsort="change"))[0] == "建成乡村振兴示范村"
    table = section(client, sides, fsort="-change")
    assert table.count("aria-sort") == 1
    assert 'aria-sort="descending"' in table
    address = re.search(r'aria-sort="descending"><a href="([^"]+)"', table)
    assert address
    assert "fsort=change" in address[1]
    for column in ("item", "left", "right", "measure", "rate"):
        assert len(lines(section(client, sides, fsort=column))) == 7
    assert client.get("/compare", query_string={**sides, "fsort": "x"}).status_code == 400


def test_words_filter_the_table_and_the_rest_of_the_page_is_kept(
    client: FlaskClient, sides: dict[str, str]
) -> None:
    table = section(client, sides, fq="床位", fsort="-rate", only="all")
    assert items(table) == ["新增养老床位"]
    form = table.partition("<form")[2].partition("</form>")[0]
    for name, value in {**sides, "fsort": "-rate", "only": "all"}.items():
        assert f'name="{name}" value="{value}"' in form
    clear = re.search(r'<a href="([^"]+)">清除', table)
    assert clear
    assert "fq=" not in clear[1]
    assert "only=all" in clear[1]
    nothing = section(client, sides, fq="<i>飞船</i>")
    assert "没有这样的数字" in nothing
    assert "<i>" not in nothing


def test_a_line_leads_to_its_row_and_the_file_to_the_workbook(
    client: FlaskClient, sides: dict[str, str]
) -> None:
    page = client.get("/compare", query_string=sides).get_data(as_text=True)
    for row in set(re.findall(r'href="#r(\d+)"', section(client, sides))):
        assert f'id="r{row}"' in page
    (file,) = re.findall(r'href="(/compare/export[^"]*)"', section(client, sides))
    assert file.endswith("format=xlsx")


def test_changed_figures_stand_as_chips_below_their_row(
    client: FlaskClient, sides: dict[str, str]
) -> None:
    page = client.get("/compare", query_string=sides).get_data(as_text=True)
    told = [
        " ".join(html.unescape(re.sub(r"<[^>]+>", "", chip)).split())
        for chip in re.findall(r'<li class="chip">.*?</li>', page, re.S)
    ]
    assert told == [
        "地区生产总值 820 →变为 868 亿元＋48（＋5.9%）",
        "新增养老床位 260 →变为 1040 张＋780（4 倍）",
        "培训社工 ×× →变为 35 名未知",
        "争取专项债券 8000万元 →变为 1.2亿元＋4000万元（＋50.0%）",
        "群众满意度 96.5%以上 →变为 97.2%左右＋0.7 个百分点",
        "建成乡村振兴示范村 9 →变为 6 个−3（−33.3%）",
    ]
