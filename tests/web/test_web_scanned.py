"""Text recognised from pictures is marked wherever a report is named, on pages and in the API."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from scanned_support import ALL_PICTURE, REPORTS, TYPED, a_scan, make_believe, scanned_library
from web_support import app_of

from index.model import Doubt, FileFacts
from search.library import Library
from web.filters import Mark, markup
from web.scanned import LISTED, ranges, scanned_view
from web.words import SCANNED

FLAG = '<span class="tag scanned"'
FOUND = "逐级签订责任书356份，排查隐患128处，整改率达到98.6%，没有发生责任事故。"
OVER = "其中 2 篇的 2 页是从图片识别的，可能有认错的字。"
ALONE = "所查的报告里，2 篇的 2 页是从图片识别的，可能有认错的字。"
MISSED = ALONE[:-1] + "：要查的文字只要有一个字认错了，就查不到。"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with scanned_library(tmp_path_factory.mktemp("scanned"), REPORTS) as kept:
        kept.relate()
        yield kept


@pytest.fixture(scope="module")
def app(library: Library) -> Iterator[Flask]:
    with app_of(library) as made:
        yield made


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def ids(library: Library) -> dict[str, int]:
    return {f"{row.unit}{row.year}": row.id for row in library.reports().rows}


@pytest.fixture(scope="module")
def partly(ids: dict[str, int]) -> int:
    return ids["临港码头公司2021"]


@pytest.fixture(scope="module")
def wholly(ids: dict[str, int]) -> int:
    return ids["临港码头公司2022"]


@pytest.fixture(scope="module")
def typed(ids: dict[str, int]) -> int:
    return ids["临港码头公司2023"]


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


def got(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.text


# -- the report's page ----------------------------------------------------------------------


def test_a_report_says_which_pages_and_leads_to_the_original(
    client: FlaskClient, partly: int, wholly: int, typed: int
) -> None:
    page = got(client, f"/reports/{partly}")
    assert "第 2 页的文字是从图片识别的，可能有错字；引用前请对照原件。 下载原件" in words(page)
    assert page.count(f'href="/reports/{partly}/original"') == 2
    assert "全文是从图片识别的，可能有错字；引用前请对照原件。" in words(
        got(client, f"/reports/{wholly}")
    )
    plain = got(client, f"/reports/{typed}")
    assert "识别的" not in words(plain)
    assert 'class="doubt"' not in plain
    english = words(got(client, f"/reports/{partly}?lang=en"))
    client.get("/?lang=zh")
    assert "recognised from pictures and may hold wrong characters: 2." in english


def test_doubtful_characters_are_listed_and_marked_where_they_stand(
    client: FlaskClient, partly: int
) -> None:
    page = got(client, f"/reports/{partly}")
    assert "识别没有把握的字 3 处" in words(page)
    marked = '<mark class="doubt" title="识别没有把握">{}</mark>'
    (article,) = re.findall(r"<article.*?</article>", page, re.DOTALL)
    listed, text = article.split("</section>")
    for number, character in enumerate("隐亊靳"):
        assert marked.format(character) in listed
        assert f'<span class="anchor" id="d{number}"></span>{marked.format(character)}' in text
        assert f'href="#d{number}"' in listed
    assert "没有发生责任亊故。" in words(text)


def test_a_search_within_marks_what_it_finds_around_a_doubt(
    client: FlaskClient, partly: int
) -> None:
    page = got(client, f"/reports/{partly}?q=" + quote("排查隐患"))
    doubt = '<mark class="doubt" title="识别没有把握">隐</mark>'
    assert f'<mark class="hit current" aria-current="true">{doubt}</mark>' in page
    missing = words(got(client, f"/reports/{partly}?q=" + quote("排查阴患")))
    assert "本篇没有“排查阴患”。 在全库中查 本篇有从图片识别的文字，有字认错了就查不到。" in (
        missing.replace("查本篇", "查 本篇")
    )


def test_only_the_first_doubts_are_listed_and_those_without_a_place_are_not_linked() -> None:
    doubts = tuple(Doubt(n + 1, "台账更<靳>不及时", 3, 6) for n in range(LISTED + 7))
    facts = FileFacts(pages=400, scanned=tuple(range(1, 301)), doubts=doubts)
    view = scanned_view(facts, [None] * len(doubts))
    assert view is not None
    assert (len(view.doubts), view.left, view.total) == (LISTED, 7, LISTED + 7)
    assert {one.anchor for one in view.doubts} == {""}
    assert view.doubts[0].words == (
        '台账更<mark class="doubt" title="识别没有把握">&lt;靳&gt;</mark>不及时'
    )
    assert "第 1–300 页的文字" in view.notice
    assert scanned_view(FileFacts(pages=3), []) is None


@pytest.mark.parametrize(
    ("pages", "said"),
    [((2, 5, 6, 7), "2、5–7"), ((1,), "1"), ((4, 3), "3–4"), ((9, 1, 5), "1、5、9")],
)
def test_pages_that_follow_each_other_are_a_range(pages: tuple[int, ...], said: str) -> None:
    assert ranges(pages) == said


def test_a_doubt_hides_nothing_of_other_marks() -> None:
    shown = markup("××年台账", [Mark(0, 2, "mask"), Mark(1, 3, "doubt"), Mark(0, 5, "hit")])
    assert re.sub(r"<[^>]*>", "", shown) == "××年台账"
    assert [shown.count(f'class="{kind}"') for kind in ("hit", "mask", "doubt")] == [4, 2, 2]


# -- beside every title ---------------------------------------------------------------------


def test_a_flag_stands_beside_the_title_wherever_reports_are_named(
    client: FlaskClient, ids: dict[str, int], partly: int, wholly: int, typed: int
) -> None:
    passage = client.get("/api/search?q=" + quote("排查隐患")).get_json()["hits"][0]
    passage_id, found = passage["passage_id"], quote(FOUND)
    pages = {
        "/search?q=" + quote("排查隐患"): 2,
        "/search?group=report&q=" + quote("排查隐患"): 2,
        f"/similar?text={found}": 2,
        "/reports": 2,
        f"/compare?left={partly}&right={typed}": 1,
        f"/compare?left={partly}&right={wholly}": 2,
        f"/compare/choose?left={partly}": 4,  # chosen, offered, and both in the list
        f"/compare/several?report={partly}&report={wholly}&report={typed}": 2,
        "/reuse": 2,
        f"/reuse/{wholly}": 4,  # its head, the largest source, a source, the evidence
        f"/trail/{passage_id}": 2,
        "/clusters?size=2": 2,
        "/marks?q=2022": 1,
    }
    counts = {address: got(client, address).count(FLAG) for address in pages}
    assert counts == pages
    page = got(client, "/reports")
    said = 'title="1 页的文字是从图片识别的，可能有错字，没有把握的 3 处"'
    assert page.count(said) == 1
    assert f">{SCANNED}</span>" in page
    assert 'title="1 页的文字是从图片识别的，可能有错字"' in page


def test_hits_in_removed_text_have_it_too(tmp_path: Path) -> None:
    advert = "本文由河畔文库整理，更多范文请关注公众号“河畔笔杆”，代笔咨询请加会员群\n"
    reports = {"单位/2022年工作总结.txt": a_scan(f"◇\n{advert}2022年工作总结\n一、主要工作\n无。")}
    with scanned_library(tmp_path, reports) as library, app_of(library) as app:
        client = app.test_client()
        assert got(client, "/search?q=" + quote("代笔咨询")).count(FLAG) == 1
        hits = client.get("/api/search?removed=1&q=" + quote("代笔咨询")).get_json()["hits"]
        assert [hit["ocr"] for hit in hits] == [{"pages": 1, "doubtful": 0}]


# -- over how much was looked ---------------------------------------------------------------


def test_what_was_searched_names_the_recognised_pages(client: FlaskClient) -> None:
    page = got(client, "/search?q=" + quote("排查隐患"))
    assert page.count(OVER) == 2  # beside the totals, and in the statement
    assert MISSED not in page
    filtered = got(client, "/search?year=2022&q=" + quote("排查隐患"))
    assert "其中 1 篇的 1 页是从图片识别的" in filtered
    none = got(client, "/search?year=2023&q=" + quote("排查隐患"))
    assert "是从图片识别的" not in none
    for address in ("/matrix?phrase=" + quote("排查隐患"), "/heatmap", "/clusters"):
        assert OVER in got(client, address), address
    for address in ("/similar?text=" + quote(FOUND), "/reuse"):
        assert ALONE in got(client, address) or OVER in got(client, address), address


def test_not_found_says_that_a_wrong_character_hides_what_is_there(client: FlaskClient) -> None:
    note = f'<p class="note warn missed">{MISSED}</p>'
    nothing = "海绵城市建设项目全面铺开，完成改造面积十二万平方米。"
    for address in (
        "/search?q=" + quote("海绵城市"),
        "/similar?text=" + quote(nothing),
        "/matrix?phrase=" + quote("海绵城市"),
        "/search?q=" + quote("责任大排查"),  # words answer instead
    ):
        page = got(client, address)
        assert note in page, address
        assert OVER not in page, address
    statement = got(client, "/search?q=" + quote("海绵城市"))
    assert statement.index(MISSED) < statement.rindex(MISSED)
    assert "是从图片识别的" not in got(client, "/search?year=2023&q=" + quote("海绵城市"))


# -- JSON -----------------------------------------------------------------------------------


def named(answer: Any) -> Iterator[tuple[int, Any]]:
    """Yield every report that an answer names with its title: its id, and what is said of it."""
    if isinstance(answer, dict):
        number = answer.get("report_id", answer.get("id"))
        if isinstance(number, int) and "title" in answer:
            yield number, answer.get("ocr")
        for inner in answer.values():
            yield from named(inner)
    elif isinstance(answer, list):
        for inner in answer:
            yield from named(inner)


def test_every_report_that_an_answer_names_says_it(
    client: FlaskClient, partly: int, wholly: int, typed: int
) -> None:
    told = {partly: {"pages": 1, "doubtful": 3}, wholly: {"pages": 1, "doubtful": 0}}
    hit = client.get("/api/search?q=" + quote("排查隐患")).get_json()["hits"][0]
    addresses = [
        "/api/search?q=" + quote("排查隐患"),
        "/api/search?group=report&q=" + quote("排查隐患"),
        "/api/reports",
        f"/api/reports/{partly}",
        f"/api/reports/{typed}",
        f"/api/similar?passage={hit['passage_id']}",
        f"/api/reports/{typed}/reuse",
        f"/api/reports/{wholly}/reuse",
        f"/api/compare?left={partly}&right={typed}",
        f"/api/several?report={partly}&report={wholly}",
        f"/api/trail?passage={hit['passage_id']}",
        "/api/clusters",
    ]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        found = list(named(answer.get_json()))
        assert found, address
        assert found == [(number, told.get(number)) for number, _ in found], address
    whole = client.get(f"/api/reports/{partly}").get_json()
    assert whole["ocr"] == told[partly]
    assert "ocr" not in client.get(f"/api/reports/{typed}").get_json()
    assert client.get(f"/api/reports/{wholly}/reuse").get_json()["ocr"] == told[wholly]


def test_what_was_searched_counts_reports_and_pages(client: FlaskClient) -> None:
    def searched(address: str) -> Any:
        return client.get(address).get_json()["searched"].get("ocr")

    every = {"reports": 2, "pages": 2}
    assert searched("/api/search?q=" + quote("海绵城市")) == every
    assert searched("/api/search?year=2021&q=" + quote("海绵城市")) == {"reports": 1, "pages": 1}
    assert searched("/api/search?year=2023&q=" + quote("海绵城市")) is None
    assert searched("/api/matrix?phrase=" + quote("海绵城市")) == every
    assert searched("/api/heatmap") == every


def test_the_document_describes_it(client: FlaskClient) -> None:
    shapes = client.get("/api/openapi.json").get_json()["components"]["schemas"]
    assert set(shapes["OcrJson"]["properties"]) == {"pages", "doubtful", "unread"}
    said = {"reports", "pages", "unread_reports", "unread_pages"}
    assert set(shapes["SearchedOcrJson"]["properties"]) == said
    for name in ("HitJson", "RowJson", "ShowJson", "AddedJson", "MatchJson", "ComparedJson"):
        assert "ocr" in shapes[name]["properties"], name
        assert "ocr" not in shapes[name]["required"], name


# -- drafts and uploads ---------------------------------------------------------------------


def test_a_draft_says_it_before_it_is_kept(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "草稿.txt"
    file.write_text(a_scan(ALL_PICTURE.replace("隐", "〔隐〕")), encoding="utf-8")
    with make_believe(), app_of(library) as app:
        client = app.test_client()
        token = client.get("/api/session").get_json()["csrf_token"]
        with file.open("rb") as opened:
            form = {"file": (opened, file.name), "csrf_token": token}
            page = client.post("/reuse", data=form, follow_redirects=True).text
        assert "1 页的文字是从图片识别的，可能有错字，没有把握的 1 处。" in words(page)
        with file.open("rb") as opened:
            form = {"left_file": (opened, file.name), "right_text": FOUND}
            headers = {"X-CSRF-Token": token}
            sides = client.post("/api/compare", data=form, headers=headers).get_json()
        assert sides["left"]["ocr"] == {"pages": 1, "doubtful": 1}
        assert "ocr" not in sides["right"]


def test_an_upload_says_it_of_each_file_and_in_its_job(tmp_path: Path) -> None:
    with make_believe(), Library(tmp_path / "home") as library, app_of(library) as app:
        client = app.test_client()
        headers = {"X-CSRF-Token": client.get("/api/session").get_json()["csrf_token"]}
        texts = (a_scan(ALL_PICTURE), TYPED)
        files = [(BytesIO(text.encode()), f"第{n}篇.txt") for n, text in enumerate(texts)]
        job = client.post("/api/reports", data={"files": files}, headers=headers).get_json()
        until = time.monotonic() + 60
        while job["state"] in ("queued", "running") and time.monotonic() < until:
            time.sleep(0.05)
            job = client.get(f"/api/jobs/{job['id']}").get_json()
        added = {one["file"]: one.get("ocr") for one in job["result"]["added"]}
        assert added == {"第0篇.txt": {"pages": 1, "doubtful": 0}, "第1篇.txt": None}
        panel = got(client, f"/reports/uploads/{job['id']}")
        assert panel.count(FLAG) == 1
