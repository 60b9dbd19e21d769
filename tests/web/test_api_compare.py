"""Comparison over the API and as files of the pages, over a real library."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from web_support import app_of

from search.library import Library
from web import exporting_compare
from web.context import LIBRARY

LAST = """2021年柳溪泵站工作总结
一、机组运行
全年开机排涝1260小时，抽水4.5万吨，没有发生一起责任事故。
值班员每两小时抄一次表，发现油温偏高马上停机检查。
二、下一步打算
把二号机组的叶轮拆下来大修，赶在梅雨之前装回去。
"""
THIS = """2022年柳溪泵站工作总结
一、机组运行
全年开机排涝980小时，抽水3.9万吨，没有发生一起责任事故。
装了摄像头以后，值班员在屋里就能看清拦污栅前漂来多少水草。
二、下一步打算
把二号、三号机组的叶轮拆下来大修，赶在梅雨之前装回去。
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("in")
    (folder / "柳溪泵站").mkdir()
    for year, text in (("2021", LAST), ("2022", THIS)):
        (folder / "柳溪泵站" / f"{year}年工作总结.txt").write_text(text, encoding="utf-8")
    with Library(tmp_path_factory.mktemp("home")) as library:
        assert len(library.add([folder], workers=1).added) == 2
        with app_of(library) as app:
            yield app.test_client()


def got(client: FlaskClient, left: object = 1, right: object = 2) -> Any:
    answer = client.get("/api/compare", query_string={"left": left, "right": right})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def posted(client: FlaskClient, body: dict[str, Any], path: str = "/api/compare") -> Any:
    """Ask in a session of its own, without a token."""
    answer = client.application.test_client().post(path, json=body)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def bare(found: Any) -> Any:
    """Return an answer without what tells a report of the library from a draft of the same text."""
    text = json.loads(json.dumps(found))
    for side in ("left", "right"):
        for name in ("id", "file", "added", "sha256", "unit", "title"):
            del text[side][name]
        for row in text["rows"]:
            for part in row[side]["parts"] if row[side] else ():
                del part["passage_id"]
    return text


# -- the answer ----------------------------------------------------------------------------


def test_changes_spell_both_texts_of_every_row(client: FlaskClient) -> None:
    rows = got(client)["rows"]
    assert {"figures", "edited", "left_only", "right_only"} <= {row["kind"] for row in rows}
    for row in rows:
        at = {"left": 0, "right": 0}
        for change in row["changes"]:
            for side in at:
                start, end = change[side]
                assert start == at[side]
                at[side] = end
            if change["kind"] == "same":
                pieces = [row[side]["text"][slice(*change[side])] for side in at]
                assert pieces[0] == pieces[1]
        for side, end in at.items():
            assert end == (len(row[side]["text"]) if row[side] else 0)


def test_passages_are_those_of_the_library(client: FlaskClient) -> None:
    known = {one["id"]: one["text"] for one in client.get("/api/reports/2").get_json()["passages"]}
    for row in got(client)["rows"]:
        for part in row["right"]["parts"] if row["right"] else ():
            text = row["right"]["text"][part["start"] : part["end"]]
            assert known.pop(part["passage_id"]) == text
    assert known == {}


def test_swapping_the_sides_mirrors_the_answer(client: FlaskClient) -> None:
    one, other = got(client, 1, 2), got(client, 2, 1)
    assert one["similarity"] == other["similarity"]
    assert (one["left"], one["right"]) == (other["right"], other["left"])
    mirrored = {
        "removed": "added", "added": "removed", "left_only": "right_only",
        "right_only": "left_only", "split": "merged", "merged": "split",
    }  # fmt: skip

    def said(found: Any, left: str, right: str, *, turned: bool) -> set[str]:
        kind = (lambda name: mirrored.get(name, name)) if turned else (lambda name: name)
        return {
            json.dumps(
                [
                    kind(row["kind"]),
                    row[left],
                    row[right],
                    [[kind(one["kind"]), one[left], one[right]] for one in row["changes"]],
                ]
            )
            for row in found["rows"]
        }

    assert said(one, "left", "right", turned=False) == said(other, "right", "left", turned=True)
    deltas = sorted(figure["delta"] for figure in one["figures"] if figure["delta"])
    assert deltas == sorted(-figure["delta"] for figure in other["figures"] if figure["delta"])


