"""雷同群 as people see it: groups of alike passages, what each holds, and how stock is told apart.

The library is a real one; what the pages say is held against what it answers.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from web_support import app_of

from search.clusters.model import ClustersRequest
from search.library import Library
from search.model import Filters
from tests.tests_support import library_of
from tests.web.copied_reports import GUIDED, ON_SITE, RIVER, written

CLEANERS = "云溪环卫公司"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = written(tmp_path_factory.mktemp("in") / "报送")
    with Library(tmp_path_factory.mktemp("home")) as library:
        assert not library.add([folder], workers=1).refused
        yield library


@pytest.fixture(scope="module")
def app(library: Library) -> Iterator[Flask]:
    with app_of(library) as made:
        yield made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def text_of(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.get_data(as_text=True)[-300:])
    return answer.get_data(as_text=True)


def ids(page: str) -> list[int]:
    return [int(one) for one in re.findall(r'<article class="card cluster" id="c(\d+)"', page)]


def card_of(page: str, begins: str) -> str:
    """Return the card of the cluster whose medoid begins so."""
    cards = re.findall(r'<article class="card cluster".*?</article>', page, re.S)
    text = re.compile(r'<p class="text" lang="zh-CN">(.*?)</p>', re.S)
    return next(one for one in cards if plain(text.search(one)[1]).startswith(begins))


def plain(markup: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", markup))


@pytest.mark.parametrize(
    ("address", "request_of"),
    [
        (
            "/clusters",
            ClustersRequest(stock=False, across=True, length=40, forms=False, order="weight"),
        ),
        ("/clusters?size=2", ClustersRequest()),
        ("/clusters?length=40", ClustersRequest(length=40)),
        ("/clusters?forms=0", ClustersRequest(forms=False)),
        ("/clusters?order=weight", ClustersRequest(order="weight")),
        ("/clusters?size=3", ClustersRequest(size=3)),
        ("/clusters?across=1", ClustersRequest(across=True)),
        ("/clusters?stock=0", ClustersRequest(stock=False)),
        ("/clusters?year=2022", ClustersRequest(filters=Filters(years=(2022,)))),
        (f"/clusters?unit={quote(CLEANERS)}", ClustersRequest(filters=Filters(units=(CLEANERS,)))),
        ("/clusters?order=characters", ClustersRequest(order="characters")),
        ("/clusters?share=100&stock=0", ClustersRequest(stock=False, stock_share=1.0)),
    ],
)  # fmt: skip
def test_what_is_asked_is_what_the_library_answers(
    client: FlaskClient, library: Library, address: str, request_of: ClustersRequest
) -> None:
    found = library.clusters(request_of)
    page = text_of(client, address)
    assert ids(page) == [one.id for one in found.clusters]
    if found.total:
        assert f"{found.total} 群，{found.passages} 段" in page
    else:
        assert "没有符合条件的雷同群" in page


def test_the_filters_above_each_leave_something_out(client: FlaskClient) -> None:
    everything = ids(text_of(client, "/clusters?size=2"))
    assert len(everything) > 3
    for narrower in ("size=3", "across=1", "stock=0", "year=2022"):
        assert len(ids(text_of(client, f"/clusters?{narrower}"))) < len(everything)


def test_the_page_opens_on_what_several_units_have_and_says_what_is_left_out(
    client: FlaskClient, library: Library
) -> None:
    page = text_of(client, "/clusters")
    everything = library.clusters(ClustersRequest())
    shown = [one for one in everything.clusters if one.id in ids(page)]
    assert shown
    assert all(one.units > 1 and one.length >= 40 and not one.stock for one in shown)
    assert f"另有 {everything.total - len(shown)} 群没有列出" in page
    assert "恢复默认" not in page
    assert ids(text_of(client, unescape(re.search(r'href="([^"]*)">全部列出', page)[1]))) == [
        one.id for one in everything.clusters
    ]


def test_a_cluster_names_its_units_in_the_order_of_their_first_years(
    client: FlaskClient, library: Library
) -> None:
    page = text_of(client, "/clusters?size=2")
    for one in library.clusters(ClustersRequest()).clusters:
        card = re.search(rf'id="c{one.id}".*?</article>', page, re.S)[0]
        named = re.findall(r'<span class="stop[^>]*><span lang="zh-CN">(.*?)</span>', card)
        assert [unescape(name) for name in named] == [
            stop.unit or "单位不详" for stop in one.standing
        ]


def test_a_cluster_says_how_large_it_is_and_where_its_passages_stand(
    client: FlaskClient, library: Library
) -> None:
    page = text_of(client, "/clusters?size=2")
    for one in library.clusters(ClustersRequest()).clusters:
        card = re.search(rf'<article class="card cluster" id="c{one.id}".*?</article>', page, re.S)[
            0
        ]
        counts = plain(re.search(r'<p class="counts">.*?</p>', card)[0])
        assert counts.startswith(
            f"{one.units} 个单位 {one.length} 字 {one.size} 段 {one.reports} 篇报告"
        )
        for member in one.members:
            assert f"/reports/{member.report_id}?at={member.index}#p{member.index}" in card
            assert f"/similar?passage={member.passage_id}" in card
        assert ("套话" in counts) == one.stock
    assert 'stock-tag">套话' in card_of(page, GUIDED[:8])
    assert 'stock-tag">套话' not in card_of(page, ON_SITE[:4])
    assert RIVER[:8] not in page


def test_further_passages_are_folded_without_a_script(client: FlaskClient) -> None:
    card = card_of(text_of(client, "/clusters?size=2"), GUIDED[:8])
    folded = re.search(r"<details><summary>(.*?)</summary>(.*?)</details>", card, re.S)
    assert folded[1] == "其余 9 段里最相似的 7 段"
    assert folded[2].count("<li ") == 7


def test_all_passages_of_a_cluster_stand_on_its_page(client: FlaskClient, library: Library) -> None:
    short = next(one for one in library.clusters(ClustersRequest()).clusters if one.stock)
    whole = library.cluster(short.id)
    assert len(whole.members) == whole.size > len(short.members)
    page = text_of(client, f"/clusters/{short.id}")
    for member in whole.members:
        assert f"/reports/{member.report_id}?at={member.index}#p{member.index}" in page
    assert page.count("文字与代表段完全相同") == whole.size - 1
    assert f'href="/clusters/{short.id}"' in text_of(client, "/clusters?size=2")


def test_a_member_that_was_edited_shows_what_is_equal_to_the_medoid(client: FlaskClient) -> None:
    card = card_of(text_of(client, "/clusters"), ON_SITE[:4])
    address = re.search(r'href="(/clusters/\d+)"', card)[1]
    page = text_of(client, address)
    assert "改写" in page
    assert '<span class="equal">' in page


def test_a_passage_that_is_like_no_other_is_in_no_cluster(client: FlaskClient) -> None:
    assert client.get("/clusters/987654").status_code == 404


def test_the_cut_off_is_explained_in_plain_words(client: FlaskClient) -> None:
    page = text_of(client, "/clusters?size=3&share=100")
    assert "在 9 个以上单位的报告里都有，就算套话。库里已知单位有 9 个，取其 100%" in page
    assert 'name="size" value="3"' in page[page.index('id="stock"') :]


def test_below_eight_units_nothing_is_stock_and_the_page_says_so(tmp_path: Path) -> None:
    text = f"2023年述职报告\n一、主要工作\n{ON_SITE}\n"
    files = {f"第{number}公司/2023年述职报告.txt": text for number in "一二三"}
    with library_of(tmp_path, files) as library, app_of(library) as app:
        for number, row in enumerate(library.reports(sort="added").rows):
            library.edit(row.id, unit=f"第{'一二三'[number]}公司")
        page = text_of(app.test_client(), "/clusters")
    assert "库里已知单位有 3 个，不足 8 个，不分套话。" in page
    assert 'stock-tag">套话' not in page
    assert len(ids(page)) == 1


def test_clusters_come_in_pages(
    client: FlaskClient, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.pages.clusters._PAGE", 2)
    found = library.clusters(ClustersRequest(size=2))
    assert found.total > 4
    first, second = (ids(text_of(client, f"/clusters?size=2&page={page}")) for page in (1, 2))
    assert first + second == [one.id for one in found.clusters][:4]
    assert 'rel="next" href="/clusters?size=2&amp;page=2"' in text_of(client, "/clusters?size=2")
    assert "这一页没有内容" in text_of(client, "/clusters?size=2&page=99")


def test_passages_of_a_large_cluster_come_in_pages(
    client: FlaskClient, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.pages.clusters._MEMBERS", 4)
    largest = library.clusters(ClustersRequest()).clusters[0]
    assert largest.size > 9
    page = text_of(client, f"/clusters/{largest.id}?page=2")
    members = library.cluster(largest.id).members
    shown = re.findall(r'<a href="/similar\?passage=(\d+)">', page)
    assert [int(one) for one in shown] == [one.passage_id for one in (members[0], *members[5:9])]


def test_what_cannot_be_understood_is_refused_with_a_sentence(client: FlaskClient) -> None:
    assert "不合要求" in text_of(client, "/clusters?size=1", 400)
    assert "不在可选之列" in text_of(client, "/clusters?order=colour", 400)


def test_an_empty_library_and_one_without_alike_passages_say_so(tmp_path: Path) -> None:
    with Library(tmp_path / "empty") as library, app_of(library) as app:
        assert "还没有报告" in text_of(app.test_client(), "/clusters")
    files = {"a.txt": f"述职报告\n一、主要工作\n{RIVER}\n"}
    with library_of(tmp_path, files) as library, app_of(library) as app:
        assert "全库未见相似的段落" in text_of(app.test_client(), "/clusters")


@pytest.mark.parametrize("kind", ["xlsx", "docx", "csv"])
def test_all_clusters_come_as_a_file_that_a_job_makes(client: FlaskClient, kind: str) -> None:
    page = text_of(client, "/clusters?size=3&page=1")
    address = unescape(re.search(rf'href="(/clusters/export\?[^"]*format={kind})"', page)[1])
    assert "size=3" in address
    job = client.get(address).headers["Location"]
    for _ in range(200):
        if "文件已写好" in text_of(client, job):
            break
        time.sleep(0.05)
    answer = client.get(f"{job}/file")
    assert answer.status_code == 200
    assert len(answer.data) > 100
