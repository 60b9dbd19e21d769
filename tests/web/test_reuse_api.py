"""Reuse over the API: the contract's shapes, what rates recompute from, jobs, errors."""

from __future__ import annotations

import io
import time
from typing import Any

import pytest
from flask.testing import FlaskClient

POINT = "一是坚持“第一议题”制度，全年组织学习24次，覆盖党员1,356人次；"
CHANGED = "一是坚持“第一议题”制度，全年组织学习31次，覆盖党员1,356人次；"
WHOLE = 1001  # the passage before the first heading, of report 1


@pytest.fixture
def headers(client: FlaskClient) -> dict[str, str]:
    return {"X-CSRF-Token": client.get("/api/session").get_json()["csrf_token"]}


def got(client: FlaskClient, path: str, **query: Any) -> Any:
    answer = client.get(path, query_string=query)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def posted(client: FlaskClient, path: str, body: dict[str, Any]) -> Any:
    answer = client.post(path, json=body)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


# -- similar passages ----------------------------------------------------------------------


def test_matches_of_a_text_have_the_shape_of_the_contract(client):
    found = posted(client, "/api/similar", {"text": CHANGED, "limit": 5})
    assert found["text"] == CHANGED
    assert len(found["matches"]) == 5
    match = found["matches"][0]
    assert {
        "passage_id", "report_id", "title", "year", "unit", "path", "text", "score", "verdict",
        "query_spans", "text_spans", "slots", "units",
    } <= set(match)  # fmt: skip
    assert match["verdict"] == "figures"
    assert 0 < match["score"] <= 1
    assert len(match["query_spans"]) == len(match["text_spans"])
    changed = [slot for slot in match["slots"] if slot["changed"]]
    assert [(s["left"], s["right"], s["delta"]) for s in changed] == [("31", "24", -7)]
    start, end = changed[0]["left_span"]
    assert found["text"][start:end] == "31"
    start, end = changed[0]["right_span"]
    assert match["text"][start:end] == "24"


def test_slots_are_listed_as_such_for_the_verdict_figures_only(client):
    edited = CHANGED.replace("覆盖", "共覆盖机关").replace("组织", "先后组织集中")
    matches = posted(client, "/api/similar", {"text": edited})["matches"]
    others = [one for one in matches if one["verdict"] != "figures"]
    assert others
    for match in others:
        assert match["slots"] == []
        assert [slot["left"] for slot in match["all_slots"] if slot["changed"]] == ["31"]


def test_offsets_are_those_of_the_text_as_it_was_sent(client):
    text = f"\n  \n{POINT}  \n"
    found = posted(client, "/api/similar", {"text": text})
    assert found["text"] == text
    start, _end = found["matches"][0]["query_spans"][0]
    assert start == text.index(POINT)


def test_offsets_count_code_points(client):
    text = f"𠮷𠮷𠮷\n{POINT}"
    found = posted(client, "/api/similar", {"text": text})
    start, _end = found["matches"][0]["query_spans"][0]
    assert start == 4 == text.index(POINT)


def test_a_passage_is_looked_up_by_its_id_and_never_matches_itself(client, library):
    found = got(client, "/api/similar", passage=WHOLE)
    assert found["passage_id"] == WHOLE
    assert found["report_id"] == 1
    assert found["text"] == library.report(1).outline.passages[1].text
    assert WHOLE not in {match["passage_id"] for match in found["matches"]}
    assert found["total"] == 28


def test_options_mean_the_same_in_an_address_and_in_a_body(client):
    text = got(client, "/api/similar", passage=WHOLE)["text"]
    options = {"year": "2022-2023", "limit": "3", "offset": "1", "verdict": "same", "least": "90"}
    by_passage = got(client, "/api/similar", passage=WHOLE, other_units="1", **options)
    body = {
        "text": text, "of_unit": "城投集团", "of_year": 2023, "other_units": True,
        "year": ["2022-2023"], "limit": 3, "offset": 1, "verdict": "same", "least": 90,
    }  # fmt: skip
    by_text = posted(client, "/api/similar", body)
    assert by_passage["matches"] == by_text["matches"]
    assert len(by_text["matches"]) == 3
    assert {match["year"] for match in by_text["matches"]} <= {2022, 2023}
    assert "城投集团" not in {match["unit"] for match in by_text["matches"]}


def test_years_in_a_body_may_be_numbers_and_one_value_stands_for_a_list(client):
    for year in (2022, [2022], "2022"):
        found = posted(client, "/api/similar", {"text": POINT, "year": year, "limit": 100})
        assert {match["year"] for match in found["matches"]} == {2022}