def test_figures_are_told_with_measure_and_difference(client: FlaskClient) -> None:
    found = got(client)
    water = next(one for one in found["figures"] if one["left"] == "4.5万")
    assert (water["right"], water["delta"], water["measure"]) == ("3.9万", -0.6, "万吨")
    assert water["percent"] == pytest.approx(-13.333, abs=0.001)
    assert found["rows"][water["row"]]["left"]["text"][slice(*water["left_span"])] == "4.5万"


# -- drafts --------------------------------------------------------------------------------


def test_a_draft_is_compared_as_a_report_of_the_same_text_is(client: FlaskClient) -> None:
    found = posted(client, {"left": 1, "right_text": THIS})
    assert found["left"]["id"] == 1
    assert found["right"]["id"] is None
    assert bare(found) == bare(got(client))
    both = posted(client, {"left_text": LAST, "right_text": THIS, "right_name": "今年.txt"})
    assert both["right"]["file"] == "今年.txt"
    assert bare(both) == bare(found)


def test_files_are_compared_and_not_kept(client: FlaskClient) -> None:
    before = client.get("/api/reports").get_json()["total"]
    data = {"left": "1", "right_file": (io.BytesIO(THIS.encode()), "今年.txt")}
    answer = client.post("/api/compare", data=data)
    assert answer.status_code == 200
    assert bare(answer.get_json()) == bare(got(client))
    assert client.get("/api/reports").get_json()["total"] == before


def test_a_text_of_digits_is_a_text(client: FlaskClient) -> None:
    answer = client.post("/api/compare", data={"left_text": "12", "right_text": "13"})
    assert answer.status_code == 200
    assert [row["left"]["text"] for row in answer.get_json()["rows"] if row["left"]] == ["12"]


@pytest.mark.parametrize(
    "text", ["\ud800甲组值班。", "𠮷水闸\u2028值班。", "<script>甲</script>", "=1+1"]
)
def test_any_text_is_answered(client: FlaskClient, text: str) -> None:
    body = json.dumps({"left_text": text, "right": 1})
    answer = client.post("/api/compare", data=body, content_type="application/json")
    assert answer.status_code == 200
    for row in answer.get_json()["rows"]:
        assert row["left"] or row["right"]


# -- what cannot be meant ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "status", "code", "field"),
    [
        ("", 400, "bad_parameter", "left"),
        ("left=1", 400, "bad_parameter", "right"),
        ("left=&right=1", 400, "no_side", "left"),
        ("left=1&right=%20", 400, "no_side", "right"),
        ("left=-1&right=1", 400, "bad_number", "left"),
        ("left=1&right=1.5", 400, "bad_number", "right"),
        ("left=1&right=甲", 400, "bad_number", "right"),
        ("left=1&right=%00", 400, "bad_number", "right"),
        (f"left={'9' * 5000}&right=1", 400, "bad_number", "left"),
        ("left=0&right=1", 404, "no_such_report", None),
        ("left=1&right=99", 404, "no_such_report", None),
        ("left=~gone&right=1", 404, "side_gone", "left"),
        (f"left=~{'x' * 5000}&right=1", 404, "side_gone", "left"),
        ("left=1&right=2&columns=colour", 400, "bad_columns", "columns"),
    ],
)
@pytest.mark.parametrize("path", ["/api/compare", "/api/export/compare"])
def test_sides_that_cannot_be_meant_are_named(
    client: FlaskClient, path: str, query: str, status: int, code: str, field: str | None
) -> None:
    answer = client.get(f"{path}?{query}")
    error = answer.get_json()["error"]
    assert (answer.status_code, error["code"], error["field"]) == (status, code, field)
    assert error["message"]


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        ("{", 400, "bad_json", None),
        ("[]", 400, "bad_json", None),
        ('{"left": 1, "right": 2, "columns": "顺序"}', 400, "bad_columns", "columns"),
        ("{}", 400, "no_side", "left"),
        ('{"left": 1}', 400, "no_side", "right"),
        ('{"left": [1], "right": 2}', 400, "bad_parameter", "left"),
        ('{"left": 1.5, "right": 2}', 400, "bad_parameter", "left"),
        ('{"left": -3, "right": 2}', 400, "bad_number", "left"),
        ('{"left": 1, "right_text": 5}', 400, "bad_parameter", "right_text"),
        ('{"left": 1, "right_text": ""}', 400, "no_side", "right"),
        ('{"left": 1, "right_text": " \\n\\t"}', 400, "text_empty", "right"),
        ('{"left": 1, "left_text": "甲", "right": 2}', 400, "two_for_a_side", "left"),
        ('{"left": 1, "right_text": "\\u0000\\u0001\\u0002甲"}', 422, "not_text", "right"),
        ('{"left": 1, "right_text": "甲", "right_name": "a.exe"}', 422, "unsupported", "right"),
        ('{"left": 1, "right_text": "甲", "right_name": "a.\\ud800"}', 422, "unsupported", "right"),
    ],
)
def test_bodies_that_cannot_be_meant_are_refused(
    client: FlaskClient, body: str, status: int, code: str, field: str | None
) -> None:
    answer = client.post("/api/compare", data=body.encode(), content_type="application/json")
    error = answer.get_json()["error"]
    assert (answer.status_code, error["code"], error["field"]) == (status, code, field)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("空.txt", b"", "empty"),
        ("坏.docx", b"PK\x03\x04 no", "damaged"),
        ("a.exe", b"MZ", "unsupported"),
    ],
)
def test_a_file_that_cannot_be_read_says_which_side_it_is(
    client: FlaskClient, name: str, data: bytes, code: str
) -> None:
    sent = {"left": "1", "right_file": (io.BytesIO(data), name)}
    answer = client.post("/api/compare", data=sent)
    assert answer.status_code == 422
    assert answer.get_json()["error"]["code"] == code
    assert answer.get_json()["error"]["field"] == "right"


