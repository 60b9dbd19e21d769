"""The API over a real server: the contract's shapes, errors, jobs, the document."""

from __future__ import annotations

import http.cookiejar
import json
import re
import socket
import time
import urllib.error
import urllib.request
import uuid
from urllib.parse import quote

import pytest

from index.errors import Refused
from web.password import set_password
from web.serve import is_loopback, listen


class Caller:
    """A program that uses the API as the document says: a cookie jar and the token."""

    def __init__(self, address: str) -> None:
        self.address = address
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar)
        self.token = self("GET", "/api/session")[1]["csrf_token"]

    def __call__(self, method: str, path: str, body: bytes | None = None, **headers: str):
        request = urllib.request.Request(  # noqa: S310 - our own server
            self.address + quote(path, safe="/?&=%"), data=body, method=method
        )
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        if method != "GET" and hasattr(self, "token"):
            request.add_header("X-CSRF-Token", self.token)
        try:
            answer = self.opener.open(request, timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            data = answer.read()
        return answer.status, json.loads(data) if data else None, answer.headers

    def send(self, *names: str):
        edge = uuid.uuid4().hex
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
            f"{name}的正文\r\n"
            for name in names
        ]
        body = ("".join(parts) + f"--{edge}--\r\n").encode()
        kind = f"multipart/form-data; boundary={edge}"
        return self("POST", "/api/reports", body, Content_Type=kind)


@pytest.fixture
def call(address) -> Caller:
    return Caller(address)


def test_a_search_has_the_shape_of_the_contract(call):
    status, found, _ = call("GET", "/api/search?q=第一议题&year=2022-2023&unit=城投集团&limit=1")
    assert status == 200
    assert (found["query"], found["rung"]) == ("第一议题", "exact")
    assert found["passages"] == found["occurrences"] == 2
    assert found["searched"]["reports"] == 29
    assert found["searched"]["refused"] == 2
    assert found["facets"]["role"]["problems"] == 1
    (hit,) = found["hits"]
    start, end = hit["spans"][0]
    assert hit["text"][start:end] == "第一议题"
    assert {
        "passage_id", "report_id", "title", "year", "unit", "kind", "role", "part", "path",
        "text", "spans", "continues", "occurrences", "score",
    } <= set(hit)  # fmt: skip


def test_what_has_no_value_counts_under_the_empty_string(call):
    _, found, _ = call("GET", "/api/search?q=重点任务第2项&unit=none")
    assert found["facets"]["unit"][""] == 1
    assert found["hits"][0]["unit"] is None


@pytest.mark.parametrize(
    ("path", "status", "code", "field"),
    [
        ("/api/search", 400, "bad_parameter", "q"),
        ("/api/search?q=安全&mode=x", 400, "bad_mode", "mode"),
        ("/api/search?q=安全&limit=9999", 400, "bad_number", "limit"),
        ("/api/search?q=安全&year=今年", 400, "bad_year", "year"),
        ("/api/reports?sort=x", 400, "bad_sort", "sort"),
        ("/api/reports/999", 404, "no_such_report", None),
        ("/api/jobs/none", 404, "job_not_found", None),
        ("/api/nope", 404, "http_404", None),
    ],
)
def test_errors_have_a_code_words_and_the_field(call, path, status, code, field):
    answered, body, _ = call("GET", path)
    assert answered == status
    assert body["error"]["code"] == code
    assert body["error"]["field"] == field
    assert body["error"]["message"]


def test_errors_speak_the_language_asked_for(call):
    _, body, _ = call("GET", "/api/reports/999?lang=en")
    assert body["error"]["message"].startswith("There is no report 999")


def test_a_report_has_its_outline_and_passages_with_ids(call, library):
    _, shown, _ = call("GET", "/api/reports/1")
    report = library.report(1)
    assert [p["text"] for p in shown["passages"]] == [p.text for p in report.outline.passages]
    assert [p["id"] for p in shown["passages"]] == list(range(1000, 1011))
    first, second = shown["sections"]
    assert (first["level"], first["marker"], first["heading"]) == (1, "一", "主要做法及成效")
    assert first["text"] == "一、主要做法及成效"
    assert first["sections"][0]["passages"][1] == {
        "label": "一是",
        "text": "一是坚持“第一议题”制度，全年组织学习24次，覆盖党员1,356人次；",
    }
    assert second["role"] == "problems"
    assert shown["removed"][1]["text"] == "##paidbegin##"
    assert shown["sha256"] == report.row.sha256


