"""文件线索 and 模板与排除 as people see them: kept apart from text, and every change by hand."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from docx import Document
from flask import Flask
from flask.testing import FlaskClient
from web_support import app_of

from search.library import Library
from search.reuse.model import Mark, ReuseRequest
from tests.web.copied_reports import CLEARING, ON_SITE, RIVER

GREEN = "沿河两岸补栽的三百株水杉全部挂了编号牌，谁栽谁管，成活一株登记一株。"
UNITS = ("青田供水公司", "青田公交公司", "青田园林公司")


def picture(width: int = 200, height: int = 160) -> bytes:
    """Return a PNG with noise in it, so that it does not become tiny."""
    noise = zlib.compress(bytes(width), 0)[2 : 2 + width].ljust(width, b"\x55")
    raw = b"".join(
        b"\0" + bytes((x * 7 + y * 31 + noise[x]) % 251 for x in range(width))
        for y in range(height)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(raw, 0)), chunk(b"IEND", b""))
    )


def document(target: Path, unit: str, passage: str, *, author: str, image: bool) -> None:
    written = Document()
    written.add_paragraph(f"{unit}2023年工作总结")
    written.add_paragraph("一、主要工作")
    written.add_paragraph(passage)
    written.add_paragraph(ON_SITE)
    if image:
        written.add_picture(io.BytesIO(picture()))
    written.core_properties.author = author
    written.core_properties.last_modified_by = "周文书"
    written.core_properties.created = datetime(2023, 12, 4, 8, 15, 42)
    target.parent.mkdir(parents=True, exist_ok=True)
    written.save(str(target))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Two units' files by one author, with one picture; a third one's by somebody else."""
    folder = tmp_path_factory.mktemp("in") / "报送"
    passages = (RIVER, CLEARING.format(year=2023, long=3, money=8), GREEN)
    authors = ("郑<b>洁", "郑<b>洁", "钱工")
    for unit, passage, author in zip(UNITS, passages, authors, strict=True):
        path = folder / unit / "2023年工作总结.docx"
        document(path, unit, passage, author=author, image=author != "钱工")
    with Library(tmp_path_factory.mktemp("home")) as library:
        assert not library.add([folder], workers=1).refused
        yield library


@pytest.fixture
def library(kept: Library) -> Iterator[Library]:
    """The library with nothing excluded and nothing marked, before and after."""
    yield kept
    for one in kept.exclusions():
        kept.include(one.passage_id)
    for one in kept.marked():
        kept.mark(one.row.id, None)


@pytest.fixture
def app(library: Library) -> Iterator[Flask]:
    with app_of(library) as made:
        yield made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def token(client: FlaskClient) -> str:
    return str(client.get("/api/session").get_json()["csrf_token"])


def text_of(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.get_data(as_text=True)[-300:])
    return answer.get_data(as_text=True)


def report_of(library: Library, unit: str) -> int:
    return next(row.id for row in library.reports().rows if row.unit == unit)


def part(page: str, name: str) -> str:
    return re.search(rf'<section class="card evidence-part" id="{name}".*?</section>', page, re.S)[
        0
    ]


def plain(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())


# -- file evidence -----------------------------------------------------------------------------


def test_groups_are_those_of_the_library_each_with_what_it_does_and_does_not_say(
    client: FlaskClient, library: Library
) -> None:
    found = library.evidence()
    page = text_of(client, "/evidence")
    assert [len(one) for _name, one in found.authors] == [2]
    assert [len(one) for _name, one in found.editors] == [3]
    assert [len(one) for *_names, one in found.created] == [2]
    assert [len(one.report_ids) for one in found.images] == [2]
    for name, groups in (("authors", 1), ("editors", 1), ("created", 1), ("images", 1)):
        assert part(page, name).count('<div class="group">') == groups
    assert "不一定是执笔人" in plain(part(page, "authors"))
    assert "统一汇总、排版时也会这样" in plain(part(page, "editors"))
    assert "2023-12-04 08:15:42" in plain(part(page, "created"))
    assert "与文字是否相似无关，不计入任何比率" in page


def test_a_group_names_its_units_and_reports(client: FlaskClient, library: Library) -> None:
    group = part(text_of(client, "/evidence"), "authors")
    assert "郑<b>洁 2 篇，2 个单位" in plain(group)
    for unit in UNITS[:2]:
        assert unit in group
        assert f'href="/reports/{report_of(library, unit)}"' in group
    assert UNITS[2] not in group


def test_an_image_is_described_and_never_shown(client: FlaskClient, library: Library) -> None:
    (image,) = library.evidence().images
    page = text_of(client, "/evidence")
    said = plain(part(page, "images"))
    assert "image/png" in said
    assert "200 × 160 像素" in said
    assert image.sha256[:12] in said
    assert "<img" not in part(page, "images")