def test_a_text_of_a_hundred_kilobytes_is_answered(client: FlaskClient) -> None:
    lines = "".join(
        f"第{number}号机组每两小时抄一次表，油温偏高马上停机。\n" for number in range(1_500)
    )
    assert len(lines.encode()) > 100_000
    found = posted(client, {"left_text": lines, "right": 1})
    assert len(found["rows"]) > 1_400


# -- files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "json"])
@pytest.mark.parametrize("path", ["/compare/export", "/api/export/compare"])
def test_a_comparison_is_taken_away_as_a_file(client: FlaskClient, path: str, kind: str) -> None:
    answer = client.get(f"{path}?left=1&right=2&format={kind}")
    assert answer.status_code == 200
    name = answer.headers["Content-Disposition"]
    assert name.startswith(f"attachment; filename=duizhao.{kind};")
    assert "2021" in name
    assert len(answer.data) > 1_000
    if kind == "json":
        assert answer.get_json() == got(client)
    elif kind == "xlsx":
        sheets = openpyxl.load_workbook(io.BytesIO(answer.data)).sheetnames
        assert sheets == ["说明", "汇总", "数字对照", "逐段对照", "部分对照"]


def test_drafts_are_taken_away_without_a_token(client: FlaskClient) -> None:
    stranger = client.application.test_client()
    body = {"left": 1, "right_text": THIS, "format": "html"}
    answer = stranger.post("/api/export/compare", json=body)
    assert answer.status_code == 200
    assert "拦污栅" in answer.get_data(as_text=True)


def test_an_unknown_format_is_named(client: FlaskClient) -> None:
    answer = client.get("/api/export/compare?left=1&right=2&format=pdf")
    assert answer.status_code == 400
    assert answer.get_json()["error"]["code"] == "bad_format"
    assert client.get("/compare/export?left=1&right=2&format=pdf").status_code == 400


def test_a_large_comparison_is_made_by_a_job(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(exporting_compare.AT_ONCE, "docx", 10)
    answer = client.get("/api/export/compare?left=1&right=2&format=docx")
    assert answer.status_code == 202
    place = answer.headers["Location"]
    assert ended(client, place) == "done"
    page = client.get("/compare/export?left=1&right=2&format=docx")
    assert page.status_code == 303
    number = page.headers["Location"].partition("/exports/")[2]
    assert ended(client, f"{place.rpartition('/')[0]}/{number}") == "done"


def ended(client: FlaskClient, place: str) -> str:
    """Return how a job ended."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        state = str(client.get(place).get_json()["state"])
        if state in ("done", "failed"):
            break
        time.sleep(0.05)
    return state


def test_no_file_is_left_behind(client: FlaskClient) -> None:
    folder = client.application.extensions[LIBRARY].home / "exports"
    before = set(folder.iterdir()) if folder.is_dir() else set()
    with client.get("/compare/export?left=1&right=2&format=html") as page:
        assert page.status_code == 200
        assert page.data
    assert set(folder.iterdir()) <= before
