"""The search page over a real library: ladder, grid, statement and links agree."""

from __future__ import annotations

import html
import re

import pytest
from web_support import app_of

from search.library import Library

REPORTS = {
    "北岭水库/2022年工作总结.txt": "2022年工作总结\n一、主要做法\n坚持防汛、抗旱两手抓，备足物资。",
    "北岭水库/2023年工作总结.txt": "2023年工作总结\n一、主要做法\n坚持防汛抗旱两手抓，备足物资。",
    "南塘水库/2023年工作总结.txt": "2023年工作总结\n一、主要做法\n坚持防汛、抗旱两手抓，备足物资。",
    "南塘水库/空白.txt": "",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    with Library(tmp_path_factory.mktemp("home")) as library:
        added = library.add([folder], workers=1)
        assert (len(added.added), len(added.refused)) == (3, 1)
        units = {row.id: row.file.split("/")[-2] for row in library.reports().rows}
        for report_id, unit in units.items():
            library.edit(report_id, unit=unit)
        with app_of(library) as app:
            yield app.test_client()


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_steps_grid_and_statement_say_the_same(client):
    page = client.get("/search?q=防汛、抗旱").text
    said = words(page)
    assert "精确 一字不差，2 处 忽略标点 3 处" in said
    assert "另有 1 处只是标点不同， 改看忽略标点" in said
    assert "2 段 2 处 2 篇报告，2 个单位，2022—2023 年" in said
    assert "已查 3 篇" in said
    assert "另有 1 个文件读不出来" in said
    assert "结果：一字不差 2 处，忽略标点 3 处" in said
    row = re.search(r"南塘水库</a></th>(.*?)</tr>", page, re.S)[1]
    assert words(row) == "库中无报告 1 1"


def test_the_ladder_falls_only_for_what_is_nowhere(client):
    loose = words(client.get("/search?q=防汛，抗旱两手").text)
    assert "没有一字不差的原文。下面是 只差标点 的 3 处。" in loose
    kept = words(client.get("/search?q=防汛抗旱&unit=南塘水库").text)
    assert "筛选范围内没有一字不差的“防汛抗旱”" in kept
    assert "改看忽略标点（1 处）" in kept
    assert "去掉筛选：南塘水库（去掉后有 1 处）" in kept


def test_the_same_passage_elsewhere_leads_there_and_a_loose_hit_into_its_report(client):
    page = client.get("/search?q=备足物资").text
    same = html.unescape(re.search(r'href="([^"]*)">这一段另见于 1 篇', page)[1])
    assert "2 段 2 处 2 篇报告" in words(client.get(same).text)
    page = client.get("/search?q=防汛，抗旱").text
    there = html.unescape(re.search(r'href="(/reports/[^"]*)"', page)[1])
    assert 'aria-current="true">防汛' in client.get(there).text


def test_what_is_missing_is_suggested_and_stated(client):
    said = words(client.get("/search?q=防汛抗旱两手硬&mode=exact").text)
    assert "全库没有" in said
    assert "检索范围：报告库中全部 3 篇报告" in said
    assert "另有 1 个文件读不出来，不在检索之内。" in said
