"""The phrase matrix and the exports as pages and API: links that hold, files that come."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from web_support import app_of

from search.library import Library
from search.query import quoted
from web import exporting
from web.context import EXPORTS
from web.exporting import disposition, file_name, sweep
from web.jobs import Made
from web.matrices import phrases_of

REPORTS = {
    "云溪水务公司/2021年工作总结.txt": """2021年工作总结
一、主要成效
一是抓实河长制，二是“河长制”考核增长3.5%。
二、存在问题
河长制<b>落实</b>不够，河长"制"也要抓。
""",
    "云溪水务公司/2023年工作总结.txt": """2023年工作总结
一、主要成效
河长制走深走实。
""",
    "云溪环卫公司/2023年述职报告.txt": """2023年述职报告
一、履职情况
垃圾分类、厕所革命一起抓。
""",
    "体会.txt": "抓落实的几点体会\n河长制怎么抓，大家谈了很多。\n",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("in") / "报送"
    for name, text in REPORTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    with Library(tmp_path_factory.mktemp("home")) as kept:
        assert not kept.add([folder], workers=1).refused
        yield kept


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


def text_of(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.get_data(as_text=True)


def links(page: str, within: str) -> list[str]:
    return [unescape(found) for found in re.findall(rf'href="({within}[^"]*)"', page)]


def total(client: FlaskClient, address: str) -> int:
    """Follow a cell's link by the API, and return how much it finds."""
    query = urlsplit(address).query
    return int(client.get(f"/api/search?{query}").get_json()["occurrences"])


# -- the page --------------------------------------------------------------------------------


def test_the_page_is_in_the_navigation_and_asks_for_phrases(client: FlaskClient) -> None:
    page = text_of(client, "/matrix")
    assert re.search(r'<a href="/matrix" aria-current="page">提法矩阵</a>', page)
    assert "<textarea" in page
    assert "<table" not in page


@pytest.mark.parametrize("rows", ["unit", "kind", "role"])
def test_every_cell_leads_to_exactly_what_it_counts(client: FlaskClient, rows: str) -> None:
    page = text_of(client, f"/matrix?phrase=河长制&phrase=增长%23%25&rows={rows}&year=2021-2023")
    cells = re.findall(r'<td class="(?:h\d|total)"><a href="([^"]+)">([\d,]+)</a>', page)
    assert len(cells) >= 8
    for address, count in cells:
        assert total(client, unescape(address)) == int(count), address


def test_cells_keep_filters_that_their_row_does_not_replace(client: FlaskClient) -> None:
    page = text_of(client, "/matrix?phrase=河长制&role=problems&kind=工作总结")
    cells = re.findall(r'<td class="h\d"><a href="([^"]+)">(\d+)</a>', page)
    assert {count for _, count in cells} == {"1"}
    for address, count in cells:
        assert total(client, unescape(address)) == int(count)


def test_a_phrase_with_quotation_marks_is_still_one_piece(client: FlaskClient) -> None:
    assert quoted('河长"制"') == '"河长“制“"'
    page = text_of(client, '/matrix?phrase=河长"制"')
    cells = re.findall(r'<td class="h\d"><a href="([^"]+)">(\d+)</a>', page)
    assert cells
    assert all(total(client, unescape(address)) == int(count) for address, count in cells)


def test_rows_by_report_lead_to_the_report(client: FlaskClient) -> None:
    page = text_of(client, "/matrix?phrase=厕所革命&rows=report")
    (address,) = set(links(page, "/reports/")) - set(links(page, "/reports/uploads"))
    assert "云溪环卫公司 2023年述职报告" in page
    assert '<mark class="hit' in text_of(client, address)


def test_first_and_last_use_lead_to_their_reports(client: FlaskClient) -> None:
    page = text_of(client, "/matrix?phrase=河长制")
    first, last = re.findall(r'<td><a href="(/reports/[^"]+)">(\d{4})</a></td>', page)[:2]
    assert (first[1], last[1]) == ("2021", "2023")
    assert "2021年工作总结" in text_of(client, unescape(first[0]))


