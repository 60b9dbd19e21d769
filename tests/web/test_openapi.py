"""The OpenAPI document against the running application, over a real library.

Whatever is sent, the answer is one that the document describes: its status, kind and shape.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from web_support import app_of

from search.library import Library
from web.context import JOBS

REPORTS = {
    "青石水库/2022年工作总结.txt": (
        "一、防汛备汛\n一是汛前检查12次；二是整改隐患×处。\n二、存在的问题\n物资不足。"
    ),
    "青石水库/2023年工作总结.txt": (
        "一、防汛备汛\n汛前检查15次，汛前检查责任落实。\n二、下一步打算\n补齐物资。"
    ),
    "体会.txt": "几点体会\n汛前检查，怎么查，是值守人员一直在思考的问题，也是职工关心的问题。",
}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
SETTINGS = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"{file.stem}\n{text}\n", encoding="utf-8")
    with Library(tmp_path_factory.mktemp("home")) as library:
        assert not library.add([folder], workers=1).refused
        with app_of(library) as app:
            yield app


@pytest.fixture(scope="module")
def identity(served: Flask) -> dict[str, dict[str, str]]:
    """A session's cookie and token, as a program gets them."""
    client = served.test_client()
    token = client.get("/api/session").get_json()["csrf_token"]
    name = served.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    assert cookie is not None
    return {"headers": {"X-CSRF-Token": token}, "cookies": {name: cookie.value}}


@pytest.fixture(scope="module")
def api(served: Flask) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_wsgi("/api/openapi.json", served)


# The methods are fuzzed one by one here, without the plugin: that one needs an older pytest.
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_every_answer_is_as_described(
    api: schemathesis.BaseSchema,
    served: Flask,
    identity: dict[str, dict[str, str]],
    mode: GenerationMode,
) -> None:
    checked = set()
    for found in api.get_all_operations():
        assert isinstance(found, Ok), found.err()
        operation = found.ok()

        @SETTINGS
        @given(case=operation.as_strategy(generation_mode=mode))
        def check(case: schemathesis.Case) -> None:
            case.validate_response(case.call(**identity), checks=CHECKS)

        try:
            check()
        except Unsatisfiable:  # nothing to get wrong
            continue
        checked.add(operation.label)
        settle(served)
    assert {
        "GET /api/search", "GET /api/complete", "POST /api/reports", "POST /api/similar",
        "POST /api/reuse", "GET /api/clusters", "GET /api/heatmap", "GET /api/compare",
        "POST /api/compare",
    } <= checked  # fmt: skip


def settle(app: Flask) -> None:
    """Wait for what was uploaded: while it is written, other changes answer 503, as described."""
    end = time.monotonic() + 60
    while not all(job.over for job in app.extensions[JOBS].all()):
        assert time.monotonic() < end
        time.sleep(0.01)