def test_matches_come_one_by_one_unless_they_are_asked_for_in_groups(client):
    alone = posted(client, "/api/similar", {"text": POINT, "limit": 100})
    assert all(match["twins"] == [] for match in alone["matches"])
    together = posted(client, "/api/similar", {"text": POINT, "limit": 100, "group": True})
    listed = [m["passage_id"] for g in together["matches"] for m in (g, *g["twins"])]
    assert sorted(listed) == sorted(match["passage_id"] for match in alone["matches"])
    assert len(together["matches"]) < len(alone["matches"])


# -- the reuse report ----------------------------------------------------------------------


def recomputed(found: dict[str, Any], rate: dict[str, Any]) -> tuple[int, int]:
    """What a rate must be, from the listed stretches alone."""
    stretches = [one for passage in found["passages"] for one in passage["covered"]]
    lengths = [(one["span"][1] - one["span"][0], one) for one in stretches]
    template = sum(length for length, one in lengths if one["label"] == "template")
    covered = sum(
        length
        for length, one in lengths
        if one["label"] in rate["labels"]
        and (rate["report_id"] is None or rate["report_id"] in one["report_ids"])
    )
    return covered, sum(len(passage["text"]) for passage in found["passages"]) - template


def holds(found: dict[str, Any]) -> None:
    assert set(found["rates"]) == {"raw", "without_stock", "without_own", "largest_source"}
    for rate in found["rates"].values():
        assert (rate["covered"], rate["of"]) == recomputed(found, rate)
        share = rate["covered"] / rate["of"] if rate["of"] else 0
        assert rate["rate"] == pytest.approx(share)


def test_every_rate_of_a_report_recomputes_from_what_is_listed(client):
    found = got(client, "/api/reports/1/reuse")
    assert found["report"]["id"] == 1
    assert found["characters"] == sum(len(passage["text"]) for passage in found["passages"])
    assert found["rates"]["raw"]["covered"] > 0
    assert found["rates"]["largest_source"]["report_id"] == found["sources"][0]["report_id"]
    holds(found)
    for passage in found["passages"]:
        ends = [0]
        for one in passage["covered"]:
            assert one["label"] in {"own", "other", "stock", "template", "excluded"}
            assert ends[-1] <= one["span"][0] < one["span"][1] <= len(passage["text"])
            ends.append(one["span"][1])
    source = found["sources"][0]
    assert {"report_id", "title", "unit", "year", "characters", "share", "passages"} <= set(source)


def test_an_exclusion_is_kept_with_reason_name_and_time_and_rates_follow(client, headers):
    before = got(client, "/api/reports/1/reuse")
    answer = client.post(
        f"/api/passages/{WHOLE}/exclusion",
        json={"reason": "上级要求的统一表述", "by": "李四", "span": [6, 12]},
        headers=headers,
    )
    assert answer.status_code == 201
    made = answer.get_json()
    assert (made["passage_id"], made["span"]) == (WHOLE, [6, 12])
    assert (made["reason"], made["by"], bool(made["at"])) == ("上级要求的统一表述", "李四", True)
    assert got(client, "/api/exclusions", report="1")["exclusions"] == [made]
    after = got(client, "/api/reports/1/reuse")
    assert after["excluded"] == [{**made, "passage": 1}]
    holds(after)
    raw = "raw"
    assert after["rates"][raw]["covered"] == before["rates"][raw]["covered"] - 6
    assert after["rates"][raw]["of"] == before["rates"][raw]["of"]
    back = client.delete(f"/api/passages/{WHOLE}/exclusion", headers=headers)
    assert back.get_json() == {"taken_back": 1}
    assert got(client, "/api/reports/1/reuse")["rates"] == before["rates"]


def test_only_the_named_stretch_is_taken_back(client, headers):
    for span in ([6, 12], [15, 20]):
        body = {"reason": "套话", "span": span}
        client.post(f"/api/passages/{WHOLE}/exclusion", json=body, headers=headers)
    back = client.delete(f"/api/passages/{WHOLE}/exclusion?span=6-12", headers=headers)
    assert back.get_json() == {"taken_back": 1}
    (left,) = got(client, "/api/exclusions")["exclusions"]
    assert left["span"] == [15, 20]


def test_a_template_leaves_numerator_and_denominator(client, headers):
    before = got(client, "/api/reports/1/reuse")
    answer = client.put(
        "/api/reports/2/mark", json={"mark": "superior", "by": "李四"}, headers=headers
    )
    (marked,) = answer.get_json()["marks"]
    assert (marked["report"]["id"], marked["mark"], marked["by"]) == (2, "superior", "李四")
    assert marked["at"]
    after = got(client, "/api/reports/1/reuse")
    holds(after)
    assert after["rates"]["raw"]["of"] < before["rates"]["raw"]["of"]
    assert client.delete("/api/reports/2/mark", headers=headers).get_json() == {"marks": []}
    assert got(client, "/api/marks") == {"marks": []}
    assert got(client, "/api/reports/1/reuse")["rates"] == before["rates"]


