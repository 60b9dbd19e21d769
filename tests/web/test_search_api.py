"""What helps to ask, as JSON: the ladder, the table, groups, near phrases, completions."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

# What they ask about is named among the parameters, and may not be there.
NAMING = {
    ("get", "/api/similar"),
    ("get", "/api/export/similar"),
    ("get", "/api/export/reuse"),
    ("get", "/api/exclusions"),
    ("get", "/api/compare"),
    ("post", "/api/compare"),
    ("get", "/api/export/compare"),
    ("post", "/api/export/compare"),
    ("get", "/api/several"),
    ("get", "/api/export/several"),
    ("get", "/api/trail"),
}


def asked(client: FlaskClient, path: str, **query: str) -> dict:
    answer = client.get(path, query_string=query)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def test_a_search_takes_the_ladder_unless_told_otherwise(client):
    assert asked(client, "/api/search", q="第一议题")["rung"] == "exact"
    assert asked(client, "/api/search", q="第一议题", mode="words")["rung"] == "words"
    assert asked(client, "/api/search", q="第一议题", mode="loose")["rung"] == "loose"


def test_a_grouped_search_lists_reports_with_their_hits(client):
    plain = asked(client, "/api/search", q="第一议题", limit="3")
    assert "groups" not in plain
    found = asked(client, "/api/search", q="第一议题", group="report", limit="3")
    assert len(found["groups"]) == 3
    for group in found["groups"]:
        assert {"report_id", "title", "year", "unit", "kind", "passages", "occurrences"} < set(
            group
        )
        assert {hit["report_id"] for hit in group["hits"]} == {group["report_id"]}
    together = [hit["passage_id"] for group in found["groups"] for hit in group["hits"]]
    assert [hit["passage_id"] for hit in found["hits"]] == together


def test_a_grouped_search_that_finds_nothing_says_so(client):
    assert asked(client, "/api/search", q="清廉闭环", group="report")["groups"] == []


def test_a_search_may_be_narrowed_to_reports(client):
    found = asked(client, "/api/search", q="第一议题", report="2", limit="100")
    assert {hit["report_id"] for hit in found["hits"]} == {2}


def test_the_ladder_counts_every_rung_under_the_same_filters(client):
    found = asked(client, "/api/search/ladder", q="第一议题", unit="城投集团")
    assert found["query"] == "第一议题"
    assert [step["rung"] for step in found["steps"]] == ["exact", "loose", "words"]
    exact = asked(client, "/api/search", q="第一议题", unit="城投集团", mode="exact")
    for name in ("passages", "occurrences", "reports"):
        assert found["steps"][0][name] == exact[name]


def test_the_table_counts_by_unit_and_year(client):
    found = asked(client, "/api/search/table", q="第一议题", mode="exact")
    whole = asked(client, "/api/search", q="第一议题", mode="exact")
    rows, columns = len(found["rows"]), len(found["columns"])
    for name in ("occurrences", "passages", "held"):
        assert [len(row) for row in found[name]] == [columns] * rows
    assert sum(map(sum, found["occurrences"])) == whole["occurrences"]
    assert sum(map(sum, found["passages"])) == whole["passages"]


def test_near_phrases_say_how_often_they_stand(client):
    found = asked(client, "/api/near", q="第一议题学习会")
    assert found["query"] == "第一议题学习会"
    assert all(one["occurrences"] > 0 and one["text"] for one in found["suggestions"])


def test_completions_are_texts_with_their_source(client):
    found = asked(client, "/api/complete", q="主要", limit="2")
    assert 0 < len(found["completions"]) <= 2
    for one in found["completions"]:
        assert "主要" in one["text"]
        assert one["source"] in {"word", "heading", "phrase"}
        assert one["occurrences"] > 0


@pytest.mark.parametrize(
    ("path", "query", "code", "field"),
    [
        ("/api/search", {"q": "安全", "group": "unit"}, "bad_group", "group"),
        ("/api/search", {"q": "安全", "within": "section"}, "bad_within", "within"),
        ("/api/search", {"q": "安全", "report": "x"}, "bad_id", "id"),
        ("/api/search/table", {"q": "安全", "mode": "x"}, "bad_mode", "mode"),
        ("/api/search/ladder", {}, "bad_parameter", "q"),
        ("/api/near", {}, "bad_parameter", "q"),
        ("/api/complete", {"q": "安", "limit": "0"}, "bad_number", "limit"),
        ("/api/complete", {"q": "安", "limit": "21"}, "bad_number", "limit"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(client, path, query, code, field):
    answer = client.get(path, query_string=query)
    assert answer.status_code == 400
    error = answer.get_json()["error"]
    assert (error["code"], error["field"]) == (code, field)
    assert error["message"]


def test_failures_are_described_in_the_document_in_one_shape(client):
    document = client.get("/api/openapi.json").get_json()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            failures = {code: r for code, r in operation["responses"].items() if code[0] == "4"}
            assert {"400", "401", "403"} <= set(failures)
            assert ("404" in failures) == ("{" in path or (method, path) in NAMING)
            for failure in failures.values():
                schema = failure["content"]["application/json"]["schema"]
                assert schema["$ref"] == "#/components/schemas/FailureJson"
    assert None not in document["components"].values()


def test_signing_in_where_no_password_is_set_is_no_error(client):
    token = client.get("/api/session").get_json()["csrf_token"]
    answer = client.post(
        "/api/session", json={"password": "随便什么"}, headers={"X-CSRF-Token": token}
    )
    assert answer.status_code == 200
    assert answer.get_json()["signed_in"] is True