def test_absent_is_told_from_zero(client: FlaskClient) -> None:
    page = text_of(client, "/matrix?phrase=厕所革命")
    assert '<td class="none"><span class="sr">库中无报告</span></td>' in page
    assert '<td class="h0">0</td>' in page


def test_texts_of_reports_and_phrases_are_escaped(client: FlaskClient) -> None:
    page = text_of(client, "/matrix?phrase=<b>落实</b>&unit=<i>")
    assert "<b>落实" not in page
    assert "&lt;b&gt;落实&lt;/b&gt;" in page
    assert "<i>" not in re.sub(r'<i class="[^"]*"></i>', "", page)


def test_a_pasted_list_becomes_a_permalink(client: FlaskClient, token: str) -> None:
    pasted = "河长制\t垃圾分类\r\n\r\n厕所革命\n河长制"
    form = {
        "csrf_token": token,
        "phrases": pasted,
        "rows": "kind",
        "year": "2021，2023",
        "kind": "",
    }
    answer = client.post("/matrix", data=form)
    assert answer.status_code == 303
    query = parse_qs(urlsplit(answer.location).query)
    assert query["phrase"] == ["河长制", "垃圾分类", "厕所革命"]
    assert (query["rows"], query["year"]) == (["kind"], ["2021", "2023"])
    assert "kind" not in query
    page = text_of(client, answer.location)
    assert "河长制\n垃圾分类\n厕所革命</textarea>" in page


def test_a_long_list_is_answered_in_place_and_exported_by_form(
    client: FlaskClient, token: str
) -> None:
    many = [f"没有人写过的很长的提法第{n}号" for n in range(150)]
    form = {"csrf_token": token, "phrases": "\n".join([*many, "河长制"]), "year": "2021"}
    answer = client.post("/matrix", data=form)
    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    assert "地址放不下" in page
    assert '<form method="post" action="/matrix/export">' in page
    sent = client.post("/matrix/export", data={**form, "format": "csv"})
    rows = list(csv.DictReader(io.StringIO(sent.get_data().decode("utf-8-sig"))))
    assert len(rows) == 151
    assert rows[-1]["次数"] == "3"