def test_a_draft_is_checked_as_text_as_a_form_and_as_a_file(client):
    text = f"{POINT}\n今年新开了四个便民服务点，群众办事少跑了路，也少费了口舌。"
    by_json = posted(client, "/api/reuse", {"text": text, "of_unit": "水务集团", "of_year": 2024})
    assert by_json["report"] is None
    assert by_json["characters"] == len(text) - 1
    assert by_json["passages"][0]["passage_id"] is None
    holds(by_json)
    form = {"text": text, "of_unit": "水务集团", "of_year": "2024"}
    by_form = client.post("/api/reuse", data=form).get_json()
    assert by_form["rates"] == by_json["rates"]
    file = (io.BytesIO(text.encode()), "水务集团/初稿.txt")
    sent = client.post("/api/reuse", data={**form, "text": "", "file": file})
    assert sent.get_json()["rates"] == by_json["rates"]
    assert sent.get_json()["file"] == "水务集团/初稿.txt"


def test_a_draft_of_digits_only_is_a_text_all_the_same(client):
    answer = client.post("/api/reuse", data={"text": "20260301"})
    assert answer.get_json()["passages"][0]["text"] == "20260301"


def test_findings_say_why_in_words(client, library):
    library.kept[1] = with_text(library.kept[1], f"去年，{POINT}")
    library.kept[2] = with_text(library.kept[2], f"去年，{POINT}")
    (finding,) = got(client, "/api/reports/1/reuse")["findings"]
    assert finding["kind"] == "residue"
    start, end = finding["span"]
    passages = {one["index"]: one for one in got(client, "/api/reports/1/reuse")["passages"]}
    assert passages[finding["passage"]]["text"][start:end] == finding["text"] == "去年"
    assert "去年" in finding["why"]


def with_text(report, text):
    from tests.web.fake_library import a_report

    row = report.row
    return a_report(row.id, title=row.title, unit=row.unit, year=row.year, texts=(text,))


# -- clusters and heat maps ----------------------------------------------------------------


def test_clusters_have_the_shape_of_the_contract(client):
    found = got(client, "/api/clusters", limit="2")
    assert len(found["clusters"]) == 2
    assert found["total"] > 2
    for cluster in found["clusters"]:
        assert {"id", "size", "units", "years", "similarity", "stock", "passages"} <= set(cluster)
        assert cluster["passages"][0]["passage_id"] == cluster["id"]
        for passage in cluster["passages"]:
            assert {"passage_id", "report_id", "unit", "year", "text"} <= set(passage)
        assert got(client, f"/api/clusters/{cluster['id']}") == cluster


def test_as_many_members_are_listed_as_asked_for(client):
    whole = got(client, "/api/clusters", limit="1")["clusters"][0]
    part = got(client, "/api/clusters", limit="1", members="3")["clusters"][0]
    assert whole["size"] == len(whole["passages"]) > 3
    assert part == {**whole, "passages": whole["passages"][:3]}


def test_clusters_are_narrowed_by_size_and_stock(client):
    assert got(client, "/api/clusters", size="30")["clusters"] == []
    assert got(client, "/api/clusters", stock="0")["clusters"] == []
    narrowed = got(client, "/api/clusters", year="2023")
    assert narrowed["total"] > 0


def test_a_heat_map_has_a_share_for_every_pair(client):
    found = got(client, "/api/heatmap", by="year")
    assert found["rows"] == found["columns"] == ["2020", "2021", "2022", "2023"]
    size = len(found["rows"])
    assert [len(row) for row in found["share"]] == [size] * size
    for r, row in enumerate(found["share"]):
        assert all(0 <= one <= 1 for one in row)
        assert [round(one * found["of"][r]) for one in row] == found["covered"][r]


def test_a_cell_opens_its_pairs(client):
    heat = got(client, "/api/heatmap", by="year")
    cell = got(client, "/api/heatmap/cell", by="year", row="2021", column="2023", limit="3")
    assert cell["share"] == heat["share"][1][3]
    assert cell["back"] == heat["share"][3][1]
    assert len(cell["pairs"]) == 3 <= cell["total"]
    for pair in cell["pairs"]:
        assert (pair["left"]["year"], pair["right"]["year"]) == (2021, 2023)


