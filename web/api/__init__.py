"""The JSON API under /api: the shapes of the commands, described at /api/openapi.json."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, make_response
from pydantic import ValidationError

from web.api import (
    clusters,
    compare,
    document,
    following,
    jobs,
    matrix,
    refused,
    remarks,
    reports,
    rereading,
    reuse,
    search,
    session,
    similar,
)
from web.api.asking import bad_parameter
from web.language import language
from web.openapi import Info, OpenAPI
from web.shapes import error_json

INFO = Info(
    title="duizhao",
    version="1",
    description=(
        "Search, trace and read Chinese work reports. Offsets are characters (code points), "
        "half-open. "
        'Errors are {"error": {"code", "message", "field"}}. Every changing request carries the '
        "session's token: GET /api/session, keep the cookie, and send the token as X-CSRF-Token."
    ),
)


def _not_valid(error: ValidationError) -> Response:
    response = make_response(jsonify({"error": error_json(bad_parameter(error), language())}))
    response.status_code = 400
    return response


VALIDATION: dict[str, Any] = {
    "validation_error_status": 400,
    "validation_error_callback": _not_valid,
}


def register(app: OpenAPI) -> None:
    """Add the API to `app`."""
    over_texts = (similar, reuse, clusters, compare, following, remarks)
    for part in (search, matrix, *over_texts, reports, refused, rereading, jobs, session):
        app.register_api(part.api)
    app.register_blueprint(document.page)