def test_a_report_leads_to_its_own_evidence_with_what_its_file_says(
    client: FlaskClient, library: Library
) -> None:
    third = report_of(library, UNITS[2])
    assert f'href="/evidence?report={third}"' in text_of(client, f"/reports/{third}")
    page = text_of(client, f"/evidence?report={third}")
    facts = plain(re.search(r'<dl class="said-facts">.*?</dl>', page, re.S)[0])
    assert facts.startswith("作者 钱工 最后修改人 周文书 文件创建 2023-12-04 08:15:42")
    assert 'id="editors"' in page
    assert 'id="authors"' not in page
    assert client.get("/evidence?report=98765").status_code == 404
    assert client.get("/evidence?report=x").status_code == 400


def test_what_is_marked_as_a_template_is_in_no_group(client: FlaskClient, library: Library) -> None:
    library.mark(report_of(library, UNITS[0]), Mark.TEMPLATE)
    assert 'id="authors"' not in text_of(client, "/evidence")


def test_nothing_shared_and_an_empty_library_say_so(tmp_path: Path) -> None:
    with Library(tmp_path / "home") as library, app_of(library) as app:
        client = app.test_client()
        assert "还没有报告" in text_of(client, "/evidence")
        assert "还没有报告" in text_of(client, "/marks")
        file = tmp_path / "述职报告.txt"
        file.write_text(f"述职报告\n一、主要工作\n{RIVER}\n", encoding="utf-8")
        library.add([file], workers=1)
        assert "没有发现共同的文件线索" in text_of(client, "/evidence")


# -- templates and superiors' documents --------------------------------------------------------


def test_a_report_is_looked_for_marked_and_listed_with_who_and_when(
    client: FlaskClient, library: Library, token: str
) -> None:
    first = report_of(library, UNITS[0])
    assert "还没有标过" in text_of(client, "/marks")
    page = text_of(client, f"/marks?q={quote(UNITS[0])}")
    assert f'href="/marks/{first}"' in page
    asked = text_of(client, f"/marks/{first}")
    assert "既不算相似，也不算总字数" in asked
    assert not library.marked()
    form = {"csrf_token": token, "mark": "superior", "by": "林 科长"}
    assert client.post(f"/marks/{first}", data=form).status_code == 303
    (one,) = library.marked()
    assert (one.row.id, one.mark, one.by) == (first, Mark.SUPERIOR, "林 科长")
    row = plain(re.search(r'<table class="said">.*?</table>', text_of(client, "/marks"), re.S)[0])
    assert f"上级文件 林 科长 {one.at[:10]}" in row


def test_a_mark_is_taken_off_only_after_a_question(
    client: FlaskClient, library: Library, token: str
) -> None:
    first = report_of(library, UNITS[0])
    library.mark(first, Mark.TEMPLATE, by="王工")
    asked = text_of(client, f"/marks/{first}")
    assert "取消这一篇的标记？" in asked
    assert library.marked()
    form = {"csrf_token": token, "mark": "off"}
    assert client.post(f"/marks/{first}", data=form).status_code == 303
    assert not library.marked()


@pytest.mark.parametrize("path", ["/marks/1", "/marks/exclusions"])
def test_nothing_changes_without_the_sessions_token(
    client: FlaskClient, library: Library, path: str
) -> None:
    first = report_of(library, UNITS[0])
    path = path.replace("1", str(first))
    assert client.post(path, data={"mark": "template"}).status_code == 403
    assert not library.marked()


def test_a_mark_that_cannot_be_understood_is_refused(
    client: FlaskClient, library: Library, token: str
) -> None:
    first = report_of(library, UNITS[0])
    for form in ({"mark": "blue"}, {"mark": "template", "by": "名" * 101}):
        answer = client.post(f"/marks/{first}", data={"csrf_token": token, **form})
        assert answer.status_code == 400
    assert not library.marked()
    assert client.get("/marks/98765").status_code == 404


# -- exclusions --------------------------------------------------------------------------------


def test_exclusions_of_all_reports_are_listed_and_taken_back(
    client: FlaskClient, library: Library, token: str
) -> None:
    made = []
    for unit in UNITS[:2]:
        report_id = report_of(library, unit)
        found = library.reuse(ReuseRequest(report_id))
        passage = next(one for one in found.passages if one.text.startswith(ON_SITE[:8]))
        library.exclude(passage.passage_id, reason=f"{unit}引用原文", by="王工")
        made.append((report_id, passage.passage_id, passage.index))
    page = text_of(client, "/marks")
    listed = page[page.index('id="exclusions"') :]
    assert "2 处不算相似" in plain(listed)
    for (report_id, _id, index), unit in zip(made, UNITS, strict=False):
        assert f"/reports/{report_id}?at={index}#p{index}" in listed
        assert f"{unit}引用原文 王工" in plain(listed)
    assert listed.count(ON_SITE[:12]) == 2
    fields = {
        name: unescape(re.search(rf'name="{name}" value="([^"]*)"', listed)[1])
        for name in ("passage", "span")
    }
    answer = client.post("/marks/exclusions", data={"csrf_token": token, **fields})
    assert answer.status_code == 303
    (left,) = library.exclusions()
    assert left.passage_id == made[1][1]


def test_without_exclusions_the_page_says_where_to_make_them(client: FlaskClient) -> None:
    assert "没有排除过段落" in text_of(client, "/marks")