def test_what_is_not_compared_yet_is_a_job_and_then_an_answer(client, library):
    library.behind = True
    library.gate.clear()
    first = client.get("/api/clusters")
    assert first.status_code == 202
    again = client.get("/api/heatmap")
    assert again.get_json()["id"] == first.get_json()["id"], "one job does for all who ask"
    place = first.headers["Location"]
    assert client.get(place).get_json()["state"] == "running"
    library.gate.set()
    end = time.monotonic() + 10
    while client.get(place).get_json()["state"] != "done":
        assert time.monotonic() < end
        time.sleep(0.01)
    assert client.get("/api/clusters").status_code == 200
    assert library.compared == 1


def test_comparing_can_be_stopped(client, library, headers):
    library.behind = True
    library.gate.clear()
    place = client.get("/api/clusters").headers["Location"]
    assert client.delete(place, headers=headers).status_code == 202
    end = time.monotonic() + 10
    while client.get(place).get_json()["state"] != "cancelled":
        assert time.monotonic() < end
        time.sleep(0.01)
    assert library.compared == 0
    library.gate.set()
    assert client.get("/api/clusters").status_code == 200, "whoever asks again starts again"


def test_what_is_compared_in_a_moment_is_answered_at_once(client, library):
    library.behind = True
    assert client.get("/api/clusters").status_code == 200


# -- file evidence, files, errors ----------------------------------------------------------


def test_evidence_lists_what_files_share(client):
    found = got(client, "/api/evidence")
    assert set(found) == {"authors", "editors", "created", "images", "reports"}
    assert found["authors"][0]["name"] == "张三"
    assert found["images"][0]["report_ids"] == [1, 2]
    facts = found["reports"][0]
    assert (facts["report"]["id"], facts["author"]) == (1, "办公室")
    assert got(client, "/api/reports/5/evidence")["images"] == []


@pytest.mark.parametrize("kind", ["html", "docx", "json", "xlsx"])
def test_a_reuse_report_is_a_file_to_take_away(client, kind):
    answer = client.get("/api/export/reuse", query_string={"report": "1", "format": kind})
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Disposition"].endswith(f".{kind}")
    assert answer.get_data()
    draft = client.post("/api/export/reuse", json={"text": POINT, "format": kind})
    assert draft.status_code == 200


def test_similar_passages_are_a_file_to_take_away(client):
    query = {"passage": str(WHOLE), "format": "csv", "limit": "1"}
    answer = client.get("/api/export/similar", query_string=query)
    assert answer.status_code == 200
    assert len(answer.get_data(as_text=True).splitlines()) == 28, "all, whatever the limit"
    posted = client.post("/api/export/similar", json={"text": POINT, "format": "docx"})
    assert posted.status_code == 200
    assert posted.headers["Content-Disposition"].endswith(".docx")


def test_the_reuse_report_as_json_is_what_the_api_answers(client):
    query = {"report": "1", "format": "json"}
    taken = client.get("/api/export/reuse", query_string=query)
    assert taken.get_json() == got(client, "/api/reports/1/reuse")


def test_clusters_are_written_by_a_job(client):
    answer = client.get("/api/export/clusters", query_string={"format": "csv"})
    assert answer.status_code == 202
    end = time.monotonic() + 10
    while (job := client.get(answer.headers["Location"]).get_json())["state"] != "done":
        assert time.monotonic() < end
        time.sleep(0.01)
    assert POINT in client.get(job["result"]["href"]).get_data(as_text=True)