def test_reports_are_listed_with_filters(call):
    _, found, _ = call("GET", "/api/reports?unit=港务集团&limit=1")
    assert found["total"] == 1
    assert found["reports"][0]["unit"] == "港务集团"


def test_a_report_is_corrected_and_removed(call, library):
    body = json.dumps({"unit": None, "year": 2020}).encode()
    status, shown, _ = call("PATCH", "/api/reports/1", body, Content_Type="application/json")
    assert (status, shown["year"], shown["unit"]) == (200, 2020, None)
    assert shown["origins"]["unit"] == "person"
    assert call("DELETE", "/api/reports/1")[0] == 204
    assert call("GET", "/api/reports/1")[0] == 404
    assert 1 not in library.kept


@pytest.mark.parametrize("body", [b"", b"[1]", b'"x"', b"{", b'{"author":"x"}'])
def test_a_correction_that_is_none_changes_nothing(call, library, body):
    before = library.report(1)
    status, _, _ = call("PATCH", "/api/reports/1", body, Content_Type="application/json")
    assert status == 400
    assert library.report(1) == before


def test_adding_answers_with_a_job_that_ends_with_what_was_done(call):
    status, job, headers = call.send("2024/港务集团/总结.txt", "扫描.pdf", "../../重复.txt")
    assert status == 202
    assert job["files"] == ["2024/港务集团/总结.txt", "扫描.pdf", "重复.txt"]
    end = time.monotonic() + 10
    while job["state"] in ("queued", "running"):
        assert time.monotonic() < end
        _, job, _ = call("GET", headers["Location"])
    result = job["result"]
    assert [added["file"] for added in result["added"]] == ["2024/港务集团/总结.txt"]
    assert {"id", "file", "title", "year", "unit", "kind", "sections", "passages"} <= set(
        result["added"][0]
    )
    assert result["unchanged"][0]["file"] == "重复.txt"
    assert result["refused"][0]["file"] == "扫描.pdf"
    assert result["refused"][0]["error"].startswith("38 页里没有文字")


def test_a_job_is_cancelled(call, library):
    library.gate.clear()
    _, job, headers = call.send("甲.txt", "乙.txt")
    assert call("DELETE", headers["Location"])[0] == 202
    library.gate.set()
    end = time.monotonic() + 10
    while job["state"] != "cancelled":
        assert time.monotonic() < end
        _, job, _ = call("GET", headers["Location"])
    assert "乙.txt" not in library.got


def test_the_document_describes_every_address_and_all_its_shapes(call, app):
    _, document, _ = call("GET", "/api/openapi.json")
    described = {
        (method.upper(), path) for path, item in document["paths"].items() for method in item
    }
    served = {
        (method, re.sub(r"<(?:int:)?(\w+)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/") and not rule.endpoint.startswith("api_document")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert described == served
    schemas = document["components"]["schemas"]
    references = set()

    def gather(node):
        if isinstance(node, dict):
            if "$ref" in node:
                references.add(node["$ref"].rsplit("/", 1)[1])
            for value in node.values():
                gather(value)
        elif isinstance(node, list):
            for value in node:
                gather(value)

    gather(document)
    assert references <= set(schemas)
    assert {"SearchJson", "HitJson", "ShowJson", "JobJson", "Corrections"} <= references
    search = document["paths"]["/api/search"]["get"]["parameters"]
    assert {p["name"] for p in search} >= {"q", "mode", "year", "unit", "kind", "role", "limit"}


def test_a_port_that_is_taken_is_said(library):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Refused) as caught:
            listen(library, port=taken.getsockname()[1])
    assert caught.value.key == "port_taken"


def test_beyond_loopback_a_password_is_needed(library):
    with pytest.raises(Refused) as caught:
        listen(library, host="0.0.0.0", port=0)  # noqa: S104 - refused
    assert caught.value.key == "password_needed"
    set_password(library.home, "正确的密码八个字")
    server = listen(library, host="0.0.0.0", port=0)  # noqa: S104 - behind a password
    assert server.address.startswith("http://0.0.0.0:")
    server.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "::1", "[::1]"])
def test_loopback_addresses_are_known(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "office-pc", ""])  # noqa: S104
def test_other_addresses_are_not_loopback(host):
    assert not is_loopback(host)


def test_an_address_that_is_not_ours_is_refused(library):
    set_password(library.home, "正确的密码八个字")
    with pytest.raises(Refused) as caught:
        listen(library, host="203.0.113.7", port=18999)
    assert caught.value.key == "cannot_listen"
