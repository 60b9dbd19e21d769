"""Pages, API and files say what stands in removed text, before anything is "not found"."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from tests_support import library_of

from web.app import create_app

ADVERT = "本文由河畔文库整理，更多范文请关注公众号“河畔笔杆”，代笔咨询请加会员群"
REPORTS = {
    "北岭水库/2022年工作总结.txt": f"""2022年工作总结
一、主要做法
坚持防汛##paidbegin##抗旱两手抓，河畔巡查常态化。
{ADVERT}
二、存在问题
范文看得更多，实地走得不够。
""",
    "南塘水库/2023年述职报告.txt": f"""{ADVERT}
2023年述职报告
一、履职情况
河畔巡查全覆盖。
""",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    root: Path = tmp_path_factory.mktemp("library")
    with library_of(root, REPORTS) as library:
        yield create_app(library).test_client()


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def links(page: str) -> list[str]:
    return [unquote(html.unescape(found)) for found in re.findall(r'href="([^"]*)"', page)]


def test_what_else_stands_in_removed_text_is_a_link_to_it(client: FlaskClient) -> None:
    page = client.get("/search?q=河畔").text
    said = words(page)
    assert "2 段 2 处 2 篇报告" in said
    assert "另有 4 处在清理掉的文字里" in said
    assert "/search?q=河畔&removed=1" in links(page)
    assert "代笔" not in said
    assert "另有 4 处在清理掉的文字里，不计入结果。 结果：一字不差 2 处" in said.replace(
        "。结", "。 结"
    )


def test_what_stands_only_there_is_said_and_shown_before_not_found(client: FlaskClient) -> None:
    page = client.get("/search?q=代笔咨询").text
    said = words(page)
    assert said.index("清理掉的文字里有 2 处") < said.index("全库正文里没有“代笔咨询”")
    assert "全库没有" not in said
    assert '<mark class="hit">代笔咨询</mark>' in page
    assert "广告" in said
    assert "结果：正文里没有找到" in said
    filtered = words(client.get("/search?q=代笔咨询&year=2022").text)
    assert "清理掉的文字里有 1 处" in filtered
    assert "筛选范围内正文里没有“代笔咨询”" in filtered
    by_part = words(client.get("/search?q=代笔咨询&role=problems").text)
    assert "清理掉的文字里有" not in by_part


def test_it_is_said_before_the_words_that_answer_instead(client: FlaskClient) -> None:
    page = client.get("/search?q=更多范文").text
    said = words(page)
    assert said.index("清理掉的文字里有 2 处") < said.index("正文里没有这个提法。")
    assert "全库没有这个提法" not in said
    assert links(page).count("/search?q=更多范文&removed=1") == 1
    assert "清理掉的文字里" not in words(client.get("/search?q=更多范文&mode=words").text)


def test_the_list_names_reason_and_place_and_leads_there(client: FlaskClient) -> None:
    page = client.get("/search?q=河畔&removed=1").text
    said = words(page)
    assert "另有 4 处在清理掉的文字里 2 段，2 篇报告" in said
    assert "回到正文里的结果（2 处）" in said
    assert "广告" in said
    assert "一、主要做法" in said
    assert "文首" in said
    assert "原在“" in said
    assert "检索说明" in said
    assert "导出" not in said.split("检索说明")[0].replace("统计和导出", "")
    (address,) = {link for link in links(page) if re.fullmatch(r"/reports/\d\?.*#r0", link)}
    shown = client.get(address.split("#")[0]).text
    assert '<span class="removed" id="r0">' in shown
    assert '公众号“<mark class="hit">河畔</mark>笔杆”' in shown


def test_the_list_says_when_there_is_nothing(client: FlaskClient) -> None:
    assert "清理掉的文字里没有“防汛”" in words(client.get("/search?q=防汛&removed=1").text)
    said = words(client.get("/search?q=河畔&removed=1&role=done").text)
    assert "没有查清理掉的文字" in said
    assert "按部分类别或在哪里筛选时不查" in said
    assert "这一页没有内容。" in words(client.get("/search?q=河畔&removed=1&page=9").text)
    assert client.get("/search?q=河畔&removed=2").status_code == 400
    assert client.get("/search?q=河畔&removed=1&mode=words").status_code == 200


def test_searching_within_a_report_says_it_too(client: FlaskClient) -> None:
    page = client.get("/reports/1?q=代笔咨询").text
    said = words(page)
    assert said.index("清理掉的文字里有 1 处") < said.index("本篇正文里没有“代笔咨询”。")
    assert "/reports/1?q=代笔咨询&marks=1#r1" in links(page)
    both = words(client.get("/reports/1?q=河畔").text)
    assert "另有 2 处在清理掉的文字里" in both
    assert "本篇正文里没有" not in both
    assert "本篇没有“抗洪”。" in words(client.get("/reports/1?q=抗洪").text)


def test_the_api_counts_it_apart_and_lists_it_when_asked_to(client: FlaskClient) -> None:
    found = client.get("/api/search", query_string={"q": "河畔"}).get_json()
    assert found["removed"] == {"passages": 2, "occurrences": 4, "reports": 2, "rung": "exact"}
    assert (found["occurrences"], sum(found["facets"]["year"].values())) == (2, 2)
    assert {hit["part"] for hit in found["hits"]} == {"body"}
    found = client.get("/api/search", query_string={"q": "河畔", "removed": "1"}).get_json()
    assert found["occurrences"] == 2
    late, early = found["hits"]
    assert {late["part"], early["part"]} == {"removed"}
    assert {late["why"], early["why"]} == {"advert"}
    assert (late["passage_id"], late["index"], late["path"]) == (None, None, [])
    assert early["path"] == ["一、主要做法"]
    assert early["text"][slice(*early["spans"][0])] == "河畔"
    assert early["before"].endswith("常态化。")
    none = client.get("/api/search", query_string={"q": "河畔", "mode": "words"}).get_json()
    assert none["removed"] == {"passages": 0, "occurrences": 0, "reports": 0, "rung": None}


@pytest.mark.parametrize(
    ("more", "field"),
    [({"group": "report"}, "group"), ({"mode": "words"}, "mode"), ({"removed": "ja"}, "removed")],
)
def test_the_api_refuses_what_cannot_be_listed(
    client: FlaskClient, more: dict[str, str], field: str
) -> None:
    answer = client.get("/api/search", query_string={"q": "河畔", "removed": "1", **more})
    assert answer.status_code == 400
    assert answer.get_json()["error"]["field"] == field