def test_a_heat_map_is_a_file_to_take_away(client):
    answer = client.get("/api/export/heatmap", query_string={"by": "year", "format": "csv"})
    assert answer.status_code == 200
    assert "2021" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("path", "status", "code", "field"),
    [
        ("/api/similar", 400, "bad_parameter", "passage"),
        ("/api/similar?passage=x", 400, "bad_number", "passage"),
        ("/api/similar?passage=999999", 404, "no_such_passage", None),
        ("/api/similar?passage=1001&verdict=x", 400, "bad_choice", "verdict"),
        ("/api/similar?passage=1001&order=x", 400, "bad_choice", "order"),
        ("/api/similar?passage=1001&limit=0", 400, "bad_number", "limit"),
        ("/api/similar?passage=1001&least=101", 400, "bad_number", "least"),
        ("/api/similar?passage=1001&year=今年", 400, "bad_year", "year"),
        ("/api/reports/999/reuse", 404, "no_such_report", None),
        ("/api/reports/1/reuse?share=0", 400, "bad_number", "share"),
        ("/api/clusters?size=1", 400, "bad_number", "size"),
        ("/api/clusters?order=x", 400, "bad_choice", "order"),
        ("/api/clusters/999999", 404, "no_such_passage", None),
        ("/api/heatmap?by=kind", 400, "bad_choice", "by"),
        ("/api/heatmap/cell?row=城投集团", 400, "bad_parameter", "column"),
        ("/api/heatmap/cell?row=无&column=城投集团", 400, "bad_parameter", "row"),
        ("/api/export/reuse?report=999", 404, "no_such_report", None),
        ("/api/export/reuse?report=1&format=pdf", 400, "bad_format", "format"),
        ("/api/export/heatmap?format=docx", 400, "bad_format", "format"),
        ("/api/reports/999/evidence", 404, "no_such_report", None),
        ("/api/exclusions?report=x", 400, "bad_id", "id"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(client, path, status, code, field):
    answer = client.get(path)
    assert answer.status_code == status
    error = answer.get_json()["error"]
    assert (error["code"], error["field"]) == (code, field)
    assert error["message"]


@pytest.mark.parametrize(
    ("path", "body", "code", "field"),
    [
        ("/api/similar", {}, "bad_parameter", "text"),
        ("/api/similar", [1], "bad_parameter", None),
        ("/api/similar", {"text": "  "}, "query_empty", "text"),
        ("/api/similar", {"text": POINT, "limit": [3]}, "bad_parameter", "limit"),
        ("/api/similar", {"text": POINT, "verdict": ["x"]}, "bad_choice", "verdict"),
        ("/api/reuse", {"text": 3}, "bad_parameter", "text"),
        ("/api/reuse", [], "bad_json", None),
        ("/api/reuse", {"text": POINT, "of_year": "今年"}, "bad_year", "year"),
        ("/api/export/reuse", {"text": POINT, "format": "pdf"}, "bad_format", "format"),
    ],
)
def test_a_body_that_cannot_be_meant_is_refused_by_name(client, path, body, code, field):
    answer = client.post(path, json=body)
    assert answer.status_code == 400
    error = answer.get_json()["error"]
    assert (error["code"], error["field"]) == (code, field)


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("POST", "/api/passages/1001/exclusion", {"reason": " "}, 400, "reason_missing"),
        ("POST", "/api/passages/1001/exclusion", {}, 400, "bad_parameter"),
        (
            "POST",
            "/api/passages/1001/exclusion",
            {"reason": "套话", "span": [3]},
            400,
            "bad_parameter",
        ),
        ("POST", "/api/passages/99/exclusion", {"reason": "套话"}, 404, "no_such_passage"),
        ("DELETE", "/api/passages/1001/exclusion?span=9-3", None, 400, "bad_span"),
        ("PUT", "/api/reports/1/mark", {"mark": "套话"}, 400, "bad_choice"),
        ("PUT", "/api/reports/999/mark", {"mark": "template"}, 404, "no_such_report"),
    ],
)
def test_a_change_that_cannot_be_meant_changes_nothing(
    client, headers, method, path, body, status, code
):
    answer = client.open(path, method=method, json=body, headers=headers)
    assert answer.status_code == status
    assert answer.get_json()["error"]["code"] == code
    assert got(client, "/api/exclusions") == {"exclusions": []}
    assert got(client, "/api/marks") == {"marks": []}


def test_long_questions_need_no_token_and_no_other_site_may_ask_them(client):
    foreign = {"Sec-Fetch-Site": "cross-site"}
    for path in ("/api/similar", "/api/reuse", "/api/export/reuse", "/api/export/similar"):
        assert client.post(path, json={"text": POINT}).status_code == 200
        assert client.post(path, json={"text": POINT}, headers=foreign).status_code == 403


def test_the_document_describes_the_bodies_of_a_draft(client):
    paths = client.get("/api/openapi.json").get_json()["paths"]
    for path in ("/api/reuse", "/api/export/reuse"):
        assert set(paths[path]["post"]["requestBody"]["content"]) == {
            "application/json",
            "multipart/form-data",
        }
        assert "422" in paths[path]["post"]["responses"]


def test_spans_are_stretches_taken_over_in_one_go_and_equal_spans_what_is_equal_in_them(client):
    edited = CHANGED.replace("覆盖", "共覆盖机关").replace("组织", "先后组织集中")
    found = posted(client, "/api/similar", {"text": edited})
    match = found["matches"][0]
    ((start, end),) = match["query_spans"]
    assert len(match["equal_spans"]) > 1
    for (left, left_end), (right, right_end) in match["equal_spans"]:
        assert start <= left < left_end <= end
        assert match["text_spans"][0][0] <= right < right_end <= match["text_spans"][0][1]