def test_changing_requests_need_the_token(client: FlaskClient) -> None:
    for address in ("/matrix", "/matrix/export", "/exports/x/cancel"):
        assert client.post(address, data={"phrases": "河长制"}).status_code == 403


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("phrase=%23", "#"),
        ("phrase=河长制&rows=city", "city"),
        ("phrase=河长制&year=20x1", "20x1"),
        ("phrase=河长制&open=0", "0"),
        ("&".join(f"phrase=提法{n}" for n in range(201)), "200"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(
    client: FlaskClient, query: str, said: str
) -> None:
    answer = client.get(f"/matrix?{query}")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert said in re.search(r'role="alert">.*?</section>', page, re.DOTALL)[0]  # type: ignore[index]
    assert "<textarea" in page


def test_a_list_is_read_as_spreadsheets_copy_it() -> None:
    assert phrases_of("河长制\t垃圾 分类\r\n\n  厕所革命 \n") == ("河长制", "垃圾 分类", "厕所革命")


def test_many_phrases_leave_the_page_readable(client: FlaskClient) -> None:
    many = "&".join(f"phrase=河长{n}" for n in range(120))
    page = text_of(client, f"/matrix?{many}&phrase=河长制&open=121")
    assert page.count('<details class="card phrase" open>') == 1
    opened = re.search(r'<details class="card phrase" open>.*?</summary>', page, re.DOTALL)[0]  # type: ignore[index]
    assert "河长制" in opened


# -- the API ---------------------------------------------------------------------------------


def test_get_and_post_answer_the_same(client: FlaskClient, token: str) -> None:
    got = client.get("/api/matrix?phrase=河长制&phrase=厕所革命&rows=kind").get_json()
    assert got["rows"] == ["工作总结", "述职报告", ""]
    assert got["columns"] == [2021, 2023, None]
    assert [one["total"] for one in got["phrases"]] == [5, 1]
    head = {"X-CSRF-Token": token}
    fields = {"phrase": ["河长制", "厕所革命"], "rows": "kind"}
    assert client.post("/api/matrix", data=fields, headers=head).get_json() == got
    assert client.post("/api/matrix", json=fields, headers=head).get_json() == got
    one = client.post("/api/matrix", json={"phrase": "河长制"}, headers=head).get_json()
    assert one["phrases"][0]["total"] == 5


@pytest.mark.parametrize(
    "body", [[], {"phrase": 3.5}, {"phrase": {"a": 1}}, {"rows": 3, "phrase": "河"}, "河长制"]
)
def test_a_body_that_is_no_matrix_is_refused(client: FlaskClient, token: str, body: object) -> None:
    answer = client.post("/api/matrix", json=body, headers={"X-CSRF-Token": token})
    assert answer.status_code == 400
    assert answer.get_json()["error"]["code"]


def test_errors_name_their_field(client: FlaskClient) -> None:
    error = client.get("/api/matrix").get_json()["error"]
    assert (error["code"], error["field"]) == ("no_phrases", "phrase")
    error = client.get("/api/export/hits?q=河长制&format=pdf").get_json()["error"]
    assert (error["code"], error["field"]) == ("bad_format", "format")


def test_the_document_describes_matrix_and_exports(client: FlaskClient) -> None:
    document = client.get("/api/openapi.json").get_json()
    assert {"/api/matrix", "/api/export/hits", "/api/export/matrix"} <= set(document["paths"])
    assert "MatrixJson" in document["components"]["schemas"]


# -- files -----------------------------------------------------------------------------------


def test_a_small_export_comes_at_once_with_a_good_name(client: FlaskClient) -> None:
    answer = client.get("/search/export?q=河长制&format=xlsx&year=2021")
    assert answer.status_code == 200
    given = answer.headers["Content-Disposition"]
    assert re.search(r"filename=duizhao\.xlsx; ", given)
    name = unquote(given.split("filename*=UTF-8''")[1])
    assert re.fullmatch(r"检索 河长制 \d{4}-\d\d-\d\d\.xlsx", name)
    book = openpyxl.load_workbook(io.BytesIO(answer.get_data()))
    assert book["检索结果"].max_row == 1 + 3


@pytest.mark.parametrize("address", ["/search/export?q=河长制", "/api/export/hits?q=河长制"])
@pytest.mark.parametrize("kind", ["xlsx", "csv", "docx"])
def test_no_file_stays_behind(
    client: FlaskClient, library: Library, address: str, kind: str
) -> None:
    answer = client.get(f"{address}&format={kind}")
    assert answer.status_code == 200
    assert answer.mimetype == exporting.TYPES[kind]
    assert not list((library.home / "exports").rglob("*.*"))


def wait(client: FlaskClient, address: str) -> dict[str, object]:
    for _ in range(100):
        job = client.get(address).get_json()
        if job["state"] not in ("queued", "running"):
            return dict(job)
        time.sleep(0.05)
    raise AssertionError(f"not done: {job}")


def test_a_large_export_is_a_job(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", dict.fromkeys(exporting.AT_ONCE, 0))
    answer = client.get("/api/export/hits?q=河长制&format=csv")
    assert answer.status_code == 202
    job = wait(client, answer.headers["Location"])
    assert (job["state"], job["files"], job["error"]) == ("done", [], None)
    made = job["result"]
    assert isinstance(made, dict)
    assert made["hits"] == 5
    sent = client.get(made["href"])
    assert len(list(csv.DictReader(io.StringIO(sent.get_data().decode("utf-8-sig"))))) == 5
    assert client.get(made["href"]).status_code == 200  # and once more
    sent.close()


def test_the_page_of_a_job_offers_the_file(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", dict.fromkeys(exporting.AT_ONCE, 0))
    answer = client.get("/search/export?q=河长制&format=docx")
    assert answer.status_code == 303
    job_id = answer.location.rsplit("/", 1)[1]
    assert wait(client, f"/api/jobs/{job_id}")["state"] == "done"
    page = text_of(client, answer.location)
    (file,) = links(page, f"/exports/{job_id}/file")
    assert client.get(file).get_data().startswith(b"PK")
    assert job_id not in text_of(client, "/reports")  # no upload


def test_an_export_can_be_cancelled(
    client: FlaskClient, app: Flask, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", dict.fromkeys(exporting.AT_ONCE, 0))
    gate = app.extensions[EXPORTS].start((), lambda told, stopped: held(stopped), after=noted)
    answer = client.get("/search/export?q=河长制&format=csv")
    job_id = answer.location.rsplit("/", 1)[1]
    page = text_of(client, answer.location)
    assert "排队中" in page
    assert f'action="/exports/{job_id}/cancel"' in page
    client.post(f"/exports/{job_id}/cancel", data={"csrf_token": token})
    client.delete(f"/api/jobs/{gate.id}", headers={"X-CSRF-Token": token})
    job = wait(client, f"/api/jobs/{job_id}")
    assert (job["state"], job["result"]) == ("cancelled", None)
    assert "没有写出文件" in text_of(client, answer.location)
    assert client.get(f"/exports/{job_id}/file").status_code == 404


def held(stopped) -> Made:  # type: ignore[no-untyped-def]
    while not stopped():
        time.sleep(0.02)
    return Made(Path("nowhere.csv"), "nowhere.csv", 0)


def noted() -> None:
    """Do nothing when the work is over."""


def test_a_large_matrix_is_a_job_too(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "CELLS_AT_ONCE", 0)
    answer = client.get("/matrix/export?phrase=河长制&format=xlsx")
    assert answer.status_code == 303
    job = wait(client, f"/api/jobs/{answer.location.rsplit('/', 1)[1]}")
    made = json.loads(json.dumps(job["result"]))
    data = client.get(made["href"]).get_data()
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["说明", "总表", "1 河长制"]


def test_a_failed_export_says_why(
    client: FlaskClient, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", dict.fromkeys(exporting.AT_ONCE, 0))
    monkeypatch.setattr(exporting, "_place", lambda home: home / "没有的文件夹")
    answer = client.get("/search/export?q=河长制&format=csv")
    job = wait(client, f"/api/jobs/{answer.location.rsplit('/', 1)[1]}")
    assert job["state"] == "failed"
    assert "不能写入" in text_of(client, answer.location)


def test_old_files_are_swept_and_then_said_to_be_gone(
    client: FlaskClient, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", dict.fromkeys(exporting.AT_ONCE, 0))
    answer = client.get("/search/export?q=河长制&format=csv")
    job_id = answer.location.rsplit("/", 1)[1]
    wait(client, f"/api/jobs/{job_id}")
    sweep(library.home)
    assert client.get(f"/exports/{job_id}/file").status_code == 200
    sweep(library.home, hours=-1)
    assert list((library.home / "exports").iterdir()) == []
    assert client.get(f"/exports/{job_id}/file").status_code == 404
    assert "已清理" in text_of(client, answer.location)


@pytest.mark.parametrize(
    ("about", "name"),
    [
        ('a/b:c*d?"<e>|\\f\n', "检索 a b c d e f "),
        ("..", "检索 "),
        ("提法" * 60, "检索 " + "提法" * 20 + " "),
        ("", "检索 "),
    ],
)
def test_file_names_are_taken_by_every_system(about: str, name: str) -> None:
    made = file_name("检索", about, "csv")
    assert re.fullmatch(re.escape(name) + r"\d{4}-\d\d-\d\d\.csv", made), made


def test_names_of_downloads_are_encoded() -> None:
    given = disposition(Made(Path("x.csv"), "检索 “河”;a 2026-03-01.csv", 1))
    assert given.isascii()
    assert unquote(given.split("''")[1]) == "检索 “河”;a 2026-03-01.csv"
