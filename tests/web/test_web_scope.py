"""Filters that nobody has and foreign signs, as pages and programs are told of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from tests_support import library_of
from web_support import app_of

from search.exports.words import FIELDS
from search.hinting import Hint
from search.model import UnknownFilter
from web.hinting import HINTS
from web.scope import links, sentences

TEXT = "一、工作成效\n管网巡查按月完成，隐患逐项销号，台账每季公开。\n"
REPORTS = {
    "澜东县水务局2021年工作总结.txt": f"澜东县水务局2021年工作总结\n{TEXT}",
    "澜东县供热中心2022年述职报告.txt": f"澜东县供热中心2022年述职报告\n{TEXT}",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with library_of(tmp_path_factory.mktemp("scope"), REPORTS) as library:
        library.relate()
        with app_of(library) as app:
            yield app.test_client()


def said(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


@pytest.mark.parametrize(
    "address",
    [
        "/search?q=隐患逐项销号&unit=水务局",
        "/search?q=隐患逐项销号 单位:水务局",
        "/matrix?phrase=隐患&unit=水务局",
        "/similar?text=管网巡查按月完成，隐患逐项销号。&unit=水务局",
        "/clusters?unit=水务局",
        "/heatmap?unit=水务局",
        "/reports?unit=水务局",
        "/compare/several?unit=水务局",
    ],
)
def test_a_unit_that_nobody_has_is_said_with_a_link_to_the_near_one(
    client: FlaskClient, address: str
) -> None:
    answer = client.get(address)
    page = answer.text
    assert answer.status_code == 200
    assert "没有这个单位：水务局。 是否指： 澜东县水务局" in said(page)
    there = unescape(re.search(r'href="([^"]*)">澜东县水务局</a>', page)[1])  # type: ignore[index]
    followed = said(client.get(there).text)
    assert "没有这个单位" not in followed
    assert "已查 2 篇" not in said(page)


def test_a_search_that_looked_at_nothing_says_so_and_never_what_it_searched(
    client: FlaskClient,
) -> None:
    page = said(client.get("/search?q=隐患逐项销号&unit=水务局").text)
    assert "没有查“隐患逐项销号”" in page
    assert "什么也没有查" in page
    assert "检索范围" not in page
    assert "三种方式都没有" not in page
    assert "去掉筛选：水务局（去掉后有 2 处）" in page


def test_known_values_that_never_meet_are_said_without_strangers(client: FlaskClient) -> None:
    page = said(client.get("/search?q=隐患逐项销号&unit=澜东县水务局&year=2022").text)
    assert "什么也没有查" in page
    assert "没有这个单位" not in page
    assert "没有这一年" not in page


def test_a_filtered_search_says_over_how_many_reports(client: FlaskClient) -> None:
    page = said(client.get("/search?q=没有的提法&unit=澜东县水务局").text)
    assert "已查符合条件的 1 篇（全库 2 篇" in page


def test_years_kinds_and_roles_lead_to_near_ones(client: FlaskClient) -> None:
    page = client.get("/search?q=隐患逐项销号&year=2015-2018&kind=工作汇报&role=plans").text
    assert "没有这一年的报告：2015-2018" in said(page)
    assert "没有这个类型：工作汇报" in said(page)
    assert "没有属于这一部分的段落：下一步" in said(page)
    year = unescape(re.search(r'href="([^"]*)">2021</a>', page)[1])  # type: ignore[index]
    assert "year=2021" in year
    assert "2015" not in year


def test_programs_get_the_unknown_filters_as_a_field(client: FlaskClient) -> None:
    expected = [{"field": "unit", "value": "水务局", "near": ["澜东县水务局"]}]
    for address in (
        "/api/search?q=隐患&unit=水务局",
        "/api/search?q=隐患 单位:水务局",
        "/api/search/table?q=隐患&unit=水务局",
        "/api/matrix?phrase=隐患&unit=水务局",
        "/api/clusters?unit=水务局",
        "/api/heatmap?unit=水务局",
        "/api/reports?unit=水务局",
        "/api/similar?passage=2&unit=水务局",
    ):
        found = client.get(address).get_json()
        assert found["unknown_filters"] == expected, address
    plain = client.get("/api/search?q=隐患&unit=澜东县水务局").get_json()
    assert (plain["unknown_filters"], plain["searched"]["passing"]) == ([], 1)
    assert "passing" not in client.get("/api/search?q=隐患").get_json()["searched"]


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("隐患*", "#"),
        ("隐患 AND 台账", "空格"),
        ("隐患 NEAR 台账", "同在一段"),
        ("(隐患|台账)", "|"),
    ],
)
def test_foreign_signs_get_a_hint_on_the_page_and_for_programs(
    client: FlaskClient, query: str, word: str
) -> None:
    hint = client.get("/api/search", query_string={"q": query}).get_json()["hint"]
    assert word in hint
    page = client.get("/search", query_string={"q": query}).text
    assert hint in unescape(page)


def test_a_plain_query_gets_none(client: FlaskClient) -> None:
    assert client.get("/api/search?q=隐患").get_json()["hint"] is None
    assert client.get("/api/matrix?phrase=隐患*").get_json()["hint"] is not None
    assert client.get("/api/matrix?phrase=隐患").get_json()["hint"] is None


def test_every_hint_has_words_in_both_languages() -> None:
    assert set(HINTS) == set(Hint)


@pytest.mark.parametrize("field", sorted(FIELDS))
@pytest.mark.parametrize("value", ["x", "none"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_field_of_a_filter_has_its_sentence(field: str, value: str, language: str) -> None:
    one = UnknownFilter(field, value, ("y",))
    (sentence,) = sentences([one], language)
    (shown,) = links([one], language)
    assert shown.text in sentence
    assert "y" in sentence
    assert shown.near == (("y", ""),)


@pytest.mark.parametrize(
    "address",
    [
        "/search?q=从未写过",
        "/trail/1",
        "/heatmap",
        "/evidence",
        "/matrix?phrase=从未写过",
        "/clusters",
    ],
)
def test_every_page_that_says_what_is_not_there_says_what_was_not_read(
    tmp_path: Path, address: str
) -> None:
    with library_of(tmp_path, {**REPORTS, "空白总结.txt": ""}, refused=["空白总结.txt"]) as library:
        library.relate()
        with app_of(library) as app:
            page = said(app.test_client().get(address).get_data(as_text=True))
    assert "另有 1 个文件读不出来" in page
    assert "2 篇" in page
