"""未收 as people see it, and as programs do: over a real library."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from web_support import app_of

from search.library import Library

REPORT = "青石水库2022年工作总结\n一、防汛备汛\n汛前检查12次，整改隐患三处。\n"
FILES = {
    "青石水库2022年工作总结.txt": REPORT.encode(),
    "水务局/总结.txt": b"",
    "供热局/扫描 & <件>.pdf": b"no pdf",
    "合影.gif": b"x",
    "Thumbs.db": b"x",
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    for name, data in FILES.items():
        file = tmp_path / "报送" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    with Library(tmp_path / "home") as kept:
        kept.add([tmp_path / "报送"], workers=1)
        yield kept


@pytest.fixture
def client(library: Library) -> Iterator[FlaskClient]:
    with app_of(library) as app:
        yield app.test_client()


@pytest.fixture
def token(client: FlaskClient) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/reports").text)
    assert found
    return found[1]


def said(text: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", text)))


def id_of(library: Library, name: str) -> str:
    return str(library.refusal(name).id)


def post(client: FlaskClient, token: str, address: str, **data: object) -> str:
    answer = client.post(address, data={"csrf_token": token, **data}, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return settled(client, answer.request.full_path)


def settled(client: FlaskClient, address: str) -> str:
    """The page once its job is over."""
    end = time.monotonic() + 30
    while True:
        page = client.get(address).text
        if not re.search(r'data-state="(queued|running)"', page):
            return page
        assert time.monotonic() < end
        time.sleep(0.02)


# -- the page -----------------------------------------------------------------------------


def test_the_list_names_file_folder_time_reason_and_what_to_do(client: FlaskClient) -> None:
    page = client.get("/library/refused").text
    text = said(page)
    assert "2 个文件没有读成" in text
    assert "扫描 & <件>.pdf" in text
    assert "水务局" in text
    assert "文件是空的。" in text
    assert "请检查是否传错了文件。" in text
    assert re.search(r"20\d\d-\d\d-\d\d \d\d:\d\d", text)
    assert "不是报告的 2 个，不计入" in text
    assert "合影.gif" in text
    assert "未收 2" in text


def test_the_list_is_linked_from_the_library_and_from_every_statement(
    client: FlaskClient,
) -> None:
    for address in (
        "/reports",
        "/search",
        "/search?q=汛前检查",
        "/search?q=没有的提法",
        "/matrix?phrase=汛前检查",
        "/similar?text=汛前检查12次，整改隐患三处，值守到位。",
        "/reuse",
        "/reuse/1",
        "/clusters",
        "/settings",
    ):
        page = client.get(address).text
        assert 'href="/library/refused"' in page, address


def test_nothing_is_linked_where_everything_was_read(client: FlaskClient, library: Library) -> None:
    library.take_out([one.id for one in library.coverage().refused], reason="封面")
    assert 'href="/library/refused"' not in client.get("/search?q=汛前检查").text
    assert "没有计入的文件" in said(client.get("/library/refused").text)


def test_an_empty_library_has_an_empty_list(tmp_path: Path) -> None:
    with Library(tmp_path / "home") as empty, app_of(empty) as app:
        page = app.test_client().get("/library/refused")
    assert "没有未收的文件" in said(page.text)


def test_the_list_is_narrowed_by_words_and_by_reason(client: FlaskClient) -> None:
    by_name = said(client.get("/library/refused?q=扫描").text)
    assert "筛得 1 个" in by_name
    assert "水务局" not in by_name
    assert "筛得 1 个" in said(client.get("/library/refused?why=empty").text)
    assert "没有符合条件的文件" in said(client.get("/library/refused?q=nothing").text)


def test_a_file_is_taken_out_with_a_reason_and_back(
    client: FlaskClient, token: str, library: Library
) -> None:
    one = id_of(library, "水务局/总结.txt")
    page = said(post(client, token, "/library/refused/forget", id=one, reason="封面", by="周叙"))
    assert library.size().refused == 1
    assert re.search(r"从计数中去掉的 1 个.*周叙.*封面", page)
    assert 'value="周叙"' in client.get("/library/refused").text  # remembered for the next
    post(client, token, "/library/refused/recount", id=one)
    assert library.size().refused == 2


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"id": "1", "reason": ""}, "还没有写排除的理由"),
        ({"reason": "封面"}, "没有勾选文件"),
        ({"id": "1", "reason": "长" * 501}, "太长"),
        ({"id": "x", "reason": "封面"}, "不是报告编号"),
    ],
)
def test_without_a_reason_or_a_file_nothing_is_done_and_the_list_says_so(
    client: FlaskClient, token: str, library: Library, data: dict[str, str], why: str
) -> None:
    answer = client.post("/library/refused/forget", data={"csrf_token": token, **data})
    assert answer.status_code == 400
    assert why in said(answer.text)
    assert "扫描 & <件>.pdf" in said(answer.text)
    assert library.size().refused == 2


def test_changes_need_the_token(client: FlaskClient, library: Library) -> None:
    one = id_of(library, "水务局/总结.txt")
    for address in ("forget", "recount", "retry", f"{one}/file"):
        answer = client.post(f"/library/refused/{address}", data={"id": one, "reason": "封面"})
        assert answer.status_code == 403
    assert library.size().refused == 2


def test_all_or_some_are_tried_again(client: FlaskClient, token: str, library: Library) -> None:
    page = said(post(client, token, "/library/refused/retry", all="1"))
    assert "重试 2 个文件" in page
    assert "未收 2" in page
    one = id_of(library, "水务局/总结.txt")
    page = said(post(client, token, "/library/refused/retry", id=one))
    assert "重试 1 个文件" in page
    answer = client.post("/library/refused/retry", data={"csrf_token": token})
    assert answer.status_code == 400


def test_another_file_takes_the_place(client: FlaskClient, token: str, library: Library) -> None:
    one = id_of(library, "水务局/总结.txt")
    file = (io.BytesIO(REPORT.replace("青石水库2022年", "").encode()), "2021年总结.txt")
    page = said(post(client, token, f"/library/refused/{one}/file", files=file))
    assert "已入库" in page
    assert library.size().refused == 1
    (row,) = [row for row in library.reports().rows if row.file == "水务局/2021年总结.txt"]
    assert (row.unit, row.year) == ("水务局", 2021)


def test_no_file_takes_nobody_s_place(client: FlaskClient, token: str, library: Library) -> None:
    one = id_of(library, "水务局/总结.txt")
    answer = client.post(f"/library/refused/{one}/file", data={"csrf_token": token})
    assert answer.status_code == 400
    gone = client.post("/library/refused/99/file", data={"csrf_token": token})
    assert gone.status_code == 404
    assert library.size().refused == 2


def test_an_upload_that_did_not_end_is_named(client: FlaskClient, library: Library) -> None:
    left = library.home / "uploads" / "abc" / "files" / "水务局"
    left.mkdir(parents=True)
    (left / "2020年总结.docx").write_bytes(b"x")
    page = said(client.get("/library/refused").text)
    assert "没有做完的上传 1 次" in page
    assert "水务局/2020年总结.docx" in page
    found = client.get("/api/refused").get_json()
    assert [one["files"] for one in found["unfinished"]] == [["水务局/2020年总结.docx"]]


def test_an_upload_says_of_a_picture_that_it_is_no_report(
    client: FlaskClient, token: str, library: Library
) -> None:
    file = (io.BytesIO(b"x"), "照片.gif")
    client.post("/reports", data={"csrf_token": token, "files": file})
    page = said(settled(client, "/reports"))
    assert re.search(r"照片.gif – ?不是报告 这种格式的文件不是报告", page)
    assert library.size().refused == 2


def test_an_upload_of_the_same_bytes_says_so(
    client: FlaskClient, token: str, library: Library
) -> None:
    again = (io.BytesIO(REPORT.encode()), "青石水库2022年工作总结.txt")
    other = (io.BytesIO(REPORT.encode()), "供热局/2020/无标题.txt")
    client.post("/reports", data={"csrf_token": token, "files": [again, other]})
    page = said(settled(client, "/reports"))
    assert "字节相同" in page


# -- the API ------------------------------------------------------------------------------


@pytest.fixture
def headers(client: FlaskClient) -> dict[str, str]:
    return {"X-CSRF-Token": client.get("/api/session").get_json()["csrf_token"]}


def test_programs_list_take_out_and_count_again(
    client: FlaskClient, headers: dict[str, str], library: Library
) -> None:
    found = client.get("/api/refused").get_json()
    assert [len(found[name]) for name in ("refused", "taken_out", "not_reports")] == [2, 0, 2]
    assert found["unfinished"] == []
    one = id_of(library, "水务局/总结.txt")
    address = f"/api/refused/{one}/forget"
    said_so = {"reason": "封面", "by": "周叙"}
    after = client.post(address, json=said_so, headers=headers)
    assert after.status_code == 200
    (out,) = after.get_json()["taken_out"]
    assert (out["reason"], out["by"], out["file"]) == ("封面", "周叙", "水务局/总结.txt")
    assert len(client.delete(address, headers=headers).get_json()["refused"]) == 2
    without = client.post(address, json={"reason": " "}, headers=headers)
    assert (without.status_code, without.get_json()["error"]["field"]) == (400, "reason")
    assert client.post(address, json=said_so).status_code == 403
    assert client.post("/api/refused/99/forget", json=said_so, headers=headers).status_code == 404


def test_programs_try_again_and_send_another_file(
    client: FlaskClient, headers: dict[str, str], library: Library
) -> None:
    one = id_of(library, "水务局/总结.txt")
    retried = client.post(f"/api/refused/{one}/retry", headers=headers)
    assert retried.status_code == 202
    assert over(client, retried.headers["Location"])["result"]["refused"][0]["code"] == "empty"
    file = (io.BytesIO(REPORT.encode()), "2021年总结.txt")
    sent = client.post(f"/api/refused/{one}/file", data={"files": file}, headers=headers)
    assert sent.status_code == 202
    (added,) = over(client, sent.headers["Location"])["result"]["added"]
    assert (added["unit"], added["same_bytes"]) == ("水务局", 1)
    assert library.size().refused == 1


def over(client: FlaskClient, address: str) -> dict:
    end = time.monotonic() + 30
    while (job := client.get(address).get_json())["state"] in ("queued", "running"):
        assert time.monotonic() < end
        time.sleep(0.02)
    return job
